"""Bridge, returns and funnel as SVG: marks to scale, texts that touch nothing, rows where columns cannot stand."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.display import Display
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.render.chart_bridge import HEIGHT
from reportgen.render.chart_layout import text_width, wrapped
from reportgen.render.chart_svg import chart_svg, panel_height
from reportgen.render.palette import palette
from tests.render_pdf.investment import bridge, returns
from tests.render_pdf.parts import LONG_NAME, n, pct, t
from tests.render_pdf.steps import funnel
from tests.render_pdf.test_charts import SVG, paths, texts

LOOK = palette("#12506B")
FRENCH = Display("fr_FR", "EUR")
HALF, WIDE = 238.11, 493.23
BARS = ("Marge", "Publicité", "Équipe", "Agence", "Production", "Outils", "Créateurs", "Voyages", "Divers", "Reste")


def bullet(*attained: str) -> ChartSpec:
    """What is attained of each target (1 = the target)."""
    values = tuple(Decimal(value) for value in attained)
    return ChartSpec(
        "chart.bullet", "bullet", t("Aucun objectif atteint"), t("Part de chaque objectif"),
        tuple((t(BARS[place]),) for place in range(len(values))),
        (Series(t("atteinte"), "current", values), Series(t("objectif"), "target", (Decimal(1),) * len(values))),
        "percent", 0, (), (),
        tuple(PointLabel((pct(str(value * 100), 0),), 0, at, strong=True) for at, value in enumerate(values)),
        True, t("Part de chaque objectif."),
    )  # fmt: skip


CASES: dict[str, ChartSpec] = {
    "bullet": bullet("1.2", "0.4", "0.93"),
    "bullet_below": bullet("0.4", "0.93"),
    "bridge": bridge(),
    "loss": bridge(values=(4000, -3150, -2604, -1200, -850, -189, -3993)),
    "wide_last_name": bridge(
        names=("Marge", "Agence", "Publicité", "Équipe", "Production", "Outils", "Perte nette"),
        values=(6498, -29000, -2107, -1292, -300, -89, -26290),
    ),
    "tiny_steps": bridge(values=(11862, -3150, -12, -8, -5, -2, 8685)),
    "millions": bridge(values=(12345678, -3150000, -2604111, -1200222, -850333, -189444, 4351568)),
    "millions_lost": bridge(values=(1234567, -3150000, -2604111, -1200222, -850333, -189444, -6759543)),
    "long_names": bridge(names=("Marge", LONG_NAME, "Temps d’équipe", "Honoraires", LONG_NAME, "Outils", "Reste")),
    "many_steps": bridge(BARS, (11862, -3150, -2604, -1200, -850, -189, -100, -90, -80, 3599)),
    "gain": bridge(BARS[:4] + BARS[-1:], (3000, -3150, -800, 2400, 1450)),
    "missing_step": bridge(values=(11862, -3150, None, -1200, -850, -189, 6473)),
    "nothing": bridge(("Marge", "Reste"), (0, 0)),
    "returns": returns(),
    "returns_after_a_loss": returns("-30.0", "50.0", "-12.0", "45.0"),
    "returns_negative": returns("-80.0", "20.0", "-75.0", "-40.0", lost=True),
    "returns_small": returns("0.4", "0.3", "0.5", "0.9"),
    "returns_narrow": returns("1234567.8", "98.1", "1234600.0", "1234700.0"),
    "returns_without_sales": returns(None),
    "returns_long_name": replace(returns(), categories=((t(LONG_NAME),), (t(LONG_NAME),))),
    "funnel": funnel(),
    "funnel_millions": funnel(values=(12345678, 7360000, 612000, 1480, 0)),
    "funnel_missing": funnel(values=(18400, None, 612, 148, 24)),
    "funnel_long_names": funnel(names=(LONG_NAME, "Visites", "Demandes", LONG_NAME, "Clients")),
}


def drawn(spec: ChartSpec, width: float = HALF) -> ElementTree.Element:
    return ElementTree.fromstring(chart_svg(spec, FRENCH, LOOK, width, panel_height(spec, FRENCH, LOOK, width)))


def boxes(root: ElementTree.Element) -> list[tuple[str, float, float, float, float]]:
    """Each text with its left, right, upper and lower edge; from the top of the drawing."""
    found = []
    for node in root.iter(f"{SVG}text"):
        style, words = node.get("style", ""), node.text or ""
        size, weight = float(re.findall(r"([\d.]+)px", style)[0]), 600 if "600" in style else 400
        x, y, wide = float(node.get("x", 0)), float(node.get("y", 0)), text_width(words, size, weight)
        left = x - wide / 2 if "middle" in style else x
        found.append((words, left, left + wide, y - 0.7 * size, y))
    return found


def rectangle(shape: str) -> tuple[float, float, float, float]:
    """Left, right, upper, lower."""
    points = [(float(x), float(y)) for x, y in re.findall(r"[ML] (-?[\d.]+) (-?[\d.]+)", shape)]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), max(xs), min(ys), max(ys)


def bars(root: ElementTree.Element, colour: str) -> list[tuple[float, float, float, float]]:
    return [rectangle(shape) for shape in paths(root, f"fill: {colour}")]


@pytest.mark.parametrize("width", [HALF, WIDE])
@pytest.mark.parametrize("case", sorted(CASES))
def test_no_text_touches_another_or_leaves_the_drawing(case: str, width: float) -> None:
    root = drawn(CASES[case], width)
    placed = boxes(root)
    assert len(placed) >= 4
    for index, (words, left, right, upper, lower) in enumerate(placed):
        assert left >= -0.1, words
        assert right <= width + 0.1, words
        assert 0 <= upper < lower <= float(root.get("height", "").removesuffix("pt")), words
        for other, start, stop, top, bottom in placed[index + 1 :]:
            assert right + 1.5 < start or stop + 1.5 < left or lower + 0.5 < top or bottom + 0.5 < upper, (words, other)


@pytest.mark.parametrize("width", [HALF, WIDE])
@pytest.mark.parametrize("case", [case for case in sorted(CASES) if not case.startswith("returns")])
def test_no_value_lies_on_a_bar(case: str, width: float) -> None:
    root = drawn(CASES[case], width)
    for left, right, upper, lower in bars(root, LOOK.current) + bars(root, LOOK.previous):
        for words, start, stop, top, bottom in boxes(root):
            assert stop <= left or start >= right or bottom <= upper or top >= lower, words


@pytest.mark.parametrize("case", sorted(CASES))
def test_labels_are_text_and_nothing_else_is_printed(case: str) -> None:
    spec = CASES[case]
    printed = [words for words, _, _ in texts(drawn(spec))]
    labels = [FRENCH.text(label.text) for label in spec.labels]
    for label in labels:
        printed.remove(label)
    for tick in spec.ticks:
        printed.remove(FRENCH.figure(tick))
    names = " ".join(FRENCH.text(line) for lines in spec.categories for line in lines)
    assert all(words.rstrip("…") in names for words in printed)


@pytest.mark.parametrize("case", ["bridge", "returns", "funnel"])
def test_a_panels_chart_gives_the_same_bytes_twice(case: str) -> None:
    assert chart_svg(CASES[case], FRENCH, LOOK, HALF, 144) == chart_svg(CASES[case], FRENCH, LOOK, HALF, 144)


def test_a_bridge_is_to_scale_and_each_step_begins_where_the_one_before_ended() -> None:
    root = drawn(CASES["bridge"])
    (_, _, top, zero), (_, _, rest, foot) = bars(root, LOOK.current)
    assert zero == foot
    assert (zero - rest) / (zero - top) == pytest.approx(3869 / 11862, rel=0.001)
    steps = bars(root, LOOK.previous)
    assert steps[0][2] == pytest.approx(top)
    assert all(before[3] == pytest.approx(after[2]) for before, after in pairwise(steps))
    assert steps[-1][3] == pytest.approx(rest, abs=0.01)


def test_a_negative_end_hangs_below_the_zero_line_with_its_value_under_it() -> None:
    root = drawn(CASES["loss"])
    (_, _, _, zero), (left, right, upper, lower) = bars(root, LOOK.current)
    assert upper == zero
    assert lower > zero
    (value,) = [box for box in boxes(root) if box[0] == "−3\u202f993"]
    assert value[3] > lower
    assert left - 4 < (value[1] + value[2]) / 2 < right + 4


def test_the_zero_line_strikes_no_value() -> None:
    root = drawn(CASES["gain"])
    (line,) = paths(root, LOOK.ink, "0.7")
    _, _, zero, _ = rectangle(line)
    assert all(not top < zero < bottom for _, _, _, top, bottom in boxes(root))


def test_a_missing_step_is_no_bar_and_the_bridge_goes_on() -> None:
    root = drawn(CASES["missing_step"])
    assert len(bars(root, LOOK.previous)) == 4
    widths = sorted(rectangle(shape)[1] - rectangle(shape)[0] for shape in paths(root, LOOK.grey, "0.6"))
    assert len(widths) == 5
    assert widths[-1] > 3 * widths[0]  # over the place of the missing one


@pytest.mark.parametrize(
    ("case", "stands"), [("bridge", True), ("loss", True), ("long_names", False), ("many_steps", False)]
)
def test_a_bridge_lies_in_rows_where_names_do_not_fit_under_columns(case: str, stands: int) -> None:
    root = drawn(CASES[case])
    (_, _, top, _), (_, _, rest, _) = bars(root, LOOK.current)
    assert (panel_height(CASES[case], FRENCH, LOOK, HALF) == HEIGHT) == stands
    lefts = {round(left, 1) for left, _, _, _ in bars(root, LOOK.current)}
    assert (len(lefts) == 1) != stands
    assert top < rest


def test_the_columns_of_a_short_bridge_do_not_grow_fat() -> None:
    root = drawn(bridge(("Marge", "Publicité", "Reste"), (12998, -2108, 10890)))
    assert {round(right - left, 1) for left, right, _, _ in bars(root, LOOK.current) + bars(root, LOOK.previous)} == {
        32
    }


def test_the_smallest_step_is_still_a_line() -> None:
    heights = [lower - upper for _, _, upper, lower in bars(drawn(CASES["tiny_steps"]), LOOK.previous)]
    assert min(heights) == pytest.approx(0.7, abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-9_999_999, 9_999_999), min_size=1, max_size=6), st.integers(0, 9_999_999))
def test_whatever_the_amounts_no_value_of_a_bridge_touches_another(steps: list[int], start: int) -> None:
    rest = start + sum(steps)
    root = drawn(bridge((*BARS[: len(steps) + 1], "Reste"), (start, *steps, rest)))
    placed = boxes(root)
    for index, (words, left, right, upper, lower) in enumerate(placed):
        assert left >= -0.1
        assert right <= HALF + 0.1
        for other, beginning, stop, top, bottom in placed[index + 1 :]:
            assert right < beginning or stop < left or lower < top or bottom < upper, (words, other)


def test_declared_values_are_hatched_after_the_same_solid_part() -> None:
    root = drawn(CASES["returns"])
    first, second = bars(root, LOOK.current)
    assert first[:2] == second[:2]
    (strokes,) = paths(root, LOOK.current, "0.6")
    left, right, upper, lower = rectangle(strokes)
    assert left == pytest.approx(second[1], abs=0.5)
    assert (right - second[0]) / (second[1] - second[0]) == pytest.approx(104.0 / 48.4, rel=0.02)
    assert second[2] - 0.1 <= upper < lower <= second[3] + 0.1
    assert all(node.tag != f"{SVG}pattern" for node in root.iter())


def test_the_whisker_runs_from_low_to_high_on_a_white_edge() -> None:
    root = drawn(CASES["returns"])
    solid = bars(root, LOOK.current)[1]
    per_point = (solid[1] - solid[0]) / 48.4
    whisker = max((rectangle(shape) for shape in paths(root, LOOK.ink, "1.2")), key=lambda box: box[1] - box[0])
    assert whisker[0] == pytest.approx(solid[0] + 78.5 * per_point, abs=0.1)
    assert whisker[1] == pytest.approx(solid[0] + 127.7 * per_point, abs=0.1)
    assert paths(root, "#FFFFFF", "3.4")


@pytest.mark.parametrize("case", ["returns_after_a_loss", "returns_negative"])
def test_what_is_declared_does_not_cover_a_loss(case: str) -> None:
    root = drawn(CASES[case])
    _, loss = bars(root, LOOK.current)
    (strokes,) = paths(root, LOOK.current, "0.6")
    assert rectangle(strokes)[2] >= loss[3] - 0.1


@pytest.mark.parametrize("case", ["returns_after_a_loss", "returns_negative"])
def test_after_a_loss_the_whisker_lies_under_what_is_declared(case: str) -> None:
    root = drawn(CASES[case])
    (strokes,) = paths(root, LOOK.current, "0.6")
    whisker = max((rectangle(shape) for shape in paths(root, LOOK.ink, "1.2")), key=lambda box: box[1] - box[0])
    assert whisker[2] >= rectangle(strokes)[3]


def test_a_funnel_is_on_one_linear_scale() -> None:
    lengths = [right - left for left, right, _, _ in bars(drawn(CASES["funnel"]), LOOK.current)]
    assert lengths[1] / lengths[0] == pytest.approx(7360 / 18400, rel=0.001)
    assert lengths[2] / lengths[0] == pytest.approx(612 / 18400, rel=0.01)
    assert lengths[4] == pytest.approx(0.7, abs=0.01)


def test_a_second_label_of_a_step_stands_after_the_first_in_grey() -> None:
    spec = funnel()
    rate = PointLabel(t(n(40), " sur ", n(100)), 0, 1, role="other")
    placed = {
        words: (left, right) for words, left, right, _, _ in boxes(drawn(replace(spec, labels=(*spec.labels, rate))))
    }
    assert placed["40 sur 100"][0] == pytest.approx(placed["7\u202f360"][1] + 5)


def test_words_are_broken_at_spaces_and_cut_in_their_last_line() -> None:
    assert wrapped("Temps d’équipe", 60) == ["Temps d’équipe"]
    assert wrapped("Honoraires de l’agence", 60) == ["Honoraires de", "l’agence"]
    first, second = wrapped(LONG_NAME, 80)
    assert second.endswith("…")
    assert LONG_NAME.startswith(f"{first} {second.rstrip('…')}")


def test_a_chart_of_objectives_keeps_its_height_in_a_panel() -> None:
    assert panel_height(replace(bridge(), kind="trend"), FRENCH, LOOK, HALF) == 144
