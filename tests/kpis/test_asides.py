"""What is measured beside a figure: rated mentions, and the figure by another source's attribution."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.asides import Attributed, Tone
from tests.kpis.build import config, every_day, facts, key, kpi


def test_net_sentiment_counts_the_rated_mentions_and_the_neutral_ones_among_them():
    rows = [
        *every_day(key("positive_mentions"), 3), *every_day(key("negative_mentions"), 1),
        *every_day(key("neutral_mentions"), 4),
    ]  # fmt: skip
    found = kpi(config("net_sentiment"), facts(rows))
    assert (found.current.value, found.tone) == (Decimal("0.5"), Tone(Decimal(8 * 31), Decimal(4 * 31)))
    assert kpi(config("net_sentiment"), facts(rows[:62])).tone == Tone(Decimal(4 * 31), None)
    assert kpi(config("mentions"), facts(every_day(key("mentions"), 1))).tone is None


SOURCES = [
    {"name": "crm", "path": "a.csv", "attribution": {"model": "last_click"}},
    {"name": "site", "path": "b.csv", "attribution": {"model": "data_driven"}},
]


def test_results_that_two_sources_attribute_otherwise_are_told_by_both():
    rows = [*every_day(key("leads"), 2, source="crm"), *every_day(key("leads"), 3, source="site")]
    found = kpi(config("leads", sources=SOURCES), facts(rows))
    assert found.attributed == (Attributed("crm", Decimal(62)), Attributed("site", Decimal(93)))
    alike = [SOURCES[0], {**SOURCES[1], "attribution": {"model": "last_click"}}]
    assert kpi(config("leads", sources=alike), facts(rows)).attributed == ()
    assert kpi(config("leads", sources=SOURCES), facts(rows[:31])).attributed == ()
