"""The fonts that are shipped, and widths measured from them."""

from __future__ import annotations

from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont

from reportgen.render.fonts import FACES, SANS, SERIF, STAND_IN, Face, line_count, printable, width


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_a_font_is_named_as_its_face_says_and_not_by_the_reserved_name(face: Face) -> None:
    font = TTFont(face.path)
    assert font["name"].getDebugName(16) == face.family
    assert font["OS/2"].usWeightClass == face.weight
    for key in (1, 3, 4, 6, 16):
        assert "Source" not in font["name"].getDebugName(key)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_the_narrow_space_is_widened_and_digits_are_tabular(face: Face) -> None:
    font = TTFont(face.path)
    cmap, widths = font.getBestCmap(), font["hmtx"].metrics
    assert widths[cmap[0x202F]][0] == (195 if face.family == SANS else 205)
    assert len({widths[cmap[ord(char)]][0] for char in "0123456789"}) == 1
    assert widths[cmap[0x2009]][0] < 150  # the thin space stays as it was


def test_the_fonts_have_the_signs_of_a_report_and_are_small_together() -> None:
    for char in "\u202f\u00a0−▲▼→≤≥÷ᵉʳ±×€£…œŒÉÀÇ–—«»“”’АΩłőș":
        assert printable(char) == char, hex(ord(char))
    assert sum(len(face.data()) for face in FACES) <= 1_500_000
    assert "SIL OPEN FONT LICENSE" in files("reportgen").joinpath("fonts", "OFL.txt").read_text("utf-8")


def test_a_width_is_the_sum_of_the_advances() -> None:
    assert width("132", SANS, 400, 24) == pytest.approx(3 * 0.497 * 24)
    assert width("\u202f", SERIF, 600, 10) == pytest.approx(2.05)


def test_lines_are_counted_at_spaces_and_inside_a_word_that_is_too_wide() -> None:
    digit = 0.497 * 10
    assert line_count("11 11", SANS, 400, 10, 2.5 * digit) == 2
    assert line_count("11 11", SANS, 400, 10, 6 * digit) == 1
    assert line_count("1111111", SANS, 400, 10, 3 * digit) == 3


def test_what_the_fonts_lack_is_shown_by_a_stand_in_and_joiners_vanish() -> None:
    assert printable("Café 東 \U0001f600\ufe0f!") == f"Café {STAND_IN} {STAND_IN}!"
    assert printable("a\u0007b\nc") == "ab c"
