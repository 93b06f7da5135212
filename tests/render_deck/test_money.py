"""Slides of money and actions: bridges from parts, returns with their range, the usual range, columns of actions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.errors import RenderError
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Slide
from reportgen.render.bridge import levels
from reportgen.render.chart_pptx_stack import Parts, parts
from reportgen.render.deck_style import CONTENT_TOP, EMU_PER_PT, w, x
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import ENGLISH, decimals
from tests.render_deck.money import (
    ACTIONS,
    BELOW_ZERO,
    BRIDGE,
    CHANNELS,
    FALLING,
    FR_ACTIONS,
    FUNNEL,
    FUNNEL_SLIDE,
    LONG_NAMES,
    LOSS,
    MONEY,
    PARTED,
    RETURNS,
    STILL_BELOW,
    UNKNOWN,
    bridge,
    many,
)
from tests.render_deck.test_charts import C, book_columns, chart_of, labels, local

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
amounts = st.decimals(-1_000_000, 1_000_000, places=2)


def page_of(slide: Slide) -> Any:
    return reopened(rendered(replace(ENGLISH, slides=(slide,)))).slides[0]


def place(page: Any, idx: int) -> Any:
    return next((shape for shape in page.placeholders if shape.placeholder_format.idx == idx), None)


def series(chart: Any) -> list[Any]:
    return list(chart._chartSpace.iter(f"{C}ser"))


def one(element: Any, path: str) -> str:
    return str(element.find("/".join(f"{C}{name}" for name in path.split("/"))).get("val"))


def scale(chart: Any) -> tuple[float, float]:
    axis = chart._chartSpace.find(f".//{C}valAx/{C}scaling")
    return float(one(axis, "min")), float(one(axis, "max"))


def drawn(chart: Any) -> list[tuple[float, float]]:
    """Where each seen bar of a bridge begins and ends, as a program stacks the chart's own values."""
    foot, *seen, _ = [list(item.values) for item in chart.plots[0].series]
    found = []
    for point, start in enumerate(foot):
        bars = [values[point] for values in seen if values[point] is not None]
        ends = [end for bar in bars for end in _stacked(start or 0.0, bar)]
        found.append((min(ends, default=0.0), max(ends, default=0.0)))
    return found


def _stacked(foot: float, bar: float) -> tuple[float, float]:
    """A bar stands on what is stacked on its own side of zero."""
    begun = foot if foot * bar >= 0 else 0.0
    return begun, begun + bar


# -- parts -------------------------------------------------------------------------------------------------------------


@given(amounts, amounts)
def test_parts_stack_to_their_span(start: Decimal, end: Decimal) -> None:
    part = parts((start, end))
    foot = float(part.foot or 0)
    ends = [end for bar in (part.above, part.below) if bar is not None for end in _stacked(foot, float(bar))]
    assert (min(ends), max(ends)) == pytest.approx((float(min(start, end)), float(max(start, end))), abs=1e-6)


def test_a_missing_value_has_no_parts() -> None:
    assert parts(None) == Parts()


# -- bridge ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", [BRIDGE, FALLING, LOSS], ids=lambda spec: spec.title[0])
def test_each_step_begins_where_the_bar_before_ended_and_totals_stand_on_zero(spec: ChartSpec) -> None:
    found = drawn(chart_of(spec))
    expected = [(float(min(span)), float(max(span))) for span in levels(spec) if span]
    assert found == [pytest.approx(pair) for pair in expected]


def test_bars_are_stacked_on_a_foot_that_is_not_seen() -> None:
    root = chart_of(FALLING)._chartSpace
    assert one(root, "chart/plotArea/barChart/grouping") == "stacked"
    assert one(root, "chart/plotArea/barChart/overlap") == "100"
    foot = next(root.iter(f"{C}ser"))
    assert foot.find(f"{C}spPr/{A}noFill") is not None
    assert not list(foot.iter(f"{C}dLbl"))


def test_totals_are_dark_and_steps_light() -> None:
    bars = series(chart_of(FALLING))[1]
    assert [one(point, "idx") for point in bars.iter(f"{C}dPt")] == ["0", "6"]
    assert bars.find(f"{C}spPr/{A}solidFill/{A}schemeClr/{A}lumMod") is not None
    assert bars.find(f"{C}dPt/{C}spPr/{A}solidFill/{A}schemeClr/{A}lumMod") is None


def test_a_cost_that_is_drawn_upwards_says_its_minus() -> None:
    formats = {
        one(label, "idx"): label.find(f"{C}numFmt").get("formatCode")
        for label in series(chart_of(FALLING))[1].iter(f"{C}dLbl")
    }
    assert formats["1"] == "−#,##0.0,;#,##0.0,"
    assert formats["0"] == "#,##0.0,;−#,##0.0,"


def test_a_bar_too_low_for_its_value_has_it_after_its_end() -> None:
    chart = chart_of(FALLING)
    assert "4" not in labels(chart, 1)
    assert labels(chart, 2) == {"4": ("inBase", "0", "0")}
    assert series(chart)[2].find(f"{C}spPr/{A}noFill") is not None
    assert list(chart.plots[0].series)[2].values[4] == 1200


def test_a_net_loss_hangs_from_zero_and_the_step_across_zero_has_a_part_on_either_side() -> None:
    chart = chart_of(LOSS)
    above, below = (list(item.values) for item in list(chart.plots[0].series)[1:3])
    assert (above[3], below[3]) == (16400, -15000)
    assert (above[5], below[5]) == (None, -27000)
    assert scale(chart)[0] <= -27000
    assert labels(chart, 2)["5"] == ("inEnd", "0", "1")
    assert labels(chart, 3)["3"][0] == "inBase", "a value that no single part holds"


def test_an_unknown_step_leaves_its_place_empty() -> None:
    chart = chart_of(UNKNOWN)
    assert all(item.values[1] is None for item in chart.plots[0].series)
    assert drawn(chart)[2] == pytest.approx((111300, 129300))


def test_names_too_long_for_columns_lay_the_bridge_in_rows() -> None:
    assert one(chart_of(LONG_NAMES)._chartSpace, "chart/plotArea/barChart/barDir") == "bar"
    assert one(chart_of(BRIDGE)._chartSpace, "chart/plotArea/barChart/barDir") == "col"


def test_a_bridge_of_nothing_is_drawn() -> None:
    for values in ((None, None), ("0", "0"), ("-3", "-3")):
        spec = bridge(("A", values[0]), ("B", values[1]), totals=(0, 1))
        least, most = scale(chart_of(spec))
        assert least < most


# -- returns -----------------------------------------------------------------------------------------------------------


def test_the_measured_part_covers_the_hatched_whole() -> None:
    chart = chart_of(RETURNS)
    root, (whole, solid, *_) = chart._chartSpace, series(chart)
    assert one(root, "chart/plotArea/barChart/overlap") == "100"
    assert whole.find(f"{C}spPr/{A}pattFill/{A}fgClr/{A}schemeClr").get("val") == "accent1"
    assert solid.find(f"{C}spPr/{A}solidFill/{A}schemeClr").get("val") == "accent1"
    values = [list(item.values) for item in chart.plots[0].series]
    assert values[:2] == [[None, 0.65], [0.486, 0.486]]


def test_the_range_is_an_error_bar_from_cells() -> None:
    chart = chart_of(RETURNS)
    columns = book_columns(chart)
    (bars,) = chart._chartSpace.iter(f"{C}errBars")
    reach = {local(side): side.find(f".//{C}v").text for side in bars if local(side) in ("plus", "minus")}
    assert {side: float(text) for side, text in reach.items()} == {"plus": 0.12, "minus": 0.08}
    assert [None, 0.57] in columns.values()
    assert [None, 0.77] in columns.values()


def test_labels_of_returns_bear_the_sign_that_their_figures_have() -> None:
    formats = {e.get("formatCode") for e in chart_of(RETURNS)._chartSpace.iterfind(f".//{C}dLbl/{C}numFmt")}
    assert formats == {"+#,##0%;−#,##0%;#,##0%"}


def test_a_whole_that_its_measured_part_would_cover_stands_under_it() -> None:
    chart = chart_of(STILL_BELOW)
    assert one(chart._chartSpace, "chart/plotArea/barChart/overlap") == "0"
    assert [item.values[1] for item in chart.plots[0].series] == [-0.3, -0.1]
    assert one(chart_of(BELOW_ZERO)._chartSpace, "chart/plotArea/barChart/overlap") == "100"


def test_returns_without_a_declared_part_are_plain_bars() -> None:
    chart = chart_of(replace(RETURNS, series=RETURNS.series[:1], ranges=()))
    assert [list(item.values) for item in chart.plots[0].series] == [[0.486, 0.486]]
    assert not list(chart._chartSpace.iter(f"{C}errBars"))


# -- funnel, usual range, breaks ---------------------------------------------------------------------------------------


def test_a_funnel_is_one_series_on_a_linear_scale_the_first_step_on_top() -> None:
    chart = chart_of(FUNNEL)
    assert len(series(chart)) == 1
    assert chart._chartSpace.find(f".//{C}logBase") is None
    assert one(chart._chartSpace.find(f".//{C}catAx"), "scaling/orientation") == "maxMin"
    assert scale(chart)[0] == 0


def test_the_usual_range_is_a_floating_column_a_cycle_and_cycles_without_one_stay_free() -> None:
    chart = chart_of(PARTED)
    assert [local(plot._element) for plot in chart.plots] == ["barChart", "lineChart"]
    foot, band = (list(item.values) for item in chart.plots[0].series)
    assert (foot[0], band[0], foot[2], band[2]) == (None,) * 4
    assert [item.find(f"{C}spPr/{A}noFill") is not None for item in series(chart)[:2]] == [True, False]
    assert foot[8] + band[8] == pytest.approx(0.215 + 0.032)
    assert one(chart._chartSpace, "chart/plotArea/barChart/gapWidth") == "0"
    assert {name for name in book_columns(chart) if "usual range" in name} == {"usual range (0)", "usual range"}


def named(spec: ChartSpec) -> list[tuple[str, str, str]]:
    """Point, place and whether the value is shown, of the labels in the usual range."""
    found = [item for item in series(chart_of(spec)) if item.find(f"{C}invertIfNegative") is not None]
    return [
        (one(label, "idx"), one(label, "dLblPos"), one(label, "showVal"))
        for item in found
        for label in item.iter(f"{C}dLbl")
    ]


def test_the_usual_range_is_named_where_no_line_goes_through() -> None:
    ((point, foot, valued),) = named(PARTED)
    assert (foot, valued) == ("inBase", "0")
    assert PARTED.band[int(point)] is not None
    high = replace(PARTED, series=(replace(PARTED.series[0], values=decimals(*["0.19"] * 9)),))
    assert [label[1] for label in named(high)] == ["inEnd"]


def test_a_usual_range_full_of_lines_bears_no_name() -> None:
    up_and_down = replace(PARTED.series[0], values=decimals(*["0.1", "0.3"] * 4, "0.1"))
    assert named(replace(PARTED, series=(up_and_down,))) == []


def test_the_scale_of_a_trend_holds_its_usual_range() -> None:
    low = replace(PARTED, band=((Decimal("0.02"), Decimal("0.4")),) * 9)
    least, most = scale(chart_of(low))
    assert least <= 0.02
    assert most >= 0.4


def test_a_range_shorter_than_the_lines_belongs_to_their_end() -> None:
    chart = chart_of(replace(PARTED, band=PARTED.band[-2:]))
    assert [value is None for value in list(chart.plots[0].series)[1].values] == [True] * 7 + [False] * 2


def test_no_line_leads_across_a_break_and_the_target_goes_on() -> None:
    actual, target = [item for item in series(chart_of(PARTED)) if item.find(f"{C}marker") is not None]
    (point,) = actual.iter(f"{C}dPt")
    assert one(point, "idx") == "4"
    assert point.find(f"{C}spPr/{A}ln/{A}noFill") is not None
    assert not list(target.iter(f"{C}dPt"))


# -- slides ------------------------------------------------------------------------------------------------------------


def test_chart_and_table_stand_side_by_side_over_the_decision() -> None:
    page = page_of(CHANNELS)
    assert page.slide_layout.name == "Chart and table"
    chart, table, decision = (place(page, idx) for idx in (15, 30, 28))
    assert (chart.left, chart.top, chart.width) == (x(0), 1_854_000, 5_286_000)
    assert (table.left, table.top, table.width) == (x(6), 1_854_000, w(6))
    assert (decision.left, decision.top, decision.width) == (x(6), 4_878_000, w(6))
    assert place(page, 17).text_frame.text == "Cost per result by channel, Q3\u00a02026"
    assert decision.text_frame.text.startswith("Proposal: move €9,000, keep the total\nFrom Facebook")


def test_a_funnel_slide_names_its_steps_and_their_rates() -> None:
    page = page_of(FUNNEL_SLIDE)
    assert place(page, 30).table.cell(2, 1).text == "8.3%"
    assert place(page, 15).chart.plots[0].categories[0] == "Visits from social"


def test_eight_channels_and_their_total_fit_one_slide_and_the_rest_a_second() -> None:
    for places in (range(8), range(8, 12), range(1)):
        table = place(page_of(many(places)), 30)
        assert len(table.table.rows) == len(places) + 2
        assert table.top + table.height <= 4_878_000
    with pytest.raises(RenderError, match=r"slide 'channels': the table of 13 rows is \d+ pt too high"):
        page_of(many(range(12)))


def test_bars_of_one_channel_are_no_thicker_than_those_of_many() -> None:
    for places in (range(1), range(8)):
        root = place(page_of(many(places)), 15).chart._chartSpace
        high = float(root.find(f".//{C}plotArea/{C}layout/{C}manualLayout/{C}h").get("val")) * 4_194_000 / EMU_PER_PT
        gap = float(one(root, "chart/plotArea/barChart/gapWidth"))
        assert high / len(places) / (2 + gap / 100) <= 44.5


def test_actions_stand_in_three_columns_of_one_size_over_what_comes_next() -> None:
    page = page_of(ACTIONS)
    assert page.slide_layout.name == "Actions"
    columns = [place(page, idx) for idx in (40, 41, 42)]
    assert [(c.left, c.top, c.width) for c in columns] == [(x(4 * n), CONTENT_TOP, w(4)) for n in range(3)]
    heads = [column.text_frame.paragraphs[0] for column in columns]
    assert [head.text for head in heads] == ["●\u00a0Worked", "○\u00a0Did not work", "–\u00a0Cannot tell"]
    inks = [head._p.find(f"{A}r/{A}rPr/{A}solidFill/{A}srgbClr").get("val") for head in heads]
    assert inks == ["17703C", "B3261E", "566173"]
    assert place(page, 16).text_frame.text == "Next quarter"
    assert [cell.text for cell in place(page, 30).table.rows[1].cells][1:3] == ["Content team", "31 December"]


def test_one_long_column_takes_all_down_a_step() -> None:
    page = page_of(FR_ACTIONS)
    paragraphs = [p for idx in (40, 41, 42) for p in place(page, idx).text_frame.paragraphs]
    assert {run.font.size.pt for paragraph in paragraphs for run in paragraph.runs} == {12}


def test_more_columns_than_the_layout_has_are_refused() -> None:
    with pytest.raises(RenderError, match="slide 'actions': 4 columns, and the layout has 3"):
        page_of(replace(ACTIONS, columns=(*ACTIONS.columns, ACTIONS.columns[0])))


def test_fewer_columns_leave_no_prompt_behind() -> None:
    page = page_of(replace(ACTIONS, columns=ACTIONS.columns[:1], table=None, table_heading=()))
    assert sorted(s.placeholder_format.idx for s in page.placeholders) == [0, 10, 12, 40, 91, 92]


def test_an_action_cut_in_the_table_stands_whole_in_the_notes() -> None:
    page = page_of(FR_ACTIONS)
    shown = place(page, 30).table.cell(1, 0).text
    assert shown.endswith("…")
    assert any(line.startswith(shown[:-1]) for line in page.notes_slide.notes_text_frame.text.split("\n"))


def test_parts_that_a_chart_and_table_slide_has_not_leave_no_placeholder_behind() -> None:
    page = page_of(Slide("bare", "chart_and_table", ("A finding",)))
    assert sorted(s.placeholder_format.idx for s in page.placeholders) == [0, 91, 92]


def test_the_same_slides_of_money_have_the_same_bytes() -> None:
    assert rendered(MONEY).data == rendered(MONEY).data


def test_categories_without_a_value_are_drawn() -> None:
    for spec in (RETURNS, FUNNEL, PARTED):
        none = tuple(replace(item, values=tuple(None for _ in item.values)) for item in spec.series)
        least, most = scale(chart_of(replace(spec, series=none, ranges=(), band=())))
        assert least < most


def test_decimals_of_the_foot_carry_no_noise() -> None:
    spec = bridge(("A", "0.3"), ("B", "-0.1"), ("C", "0.2"), totals=(0, 2))
    assert next(iter(chart_of(spec).plots[0].series)).values == (None, 0.2, None)
