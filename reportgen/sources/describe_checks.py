"""A Description that has the right shape → Problems: names that lead nowhere, headers that stand for two columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from reportgen.errors import nearest
from reportgen.sources.description import Column, Description, Event
from reportgen.sources.description_node import Sheet
from reportgen.sources.headers import header
from reportgen.strict_yaml import Path
from reportgen.vocabulary.channels import CHANNELS

_CURRENCY = re.compile("[A-Z]{3}")
_CHANNELS = (*CHANNELS, "meta")
_CONTENT: dict[str, tuple[str, ...]] = {
    "values": (),
    "titled": ("value",),
    "orders": ("order", "total", "status"),
    "events": (),
    "names": (),
}
"""Roles that a kind of records cannot do without."""


def check(found: Description, sheet: Sheet, measures: Collection[str]) -> None:
    """Note what is wrong across keys; ``measures``: the ids that there are."""
    _check_whole(found, sheet)
    for path, name in _columns_named(found):
        _known(sheet, path, name, [column.id for column in found.columns], "column")
    for path, name in _measures_named(found):
        _known(sheet, path, name, measures, "measure")
    named = {name for _, name in _columns_named(found)}
    for column in found.columns:
        _check_column(column, column.id in named, sheet)
        _check_explained(found, column, sheet)
    _check_headers(found, sheet)


def _check_whole(found: Description, sheet: Sheet) -> None:
    if found.id != PurePosixPath(sheet.marks.file).stem:
        what = f"the id '{found.id}' is not the file's name"
        sheet.wrong(("id",), "wrong_id", what, f"Call the file {found.id}.yaml, or change the id.")
    if found.sheets_only and not found.sheets:
        sheet.wrong(("sheets_only",), "missing_key", "no sheet is named", "Add sheets: a list of their names.")
    if not found.recognise:
        cure = "Add recognise: the columns that a file must have, such as [day, views]."
        sheet.wrong(("recognise",), "missing_key", "nothing says by which columns the export is recognised", cure)
    there = {column.role for column in found.columns}
    for role in _CONTENT[found.records]:
        if role not in there:
            what = f"records: {found.records} needs a column with role: {role}"
            sheet.wrong(("columns",), "missing_role", what)
    if found.records == "events" and not found.events:
        what = "records: events needs the key 'events'"
        sheet.wrong(("records",), "missing_key", what, "Add events: a list of mappings with measure and day.")
    if found.zone and not _is_zone(found.zone):
        cure = "Write a name such as UTC or America/Los_Angeles."
        sheet.wrong(("zone",), "unknown_timezone", f"there is no time zone '{found.zone}'", cure)
    if any(event.query for event in found.events) and "query" not in there:
        what = "an event with the key 'query' needs a column with role: query"
        sheet.wrong(("columns",), "missing_role", what, "Add the column of the searches' names.")
    if found.currency and not _CURRENCY.fullmatch(found.currency):
        what = f"'{found.currency}' is no currency's code"
        sheet.wrong(("currency",), "unknown_currency", what, "Write three capital letters, such as EUR.")
    for word, channel in found.channels:
        if channel not in _CHANNELS:
            near = nearest(channel, _CHANNELS)
            cure = "" if near else f"The channels are {', '.join(_CHANNELS)}."
            sheet.wrong(("channels", word), "unknown_channel", f"there is no channel '{channel}'", cure, near)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _columns_named(found: Description) -> Iterator[tuple[Path, str]]:
    """Each place that names a column, and the name."""
    for at, group in enumerate(found.recognise):
        for inner, name in enumerate(group):
            yield ("recognise", at, inner), name
    yield from ((("without", at), name) for at, name in enumerate(found.without))
    yield from ((("only", name), name) for name, _ in found.only)
    yield from ((("join", "by"), name) for name in found.join)
    for column in found.columns:
        yield from ((("columns", column.id, "sum_of"), name) for name in column.sum_of)
        yield from ((("columns", column.id, "first_of"), name) for name in column.first_of)
    if found.latest:
        yield from ((("latest", "by"), name) for name in found.latest.by)
        yield ("latest", "on"), found.latest.on
    for at, event in enumerate(found.events):
        yield from _event_columns(event, ("events", at))


def _event_columns(event: Event, path: Path) -> Iterator[tuple[Path, str]]:
    yield (*path, "day"), event.day
    if event.value:
        yield (*path, "value"), event.value
    for key, tests in (("where", event.where), ("where_not", event.where_not)):
        yield from (((*path, key, name), name) for name, _ in tests)


def _measures_named(found: Description) -> Iterator[tuple[Path, str]]:
    yield from ((("columns", column.id, "measure"), column.measure) for column in found.columns if column.measure)
    yield from ((("titles", title.measure), title.measure) for title in found.titles)
    yield from ((("levels", measure), measure) for measure, _ in found.levels)
    yield from ((("never_zero", measure), measure) for measure, _ in found.never_zero)
    yield from ((("events", at, "measure"), event.measure) for at, event in enumerate(found.events))
    if found.counts:
        yield ("counts",), found.counts


def _known(sheet: Sheet, path: Path, name: str, valid: Collection[str], noun: str) -> None:
    if name not in valid:
        near = nearest(name, valid)
        right = "" if near or noun == "measure" else f"The columns are {', '.join(valid)}."
        sheet.wrong(path, f"unknown_{noun}", f"there is no {noun} '{name}'", right, near)


def _check_column(column: Column, named: bool, sheet: Sheet) -> None:
    """``named``: other keys name the column, so that it needs neither role nor measure."""
    path: Path = ("columns", column.id)
    if column.role and column.measure:
        sheet.wrong(path, "role_or_measure", "a column has either a role or a measure", "Keep one of the two.")
    if not column.role and not column.measure and not named:
        what = "nothing says what the column is for"
        sheet.wrong(path, "role_or_measure", what, "Write role: day, or measure: impressions.")
    if not column.headers and not column.sum_of and not column.first_of:
        what = "nothing says how the column is headed"
        sheet.wrong(path, "missing_key", what, "Add headers: the text of its header, as the file has it.")


def _check_explained(found: Description, column: Column, sheet: Sheet) -> None:
    if column.explained and not found.description_row:
        what = "there is no row below the header that could explain it"
        sheet.wrong(("columns", column.id, "explained"), "no_description_row", what, "Add description_row: true.")


def _check_headers(found: Description, sheet: Sheet) -> None:
    """No header may stand for two columns."""
    seen: dict[str, str] = {}
    for column in found.columns:
        for _, text in column.headers:
            first = seen.setdefault(header(text).full, column.id)
            if first != column.id:
                what = f"'{text}' is a header of '{first}', too"
                sheet.wrong(
                    ("columns", column.id, "headers"), "same_header", what, "Keep it in one of the two columns."
                )
