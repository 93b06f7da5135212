"""The share of followers who are in the audience wanted, of all networks and of each."""

from __future__ import annotations

from decimal import Decimal

from reportgen.model.scorecard import ChannelScore
from tests.kpis.build import config, every_day, facts, key, on, scorecard

WANTED = {"target": {"country": "FR"}}


def test_the_share_in_the_audience_is_a_ratio_of_sums_and_told_for_each_network():
    rows = [
        on("2026-10-31", key(measure, channel), value)
        for channel, inside, known in (("facebook", 40, 100), ("instagram", 30, 300))
        for measure, value in (("followers_in_target", inside), ("followers_profiled", known))
    ]
    leads = every_day(key("leads"), 1)
    found = scorecard(config("leads", audience=WANTED), facts(rows, leads)).audience
    assert found == (
        ChannelScore("", Decimal(70) / 400, None),
        ChannelScore("facebook", Decimal("0.4"), None),
        ChannelScore("instagram", Decimal("0.1"), None),
    )
    assert scorecard(config("leads"), facts(rows, leads)).audience == ()
    assert scorecard(config("leads", audience=WANTED), facts(leads)).audience == ()
