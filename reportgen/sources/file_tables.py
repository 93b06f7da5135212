"""A file → the tables in it: its bytes by their content, its sheets, and which description fits each table."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from reportgen.config.schema import Source
from reportgen.errors import Place, Problem, nearest
from reportgen.model.facts import Finding
from reportgen.sources import decode, tables, tidy
from reportgen.sources.cut import cut_off
from reportgen.sources.database import NotPlainError
from reportgen.sources.description import Description
from reportgen.sources.extract import Task
from reportgen.sources.fit import named_channels
from reportgen.sources.headers import plain
from reportgen.sources.join import with_days
from reportgen.sources.large_text import encoding_of, ends_with_break, read_large
from reportgen.sources.layout import place
from reportgen.sources.packed import Packed
from reportgen.sources.recognise import Table, ambiguous, not_recognised, recognise
from reportgen.sources.rows import RaggedTextError, Row, Sheet, read_text
from reportgen.sources.spreadsheet import WorkbookError, read_workbook
from reportgen.sources.strangers import stranger

LARGEST_TEXT = 200 * 2**20  # bytes that the row reader takes; a plain CSV or Parquet file may be larger
LARGE_TEXT = 4 * 2**20  # from here on a text is read as a stream
SMALL_TABLE = 4 * 2**20  # up to here a plain CSV is read row by row sooner than a database has started
_NOTE = 12  # lines that a file may have in which the platform says that there are no data
_LINES = 20  # of a sheet without a table, looked at for a period


def tables_of(path: Path, task: Task, kinds: Mapping[str, str], known: Sequence[Description]) -> Iterator[Table]:
    """The tables of one file; what cannot be read is told to the task."""
    with path.open("rb") as file:
        head = file.read(decode.SNIFFED_BYTES)
    try:
        yield from _tables(path, head, task, kinds, known)
    except RaggedTextError as error:
        cure = "Close the quote, or export the file anew."
        task.wrong("broken_quotes", str(error), cure, Place(task.file, error.line))


def _tables(
    path: Path, head: bytes, task: Task, kinds: Mapping[str, str], known: Sequence[Description]
) -> Iterator[Table]:
    kind, size = decode.kind_of(head, task.source.encoding), path.stat().st_size
    if (other := stranger(head)) is not None:
        task.wrong("unknown_format", *other)
    elif kind == "empty":
        task.wrong("empty_file", "the file is empty", "Export it anew.")
    elif kind == "binary":
        task.wrong("unknown_format", "this is neither text nor a workbook nor a Parquet file", _FORMATS)
    elif kind == "parquet":
        yield from _large(path, "", task, kinds, known)
    elif kind in ("xlsx", "xls"):
        yield from _of_sheets(_workbook(path, task), task, kinds, known)
    elif size > SMALL_TABLE and _is_plain(head, task.source) and _looks_tidy(head, size, task.source, kinds):
        yield from _large(path, _whole_lines(head), task, kinds, known)
    else:
        yield from _of_sheets(_text(path, size, task), task, kinds, known)


_NO_DATA = frozenset({"no data available", "aucune donnée disponible", "no data", "aucune donnée"})
_FORMATS = "Read are CSV, XLSX, XLS and Parquet files."


def _is_plain(head: bytes, source: Source) -> bool:
    """Whether the database may read the text: UTF-8, its header in the first line."""
    return source.encoding is None and source.header_row in (None, 1) and decode.is_plain_utf8(head)


def _whole_lines(head: bytes) -> str:
    return head.decode("utf-8-sig", "ignore").rpartition("\n")[0]


def _looks_tidy(head: bytes, size: int, source: Source, kinds: Mapping[str, str]) -> bool:
    """Whether the first line is a tidy table's header; a header further down is for the row reader, within its size."""
    first = next(iter(read_text(_whole_lines(head).split("\n", 1)[0]).rows), Row(1, ()))
    if first.cells and str(first.cell(0)).startswith(("sep=", "#")):
        return False
    if tidy.is_tidy(source) and size > LARGEST_TEXT:
        return True
    return (tidy.is_tidy(source) or not source.columns) and tidy.has_header(first, source, kinds)


def _large(
    path: Path, head: str, task: Task, kinds: Mapping[str, str], known: Sequence[Description]
) -> Iterator[Table]:
    """A file that DuckDB reads; a CSV that is not plain goes to the row reader where it is small enough."""
    try:
        table = tables.read_csv(path, head, task, kinds) if head else tables.read_parquet(path, task, kinds)
    except NotPlainError as error:
        size = path.stat().st_size
        if head and size <= LARGEST_TEXT:
            yield from _of_sheets(_text(path, size, task), task, kinds, known)
        else:
            task.wrong("unreadable", str(error), "", Place(file=task.file, row=error.line))
        return
    if table is not None:
        yield table


def _text(path: Path, size: int, task: Task) -> tuple[Sheet, ...]:
    if size > LARGEST_TEXT:
        cure = "Group it by day beforehand, or give 'columns' for a plain UTF-8 CSV."
        task.wrong("too_large", f"the file is larger than {LARGEST_TEXT // 2**20} MB", cure)
        return ()
    encoding, large = task.source.encoding, size > LARGE_TEXT
    found = encoding_of(path, encoding) if large else decode.decode(path.read_bytes(), encoding)
    if found is None and encoding:
        cure = "Correct the source's 'encoding', or leave it out."
        task.wrong("wrong_encoding", f"the text is not in {encoding}", cure)
        return ()
    if found is None:
        cure = "Save it as UTF-8, or name its encoding with the source's 'encoding'."
        task.wrong("wrong_encoding", "the text is neither UTF-8 nor UTF-16", cure)
        return ()
    if found.guessed:
        where, names = Place(file=task.file), (("encoding", found.encoding),)
        task.found(Finding("guessed_encoding", "notice", task.source.name, where, names=names))
    sheet = read_large(path, found.encoding) if large else read_text(found.text)
    last = cut_off(sheet, ends_with_break(path) if large else found.text.endswith(("\n", "\r")))
    if last is not None:
        cure = "Export it anew; where nothing is missing, end the file with a line break."
        task.wrong("cut_off", "the file ends in the middle of this row", cure, Place(task.file, row=last.number))
        return ()
    return (sheet,)


def _workbook(path: Path, task: Task) -> tuple[Sheet, ...]:
    try:
        return read_workbook(path.read_bytes(), task.source.sheet)
    except WorkbookError as error:
        task.wrong("bad_workbook", str(error), error.would_be_right)
    except KeyError as error:
        wanted = task.source.sheet or ""
        near = nearest(wanted, error.args)
        cure = "" if near else f"Its sheets are: {', '.join(error.args)}."
        task.wrong("unknown_sheet", f"there is no sheet '{wanted}'", cure, near=near)
    return ()


def _of_sheets(
    sheets: tuple[Sheet, ...], task: Task, kinds: Mapping[str, str], known: Sequence[Description]
) -> Iterator[Table]:
    """The tables of a file's sheets: a tidy one where the source or the header says so, else recognised ones."""
    filled = _seen([sheet for sheet in sheets if any(not row.blank for row in sheet.rows)], task)
    if not filled:
        if sheets:
            task.wrong("empty_file", "the file holds no row", "Export it anew.")
        return
    if tidy.is_tidy(task.source):
        yield from tidy.from_sheets(filled, task.source, task, kinds)
        return
    said = task.source.format
    wanted = known if said is None else [replace(item, above=()) for item in known if item.id == said]
    yield from with_days(_recognised(filled, task, kinds, wanted), task)


def _seen(sheets: list[Sheet], task: Task) -> list[Sheet]:
    """The sheets that a person sees: beside them a hidden one is read only where the source names it."""
    seen = [sheet for sheet in sheets if not sheet.hidden]
    for sheet in sheets if seen else ():
        if sheet.hidden:
            where, names = Place(file=task.file, sheet=sheet.name), (("sheet", sheet.name),)
            task.found(Finding("hidden_sheet", "info", task.source.name, where, names=names))
    return seen or sheets


def _recognised(sheets: list[Sheet], task: Task, kinds: Mapping[str, str], known: Sequence[Description]) -> list[Table]:
    """The tables of all sheets. A sheet without any is told to be left out; where all are, that is a Problem."""
    found: list[Table] = []
    without: list[Sheet] = []
    for sheet in sheets:
        if _says_empty(sheet):
            task.found(Finding("no_rows", "notice", task.source.name, Place(file=task.file, sheet=sheet.name)))
        elif not _of_sheet(sheet, task, kinds, known, found):
            without.append(sheet)
    if len(without) == len(sheets):
        task.problems.append(_not_recognised(sheets, task, known))
        return []
    for sheet in without:
        tidy.tell_sheet_left_out(sheet, task)
    lines = [row for sheet in without for row in islice(sheet.rows, _LINES) if not row.blank]
    return [_with_lines(table, lines) for table in found]


def _of_sheet(
    sheet: Sheet, task: Task, kinds: Mapping[str, str], known: Sequence[Description], found: list[Table]
) -> bool:
    """Whether the sheet holds a table that is known; those that can be read are added to ``found``."""
    source = task.source
    recognised = recognise(sheet, known, source.header_row, named_channels(task))
    said = source.columns or source.format or any(table.description.above for table in recognised.tables)
    if not said and tidy.header_at((row for row in sheet.rows if not row.blank), source, kinds) is not None:
        table = tidy.from_sheet(sheet, source, task, kinds)
        found += [table] if table is not None else []
        return True
    found += [table for table in recognised.tables if not table.rivals]
    for table in recognised.tables:
        _tell_wider(table, task)
    task.problems += [ambiguous(task.file, table) for table in recognised.tables if table.rivals]
    if recognised.tables:
        _tell_own(recognised.tables, task)
        _tell_left_out(sheet, recognised.left_out, task)
    return bool(recognised.tables)


def _tell_wider(table: Table, task: Task) -> None:
    """Tell the first row of a text that has more cells than its header: from where one was cut in two, each number
    would stand under another column's name."""
    width = len(table.header.cells)
    if not table.separator or (isinstance(table.rows, Packed) and table.rows.width <= width):
        return
    for row in table.rows:
        if any(str(cell).strip() for cell in row.cells[width:]):
            last = max(at for at, cell in enumerate(row.cells, start=1) if str(cell).strip())
            what = f"{last} cells where the header has {width}"
            task.wrong("ragged_row", what, "Quote cells that hold a separator.", place(table, task, row))
            return


def _tell_own(tables: Sequence[Table], task: Task) -> None:
    """Tell which tables are read by a description of the client's own."""
    for table in tables:
        if table.description.own:
            names = (("export", table.description.name),)
            task.found(Finding("own_export", "info", task.source.name, place(table, task), names=names))


def _with_lines(table: Table, lines: list[Row]) -> Table:
    """The table with the lines of a workbook's sheets that hold no table, where they may state its period."""
    return replace(table, above=(*lines, *table.above)) if lines and table.description.preamble_period else table


def _not_recognised(sheets: list[Sheet], task: Task, known: Sequence[Description]) -> Problem:
    problem = not_recognised(task.file, sheets, known)
    if not glob.has_magic(task.source.path):
        return problem
    more = f" If the report has no need of it, leave it out by a narrower 'path' than {task.source.path}."
    return replace(problem, would_be_right=problem.would_be_right + more)


def _says_empty(sheet: Sheet) -> bool:
    """Whether the platform wrote that there are no data, in place of a table."""
    filled = list(islice((row for row in sheet.rows if not row.blank), _NOTE + 1))
    return len(filled) <= _NOTE and any(plain(str(row.cell(0))).rstrip(".") in _NO_DATA for row in filled)


def _tell_left_out(sheet: Sheet, left_out: tuple[tuple[int, str], ...], task: Task) -> None:
    for row, text in left_out:
        where = Place(file=task.file, sheet=sheet.name, row=row)
        task.found(Finding("table_left_out", "info", task.source.name, where, names=(("header", text),)))
