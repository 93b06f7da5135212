"""Small workbooks for the tests of the sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import openpyxl

from tests.sources.build import Folder

Rows = Sequence[Sequence[object]]


def write_book(folder: Folder, name: str, sheets: Mapping[str, Rows]) -> Folder:
    """Write an .xlsx workbook of these sheets into the folder."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = folder.path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    book.save(file)
    return folder
