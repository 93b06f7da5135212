"""Native charts: schema order, axes, gaps, labels, and workbooks that hold the raw values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from reportgen.display import Display
from reportgen.model.artifact import Artifact
from reportgen.model.chart import ChartSpec, Series
from reportgen.model.text import Figure, Text
from reportgen.render.chart_pptx import Chart
from reportgen.render.deck_measure import width
from reportgen.render.deck_text import Words
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import BARS, COLUMNS, ENGLISH, FR_TREND, LEADS, MONTHS, TREND, decimals, month
from tests.render_deck.money import BELOW_ZERO, BRIDGE, FUNNEL, LONG_NAMES, LOSS, PARTED, RETURNS, STILL_BELOW, UNKNOWN
from tests.render_deck.pairs import BULLET, INDEXED, RUNNING_COLUMNS, RUNNING_TREND

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
ORDER = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr "
    "txPr externalData printSettings userShapes extLst",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "plotArea": "layout barChart lineChart catAx valAx dTable spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines extLst",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "marker": "symbol size spPr",
}


PLAIN = (TREND, COLUMNS, MONTHS, BARS, FR_TREND, FUNNEL, INDEXED, RUNNING_TREND, RUNNING_COLUMNS)
BUILT = (
    PARTED,
    BRIDGE,
    LOSS,
    LONG_NAMES,
    UNKNOWN,
    RETURNS,
    BELOW_ZERO,
    STILL_BELOW,
    BULLET,
)  # from parts of their values

THINNED = replace(
    COLUMNS,
    id="thinned",
    categories=((("Oct",), ("2025",)), (), (), (("Jan",), ("2026",))),
    series=(Series(("Actual",), "current", decimals("46", "51", "49", "64"), highlight=3),),
    points=tuple(
        (month(number, year, "cycle_short"),) for number, year in ((10, 2025), (11, 2025), (12, 2025), (1, 2026))
    ),
)


def local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def chart_of(spec: ChartSpec) -> Any:
    slide = reopened(rendered(replace(ENGLISH, slides=(replace(LEADS, chart=spec),)))).slides[0]
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def charts(artifact: Artifact) -> list[Any]:
    return [s.chart for slide in reopened(artifact).slides for s in slide.shapes if s.has_chart]


def sheet_of(chart: Any) -> Any:
    from openpyxl import load_workbook

    return load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active


def labels(chart: Any, series: int = 0) -> dict[str, tuple[str, str, str]]:
    """Point → place, name shown, bold."""
    found = {}
    item = list(chart._chartSpace.iter(f"{C}ser"))[series]
    for label in item.iter(f"{C}dLbl"):
        bold = next(e for e in label.iter() if local(e) == "defRPr").get("b")
        found[label.find(f"{C}idx").get("val")] = (
            label.find(f"{C}dLblPos").get("val"), label.find(f"{C}showSerName").get("val"), bold,
        )  # fmt: skip
    return found


@pytest.mark.parametrize("spec", [*PLAIN, *BUILT], ids=lambda spec: spec.id)
def test_children_stand_in_the_schemas_order(spec: ChartSpec) -> None:
    checked = 0
    for element in chart_of(spec)._chartSpace.iter():
        order = ORDER.get(local(element), "").split()
        if order and len(element):
            places = [order.index(local(child)) for child in element]
            assert places == sorted(places), (local(element), [local(child) for child in element])
            checked += 1
    assert checked > 8


@pytest.mark.parametrize("spec", PLAIN, ids=lambda spec: spec.id)
def test_workbook_cells_equal_the_raw_values_and_the_caches(spec: ChartSpec) -> None:
    chart = chart_of(spec)
    sheet = sheet_of(chart)
    for number, series in enumerate(spec.series):
        raw = [None if value is None else float(value) for value in series.values]
        cells = [sheet.cell(row, number + 2).value for row in range(2, len(raw) + 2)]
        assert cells == raw
        assert list(chart.plots[0 if number < len(chart.plots[0].series) else 1].series)  # readable
    by_name = {s.name: list(s.values) for plot in chart.plots for s in plot.series}
    for number, series in enumerate(spec.series):
        name = sheet.cell(1, number + 2).value
        assert by_name[name] == [None if value is None else float(value) for value in series.values]


def book_columns(chart: Any) -> dict[str, list[float | None]]:
    """Name → values, of each column after the categories'."""
    columns = [[cell.value for cell in column] for column in sheet_of(chart).iter_cols(min_col=2)]
    found = {column[0]: column[1:] for column in columns}
    assert len(found) == len(columns), "each column has a name of its own"
    return found


@pytest.mark.parametrize("spec", BUILT, ids=lambda spec: spec.id)
def test_what_is_drawn_from_parts_stands_in_the_workbook_beside_the_values_themselves(spec: ChartSpec) -> None:
    chart = chart_of(spec)
    columns = book_columns(chart)
    for plot in chart.plots:
        for series in plot.series:
            assert list(series.values) == columns[series.name]
    for item in spec.series:
        assert [None if value is None else float(value) for value in item.values] in columns.values()


@pytest.mark.parametrize("spec", [*PLAIN, *BUILT, THINNED], ids=lambda spec: spec.id)
def test_each_reference_leads_to_the_cells_that_its_cache_repeats(spec: ChartSpec) -> None:
    chart = chart_of(spec)
    sheet = sheet_of(chart)
    checked = 0
    for reference in chart._chartSpace.iter(f"{C}numRef", f"{C}strRef"):
        cells = sheet[reference.find(f"{C}f").text.partition("!")[2].replace("$", "")]
        found = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        cached = {int(p.get("idx")): p.find(f"{C}v").text for p in reference.iter(f"{C}pt")}
        assert {n for n, value in enumerate(found) if value not in (None, "")} == set(cached)
        for n, text in cached.items():
            assert found[n] == text if isinstance(found[n], str) else found[n] == pytest.approx(float(text))
        checked += 1
    assert checked >= 3


def test_cycles_that_the_axis_leaves_unnamed_are_named_in_the_workbook() -> None:
    chart = chart_of(THINNED)
    rows = [[cell.value or "" for cell in row[:3]] for row in sheet_of(chart).iter_rows(min_row=2)]
    assert rows == [
        ["Oct\u00a02025", "Oct\n2025", 46],
        ["Nov\u00a02025", "", 51],
        ["Dec\u00a02025", "", 49],
        ["Jan\u00a02026", "Jan\n2026", 64],
    ]
    assert list(chart.plots[0].categories) == ["Oct\n2025", "", "", "Jan\n2026"]


def test_names_that_an_axis_shows_whole_stand_in_the_workbook_once() -> None:
    years = replace(
        TREND,
        points=tuple(lines[0] for lines in TREND.categories),
        categories=tuple((lines[0],) for lines in TREND.categories),
    )
    assert sheet_of(chart_of(years)).max_column == 1 + len(TREND.series)


def test_names_that_begin_with_an_equals_sign_stay_text() -> None:
    sheet = sheet_of(chart_of(BARS))
    assert sheet["A6"].value == "=X"
    assert sheet["A6"].data_type == "s"


def test_workbooks_repeat_and_bear_the_reports_date(artifacts: dict[str, Artifact]) -> None:
    from openpyxl import load_workbook

    blob = charts(artifacts["english"])[0].part.chart_workbook.xlsx_part.blob
    assert blob == charts(rendered(ENGLISH))[0].part.chart_workbook.xlsx_part.blob
    assert load_workbook(BytesIO(blob)).properties.created.date() == ENGLISH.created


def test_charts_have_theme_colours_and_theme_fonts_alone(artifact: Artifact) -> None:
    found = charts(artifact)
    assert found
    for chart in found:
        names = {local(element) for element in chart._chartSpace.iter()}
        assert "srgbClr" not in names
        assert "schemeClr" in names
        fonts = {e.get("typeface") for e in chart._chartSpace.iter() if local(e) == "latin"}
        assert fonts == {"+mn-lt"}


def test_axis_ids_are_positive_and_cross_each_other(artifact: Artifact) -> None:
    for chart in charts(artifact):
        root = chart._chartSpace
        own = {axis.find(f"{C}axId").get("val") for axis in root.iter(f"{C}catAx", f"{C}valAx")}
        crossed = {axis.get("val") for axis in root.iter(f"{C}crossAx")}
        used = {axis.get("val") for axis in root.iter(f"{C}axId")}
        assert own == crossed == used
        assert all(int(number) > 0 for number in own)


def test_a_gap_stays_a_gap() -> None:
    chart = chart_of(TREND)
    assert chart._chartSpace.find(f".//{C}dispBlanksAs").get("val") == "gap"
    points = next(chart._chartSpace.iter(f"{C}numCache")).findall(f"{C}pt")
    assert "2" not in [point.get("idx") for point in points]
    assert len(points) == 8


def test_there_is_no_legend_no_title_and_no_round_corner(artifact: Artifact) -> None:
    for chart in charts(artifact):
        assert not chart.has_legend
        assert not chart.has_title
        assert chart._chartSpace.find(f"{C}roundedCorners").get("val") == "0"


def test_bars_say_that_they_neither_vary_nor_invert() -> None:
    for spec in (COLUMNS, MONTHS, BARS):
        root = chart_of(spec)._chartSpace
        assert {e.get("val") for e in root.iter(f"{C}varyColors", f"{C}invertIfNegative")} == {"0"}
        minimum = root.find(f".//{C}valAx/{C}scaling/{C}min").get("val")
        assert float(minimum) == 0


def test_the_ends_of_lines_are_named_and_the_first_point_has_its_value() -> None:
    chart = chart_of(TREND)
    assert labels(chart, 0) == {"0": ("b", "0", "0"), "8": ("r", "1", "1")}
    assert labels(chart, 1) == {"8": ("r", "1", "0")}


def test_end_labels_that_are_near_stand_apart_right_of_their_points() -> None:
    near = replace(TREND, series=(TREND.series[0], replace(TREND.series[1], values=decimals(*["0.235"] * 9))))
    chart = chart_of(near)
    assert [labels(chart, series)["8"][0] for series in (0, 1)] == ["r", "r"]
    actual, target = (
        float(label.find(f".//{C}manualLayout/{C}y").get("val"))
        for label in chart._chartSpace.iter(f"{C}dLbl")
        if label.find(f"{C}idx").get("val") == "8"
    )
    assert actual > 0 > target  # the actual, 23.4 %, below its point; the target, 23.5 %, above


def test_no_word_below_a_chart_takes_all_of_its_slot() -> None:
    """Programs keep a twentieth of it free and break what has no room."""
    for wide in range(100, 240, 2):
        drawn = Chart(TREND, Words(Display("en_GB", "EUR"), "en"), (float(wide), 300.0))
        slot = wide / len(drawn.categories)
        size = drawn.category_size(slot)
        widest = max(width(word, size) for text in drawn.categories for word in text.split())
        assert widest <= slot * 0.95 or size == 9.0


def test_a_line_chart_begins_at_a_tick_below_all_values() -> None:
    low = replace(TREND, series=(replace(TREND.series[0], values=decimals("0.07", *["0.2"] * 8)),))
    scaling = chart_of(low)._chartSpace.find(f".//{C}valAx/{C}scaling")
    assert float(scaling.find(f"{C}min").get("val")) == pytest.approx(0.05)
    assert float(scaling.find(f"{C}max").get("val")) == pytest.approx(0.30)


def test_a_target_over_columns_is_a_line_that_is_labelled_at_its_end_alone() -> None:
    chart = chart_of(COLUMNS)
    kinds = [local(plot._element) for plot in chart.plots]
    assert kinds == ["barChart", "lineChart"]
    assert labels(chart, 1) == {"4": ("r", "1", "0")}
    assert next(iter(chart._chartSpace.iter(f"{C}dPt"))).find(f"{C}idx").get("val") == "4"


def test_a_target_that_its_column_covers_is_labelled_beside_the_column() -> None:
    covered = replace(COLUMNS, series=(COLUMNS.series[0], replace(COLUMNS.series[1], values=decimals(*["120"] * 5))))
    shifts = [float(e.get("val")) for e in chart_of(covered)._chartSpace.iterfind(f".//{C}dLbl//{C}manualLayout/{C}x")]
    assert len(shifts) == 1
    assert shifts[0] > 0.03
    assert chart_of(COLUMNS)._chartSpace.find(f".//{C}dLbl//{C}manualLayout") is None


def test_a_targets_line_strikes_no_value_in_a_column_or_over_it() -> None:
    line = replace(COLUMNS.series[1], values=decimals(*["72"] * 5))
    halved = replace(COLUMNS, series=(COLUMNS.series[0], line))
    assert labels(chart_of(COLUMNS))["4"][0] == "ctr"
    assert labels(chart_of(halved))["4"][0] == "inBase"
    lined = year(["10000"] * 13)
    lined = replace(lined, series=(*lined.series, Series(("Target",), "target", decimals(*["10200"] * 13))))
    root = chart_of(lined)._chartSpace
    lifted = [float(e.get("val")) for e in root.iterfind(f".//{C}barChart//{C}manualLayout/{C}y")]
    assert len(lifted) == 13
    assert all(-0.1 < lift < 0 for lift in lifted)


def test_a_target_at_one_point_alone_has_a_mark() -> None:
    alone = Series(("Target",), "target", decimals(None, None, None, None, "180"))
    marks = [
        m.get("val")
        for m in chart_of(replace(COLUMNS, series=(COLUMNS.series[0], alone)))._chartSpace.iter(f"{C}symbol")
    ]
    assert marks == ["dash"]


def year(values: Sequence[str]) -> ChartSpec:
    """Columns of so many months."""
    return replace(
        COLUMNS,
        categories=tuple(((Figure(f"m{n}", f"M{n}", "verbatim"),),) for n in range(len(values))),
        series=(Series(("Actual",), "current", decimals(*values), highlight=len(values) - 1),),
    )


def shown_in(*specs: ChartSpec) -> list[tuple[int, set[str], set[str]]]:
    """Of each chart of one deck: how many columns bear their value, where, at which size."""
    slides = tuple(replace(LEADS, id=f"s{n}", chart=spec) for n, spec in enumerate(specs))
    found = []
    for chart in charts(rendered(replace(ENGLISH, slides=slides))):
        series = next(chart._chartSpace.iter(f"{C}ser"))
        count = len(series.findall(f".//{C}val//{C}pt"))
        common = series.find(f"{C}dLbls/{C}showVal").get("val") == "1"
        places = {e.get("val") for e in series.iter(f"{C}dLblPos")}
        sizes = {e.get("sz") for e in series.iterfind(f".//{C}dLbls//{A}defRPr")}
        found.append((count if common else len(series.findall(f".//{C}dLbl")), places, sizes))
    return found


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("131", (13, {"ctr"}, {"1200"})),
        ("1310", (13, {"ctr"}, {"1200"})),  # in columns that stand nearer
        ("13100", (13, {"outEnd"}, {"1200"})),
        ("131000", (13, {"outEnd"}, {"1050"})),
        ("13100000", (1, {"outEnd"}, {"1200"})),
    ],
)
def test_every_column_bears_its_value_inside_or_over_it_as_long_as_numbers_do_not_touch(
    value: str, shown: tuple[int, set[str], set[str]]
) -> None:
    assert shown_in(year([value] * 13)) == [shown]


def test_one_rule_holds_for_the_columns_of_a_whole_deck() -> None:
    narrow, wide = year(["131"] * 13), year(["13100"] * 13)
    assert shown_in(narrow, COLUMNS, wide) == [
        (13, {"outEnd"}, {"1200"}),
        (5, {"outEnd"}, {"1200"}),
        (13, {"outEnd"}, {"1200"}),
    ]


def test_the_workbook_says_what_its_columns_of_names_are() -> None:
    heads: tuple[Text, ...] = (("Cycle",), ("Axis label",))
    sheet = sheet_of(chart_of(replace(THINNED, heads=heads)))
    assert [cell.value for cell in sheet[1]] == ["Cycle", "Axis label", "Actual"]
    assert sheet_of(chart_of(replace(BARS, heads=(("Channel",),))))["A1"].value == "Channel"


def test_a_long_name_at_a_lines_end_is_broken_and_never_cut() -> None:
    name = "Sessions from channels that are not social"
    chart = chart_of(replace(TREND, kind="indexed", series=(Series((name,), "current", TREND.series[0].values),)))
    (series,) = chart.plots[0].series
    assert series.name.replace("\n", " ") == name == sheet_of(chart)["B1"].value.replace("\n", " ")
    assert series.name.count("\n") == 2


def test_the_first_value_of_a_line_never_stands_among_the_cycles_names() -> None:
    low = replace(TREND, series=(replace(TREND.series[0], values=decimals("0.101", *["0.2"] * 8)),))
    assert labels(chart_of(low), 0)["0"][0] == "t"


def test_the_first_value_of_a_line_stands_clear_of_the_target() -> None:
    rising = decimals("0.198", *["0.21"] * 8)
    beside = [replace(TREND.series[1], values=decimals(*[level] * 9)) for level in ("0.195", "0.201", "0.26")]
    charts = [chart_of(replace(TREND, series=(replace(TREND.series[0], values=rising), line))) for line in beside]
    assert [labels(chart, 0)["0"][0] for chart in charts] == ["t", "b", "b"]


def test_a_column_too_low_for_its_value_has_it_above() -> None:
    low = replace(COLUMNS, series=(replace(COLUMNS.series[0], values=decimals("2", "131", "144", "139", "148")),))
    assert labels(chart_of(low))["0"][0] == "outEnd"


def test_money_is_labelled_without_its_sign_since_the_heading_names_it() -> None:
    formats = {e.get("formatCode") for e in chart_of(MONTHS)._chartSpace.iter(f"{C}numFmt")} - {"General"}
    assert formats == {"#,##0,;−#,##0,"}


def test_charts_without_values_and_with_one_value_are_drawn() -> None:
    for kind, spec in (("trend", TREND), ("columns", COLUMNS), ("bars", BARS)):
        for values in ((None,), decimals("0"), decimals("-3")):
            series = replace(spec.series[0], values=values, highlight=None)
            one = replace(spec, kind=kind, categories=spec.categories[:1], ticks=(), series=(series,))
            assert len(chart_of(one).plots) >= 1


def test_every_chart_has_a_plot_inside_its_frame(artifact: Artifact) -> None:
    for chart in charts(artifact):
        layout = chart._chartSpace.find(f".//{C}plotArea/{C}layout/{C}manualLayout")
        left, top, wide, high = (float(layout.find(f"{C}{name}").get("val")) for name in "xywh")
        assert left >= 0
        assert top >= 0
        assert wide > 0.4
        assert high > 0.3
        assert left + wide <= 1
        assert top + high <= 1


def test_parts_of_one_chart_are_on_one_scale() -> None:
    def longest(spec: ChartSpec) -> float:
        return float(chart_of(spec)._chartSpace.find(f".//{C}valAx/{C}scaling/{C}max").get("val"))

    whole = replace(BARS, series=BARS.series[:1])
    part = replace(
        whole, categories=whole.categories[2:], series=(replace(whole.series[0], values=decimals("17", "13", "5")),)
    )
    assert longest(part) < 25
    assert longest(replace(part, most=Decimal(92))) == pytest.approx(longest(whole), rel=0.15)


def test_years_that_would_break_within_are_left_out_under_the_months_of_a_narrow_chart() -> None:
    def named(*lines: str) -> tuple[tuple[str], ...]:
        return tuple((line,) for line in lines)

    months = (named("Oct", "2025"), *((),) * 5, named("Apr", "2026"), *((),) * 5, named("Oct"))
    values = decimals(*["120"] * 13)
    spec = replace(COLUMNS, categories=months, points=named(*["a"] * 13), series=(Series(("A",), "current", values),))
    words = Words(Display("en_GB", "EUR"), "en")
    assert Chart(spec, words, (560.0, 300.0)).categories[0] == "Oct\n2025"
    assert Chart(spec, words, (355.0, 300.0)).categories[::6] == ("Oct", "Apr", "Oct")
