"""Colours derived from a brand: the look's table and its laws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.render.palette import CLOSE, MET, MISSED, contrast, palette, to_oklch

TABLE = {  # brand: current, previous, year ago, band, ink, grey, rule (the look's section 3)
    "#12506B": "#0C4C67 #7F98A6 #B3C6D0 #DBEBF3 #141C20 #5D6569 #C3CCD1",
    "#0B1026": "#262C45 #8D94AB #BDC3D4 #E3E7F6 #181A22 #62646B #C7CAD3",
    "#FFD100": "#413B2A #9A9480 #C8C3B1 #ECE8D9 #1D1A13 #66645C #CDCAC2",
    "#C8102E": "#832328 #AB8E8C #D4BEBD #F5E3E2 #211817 #6B6261 #D2C8C7",
    "#7AC943": "#353F2F #8C9886 #BCC7B6 #E2EBDE #181C15 #60655E #C7CCC5",
}
brands = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize("brand", TABLE)
def test_the_five_brands_of_the_look_get_its_colours_to_one_step_of_a_channel(brand: str) -> None:
    made = palette(brand)
    found = (made.current, made.previous, made.year_ago, made.band, made.ink, made.grey, made.rule)
    for colour, wanted in zip(found, TABLE[brand].split(), strict=True):
        steps = [abs(int(colour[i : i + 2], 16) - int(wanted[i : i + 2], 16)) for i in (1, 3, 5)]
        assert max(steps) <= 1, (colour, wanted)


@settings(max_examples=300, deadline=None)
@given(brands)
def test_text_and_data_can_be_read_whatever_the_brand(brand: str) -> None:
    made = palette(brand)
    white = "#FFFFFF"
    assert contrast(made.current, white) >= 9.3
    assert contrast(made.grey, white) >= 5.9
    assert contrast(made.grey, made.band) >= 4.7
    assert contrast(made.current, made.previous) >= 3
    assert contrast(made.ink, white) >= 16
    assert contrast(made.on_brand, brand) >= 4.5
    assert made.brand == brand


@settings(max_examples=200, deadline=None)
@given(brands, brands)
def test_data_of_a_colour_of_their_own_are_as_readable_and_leave_text_and_rules_to_the_brand(
    brand: str, accent: str
) -> None:
    made, alone, other = palette(brand, accent), palette(brand), palette(accent)
    data = {name: getattr(other, name) for name in ("current", "previous", "year_ago", "band")}
    assert made == replace(alone, **data)
    assert contrast(made.grey, made.band) >= 4.7
    assert contrast(made.ink, made.band) >= 12


@settings(max_examples=200, deadline=None)
@given(brands)
def test_a_pale_brand_is_no_text_and_no_mud(brand: str) -> None:
    made = palette(brand)
    if contrast(brand, "#FFFFFF") < 4.5:
        words = (made.current, made.grey, made.ink, made.met, made.close, made.missed)
        assert brand not in words
        assert all(contrast(colour, "#FFFFFF") >= 4.5 for colour in words)
    if contrast(brand, "#FFFFFF") < 3:
        assert to_oklch(made.current)[1] <= 0.035
        assert contrast(made.current, "#FFFFFF") >= 11


def test_the_states_keep_their_colours_when_the_brand_is_red_or_green() -> None:
    for brand in ("#C8102E", "#17693A"):
        made = palette(brand)
        assert (made.met, made.close, made.missed) == (MET, CLOSE, MISSED)


def test_black_and_white_on_each_other_have_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#12506B", "#FFFFFF") == pytest.approx(8.8, abs=0.05)
