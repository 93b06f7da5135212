"""Charts of a pair of series, of attainments, and of a cycle that still runs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.chart import ChartSpec, PointLabel, Series
from tests.render_deck.fixtures import COLUMNS, TREND, decimals, n, pct, quarters

INDEXED = ChartSpec(
    "pair", "indexed", ("Interactions and leads evolve together",), ("Means of four weeks; the first is 100",),
    quarters((3, 25), (4, 25), (1, 26), (2, 26)),
    (Series(("Interactions",), "current", decimals("100", "112", "96", "131")),
     Series(("Leads",), "other", decimals("100", "104", "99", "118"))),
    "count", 0, (n("80"), n("100"), n("120"), n("140")), (),
    (PointLabel(("Interactions ", n("131")), 0, 3, role="current", strong=True),
     PointLabel(("Leads ", n("118")), 1, 3, role="other")),
    False, ("Two lines, first point ", n("100"), "."), base=Decimal(100),
)  # fmt: skip
BULLET = ChartSpec(
    "attained", "bullet", ("One target of three is met",), ("Attained of each target, which is outlined",),
    ((("Leads",),), (("Orders",),), (("Cost per lead",),)),
    (Series(("Attained",), "current", decimals("0.95", "1.2", "0.4")), Series(("Target",), "target", decimals(*"111"))),
    "percent", 0, (), (),
    (PointLabel((pct("0.95", 0),), 0, 0, strong=True), PointLabel((pct("1.2", 0),), 0, 1, strong=True),
     PointLabel((pct("0.4", 0),), 0, 2, strong=True)),
    True, ("Bars, attained of each target.",),
)  # fmt: skip
RUNNING_TREND = replace(TREND, id="running_trend", running=True)
RUNNING_COLUMNS = replace(COLUMNS, id="running_columns", running=True)
