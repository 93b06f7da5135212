"""What is said about the data: errors, the sources' states, the gate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.model.facts import Facts, Feed, Finding, Origin
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, on, scorecard, sparse


def test_kpis_without_a_source_and_a_cycle_without_rows_are_told_at_once():
    with pytest.raises(DataError) as caught:
        scorecard(config("leads", "engagement_rate", "total_cost"), facts(every_day(key("leads"), 1, SEPTEMBER)))
    found = {problem.place.key: problem for problem in caught.value.problems}
    assert set(found) == {"sources", "objectives[0].kpis[1].kpi", "objectives[0].kpis[2].kpi"}
    rate = str(found["objectives[0].kpis[1].kpi"])
    assert "KPI 'engagement_rate': no source gives 'comments', 'impressions', 'reactions'" in rate
    assert "the sources are 'data'" in rate
    assert "costs." in str(found["objectives[0].kpis[2].kpi"])
    assert "The data cover 2026-09-01 to 2026-09-30" in str(found["sources"])


def test_no_row_at_all_is_told():
    with pytest.raises(DataError, match="No source has any row"):
        scorecard(config("posts"), Facts())


def test_on_its_first_day_a_cycle_has_nothing_to_say():
    with pytest.raises(DataError, match="no day of the cycle 2026-10 has passed yet"):
        scorecard(config("leads"), facts(every_day(key("leads"), 1)), "current", as_of=OCTOBER[0])


def test_a_kpi_with_one_alternative_that_can_be_had_is_no_error():
    assert kpi(config("interactions"), facts(every_day(key("interactions_given"), 1))).current.value == 31


def test_sources_say_how_many_days_they_gave():
    rows = [*every_day(key("leads"), 1, source="crm"), *every_day(key("impressions"), 1, but=(1, 2))]
    names = [{"name": n, "path": "p.csv"} for n in ("data", "crm", "late")]
    late = every_day(key("mentions"), 1, SEPTEMBER, source="late")
    scores = scorecard(config("leads", sources=names), facts(rows, late)).sources
    assert [(s.name, s.days.present, s.days.expected, s.state) for s in scores] == [
        ("data", 29, 31, "partial"),
        ("crm", 31, 31, "ok"),
        ("late", 0, 31, "missing"),
    ]
    assert (scores[1].measures, scores[1].channels) == (("leads",), ("facebook",))


def test_a_day_counts_for_a_source_when_every_series_that_is_used_has_it():
    rows = [*every_day(key("impressions"), 1), *every_day(key("followers_gained"), 1, but=(1, 2, 3, 4))]
    both = scorecard(config("impressions", "gross_new_followers"), facts(rows)).sources[0]
    assert (both.days.present, both.state) == (27, "partial")
    one = scorecard(config("impressions"), facts(rows)).sources[0]
    assert (one.days.present, one.state) == (31, "ok")  # nobody asks for the other


def test_a_source_of_levels_read_now_and_then_lacks_no_day():
    data = facts(on("2026-09-30", key("followers"), 90), on("2026-10-31", key("followers"), 100))
    card = scorecard(config("net_new_followers"), data)
    assert (card.sources[0].days.present, card.sources[0].state, card.gate) == (31, "ok", "send")


def test_a_source_that_is_older_than_wished_is_stale():
    names = [{"name": "data", "path": "p.csv", "fresh_within": 3}]
    rows = every_day(key("leads"), 1, but=(28, 29, 30, 31))
    assert scorecard(config("leads", sources=names), facts(rows)).sources[0].state == "stale"


@pytest.mark.parametrize(("end", "held"), [("2026-10-31", "hold"), ("2026-11-01", "send")])
def test_a_source_that_has_the_cycles_last_day_is_late_for_the_next_one_alone(end, held):
    """``end``: the day after the newest one."""
    late = Finding("stale_source", "notice", "data", end=date.fromisoformat(end))
    data = replace(facts(every_day(key("leads"), 1)), findings=(late,))
    card = scorecard(config("leads", quality={"gate": "hold"}), data)
    assert (card.gate, card.findings[0].severity) == (held, "notice" if held == "hold" else "info")


def gate(data, **quality):
    return scorecard(config("leads", quality=quality), data).gate


def test_the_gate_is_open_when_all_is_well_and_else_what_the_config_says():
    good, bad = facts(every_day(key("leads"), 1)), facts(every_day(key("leads"), 1, but=(9,)))
    assert gate(good) == gate(good, gate="hold") == "send"
    assert gate(bad) == "send_with_notice"
    assert gate(bad, gate="hold") == "hold"
    assert gate(bad, gate="send") == "send"


def test_what_can_never_be_measured_is_told_but_holds_no_report():
    daily = facts(every_day(key("leads"), 1), every_day(key("reach"), 1))
    both = config("leads", "reach", quality={"gate": "hold"})
    assert scorecard(both, daily).objectives[0].kpis[1].current.cause == "daily_unique"
    assert scorecard(both, daily).gate == "send_with_notice"  # not hold, month after month
    gap = facts(every_day(key("leads"), 1, but=(9,)), every_day(key("reach"), 1))
    assert scorecard(both, gap).gate == "hold"
    assert scorecard(config("leads", "reach", quality={"gate": "send"}), daily).gate == "send"


def test_context_decides_nothing():
    posts = {"kpi": "posts", "role": "context"}
    gap = facts(every_day(key("leads"), 1), every_day(key("posts"), 1, but=(9,)))
    card = scorecard(config("leads", posts, quality={"gate": "hold"}), gap)
    assert [k.current.state for k in card.objectives[0].kpis] == ["ok", "partial"]
    assert card.gate == "send"
    assert scorecard(config("leads", "posts", quality={"gate": "hold"}), gap).gate == "hold"


def test_a_source_is_as_old_as_its_newest_export():
    rows = every_day(key("leads"), 1)
    exported = [
        Feed(key("leads"), "data", True, (OCTOBER,), date(2026, 11, 3)),
        Feed(key("orders"), "data", True, (OCTOBER,), date(2026, 11, 5)),
        Feed(key("posts"), "data", True, (OCTOBER,)),
    ]
    assert scorecard(config("leads"), facts(rows, feeds=exported)).sources[0].exported_on == date(2026, 11, 5)
    assert scorecard(config("leads"), facts(rows)).sources[0].exported_on is None


def test_findings_close_the_gate():
    good = facts(every_day(key("leads"), 1))
    noticed = Facts(good.series, good.feeds, good.origins, (Finding("overlap", "notice", "data"),))
    held = Facts(good.series, good.feeds, good.origins, (Finding("overlap", "hold", "data"),))
    told = Facts(good.series, good.feeds, good.origins, (Finding("overlap", "info", "data"),))
    assert (gate(told), gate(noticed), gate(held)) == ("send", "send_with_notice", "hold")
    assert scorecard(config("leads"), told).findings == told.findings


def test_a_gap_in_another_cycle_asks_for_no_notice_of_this_one():
    good = facts(every_day(key("leads"), 1))
    gap = Finding("missing_days", "notice", "data", start=date(2026, 6, 10), end=date(2026, 6, 17))
    card = scorecard(config("leads"), Facts(good.series, good.feeds, good.origins, (gap,)))
    assert (card.gate, card.findings[0].severity) == ("send", "info")


def test_the_main_kpi_is_the_declared_one_else_the_first_that_is_no_context():
    data = facts(every_day(key("leads"), 1), every_day(key("posts"), 1))
    first = scorecard(config({"kpi": "posts", "role": "context"}, "leads"), data).objectives[0]
    assert (first.main.id, [k.context for k in first.kpis]) == ("leads", [True, False])
    assert scorecard(config("posts", {"kpi": "leads", "main": True}), data).objectives[0].main.id == "leads"


CHANNELS = st.sampled_from(["facebook", "instagram", "linkedin"])
ROWS = st.lists(st.tuples(CHANNELS, st.integers(1, 31), st.integers(0, 999)), min_size=1, max_size=40)


@settings(max_examples=20)
@given(ROWS, st.randoms())
def test_channels_add_up_in_any_order_of_rows_and_however_they_are_split(rows, random):
    whole = [on(date(2026, 10, day), key("leads", c), value * 2, row=i) for i, (c, day, value) in enumerate(rows)]
    halves = [on(date(2026, 10, day), key("leads", c), value) for c, day, value in rows for _ in range(2)]
    feeds = sparse(whole)
    score = kpi(config("leads"), facts(whole, feeds=feeds))
    random.shuffle(halves)
    assert kpi(config("leads"), facts(halves, feeds=feeds)).current.value == score.current.value
    assert score.current.value == sum(value * 2 for _, _, value in rows)
    assert sum(row.value for row in score.channels) == score.current.value


@settings(max_examples=20)
@given(
    st.lists(st.tuples(CHANNELS, st.integers(1, 31), st.integers(1, 9), st.integers(10, 99)), min_size=1, max_size=30)
)
def test_a_rate_lies_between_the_rates_of_its_channels(rows):
    data = [on(date(2026, 10, day), key("link_clicks", c), clicks) for c, day, clicks, _ in rows]
    data += [on(date(2026, 10, day), key("impressions", c), views) for c, day, _, views in rows]
    score = kpi(config("ctr"), facts(data))
    parts = [row.value for row in score.channels]
    assert min(parts) - Decimal("1e-20") <= score.current.value <= max(parts) + Decimal("1e-20")


@pytest.mark.parametrize(("formats", "told"), [(("ga4", "ga4"), "ga4"), (("ga4", "tidy"), ""), ((), "")])
def test_a_source_has_the_format_that_all_of_its_files_have(formats, told):
    rows = facts(every_day(key("leads"), 1))
    origins = tuple(Origin("data", f"{n}.csv", "0" * 64, format=name) for n, name in enumerate(formats))
    assert scorecard(config("leads"), replace(rows, origins=origins or rows.origins)).sources[0].format == told
