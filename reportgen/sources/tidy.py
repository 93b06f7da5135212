"""A source's ``columns`` and a tidy table's header → a Description and a Table that the same engine reads.

Roles: day, week, month (with year), channel, delivery, account, campaign, competitor, currency; the rest are measures.
Constants become columns of their own behind the file's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from reportgen.config.schema import Source
from reportgen.errors import Place
from reportgen.model.facts import Finding, Origin
from reportgen.sources.description import Absent, Column, Description
from reportgen.sources.extract import Line, Series, Task, Values, Window
from reportgen.sources.headers import header, plain
from reportgen.sources.layout import unknown_column
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row, Sheet
from reportgen.sources.values import trimmed
from reportgen.vocabulary.roles import DATES, ROLES

_LOOKED_AT = 30  # rows that are not blank, of a sheet, among which its header is looked for
_ALIASES: Mapping[str, str] = {"date": "day", "network": "channel"}


@dataclass(frozen=True, slots=True)
class Mapped:
    """What each role or measure is in a tidy table: the index of a column, or a constant."""

    columns: tuple[tuple[str, int], ...]
    constants: tuple[tuple[str, Cell], ...]

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(name for name, _ in (*self.columns, *self.constants) if name not in ROLES)


def is_tidy(source: Source) -> bool:
    """Whether the source says itself what its table's columns are."""
    return not DATES.isdisjoint(source.columns)


def is_canonical(names: Sequence[str], kinds: Mapping[str, str]) -> bool:
    """Whether a header consists of nothing but roles and measures under their own ids."""
    roles = [_ALIASES.get(name, name) for name in names if name not in kinds]
    dated = not DATES.isdisjoint(roles)
    return dated and len(roles) < len(names) and all(name in ROLES for name in roles)


def has_header(row: Row, source: Source, kinds: Mapping[str, str]) -> bool:
    """Whether a row holds all of the source's columns, or the canonical ones where the source names none."""
    if not source.columns:
        return is_canonical(_names(row), kinds)
    return not _lacking(row, source)


def header_at(rows: Iterable[Row], source: Source, kinds: Mapping[str, str]) -> int | None:
    """Where the header stands among a sheet's rows, below titles and notes; None where it is not found."""
    if source.header_row:
        wanted = ((at, row) for at, row in enumerate(rows) if row.number == source.header_row)
        found, row = next(wanted, (None, Row(0, ())))
        return found if is_tidy(source) or has_header(row, source, kinds) else None
    looked_at = enumerate(islice(rows, _LOOKED_AT))
    return next((at for at, row in looked_at if has_header(row, source, kinds)), None)


def _lacking(row: Row, source: Source) -> list[str]:
    there = {header(name).full for name in _names(row)}
    return [given for given in source.columns.values() if isinstance(given, str) and plain(given) not in there]


def _names(row: Row) -> list[str]:
    """The header's names, without the empty ones at its end."""
    names = [str(cell).strip() for cell in row.cells]
    while names and not names[-1]:
        names.pop()
    return names


def map_columns(names: Sequence[str], source: Source, table: Table, task: Task) -> Mapped | None:
    """The mapping of a header's names; None, with every unknown column told."""
    if not source.columns:
        return Mapped(tuple((_ALIASES.get(name, name), index) for index, name in enumerate(names)), ())
    indexes = {header(name).full: index for index, name in reversed(list(enumerate(names)))}
    columns: list[tuple[str, int]] = []
    constants: list[tuple[str, Cell]] = []
    before = len(task.problems)
    for name, given in sorted(source.columns.items()):
        if not isinstance(given, str):
            value = given.value
            constants.append((name, value if isinstance(value, str | Decimal) else Decimal(value)))
        elif plain(given) in indexes:
            columns.append((name, indexes[plain(given)]))
        else:
            unknown_column(table, task, given)
    return Mapped(tuple(columns), tuple(constants)) if len(task.problems) == before else None


def placeholder(sheet: Sheet, head: Row) -> Table:
    """A Table with nothing but its header, as the place of problems."""
    return Table(Description("tidy", "table", (), ()), sheet.name, head, {}, "", (), ())


def describe(source: Source, mapped: Mapped) -> Description:
    """A Description of the tidy table. Campaigns come and go: one without a row had nothing on a day with others."""
    names = [name for name, _ in (*mapped.columns, *mapped.constants)]
    columns = tuple(Column(name, role=name) if name in ROLES else Column(name, measure=name) for name in names)
    absent: Absent = "zero_on_open_days" if "campaign" in names else "missing"
    return Description(
        id="tidy",
        name="table",
        columns=columns,
        recognise=(),
        absent="zero" if source.sparse else absent,
        channel=source.channel or "",
    )


def from_sheet(sheet: Sheet, source: Source, task: Task, kinds: Mapping[str, str]) -> Table | None:
    """The tidy Table of a sheet, its header the row that has the columns, else the first. None, with problems told."""
    filled = [row for row in sheet.rows if not row.blank]
    filled = filled[header_at(filled, source, kinds) or 0 :]
    head, names = filled[0], _names(filled[0])
    mapped = map_columns(names, source, placeholder(sheet, head), task)
    if mapped is None or not _even(sheet, filled, len(names), task):
        return None
    width, extra = len(names), tuple(value for _, value in mapped.constants)
    rows = [row for row in filled[1:] if _passes(row, names, source)]
    if rows_are_unique(source, mapped):
        rows = _without_copies(sheet, rows, {index for name, index in mapped.columns if name not in ROLES}, task)
    columns = dict(mapped.columns) | {name: width + place for place, (name, _) in enumerate(mapped.constants)}
    wide = Row(head.number, (*names, *(name for name, _ in mapped.constants)))
    body = tuple(Row(row.number, (*row.padded(width).cells[:width], *extra)) for row in rows)
    return Table(describe(source, mapped), sheet.name, wide, columns, "", (), body, sheet.separator)


def from_sheets(sheets: Sequence[Sheet], source: Source, task: Task, kinds: Mapping[str, str]) -> Iterator[Table]:
    """The tidy Tables of all sheets that have the source's columns. The others are told to be left out; where all are,
    that is a Problem."""
    filled = {sheet.name: [row for row in sheet.rows if not row.blank] for sheet in sheets}
    having = [sheet for sheet in sheets if header_at(filled[sheet.name], source, kinds) is not None]
    if not having and len(sheets) > 1:
        rows = [(sheet, row) for sheet in sheets for row in filled[sheet.name][:_LOOKED_AT]]
        nearest_sheet, row = min(rows, key=lambda item: len(_lacking(item[1], source)))
        lacking = ", ".join(f"'{name}'" for name in _lacking(row, source))
        names = ", ".join(f"'{sheet.name}'" for sheet in sheets)
        what = f"no sheet has all of the columns; the nearest is '{nearest_sheet.name}', which lacks {lacking}"
        cure = f"Its sheets are {names}: name the one to read with 'sheet:', and its headers under 'columns'."
        task.wrong("no_sheet", what, cure)
        return
    for sheet in having or sheets:
        table = from_sheet(sheet, source, task, kinds)
        if table is not None:
            yield table
    for sheet in sheets if having else ():
        if sheet not in having:
            tell_sheet_left_out(sheet, task)


def tell_sheet_left_out(sheet: Sheet, task: Task) -> None:
    """Tell that a sheet holds no table that is read."""
    place, names = Place(file=task.file, sheet=sheet.name), (("sheet", sheet.name),)
    task.found(Finding("sheet_left_out", "info", task.source.name, place, names=names))


def regroup(
    sheet: Sheet,
    names: Sequence[str],
    columns: Sequence[tuple[str, int]],
    mapped: Mapped,
    groups: Iterable[tuple[Any, ...]],
    task: Task,
) -> Table:
    """The tidy Table of grouped rows: cells in the order of ``columns``, then first row, last row and number of rows.

    A constant measure counts once for each row of the group.
    """
    width = len(columns)
    at = {name: place for place, (name, _) in enumerate(columns)}
    at |= {name: width + place for place, (name, _) in enumerate(mapped.constants)}
    head = Row(1, (*(names[index] for _, index in columns), *(name for name, _ in mapped.constants)))
    rows, constants = [], list(_measures_only(mapped))
    records = 0
    for group in groups:
        cells = [_cell(cell) for cell in group[:width]]
        first, last, count = group[width:]
        records += count
        cells += [value * count if isinstance(value, Decimal) else value for value in constants]
        rows.append(Row(first, tuple(cells), last))
    return Table(describe(task.source, mapped), sheet.name, head, at, "", (), tuple(rows), sheet.separator, records)


def _cell(value: Any) -> Cell:
    """A database's value: nothing is an empty cell, a whole number a Decimal."""
    return "" if value is None else Decimal(value) if isinstance(value, int) else value


def _measures_only(mapped: Mapped) -> Iterator[Cell]:
    """The constants, those of roles (a year) as text, so that they are not multiplied."""
    for name, value in mapped.constants:
        yield str(value) if name in ROLES else value


def rows_are_unique(source: Source, mapped: Mapped) -> bool:
    """Whether equal rows can only be copies: not where each row is itself a thing that is counted.

    A constant of 0 (no refunds) counts nothing.
    """
    return source.of != "posts" and not any(name not in ROLES and value for name, value in mapped.constants)


def tell_copies(count: int, task: Task) -> None:
    """Tell that rows occur again, cell for cell, and count once."""
    numbers = (("rows", Decimal(count)),)
    task.found(Finding("duplicate_rows", "notice", task.source.name, Place(file=task.file), numbers=numbers))


def tell_contradiction(first: int, second: int, sheet: str, task: Task) -> None:
    """Tell that two rows differ in their figures alone."""
    what = f"the row has other figures than row {first}, and nothing else tells the two apart"
    cure = "Keep one of them, or add the column that tells the rows apart."
    task.wrong("contradicting_rows", what, cure, Place(file=task.file, sheet=sheet, row=second))


def _without_copies(sheet: Sheet, rows: Sequence[Row], measures: set[int], task: Task) -> list[Row]:
    seen: dict[tuple[Cell, ...], Row] = {}
    keys: dict[tuple[Cell, ...], Row] = {}
    for row in rows:
        if row.cells in seen:
            continue
        seen[row.cells] = row
        key = tuple(cell for index, cell in enumerate(row.cells) if index not in measures)
        if keys.setdefault(key, row) is not row:
            tell_contradiction(keys[key].number, row.number, sheet.name, task)
    if len(seen) < len(rows):
        tell_copies(len(rows) - len(seen), task)
    return list(seen.values())


def _even(sheet: Sheet, rows: Sequence[Row], width: int, task: Task) -> bool:
    """Whether no row of a text table has more or fewer cells than the header; told where one has."""
    for row in rows if sheet.separator else ():
        extra = any(str(cell).strip() for cell in row.cells[width:])
        if extra or len(row.cells) < width:
            what = f"{len(row.cells)} cells where the header has {width}"
            task.wrong("ragged_row", what, "Quote cells that hold a separator.", Place(task.file, row=row.number))
            return False
    return True


def _passes(row: Row, names: Sequence[str], source: Source) -> bool:
    """The source's ``where``; unknown columns are told later, where the table is laid out."""
    for name, wanted in source.where.items():
        index = next((place for place, given in enumerate(names) if plain(given) == plain(name)), None)
        options = [wanted] if isinstance(wanted, str) else wanted
        if index is not None and str(row.cell(index)).strip() not in {option.strip() for option in options}:
            return False
    return True


def collapse(values: Values, kinds: Mapping[str, str], origin: Origin) -> list[Finding]:
    """Make rows of one key and window one, in place; what cannot be added is left out, and a finding counts it."""
    left_out = Counter[str]()
    for key, series in values.items():
        windows: dict[Window, Series] = {}
        for item in series:
            windows.setdefault(item[0].window, []).append(item)
        if len(windows) == len(series):
            continue
        adds = kinds.get(key.measure, "flow") == "flow" or key.of == "posts"
        left_out[key.measure] += 0 if adds else sum(len(same) > 1 for same in windows.values())
        values[key] = [_added(same) for same in windows.values() if adds or len(same) == 1]
    return [not_added(origin, measure, left_out[measure]) for measure in sorted(+left_out)]


def _added(same: Series) -> tuple[Line, Decimal]:
    if len(same) == 1:
        return same[0]
    first, last = min(line.first_row for line, _ in same), max(line.last_row for line, _ in same)
    return Line(same[0][0].window, first, last), trimmed(sum((value for _, value in same), Decimal(0)))


def not_added(origin: Origin, measure: str, windows: int) -> Finding:
    """Several values of what cannot be added, for so many days or periods: they are left out."""
    place, numbers = Place(file=origin.file, sheet=origin.table), (("windows", Decimal(windows)),)
    return Finding("rows_not_added", "notice", origin.source, place, (measure,), numbers=numbers)
