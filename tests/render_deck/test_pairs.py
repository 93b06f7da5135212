"""Native charts of a pair of series, of attainments, and of a cycle that still runs."""

from __future__ import annotations

from typing import Any

from tests.render_deck.pairs import BULLET, INDEXED, RUNNING_COLUMNS, RUNNING_TREND
from tests.render_deck.test_charts import C, chart_of, labels

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def drawn(chart: Any) -> list[Any]:
    return list(chart._chartSpace.iter(f"{C}ser"))


def own_points(series: Any) -> dict[str, Any]:
    return {point.find(f"{C}idx").get("val"): point for point in series.iter(f"{C}dPt")}


def test_the_two_lines_of_a_pair_are_told_apart_and_named_at_their_ends() -> None:
    chart = chart_of(INDEXED)
    first, second = drawn(chart)
    slots = [next(s.iter(f"{A}schemeClr")).get("val") for s in (first, second)]
    assert slots == ["accent1", "tx1"]
    assert labels(chart, 0)["3"][1] == labels(chart, 1)["3"][1] == "1"
    assert "0" in labels(chart, 0)  # where both begin is told once
    assert "0" not in labels(chart, 1)


def test_targets_are_outlines_under_what_was_attained() -> None:
    chart = chart_of(BULLET)
    target, attained = drawn(chart)
    assert target.find(f"{C}spPr/{A}noFill") is not None
    assert target.find(f"{C}spPr/{A}ln/{A}solidFill") is not None
    assert attained.find(f"{C}spPr/{A}solidFill") is not None
    assert next(chart._chartSpace.iter(f"{C}overlap")).get("val") == "100"


def test_a_value_short_of_its_target_stands_behind_the_outline() -> None:
    moved = {
        label.find(f"{C}idx").get("val"): float(place.get("val"))
        for label in drawn(chart_of(BULLET))[1].iter(f"{C}dLbl")
        for place in label.iter(f"{C}x")
    }
    assert "1" not in moved  # above its target
    assert moved["0"] > 0
    assert "2" not in moved  # well inside the outline


def test_the_line_to_a_running_cycle_is_dashed_and_its_mark_hollow() -> None:
    line, target = drawn(chart_of(RUNNING_TREND))
    (point,) = own_points(line).values()
    assert point.find(f"{C}idx").get("val") == "8"
    assert point.find(f"{C}spPr/{A}ln/{A}prstDash").get("val") == "dash"
    assert next(point.find(f"{C}marker/{C}spPr").iter(f"{A}schemeClr")).get("val") == "bg1"
    assert own_points(target) == {}


def test_the_column_of_a_running_cycle_is_hatched_and_its_value_stands_over_it() -> None:
    columns = drawn(chart_of(RUNNING_COLUMNS))[0]
    assert own_points(columns)["4"].find(f"{C}spPr/{A}pattFill") is not None
    assert labels(chart_of(RUNNING_COLUMNS))["4"][0] == "outEnd"
