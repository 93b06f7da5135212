"""Checks of how a source's files are read: their format, period, encoding and currency, and the client's own exports.

Case → Problems. What the client's own descriptions say is checked where the files are read.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import PurePath

from reportgen.config.case import Case, near
from reportgen.config.schema import Source
from reportgen.config.values import is_date
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.roles import DATES

_ENCODINGS: tuple[str, ...] = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "latin-1", "iso-8859-15"),
    *("mac_roman", "shift_jis", "gb18030", "big5", "koi8-r"),
)


def own_exports(case: Case) -> Iterator[Problem]:
    """The folder of the client's own descriptions is looked for where the config that wrote its name stands."""
    name = case.config.exports
    if name is not None and not os.path.isdir(case.folder / name):  # noqa: PTH112  pathlib's raises for long names
        shown = short(str(case.at(("exports",)) or name), 120)
        cure = "Write the path as it is seen from this file's folder."
        yield case.problem(("exports",), "no_such_folder", f"there is no folder '{shown}'", cure)


def formats(case: Case) -> Iterator[Problem]:
    known = sorted({*_shipped(), *_own(case)})
    for index, source in enumerate(case.config.sources):
        path: Path = ("sources", index, "format")
        if source.format is not None and source.format not in known:
            found = near(source.format, known)
            cure = "" if found else "Leave it out: a format is recognised from the content."
            yield case.problem(path, "unknown_format", f"unknown format '{short(source.format)}'", cure, found)
        if source.format is not None and not DATES.isdisjoint(source.columns):
            what = "'format' names an export, and 'columns' with a date make the file a table of its own"
            yield case.problem(path, "format_and_columns", what, "Keep one of the two.")


def _shipped() -> list[str]:
    folder = files("reportgen.sources") / "exports"
    return [PurePath(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".yaml")]


def _own(case: Case) -> list[str]:
    if case.config.exports is None:
        return []
    try:
        return [entry.stem for entry in (case.folder / case.config.exports).iterdir() if entry.suffix == ".yaml"]
    except (OSError, ValueError):
        return []


def periods(case: Case) -> Iterator[Problem]:
    for index, source in enumerate(case.config.sources):
        path: Path = ("sources", index, "period")
        given = source.period
        if isinstance(given, str) and not is_date(given):
            yield case.problem(path, "no_such_day", f"there is no day {given}", "Write a month as 2026-10.")


def encodings(case: Case) -> Iterator[Problem]:
    for index, source in enumerate(case.config.sources):
        if source.encoding is not None and not _is_encoding(source.encoding):
            found = near(source.encoding, _ENCODINGS)
            cure = "" if found else "Write utf-8, utf-16, cp1252, latin-1 or mac_roman."
            what = f"unknown encoding '{short(source.encoding)}'"
            yield case.problem(("sources", index, "encoding"), "unknown_encoding", what, cure, found)


def _is_encoding(name: str) -> bool:
    try:
        return "é".encode(codecs.lookup(name).name).decode(name) == "é"
    except (LookupError, ValueError, TypeError):
        return False


def currencies(case: Case) -> Iterator[Problem]:
    """A source's own currency is the report's, or has a rate."""
    config = case.config
    rated = {config.currency, *(rate.currency for rate in config.rates)}
    for index, source in enumerate(config.sources):
        if source.currency is not None and source.currency not in rated:
            what = f"no rate leads from {source.currency} to {config.currency}"
            cure = f"Add it under rates, or write currency: {config.currency}."
            yield case.problem(("sources", index, "currency"), "no_rate", what, cure)
        if source.currency is not None and _names_currency(source):
            what = "the currency is given twice, once by a column"
            yield case.problem(("sources", index, "currency"), "currency_twice", what, "Keep one of the two.")


def _names_currency(source: Source) -> bool:
    return "currency" in source.columns
