"""Thirty channels: the largest by name, the others as one row and one bar, so that the whole still adds up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.charts import chart
from reportgen.document.many_channels import MOST_BARS, MOST_ROWS, OTHERS, few_bars, few_rows
from reportgen.model.returns import ChannelReturn, ChannelReturns
from reportgen.model.scorecard import ChannelScore
from tests.document.build import config, kpi, objective, scorecard

D = Decimal
counts = st.none() | st.integers(0, 10**6).map(Decimal)


def row(name: str, cost: Decimal | None, revenue: Decimal | None) -> ChannelReturn:
    net = None if cost is None or revenue is None else revenue - cost
    return ChannelReturn(name, cost, revenue, None, net, None, None, None, (revenue,))


def whole(rows: tuple[ChannelReturn, ...]) -> ChannelReturns:
    return ChannelReturns(rows, None, row("", None, None), (("leads", (("en", "Leads"),)),))


def added(rows: tuple[ChannelReturn, ...], name: str) -> Decimal:
    return sum((value for r in rows if (value := getattr(r, name)) is not None), D(0))


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=40))
def test_sums_of_rows_are_the_same_with_others_together(amounts: list[tuple[Decimal | None, Decimal | None]]) -> None:
    rows = tuple(row(f"c{n}", cost, revenue) for n, (cost, revenue) in enumerate(amounts))
    few = few_rows(whole(rows)).rows
    assert len(few) <= MOST_ROWS + 1
    assert [added(few, name) for name in ("cost", "revenue", "net")] == [
        added(rows, name) for name in ("cost", "revenue", "net")
    ]
    assert few[: min(len(rows), MOST_ROWS)] == rows[:MOST_ROWS]


def test_a_ratio_of_others_is_one_of_their_sums_and_none_where_a_part_is_not_known() -> None:
    rows = tuple(row(f"c{n}", D(100), D(10 * n)) for n in range(12))
    others = few_rows(whole(rows)).rows[-1]
    assert (others.channel, others.revenue_per_cost, others.cac) == (OTHERS, D(300) / D(300), None)
    unknown = few_rows(whole((*rows, row("c12", D(50), None)))).rows[-1]
    assert (unknown.cost, unknown.revenue_per_cost) == (D(350), None)


def test_one_channel_too_many_keeps_its_name() -> None:
    rows = tuple(row(f"c{n}", D(1), D(1)) for n in range(MOST_ROWS + 1))
    assert few_rows(whole(rows)).rows == rows
    bars = [ChannelScore(f"c{n}", D(1), D(1)) for n in range(MOST_BARS + 1)]
    assert few_bars(bars) == bars


def test_thirty_bars_are_seven_and_the_others() -> None:
    channels = {f"c{n:02d}": (float(300 - n), float(300 - n + (400 if n == 0 else 0))) for n in range(30)}
    total = float(sum(now for now, _ in channels.values()))
    history: list[float | None] = [total * f for f in (1.0, 1.04, 0.97, 1.02, 1.06, 0.99, 1.03, 1.01, 1.0)]
    card = scorecard(objective("leads", "Title", "Role", kpi("leads", history, channels=channels)))
    spec = chart(views(card), card.objectives[0])
    assert spec is not None
    assert spec.kind == "bars"
    assert spec.categories[-1] == (("Autres",),)
    assert len(spec.categories) == MOST_BARS + 1
    assert sum(value for value in spec.series[0].values if value is not None) == D(str(total))


def views(card):
    from reportgen.display import Display
    from reportgen.document.view import Views
    from reportgen.document.wording import Words
    from reportgen.insight.decide import decide
    from reportgen.vocabulary.catalogue import catalogue

    settings = config(card)
    return Views(settings, catalogue(), card, decide(settings, card), Words("fr_FR"), Display("fr_FR", "EUR"))


@pytest.mark.parametrize("missing", [D(0), None])
def test_a_bar_of_others_has_a_previous_only_where_all_have(missing: Decimal | None) -> None:
    bars = [ChannelScore(f"c{n}", D(2), D(1)) for n in range(9)] + [ChannelScore("last", D(1), missing)]
    assert few_bars(bars)[-1] == ChannelScore(OTHERS, D(5), None if missing is None else D(2))
