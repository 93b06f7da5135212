"""Measuring and fitting text: the shipped widths, lines, steps, cuts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display
from reportgen.model.report import Cell
from reportgen.model.text import Emphasis, Figure, Link
from reportgen.render import deck_measure as measure
from reportgen.render.deck_measure import Span
from reportgen.render.deck_style import FIGURE, TITLE, Style
from reportgen.render.deck_text import (
    Paragraph,
    Run,
    Words,
    clean,
    fitting_step,
    paragraph_xml,
    shortened,
    without_widow,
)

STYLE = Style((12, 11, 10))
WORDS = Words(Display("fr_FR", "EUR"), "fr-FR")


def text_of(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def test_widths_are_those_of_arial() -> None:
    # Arial's advances in 2048ths of an em: A 1366, a 1139, space 569; bold A 1479.
    assert measure.width("Aa ", 2048) == 1366 + 1139 + 569
    assert measure.width("A", 2048, bold=True) == 1479


def test_the_faces_hold_every_sign_that_the_deck_sets() -> None:
    for sign in "●≈○–▲▼►×≤≥−÷…·\u00a0’œ€":
        assert measure.width(sign, 1) < 1.001
        assert ord(sign) in measure.advances("arial-regular")
        assert ord(sign) in measure.advances("arial-bold")


def test_lines_break_at_spaces_and_never_at_no_break_spaces() -> None:
    room = measure.width("31 200", 12) / 0.98 + 0.1
    assert len(measure.wrap((Span("31 200 €"),), 12, room)) == 2
    assert len(measure.wrap((Span("31\u00a0200\u00a0€"),), 12, room)) == 1


def test_a_word_may_run_over_several_spans() -> None:
    assert measure.words((Span("up 6"), Span(",5\u00a0%", bold=True), Span(" on"))) == [
        (Span("up"),),
        (Span("6"), Span(",5\u00a0%", bold=True)),
        (Span("on"),),
    ]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=30), st.floats(40, 400))
def test_a_line_is_wider_than_its_room_only_by_a_single_word(words: list[str], room: float) -> None:
    lines = measure.wrap((Span(" ".join(words)),), 12, room)
    longest = max(measure.width(word, 12) for word in words)
    assert all(line <= max(room, longest) + 1e-6 for line in lines)
    assert 1 <= len(lines) <= len(words)


@given(st.integers(1, 60), st.floats(60, 300), st.floats(20, 200))
def test_a_smaller_step_never_takes_more_room(count: int, wide: float, high: float) -> None:
    paragraphs = (Paragraph((Run(" ".join(["word"] * count)),)),)
    step = fitting_step(paragraphs, (STYLE,), (wide, high))
    if step is not None:
        smaller = Style(STYLE.steps[step:])
        assert fitting_step(paragraphs, (smaller,), (wide, high)) == 0


def test_all_levels_of_a_box_step_down_together_and_names_keep_their_size() -> None:
    figure = (Paragraph((Run("Name"),)), Paragraph((Run("1 234"),), 1), Paragraph((Run("word " * 14),), 2))
    assert fitting_step(figure, FIGURE, (289, 69.4)) == 2
    assert (FIGURE[0].size(2), FIGURE[1].size(2), FIGURE[2].size(2)) == (12, 20, 12)


def test_a_cut_ends_at_a_word_and_keeps_the_runs() -> None:
    runs = (Run("One two", bold=True), Run(" three, four five"))
    cut = shortened(runs, lambda kept: len(text_of(kept)) <= 15)
    assert text_of(cut) == "One two three…"
    assert [run.bold for run in cut] == [True, None]


def test_a_word_that_is_never_short_enough_is_kept_whole() -> None:
    assert text_of(shortened((Run("Unbreakable"),), lambda _: False)) == "Unbreakable…"


def test_a_last_word_alone_on_its_line_takes_others_along() -> None:
    runs = (Run("Revenue from social reached its target and more than that in one quarter of it"),)
    room = measure.width(text_of(runs), 24, bold=True) * 0.99
    joined = without_widow(runs, TITLE, 24, room)
    assert text_of(joined).endswith("quarter\u00a0of\u00a0it") or "\u00a0" in text_of(joined)
    assert text_of(joined).replace("\u00a0", " ") == text_of(runs)
    lines = measure.wrap((Span(text_of(joined), bold=True),), 24, room)
    assert len(lines) == 2
    assert lines[1] > measure.wrap((Span(text_of(runs), bold=True),), 24, room)[1]


def test_narrow_spaces_are_replaced_and_nothing_hides() -> None:
    assert clean("31\u202f200\u202f€\x00\ud800") == "31\u00a0200\u00a0€□"
    assert clean("a\u202eb\u2066c\u200b") == "abc"
    assert clean("👩\u200d💻 é") == "👩\u200d💻 é"


def test_a_name_from_right_to_left_keeps_no_figure_and_a_whole_paragraph_reads_so() -> None:
    year, sold = Figure("name", "2026", "verbatim"), Figure("sold", Decimal(12), "count")
    (run,) = WORDS.runs(("Été חנות ", year, " : ", sold))
    assert run.text == "Été חנות 2026\u200e : 12"
    assert ' rtl="1"' in paragraph_xml(Paragraph((Run("חנות האור"),)), TITLE, 0, "fr-FR")
    assert "rtl" not in paragraph_xml(Paragraph((Run("Été חנות"),)), TITLE, 0, "fr-FR")


def test_a_link_of_a_persons_words_has_its_address() -> None:
    (run,) = WORDS.runs((Link(("étude",), "https://example.org/?a=1&b=2"),))
    assert run == Run("étude", link="https://example.org/?a=1&b=2")
    xml = paragraph_xml(Paragraph((run,)), TITLE, 0, "fr-FR")
    assert 'r:id="https://example.org/?a=1&amp;b=2"><a:extLst>' in xml


def test_an_emphasis_is_bold_and_neighbours_of_one_weight_are_one_run() -> None:
    assert WORDS.runs(("a", "b", Emphasis(("c",)), "d")) == (Run("ab"), Run("c", True), Run("d"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell(("Atteint",), sign="met", tone="met"), "●\u00a0Atteint"),
        (Cell(("Proche",), sign="close", tone="close"), "≈\u00a0Proche"),
        (Cell(("Non atteint",), sign="missed", tone="missed"), "○\u00a0Non atteint"),
        (Cell(("sans avis",), sign="unknown", tone="muted"), "–\u00a0sans avis"),
        (Cell(("variation habituelle",), sign="usual"), "variation habituelle"),
        (Cell((), sign="signal", sign_alt="signal"), "signal"),
        (Cell(("x",), reference="a"), "x\u00a0(a)"),
        (Cell((), sign="up"), "▲"),
    ],
)
def test_signs_are_those_of_the_deck_and_verdicts_are_words(cell: Cell, said: str) -> None:
    assert text_of(WORDS.cell(cell)) == said


def test_a_status_has_its_ink_and_an_arrow_has_none() -> None:
    met = WORDS.cell(Cell(("Atteint",), sign="met", tone="met"))
    assert {(run.bold, "17703C" in (run.colour or "")) for run in met} == {(True, True)}
    assert {run.colour for run in WORDS.cell(Cell(("hausse",), sign="up"))} == {None}
