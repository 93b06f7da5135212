"""Sheets of rows → the bytes of an .xlsx workbook: texts in their cells, fixed times, so the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from string import ascii_uppercase
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Cell = str | int | float
Sheets = dict[str, Sequence[Sequence[Cell]]]  # name of the sheet → its rows
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(sheets: Sheets) -> bytes:
    """The smallest workbook that spreadsheets open: no styles, no shared texts, up to 26 columns."""
    bytes_out = BytesIO()
    with ZipFile(bytes_out, "w", ZIP_DEFLATED) as package:
        for name, text in _parts(sheets):
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), HEAD + text, ZIP_DEFLATED)
    return bytes_out.getvalue()


def _parts(sheets: Sheets) -> list[tuple[str, str]]:
    """(name, XML) of each part of the package."""
    numbers = range(1, len(sheets) + 1)
    tabs = "".join(f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{TYPE}.worksheet+xml"/>' for n in numbers
    )
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>{kinds}</Types>'
    )
    return [
        ("[Content_Types].xml", types),
        ("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{tabs}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", _links([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers])),
        *((f"xl/worksheets/sheet{n}.xml", _sheet(rows)) for n, rows in enumerate(sheets.values(), 1)),
    ]


def _links(targets: Sequence[tuple[str, str]]) -> str:
    each = (
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _sheet(rows: Sequence[Sequence[Cell]]) -> str:
    """Empty texts have no cell, as in the real files."""
    lines = []
    for n, row in enumerate(rows, 1):
        cells = (_cell(f"{at}{n}", value) for at, value in zip(ascii_uppercase, row, strict=False) if value != "")
        lines.append(f'<row r="{n}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(at: str, value: Cell) -> str:
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'
