"""A workbook's bytes → its sheets' records, through python-calamine or, for the XML of 2003, the standard library;
within bounds that are checked before reading."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from reportgen.sources.rows import Cell, Row, Sheet
from reportgen.sources.spreadsheet_xml import BadXmlError, is_spreadsheet_xml, read_xml
from reportgen.sources.unsaved import Place, unsaved

MAX_BYTES = 50 * 2**20
MAX_UNPACKED_BYTES = 400 * 2**20
MAX_RATIO = 200  # a sheet of numbers packs about ten to one; a bomb a thousand to one
MAX_ROWS = 200_000
MAX_COLUMNS = 5_000


_VISIBLE = "SheetVisibleEnum.Visible"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream in which a password's workbook lies


class WorkbookError(ValueError):
    """The bytes are no workbook that can be read, or it is out of bounds; ``would_be_right`` says what to do."""

    def __init__(self, what: str, would_be_right: str = "Open it in a spreadsheet and save it anew.") -> None:
        super().__init__(what)
        self.would_be_right = would_be_right


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
        told = dict(zip(book.sheet_names, unsaved(data) if data.startswith(b"PK") else (), strict=False))
        hidden = {item.name for item in book.sheets_metadata if str(item.visible) != _VISIBLE}
        return tuple(
            Sheet(name, tuple(_rows(name, book.get_sheet_by_name(name), told.get(name, {}))), hidden=name in hidden)
            for name in names
        )
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
        if _ENCRYPTED in data:
            cure = "Open it in a spreadsheet, take the password off and save it anew."
            raise WorkbookError("the workbook is protected by a password", cure)
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
            names = packed.namelist()
    except zipfile.BadZipFile:
        raise WorkbookError("the workbook is damaged: it cannot be unpacked") from None
    if not any(name.startswith("xl/") or name == "mimetype" for name in names):
        what = "this is an archive of files, and no workbook"
        raise WorkbookError(what, "Unpack it, and give the files that are in it.")
    if unpacked > MAX_UNPACKED_BYTES or (unpacked > 2**24 and unpacked > MAX_RATIO * len(data)):
        raise WorkbookError(f"the workbook would unpack to {unpacked // 2**20} MB, more than a report's data ever has")


def _rows(name: str, sheet: object, told: Mapping[Place, str]) -> Iterator[Row]:
    """The rows of a sheet; ``told``: what stands in the cells that have no value."""
    without = {row for row, _ in told}
    last_row, last_column = getattr(sheet, "end", None) or (0, 0)  # counted from 0
    if last_row >= MAX_ROWS or last_column >= MAX_COLUMNS:
        raise WorkbookError(f"sheet '{name}' has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns")
    values = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    for index, cells in enumerate(values):
        row = tuple(_cell(cell) for cell in cells)
        if index in without:
            row = tuple(told.get((index, place), "") if cell == "" else cell for place, cell in enumerate(row))
        yield Row(index + 1, row)


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
