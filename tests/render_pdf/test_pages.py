"""What gives way when page 1 is too full, and the pages of special reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.report import Headline, Passages, Report, Section, Table, Tiles
from reportgen.model.text import figures
from reportgen.render.assets import assets
from reportgen.render.html import Setting, html, stylesheet
from reportgen.render.pages import BesideTiles, Evidence, arrange, fittings, give_way
from reportgen.render.pdf import fitted
from reportgen.render.press import Press
from tests.render_pdf import fixtures, objectives
from tests.render_pdf.conftest import theme

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


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(stylesheet(theme()), assets(arrange(fixtures.report()), theme(), FRENCH))


GIVEN_UP: dict[tuple[int, int], tuple[str, ...]] = {(6, 12): ("tile_definitions",)}  # tiles, objectives


@pytest.mark.parametrize("tiles", [1, 3, 6])
@pytest.mark.parametrize("count", [1, 4, 12])
def test_page_one_is_one_page_for_any_number_of_tiles_and_objectives(tiles: int, count: int, press: Press) -> None:
    report = many_objectives(count)
    held = block(report, Tiles)
    assert isinstance(held, Tiles)
    fitting = fitted(changed(report, Tiles, tiles=held.tiles[:tiles]), theme(), FRENCH, press)
    assert fitting.left_out == GIVEN_UP.get((tiles, count), ())


def test_a_row_of_tiles_without_a_target_keeps_no_room_for_one() -> None:
    report = fixtures.report()
    held = block(report, Tiles)
    assert isinstance(held, Tiles)
    tiles = tuple(replace(tile, has_bar=tile.has_bar and place < 3) for place, tile in enumerate(held.tiles))
    page = html(arrange(changed(report, Tiles, tiles=tiles))[:1], Setting(report, theme(), FRENCH))
    first, second = page.split('<div class="tile-row')[1:]
    assert first.startswith('">')
    assert first.count('class="bar"') == 3
    assert second.startswith(" without-targets")
    assert 'class="bar"' not in second


def test_reasons_give_way_as_a_whole_column() -> None:
    shown = give_way(fixtures.report(), "objective_reasons", FRENCH)
    table = block(shown, Table)
    assert [column.key for column in table.columns] == ["objective", "kpi", "attainment", "decision"]  # type: ignore[attr-defined]
    assert all(len(row.cells) == 4 for row in table.rows)  # type: ignore[attr-defined]


def longer_passage() -> Report:
    """The first text has a sentence more than fits in four lines."""
    report = fixtures.report()
    held = block(report, Passages)
    assert isinstance(held, Passages)
    first = held.passages[0]
    longer = replace(first, paragraphs=(first.paragraphs[0] + (" Une phrase de plus qui ne tient pas.",),))
    return changed(report, Passages, passages=(longer, *held.passages[1:]))


def test_passages_are_cut_at_a_sentence_to_four_lines() -> None:
    report, held = longer_passage(), block(fixtures.report(), Passages)
    assert isinstance(held, Passages)
    first = held.passages[0]
    cut = block(give_way(report, "passage_sentences", FRENCH), Passages)
    assert isinstance(cut, Passages)
    assert FRENCH.text(cut.passages[0].paragraphs[0]).rstrip() == FRENCH.text(first.paragraphs[0])
    assert list(figures(cut.passages[0])) == list(figures(first))
    assert cut.passages[1:] == held.passages[1:]


def test_a_first_page_that_cannot_fit_fails_and_names_the_text(press: Press) -> None:
    report = changed(fixtures.report(), Headline, text=("Des ventes qui montent encore et encore. " * 40,))
    with pytest.raises(RenderError, match="the headline is too long"):
        fitted(report, theme(), FRENCH, press)


def test_one_objective_puts_its_chart_on_page_one() -> None:
    pages = arrange(fixtures.one_objective())
    assert [type(item) for item in pages[0].blocks].index(Evidence) == 3
    assert pages[1].blocks[0].chart is None  # type: ignore[union-attr]


def test_one_tile_stands_beside_the_chart(press: Press) -> None:
    report = fixtures.report(objectives=(objectives.leads(),), tiles=1)
    fitting = fitted(report, theme(), FRENCH, press)
    assert any(isinstance(item, BesideTiles) for item in fitting.pages[0].blocks)
    assert fitting.left_out == ()
    document = press.lay_out(html(fitting.pages[:1], Setting(fitting.report, theme(), FRENCH)))
    boxes = [box for box in document.pages[0]._page_box.descendants() if box.element is not None]
    commentary, chart = (
        next(box for box in boxes if box.element.get("class") == name) for name in ("commentary alone one", "chart")
    )
    assert commentary.position_x + commentary.margin_width() < chart.content_box_x()


def test_four_tiles_and_one_objective_keep_the_chart_in_the_objective() -> None:
    pages = arrange(fixtures.report(objectives=(objectives.leads(),), tiles=4))
    assert not any(isinstance(item, Evidence) for item in pages[0].blocks)


def test_parts_give_way_in_the_order_of_the_look_and_are_named() -> None:
    found = [(fitting.left_out, fitting.style) for fitting in fittings(longer_passage(), FRENCH)]
    assert found == [
        ((), ""),
        (("tile_definitions",), ""),
        (("tile_definitions",), "snug"),
        (("tile_definitions",), "snug snugger"),
        (("tile_definitions", "objective_reasons"), "snug snugger"),
        (("tile_definitions", "objective_reasons", "passage_sentences"), "snug snugger"),
        (("tile_definitions", "objective_reasons", "passage_sentences"), "snug snugger snuggest"),
        (("tile_definitions", "objective_reasons", "passage_sentences", "passage_ends"), "snug snugger snuggest"),
    ]


def test_objectives_met_are_summed_up_last_and_only_where_nothing_else_makes_room(press: Press) -> None:
    report = many_objectives(24)
    table = block(report, Table)
    assert isinstance(table, Table)
    *_, last = table.rows
    report = changed(report, Table, fewer=(*table.rows[:10], last))
    fitting = fitted(report, theme(), FRENCH, press)
    assert fitting.left_out == ("tile_definitions", "objective_reasons", "objectives_met")
    shown = block(fitting.report, Table)
    assert isinstance(shown, Table)
    assert [len(row.cells) for row in shown.rows] == [4] * 11
    assert list(figures(report)) != list(figures(fitting.report))  # what is printed is what the fitting holds


def test_what_changes_nothing_is_neither_tried_nor_named() -> None:
    report = fixtures.report()  # its texts are short already
    assert all("passage_sentences" not in fitting.left_out for fitting in fittings(report, FRENCH))
    assert len(list(fittings(report, FRENCH))) == 7


def test_the_chart_of_a_single_objective_leaves_page_one_before_texts_are_cut_to_their_beginning() -> None:
    *before, bare, last = fittings(fixtures.one_objective(), FRENCH)
    assert all(any(isinstance(item, Evidence) for item in fitting.pages[0].blocks) for fitting in before)
    assert not any(isinstance(item, Evidence) for item in (*bare.pages[0].blocks, *last.pages[0].blocks))
    assert "passage_ends" in set(last.left_out) - set(bare.left_out)


def test_a_block_without_a_setting_is_an_error_that_names_it() -> None:
    class Carousel:
        pass

    report = fixtures.report()
    odd = Section("notes", (), (Carousel(),))  # type: ignore[arg-type]
    with pytest.raises(RenderError, match="Carousel"):
        html(arrange(replace(report, pages=(odd,))), Setting(report, theme(), FRENCH))
