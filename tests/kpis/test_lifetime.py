"""What posts have gathered since they were published grows after a cycle's end: young posts are not compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.model.facts import Fact
from reportgen.model.scorecard import Delta
from tests.kpis.build import OCTOBER, SEPTEMBER, config, facts, key, kpi, on, sparse

SHARES = (
    ("2026-09-03", 5),
    ("2026-09-10", 6),
    ("2026-09-20", 7),
    ("2026-10-03", 4),
    ("2026-10-20", 9),
    ("2026-10-25", 2),
)
ROWS: list[Fact] = [on(d, key("posts", of="posts"), 1) for d, _ in SHARES]
ROWS += [on(d, key("shares", of="posts"), n) for d, n in SHARES]


def change(name: str, exported: str | None, as_of: str = "2026-11-22") -> Delta:
    """Of October against September: 18 shares of three posts, then 15 of three."""
    day = date.fromisoformat(exported) if exported else None
    feeds = [replace(feed, exported_on=day) for feed in sparse(ROWS, (SEPTEMBER[0], OCTOBER[1]))]
    return kpi(config(name), facts(ROWS, feeds=feeds), as_of=date.fromisoformat(as_of)).previous.delta


@pytest.mark.parametrize(("exported", "young"), [("2026-11-01", True), ("2026-11-07", True), ("2026-11-08", False)])
def test_posts_read_less_than_a_week_after_the_cycles_end_are_not_compared(exported: str, young: bool) -> None:
    delta = change("amplification_rate", exported)
    assert (delta.kind, delta.reason) == (("withheld", "young_posts") if young else ("relative", ""))


def test_posts_of_an_export_without_its_day_are_as_young_as_the_report() -> None:
    assert change("amplification_rate", None, "2026-11-07").reason == "young_posts"
    assert change("amplification_rate", None, "2026-11-08").kind == "relative"


def test_the_number_of_posts_does_not_grow_and_is_compared_at_once() -> None:
    assert change("posts", "2026-11-01").kind == "stable"
