"""A workbook's bytes → its sheets' records, through python-calamine or, for the XML of 2003, the standard library;
within bounds that are checked before reading."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from reportgen.sources.rows import Cell, Row, Sheet
from reportgen.sources.spreadsheet_xml import BadXmlError, is_spreadsheet_xml, read_xml

MAX_BYTES = 50 * 2**20
MAX_UNPACKED_BYTES = 400 * 2**20
MAX_RATIO = 200  # a sheet of numbers packs about ten to one; a bomb a thousand to one
MAX_ROWS = 200_000
MAX_COLUMNS = 5_000
_SEARCHED_BYTES = 2**20  # of a sheet: where one formula has no result, few have
_BARE_FORMULA = re.compile(rb"<f[^<]*</f>\s*(<v\s*/>|<v>\s*</v>|</c>)")


class WorkbookError(ValueError):
    """The bytes are no workbook that can be read, or it is out of bounds."""


def read_workbook(data: bytes, only: str | None = None) -> tuple[Sheet, ...]:
    """The sheets of an XLSX, XLS or XML workbook, or the one called ``only``; row 1 is the sheet's own first row.

    Raises WorkbookError; KeyError with the names there are where ``only`` is not among them.
    """
    _check_bounds(data)
    if is_spreadsheet_xml(data):
        return _of_xml(data, only)
    from python_calamine import CalamineError, CalamineWorkbook  # heavy: needed by workbooks alone

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if only is not None and only not in book.sheet_names:
            raise KeyError(*book.sheet_names)
        names = [only] if only is not None else list(book.sheet_names)
        bare = _uncomputed(data)
        return tuple(Sheet(name, tuple(_rows(name, book.get_sheet_by_name(name))), uncomputed=bare) for name in names)
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise WorkbookError(f"the workbook is damaged or locked ({error})") from None


def _of_xml(data: bytes, only: str | None) -> tuple[Sheet, ...]:
    try:
        sheets = tuple(read_xml(data, MAX_ROWS, MAX_COLUMNS))
    except BadXmlError as error:
        raise WorkbookError(f"the workbook is damaged ({error})") from None
    names = [sheet.name for sheet in sheets]
    if only is not None and only not in names:
        raise KeyError(*names)
    return tuple(sheet for sheet in sheets if only in (None, sheet.name))


def _check_bounds(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise WorkbookError(f"the workbook is larger than {MAX_BYTES // 2**20} MB")
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
    except zipfile.BadZipFile:
        raise WorkbookError("the workbook is damaged: it cannot be unpacked") from None
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > 2**24 and unpacked > MAX_RATIO * len(data)):
        raise WorkbookError(f"the workbook would unpack to {unpacked // 2**20} MB, more than a report's data ever has")


def _uncomputed(data: bytes) -> bool:
    """Whether formulas stand in the workbook without their results, as a program leaves them that cannot compute."""
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(BytesIO(data)) as packed:
        for member in packed.infolist():
            if member.filename.startswith("xl/worksheets/sheet"):
                with packed.open(member) as file:
                    if _BARE_FORMULA.search(file.read(_SEARCHED_BYTES)):
                        return True
    return False


def _rows(name: str, sheet: object) -> Iterator[Row]:
    last_row, last_column = getattr(sheet, "end", None) or (0, 0)  # counted from 0
    if last_row >= MAX_ROWS or last_column >= MAX_COLUMNS:
        raise WorkbookError(f"sheet '{name}' has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
    values = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    for number, cells in enumerate(values, start=1):
        yield Row(number, tuple(_cell(cell) for cell in cells))


def _cell(value: object) -> Cell:
    """A workbook's value → a Cell. Its numbers are doubles: the shortest decimal that reads back as the same double."""
    if isinstance(value, str | datetime | date):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(int(value)) if value.is_integer() else Decimal(repr(value))
    if isinstance(value, time):
        return value.isoformat()
    return "" if value is None else str(value)
