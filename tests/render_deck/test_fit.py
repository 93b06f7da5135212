"""What does not fit, and what is missing: names are cut and kept whole in the notes, a table stands for a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportgen.display import Display
from reportgen.model.report import Cell, Column, Row, Table
from reportgen.render.deck_fill import fill
from reportgen.render.deck_style import DECISION, x
from reportgen.render.deck_tables import grid_of, least_height, with_room
from reportgen.render.deck_text import Paragraph, Run, Words
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import COLUMNS, ENGLISH, LEADS, SUMMARY, decimals
from tests.render_deck.money import MONEY
from tests.render_deck.test_charts import C, chart_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LONG = "Qualified leads from social networks that the sales team has called back within a week of their first request"


def page_of(slide: Any, **report: Any) -> Any:
    return reopened(rendered(replace(ENGLISH, slides=(slide,), **report))).slides[0]


def placeholder(page: Any, idx: int) -> Any:
    return next(shape for shape in page.placeholders if shape.placeholder_format.idx == idx)


def footer(page: Any) -> str:
    return str(next(s for s in page.shapes if s.is_placeholder and s.placeholder_format.idx == 91).text_frame.text)


def test_names_too_long_for_the_strip_are_cut_at_a_word_and_stand_whole_in_the_notes() -> None:
    slide = replace(SUMMARY, key_figures=tuple(replace(item, name=(LONG,)) for item in SUMMARY.key_figures))
    page = page_of(slide)
    strip = placeholder(page, 20)
    shown = strip.table.cell(0, 0).text
    assert shown.endswith("…")
    assert LONG.startswith(shown[:-1])
    assert strip.height <= 1_872_000
    assert LONG in page.notes_slide.notes_text_frame.text.split("\n")


def test_the_name_of_a_figure_that_leaves_no_room_is_cut_to_one_line() -> None:
    first, *others = LEADS.key_figures
    name = " and ".join([LONG] * 4)
    page = page_of(replace(LEADS, key_figures=(replace(first, name=(name,)), *others)))
    assert placeholder(page, 20).text_frame.paragraphs[0].text.endswith("…")
    assert name in page.notes_slide.notes_text_frame.text.split("\n")


def test_a_long_clients_name_leaves_the_footer_on_its_line_with_report_and_cycle() -> None:
    client = "The Northern Association of Makers and Sellers of Lamps " * 3
    text = footer(page_of(SUMMARY, client=(client,), slide_footer=(client, " · Quarterly report · autumn")))
    assert text.startswith("The Northern Association")
    assert text.endswith("… · Quarterly report · autumn")
    assert len(text) < 130
    assert footer(page_of(SUMMARY)).startswith("Northwind Talent  ·  Social media")


def test_an_objective_without_a_chart_shows_its_table_in_the_charts_place() -> None:
    columns = (Column("name", ("Indicator",)), Column("current", ("Now",), "right"))
    table = Table("kpis", (), ("Leads: indicators",), columns, (Row((Cell(("Leads",)), Cell(("not measured",)))),))
    page = page_of(replace(LEADS, chart=None, heading=(), table=table))
    frame = next(shape for shape in page.shapes if shape.has_table)
    assert (frame.left, frame.top, frame.width) == (x(0), 1_512_000, 7_168_000)
    assert frame.table.cell(1, 1).text == "not measured"
    assert not any(shape.has_chart for shape in page.shapes)


def test_a_verdict_gives_way_to_names_that_would_be_cut() -> None:
    keys = ("objective", "name", "current", "verdict", "status")
    columns = tuple(Column(key, (key.capitalize(),)) for key in keys)
    name, verdict = "Cost of acquiring one new customer", "Unfavourable signal"
    rows = tuple(Row(tuple(Cell((text,)) for text in ("Sell", name, "56.49", verdict, "Met"))) for _ in range(8))
    table, words = Table("scoreboard", (), (), columns, rows), Words(Display("en_GB", "EUR"), "en")
    wide = 4_200_000
    needs = least_height(grid_of(table, words), wide)
    assert [c.key for c in with_room(table, words, wide, needs)[0].columns] == list(keys)
    lighter, told = with_room(table, words, wide, needs - 1)
    assert [column.key for column in lighter.columns] == ["objective", "name", "current", "status"]
    assert verdict in told[0]
    assert [c.key for c in with_room(table, words, wide, 100)[0].columns] == list(keys)  # it would be cut all the same


def test_a_label_beside_its_column_has_no_line_back_and_stands_clear_of_it() -> None:
    covered = replace(COLUMNS, series=(COLUMNS.series[0], replace(COLUMNS.series[1], values=decimals(*["120"] * 5))))
    space = chart_of(covered)._chartSpace
    (untied,) = [e for e in space.iter() if str(e.tag).endswith("}showLeaderLines")]
    assert untied.get("val") == "0"
    plot = space.find(f"{C}chart/{C}plotArea/{C}layout/{C}manualLayout")
    slot = float(plot.find(f"{C}w").get("val")) / 5
    shift = float(space.find(f".//{C}dLbl//{C}manualLayout/{C}x").get("val"))
    assert shift > slot / 1.45 / 2  # half a column of its slot with a gap of 45 %
    near = replace(COLUMNS, series=(COLUMNS.series[0], replace(COLUMNS.series[1], values=decimals(*["152"] * 5))))
    assert chart_of(near)._chartSpace.find(f".//{C}dLbl//{C}manualLayout") is not None


def test_a_link_is_set_word_by_word_and_reads_as_before() -> None:
    page = page_of(SUMMARY)
    plain = placeholder(page, 30).table.cell(1, 0).text
    deck = reopened(rendered(ENGLISH)).slides[1]
    linked = placeholder(deck, 30).table.cell(1, 0)
    assert linked.text == plain
    assert len(list(linked._tc.iter(f"{A}hlinkClick"))) == len(plain.split())


def test_heads_break_within_a_day_where_a_table_would_not_fit_otherwise() -> None:
    heads = ("Passage vers", *(f"Au\u00a019\u00a0sept.\u00a0{year}" for year in range(2023, 2027)))
    columns = tuple(Column(f"c{n}", (head,), "right" if n else "left") for n, head in enumerate(heads))
    row = Row(tuple(Cell((text,)) for text in ("Nouveaux clients", "abcd", "abcd", "abcd", "abcd")))
    table = Table("passages", (), ("Passages",), columns, (row,))
    slide = replace(MONEY.slides[6], table=table)
    grid = placeholder(page_of(slide), 30).table
    assert [grid.cell(0, n).text for n in range(5)] == [head.replace("\u00a0", " ") for head in heads]
    free = placeholder(
        page_of(replace(slide, table=replace(table, columns=columns[:4], rows=(Row(row.cells[:4]),)))), 30
    )
    assert "\u00a0" in free.table.cell(0, 1).text


def test_rows_share_the_room_that_the_highest_leave() -> None:
    columns = (Column("name", ("Name",)), Column("value", ("Value",), "right"))
    rows = tuple(Row((Cell((LONG if n == 2 else "Leads",)), Cell(("Much",)))) for n in range(7))
    table = Table("scoreboard", (), ("All",), columns, rows)
    heights = [
        row.height for row in placeholder(page_of(replace(ENGLISH.slides[2], table=table, link=())), 30).table.rows
    ]
    others = {high for n, high in enumerate(heights[1:]) if n != 2}
    assert len(others) == 1
    assert sum(heights) <= 4_536_000


def test_places_are_named_by_what_they_are_for() -> None:
    names = [shape.name for shape in page_of(ENGLISH.slides[3]).shapes]
    assert {"Title", "Section", "Figure 1", "Decision", "Source and notice"} <= set(names)


def test_columns_of_actions_are_as_low_as_their_texts_where_the_table_needs_the_room() -> None:
    slide = next(slide for slide in MONEY.slides if slide.layout == "actions")
    assert slide.table is not None
    long = replace(slide, table=replace(slide.table, rows=(*slide.table.rows, *slide.table.rows)))
    boxes = [placeholder(page_of(shown), 40) for shown in (slide, long)]
    assert boxes[1].height < boxes[0].height == 2_304_000
    page = page_of(long)
    table, heading = placeholder(page, 30), placeholder(page, 16)
    assert boxes[1].top + boxes[1].height < heading.top < heading.top + heading.height <= table.top
    assert table.top + table.height <= 6_048_000


WORDS = (
    "Fewer candidates from the network reach a contract than in any quarter since we began to count them.",
    "The video trial raised the cost of every application, and nobody whom it brought was hired.",
    "Half of those who begin the form never finish it, and most of them leave on its second page.",
    "A form of one page did not keep them.",
)


def told(page: Any) -> list[str]:
    return [p.text for p in placeholder(page, 28).text_frame.paragraphs]


def decided(*words: str, **slide: Any) -> Any:
    return page_of(replace(LEADS, decision=tuple((text,) for text in words), **slide))


def test_a_persons_words_take_the_room_that_figures_leave() -> None:
    whole = ("Decision: re-evaluate", *WORDS[:3])
    full = decided(*WORDS[:3])
    assert tuple(told(full)) == whole  # figures stand closer
    assert placeholder(full, 22).top + placeholder(full, 22).height < placeholder(full, 28).top
    alone = decided(*WORDS, key_figures=LEADS.key_figures[:1])
    assert tuple(told(alone)) == ("Decision: re-evaluate", *WORDS)  # in the place of figures that there are not
    assert placeholder(alone, 28).top < placeholder(decided(WORDS[3]), 28).top


def test_words_that_have_no_room_leave_a_mark_and_stand_in_the_notes_in_order() -> None:
    notes = replace(LEADS.notes, spoken=1, moved=("Not whole on the slide",))
    page = decided(*WORDS, *WORDS, notes=notes)
    assert told(page)[:3] == ["Decision: re-evaluate", *WORDS[:2]]
    assert told(page)[3].endswith("…")
    assert WORDS[2].startswith(told(page)[3][:-1])
    lines = page.notes_slide.notes_text_frame.text.split("\n")
    assert lines[0].startswith("Message: ")
    assert lines[1:7] == [f"Not whole on the slide: {WORDS[2]}", WORDS[3], *WORDS]
    assert lines[7].startswith("Figures: ")
    longer = decided(WORDS[0], " ".join(WORDS), notes=notes)
    assert told(longer)[2].endswith("…")
    assert " ".join(WORDS).startswith(told(longer)[2][:-1])


class Panel:
    """A place of two lines under a heading."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def room(self) -> tuple[float, float]:
        return 200.0, 52.0

    def write(self, paragraphs: Sequence[Paragraph], *_: object) -> None:
        self.texts = [paragraph.text for paragraph in paragraphs]


def test_a_paragraph_that_others_follow_unseen_bears_the_mark() -> None:
    panel, spilled = Panel(), list[str]()
    texts = [Paragraph((Run(text),), min(n, 1)) for n, text in enumerate(("Decision", "One line.", "Two.", "Three."))]
    fill(panel, texts, DECISION, "en-GB", spilled.append)  # type: ignore[arg-type]
    assert panel.texts == ["Decision", "One line.", "Two.\u00a0…"]
    assert spilled == ["Three."]


def test_words_that_the_speaker_has_anyway_are_not_told_twice() -> None:
    said = " ".join([*WORDS, *WORDS])
    notes = replace(LEADS.notes, paragraphs=(*LEADS.notes.paragraphs, (("Say",), (said,))), moved=("Not whole",))
    page = decided(*WORDS, *WORDS, notes=notes)
    assert told(page)[-1].endswith("…")
    assert "Not whole" not in page.notes_slide.notes_text_frame.text


def test_a_proposal_takes_room_from_the_table_over_it() -> None:
    slide = next(slide for slide in MONEY.slides if slide.layout == "chart_and_table")
    assert slide.table
    short = replace(slide.table, rows=slide.table.rows[:3])
    page = page_of(replace(slide, table=short, decision=((WORDS[0],), (WORDS[1],), (WORDS[2],))))
    assert told(page)[1:] == list(WORDS[:3])
    table = placeholder(page, 30)
    assert table.top + table.height <= placeholder(page, 28).top
