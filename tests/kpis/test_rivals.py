"""Competitors: interactions from their components, and whether the declared set is whole (domain §3.4)."""

from datetime import date
from decimal import Decimal

from tests.kpis.build import OCTOBER, config, every_day, facts, key, kpi, on, scorecard, sparse

SET = [{"name": "Alpha"}, {"name": "Beta"}]
OURS = every_day(key("interactions_given"), 30)


def rival(measure, name, value, channel="facebook", **more):
    return every_day(key(measure, channel, owner=name), value, **more)


def interactions(*rows, **more):
    card = scorecard(config("share_of_engagement", competitors=[{"name": "Alpha"}]), facts(OURS, *rows, **more))
    return card.competitors[0].interactions, card.objectives[0].kpis[0].current


def test_competitors_interactions_are_summed_from_their_components():
    rows = [rival("reactions", "Alpha", 7), rival("comments", "Alpha", 2), rival("shares", "Alpha", 1)]
    total, share = interactions(*rows)
    assert (total, share.value) == (310, Decimal(30) / 40)  # 10 a day
    assert share.state == "ok"


def test_a_total_of_the_export_comes_before_the_sum_and_is_never_added_to_it():
    parts = [rival("reactions", "Alpha", 7), rival("comments", "Alpha", 2)]
    assert interactions(*parts, rival("competitor_interactions", "Alpha", 15))[0] == 465
    assert interactions(*parts, rival("interactions_given", "Alpha", 12))[0] == 279  # the parts, not 12, nor 21
    assert interactions(rival("interactions_given", "Alpha", 12))[0] == 372


def test_a_day_without_one_of_the_components_has_no_sum():
    rows = [rival("reactions", "Alpha", 7), rival("comments", "Alpha", 2, but=(1, 2))]
    total, share = interactions(*rows)
    assert total == 29 * 9  # not 29 * 9 + 2 * 7
    assert (share.state, share.coverage.present) == ("partial", 29)


def test_in_a_sparse_export_an_absent_component_is_zero():
    rows = [on("2026-10-05", key("reactions", owner="Alpha"), 7), on("2026-10-06", key("comments", owner="Alpha"), 2)]
    assert interactions(rows, feeds=sparse(rows, OCTOBER))[0] == 9


def test_each_competitor_has_components_of_its_own():
    rows = [rival("reactions", "Alpha", 7), rival("comments", "Alpha", 2), rival("reactions", "Beta", 4)]
    found = scorecard(config("share_of_engagement", competitors=SET), facts(OURS, *rows))
    assert [one.interactions for one in found.competitors] == [279, 124]
    assert found.objectives[0].kpis[0].current.value == Decimal(30) / 43


def test_the_rows_that_a_sum_comes_from_are_traced():
    _, share = interactions(rival("reactions", "Alpha", 7), rival("comments", "Alpha", 2))
    traced = next(leaf for leaf in share.inputs if leaf.expression == "competitor_interactions")
    assert [(trace.first_row, trace.last_row, trace.count) for trace in traced.traces] == [(2, 32, 31)]


def lacking(*rows, **more):
    card = scorecard(config("share_of_voice", **more), facts(every_day(key("mentions"), 10), *rows))
    return [finding for finding in card.findings if finding.kind == "competitors_missing"], card


def test_a_share_of_voice_without_all_of_the_declared_set_says_so():
    found, card = lacking(rival("competitor_mentions", "Alpha", 10), competitors=[*SET, {"name": "Gamma"}])
    (told,) = found
    assert dict(told.numbers) == {"known": 1, "declared": 3}
    assert dict(told.names) == {"competitors": "Beta, Gamma"}
    assert (told.measures, told.start, told.end) == (("competitor_mentions",), date(2026, 10, 1), date(2026, 11, 1))
    assert card.gate == "send_with_notice"


def test_a_whole_set_needs_no_word():
    rows = [rival("competitor_mentions", "Alpha", 10), rival("competitor_mentions", "Beta", 20)]
    assert lacking(*rows, competitors=SET)[0] == []
    assert lacking(*rows)[0] == []  # none declared: all that the file has


def test_a_competitor_of_other_cycles_is_lacking_in_this_one():
    early = every_day(key("competitor_mentions", owner="Beta"), 5, (date(2026, 9, 1), date(2026, 10, 1)))
    found, _ = lacking(rival("competitor_mentions", "Alpha", 10), early, competitors=SET)
    assert [dict(one.names) for one in found] == [{"competitors": "Beta"}]


def test_the_clients_own_interactions_stay_its_own():
    rows = [rival("reactions", "Alpha", 7)]
    assert kpi(config("interactions"), facts(OURS, *rows)).current.value == 930
