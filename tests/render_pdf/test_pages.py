"""What gives way when page 1 is too full, and the pages of special reports."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.report import Headline, Passages, Report, Section, Table, Tiles, figures
from reportgen.render.html import Setting, html
from reportgen.render.pages import BesideTiles, Evidence, arrange, give_way, steps
from reportgen.render.pdf import render_pdf
from tests.render_pdf import fixtures, objectives
from tests.render_pdf.conftest import reader, rendered, theme

FRENCH = Display("fr_FR", "EUR")


def block(report: Report, kind: type) -> object:
    return next(item for item in report.pages[0].blocks if isinstance(item, kind))


def changed(report: Report, kind: type, **parts: object) -> Report:
    first = report.pages[0]
    blocks = tuple(replace(item, **parts) if isinstance(item, kind) else item for item in first.blocks)  # type: ignore[type-var]
    return replace(report, pages=(replace(first, blocks=blocks), *report.pages[1:]))


def many_objectives(count: int) -> Report:
    report = fixtures.report()
    table = block(report, Table)
    assert isinstance(table, Table)
    rows = tuple(table.rows[index % 4] for index in range(count))
    return changed(report, Table, rows=rows)


@pytest.mark.parametrize("tiles", [1, 3, 6])
@pytest.mark.parametrize("count", [1, 4, 12])
def test_page_one_is_one_page_for_any_number_of_tiles_and_objectives(tiles: int, count: int) -> None:
    report = many_objectives(count)
    held = block(report, Tiles)
    assert isinstance(held, Tiles)
    report = changed(report, Tiles, tiles=held.tiles[:tiles])
    artifact = render_pdf(replace(report, pages=report.pages[:1]), theme(), "x.pdf")
    assert len(PdfReader(BytesIO(artifact.data)).pages) == 1


def test_what_gives_way_is_said_and_what_is_left_out_is_not_printed() -> None:
    report, artifact = rendered("letter")
    assert artifact.left_out == ("tile_definitions",)
    text = reader("letter").pages[0].extract_text()
    assert "Formulaires de devis" not in text
    shown = give_way(report, artifact.left_out, FRENCH)
    assert all(not tile.definition for tile in block(shown, Tiles).tiles)  # type: ignore[attr-defined]


def test_reasons_give_way_as_a_whole_column() -> None:
    shown = give_way(fixtures.report(), ("objective_reasons",), FRENCH)
    table = block(shown, Table)
    assert [column.key for column in table.columns] == ["objective", "kpi", "attainment", "decision"]  # type: ignore[attr-defined]
    assert all(len(row.cells) == 4 for row in table.rows)  # type: ignore[attr-defined]


def test_passages_are_cut_at_a_sentence_to_four_lines() -> None:
    report = fixtures.report()
    held = block(report, Passages)
    assert isinstance(held, Passages)
    first = held.passages[0]
    longer = replace(first, paragraphs=(first.paragraphs[0] + (" Une phrase de plus qui ne tient pas.",),))
    report = changed(report, Passages, passages=(longer, *held.passages[1:]))
    cut = block(give_way(report, ("passage_sentences",), FRENCH), Passages)
    assert isinstance(cut, Passages)
    assert FRENCH.text(cut.passages[0].paragraphs[0]).rstrip() == FRENCH.text(first.paragraphs[0])
    assert list(figures(cut.passages[0])) == list(figures(first))
    assert cut.passages[1:] == held.passages[1:]


def test_a_first_page_that_cannot_fit_fails_and_names_the_text() -> None:
    report = changed(fixtures.report(), Headline, text=("Des ventes qui montent encore et encore. " * 40,))
    with pytest.raises(RenderError, match="the headline is too long"):
        render_pdf(report, theme(), "x.pdf")


def test_one_objective_puts_its_chart_on_page_one() -> None:
    pages = arrange(fixtures.one_objective())
    assert [type(item) for item in pages[0].blocks].index(Evidence) == 3
    assert pages[1].blocks[0].chart is None  # type: ignore[union-attr]
    assert len(reader("one").pages) == 2


def test_one_tile_stands_beside_the_chart() -> None:
    report = fixtures.report(objectives=(objectives.leads(),), tiles=1)
    assert any(isinstance(item, BesideTiles) for item in arrange(report)[0].blocks)
    assert render_pdf(report, theme(), "x.pdf").data


def test_four_tiles_and_one_objective_keep_the_chart_in_the_objective() -> None:
    pages = arrange(fixtures.report(objectives=(objectives.leads(),), tiles=4))
    assert not any(isinstance(item, Evidence) for item in pages[0].blocks)


def test_the_step_without_the_chart_is_for_single_objectives_only() -> None:
    assert len(steps(fixtures.one_objective())) == len(steps(fixtures.report())) + 1


def test_a_block_without_a_setting_is_an_error_that_names_it() -> None:
    class Carousel:
        pass

    report = fixtures.report()
    odd = Section("notes", (), (Carousel(),))  # type: ignore[arg-type]
    with pytest.raises(RenderError, match="Carousel"):
        html(arrange(replace(report, pages=(odd,))), Setting(report, theme(), FRENCH))
