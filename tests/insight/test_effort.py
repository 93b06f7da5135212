"""Effort by channel: the worked example of the rule, and the cases in which it proposes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportgen.insight.campaigns import against_reference, byar
from reportgen.insight.effort import holm, reallocate, silent
from reportgen.insight.student import p_two_sided, quantile
from reportgen.model.effort import ChannelEffort, EffortSeries, Shares
from reportgen.periods import CycleSpec, cycle_of

D = Decimal


def _cycles(count: int) -> tuple:  # type: ignore[type-arg]
    return tuple(cycle_of(CycleSpec("month"), date(2026, month, 1)) for month in range(1, count + 1))


def _channel(name: str, results: str, efforts: str, **more: object) -> ChannelEffort:
    return ChannelEffort(name, tuple(map(D, results.split())), tuple(map(D, efforts.split())), **more)  # type: ignore[arg-type]


INSTAGRAM = _channel("instagram", "35 38 34 37 36 35 38 35", "900 950 920 940 930 920 960 930")
LINKEDIN = _channel("linkedin", "17 18 17 19 17 18 16 18", "500 510 490 520 510 500 510 510")
FACEBOOK = _channel("facebook", "10 9 11 9 10 8 11 10", "620 630 620 640 610 620 620 620")


def _series(*channels: ChannelEffort) -> EffortSeries:
    return EffortSeries("leads", "leads", "currency", _cycles(len(channels[0].results)), channels)


def test_the_worked_example_moves_effort_from_facebook_to_instagram() -> None:
    found = reallocate(_series(INSTAGRAM, LINKEDIN, FACEBOOK))
    instagram, linkedin, facebook = found.channels
    assert (round(instagram.theta or 0, 3), round(instagram.error or 0, 3)) == (0.470, 0.017)
    assert (round(linkedin.theta or 0, 3), round(linkedin.error or 0, 3)) == (0.163, 0.026)
    assert (round(facebook.theta or 0, 3), round(facebook.error or 0, 3)) == (-0.860, 0.045)
    per_thousand = [
        tuple(round(1000 * (value or 0), 1) for value in (item.rate, item.low, item.high)) for item in found.channels
    ]
    # 33.746 unrounded; made of the rounded 34.6 it would read 33.8
    assert per_thousand == [(38.7, 38.1, 39.2), (34.6, 33.7, 35.4), (15.7, 14.8, 16.6)]
    assert found.inflation == 1
    move = found.move
    assert move is not None
    assert (move.donor, move.receiver, move.amount) == ("facebook", "instagram", D("124.50"))
    assert round(move.ratio, 2) == 2.47
    assert move.p < 0.001
    assert (facebook.p or 1) < 0.001
    assert [round(value, 1) for value in (move.low, move.base, move.high)] == [0.3, 2.1, 4.0]
    assert move.firm


def test_channels_that_give_the_same_bring_no_proposal() -> None:
    twin = replace(INSTAGRAM, channel="twin", results=INSTAGRAM.results[::-1])
    found = reallocate(_series(INSTAGRAM, twin))
    assert (found.move, found.reason) == (None, "usual")


def test_fewer_than_six_cycles_are_too_few() -> None:
    short = [replace(item, results=item.results[:5], efforts=item.efforts[:5]) for item in (INSTAGRAM, FACEBOOK)]
    assert reallocate(_series(*short)).reason == "too_few_cycles"


def test_a_channel_with_few_results_is_shown_and_not_judged() -> None:
    few = replace(LINKEDIN, results=(D(3),) * 8)
    found = reallocate(_series(INSTAGRAM, FACEBOOK, few))
    assert found.move is not None
    assert (found.channels[2].theta, found.channels[2].results) == (None, 24)
    assert reallocate(_series(INSTAGRAM, few)).reason == "too_few_channels"


def test_a_fixed_channel_neither_gives_nor_takes() -> None:
    found = reallocate(_series(replace(INSTAGRAM, fixed=True), LINKEDIN, FACEBOOK))
    assert found.move is not None
    assert found.move.receiver == "linkedin"


def test_effort_does_not_move_to_an_audience_that_fits_less() -> None:
    series = _series(replace(INSTAGRAM, audience_fit=D("0.2")), LINKEDIN, replace(FACEBOOK, audience_fit=D("0.5")))
    found = reallocate(series)
    assert found.move is not None
    assert found.move.receiver == "linkedin"


def test_a_channel_without_effort_in_all_cycles_but_one_is_not_judged() -> None:
    once = _channel("tiktok", "5 5 5 5 5 5 5 5", "900 0 0 0 0 0 0 0")
    assert reallocate(_series(INSTAGRAM, FACEBOOK, once)).channels[2].theta is None


def test_holm_multiplies_the_smallest_by_their_number() -> None:
    assert holm([0.013, 0.6, 0.2]) == pytest.approx([0.039, 0.6, 0.4])


@pytest.mark.parametrize(
    ("p", "df", "t"),
    [(0.90, 7, 1.4149), (0.975, 7, 2.3646), (0.95, 2, 2.9200), (0.995, 30, 2.7500), (0.975, 1, 12.7062)],
)
def test_students_quantiles_are_those_of_the_tables(p: float, df: float, t: float) -> None:
    assert quantile(p, df) == pytest.approx(t, abs=5e-5)
    assert p_two_sided(t, df) == pytest.approx(2 * (1 - p), abs=1e-5)
    assert p_two_sided(-t, df) == p_two_sided(t, df)


def _shares(effort: str, **measured: str) -> Shares:
    return Shares("facebook", D(effort), tuple((name, D(value)) for name, value in measured.items()))


def test_a_channel_is_silent_when_it_gives_a_third_of_its_effort_three_cycles_long() -> None:
    mute, loud = _shares("0.30", sessions="0.10", results="0.05"), _shares("0.30", sessions="0.11", results="0.05")
    assert [found.channel for found in silent([[mute], [mute], [mute]])] == ["facebook"]
    assert silent([[mute], [loud], [mute]]) == ()
    assert silent([[mute], [mute]]) == ()


def test_little_effort_or_nothing_measured_is_not_silence() -> None:
    assert silent([[_shares("0.09", results="0")]] * 3) == ()
    assert silent([[_shares("0.50")]] * 3) == ()


def test_the_example_of_the_channels_is_not_silent() -> None:
    assert silent([[_shares("0.302", results="0.154")]] * 3) == ()


@pytest.mark.parametrize(
    ("cost", "results", "low", "high", "choice"),
    [("600", "25", "17.2", "34.5", "cannot_tell"), ("2400", "100", "20.3", "28.5", "stop_or_redo")],
)
def test_a_campaigns_cost_per_result_against_twenty_euros(
    cost: str, results: str, low: str, high: str, choice: str
) -> None:
    found = against_reference("campaign", D(cost), D(results), D(20))
    assert (round(found.low, 1), round(found.high or D(0), 1), found.choice) == (D(low), D(high), choice)


def test_a_cheap_campaign_is_pursued_and_one_without_result_has_no_upper_end() -> None:
    assert against_reference("a", D(600), D(100), D(20)).choice == "pursue"
    nothing = against_reference("b", D(100), D(0), D(20))
    assert (nothing.high, nothing.choice) == (None, "stop_or_redo")
    assert byar(0)[0] == 0
