"""The appendix workbook, read back by other programs: real numbers and days, no formula, the figures of the pages."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from lxml.html import document_fromstring
from python_calamine import CalamineWorkbook

from reportgen.display import Display
from reportgen.document.workbook import compose_workbook
from reportgen.insight.decide import decide
from reportgen.model.report import Report
from reportgen.model.text import Figure, Text, figures
from reportgen.model.workbook import Sheet, SheetColumn, Workbook
from reportgen.render.workbook import render_workbook
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, report, scorecard

HISTORY: list[float | None] = [118, 124, None, 121, 130, 119, 126, 122, 117, 125, 120, 123, 140]
CARD = scorecard(
    objective(
        "leads", "=1+1 Trouver des contacts", "Rôle",
        kpi("leads", HISTORY, 150, channels={"instagram": (80, 70), "facebook": (60, 53)}),
        kpi("engagement_rate", [0.031, 0.034, 0.0382], 0.04),
        kpi("cost_per_lead", [22.5, 21.75, 18.4], 20),
    ),
)  # fmt: skip


def made(locale: str = "fr_FR") -> Workbook:
    settings = config(CARD, locale, client="@Client - l’essai")
    return compose_workbook(settings, catalogue(), CARD, decide(settings, CARD))


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_workbook(made(), "essai.xlsx").data


def cells(workbook: Workbook) -> Iterator[Text]:
    return (text for sheet in workbook.sheets for row in sheet.rows for text in row)


def shown(text: Text, locale: str = "fr_FR") -> str:
    return Display(locale, "EUR").text(text)


def sheet_of(workbook: Workbook, title: str) -> Sheet:
    return next(sheet for sheet in workbook.sheets if shown(sheet.title) == title)


def test_each_sheet_holds_its_rows_and_none_is_empty() -> None:
    sheets = {shown(sheet.title): len(sheet.rows) for sheet in made().sheets}
    assert sheets == {
        "Rapport": 6, "Indicateurs": 3, "Séries": 13 + 3 + 3, "Canaux": 2, "Définitions": 3,
    }  # fmt: skip


def test_figures_are_those_of_the_pages_under_the_same_ids() -> None:
    pages: Report = report(CARD)
    printed = {figure.id: figure.value for figure in figures(pages)}
    ours = {figure.id: figure.value for text in cells(made()) for figure in figures(text)}
    common = printed.keys() & ours.keys()
    assert len(common) >= 15
    assert {name: ours[name] for name in common} == {name: printed[name] for name in common}


def test_numbers_and_days_are_real_and_words_are_never_formulas(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    workbook = made()
    assert book.sheetnames == [shown(sheet.title) for sheet in workbook.sheets]
    seen: dict[type, int] = {}
    for sheet in workbook.sheets:
        for row, texts in enumerate(sheet.rows, 2):
            for column, text in enumerate(texts, 1):
                cell = book[shown(sheet.title)].cell(row, column)
                assert cell.data_type != "f"
                alone = text[0] if len(text) == 1 and isinstance(text[0], Figure) else None
                if alone is not None and isinstance(alone.value, Decimal):
                    factor = 100 if alone.unit == "points" else 1
                    assert cell.value == pytest.approx(float(alone.value * factor), rel=1e-12)
                elif alone is not None and isinstance(alone.value, date):
                    assert cell.value == datetime.combine(alone.value, datetime.min.time())
                else:
                    assert (cell.value or "") == shown(text)
                seen[type(cell.value)] = seen.get(type(cell.value), 0) + 1
    assert seen[str] > 50
    assert seen[datetime] > 30
    assert seen[int] + seen[float] > 60


def test_names_that_look_like_formulas_are_text_in_another_reader_too(data: bytes) -> None:
    book = CalamineWorkbook.from_object(io.BytesIO(data))
    rows = book.get_sheet_by_name("Indicateurs").to_python()
    assert rows[1][0] == "=1+1\u00a0Trouver des contacts"
    assert book.get_sheet_by_name("Rapport").to_python()[1][1] == "@Client - l’essai"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_a_gap_is_an_empty_cell(data: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Séries"]
    rows = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[1] == "Prospects"]
    assert [row[5] for row in rows] == HISTORY
    assert rows[2][6] == "Absent"


def test_points_stand_as_they_are_read(data: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Indicateurs"]
    heads = [cell.value for cell in sheet[1]]
    change = sheet.cell(3, heads.index("Variation, Sept.\u00a02026") + 1)
    assert change.value == pytest.approx(0.42)  # 3.82 % after 3.4 %
    assert "%" not in change.number_format


def test_the_same_input_gives_the_same_bytes(data: bytes) -> None:
    assert render_workbook(made(), "essai.xlsx").data == data
    assert render_workbook(made("en_GB"), "essai.xlsx").data != data


def test_a_sheets_name_is_one_that_spreadsheets_take() -> None:
    sheet = Sheet(("Costs: [all]/what*ever? it is, long",), (SheetColumn(("Head",), 10),), ((("cell",),),))
    book = Workbook(("t",), ("c",), "a", "en_GB", "EUR", date(2026, 11, 5), (sheet,))
    (name,) = openpyxl.load_workbook(io.BytesIO(render_workbook(book, "x.xlsx").data)).sheetnames
    assert len(name) <= 31
    assert not set(name) & set("[]:*?/\\")


@pytest.mark.services
@pytest.mark.parametrize("locale", ["fr_FR", "en_GB"])
def test_an_office_program_shows_each_number_as_the_report_prints_it(locale: str, tmp_path: Path) -> None:
    workbook = made(locale)
    path = tmp_path / "book.xlsx"
    path.write_bytes(render_workbook(workbook, path.name).data)
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "html", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    tables = document_fromstring((tmp_path / "book.html").read_bytes()).findall(".//table")
    assert len(tables) == len(workbook.sheets)
    compared = 0
    for table, sheet in zip(tables, workbook.sheets, strict=True):
        lines = [[cell.text_content() for cell in row.findall("td")] for row in table.iter("tr")]
        for line, texts in zip(lines[1:], sheet.rows, strict=True):
            for found, text in zip(line, texts, strict=True):
                if len(text) == 1 and isinstance(text[0], Figure) and text[0].unit in ("count", "percent", "currency"):
                    assert plain(found) == plain(shown(text, locale))
                    compared += 1
    assert compared > 60


def plain(text: str) -> str:
    """Without its spaces, of which a program may choose another kind."""
    return "".join(text.split())


def test_a_wide_sheet_keeps_its_names_in_sight_and_prints_on_pages_side_by_side() -> None:
    columns = tuple(SheetColumn((f"Head {chr(65 + n)}",), 60) for n in range(5))
    wide = Sheet(("Wide",), columns, ((("One",), ("Two",), (), (), ()),))
    narrow = Sheet(("Narrow",), columns[:2], ((("One",), ("Two",)),))
    book = Workbook(("Report",), ("Dupont & fils",), "", "fr_FR", "EUR", date(2026, 11, 5), (wide, narrow))
    read = openpyxl.load_workbook(io.BytesIO(render_workbook(book, "book.xlsx").data))
    first, second = read["Wide"], read["Narrow"]
    assert (first.freeze_panes, second.freeze_panes) == ("C2", "A2")
    assert (first.page_setup.fitToWidth, first.print_title_cols) == (2, "$A:$B")
    assert (second.page_setup.fitToWidth or 1, second.print_title_rows) == (1, "$1:$1")
    assert first.oddFooter.left.text == "Dupont && fils · Report"
