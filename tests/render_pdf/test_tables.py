"""Widths of columns, what breaks where, and the notes' lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.model.report import Column, Objective, Report, Table
from reportgen.model.text import Emphasis
from reportgen.render.assets import assets
from reportgen.render.fonts import SANS, width
from reportgen.render.html import Setter, Setting, html, stylesheet
from reportgen.render.pages import arrange
from reportgen.render.press import Press
from reportgen.render.table_widths import PAGE, cell_class, column_widths, text_widths
from tests.render_pdf import fixtures
from tests.render_pdf.conftest import theme
from tests.render_pdf.parts import c, eur, n, t
from tests.render_pdf.summary import objectives_table

FRENCH = Display("fr_FR", "EUR")


def setter(report: Report | None = None) -> Setter:
    return Setter(report or fixtures.report(), theme(), FRENCH)


def test_columns_with_room_to_spare_give_it_to_those_that_lack_it() -> None:
    table = objectives_table()
    before, after = column_widths(table, [20] * 5), column_widths(table, [30, 45, 24, 17, 20])
    assert sum(before) == pytest.approx(sum(after)) == pytest.approx(PAGE)
    assert after[1] == pytest.approx(45 + 1.8)
    assert all(width >= text for width, text in zip(after, [30, 45, 24, 17, 20], strict=True))


def test_a_column_that_wraps_anyway_takes_no_room_from_the_others() -> None:
    table = objectives_table()
    assert column_widths(table, [20, 170, 20, 15, 20]) == column_widths(table, [20, 30, 20, 15, 20])


KPI_WIDTHS = (42, 18, 17, 20, 32, 15, 15, 15)


def kpi_tables(report: Report) -> list[Table]:
    return [block.table for block in report.pages[1].blocks if isinstance(block, Objective)]


def test_the_columns_of_kpi_tables_stand_in_their_places() -> None:
    report = fixtures.report()
    for table in kpi_tables(report):
        assert setter(report).column_widths(table) == pytest.approx(KPI_WIDTHS, abs=0.05)


def test_the_name_of_a_kpi_wraps_rather_than_move_the_columns() -> None:
    (table, *_) = kpi_tables(fixtures.report())
    assert column_widths(table, [90, *[8] * 7]) == KPI_WIDTHS


def test_an_amount_too_wide_for_its_column_moves_the_columns_of_all_kpi_tables_alike() -> None:
    report = fixtures.report()
    (first, *_), section = kpi_tables(report), report.pages[1]
    cells = first.rows[0].cells
    wide = replace(first.rows[0], cells=(*cells[:6], c(eur(123_456_789)), cells[7]))
    block = section.blocks[0]
    assert isinstance(block, Objective)
    blocks = (replace(block, table=replace(first, rows=(wide, *first.rows[1:]))), *section.blocks[1:])
    report = replace(report, pages=(report.pages[0], replace(section, blocks=blocks), report.pages[2]))
    (widths,) = {setter(report).column_widths(table) for table in kpi_tables(report)}
    amount = width("123\u202f456\u202f789\u00a0€", SANS, 400, 9) * 25.4 / 72
    assert widths[6] == pytest.approx(amount + 1.8)
    assert sum(widths) == pytest.approx(PAGE)


def test_words_after_figures_keep_their_gutter() -> None:
    keys = ("source", "measures", "days", "export", "state")
    columns = tuple(Column(key, t(key), "right" if key in ("days", "export") else "left") for key in keys)
    table = Table("sources", (), t("Sources"), columns, ())
    assert column_widths(table, [10, 30, 20, 18, 26])[4] == pytest.approx(26 + 5)


def test_a_name_breaks_before_its_brackets() -> None:
    assert setter().tied(t("Taux d’engagement (par impression), net")) == (
        "Taux d’engagement (par\u00a0impression), net",
    )
    long = t("Nom (une explication bien plus longue que la colonne)")
    assert setter().tied(long) == long


def test_a_lead_that_repeats_the_one_above_is_said_once() -> None:
    data, margin = Emphasis(("Données :",)), Emphasis(("Marge :",))
    lines = (t(data, " a"), t(data, " b"), t(margin, " c"), t("d"), t(data, " e"))
    leads = ["".join(str(lead)) for lead, _ in setter().led(lines)]
    assert leads == ["<b>Données :</b>", "", "<b>Marge :</b>", "", "<b>Données :</b>"]


def pages_of_rows(count: int) -> list[int]:
    """How many rows of the notes' table stand on each page, for a table of ``count`` rows that starts a page."""
    report: Report = fixtures.report()
    notes = report.pages[-1]
    table = notes.blocks[0]
    assert isinstance(table, Table)
    rows = tuple(table.rows[0] for _ in range(count))
    sections = arrange(replace(report, pages=(replace(notes, blocks=(replace(table, rows=rows),)),)))
    press = Press(stylesheet(theme()), assets(sections, theme(), FRENCH))
    document = press.lay_out(html(sections, Setting(report, theme(), FRENCH)))
    found = []
    for page in document.pages:
        boxes = page._page_box.descendants()
        found.append(
            sum(1 for box in boxes if type(box).__name__ == "TableRowBox" and box.element.find("td") is not None)
        )
    return found


def test_a_table_that_breaks_keeps_three_rows_on_either_side() -> None:
    full = pages_of_rows(60)[0]
    assert pages_of_rows(full + 1) == [full - 2, 3]
    assert pages_of_rows(full + 4) == [full, 4]


def test_a_name_before_a_figure_has_the_whole_width_that_it_asks_for() -> None:
    table = Table("planned", (), t("x"), (Column("owner", t("Qui")), Column("due", t("Pour"), "right")), ())
    assert "word" not in cell_class(table, 0).split()


def test_a_long_head_takes_two_lines_rather_than_the_room_of_other_columns() -> None:
    days = Column("current", t("14 sept.\u00a0au 11 oct. 2026"), "right")
    table = Table("kpis", (), t("x"), (days, Column("previous", t("Sept.\u00a02026"), "right")), ())
    lines = [
        width(words, SANS, 400, 7.5) * 25.4 / 72 for words in ("14 sept.\u00a0au", "11 oct. 2026", "Sept.\u00a02026")
    ]
    assert text_widths(table, FRENCH) == pytest.approx([max(lines[:2]), lines[2]])


def test_the_day_at_the_head_of_a_running_cycle_breaks_before_its_year_and_takes_no_more_room() -> None:
    heads = [Column(key, t(f"Au\u00a016\u00a0{key} 2026"), "right") for key in ("sept.", "oct.")]
    lines = [width(f"Au 16 {key}", SANS, 400, 7.5) * 25.4 / 72 for key in ("sept.", "oct.")]
    assert text_widths(Table("costs", (), t("x"), tuple(heads), ()), FRENCH) == pytest.approx(lines)


def test_a_short_last_word_of_a_paragraph_is_not_left_alone_on_its_line() -> None:
    paragraphs = setter().paragraphs
    assert str(paragraphs((t("La hausse est de ", n(62), "."),))) == "<p>La hausse est de\u00a062.</p>"
    assert str(paragraphs((t("Une fourchette habituelle."),))) == "<p>Une fourchette habituelle.</p>"


def test_the_last_two_words_of_the_headline_stay_together_and_apart() -> None:
    headline = setter().title_text
    assert str(headline(t("Ventes en hausse."))) == "Ventes en\u00a0hausse."
    assert str(headline(t("Il manque ", n(12), " pour ", n(130), ")."))) == "Il manque 12 pour\u00a0130)."
