"""Two ways of cutting a file that told the figures apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from reportgen.periods import cycle_of
from tests.properties.world import WEEK, Rows, World

CYCLE = cycle_of(WEEK, date(2025, 3, 12))
DAYS = [CYCLE.previous().start + timedelta(days=n) for n in range(14)]


def social(day: date, channel: str) -> dict[str, str]:
    figures = {"impressions": "100", "reactions": "5", "comments": "1", "link_clicks": "3", "followers": "1000"}
    return {"day": day.isoformat(), "channel": channel, "delivery": "all", "ad_spend": ""} | figures


def cut(_: str, rows: Rows) -> Sequence[Rows]:
    """After the ninth day, which both files hold."""
    ninth = DAYS[8].isoformat()
    return tuple(row for row in rows if row["day"] <= ninth), tuple(row for row in rows if row["day"] >= ninth)


def test_a_network_that_is_new_in_a_file_of_several_was_not_missing_before() -> None:
    rows = [social(day, "linkedin") for day in DAYS] + [social(day, "instagram") for day in DAYS[8:]]
    world = World(CYCLE, {"social": tuple(rows)}, kpis=("impressions", "ctr"))
    before = world.score()["impressions"].previous.value
    assert before is not None
    assert (before.state, before.coverage.expected) == ("ok", 7)
    assert world.score().figures() == world.score(parts=cut).figures()


def test_a_sparse_export_speaks_of_every_delivery_on_all_its_days() -> None:
    base = {"channel": "facebook", "orders": "1", "leads": "2", "gross_revenue": "", "tax": "", "shipping": ""}
    rows = [base | {"day": day.isoformat(), "delivery": "organic", "refunds": ""} for day in DAYS]
    rows += [base | {"day": DAYS[n].isoformat(), "delivery": "paid", "refunds": ""} for n in (0, 2)]
    world = World(CYCLE, {"shop": tuple(rows)}, kpis=("leads",))
    assert world.score()["leads"].current.state == "ok"
    assert world.score().figures() == world.score(parts=cut).figures()
