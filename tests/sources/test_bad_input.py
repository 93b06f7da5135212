"""What users do wrong: every mistake is told at its place, all at once, never as a traceback."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import DataError
from reportgen.sources.extract import MOST_PROBLEMS
from reportgen.sources.packed import MANY
from tests.sources.books import write_book
from tests.sources.build import Folder, findings, meta_daily, total

VIEWS = meta_daily(("Facebook views", [("2026-10-01", 5), ("2026-10-02", 6)]))
META: dict[str, Any] = {"name": "meta", "path": "a.csv"}


def packed(name: str) -> bytes:
    """An archive of one file of this name."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "Day,Spend\n")
    return data.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "a.csv: the file is empty. Export it anew."),
        (b"\xef\xbb\xbf\r\n \n", "a.csv: the file is empty. Export it anew."),
        (b"\x89PNG\r\n\x1a\n\x00\x01", "a.csv: this is neither text nor a workbook nor a Parquet file."),
        (b"PK\x03\x04 not a zip", "a.csv: the workbook is damaged: it cannot be unpacked."),
        (b"\xd0\xcf\x11\xe0 not an xls", "a.csv: the workbook is damaged or locked"),
        (b"PAR1 not parquet", "a.csv: the file is damaged"),
        (b"\n<!DOCTYPE html>\n<html><body>Sign in</body></html>", "a.csv: this is a web page"),
        (b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "a.csv: this is a web page"),
        (b"%PDF-1.7\n1 0 obj\n", "a.csv: this is a PDF. Export the figures as CSV or XLSX."),
        (b'{"error": {"code": 190}}', "a.csv: this is JSON"),
        (b"\x1f\x8b\x08\x00packed", "a.csv: this is a packed file. Unpack it"),
        (packed("ads.csv"), "a.csv: this is an archive of files, and no workbook. Unpack it"),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "a.csv: the workbook is protected by a password.",
        ),
        (b"caf\xe9,\x81\n", "a.csv: the text is neither UTF-8 nor UTF-16. Save it as UTF-8, or name its encoding"),
        (b"hello world\n", "a.csv: this file is none of the exports that are known."),
        (b'a,b\n1,"2\n', "a.csv:2: a quote is opened here and never closed."),
        (
            "Identificador de la publicación,Hora de publicación,Fecha,Visualizaciones\n9,10/13/2026,,1\n".encode(),
            "nearest to Meta Business Suite (Facebook content), which also needs a column 'Page ID'",
        ),
        (
            b"Campaign name,Day,Link clicks,Impressions,Spend GBP,Reporting starts\nA,2026-10-01,1,2,3,\n",
            "nearest to Meta Ads Manager, which also needs a column 'Amount spent'",
        ),
        (b"Day,Spend\n1,2\n", "nearest to Meta Ads Manager, which also needs a column 'Amount spent'"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(folder: Folder, content: bytes, told: str) -> None:
    (folder.path / "a.csv").write_bytes(content)
    (line,) = folder.problems(META)
    assert told in line


def test_a_missing_file_is_told_with_the_nearest_name(folder: Folder) -> None:
    folder.write("data/views.csv", VIEWS)
    (line,) = folder.problems({"name": "meta", "path": "data/veiws.csv"})
    assert line == "data/veiws.csv: there is no such file (source 'meta'). Did you mean 'data/views.csv'?"
    (line,) = folder.problems({"name": "meta", "path": "nowhere/*.csv"})
    assert line.startswith("nowhere/*.csv: no file matches this pattern (source 'meta').")


def test_all_problems_of_all_files_are_told_at_once_in_order(folder: Folder) -> None:
    folder.write("b.csv", VIEWS.replace('"5"', '"five"')).write("c.csv", VIEWS.replace("10-02", "10-99"))
    lines = folder.problems({"name": "one", "path": "[bc].csv"}, {"name": "two", "path": "a.csv"})
    assert [line.split(":")[0] for line in lines] == [
        "a.csv",
        "b.csv, row 4, column 'Primary'",
        "c.csv, row 5, column 'Date'",
    ]


@pytest.mark.parametrize("day", ["1999-12-31", "0001-01-01", "2099-01-01"])
def test_a_date_out_of_range_is_told(folder: Folder, day: str) -> None:
    (line,) = folder.write("a.csv", VIEWS.replace("2026-10-02", day)).problems(META)
    assert line.startswith(f"a.csv, row 5, column 'Date': {day} is out of range.")


@pytest.mark.parametrize(("file", "as_of"), [("a.csv", date(2023, 1, 1)), ("views_2026-11-04.csv", date(2016, 1, 1))])
def test_an_old_report_from_a_newer_export_leaves_the_later_rows_out(folder: Folder, file: str, as_of: date) -> None:
    facts = folder.write(file, VIEWS).read({**META, "path": file}, as_of=as_of)
    assert [finding.kind for finding in facts.findings if finding.severity == "info"] == ["ignored_future_rows"]


def test_a_period_that_ends_before_it_begins_is_told(folder: Folder) -> None:
    text = "Campaign name,Amount spent (EUR),Reporting starts,Reporting ends\nA,1,2026-10-31,2026-10-01\n"
    (line,) = folder.write("a.csv", text).problems(META)
    assert "the period ends before 2026-10-31" in line


def test_a_column_of_wrong_cells_is_a_handful_of_lines(folder: Folder) -> None:
    days = [(f"2026-10-{day:02d}", "many") for day in range(1, 32)]
    lines = folder.write("a.csv", meta_daily(("Facebook views", days))).problems(META)
    assert len(lines) == MOST_PROBLEMS + 1
    assert lines[-1].endswith("and there are more problems in this file")


def test_an_old_code_page_is_read_with_a_notice(folder: Folder) -> None:
    text = "Jour,Montant dépensé (EUR),Nom de la campagne\n2026-10-01,5,Été\n"
    facts = folder.write("a.csv", text, "cp1252").read(META)
    assert total(facts, "ad_spend", campaign="Été") == 5
    assert findings(facts, "guessed_encoding")[0].names == (("encoding", "cp1252"),)


ADS = "Campaign name,Day,Amount spent (EUR),Impressions\nA,2026-10-01,5.50,70\nB,2026-10-02,34.50,90\n"


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-8-sig", "utf-16-le"])
def test_each_encoding_with_a_mark_is_read(folder: Folder, encoding: str) -> None:
    facts = folder.write("a.csv", ADS, encoding).read(META)
    assert (total(facts, "ad_spend"), facts.findings) == (40, ())


def test_a_row_of_more_cells_than_its_header_is_refused(folder: Folder) -> None:
    assert folder.write("a.csv", ADS.replace("34.50", "34,50")).problems(META) == [
        "a.csv, row 3: 5 cells where the header has 4. Quote cells that hold a separator."
    ]
    assert total(folder.write("a.csv", ADS.replace("90\n", "90,, \n")).read(META), "ad_spend") == 40


def test_a_long_file_with_a_row_of_more_cells_is_refused(folder: Folder) -> None:
    many = "".join(f"C{number},2026-10-03,1,{number}\n" for number in range(MANY))
    (line,) = folder.write("a.csv", ADS.replace("34.50", "34,50") + many).problems(META)
    assert line.startswith("a.csv, row 3: 5 cells")


BOOK_HEAD = ["Campaign name", "Day", "Amount spent (EUR)", "Impressions"]


@pytest.mark.parametrize("kept", ["#REF!", "#DIV/0!"])
def test_a_formula_that_failed_is_told_at_its_cell_where_it_is_read(folder: Folder, kept: str) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder.path / "a.xlsx")) as book:
        book.add_worksheet("A & B").write_row(0, 0, ["made by hand"])
        sheet = book.add_worksheet("Ads")
        sheet.write_row(0, 0, [*BOOK_HEAD, "Remark"])
        sheet.write_row(1, 0, ["A", "2026-10-01", 5, 70])
        sheet.write_formula("E2", "=1/0", None, kept)
        sheet.write_formula("C2", "=1/0", None, kept)
    assert folder.problems({"name": "meta", "path": "a.xlsx"}) == [
        f"a.xlsx, table 'Ads', row 2, column 'Amount spent (EUR)': '{kept}' is not a number. "
        "Write a number with a decimal point, or leave the cell empty."
    ]


def test_a_formula_without_a_result_is_told_in_an_export_too(folder: Folder) -> None:
    write_book(folder, "a.xlsx", {"Ads": [BOOK_HEAD, ["A", "2026-10-01", 5, 7], ["A", "2026-10-02", "=1+33.5", 7]]})
    assert folder.problems({"name": "meta", "path": "a.xlsx"}) == [
        "a.xlsx, table 'Ads', row 3, column 'Amount spent (EUR)': '=1+33.5' is not a number but a formula whose "
        "result was not saved. Open the file in a spreadsheet and save it anew."
    ]


def test_a_hidden_sheet_is_left_out_and_read_by_its_name_alone(folder: Folder) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder.path / "a.xlsx")) as book:
        for name, spend in (("Zone", 999), ("Ads", 5)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, BOOK_HEAD)
            sheet.write_row(1, 0, ["A", "2026-10-01", spend, 70])
            if name == "Zone":
                sheet.hide()
            else:
                sheet.activate()
    facts = folder.read({"name": "meta", "path": "a.xlsx"})
    assert total(facts, "ad_spend") == 5
    assert [finding.place.sheet for finding in findings(facts, "hidden_sheet")] == ["Zone"]
    assert total(folder.read({"name": "meta", "path": "a.xlsx", "sheet": "Zone"}), "ad_spend") == 999


def test_no_data_available_is_valid_and_empty(folder: Folder) -> None:
    facts = folder.write("a.csv", "Report\nNo data available.\n").read(META)
    assert facts.series == ()
    assert [finding.kind for finding in facts.findings] == ["no_rows"]


def test_an_unknown_sheet_is_told_with_the_sheets_there_are(folder: Folder) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder.path / "a.xlsx")) as book:
        book.add_worksheet("Daily").write_row(0, 0, ["date", "impressions"])
    (line,) = folder.problems({"name": "x", "path": "a.xlsx", "sheet": "Dayly"})
    assert line == "a.xlsx: there is no sheet 'Dayly'. Did you mean 'Daily'?"


def test_a_file_over_the_limit_is_refused_before_it_is_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.sources.file_tables.LARGEST_TEXT", 10)
    (line,) = folder.write("a.csv", VIEWS).problems(META)
    assert "the file is larger than" in line


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_no_cut_of_a_file_ends_in_a_traceback(folder: Folder, cut: int) -> None:
    (folder.path / "a.csv").write_bytes(VIEWS.encode("utf-16")[:cut])
    with contextlib.suppress(DataError):
        folder.read(META)


def test_paths_are_told_relative_to_the_config_with_forward_slashes(folder: Folder, tmp_path: Path) -> None:
    folder.write("config/x.txt", "").write("data/views.csv", VIEWS)
    inner = Folder(tmp_path / "config")
    facts = inner.read({"name": "meta", "path": "../data/*.csv"})
    absolute = inner.read({"name": "meta", "path": str(tmp_path / "data" / "views.csv")})
    assert facts.origins[0].file == absolute.origins[0].file == "../data/views.csv"


def test_rows_that_stand_in_one_cell_each_are_named_as_the_cause(folder: Folder) -> None:
    write_book(folder, "a.xlsx", {"Sheet": [["Date;Video views;Likes"], ["2026-10-01;5;1"]]})
    (line,) = folder.problems({"name": "a", "path": "a.xlsx"})
    assert line.startswith("a.xlsx, table 'Sheet', row 1: each row stands in one cell, its separators in the text.")


ADS_OF_OCTOBER = "Campaign name,Day,Amount spent (EUR),Impressions\nA,2026-10-01,{},{}\n"


@pytest.mark.parametrize(
    ("spent", "shown", "told"),
    [
        (
            "12.50 %",
            "900",
            "column 'Amount spent (EUR)': the column holds percentages, and ad_spend is counted or paid.",
        ),
        ("12.50", "9%", "column 'Impressions': the column holds percentages, and impressions is counted or paid."),
        ("US$12.50", "900", "column 'Amount spent (EUR)': the header says EUR, and the amounts bear the sign of USD."),
    ],
)
def test_cells_that_deny_their_header_are_refused_and_never_counted(
    folder: Folder, spent: str, shown: str, told: str
) -> None:
    folder.write("a.csv", ADS_OF_OCTOBER.format(spent, shown))
    (problem,) = folder.problems({"name": "ads", "path": "a.csv"})
    assert problem.startswith(f"a.csv, row 1, {told}")


@pytest.mark.parametrize("spent", ["12.50 €", "€12.50", "12.50"])
def test_the_sign_of_the_headers_own_currency_is_read(folder: Folder, spent: str) -> None:
    facts = folder.write("a.csv", ADS_OF_OCTOBER.format(spent, "< 10%")).read({"name": "ads", "path": "a.csv"})
    assert [(fact.key.measure, str(fact.value)) for fact in facts.series] == [("ad_spend", "12.5")]
