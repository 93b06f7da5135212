"""A KPI's cycles before and after an action → its effect and whether it worked; two rates of a split test → which is
better (algorithms §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import log, sqrt
from statistics import fmean

from reportgen.insight.signals import NOISE, limits
from reportgen.model.learning import ActionVerdict, Doubt, Effect, Outcome, Side, SplitVerdict
from reportgen.model.scorecard import Better
from reportgen.periods import Cycle

FEWEST_AFTER = 2
FEWEST_BEFORE = 6
_Z = 1.96  # 95 %, two-sided
_SPLIT = 10.828  # χ² of one degree of freedom at p = 0.001

Values = Sequence[float | None]
"""A KPI's values in cycle order, None = gap."""


def effect(before: Values, after: Values, control: bool = False) -> Effect | None:
    """D = mean(after) − mean(before) ± f·s·√(1/a + 1/n), f = 3 below twelve values before, else 2, s of those before.

    None where too few are known on either side.
    """
    known, new = [v for v in before if v is not None], [v for v in after if v is not None]
    found = limits(before)
    if found is None or len(known) < FEWEST_BEFORE or len(new) < FEWEST_AFTER:
        return None
    n, a = len(known), len(new)
    half = max((3 if n < 12 else 2) * found.s * sqrt(1 / a + 1 / n), NOISE * abs(found.centre))
    difference = fmean(new) - found.centre
    return Effect(found.centre, fmean(new), n, a, difference, difference - half, difference + half, control)


def judge(action: str, before: Values, after: Values, better: Better, criterion: float | None = None) -> ActionVerdict:
    """The verdict on an action by its KPI; ``criterion``: the difference it was to make, in the KPI's unit."""
    return _verdict(action, effect(before, after), before, after, better, criterion)


def effect_against(channel: tuple[Values, Values], others: tuple[Values, Values]) -> Effect | None:
    """The same on ln(channel) − ln(sum of the untouched channels), each before and after."""
    before, after = (_log_ratio(ours, theirs) for ours, theirs in zip(channel, others, strict=True))
    return effect(before, after, control=True)


def with_control(found: ActionVerdict, control: Effect | None, better: Better) -> ActionVerdict:
    """A move that untouched channels share is not the action's: then nobody can tell.

    A criterion that was not reached stays so, whatever the others did.
    """
    if control is None or found.outcome == "cannot_tell":
        return replace(found, control=control)
    failed = found.outcome == "did_not" and found.criterion is not None
    if failed or _outcome(control, better, None) == found.outcome:
        return replace(found, control=control)
    return replace(found, outcome="cannot_tell", doubt="shared", control=control)


def _log_ratio(ours: Values, theirs: Values) -> list[float | None]:
    return [log(a / b) if a and b and a > 0 and b > 0 else None for a, b in zip(ours, theirs, strict=True)]


def _verdict(
    action: str, found: Effect | None, before: Values, after: Values, better: Better, criterion: float | None
) -> ActionVerdict:
    if found is None:
        return ActionVerdict(action, "cannot_tell", _why_not(before, after), None, criterion)
    outcome = _outcome(found, better, criterion)
    return ActionVerdict(action, outcome, "within_chance" if outcome == "cannot_tell" else "", found, criterion)


def _why_not(before: Values, after: Values) -> Doubt:
    if sum(value is not None for value in after) < FEWEST_AFTER:
        return "not_measured" if len(after) >= FEWEST_AFTER else "too_early"
    return "too_little_history"


def _outcome(found: Effect, better: Better, criterion: float | None) -> Outcome:
    if better == "neutral":
        return "cannot_tell"
    side = 1 if better == "higher" else -1
    difference = side * found.difference
    low, high = sorted((side * found.low, side * found.high))
    wanted = None if criterion is None else side * criterion
    if low > 0 and (wanted is None or difference >= wanted):
        return "worked"
    if (wanted is not None and wanted > high) or (wanted is None and high < 0):
        return "did_not"
    return "cannot_tell"


def confounded(spans: Sequence[tuple[str, frozenset[str], Cycle, Cycle]]) -> frozenset[str]:
    """Actions that overlap another in channel and time. ``spans``: id, channels (empty = all), first and last cycle."""
    found: set[str] = set()
    for (a, where_a, from_a, to_a), (b, where_b, from_b, to_b) in combinations(spans, 2):
        together = not where_a or not where_b or where_a & where_b
        if together and from_a.start <= to_b.start and from_b.start <= to_a.start:
            found |= {a, b}
    return frozenset(found)


def split_test(
    test: str, a: tuple[int, int], b: tuple[int, int], better: Better = "higher", planned: float = 0.5
) -> SplitVerdict:
    """Two rates, each (events, cases), by Newcombe's interval of their difference (Newcombe 1998, method ten).

    ``planned``: A's part of the cases. A split unlike the planned one voids the test. Raises ValueError for cases ≤ 0.
    """
    (events_a, cases_a), (events_b, cases_b) = a, b
    if cases_a <= 0 or cases_b <= 0:
        raise ValueError("a test needs cases on both sides")
    p1, p2 = events_a / cases_a, events_b / cases_b
    (l1, u1), (l2, u2) = wilson(events_a, cases_a), wilson(events_b, cases_b)
    difference = p2 - p1
    low = difference - sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2)
    high = difference + sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    up = better != "lower"
    name: Side = ("b" if up else "a") if low > 0 else ("a" if up else "b") if high < 0 else ""
    doubt: Doubt = "" if name else "within_chance"
    if _unlike(cases_a, cases_b, planned):
        name, doubt = "", "void"
    return SplitVerdict(test, p1, p2, difference, low, high, name, doubt)


def wilson(events: int, cases: int) -> tuple[float, float]:
    """95 % interval of a rate (Wilson 1927)."""
    p, n = events / cases, cases
    middle = p + _Z**2 / (2 * n)
    half = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
    return (middle - half) / (1 + _Z**2 / n), (middle + half) / (1 + _Z**2 / n)


def _unlike(cases_a: int, cases_b: int, planned: float) -> bool:
    n = cases_a + cases_b
    expected_a, expected_b = n * planned, n * (1 - planned)
    return (cases_a - expected_a) ** 2 / expected_a + (cases_b - expected_b) ** 2 / expected_b > _SPLIT
