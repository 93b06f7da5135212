"""What the schema asks for at a key path, and how that and what was found are said in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from reportgen.config.kinds import Model
from reportgen.config.schema import Config
from reportgen.strict_yaml import Path


def types_at(path: Path) -> list[Any]:
    """The types that may stand at a key path; none where the schema knows no such path."""
    types: list[Any] = [Config]
    for part in path:
        named = [found for kind in types if is_model(kind) for found in _step(kind, part)]
        types = named or [found for kind in types for found in _step(kind, part)]  # a key of its own means this mapping
    return types


def _step(kind: Any, part: str | int) -> list[Any]:
    """What stands under a key or an index of one type."""
    if isinstance(part, str) and is_model(kind):
        field = fields(kind).get(part)
        return alternatives(field.annotation) if field else []
    if isinstance(part, str) and get_origin(kind) is dict:
        return alternatives(get_args(kind)[1])
    if isinstance(part, int) and get_origin(kind) in (tuple, list):
        return alternatives(get_args(kind)[0])
    return []


def alternatives(annotation: Any) -> list[Any]:
    """A union's members without None and without annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [found for member in get_args(annotation) for found in alternatives(member)]
    return [] if annotation is NoneType else [annotation]


def is_model(kind: Any) -> bool:
    """Whether a type is a mapping with keys of its own."""
    return isinstance(kind, type) and issubclass(kind, Model)


def fields(model: type[Model]) -> dict[str, Any]:
    """A mapping's keys as they are written, with pydantic's description of each."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


_NAMES: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    date: "a date",
}


def described(types: list[Any]) -> str:
    """Types in words: ``a number or a mapping with value``; single values first."""
    told = [kind for kind in sorted(types, key=_is_structure) if kind is not int or Decimal not in types]
    words = list(dict.fromkeys(_one(kind) for kind in told))
    if "a mapping" in words:  # of any keys: those that one kind of it has say little
        words = [word for word in words if not word.startswith("a mapping with")]
    return listed(words, "or")


def _is_structure(kind: Any) -> bool:
    return is_model(kind) or get_origin(kind) in (tuple, list, dict)


def _one(kind: Any) -> str:
    if is_model(kind):
        required = [key for key, field in fields(kind).items() if field.is_required()]
        return f"a mapping with {listed(required, 'and') or listed(list(fields(kind)), 'or')}"
    origin = get_origin(kind)
    if origin is Literal:
        return listed([str(choice) for choice in get_args(kind)], "or")
    if origin in (tuple, list):
        item = alternatives(get_args(kind)[0])
        return f"a list of mappings{_one(item[0]).removeprefix('a mapping')}" if is_model(item[0]) else "a list"
    return "a mapping" if origin is dict else _NAMES[kind]


def listed(words: list[str], last: str) -> str:
    """``a, b and c``, with ``and`` or ``or``."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def found(value: object) -> str:
    """A value in words: ``the text 'abc'``, ``nothing``, ``a list``."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text '{short(value)}'"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, date):
        return f"the date {value}"
    return "a list" if isinstance(value, list) else "a mapping"


def short(text: str, most: int = 40) -> str:
    """A text on one line, at most so many characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
