"""A KPI's history → its verdict: does this cycle's value stand out from its own past?

The natural process limits of an individuals chart, with a correction for autocorrelation and a year-on-year form
where it is the calmer one (algorithms §1). All values are judged in one forward pass, so a rerun repeats it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, inf, log, sqrt
from statistics import fmean, median, stdev

from reportgen.model.insights import Verdict, VerdictKind
from reportgen.model.scorecard import Better

WINDOW = 24  # judged values before x
_ENOUGH = 6  # values before x for any verdict
NOISE = 1e-9  # what binary arithmetic adds to a constant history, relative to it
_D2 = 1.128  # mean moving range of two normal values, in standard deviations

Band = tuple[tuple[float, float] | None, ...]
"""For each cycle what would be usual in it; None where that can't be said."""

Possible = tuple[float | None, float | None]
"""The least and the greatest value that there can be; None without such an end."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre and standard deviation of judged values (in their own form), and how many made them."""

    centre: float
    s: float
    n: int

    def side(self, value: float, times: float) -> int:
        """1 or −1 where the value lies further above or below the centre than ``times`` s, else 0."""
        distance = value - self.centre
        if abs(distance) <= max(times * self.s, NOISE * abs(self.centre)):
            return 0
        return 1 if distance > 0 else -1


@dataclass(frozen=True, slots=True)
class Form:
    """The judged form of one cycle: the values before x, x itself, and the way back to the KPI's unit.

    ``base`` is x[t−m] of the year-on-year form, None where values are judged as they are. ``logs``: the form is a
    log ratio.
    """

    before: tuple[float | None, ...]
    x: float
    base: float | None
    logs: bool

    def unit(self, judged: float) -> float:
        """A judged value back in the KPI's unit."""
        if self.base is None:
            return judged
        return self.base * exp(judged) if self.logs else self.base + judged


def limits(values: Sequence[float | None]) -> Limits | None:
    """Centre and s of values in cycle order (None = gap); None with fewer than two neighbours."""
    known = [value for value in values if value is not None]
    pairs = [(a, b) for a, b in pairwise(values) if a is not None and b is not None]
    if not pairs:
        return None
    centre, n = fmean(known), len(known)
    s = fmean(abs(b - a) for a, b in pairs) / _D2
    spread = sum((value - centre) ** 2 for value in known)
    if n >= 12 and spread > 0:
        r1 = sum((a - centre) * (b - centre) for a, b in pairs) / spread
        r = r1 + (1 + 3 * r1) / n
        if r > 0.2:
            s /= sqrt(1 - min(r, 0.8))
    return Limits(centre, s, n)


def form_at(values: Sequence[float | None], t: int, start: int, per_year: int, season: bool | None) -> Form | None:
    """How the value at ``t`` is judged against those of ``start``…``t`` − 1; None without a value at ``t``."""
    x = values[t]
    if x is None:
        return None
    plain = Form(_last(values[start:t]), x, None, False)
    if season is False or (season is None and _count(values[:t]) < per_year + _ENOUGH):
        return plain
    yearly = _year_on_year(values, t, start, per_year)
    if yearly is None:
        return plain
    return yearly if season or _calmer(yearly, values, t) else plain


def _year_on_year(values: Sequence[float | None], t: int, start: int, m: int) -> Form | None:
    pairs = [(values[i], values[i - m]) for i in range(max(start, m), t + 1)]
    both = [(now, then) for now, then in pairs if now is not None and then is not None]
    base = values[t - m] if t >= m else None
    if base is None or len(both) < _ENOUGH + 1:
        return None
    logs = all(now > 0 and then > 0 for now, then in both)
    judged = [None if now is None or then is None else log(now / then) if logs else now - then for now, then in pairs]
    x = judged[-1]
    return None if x is None else Form(_last(judged[:-1]), x, base, logs)


def _last(judged: Sequence[float | None]) -> tuple[float | None, ...]:
    """The last 24 that are known, with the gaps among them."""
    known = [place for place, value in enumerate(judged) if value is not None]
    return tuple(judged[known[-WINDOW] :] if len(known) > WINDOW else judged)


def _calmer(yearly: Form, values: Sequence[float | None], t: int) -> bool:
    """Whether the year-on-year form varies less than the values themselves over the same cycles."""
    first = t - len(yearly.before)
    same = [(d, values[first + i]) for i, d in enumerate(yearly.before)]
    differences = [d for d, v in same if d is not None and v is not None]
    plain = [log(v) if yearly.logs else v for d, v in same if d is not None and v is not None]
    return len(differences) >= 2 and stdev(differences) < stdev(plain)


def _rule(form: Form, found: Limits) -> tuple[str, int]:
    """Which rule makes x a signal (P, T, R), and to which side; "" and 0 for none."""
    if side := found.side(form.x, 3):
        return "P", side
    if side := _two_of_three(form):
        return "T", side
    side = _new_level(form)
    return "R" if side else "", side


def _new_level(form: Form) -> int:
    """The side of the mean of those before them on which the last eight lie, x included; 0 where on both."""
    known = [value for value in form.before if value is not None]
    if len(known) < 19:
        return 0
    earlier = Limits(fmean(known[:-7]), 0.0, len(known) - 7)
    sides = {earlier.side(value, 0) for value in (*known[-7:], form.x)}
    return sides.pop() if len(sides) == 1 else 0


def _two_of_three(form: Form) -> int:
    """The side on which x and one of the two values before it lie beyond 2s, by limits made without those two; or 0."""
    known = [value for value in form.before if value is not None]
    if len(known) < 14:
        return 0
    rest = list(form.before)
    for _ in range(2):
        while rest[-1] is None:
            rest.pop()
        rest.pop()
    found = limits(rest)
    if found is None:
        return 0
    side = found.side(form.x, 2)
    return side if side in {found.side(value, 2) for value in known[-2:]} else 0


@dataclass(frozen=True, slots=True)
class Judged:
    """The last value's form and limits, for the decision rule; ``rule`` as in Verdict, ``side`` that of the signal.

    ``known``: all values before it, also those of an earlier level: they tell the season.
    """

    form: Form
    found: Limits
    rule: str
    side: int
    known: int


def judge_last(values: Sequence[float | None], per_year: int, season: bool | None) -> Judged | None:
    """Judges all values in one forward pass and returns the last one's judgement; None with too little history."""
    start = _history_start(values[:-1], per_year, season)
    return _judge_at(values, len(values) - 1, start, per_year, season) if values else None


def form_of_last(values: Sequence[float | None], per_year: int, season: bool | None) -> Form | None:
    """How the last value is judged, however few there are before it; None without one."""
    start = _history_start(values[:-1], per_year, season)
    return form_at(values, len(values) - 1, start, per_year, season) if values else None


def _history_start(values: Sequence[float | None], per_year: int, season: bool | None) -> int:
    """Where the history begins by which the next value is judged.

    Eight on one side (rule R) are a new level, also where the last of them is a signal by another rule: the history
    restarts at the first of them.
    """
    start = 0
    for t in range(len(values)):
        judged = _judge_at(values, t, start, per_year, season)
        if judged and _new_level(judged.form):
            start = _start_of_eight(values, t)
    return start


def _judge_at(values: Sequence[float | None], t: int, start: int, per_year: int, season: bool | None) -> Judged | None:
    form = form_at(values, t, start, per_year, season)
    if form is None or _count(form.before) < _ENOUGH:
        return None
    found = limits(form.before)
    return Judged(form, found, *_rule(form, found), _count(values[:t])) if found else None


def _count(values: Sequence[float | None]) -> int:
    return sum(value is not None for value in values)


def _start_of_eight(values: Sequence[float | None], t: int) -> int:
    seen = 0
    for i in range(t, -1, -1):
        seen += values[i] is not None
        if seen == 8:
            return i
    return 0


def verdict(
    values: Sequence[float | None],
    *,
    better: Better,
    per_year: int,
    season: bool | None,
    counts: bool,
    level: bool,
    possible: Possible = (0, None),
) -> Verdict:
    """The verdict on the last of ``values`` (cycle order, None = gap).

    ``counts``: values are numbers of events. ``level``: judged on its net change per cycle; the limits come back as
    limits of the level itself. ``possible``: what the limits are clipped to.
    """
    if not values or values[-1] is None:
        return Verdict("none")
    judged_values = net_changes(values) if level else list(values)
    known = [value for value in judged_values[:-1] if value is not None]
    n = len(known)
    if not judged_values or judged_values[-1] is None or n < _ENOUGH:  # a level of one cycle has no change
        return Verdict("too_little_history", n=n)
    if counts and not level and min(known) >= 0 and median(known[-WINDOW:]) < 5:  # what can fall below 0 is no count
        return Verdict("too_few_events", n=n)
    judged = judge_last(judged_values, per_year, season)
    if judged is None:
        return Verdict("too_little_history", n=n)
    band = _clipped(_band(judged, values, per_year, level), values, possible)
    return _verdict(judged, better, _labels(judged, per_year, season), band)


def _labels(judged: Judged, per_year: int, season: bool | None) -> tuple[str, ...]:
    labels = ["provisional"] if judged.found.n < 15 else []
    if judged.form.base is not None:
        labels.append("year_on_year")
    elif judged.known < per_year + _ENOUGH and season is not False:
        labels.append("season_not_corrected")
    return tuple(labels)


def _verdict(judged: Judged, better: Better, labels: tuple[str, ...], band: Band) -> Verdict:
    kind: VerdictKind = "usual"
    if judged.rule and better == "neutral":
        kind = "signal_neutral"
    elif judged.rule:
        kind = "signal_good" if (judged.side > 0) == (better == "higher") else "signal_bad"
    low, high = band[-1] or (None, None)
    return Verdict(kind, judged.rule, judged.found.n, low, high, labels, band)


def _clipped(band: Band, values: Sequence[float | None], possible: Possible) -> Band:
    """Without what no figure can be; an end that a figure lies beyond is none."""
    known = [value for value in values if value is not None]
    low, high = possible
    least = -inf if low is None or min(known) < low else float(low)
    most = inf if high is None or max(known) > high else float(high)
    return tuple(pair and (min(max(pair[0], least), most), max(min(pair[1], most), least)) for pair in band)


def _band(judged: Judged, values: Sequence[float | None], per_year: int, level: bool) -> Band:
    """For every cycle the range in which today's limits would call its value usual, in the KPI's unit.

    A level's limits stand on the level before; those of the year-on-year form on the value a year before, so that the
    band follows the season.
    """
    series = [None, *net_changes(values)] if level else list(values)
    band: list[tuple[float, float] | None] = []
    for t in range(len(values)):
        before = values[t - 1] if level and t else 0.0
        base = series[t - per_year] if judged.form.base is not None and t >= per_year else None
        if before is None or (judged.form.base is not None and base is None) or (level and not t):
            band.append(None)
            continue
        form = replace(judged.form, base=base)
        low, high = (before + form.unit(judged.found.centre + side * judged.found.s) for side in (-3, 3))
        band.append((low, high))
    return tuple(band)


def net_changes(levels: Sequence[float | None]) -> list[float | None]:
    """Change of a level per cycle; None where either end is missing. One shorter than its input."""
    return [None if a is None or b is None else b - a for a, b in pairwise(levels)]
