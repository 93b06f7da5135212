"""Signs, sparkline and target bar."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from reportgen.model.report import Spark
from reportgen.render import marks
from reportgen.render.palette import palette

LOOK = palette("#12506B")


def tags(shape: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<g>{shape}</g>"))


@pytest.mark.parametrize("sign", marks.SIGNS)
def test_every_sign_is_a_drawing_of_its_own(sign: str) -> None:
    shape = marks.sign_shape(sign, LOOK)  # type: ignore[arg-type]
    assert tags(shape)
    assert [other for other in marks.SIGNS if marks.sign_shape(other, LOOK) == shape] == [sign]  # type: ignore[arg-type]
    state = {"met": LOOK.met, "close": LOOK.close, "missed": LOOK.missed}.get(sign, LOOK.ink)
    assert state in shape


def test_all_outlines_end_at_the_same_place_and_the_bar_at_its_share_of_the_target() -> None:
    outline, bar = tags(marks.bar_shape(0.5, LOOK, 130))
    assert float(outline.get("width", 0)) == pytest.approx(100 - 0.7)
    assert float(bar.get("width", 0)) == pytest.approx(50)
    longer = tags(marks.bar_shape(1.2, LOOK, 130))
    assert longer[0].get("width") == outline.get("width")
    assert float(longer[1].get("width", 0)) == pytest.approx(120)


def test_a_bar_over_130_percent_ends_in_an_arrowhead_and_none_is_an_outline_alone() -> None:
    assert [tag.tag for tag in tags(marks.bar_shape(4.0, LOOK))] == ["rect", "rect", "path"]
    assert [tag.tag for tag in tags(marks.bar_shape(None, LOOK))] == ["rect"]


def test_a_sparkline_spans_data_and_band_and_has_its_end_point() -> None:
    values = tuple(float(value) for value in range(100, 113))
    band, line, end = tags(marks.spark_shape(Spark(values, ((90.0, 130.0),) * 13), LOOK))
    assert band.get("fill") == LOOK.band
    assert line.get("d", "").count("L") == 12
    assert 0 < float(end.get("cy", 0)) < marks.SPARK_HEIGHT


def test_a_gap_lifts_the_pen_and_a_missing_last_cycle_has_no_end_point() -> None:
    shape = marks.spark_shape(Spark((1.0, 2.0, None, 3.0, 4.0, None)), LOOK)
    (line,) = tags(shape)
    assert re.sub(r"[-\d. ]", "", line.get("d", "")) == "MLML"


def test_the_band_follows_the_cycles_and_leaves_out_those_without_a_range() -> None:
    values = (1.0, 2.0, 3.0, 4.0)
    none = marks.spark_shape(Spark(values), LOOK)
    half = marks.spark_shape(Spark(values, (None, None, (2.0, 4.0), (3.0, 5.0))), LOOK)
    parted = marks.spark_shape(Spark(values, ((0.0, 2.0), None, (2.0, 4.0), (3.0, 5.0))), LOOK)
    assert [tag.tag for tag in tags(none)] == ["path", "circle"]
    assert [tag.tag for tag in tags(half)] == ["path", "path", "circle"]
    assert [tag.tag for tag in tags(parted)] == ["path", "path", "path", "circle"]
    assert tags(parted)[0].get("d", "").startswith("M0.00")  # at the first cycle the band runs to the edge


def test_a_single_value_and_a_flat_line_are_drawn() -> None:
    assert "M" in marks.spark_shape(Spark((None, 5.0, None)), LOOK)
    assert "nan" not in marks.spark_shape(Spark((5.0, 5.0, 5.0)), LOOK)
    assert marks.spark_shape(Spark((None, None)), LOOK) == ""
