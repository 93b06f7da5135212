"""Actions and split tests: the worked examples of the rule, and what keeps a verdict back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.insight.actions import confounded, effect_against, judge, split_test, with_control
from reportgen.periods import CycleSpec, cycle_of

LEADS = [118.0, 124, 115, 121, 130, 119, 126, 122, 117, 125, 120, 123]


def test_an_action_whose_interval_lies_on_the_good_side_and_meets_its_criterion_worked() -> None:
    found = judge("form", LEADS, [131, 136], "higher", 10)
    assert found.effect is not None
    assert (round(found.effect.difference, 2), round(found.effect.high - found.effect.difference, 2)) == (11.83, 8.99)
    assert (round(found.effect.low, 1), round(found.effect.high, 1)) == (2.8, 20.8)
    assert found.outcome == "worked"


def test_a_criterion_beyond_the_interval_was_not_reached() -> None:
    assert judge("form", LEADS, [131, 136], "higher", 25).outcome == "did_not"


def test_between_them_nobody_can_tell() -> None:
    found = judge("form", LEADS, [124, 127], "higher", 10)
    assert found.effect is not None
    assert [round(v, 1) for v in (found.effect.difference, found.effect.low, found.effect.high)] == [3.8, -5.2, 12.8]
    assert (found.outcome, found.doubt) == ("cannot_tell", "within_chance")


def test_without_a_criterion_the_side_decides() -> None:
    assert judge("a", LEADS, [131, 136], "higher").outcome == "worked"
    assert judge("a", LEADS, [131, 136], "lower").outcome == "did_not"
    assert judge("a", LEADS, [131, 136], "neutral").outcome == "cannot_tell"


def test_where_nothing_ever_changes_nothing_worked() -> None:
    found = judge("a", [0.1] * 12, [0.1, 0.1], "higher")  # the mean of twelve is 0.09999999999999999
    assert (found.outcome, found.doubt) == ("cannot_tell", "within_chance")


def test_less_is_better_mirrors_the_criterion() -> None:
    costs = [-value for value in LEADS]
    assert judge("a", costs, [-131, -136], "lower", -10).outcome == "worked"
    assert judge("a", costs, [-131, -136], "lower", -25).outcome == "did_not"


@pytest.mark.parametrize(
    ("before", "after", "doubt"),
    [
        (LEADS, [131], "too_early"),
        (LEADS, [131, None, None], "not_measured"),
        (LEADS[:5], [131, 136], "too_little_history"),
    ],
)
def test_too_few_cycles_on_either_side_tell_nothing(before: list[float], after: list[float], doubt: str) -> None:
    found = judge("a", before, after, "higher")
    assert (found.outcome, found.doubt, found.effect) == ("cannot_tell", doubt, None)


def test_eleven_values_before_widen_the_interval_by_half() -> None:
    short, long = judge("a", LEADS[:11], [131, 136], "higher").effect, judge("a", LEADS, [131, 136], "higher").effect
    assert short is not None
    assert long is not None
    assert short.high - short.low > 1.4 * (long.high - long.low)


def test_a_rise_that_all_channels_share_is_not_the_actions() -> None:
    season = [value * 1.2 for value in LEADS[:6]]
    ours, theirs = (LEADS, season), ([10 * v for v in LEADS], [10 * v for v in season])
    assert judge("a", LEADS, season, "higher").outcome == "worked"
    shared = with_control(judge("a", LEADS, season, "higher"), effect_against(ours, theirs), "higher")
    assert (shared.outcome, shared.doubt) == ("cannot_tell", "shared")
    doubled = [2 * value for value in season]
    alone = with_control(judge("a", LEADS, doubled, "higher"), effect_against((LEADS, doubled), theirs), "higher")
    assert (alone.outcome, alone.doubt, alone.control is not None) == ("worked", "", True)


def test_a_criterion_that_was_not_reached_stays_so_whatever_other_channels_did() -> None:
    ours, theirs = (LEADS, [131, 136]), (LEADS, [131, 136])
    found = with_control(judge("a", *ours, "higher", 25), effect_against(ours, theirs), "higher")
    assert (found.outcome, found.doubt) == ("did_not", "")


def test_two_actions_on_one_channel_at_one_time_confound_each_other() -> None:
    months = [cycle_of(CycleSpec("month"), date(2026, month, 1)) for month in range(1, 7)]
    spans = [
        ("form", frozenset({"facebook"}), months[0], months[2]),
        ("ads", frozenset({"facebook", "instagram"}), months[2], months[3]),
        ("story", frozenset({"tiktok"}), months[0], months[5]),
    ]
    assert confounded(spans) == {"form", "ads"}
    assert confounded([*spans, ("all", frozenset(), months[5], months[5])]) == {"form", "ads", "story", "all"}


@pytest.mark.parametrize(
    ("events", "difference", "low", "high", "better"),
    [(66, 1.5, -0.2, 3.2, ""), (80, 2.7, 0.9, 4.5, "b")],
)
def test_a_split_test_by_the_interval_of_the_difference(
    events: int, difference: float, low: float, high: float, better: str
) -> None:
    found = split_test("button", (48, 1200), (events, 1200))
    assert [round(100 * v, 1) for v in (found.difference, found.low, found.high)] == [difference, low, high]
    assert found.better == better


def test_where_less_is_better_the_lower_rate_wins() -> None:
    assert split_test("bounce", (48, 1200), (80, 1200), better="lower").better == "a"


def test_a_split_unlike_the_planned_one_voids_the_test() -> None:
    found = split_test("button", (48, 1200), (120, 1000))
    assert (found.better, found.doubt) == ("", "void")
    assert split_test("button", (48, 1200), (120, 1000), planned=1200 / 2200).better == "b"


@given(st.integers(1, 500), st.integers(0, 500), st.integers(1, 500), st.integers(0, 500))
def test_swapping_the_sides_of_a_split_test_swaps_its_answer(n1: int, e1: int, n2: int, e2: int) -> None:
    a, b = (min(e1, n1), n1), (min(e2, n2), n2)
    one, other = split_test("t", a, b, planned=n1 / (n1 + n2)), split_test("t", b, a, planned=n2 / (n1 + n2))
    assert one.low == pytest.approx(-other.high, abs=1e-12)
    assert {one.better, other.better} in ({"a", "b"}, {""})
