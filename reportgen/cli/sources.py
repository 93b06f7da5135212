"""`reportgen sources`: a config, a file or a folder → what each file is recognised as, what is read of it and what not.

Nothing is rendered or written. Exit code 2 where a file is refused.
"""

from __future__ import annotations

import argparse
import glob
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.cli.common import run_each
from reportgen.cli.options import add_as_of, add_client
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import UsageError, meant, nearest

if TYPE_CHECKING:
    from reportgen.sources.inspect import SourceSeen

CONFIGS = frozenset({".yaml", ".yml"})
NO_DATA = frozenset({".json", ".pdf", ".pptx", ".docx", ".md", ".py", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"})
NO_ZONE, NO_CURRENCY = "UTC", "XXX"  # of files that are looked at without a config
OWN = "exports"  # the folder of own descriptions, where no config names one
REFUSED = 2


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "sources",
        "show what is read of each file, and what is not",
        ["acme.yaml", "exports --locale fr_FR", "exports/instagram.csv --format json"],
    )
    parser.add_argument("target", metavar="CONFIG | FILE | FOLDER", help="a config, an export, or a folder of exports")
    parser.add_argument(
        "--format", default="table", choices=("json", "lines", "table"), help="default: table; lines: one for each file"
    )
    parser.add_argument(
        "--locale", metavar="LOCALE", help="language of the notes, and the order of day and month (default: en_GB)"
    )
    add_client(parser)
    add_as_of(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.target], lambda target: _show(Path(target), options))


def _show(target: Path, options: argparse.Namespace) -> int:
    from reportgen.cli.sources_json import as_json
    from reportgen.cli.sources_lines import as_lines
    from reportgen.cli.sources_text import as_text

    locale, named = _locale(options.locale), target.suffix in CONFIGS
    seen = _of_config(target, options) if named else _of_files(target, locale, options.as_of)
    if options.format == "json":
        print(as_json(seen, locale))
    else:
        print((as_lines if options.format == "lines" else as_text)(seen, locale, named))
    return REFUSED if any(source.refused for source in seen) else 0


def _locale(name: str | None) -> str:
    from reportgen.config.names import is_locale

    if name is None:
        return "en_GB"
    if not is_locale(name):
        raise UsageError(f"--locale {name}: not a locale. Write a language and a country, such as fr_FR or en_GB.")
    return name


def _of_config(target: Path, options: argparse.Namespace) -> tuple[SourceSeen, ...]:
    from reportgen.config.load import load_config
    from reportgen.pipeline import today
    from reportgen.sources.inspect import inspect

    loaded = load_config(target, options.client)
    return inspect(loaded.config, Path(loaded.folder), options.as_of or today(loaded.config.timezone))


def _of_files(target: Path, locale: str, as_of: date | None) -> tuple[SourceSeen, ...]:
    """One source for each file, as a config would have it that says nothing but the path."""
    from reportgen.config.schema import Config
    from reportgen.pipeline import today
    from reportgen.sources.inspect import inspect

    folder, files = _files(target)
    sources = [{"name": _ident(file, number), "path": glob.escape(file)} for number, file in enumerate(files, start=1)]
    own = {"exports": OWN} if any((folder / OWN).glob("*.yaml")) else {}
    config = Config.model_validate({**_FRAME, **own, "locale": locale, "sources": sources})
    return inspect(config, folder, as_of or today(NO_ZONE), any_currency=True)


_FRAME: dict[str, Any] = {
    "version": 1,
    "client": "-",
    "currency": NO_CURRENCY,
    "timezone": NO_ZONE,
    "cycle": "month",
    "objectives": [{"id": "none", "family": "awareness", "title": "-", "role": "-", "kpis": [{"kpi": "impressions"}]}],
}


def _files(target: Path) -> tuple[Path, list[str]]:
    """A folder, and the names in it of all files that may hold data: hidden ones and configs are left out, and, in a
    word, reports, pictures and texts."""
    if target.is_file():
        return target.parent, [target.name]
    if not target.is_dir():
        there = [item.name for item in target.parent.iterdir()] if target.parent.is_dir() else []
        hint = meant(str(target.parent / near) for near in nearest(target.name, there))
        raise UsageError(f"{target}: there is no such file or folder.{hint}")
    found = (item.relative_to(target) for item in target.rglob("*") if item.is_file() and item.suffix not in CONFIGS)
    seen = sorted(item for item in found if not any(part.startswith(".") for part in item.parts))
    files = [item.as_posix() for item in seen if item.suffix.lower() not in NO_DATA]
    if not files:
        raise UsageError(f"{target}: the folder holds no file{' of data' if seen else ''}.")
    if len(files) < len(seen):
        left = ", ".join(sorted({item.suffix.lower() for item in seen} & NO_DATA))
        print(f"left out, as files that are no exports: {len(seen) - len(files)} ({left})", file=sys.stderr)
    return target, files


def _ident(file: str, number: int) -> str:
    """A source's name for a file: its stem in small letters, else a number."""
    stem = re.sub(r"[^a-z0-9]+", "_", Path(file).stem.lower()).strip("_")[:48]
    return f"{stem}_{number}" if stem[:1].isalpha() else f"file_{number}"
