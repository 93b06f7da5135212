"""The file of a config's clients (CSV, a row a client) → its rows; their ids name the reports.

The header has at least ``id`` and ``name``; every other column is the agency's own, for ``{client.<column>}``.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.config.files import read_file
from reportgen.config.wanted import short
from reportgen.errors import ConfigError, Place, Problem, UsageError, meant, nearest

NEEDED = ("id", "name")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DELIMITERS = (",", ";", "\t")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client: ``row`` as the file counts it, from 1; ``cells`` by column, without the spaces around them."""

    file: str
    row: int
    cells: Mapping[str, str] = field(repr=False)

    @property
    def id(self) -> str:
        return self.cells["id"]

    def place(self, column: str, key: str = "") -> Place:
        return Place(self.file, row=self.row, field=column, key=key)


def read_clients(file: str, place: Place, name: str) -> tuple[ClientRow, ...]:
    """The rows of the file that a config names at ``place`` as ``name``. Raises ConfigError with all that is wrong."""
    records = _records(_decoded(read_file(file, place, name), file), file)
    if not records:
        raise ConfigError([Problem(Place(file), "no_clients", "the file is empty", "Its first row names the columns.")])
    header = [cell.strip() for cell in records[0][1]]
    if problems := list(_wrong_header(file, header)):
        raise ConfigError(problems)
    if problems := [problem for row, cells in records[1:] for problem in _wrong_width(file, row, cells, header)]:
        raise ConfigError(problems)
    rows = tuple(
        ClientRow(file, row, dict(zip(header, map(str.strip, cells), strict=True))) for row, cells in records[1:]
    )
    if problems := list(_wrong_rows(file, rows)):
        raise ConfigError(problems)
    return rows


def chosen(rows: Sequence[ClientRow], client: str) -> ClientRow:
    """The row of the client with this id; the only row where no id is given. Raises UsageError."""
    if not client and len(rows) == 1:
        return rows[0]
    ids = [row.id for row in rows]
    if not client:
        raise UsageError(
            f"the config serves {len(rows)} clients ({short(', '.join(ids), 120)}). Name one: --client ID."
        )
    if client not in ids:
        hint = meant(nearest(client, ids))
        raise UsageError(f"--client {client}: {rows[0].file} has no client of this id.{hint}")
    return rows[ids.index(client)]


def _decoded(data: bytes, file: str) -> str:
    """UTF-8, UTF-16 with its mark, else the code page 1252 of western spreadsheets."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    what, cure = "the file's characters can't be read", "Save the file as CSV in UTF-8."
    raise ConfigError([Problem(Place(file), "client_encoding", what, cure)])


def _records(text: str, file: str) -> list[tuple[int, list[str]]]:
    """Each row that is not blank with its number. The delimiter is the one that the first line has most of."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                found.append((number, cells))
    except csv.Error:
        what, cure = "a quotation mark is not closed, or text follows it", "Export the file anew."
        raise ConfigError([Problem(Place(file, reader.line_num), "client_quotes", what, cure)]) from None
    return found


def _wrong_header(file: str, header: Sequence[str]) -> Iterator[Problem]:
    place = Place(file, row=1)
    for column in NEEDED:
        if column not in header:
            near = nearest(column, [name for name in header if name not in NEEDED])
            what = f"there is no column '{column}'" + (f"; is '{near[0]}' meant?" if near else "")
            yield Problem(place, "client_column_missing", what, "Give each client an id and a name.")
    for number, name in enumerate(header, start=1):
        if not name:
            yield Problem(place, "client_column_unnamed", f"column {number} has no name", "Name it, or take it out.")
        elif name in header[: number - 1]:
            what = f"the column '{short(name)}' stands twice"
            yield Problem(Place(file, row=1, field=name), "client_column_twice", what, "Keep one of the two.")


def _wrong_width(file: str, row: int, cells: Sequence[str], header: Sequence[str]) -> Iterator[Problem]:
    if len(cells) != len(header):
        what = f"the row has {len(cells)} cells, the header {len(header)}"
        yield Problem(Place(file, row=row), "client_row_ragged", what, "Put a cell with a comma in it in quotes.")


def _wrong_rows(file: str, rows: Sequence[ClientRow]) -> Iterator[Problem]:
    if not rows:
        yield Problem(Place(file), "no_clients", "the file has no client", "Write a row for each client.")
    seen: dict[str, ClientRow] = {}
    for row in rows:
        if not _ID.fullmatch(row.id):
            what = f"'{short(row.id)}' can't begin a file's name" if row.id else "the client has no id"
            cure = "Write letters without accents, digits, '-' and '_', at most 64."
            yield Problem(row.place("id"), "client_id", what, cure)
        elif (first := seen.setdefault(row.id.casefold(), row)) is not row:
            what = f"the id '{row.id}' stands in row {first.row} as well; it names the files"
            yield Problem(row.place("id"), "client_id_twice", what, "Give each client an id of its own.")
