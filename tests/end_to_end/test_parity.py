"""The same figures everywhere: what the documents print is what the Report places there, none missing, none extra."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from reportgen.config.checks import full_catalogue
from reportgen.config.schema_deliver import Deliver
from reportgen.display import Display
from reportgen.document.workbook import compose_workbook
from reportgen.model.artifact import Artifact
from reportgen.model.report import Asks, Headline, Masthead, Notice, Report, Section, Table, Tiles
from reportgen.model.text import Figure, figures
from reportgen.pipeline import Build, mailing
from reportgen.render.pdf import render_pdf
from reportgen.render.theme import make_theme
from tests.end_to_end import numerals


def artifact(build: Build, ending: str) -> Artifact:
    return next(item for item in build.artifacts if item.name.endswith(ending))


def test_the_pdf_prints_the_reports_figures(sample: Build) -> None:
    pdf = artifact(sample, ".pdf")
    assert set(pdf.left_out) <= {"tile_definitions"}  # words only: every figure is printed
    expected = numerals.expected_pages(sample.report)
    assert sum(expected.values()) > 100
    assert numerals.pdf_pages(pdf.data) == expected


def test_the_mail_prints_the_reports_figures_in_both_forms(sample: Build) -> None:
    deliver = Deliver.model_validate({"to": ["zoe@example.org"], "from": "Agence Halo <halo@example.org>"})
    mail = mailing(sample, deliver, datetime(2026, 11, 5, tzinfo=UTC)).body
    block = {type(block): block for block in sample.report.pages[0].blocks}
    tiles = [replace(tile, alt=(), definition=(), spark=None) for tile in block[Tiles].tiles]  # type: ignore[union-attr]
    table = replace(block[Table], columns=(), caption=(), fewer=())  # type: ignore[type-var]
    printed = (block[Masthead], block[Headline], block[Tiles].heading, tiles, table, block.get(Asks), block.get(Notice))  # type: ignore[union-attr]
    display = Display(sample.report.locale, sample.report.currency)
    parts = (figure for part in printed for figure in figures(tuple(part) if isinstance(part, list) else part))
    expected = sum((numerals.runs(display.figure(figure)) for figure in parts), Counter())
    assert sum(expected.values()) > 60
    assert numerals.runs(mail.text) == expected
    headline = sum((numerals.runs(display.figure(figure)) for figure in figures(block[Headline])), Counter())
    words = html.unescape(
        re.sub(r"<title>.*?</title>|<style>.*?</style>|<!--.*?-->|<[^>]*>", " ", mail.html, flags=re.S)
    )
    assert numerals.runs(words) == expected + headline  # which stands before the mail too, where programs list mails


def test_alternative_texts_hold_the_reports_figures(sample: Build) -> None:
    expected = numerals.expected_alts(sample.report)
    assert sum(expected.values()) > 20
    assert numerals.pdf_alts(artifact(sample, ".pdf").data) == expected


def test_running_lines_say_cycle_and_page(sample: Build) -> None:
    from reportgen.display import Display

    display = Display(sample.report.locale, sample.report.currency)
    margins = numerals.pdf_margins(artifact(sample, ".pdf").data)
    for number, (header, footer) in enumerate(margins, 1):
        page = Counter([str(number), str(len(margins))])
        assert numerals.runs(footer) == numerals.runs(display.text(sample.report.footer)) + page
        if number > 1:
            expected = sum((numerals.runs(display.text(text)) for text in sample.report.header), Counter())
            assert numerals.runs(header) == expected


def test_each_slide_and_its_notes_hold_the_reports_figures(sample: Build) -> None:
    found = numerals.slide_numerals(artifact(sample, ".pptx").data)
    assert len(found) == len(sample.report.slides) > 5
    for slide, numbers in zip(sample.report.slides, found, strict=True):
        assert numbers == numerals.expected_slide(sample.report, slide), slide.id


def test_chart_caches_and_workbooks_hold_the_raw_values(sample: Build) -> None:
    """Each series of the Report is a column of the workbook, each drawn one too: bridges, returns and ranges are drawn
    from parts of theirs, whose columns stand beside the values themselves."""
    found = numerals.deck_charts(artifact(sample, ".pptx").data)
    specs, display = numerals.charts(sample.report), Display(sample.report.locale, sample.report.currency)
    assert len(found) == len(specs) >= 3
    for spec, (title, chart) in zip(specs, found, strict=True):
        cached = {series.name: list(series.values) for plot in chart.plots for series in plot.series}
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        sheet = book.worksheets[0]
        columns = [[cell.value for cell in column[1:]] for column in sheet.iter_cols(min_col=2)]
        names = [cell.value for cell in sheet["A"][1:]]
        assert not spec.points or names == [display.text(name) for name in spec.points], title
        expected = [[None if v is None else float(v) for v in series.values] for series in spec.series]
        assert all([sixteen(v) for v in values] in columns for values in expected), title
        assert all([sixteen(v) for v in values] in columns for values in cached.values()), title
        if spec.kind not in ("bridge", "returns") and not any(spec.band):
            assert sorted(cached.values(), key=str) == sorted(expected, key=str), title


def test_the_workbooks_figures_are_the_reports(sample: Build) -> None:
    """Under one id one value; each KPI's figure, target and change of the scorecard stand in it."""
    measured = sample.measured
    config = measured.config.config
    book = compose_workbook(config, full_catalogue(config), measured.scorecard, measured.insights)
    printed = {figure.id: figure.value for figure in figures(sample.report)}
    ours = {figure.id: figure.value for figure in figures(book.sheets)}
    common = printed.keys() & ours.keys()
    assert len(common) > 60
    assert {name: ours[name] for name in common} == {name: printed[name] for name in common}
    for objective in measured.scorecard.objectives:
        for kpi in objective.kpis:
            if kpi.current.value is not None:
                assert ours[f"kpi.{objective.id}.{kpi.id}.current"] == kpi.current.value


def sixteen(value: float | None) -> float | None:
    """A number as a workbook holds it: sixteen digits."""
    return None if value is None else float(f"{value:.16G}")


def rendered(build: Build, report: Report) -> Counter[str]:
    theme = make_theme(build.measured.config.config.theme, Path(build.measured.config.folder))
    return numerals.pdf_pages(render_pdf(report, theme, "mutant.pdf").data)


def with_tiles(report: Report, tiles: Tiles) -> Report:
    first = report.pages[0]
    blocks = tuple(tiles if isinstance(block, Tiles) else block for block in first.blocks)
    return replace(report, pages=(Section(first.id, first.title, blocks), *report.pages[1:]))


def tiles_of(report: Report) -> Tiles:
    return next(block for block in report.pages[0].blocks if isinstance(block, Tiles))


def changed_digit(report: Report) -> Report:
    tiles = tiles_of(report)
    first = tiles.tiles[0]
    figure = next(part for part in first.value if isinstance(part, Figure))
    assert isinstance(figure.value, Decimal)
    step = Decimal(1).scaleb(-figure.precision - (2 if figure.unit == "percent" else 0))
    value = tuple(replace(figure, value=figure.value + step) if part is figure else part for part in first.value)
    return with_tiles(report, replace(tiles, tiles=(replace(first, value=value), *tiles.tiles[1:])))


def dropped_tile(report: Report) -> Report:
    tiles = tiles_of(report)
    return with_tiles(report, replace(tiles, tiles=tiles.tiles[:-1]))


def invented_number(report: Report) -> Report:
    tiles = tiles_of(report)
    first = tiles.tiles[0]
    invented = Figure("invented", Decimal(7), "count")
    return with_tiles(
        report, replace(tiles, tiles=(replace(first, name=(*first.name, " ", invented)), *tiles.tiles[1:]))
    )


@pytest.mark.services  # no server, but three whole PDFs
@pytest.mark.parametrize("mutate", [changed_digit, dropped_tile, invented_number], ids=lambda f: f.__name__)
def test_the_comparison_sees(mutate, shop: Build) -> None:  # type: ignore[no-untyped-def]
    assert rendered(shop, mutate(shop.report)) != numerals.expected_pages(shop.report)
