"""Charts as SVG: real text, marks to scale, labels apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.chart import ChartSpec
from reportgen.model.text import Figure
from reportgen.render.chart_layout import apart
from reportgen.render.chart_svg import HEIGHT, WIDTH, chart_svg
from reportgen.render.palette import palette
from tests.render_deck.pairs import BULLET, INDEXED, RUNNING_COLUMNS, RUNNING_TREND
from tests.render_pdf import objectives

LOOK = palette("#12506B")
FRENCH = Display("fr_FR", "EUR")
SVG = "{http://www.w3.org/2000/svg}"
CHARTS: list[Callable[[], ChartSpec]] = [
    objectives.voice_chart,
    objectives.engagement_chart,
    objectives.requests_chart,
    objectives.revenue_chart,
]


def drawn(spec: ChartSpec) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(spec, FRENCH, LOOK))


def texts(root: ElementTree.Element) -> list[tuple[str, float, float]]:
    return [(node.text or "", float(node.get("x", 0)), float(node.get("y", 0))) for node in root.iter(f"{SVG}text")]


def paths(root: ElementTree.Element, colour: str, width: str = "") -> list[str]:
    return [
        node.get("d", "")
        for node in root.iter(f"{SVG}path")
        if colour.lower() in node.get("style", "") and (not width or f"stroke-width: {width}" in node.get("style", ""))
    ]


def path(root: ElementTree.Element, colour: str, width: str = "") -> str:
    return paths(root, colour, width)[0]


@pytest.mark.parametrize("make", CHARTS)
def test_every_label_and_cycle_is_real_text_in_our_family(make: Callable[[], ChartSpec]) -> None:
    spec = make()
    root = drawn(spec)
    printed = [text for text, _, _ in texts(root)]
    for label in spec.labels:
        assert FRENCH.text(label.text) in printed
    for lines in spec.categories:
        for line in lines:
            assert FRENCH.text(line) in printed
    for tick in spec.ticks:
        assert FRENCH.figure(tick) in printed
    assert all("Reportgen Sans" in node.get("style", "") for node in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("make", CHARTS)
def test_nothing_is_printed_that_the_spec_does_not_hold(make: Callable[[], ChartSpec]) -> None:
    spec = make()
    wanted = [FRENCH.text(label.text) for label in spec.labels]
    wanted += [FRENCH.text(line) for lines in spec.categories for line in lines]
    wanted += [FRENCH.figure(tick) for tick in spec.ticks]
    assert sorted(text for text, _, _ in texts(drawn(spec))) == sorted(wanted)


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_has_its_final_size_and_the_same_bytes_twice(make: Callable[[], ChartSpec]) -> None:
    first = chart_svg(make(), FRENCH, LOOK)
    root = ElementTree.fromstring(first)
    assert root.get("width") == f"{WIDTH}pt"
    assert float(root.get("height", "").removesuffix("pt")) == HEIGHT
    strip = re.compile(rb"\d{4}-\d{2}-\d{2}T")
    assert not strip.search(first)
    assert chart_svg(make(), FRENCH, LOOK) == first


@pytest.mark.parametrize("make", CHARTS)
def test_no_two_labels_of_a_column_are_closer_than_eight_points(make: Callable[[], ChartSpec]) -> None:
    placed = texts(drawn(make()))
    for index, (_, x, y) in enumerate(placed):
        for _, other_x, other_y in placed[index + 1 :]:
            if abs(x - other_x) < 0.5:
                assert abs(y - other_y) >= 8


def test_labels_on_the_same_level_are_moved_apart() -> None:
    spec = objectives.engagement_chart()
    crowded = replace(spec, labels=tuple(replace(label, level=Decimal("0.036"), series=None) for label in spec.labels))
    heights = sorted(y for text, x, y in texts(drawn(crowded)) if x > 240 and y < 120)
    assert len(heights) == 4
    assert all(b - a >= 8 for a, b in pairwise(heights))


def test_a_missing_cycle_is_a_gap_and_a_missing_last_one_has_no_end_point() -> None:
    spec = objectives.requests_chart()
    values = list(spec.series[0].values)
    values[4] = values[12] = None
    gapped = replace(spec, series=(replace(spec.series[0], values=tuple(values)), *spec.series[1:]))
    line = path(drawn(gapped), LOOK.current, "2")
    assert line.count("M") == 2
    assert b"#ffffff" in chart_svg(spec, FRENCH, LOOK)  # the ring of the end point
    assert b"#ffffff" not in chart_svg(gapped, FRENCH, LOOK)


def test_a_value_between_two_gaps_is_a_short_dash() -> None:
    spec = objectives.requests_chart()
    values = (None,) * 4 + spec.series[0].values[4:5] + (None,) * 8
    lines = paths(drawn(replace(spec, series=(replace(spec.series[0], values=values),))), LOOK.current, "2")
    (line,) = [line for line in lines if "L" in line]
    points = re.findall(r"[ML] ([\d.]+) ([\d.]+)", line)
    assert float(points[1][0]) - float(points[0][0]) == pytest.approx(4)
    assert points[0][1] == points[1][1]


def test_no_line_leads_over_a_series_break() -> None:
    spec = objectives.engagement_chart()
    whole, broken = (path(drawn(replace(spec, breaks=breaks)), LOOK.current, "2").count("M") for breaks in ((), (6,)))
    assert (whole, broken) == (1, 2)


def test_columns_are_to_scale_from_zero() -> None:
    root = drawn(objectives.revenue_chart())

    def height(shape: str) -> float:
        ys = [float(y) for _, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", shape)]
        return max(ys) - min(ys)

    current, previous = height(path(root, f"fill: {LOOK.current}")), height(path(root, f"fill: {LOOK.previous}"))
    assert current / previous == pytest.approx(26360 / 23120, rel=0.002)


def test_the_target_of_columns_is_one_outline_around_the_current_column() -> None:
    spec = objectives.revenue_chart()
    everywhere = replace(spec.series[1], values=(Decimal(24000),) * 13)
    root = drawn(replace(spec, series=(spec.series[0], everywhere)))
    outlines = [n for n in root.iter(f"{SVG}path") if "stroke-width: 0.8" in n.get("style", "")]
    assert len(outlines) == 1


@pytest.mark.parametrize("value", [23000, 23900, 24000])
def test_a_targets_outline_never_strikes_the_value_of_its_column(value: int) -> None:
    spec = objectives.revenue_chart()
    values = (*spec.series[0].values[:-1], Decimal(value))
    target = replace(spec.series[1], values=(Decimal(24000),) * 13)
    root = drawn(replace(spec, series=(replace(spec.series[0], values=values), target)))
    (outline,) = paths(root, LOOK.ink, "0.8")
    top = min(float(y) for _, y in re.findall(r"[ML] ([\d.]+) ([\d.]+)", outline))
    strong = next(label for label in spec.labels if label.strong)
    (baseline,) = [y for text, _, y in texts(root) if text == FRENCH.text(strong.text)]
    assert not baseline - 8 < top < baseline + 2


@pytest.mark.parametrize(("value", "openings"), [(9, 0), (15000, 1)])
def test_the_outline_opens_for_a_value_that_is_as_wide(value: int, openings: int) -> None:
    spec = objectives.revenue_chart()
    series = replace(spec.series[0], values=(*spec.series[0].values[:-1], Decimal(value)))
    current = Figure("now", Decimal(value), "count")
    strong = [replace(label, text=(current,)) if label.strong else label for label in spec.labels]
    target = replace(spec.series[1], values=(Decimal(24000),) * 13)
    root = drawn(replace(spec, series=(series, target), labels=tuple(strong)))
    assert len(paths(root, "fill: #FFFFFF")) == openings


def test_bars_are_to_scale_and_leave_room_for_their_labels() -> None:
    root = drawn(objectives.voice_chart())
    assert all(x < WIDTH - 20 for _, x, _ in texts(root))


@pytest.mark.parametrize("make", CHARTS)
def test_a_chart_without_values_or_with_one_point_is_drawn(make: Callable[[], ChartSpec]) -> None:
    spec = make()
    empty = tuple(replace(series, values=(None,) * len(series.values)) for series in spec.series)
    drawn(replace(spec, series=empty, labels=(), band=()))
    single = tuple(replace(series, values=series.values[-1:], highlight=None) for series in spec.series)
    drawn(replace(spec, series=single, labels=(), categories=spec.categories[-1:]))


def test_negative_values_hang_below_the_zero_line() -> None:
    spec = objectives.revenue_chart()
    values = (*spec.series[0].values[:-1], Decimal(-9000))
    root = drawn(replace(spec, series=(replace(spec.series[0], values=values),), labels=()))
    assert path(root, f"fill: {LOOK.current}")


def test_a_name_with_markup_or_a_letter_that_no_font_has_stays_text() -> None:
    spec = objectives.voice_chart()
    odd = replace(spec, categories=((("A<b>&C 東",),), *spec.categories[1:]))
    assert "A<b>&C □" in [text for text, _, _ in texts(drawn(odd))]


def test_a_kind_without_a_drawing_is_an_error_that_names_it() -> None:
    with pytest.raises(RenderError, match="pie"):
        chart_svg(replace(objectives.voice_chart(), kind="pie"), FRENCH, LOOK)  # type: ignore[arg-type]


@given(st.lists(st.floats(20, 140), min_size=1, max_size=8))
def test_places_moved_apart_keep_their_order_and_stay_inside(wanted: list[float]) -> None:
    places = apart(wanted, 9, 20, 140)
    ranked = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    ordered = [places[index] for index in ranked]
    assert all(b - a >= 9 - 1e-6 for a, b in pairwise(ordered))
    assert ordered[0] >= 20 - 1e-6
    assert ordered[-1] <= 140 + 1e-6


def test_places_that_are_apart_do_not_move() -> None:
    assert apart([30, 100, 60], 9, 20, 140) == [30, 100, 60]


def test_two_series_begin_on_one_line_at_their_base_and_bear_their_names() -> None:
    root = drawn(INDEXED)
    printed = [text for text, _, _ in texts(root)]
    assert "Interactions 131" in printed
    assert "Leads 118" in printed
    assert path(root, LOOK.current, "2")
    assert path(root, LOOK.grey, "1.2")
    starts = {
        line.split(" L")[0].split("\n")[0] for line in (path(root, LOOK.current, "2"), path(root, LOOK.grey, "1.2"))
    }
    assert len(starts) == 1


def test_what_is_attained_of_each_target_stands_in_its_outline() -> None:
    root = drawn(BULLET)
    assert [text for text, _, _ in texts(root) if "%" in text] == ["95\u202f%", "120\u202f%", "40\u202f%"]
    assert len(paths(root, LOOK.ink, "0.8")) == 3


def test_a_cycle_that_still_runs_is_hatched_or_dashed() -> None:
    whole, running = (drawn(replace(RUNNING_COLUMNS, running=state)) for state in (False, True))
    assert not paths(whole, LOOK.current, "0.6")
    assert paths(running, LOOK.current, "0.6")
    line = drawn(RUNNING_TREND)
    assert any(
        "stroke-dasharray" in node.get("style", "") and LOOK.current.lower() in node.get("style", "")
        for node in line.iter(f"{SVG}path")
    )


def test_the_strokes_of_a_hatched_column_fill_it_to_its_corners() -> None:
    strokes = path(drawn(RUNNING_COLUMNS), LOOK.current, "0.6")
    lines = re.findall(r"M ([\d.]+) ([\d.]+)\s+L ([\d.]+) ([\d.]+)", strokes)
    gaps = [abs((float(b[0]) + float(b[1])) - (float(a[0]) + float(a[1]))) for a, b in pairwise(lines)]
    assert {round(gap, 2) for gap in gaps} == {4.0}
    top = min(float(line[3]) for line in lines)
    assert min(float(line[1]) for line in lines if line[0] == lines[0][0]) - top < 4.1
