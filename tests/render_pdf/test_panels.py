"""Panels on the page: side by side or stacked, heads on one line, never broken badly; the sections' flow; asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.chart import ChartSpec
from reportgen.model.report import (
    Asks,
    Column,
    Headline,
    Notice,
    Objective,
    Panel,
    Panels,
    Passages,
    Report,
    Section,
    Table,
    Tiles,
)
from reportgen.model.text import figures
from reportgen.render.assets import assets
from reportgen.render.flow import Filled, cost, laid_out, pages_of, room_on, sequence, wider
from reportgen.render.galley import CLOSE_GAP, Piece, measured
from reportgen.render.html import Setting, html, stylesheet
from reportgen.render.pages import arrange
from reportgen.render.panels import panel_rows
from reportgen.render.pdf import fitted
from reportgen.render.press import Press
from reportgen.render.table_widths import HALF, PAGE, column_widths, least_width, text_widths
from tests.render_pdf import fixtures, investment, objectives, steps
from tests.render_pdf.conftest import theme
from tests.render_pdf.parts import LONG_NAME, c, eur, t
from tests.render_pdf.test_pages import block, changed

FRENCH = Display("fr_FR", "EUR")
WORDS = (t("Ces moyennes ne disent pas ce que rapporte l’euro suivant."),)


def panel(title: str, body: Table | ChartSpec | None = None, subtitle: str = "Sous-titre") -> Panel:
    return Panel(t(title), t(subtitle) if subtitle else (), body, () if body else WORDS)


def dear(table: Table) -> Table:
    """The table with figures of eleven digits."""
    rows = [replace(row, cells=(row.cells[0], *(c(eur(98_765_432_109)) for _ in row.cells[1:]))) for row in table.rows]
    return replace(table, rows=tuple(rows))


def longer(table: Table, count: int) -> Table:
    return replace(table, rows=(*[table.rows[0]] * count, table.rows[-1]))


def with_sections(*sections: Section, count: int = 4) -> Report:
    """A report with so many objectives and these sections before the notes."""
    made = (objectives.awareness(), objectives.community(), objectives.leads(), objectives.sales())
    report = fixtures.report(objectives=made[:count])
    first, shown, notes = report.pages
    return replace(report, pages=(first, shown, *sections, notes))


def laid(report: Report, *styles: str) -> Any:
    """Its pages as `laid_out` sets them, or in the named styles."""
    press = Press(stylesheet(theme()), assets(arrange(report), theme(), FRENCH))
    fitting = fitted(report, theme(), FRENCH, press)
    setting = Setting(fitting.report, theme(), FRENCH, " ".join((fitting.style, *styles)))
    return press.lay_out(html(fitting.pages, setting)) if styles else laid_out(fitting.pages, setting, press)


def boxes(document: Any, name: str) -> list[tuple[int, Any]]:
    """(page, box) of each element of a class, in the order of the pages."""
    return [
        (number, box)
        for number, page in enumerate(document.pages)
        for box in page._page_box.descendants()
        if type(box).__name__ in ("BlockBox", "InlineBlockBox") and box.element is not None
        if name in (box.element.get("class") or "").split()
    ]


def sections_start(document: Any) -> dict[str, int]:
    """The page on which each section begins."""
    found: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            found.setdefault(name.removeprefix("section-"), number)
    return found


# Side by side


def test_two_panels_stand_side_by_side_and_one_takes_the_width() -> None:
    pair, alone = panel_rows(investment.blocks()[0], FRENCH), panel_rows(investment.blocks()[2], FRENCH)
    assert [[shown.width for shown in row] for row in pair] == [[HALF, HALF]]
    assert [[shown.width for shown in row] for row in alone] == [[PAGE]]


def test_panels_whose_figures_do_not_fit_six_columns_stand_one_below_the_other() -> None:
    block = Panels((panel("Coûts", dear(investment.costs())), panel("Reste", investment.bridge())))
    assert [[shown.width for shown in row] for row in panel_rows(block, FRENCH)] == [[PAGE], [PAGE]]


def test_a_table_that_would_fill_the_page_does_not_stand_beside_another_panel() -> None:
    block = Panels((panel("Coûts", longer(investment.costs(), 40)), panel("Mots")))
    assert len(panel_rows(block, FRENCH)) == 2


def test_many_panels_stand_two_by_two() -> None:
    block = Panels(tuple(panel(name) for name in ("Un", "Deux", "Trois")))
    assert [len(row) for row in panel_rows(block, FRENCH)] == [2, 1]


def test_a_title_of_three_lines_moves_what_stands_beside_it_alike() -> None:
    pair = Panels((panel(LONG_NAME, investment.move()), panel("Court", investment.costs(), subtitle="")))
    document = laid(with_sections(investment.section((pair,)), count=1))
    (left, right) = (box for _, box in boxes(document, "panel"))
    tables = [next(box for box in side.descendants() if box.element_tag == "table") for side in (left, right)]
    assert left.position_y == right.position_y
    assert tables[0].content_box_y() == pytest.approx(tables[1].content_box_y())
    assert tables[0].content_box_y() - left.content_box_y() > 40


def test_words_beside_a_table_begin_under_a_rule_on_the_level_of_its_head() -> None:
    document = laid(with_sections(investment.section(investment.blocks()[3:]), count=1))
    ((_, words),) = boxes(document, "ruled")
    head = next(box for box in boxes(document, "panel")[0][1].descendants() if box.element_tag == "thead")
    rule = words.position_y + words.margin_top
    assert rule == pytest.approx(head.position_y + head.height, abs=1)


def test_a_chart_without_a_title_of_its_panel_shows_its_own() -> None:
    chart = investment.bridge()
    ((shown,),) = panel_rows(Panels((Panel((), (), chart),)), FRENCH)
    assert (shown.title, shown.subtitle) == (chart.title, chart.subtitle)


# Widths


@pytest.mark.parametrize("table", [investment.costs(), investment.worths(), investment.move(), steps.funnel_table()])
def test_the_tables_of_the_look_fit_six_columns_without_a_figure_touching_its_neighbour(table: Table) -> None:
    texts = text_widths(table, FRENCH)
    widths = column_widths(table, texts, HALF)
    assert sum(widths) == pytest.approx(HALF)
    for width, text_, column in zip(widths, texts, table.columns, strict=True):
        assert column.align == "left" or width >= text_ + 1.5


@given(st.lists(st.tuples(st.booleans(), st.floats(1, 60)), min_size=1, max_size=9), st.sampled_from([HALF, PAGE]))
def test_columns_fill_the_width_and_no_figure_lacks_room_where_all_can_have_it(
    shape: Sequence[tuple[bool, float]], page: float
) -> None:
    columns = tuple(Column(f"k{n}", t("x"), "right" if figure and n else "left") for n, (figure, _) in enumerate(shape))
    texts = [width for _, width in shape]
    for name in ("costs", "units"):
        table = Table(name, (), t("x"), columns, ())
        widths = column_widths(table, texts, page)
        assert sum(widths) == pytest.approx(page)
        if least_width(table, texts) <= page and name == "units":
            assert all(
                width >= text_ + 1.79
                for width, text_, col in zip(widths, texts, columns, strict=True)
                if col.align == "right"
            )


# Pages


def test_investment_and_actions_start_a_page_and_notes_follow_on() -> None:
    start = sections_start(laid(fixtures.whole(fixtures.report())))
    assert start["returns"] == start["objectives"] + 2
    assert start["actions"] == start["returns"] + 1
    assert start["notes"] == start["actions"]


def test_with_one_objective_all_sections_follow_on() -> None:
    start = sections_start(laid(fixtures.whole(fixtures.one_objective())))
    assert start["returns"] == start["objectives"] == 1


def test_with_one_objective_a_short_report_has_two_pages() -> None:
    base = fixtures.one_objective()
    first, shown, _ = base.pages
    sections = (investment.section(investment.blocks()[:1]), steps.section())
    assert len(laid(replace(base, pages=(first, shown, *sections))).pages) == 2


def test_an_investment_a_little_too_long_for_its_page_is_set_more_closely() -> None:
    parts = investment.blocks()
    pair = Panels((replace(parts[0].panels[0], body=longer(investment.costs(), 9)), parts[0].panels[1]))
    report = with_sections(investment.section((pair, *parts[1:])), steps.section())
    assert "section-returns" in laid(report, "onward").pages[4].anchors
    document = laid(report)
    assert "section-returns" not in document.pages[4].anchors
    assert sections_start(document)["actions"] == 4


def test_actions_follow_on_where_the_investment_fills_part_of_a_second_page() -> None:
    parts = (*investment.blocks(), *investment.blocks()[:2])
    start = sections_start(laid(with_sections(investment.section(parts), steps.section())))
    assert start["actions"] == start["returns"] + 1


@pytest.mark.parametrize("count", [3, 5, 7, 9])
def test_a_pair_of_panels_is_never_broken_nor_printed_twice(count: int) -> None:
    parts = tuple(
        Panels((panel(f"{name} gauche", investment.move()), panel(f"{name} droite")))
        for name in ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India")[:count]
    )
    document = laid(with_sections(investment.section(parts), steps.section(), count=1))
    found = boxes(document, "pair")
    assert len(found) == count
    assert len(boxes(document, "half")) == 2 * count
    for _, pair in found:
        assert pair.position_y + pair.margin_height() < (297 - 18) * 96 / 25.4 + 1


def test_objectives_take_only_the_height_they_need_where_that_saves_a_page() -> None:
    def rows(made: Objective, count: int) -> Objective:
        return replace(made, table=replace(made.table, rows=(made.table.rows * 3)[:count]))

    low, high = rows(objectives.community(), 1), rows(objectives.sales(), 6)
    report = with_sections(investment.section())
    report = replace(report, pages=(report.pages[0], replace(report.pages[1], blocks=(high, low)), *report.pages[2:]))
    assert sections_start(laid(report, "plain"))["objective-communauté"] == 2
    assert sections_start(laid(report))["objective-communauté"] == 1


def test_the_pages_that_are_reckoned_are_the_pages_that_are_set() -> None:
    report = fixtures.whole(fixtures.report())
    press = Press(stylesheet(theme()), assets(arrange(report), theme(), FRENCH))
    fitting = fitted(report, theme(), FRENCH, press)
    setting, rest = Setting(fitting.report, theme(), FRENCH, fitting.style), fitting.pages[1:]
    pieces = measured(rest, setting, press)
    styles, filled = sequence(pieces, room_on("A4"), 342)
    document = laid_out(fitting.pages, setting, press)
    assert styles == frozenset()
    assert len(document.pages) == 1 + len(filled)
    for page, reckoned in zip(document.pages[1:], filled, strict=True):
        begun = {piece.section for piece in reckoned.pieces if piece.leads}
        assert all(f"section-{name}" in page.anchors for name in begun)
    closer = measured(rest, replace(setting, style="close tight"), press)
    for natural, close in zip(pieces, closer, strict=True):
        if natural.objective:
            assert close.height == pytest.approx(natural.height - natural.lowered["tight"], abs=0.1), natural.key
            continue
        assert close.height == pytest.approx(natural.height - natural.saved, abs=0.1), natural.key
        if natural.section in ("returns", "actions") and not natural.leads:
            assert close.gap == pytest.approx(natural.gap - CLOSE_GAP, abs=0.1)


PAGE_HEIGHT = 720.0


def pieces_of(section: str, *heights: float, least: float = 0.0) -> list[Piece]:
    return [
        Piece(f"{section}-{at}", section, height, 24.0, least or height, leads=not at)
        for at, height in enumerate(heights)
    ]


def objectives_of(*heights: float) -> list[Piece]:
    return [Piece(f"o{at}", "objectives", height, 14.0, height, objective=True) for at, height in enumerate(heights)]


def test_an_investment_that_leaves_most_of_its_page_white_is_followed_by_the_actions() -> None:
    short, long_ = pieces_of("returns", 180), pieces_of("returns", 300, 340)
    after = pieces_of("actions", 300), pieces_of("notes", 350)
    for investment_, expected in ((short, {"onward"}), (long_, set())):
        found = [*objectives_of(340, 340), *investment_, *after[0], *after[1]]
        assert set(sequence(found, PAGE_HEIGHT, 342)[0]) == expected


def test_an_odd_objective_is_followed_by_the_investment_and_leaves_no_half_page_white() -> None:
    after = [*pieces_of("returns", 280, 340, 330), *pieces_of("notes", 350)]
    for objectives_, expected in ((objectives_of(340, 340, 340), {"together"}), (objectives_of(340, 340), set())):
        styles, pages = sequence([*objectives_, *after], PAGE_HEIGHT, 342)
        assert styles == expected
        assert all(page.used > 0.8 * PAGE_HEIGHT for page in pages[:-1])


def test_rows_are_closer_where_two_objectives_then_stand_on_a_page_rather_than_one_on_each() -> None:
    found = [replace(piece, lowered={"tight": 10.0}) for piece in objectives_of(370, 352)]
    found += [*objectives_of(340, 340), *pieces_of("returns", 600), *pieces_of("notes", 300)]
    styles, pages = sequence(found, PAGE_HEIGHT, 342)
    assert "tight" in styles
    assert [len(page.pieces) for page in pages] == [2, 2, 1, 1]


def test_half_a_page_white_before_the_end_is_worse_than_a_short_last_page() -> None:
    half, short = [Filled(used=0.55), Filled(used=0.95), Filled(used=0.3)], [Filled(used=0.99), Filled(used=0.85)]
    assert cost(frozenset(), half, 1.0) > cost(frozenset(), [*short, Filled(used=0.2)], 1.0)


def test_notes_begin_the_last_page_rather_than_leave_it_a_few_lines() -> None:
    found = [*objectives_of(450.0), *pieces_of("notes", 220.0, 100.0)]
    styles, pages = sequence(found, PAGE_HEIGHT, 342)
    assert [piece.section for piece in pages[1].pieces] == ["notes", "notes"]
    assert {"flowing", "apart"} <= styles


@pytest.mark.parametrize(("first", "expected"), [(320.0, set()), (353.3, {"lower"}), (370.0, {"lowest"})])
def test_charts_become_as_low_as_two_objectives_need_to_stand_on_a_page(first: float, expected: set[str]) -> None:
    saved = {"lower": 15.0, "lowest": 30.0}
    found = [replace(piece, lowered=saved) for piece in objectives_of(first, 331.6)]
    styles, pages = sequence(found, room_on("Letter"), 322)
    assert styles & set(saved) == expected
    assert len(pages) == 1


def test_white_left_on_a_page_of_panels_goes_between_them_and_never_makes_it_overflow() -> None:
    found = [*objectives_of(340, 340), *pieces_of("returns", 200, 140, 180, 300), *pieces_of("notes", 200)]
    _, pages = sequence(found, PAGE_HEIGHT, 342)
    gaps = wider(pages, PAGE_HEIGHT)
    assert gaps == {"returns-1": 36.0, "returns-2": 36.0}
    tight = [*objectives_of(340, 340), *pieces_of("returns", 200, 240, 212, 300), *pieces_of("notes", 200)]
    assert wider(sequence(tight, PAGE_HEIGHT, 342)[1], PAGE_HEIGHT) == {}


def test_what_flows_breaks_over_pages_but_keeps_its_beginning_together() -> None:
    found = [*objectives_of(340, 340), *pieces_of("notes", 700), *pieces_of("notes", 100, least=46)]
    pages = pages_of(found, frozenset(), PAGE_HEIGHT, 342)
    assert [round(page.used) for page in pages] == [698, 700, 100]


def test_a_short_table_stays_at_the_foot_of_its_page_where_the_next_section_begins_another() -> None:
    short = Panels((Panel(t("Deux actions"), t("Suite"), replace(steps.planned(), rows=steps.planned().rows[:2])),))

    def filled(rows: int) -> Report:
        tall = Panels((Panel(t("Coûts"), t("Tous"), longer(investment.costs(), rows)),))
        return with_sections(Section("actions", t("Actions"), (tall, short)), count=2)

    press = Press(stylesheet(theme()), assets(arrange(filled(1)), theme(), FRENCH))
    pages = arrange(filled(1))[2:3]
    used = sum(piece.height + piece.gap for piece in measured(pages, Setting(filled(1), theme(), FRENCH), press))
    document = laid(filled(1 + int((room_on("A4") - used) // 18)))
    (first, _), (second, box) = boxes(document, "panels")
    assert first == second
    assert box.position_y + box.margin_height() > (297 - 18 - 30) * 96 / 25.4
    assert sections_start(document)["notes"] == second + 1


@pytest.mark.services  # no server, but many layouts
def test_a_section_title_stays_with_its_first_panel() -> None:
    for count in range(2, 8):
        parts = tuple(Panels((panel("Titre", longer(investment.costs(), count)),)) for _ in range(4))
        document = laid(with_sections(investment.section(parts), steps.section(), count=1))
        actions = sections_start(document)["actions"]
        first = next(page for page, box in boxes(document, "panel") if "Deux actions" in str(_words(box)))
        assert first == actions


def _words(box: Any) -> list[str]:
    return [item.text for item in box.descendants() if hasattr(item, "text")]


def test_a_long_table_over_the_whole_width_breaks_and_repeats_its_head() -> None:
    table = investment.channels(tuple(f"Canal {'abcdefghijklmnopqrstuvwxyz'[n % 26]}" for n in range(60)))
    document = laid(with_sections(investment.section((Panels((panel("Canaux", table),)),))))
    rows = [
        [box for box in page._page_box.descendants() if type(box).__name__ == "TableRowBox" and box.element is not None]
        for page in document.pages[3:5]
    ]
    heads = [sum(row.element.find("th").get("scope") == "col" for row in found) for found in rows]
    assert heads == [1, 1] or heads[1] >= 1
    assert min(map(len, rows)) >= 4


# Page 1


def with_asks(report: Report) -> Report:
    first = report.pages[0]
    return replace(
        report, pages=(replace(first, blocks=(*first.blocks[:-1], steps.asks(), first.blocks[-1])), *report.pages[1:])
    )


def crowded(rows: int = 8, headline: int = 1) -> Report:
    """Six tiles, missed objectives, a headline of four lines, full texts, three asks, a notice of four lines."""
    report = with_asks(fixtures.report())
    table, passages, notice = block(report, Table), block(report, Passages), block(report, Notice)
    assert isinstance(table, Table)
    assert isinstance(passages, Passages)
    assert isinstance(notice, Notice)
    sentence = t("Les demandes passent de cent à cent trente, et le reste suit à peu de chose près. ")
    full = tuple(replace(passage, paragraphs=(sentence * 3,)) for passage in passages.passages)
    report = changed(report, Table, rows=(table.rows[2],) * rows)
    report = changed(report, Passages, passages=full)
    report = changed(report, Notice, paragraphs=notice.paragraphs * 2)
    words = "Les ventes venues des réseaux progressent et couvrent leurs coûts en octobre, les demandes non ; "
    return changed(report, Headline, text=(words * headline + words + "fin de la phrase.",))


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(stylesheet(theme()), assets(arrange(fixtures.report()), theme(), FRENCH))


@pytest.mark.parametrize("tiles", [1, 3, 6])
@pytest.mark.parametrize("rows", [1, 4, 8])
def test_page_one_with_asks_texts_and_notice_is_one_page(tiles: int, rows: int, press: Press) -> None:
    report = crowded(rows)
    held = block(report, Tiles)
    assert isinstance(held, Tiles)
    fitting = fitted(changed(report, Tiles, tiles=held.tiles[:tiles]), theme(), FRENCH, press)
    assert list(figures(block(fitting.report, Asks))) == list(figures(block(report, Asks)))
    assert block(fitting.report, Notice) == block(report, Notice)
    assert block(fitting.report, Headline) == block(report, Headline)


def test_eight_missed_objectives_with_asks_fit_a_shorter_page() -> None:
    report = with_asks(fixtures.report())
    table = block(report, Table)
    assert isinstance(table, Table)
    report = changed(report, Table, rows=(table.rows[2],) * 8)
    look = theme(paper="Letter")
    press = Press(stylesheet(look), assets(arrange(report), look, FRENCH))
    assert "objective_reasons" in fitted(report, look, FRENCH, press).left_out


def test_an_ask_too_long_for_page_one_is_named() -> None:
    asks = Asks(t("Décisions attendues"), (t("Décider encore et encore de la même chose, sans fin. " * 60),))
    report = changed(with_asks(fixtures.report()), Asks, lines=asks.lines)
    press = Press(stylesheet(theme()), assets(arrange(report), theme(), FRENCH))
    with pytest.raises(RenderError, match="a decision asked for is too long"):
        fitted(report, theme(), FRENCH, press)
