"""Bytes → text → records; workbooks; names of files."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

import pytest
import xlsxwriter

from reportgen.sources import decode, naming, spreadsheet
from reportgen.sources.rows import RaggedTextError, read_text
from reportgen.sources.spreadsheet import WorkbookError, read_workbook


def test_the_kind_comes_from_the_content() -> None:
    assert decode.kind_of(b"PK\x03\x04...") == "xlsx"
    assert decode.kind_of(b"\xd0\xcf\x11\xe0...") == "xls"
    assert decode.kind_of(b"PAR1...") == "parquet"
    assert decode.kind_of("sep=,\n".encode("utf-16")) == "text"
    assert decode.kind_of(b"\x89PNG\r\n\x1a\n\x00\x00") == "binary"
    assert decode.kind_of(b"\xef\xbb\xbf \r\n") == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_text_and_utf_8_are_read_for_sure(encoding: str) -> None:
    found = decode.decode("Dépensé;é\n".encode(encoding))
    assert found is not None
    assert (found.text, found.guessed) == ("Dépensé;é\n", False)


def test_an_old_code_page_is_a_guess_and_rubbish_is_refused() -> None:
    found = decode.decode("Dépensé".encode("cp1252"))
    assert found is not None
    assert (found.text, found.guessed) == ("Dépensé", True)
    assert decode.decode(b"D\xe9\x81") is None


def test_a_sep_line_sets_the_separator_and_keeps_the_numbers_of_the_rows() -> None:
    sheet = read_text('sep=\t\nTitle\nDate\tPrimary\n2026-10-01\t"1\t2"\n')
    assert [(row.number, row.cells) for row in sheet.rows[2:]] == [
        (3, ("Date", "Primary")),
        (4, ("2026-10-01", "1\t2")),
    ]
    assert sheet.rows[0].blank


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_cuts_evenly(separator: str) -> None:
    text = "\n".join(separator.join(cells) for cells in (("a", "b", "c"), ("1", "2", "3"), ("4", "5", "6")))
    assert read_text(f"a title, with a comma\n{text}\n").separator == separator


def test_a_quoted_cell_holds_line_breaks_and_counts_as_one_record() -> None:
    rows = read_text('a,b\n"one\ntwo",2\n3,4').rows
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[1].cells == ("one\ntwo", "2")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_all_line_ends_make_the_same_records(ending: str) -> None:
    assert [row.cells for row in read_text(ending.join(["a,b", "1,2", ""])).rows] == [("a", "b"), ("1", "2")]


def test_an_open_quote_is_told_with_its_line() -> None:
    with pytest.raises(RaggedTextError, match="never closed") as caught:
        read_text('a,b\n1,2\n3,"4\n5,6\n')
    assert caught.value.line == 3


def workbook(**sheets: list[list[object]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_a_workbooks_numbers_become_the_decimals_that_they_show() -> None:
    (sheet,) = read_workbook(workbook(Data=[["Date", "Cost"], ["2026-10-01", 0.1], ["2026-10-02", 3]]))
    assert [row.cells for row in sheet.rows[1:]] == [("2026-10-01", Decimal("0.1")), ("2026-10-02", Decimal(3))]


def test_one_sheet_can_be_chosen_and_a_wrong_name_tells_the_right_ones() -> None:
    data = workbook(One=[["a"]], Two=[["b"]])
    assert [sheet.name for sheet in read_workbook(data, "Two")] == ["Two"]
    with pytest.raises(KeyError) as caught:
        read_workbook(data, "Tow")
    assert caught.value.args == ("One", "Two")


def test_a_bomb_and_a_damaged_workbook_are_refused_before_they_are_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2**25)
    with pytest.raises(WorkbookError, match="would unpack to 32 MB"):
        read_workbook(buffer.getvalue())
    with pytest.raises(WorkbookError, match="damaged"):
        read_workbook(workbook(A=[["a"]])[:400])


def test_a_sheet_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 2)
    with pytest.raises(WorkbookError, match="more than 2 rows"):
        read_workbook(workbook(A=[["a"], ["b"], ["c"]]))


@pytest.mark.parametrize(
    ("name", "covered", "exported"),
    [
        ("orders_2026-03-01_2026-03-31.csv", (date(2026, 3, 1), date(2026, 4, 1)), date(2026, 3, 31)),
        ("orders_2024-09_2025-03.csv", (date(2024, 9, 1), date(2025, 4, 1)), None),
        ("orders-2026-10.csv", (date(2026, 10, 1), date(2026, 11, 1)), None),
        ("Mar-18-2025_Apr-14-2025_98.csv", (date(2025, 3, 18), date(2025, 4, 15)), date(2025, 4, 14)),
        ("Follows.csv", None, None),
        ("export_20261105.csv", None, date(2026, 11, 5)),
        ("id_120242075202220007.csv", None, None),
    ],
)
def test_a_name_tells_what_is_covered_and_when_it_was_exported(
    name: str, covered: tuple[date, date] | None, exported: date | None
) -> None:
    path = PurePosixPath("data") / name
    assert naming.covered(path) == covered
    assert naming.exported_on(path) == exported


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    data = "Date;Dépensé\n2026-10-01;3\n".encode(encoding)
    assert decode.kind_of(data) == "text"
    found = decode.decode(data)
    assert found is not None
    assert (found.text, found.guessed) == ("Date;Dépensé\n2026-10-01;3\n", False)


def test_an_encoding_that_is_told_is_taken_or_refused() -> None:
    assert decode.decode("Dépensé".encode("mac_roman"), "mac_roman") == decode.Text("Dépensé", "mac_roman")
    assert decode.decode("Витрати".encode("cp1251"), "cp1251") == decode.Text("Витрати", "cp1251")
    assert decode.decode("Dépensé".encode("latin-1"), "utf-8") is None
    assert decode.decode("\ufeffDay".encode(), "utf-8") == decode.Text("Day", "utf-8")
