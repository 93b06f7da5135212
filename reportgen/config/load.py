"""A config file → Loaded: files → values with their places → Config → cross-references.

Each layer reports all its Problems at once; a later layer runs when the earlier one is clean.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reportgen.config.checks import check_config
from reportgen.config.extends import Written, read_written
from reportgen.config.looks import files_beside
from reportgen.config.schema import Config, Loaded
from reportgen.config.shape import problems_of
from reportgen.errors import ConfigError

KEPT_AND_SENT = frozenset({"deliver", "ledger"})
"""What says where a report is recorded and who gets it: no part of what its files are made of."""


def load_config(path: str | os.PathLike[str], client: str = "") -> Loaded:
    """Read, validate and cross-check one client's config. Messages name the path as it is given here.

    ``client``: an id of the file that ``clients`` names, of a config for many. Raises ConfigError with every Problem of
    the first layer that has any, UsageError where a client has to be named, or is not known.
    """
    file = os.fspath(path)
    written = read_written(file, client)
    where = Path(file)
    loaded = Loaded(
        config=_validated(written, where.parent),
        path=file,
        folder=str(where.parent),
        stem=written.client or where.stem,
        sha256=_sha256(written.values),
        folders=tuple(str(where.parent / folder) for folder in written.folders),
        client=written.client,
        written=written.values,
        marks=written.places,
    )
    if problems := check_config(loaded, written.places):
        raise ConfigError(problems)
    return loaded


def json_schema() -> dict[str, Any]:
    """The config's JSON Schema (draft 2020-12), for editors that complete and check YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}


def _sha256(values: Any) -> str:
    """Of what makes the report, so that it stays the same when, after the files were approved, a reader is corrected or
    the words of another cycle are written; a report's own words stand in its files."""
    of_report = {key: value for key, value in values.items() if key not in KEPT_AND_SENT}
    words = of_report.pop("commentary", None) or {}
    undated = {name: text for name, text in words.items() if isinstance(text, str)}
    return hashlib.sha256(json.dumps([*of_report.items(), undated], default=repr).encode()).hexdigest()


def _validated(written: Written, folder: Path) -> Config:
    try:
        return Config.model_validate(written.resolved)
    except ValidationError as error:
        unfit = {
            at["loc"][1] for at in error.errors(include_url=False) if at["loc"][:1] == ("theme",) and at["loc"][1:]
        }
        shapes = problems_of(error, written.values, written.places)
        lost = files_beside(written.resolved, unfit, folder, written.values, written.places)
        raise ConfigError([*shapes, *lost]) from None
