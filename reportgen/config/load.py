"""A config file → Loaded: bytes → values with their places → Config → cross-references.

Each layer reports all its Problems at once; a later layer runs when the earlier one is clean.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen import strict_yaml
from reportgen.config.checks import check_config
from reportgen.config.schema import Config, Loaded
from reportgen.config.shape import problems_of
from reportgen.errors import ConfigError, Place, Problem, nearest
from reportgen.strict_yaml import Marks

MAX_BYTES = 1024 * 1024


def load_config(path: str | os.PathLike[str]) -> Loaded:
    """Read, validate and cross-check one client's config. Messages name the path as it is given here.

    Raises ConfigError with every Problem of the first layer that has any.
    """
    file = os.fspath(path)
    data = _read(file)
    written, marks = strict_yaml.load_bytes(data, file)
    where = Path(file)
    loaded = Loaded(
        config=_validated(written, marks),
        path=file,
        folder=str(where.parent),
        stem=where.stem,
        sha256=hashlib.sha256(data).hexdigest(),
        written=written,
        marks=marks,
    )
    if problems := check_config(loaded, marks):
        raise ConfigError(problems)
    return loaded


def json_schema() -> dict[str, Any]:
    """The config's JSON Schema (draft 2020-12), for editors that complete and check YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}


def _validated(written: object, marks: Marks) -> Config:
    try:
        return Config.model_validate(written)
    except ValidationError as error:
        raise ConfigError(problems_of(error, written, marks)) from None


def _read(file: str) -> bytes:
    """The file's bytes. At most one byte more than allowed is read, so that a device can't fill the memory."""
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        near = nearest(Path(file).name, _configs_beside(file))
        candidates = tuple(str(Path(file).with_name(name)) for name in near)
        raise _refused(file, "file_missing", "there is no such file", candidates=candidates) from None
    except IsADirectoryError:
        raise _refused(file, "file_is_folder", "this is a folder", "Name a config file in it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(file, "file_unreadable", f"the file can't be read: {reason}") from None
    if len(data) > MAX_BYTES:
        raise _refused(file, "file_too_large", "the file is larger than a mebibyte", "Is it a config?")
    return data


def _configs_beside(file: str) -> list[str]:
    try:
        return [entry.name for entry in Path(file).parent.iterdir() if entry.suffix in (".yaml", ".yml")]
    except OSError:
        return []


def _refused(file: str, kind: str, what: str, cure: str = "", candidates: tuple[str, ...] = ()) -> ConfigError:
    return ConfigError([Problem(Place(file), kind, what, cure, candidates)])
