"""A native chart's columns → the workbook that it is edited with: raw values in natural units, shown by number
formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO

SHEET = "Data"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name, its values (None = an empty cell), the number format that shows them."""

    name: str
    values: tuple[float | None, ...]
    number_format: str


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cells(column: int, count: int) -> str:
    """So many cells of a column (0 = A) under its head."""
    letter = column_name(column)
    return f"{SHEET}!${letter}$2:${letter}${count + 1}"


def head(column: int) -> str:
    return f"{SHEET}!${column_name(column)}$1"


def workbook(
    texts: Sequence[Sequence[str]], heads: Sequence[str], columns: Sequence[SheetColumn], created: date
) -> bytes:
    """Columns of texts under their heads, the axis' own as the last, then those of values; a gap is an empty cell.
    Names stay text, whatever they begin with. The same input gives the same bytes.
    """
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day, tzinfo=UTC)})
        sheet = book.add_worksheet(SHEET)
        forms = {
            form: book.add_format({"num_format": form}) for form in dict.fromkeys(c.number_format for c in columns)
        }
        sheet.set_column(0, len(texts) + len(columns) - 1, 14)
        lines = book.add_format({"text_wrap": True})
        for number, name in enumerate(heads[: len(texts)]):
            sheet.write_string(0, number, name)
        for number, names in enumerate(texts):
            for row, name in enumerate(names, 1):
                sheet.write_string(row, number, name)  # never write(): a name may begin with =
        for number, column in enumerate(columns, len(texts)):
            sheet.write_string(0, number, column.name, lines if "\n" in column.name else None)
            for row, value in enumerate(column.values, 1):
                if value is not None:
                    sheet.write_number(row, number, value, forms[column.number_format])
    return out.getvalue()
