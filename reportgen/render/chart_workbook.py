"""ChartSpec → the workbook that a native chart is edited with: raw values in natural units, shown by a number
format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from reportgen.model.report import ChartSpec

SHEET = "Data"


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def categories_ref(count: int) -> str:
    return f"{SHEET}!$A$2:$A${count + 1}"


def name_ref(series: int) -> str:
    return f"{SHEET}!${column_name(series + 1)}$1"


def values_ref(series: int, count: int) -> str:
    column = column_name(series + 1)
    return f"{SHEET}!${column}$2:${column}${count + 1}"


def workbook(
    spec: ChartSpec, categories: Sequence[str], names: Sequence[str], number_format: str, created: date
) -> bytes:
    """Categories in column A, a series in each further column; a gap is an empty cell. Names stay text, whatever they
    begin with. The same input gives the same bytes.
    """
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(created.year, created.month, created.day, tzinfo=UTC)})
        sheet = book.add_worksheet(SHEET)
        form = book.add_format({"num_format": number_format})
        sheet.set_column(0, len(names), 14)
        for row, category in enumerate(categories, 1):
            sheet.write_string(row, 0, category)  # never write(): a name may begin with =
        for column, (name, series) in enumerate(zip(names, spec.series, strict=True), 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, float(value), form)
    return out.getvalue()
