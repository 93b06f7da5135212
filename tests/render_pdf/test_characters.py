"""Characters of any script: what hides is left out, what no font has is seen, what reads from the right stays apart."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display
from reportgen.model.text import Emphasis, Figure, Piece, Text
from reportgen.render.bidi import RightToLeft, directed, line, reads_from_right
from reportgen.render.characters import Visible, is_invisible, neutral, visible
from reportgen.render.fonts import STAND_IN, Face, Fonts, in_use, printable
from reportgen.render.html import Setter
from tests.render_pdf import fixtures
from tests.render_pdf.edge_cases import theme
from tests.render_pdf.small_fonts import font

LATIN = frozenset(map(ord, "abcdeé Z1FR.!"))
MARK = "\u200e"
FR = Display("fr_FR", "EUR")
YEAR, SOLD = Figure("name.1", "2026", "verbatim"), Figure("sold", Decimal(12), "count")


def seen(text: str, *more: str) -> Visible:
    return visible(text, (LATIN, *(frozenset(map(ord, characters)) for characters in more)), STAND_IN)


@pytest.mark.parametrize(
    ("given_", "printed"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),  # overrides and isolates
        ("a\u200bb\ufeffc\u00add\u2060e", "abcde"),
        ("a\x00b\x85c\td", "ab c d"),
        ("\ud800a\udfff", f"{STAND_IN}a{STAND_IN}"),
        ("e\u0301", "é"),
        ("a\u0338", f"a{STAND_IN}"),
        ("東a", f"{STAND_IN}a"),
        ("\U0001f1eb\U0001f1f7", "FR"),
        ("1\ufe0f\u20e3", "1"),
        ("\U0001f44d\U0001f3fd a", f"{STAND_IN} a"),
        ("\U0001f469\u200d\U0001f4bb a", f"{STAND_IN} a"),
        ("\U0001f469 \U0001f4bb", f"{STAND_IN} {STAND_IN}"),
        ("a\u200db", "ab"),
    ],
)  # fmt: skip
def test_what_hides_is_left_out_and_what_is_missing_is_seen(given_: str, printed: str) -> None:
    assert seen(given_).text == printed


def test_what_a_sign_stands_for_is_told() -> None:
    assert seen("東 a\U0001f469\u200d\U0001f4bb").missing == ("東", "\U0001f469", "\U0001f4bb")


def test_a_picture_is_asked_for_as_text_and_a_letters_joiner_is_kept() -> None:
    assert seen("\u2615\ufe0f a", "\u2615").text == "\u2615\ufe0e a"
    assert seen("\u0645\u200c\u06cc", "\u0645\u200c\u06cc").text == "\u0645\u200c\u06cc"


def test_no_letter_bears_more_marks_than_can_be_read() -> None:
    assert seen("a" + "\u0338" * 30, "\u0338").text == "a" + "\u0338" * 4


@given(st.text(max_size=30))
def test_nothing_that_hides_is_ever_printed(text: str) -> None:
    printed = printable(text)
    assert not [char for char in printed if is_invisible(char) and char != "\ufe0e"]
    assert printable(printed) == printed
    neutral(text).encode("utf-8")


def test_a_program_with_fonts_of_its_own_gets_emoji_whole() -> None:
    whole = "\U0001f469\u200d\U0001f4bb \u2764\ufe0f \U0001f3f4\U000e0067\U000e007f"
    assert neutral(whole) == whole
    assert neutral("a\u202eb\x07\ud800\ufffe") == "ab□"


def test_a_character_is_left_to_such_a_program_or_not_whatever_stands_beside_it() -> None:
    characters = [*map(chr, range(0x18000)), *map(chr, range(0x1D000, 0x20000)), *map(chr, range(0xE0000, 0xE1000))]
    assert [char for char in characters if neutral(char) + "\n" != neutral(char + "\n")] == []


def say(piece: Piece) -> str:
    return FR.text((piece,))


def test_a_names_numerals_are_its_own_and_a_figure_is_not() -> None:
    text: Text = ("Été חנות ", YEAR, " : ", SOLD, " ventes")
    assert list(directed(text, say)) == ["Été ", RightToLeft("חנות 2026"), " : ", SOLD, " ventes"]
    assert line(text, say) == f"Été חנות 2026{MARK} : 12 ventes"


def test_a_text_of_such_letters_is_one_stretch_with_its_signs() -> None:
    assert list(directed(("مرحبا!",), say)) == [RightToLeft("مرحبا!", whole=True)]
    assert line(("مرحبا!",), say) == "مرحبا!"
    assert reads_from_right("תחפושות Black Friday של היום")
    assert not reads_from_right("Été חנות האור הגדולה")


def test_a_text_without_such_letters_is_left_as_it_is() -> None:
    text: Text = ("Été ", YEAR, Emphasis((" : ", SOLD)))
    assert tuple(directed(text, say)) == text


@given(st.lists(st.sampled_from(["a ", "ב", " ד!", ", ", YEAR, SOLD, Emphasis(("ב",))]), max_size=8))
def test_nothing_is_lost_or_moved(parts: list[Piece]) -> None:
    text = tuple(parts)
    printed = "".join(part.text if isinstance(part, RightToLeft) else say(part) for part in directed(text, say))
    assert printed == FR.text(text)


def test_a_page_sets_such_a_name_apart(tmp_path: Path) -> None:
    setter = Setter(fixtures.one_objective(), theme(), FR)
    hebrew = Face("Hebrew", 400, str(font(tmp_path / "hebrew.ttf", "Hebrew", "חנות ")))
    with in_use(Fonts(named=(hebrew,))):
        assert str(setter.text(("Été <חנות> ", SOLD))) == 'Été &lt;<bdi dir="rtl" lang="he">חנות</bdi>&gt; 12'
    assert str(setter.text(("Été <חנות> ", SOLD))) == f"Été &lt;{STAND_IN * 4}&gt; 12"
