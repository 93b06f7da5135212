"""Sheets → recognised Tables: where a header stands, which description fits it, what stands above, which rows follow.

A file may hold several tables. What no description fits is kept as a heading that nothing was read below, never in
silence; a file without any recognised table gets the nearest description's reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.errors import Place, Problem
from reportgen.sources.description import WHEN, Column, Description
from reportgen.sources.fit import best, known_headers, missing, names_of
from reportgen.sources.headers import header, plain
from reportgen.sources.packed import Packing
from reportgen.sources.rows import Row, Sheet
from reportgen.sources.twins import places

_OWN = WHEN | {"post"}
_LOOKED_AT = 60  # non-blank rows looked at before a file counts as not recognised
_SEVERAL = 5  # headers of an export that stand in a row by no chance


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file. ``columns``: column id → its index; ``language``: the headers' own; ``above``: the
    preamble's records; ``alike``: the columns left out because nothing tells which of several of one name they are, and
    that name; ``rows``: the body, each as wide as the header at least; ``records``: how many of the
    file's they stand for, where that is more; ``rivals``: other descriptions that fit as well."""

    description: Description
    sheet: str
    header: Row
    columns: Mapping[str, int]
    language: str
    above: tuple[Row, ...]
    rows: Sequence[Row]
    separator: str = ""
    records: int = 0
    alike: tuple[tuple[str, str], ...] = ()
    rivals: tuple[Description, ...] = ()

    def name_of(self, column: str) -> str:
        """The header of a column as it stands in the file."""
        return str(self.header.cell(self.columns[column])).strip()

    @property
    def title(self) -> str:
        """The last line above the header that is no comment, and no record of several cells."""
        lines = (filled(row) for row in reversed(self.above) if not _is_comment(row))
        return next((cells[0] for cells in lines if len(cells) == 1), "")


@dataclass(frozen=True, slots=True)
class Recognised:
    """The tables of one sheet, and the headers of other tables in it that were left out (row, header's text)."""

    tables: tuple[Table, ...]
    left_out: tuple[tuple[int, str], ...]


def recognise(
    sheet: Sheet, known: Sequence[Description], header_row: int | None = None, named: Collection[str] = ()
) -> Recognised:
    """All tables of a sheet that one of the ``known`` descriptions fits; of a given ``header_row`` its one table.

    ``named``: the channels that are likely; they settle which of several descriptions it is that fit alike.
    """
    tables: list[Table] = []
    left_out: list[tuple[int, str]] = []
    above: list[Row] = []
    pending: Row | None = None  # a row of several cells: alone it is a line, with others the header of an unknown table
    told = False
    known = [item for item in known if item.is_on(sheet.name)]
    rows = iter(sheet.rows)
    following = next(rows, None)
    while (row := following) is not None:
        may_be = not row.blank and not _is_comment(row) and header_row in (None, row.number)
        fitting = best(row, above, known, named) if may_be else ()
        if fitting:
            body, following = _body(rows, sheet, row, known if header_row is None else ())
            tables.append(_table(fitting, sheet, row, above, body))
            above, pending, told = [], None, False
            continue
        following = next(rows, None)
        if row.blank:
            pending, told = None, False
            continue
        above.append(row)
        if len(filled(row)) > 1 and not _is_comment(row):
            if pending is not None and not told:
                left_out.append((pending.number, ", ".join(filled(pending)[:4])))
                told = True
            pending = pending or row
    return Recognised(tuple(tables), tuple(left_out))


def _table(fitting: tuple[Description, ...], sheet: Sheet, row: Row, above: list[Row], body: Sequence[Row]) -> Table:
    found, *rivals = fitting
    explains = body[0] if found.description_row and body and _explains(body[0], found, row) else None
    there = places(found, row, explains)
    rows = body if explains is None else body[1:]
    language = _language(found, row, there.columns)
    return Table(
        found,
        sheet.name,
        row,
        there.columns,
        language,
        tuple(above),
        rows,
        sheet.separator,
        alike=there.alike,
        rivals=tuple(rivals),
    )


def _language(found: Description, row: Row, columns: Mapping[str, int]) -> str:
    """The language that accounts for the most headers."""
    languages: Counter[str] = Counter()
    for name, index in columns.items():
        given = header(str(row.cell(index)))
        said = (tongue for tongue, text in found.column(name).headers if plain(text) in (given.full, given.name))
        languages.update(set(said))
    return max(sorted(languages), key=lambda item: languages[item], default="")


def _explains(row: Row, found: Description, head: Row) -> bool:
    """Whether the row below the header explains the columns: it has neither a day nor a post of its own."""
    columns = places(found, head).columns
    own = [columns[column.id] for column in found.columns if column.role in _OWN and column.id in columns]
    return bool(own) and not any(str(row.cell(index)).strip() for index in own)


def _body(
    rows: Iterator[Row], sheet: Sheet, head: Row, known: Sequence[Description]
) -> tuple[Sequence[Row], Row | None]:
    """The rows below a header up to the next comment, header or title, which is handed over, too.

    A blank record alone does not end a table: data below it would be lost without a word.
    """
    body = Packing(len(head.cells), pack=bool(sheet.separator))
    after_blank = False
    for row in rows:
        if not after_blank and row.cells != head.cells and _is_plain(row):
            body.append(row)  # neither blank nor a comment: what most rows are
            continue
        if row.blank:
            after_blank = True
            continue
        ends = _is_comment(row) or row.cells == head.cells
        if after_blank and not ends:
            ends = (len(filled(row)) == 1 and len(filled(head)) > 1) or bool(best(row, (), known))
        if ends:
            return body.rows(), row
        after_blank = False
        body.append(row)
    return body.rows(), None


def _is_plain(row: Row) -> bool:
    """Whether a letter or a digit stands first, as in most rows: then it is neither blank nor a comment."""
    return str(row.cell(0))[:1].isalnum()


def _is_comment(row: Row) -> bool:
    first = row.cells[0] if row.cells else ""
    return isinstance(first, str) and first.startswith("#") and not any(row.cells[1:])


def filled(row: Row) -> list[str]:
    """The texts of a record's cells that are not empty."""
    return [str(cell).strip() for cell in row.cells if str(cell).strip()]


def not_recognised(file: str, sheets: Iterable[Sheet], known: Sequence[Description]) -> Problem:
    """Why no description fits this file: the one that knows the most of its headers, and the columns that it needs;
    none is named that knows few of them, since the file is then hardly that export."""
    best: tuple[tuple[int, float], str, Row, str, Description] | None = None
    looked = list(_first_rows(sheets))
    if looked and all(_in_one_cell(row) for _, row in looked):
        (sheet, row), *_ = looked
        cure = "Split it into columns at its separators, or give the CSV file that it was made from."
        what = "each row stands in one cell, its separators in the text"
        return Problem(Place(file=file, sheet=sheet, row=row.number), "unknown_format", what, cure)
    for sheet, row in looked:
        names = names_of(row)
        for item in known:
            lacking = missing(item, names)
            near = known_headers(item, row), 1 - len(lacking) / len(item.recognise)
            if lacking and near[1] and _is_near(near[0], row) and (best is None or near > best[0]):
                best = (near, sheet, row, _wanted(lacking), item)
    cure = "Give 'columns' to read it as a table of your own: day and measures, each with its column, such as "
    cure += "{day: Date, leads: New contacts}."
    if best is None:
        return Problem(Place(file=file), "unknown_format", "this file is none of the exports that are known", cure)
    _, sheet, row, wanted, item = best
    what = f"not recognised. It is nearest to {item.name}, which also needs a column {wanted}"
    return Problem(Place(file=file, sheet=sheet, row=row.number), "unknown_format", what, cure)


def _is_near(known: int, row: Row) -> bool:
    """Whether so many known headers speak for an export: half of the row's, or several."""
    return known >= _SEVERAL or 2 * known >= len(filled(row))


def _in_one_cell(row: Row) -> bool:
    cells = filled(row)
    return len(cells) == 1 and any(cells[0].count(separator) > 1 for separator in ";,\t|")


def ambiguous(file: str, table: Table) -> Problem:
    """That a header fits several descriptions alike: a person has to say which it is."""
    several = (table.description, *table.rivals)
    what = f"the header fits several exports alike: {' and '.join(item.name for item in several)}"
    cure = f"Give the source its 'format': {' or '.join(item.id for item in several)}."
    place = Place(file=file, sheet=table.sheet, row=table.header.number)
    return Problem(place, "ambiguous_format", what, cure)


def _first_rows(sheets: Iterable[Sheet]) -> Iterator[tuple[str, Row]]:
    for sheet in sheets:
        filled = (row for row in sheet.rows if not row.blank)
        for _, row in zip(range(_LOOKED_AT), filled, strict=False):
            yield sheet.name, row


def _wanted(lacking: tuple[tuple[Column, ...], ...]) -> str:
    groups = [" or ".join(f"'{column.headers[0][1]}'" for column in group) for group in lacking]
    return ", and a column ".join(groups)
