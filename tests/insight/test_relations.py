"""Do two series evolve together? The cases are algorithms §5, example E, and series whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.insight import relations
from reportgen.insight.effort import holm
from reportgen.insight.relations import cleaned, judge, p_of, regressors, relate, strongest
from reportgen.model.relations import Relation, WeeklyPair, WeeklySeries
from tests.studies.simulate import autocorrelated, noise

Events = tuple[tuple[int, ...], ...]


def series(name: str, values: Sequence[float], counted: bool = True) -> WeeklySeries:
    return WeeklySeries(name, (), tuple(Decimal(str(round(float(value), 6))) for value in values), counted)


def pair(
    x: Sequence[float], y: Sequence[float], name: str = "", events: Events = (), counted: bool = True
) -> WeeklyPair:
    weeks = tuple(date(2024, 1, 1) + timedelta(weeks=week) for week in range(len(x)))
    return WeeklyPair(series(f"x{name}", x, counted), series(f"y{name}", y, counted), weeks, events)


def follows(rng: Random, n: int, lag: int, size: float = 0.6) -> WeeklyPair:
    """y repeats, ``lag`` weeks later, a part of what x did."""
    x = autocorrelated(rng, n + lag, 0.4)
    y = [100 + size * (x[week] - 100) + rng.gauss(0, 6) for week in range(n)]
    return pair(x[lag:], y)


def test_example_e_twelve_surrogates_of_999_make_0_013() -> None:
    assert p_of(12) == pytest.approx(0.013)
    assert p_of(40) == pytest.approx(0.041)
    assert holm([0.013, 0.4, 0.9])[0] == pytest.approx(0.039)
    assert holm([0.041, 0.4, 0.9])[0] == pytest.approx(0.123)


@pytest.mark.parametrize(
    ("p", "r", "pairs", "state"),
    [
        (0.013, 0.4, 3, "together"),
        (0.041, 0.4, 1, "together"),
        (0.041, 0.4, 3, "not_distinct"),  # 0.123 of three pairs
        (0.001, 0.24, 1, "not_distinct"),  # no correlation worth a word
        (0.001, -0.25, 1, "together"),
    ],
)
def test_a_pair_is_shown_by_its_adjusted_p_and_its_size(
    p: float, r: float, pairs: int, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        Relation("a", "b", 104, "not_distinct", r=r, p=p),
        *[Relation("c", "d", 104, "not_distinct", r=0.1, p=0.9)] * 2,
    ]
    answers = iter(found)
    monkeypatch.setattr(relations, "judge", lambda _: next(answers))
    assert relate([pair([1], [1])] * pairs)[0].state == state


def test_pairs_that_are_too_short_do_not_count_among_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([Relation("a", "b", 20, "too_short"), Relation("c", "d", 104, "not_distinct", r=0.5, p=0.041)])
    monkeypatch.setattr(relations, "judge", lambda _: next(answers))
    short, shown = relate([pair([1], [1])] * 2)
    assert (short.state, short.adjusted) == ("too_short", None)
    assert (shown.state, shown.adjusted) == ("together", pytest.approx(0.041))


@pytest.mark.parametrize(
    ("n", "state", "provisional"), [(51, "too_short", False), (52, "together", True), (78, "together", False)]
)
def test_fewer_than_52_weeks_are_too_short_and_fewer_than_78_provisional(n: int, state: str, provisional: bool) -> None:
    (found,) = relate([follows(Random(4), n, 1, size=0.9)])
    assert (found.state, found.provisional, found.n) == (state, provisional, n)


@pytest.mark.parametrize("lag", [0, 2, 8])
def test_the_lag_is_how_many_weeks_x_comes_first(lag: int) -> None:
    (found,) = relate([follows(Random(7), 110, lag)])
    assert (found.state, found.lag) == ("together", lag)
    assert found.r is not None
    assert found.r > 0.4


def test_the_correlation_is_pearsons_of_the_weeks_that_overlap() -> None:
    rng = Random(2)
    x, y = np.array(noise(rng, 60)), np.array(noise(rng, 60))
    lag, r, _ = strongest(x, y, "any", np.ones((60, 1)))
    by_hand = [float(np.corrcoef(x[: 60 - k], y[k:])[0, 1]) for k in range(9)]
    assert r == pytest.approx(max(by_hand, key=abs))
    assert lag == by_hand.index(max(by_hand, key=abs))


def test_a_season_that_both_have_is_no_relation_once_it_is_taken_off() -> None:
    rng, wave = Random(3), [15 * np.cos(2 * np.pi * week / 52.18) for week in range(110)]
    x, y = ([100 + w + rng.gauss(0, 5) for w in wave] for _ in range(2))
    assert relate([pair(x, y)])[0].state == "not_distinct"


def test_from_78_weeks_a_year_and_a_half_year_are_taken_off_whatever_their_phase() -> None:
    waves = [np.cos(2 * np.pi * np.arange(78) * k / 52.18 + 0.7) for k in (1, 2)]
    left = [wave - (x := regressors(78, ())) @ np.linalg.lstsq(x, wave, rcond=None)[0] for wave in waves]
    assert max(float(np.abs(rest).max()) for rest in left) < 1e-9
    assert regressors(78, ()).shape[1] == 6
    assert regressors(77, ()).shape[1] == 2  # the level and the trend


def test_a_trend_that_both_have_is_no_relation() -> None:
    rng = Random(6)
    x, y = ([100 + week + rng.gauss(0, 5) for week in range(60)] for _ in range(2))
    assert relate([pair(x, y)])[0].state == "not_distinct"


def test_declared_events_are_taken_off_both_series() -> None:
    rng, sale = Random(8), (10, 11, 60)
    x, y = ([100 + rng.gauss(0, 5) + (80 if week in sale else 0) for week in range(104)] for _ in range(2))
    assert relate([pair(x, y)])[0].state == "together"
    assert relate([pair(x, y, events=(sale,))])[0].state == "not_distinct"


def test_counts_are_judged_in_proportion_and_rates_as_they_are() -> None:
    values = [10.0 * (1 + week % 7) for week in range(80)]
    plain, x = [np.log1p(value) for value in values], regressors(80, ())
    assert cleaned(series("x", values), x) == pytest.approx(cleaned(series("x", plain, counted=False), x), abs=1e-4)


def test_a_series_that_never_changes_evolves_with_nothing() -> None:
    found = judge(pair([5.0] * 100, noise(Random(1), 100)))
    assert (found.r, found.p) == (0.0, 1.0)


def test_the_same_pair_gives_the_same_p_and_another_name_other_surrogates() -> None:
    rng = Random(9)
    x, y = noise(rng, 60), noise(rng, 60)
    assert judge(pair(x, y)) == judge(pair(x, y))
    assert judge(pair(x, y)).p != judge(pair(x, y, "2")).p
    assert judge(pair(x, y)).r == judge(pair(x, y, "2")).r


@settings(max_examples=15)
@given(st.integers(0, 10**6), st.integers(52, 70), st.floats(0.1, 50))
def test_the_unit_in_which_a_rate_is_written_changes_nothing(seed: int, n: int, unit: float) -> None:
    rng = Random(seed)
    x, y = noise(rng, n), noise(rng, n)
    one = judge(pair(x, y, counted=False))
    other = judge(pair([unit * value for value in x], y, counted=False))
    assert one.r == pytest.approx(other.r, abs=1e-4)
    assert one.lag == other.lag


def test_independent_series_are_seldom_shown() -> None:
    """Five in a hundred are expected; a test that ignored the series' memory would show a third of them."""
    rng = Random(11)
    pairs = [pair(autocorrelated(rng, 104, 0.7), autocorrelated(rng, 104, 0.7), str(k)) for k in range(40)]
    shown = sum(relate([one])[0].state == "together" for one in pairs)
    assert shown <= 4
