"""The two sample reports as wholes: every digit a Figure, one id one reading, the order and the length of page 1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from reportgen.display import Display
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Objective, Report, Table, Tiles
from reportgen.model.text import Emphasis, Figure, Text, figures
from tests.document.sample import english, french

REPORTS = {"fr": french(), "en": english(), "de": english("de_DE")}
PLAIN_FIELDS = {"id", "author", "language", "locale", "currency", "link", "unit", "kind", "layout", "key", "reference"}


def strings(part: object) -> Iterator[str]:
    """Every string that is printed: parts of Texts, not ids, locales or kinds."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from strings(item)
    elif is_dataclass(part) and not isinstance(part, Figure):
        for field in fields(part):
            if field.name not in PLAIN_FIELDS:
                yield from strings(getattr(part, field.name))


def texts(part: object) -> Iterator[Text]:
    """Every Text: a tuple of strings, Figures and Emphases that is no tuple of plain names."""
    if isinstance(part, tuple) and part and all(isinstance(item, str | Figure | Emphasis) for item in part):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from texts(item)
    elif is_dataclass(part) and not isinstance(part, Figure | Emphasis):
        for field in fields(part):
            if field.name not in PLAIN_FIELDS:
                yield from texts(getattr(part, field.name))


def shown(report: Report) -> list[str]:
    display = Display(report.locale, report.currency)
    return [display.text(text) for text in texts((report.pages, report.slides, report.header, report.footer))]


@pytest.fixture(params=sorted(REPORTS))
def report(request: pytest.FixtureRequest) -> Report:
    return REPORTS[request.param]


def test_no_string_of_a_report_holds_a_digit(report: Report) -> None:
    found = list(strings(report))
    assert len(found) > 500
    assert [text for text in found if re.search(r"\d", text)] == []


def test_every_figure_has_an_id_and_a_value(report: Report) -> None:
    assert all(figure.id and figure.value is not None for figure in figures(report))


def test_one_id_reads_the_same_everywhere(report: Report) -> None:
    display = Display(report.locale, report.currency)
    read: dict[str, set[tuple[str, bool]]] = {}
    for figure in figures(report):
        read.setdefault(figure.id, set()).add((display.figure(figure), figure.capital))
    assert len(read) > 100
    assert {id_: seen for id_, seen in read.items() if len(seen) > 1} == {}


def test_the_main_figures_have_the_promised_ids() -> None:
    ids = {figure.id for figure in figures(REPORTS["fr"])}
    for what in ("current", "previous", "year_ago", "target", "attainment", "delta"):
        assert f"kpi.sales.revenue.{what}" in ids


def test_no_breaking_space_stands_before_french_signs() -> None:
    for text in shown(REPORTS["fr"]):
        assert not re.search(r"[ \n][;:!?%»€]", text), text
        assert not re.search(r"«[^\u00a0]", text), text
        assert "'" not in text, text
        assert "  " not in text, text


def test_the_deck_uses_the_same_words_and_needs_no_second_language() -> None:
    assert not any(re.search(r"\b(Target|Missed|usual)\b", text) for text in shown(REPORTS["fr"]))


def test_page_one_has_its_blocks_in_order(report: Report) -> None:
    kinds = [type(block).__name__ for block in report.pages[0].blocks]
    notice = ["Notice"] if report.locale == "fr_FR" else []
    assert kinds == ["Masthead", "Headline", "Tiles", "Table", "Passages", *notice]


def test_the_six_tiles_are_the_main_kpis_then_those_with_a_target() -> None:
    tiles = next(block for block in REPORTS["fr"].pages[0].blocks if isinstance(block, Tiles))
    assert [tile.id for tile in tiles.tiles] == [
        "awareness.impressions", "community.engagement_rate", "leads.leads", "sales.revenue",
        "awareness.share_of_voice", "awareness.cpm",
    ]  # fmt: skip


def test_rows_have_a_cell_for_each_column(report: Report) -> None:
    def tables(part: object) -> Iterator[Table]:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, tuple):
            for item in part:
                yield from tables(item)
        elif is_dataclass(part) and not isinstance(part, Figure):
            for field in fields(part):
                yield from tables(getattr(part, field.name))

    found = list(tables((report.pages, report.slides)))
    assert len(found) >= 9
    for table in found:
        assert table.caption
        assert all(column.head for column in table.columns)
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_charts_are_of_several_kinds_and_whole(report: Report) -> None:
    charts = [b.chart for b in report.pages[1].blocks if isinstance(b, Objective)]
    assert all(charts)
    for chart in charts:
        assert isinstance(chart, ChartSpec)
        assert {len(series.values) for series in chart.series} == {len(chart.categories)}
        assert all(chart.categories) or len(chart.points) == len(chart.categories), "labels left out are named"
        for label in chart.labels:
            assert (label.level is None) != (label.point is None)
            if label.series is not None and label.point is not None:
                assert chart.series[label.series].values[label.point] is not None
    if report.locale == "fr_FR":
        assert [chart.kind for chart in charts if chart] == ["columns", "trend", "bars", "columns"]


def test_slide_titles_are_distinct_findings_without_a_full_stop(report: Report) -> None:
    display = Display(report.locale, report.currency)
    titles = [display.text(slide.title) for slide in report.slides]
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 168 and not title.endswith(".") for title in titles)


def test_no_slide_shows_more_than_eight_rows_and_each_begins_with_its_objective(report: Report) -> None:
    tables = [slide.table for slide in report.slides if slide.table]
    assert all(len(table.rows) <= 8 for table in tables)
    assert all(table.rows[0].cells[0].text for table in tables)


def test_links_lead_to_slides_that_exist(report: Report) -> None:
    ids = {slide.id for slide in report.slides}
    assert len(ids) == len(report.slides)
    assert {target for slide in report.slides for target in slide.link} <= ids


def test_the_same_scorecard_gives_the_same_report() -> None:
    assert french() == french()
