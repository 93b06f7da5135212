"""Verdicts, by the worked example and by hand."""

from __future__ import annotations

from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.insight.signals import limits, verdict
from reportgen.model.insights import Verdict
from tests.insight.build import LEADS


def judge(values: list[float | None], **changes: object) -> Verdict:
    settings: dict[str, object] = {
        "better": "higher", "per_year": 12, "season": None, "counts": True, "level": False, **changes,
    }  # fmt: skip
    return verdict(values, **settings)  # type: ignore[arg-type]


def test_the_worked_example_gives_its_limits() -> None:
    found = judge([*LEADS, 121])
    assert found.kind == "usual"
    assert (round(found.low or 0, 1), round(found.high or 0, 1)) == (104.0, 139.3)
    assert set(found.band) == {(found.low, found.high)}
    assert found.labels == ("provisional", "season_not_corrected")


def test_the_worked_example_gives_its_centre_its_spread_and_how_far_140_is() -> None:
    found = limits([float(value) for value in LEADS])
    assert found is not None
    assert (round(found.centre, 2), round(found.s * 1.128, 2), round(found.s, 2)) == (121.67, 6.64, 5.88)
    assert round((140 - found.centre) / found.s, 2) == 3.12


@pytest.mark.parametrize(("value", "kind"), [(121, "usual"), (128, "usual"), (140, "signal_good"), (103, "signal_bad")])
def test_only_a_value_beyond_the_limits_is_a_signal(value: float, kind: str) -> None:
    assert judge([*LEADS, value]).kind == kind


def test_lower_is_better_mirrors_the_verdict_and_neutral_has_no_side() -> None:
    assert judge([*LEADS, 140], better="lower").kind == "signal_bad"
    assert judge([*LEADS, 140], better="neutral").kind == "signal_neutral"


def test_five_values_before_are_too_little_history_and_six_are_provisional() -> None:
    assert judge([*LEADS[:5], 121]).kind == "too_little_history"
    assert "provisional" in judge([*LEADS[:6], 121]).labels


def test_a_value_that_is_missing_has_no_verdict() -> None:
    assert judge([*LEADS, None]).kind == "none"


def test_counts_with_a_median_below_five_are_too_few_events() -> None:
    assert judge([1, 2, 0, 3, 1, 2, 4, 1, 9]).kind == "too_few_events"


def test_constant_history_makes_any_other_value_a_signal() -> None:
    assert judge([50] * 12 + [50]).kind == "usual"
    assert judge([50] * 12 + [51]).kind == "signal_good"


@pytest.mark.parametrize("value", [0.1, 0.003, 0.031, 120.1])
@pytest.mark.parametrize("cycles", [7, 15, 21, 40])
def test_what_never_changes_is_no_signal_whatever_its_mean_is_rounded_to(value: float, cycles: int) -> None:
    assert judge([value] * cycles, counts=False).kind == "usual"  # the mean of 12 times 0.1 is 0.09999999999999999


def test_a_gap_breaks_the_moving_range() -> None:
    """100 → 200 across the gap is no range: the limits are those of the two quiet halves."""
    with_gap = limits([100, 101, 100, None, 200, 201, 200])
    assert with_gap is not None
    assert with_gap.s == pytest.approx(1 / 1.128)


def test_a_season_is_judged_against_last_year_where_that_is_calmer() -> None:
    season = [100, 110, 130, 160, 200, 260, 260, 200, 160, 130, 110, 100]
    grown = [value * growth for growth in (1.0, 1.05, 1.1) for value in season]
    years = [value * (1 + (i * 7 % 5 - 2) / 100) for i, value in enumerate(grown)]
    found = judge([*years[:35], years[35]])
    assert "year_on_year" in found.labels
    assert found.kind == "usual"
    assert found.low is not None
    assert found.low < years[35] < (found.high or 0)
    assert found.band[:12] == (None,) * 12  # no year before
    ranges = [pair for pair in found.band if pair]
    assert max(high for _, high in ranges) > 2 * min(high for _, high in ranges)  # the band follows the season


def test_eight_values_on_one_side_are_a_new_level_and_restart_the_history() -> None:
    quiet = [100, 104, 97, 102, 99, 103, 98, 101, 100, 102, 99, 103]
    raised = [105.5, 106, 105, 107, 105.2, 106.5, 105.8, 106.1]
    found = judge([*quiet, *raised], counts=False, season=False)
    assert (found.kind, found.rule) == ("signal_good", "R")
    after = judge([*quiet, *raised, 106], counts=False, season=False)
    assert after.kind == "usual"
    assert after.n == 8  # only the eight of the new level judge it
    assert (after.low or 0) > 102  # the old level was about 100


def test_a_new_level_is_on_the_side_of_all_eight_even_where_the_last_of_them_is_the_least() -> None:
    quiet = [100, 104, 97, 102, 99, 103, 98, 101, 100, 102, 99, 103]
    raised = [107, 108, 107, 108, 107, 108, 107]
    found = judge(
        [*quiet, *raised, 101], counts=False, season=False
    )  # above 100.67, the mean before; below that of all
    assert (found.kind, found.rule) == ("signal_good", "R")


def test_a_new_level_restarts_the_history_where_its_last_value_is_a_signal_by_another_rule() -> None:
    quiet = [100, 104, 97, 102, 99, 103, 98, 101, 100, 102, 99, 103]
    raised = [110, 111, 109, 110, 112, 109, 111, 130]
    eighth = judge([*quiet, *raised], counts=False, season=False)
    assert (eighth.kind, eighth.rule) == ("signal_good", "P")
    assert judge([*quiet, *raised, 111], counts=False, season=False).n == 8


def test_a_new_level_keeps_its_season() -> None:
    """The year before tells the season also where it was on the old level: all are held against it alike."""
    season = [100, 110, 130, 160, 200, 260, 260, 200, 160, 130, 110, 100]
    values = [season[i % 12] * (1 + (i * 7 % 5 - 2) / 200) * (1.5 if i >= 36 else 1) for i in range(46)]
    found = judge(values, counts=False)
    assert (found.kind, found.labels) == ("usual", ("provisional", "year_on_year"))


def test_the_last_24_known_values_judge_however_many_gaps_lie_among_them() -> None:
    values = [100 + i * 5 % 7 for i in range(40)]
    gaps = [None if i % 4 == 3 else value for i, value in enumerate(values)]
    assert judge([*gaps, 103], counts=False, season=False).n == 24


def test_a_net_change_that_falls_is_no_small_count() -> None:
    lost = [-40, -38, -42, -39, -41, -40, -43, -38]
    assert judge([*lost, -40]).kind == "usual"
    assert judge([*lost, -80]).kind == "signal_bad"


def test_two_of_three_beyond_two_sigma_are_a_signal() -> None:
    quiet = [100, 104, 97, 102, 99, 103, 98, 101, 100, 102, 99, 103, 98, 101]
    found = limits(quiet)
    assert found is not None
    high = found.centre + 2.5 * found.s
    assert judge([*quiet, high, high], counts=False, season=False).rule == "T"
    assert judge([*quiet, 100, high], counts=False, season=False).kind == "usual"


def test_limits_are_clipped_to_what_is_possible() -> None:
    """Centre 0.97, mean range 0.02: 0.97 ± 0.053 reaches beyond the whole."""
    share = [0.96, 0.98] * 6
    low, high = (round(end or 0, 3) for end in ends(judge([*share, 0.97], counts=False, possible=(0, 1))))
    assert (low, high) == (0.917, 1)
    assert round(ends(judge([*share, 0.97], counts=False))[1] or 0, 3) == 1.023
    few = [8, 16] * 6
    assert ends(judge([*few, 12]))[0] == 0
    below = judge([*few, 12], possible=(None, None))
    assert (round(below.low or 0, 2), below.band[0]) == (-9.28, (below.low, below.high))
    assert ends(judge([*few, -1], possible=(0, None)))[0] == below.low  # what has been below zero can be


def ends(found: Verdict) -> tuple[float | None, float | None]:
    return found.low, found.high


def test_a_level_is_judged_on_its_net_change_and_its_limits_are_levels() -> None:
    levels = [1000.0]
    for step in (10, 12, 9, 11, 10, 8, 12, 10, 11, 9, 10, 12):
        levels.append(levels[-1] + step)
    usual = judge([*levels, levels[-1] + 10], level=True)
    assert usual.kind == "usual"
    assert (usual.low or 0) > levels[-1]  # growth is the usual, standing still is not
    assert judge([*levels, levels[-1]], level=True).kind == "signal_bad"


def test_the_first_cycle_of_a_level_has_too_little_history() -> None:
    assert judge([38.0], level=True).kind == "too_little_history"


@given(st.lists(st.integers(10, 1000), min_size=8, max_size=30), st.floats(0.01, 1000))
def test_a_change_of_unit_changes_no_verdict(values: list[int], factor: float) -> None:
    plain = judge(list(values), counts=False)
    scaled = judge([v * factor for v in values], counts=False)
    assert (plain.kind, plain.rule) == (scaled.kind, scaled.rule)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=11))
def test_limits_are_the_mean_and_the_mean_moving_range(values: list[int]) -> None:
    found = limits([float(v) for v in values])
    assert found is not None
    assert found.centre == pytest.approx(fmean(values))
    assert found.s == pytest.approx(fmean([abs(b - a) for a, b in pairwise(values)]) / 1.128)
