"""Which file wrote what of a config that extends others: key path → place in the right file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.errors import Place
from reportgen.strict_yaml import Path


class Places(Protocol):
    """Key path → place; `strict_yaml.Marks` for one file, `Origins` for several."""

    def place(self, path: Path) -> Place:
        """The place of the key or item at ``path``, else of its nearest ancestor."""
        ...

    def inside(self, path: Path, index: int) -> Place:
        """The place of character ``index`` (from 0) of the text at ``path``."""
        ...


@dataclass(frozen=True, slots=True)
class Origins:
    """A value's file, by its marks; and of a mapping that several files write, the origin of each of its keys.

    Mappings merge key by key, so a key path is the same in the merged config and in the file that wrote it.
    """

    marks: Places
    keys: Mapping[str, Origins] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """As `Places.place`. A key that no file has stands where the extending file could add it."""
        return self._of(path).place(path)

    def inside(self, path: Path, index: int) -> Place:
        """As `Places.inside`."""
        return self._of(path).inside(path, index)

    def _of(self, path: Path) -> Places:
        origin = self
        for part in path:
            if not isinstance(part, str) or part not in origin.keys:
                break
            origin = origin.keys[part]
        return origin.marks


def merged(base: object, below: Origins, own: object, marks: Places) -> tuple[object, Origins]:
    """A base's value under that of one file: mappings merge deeply, an empty value takes the base's key out, all else
    takes the base's place."""
    if not isinstance(base, dict) or not isinstance(own, dict):
        return own, Origins(marks)
    values: dict[str, object] = dict(base)
    keys = {key: below.keys.get(key, Origins(below.marks)) for key in base}
    for key, value in own.items():
        if value is None and key in base:
            del values[key], keys[key]
            continue
        values[key], keys[key] = merged(base[key], keys[key], value, marks) if key in base else (value, Origins(marks))
    return values, Origins(marks, keys)
