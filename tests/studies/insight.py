"""The study of verdicts, decisions and proposals: how often they are wrong, and how often they see what is there.

Prints a table in Markdown; exit code 1 where a bound is broken. The truth comes from ``simulate``, which knows nothing
of the program.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from reportgen.insight.actions import effect_against, judge, with_control
from reportgen.insight.content import judge_content, rank
from reportgen.insight.decide import decide
from reportgen.insight.effort import reallocate, silent
from reportgen.insight.relations import relate
from reportgen.insight.signals import verdict
from reportgen.model.content import Content, PostFigure, PostList
from reportgen.model.effort import ChannelEffort, EffortSeries, Shares
from reportgen.model.relations import Relation, WeeklyPair, WeeklySeries
from reportgen.periods import Cycle, CycleSpec, cycle_of
from tests.insight.build import config, kpi, per_cycle, scorecard
from tests.studies import simulate

SEED = 31_415_926
REPORTS = 2_000
_DAY = date(2025, 11, 1)
SHOWN = 0.06  # of independent pairs: the test's own level is 5 %, from which so many reports may stray by a point
SIGNALS = frozenset({"signal_good", "signal_bad", "signal_neutral"})


@dataclass(frozen=True, slots=True)
class Trial:
    """A thing to be counted in simulated reports: ``happens`` for one generator.

    ``most`` and ``least`` bound its share; without either it is only reported. ``weight``: how many times dearer than
    others it is, so that a small study makes so many fewer of it.
    """

    name: str
    happens: Callable[[Random], bool]
    most: float | None = None
    least: float | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    trial: Trial
    share: float

    @property
    def broken(self) -> bool:
        least, most = self.trial.least, self.trial.most
        return (most is not None and self.share > most) or (least is not None and self.share < least)


def run(trials: Iterable[Trial], reports: int, seed: int) -> list[Found]:
    """Each trial on so many reports; its generator is seeded by its own name, so that trials can be run alone."""
    found = []
    for trial in trials:
        rng = Random(f"{seed} {trial.name}")
        found.append(Found(trial, sum(trial.happens(rng) for _ in range(reports)) / reports))
    return found


def _signals(values: Sequence[float], counted: bool = False) -> bool:
    found = verdict(list(values), better="higher", per_year=12, season=None, counts=counted, level=False)
    return found.kind in SIGNALS


def _within_two(values: Sequence[float]) -> bool:
    """A signal at the first or the second value after the step, which are the last two."""
    return _signals(values[:-1]) or _signals(values)


def signals() -> Iterable[Trial]:
    for n in (6, 12, 18, 24, 36):
        yield Trial(
            f"false signal, independent noise, n = {n}", lambda r, n=n: _signals(simulate.noise(r, n + 1)), 0.05
        )
    for n in (6, 12, 18, 24, 36):
        yield Trial(
            f"false signal, AR(1) 0.4, n = {n}",
            lambda r, n=n: _signals(simulate.autocorrelated(r, n + 1, 0.4)),
            0.08,
        )
    for n in (18, 24, 36):
        yield Trial(
            f"false signal, season of ±2σ, n = {n}", lambda r, n=n: _signals(simulate.seasonal(r, n + 1, 2)), 0.07
        )
    yield Trial("false signal, season of ±2σ, n = 6 (labelled)", lambda r: _signals(simulate.seasonal(r, 7, 2)))
    yield Trial(
        "false signal, skewed counts of mean 12, n = 18", lambda r: _signals(simulate.counts(r, 19, 12, 0.2), True)
    )
    yield Trial("signal, trend of 0.1σ a cycle, n = 24", lambda r: _signals(simulate.trending(r, 25, 0.1)))
    for size, least in ((2, 0.35), (3, 0.70), (4, 0.90)):
        yield Trial(
            f"step of {size}σ found within two cycles, n = 18",
            lambda r, size=size: _within_two(simulate.stepped(r, 18, 2, size)),
            least=least,
        )


def _proposes(values: Sequence[float], target: float) -> bool:
    """Whether a change or a re-evaluation is proposed for a KPI with these values and this target."""
    one = kpi(list(values), per_cycle(target, values[-1]))
    return decide(config(one), scorecard(one)).objectives[0].decision.choice in ("change", "re_evaluate")


def decisions() -> Iterable[Trial]:
    for n in (12, 18, 24):
        yield Trial(
            f"change or re-evaluate, target at the mean, noise of 5 %, n = {n}",
            lambda r, n=n: _proposes(simulate.noise(r, n + 1, sd=5), 100),
            0.05,
        )
    yield Trial(
        "change or re-evaluate, target 30 % above the mean, noise of 5 %, n = 18",
        lambda r: _proposes(simulate.noise(r, 19, sd=5), 130),
        least=0.90,
    )


def _cycles(count: int) -> tuple[Cycle, ...]:
    found = [cycle_of(CycleSpec("month"), date(2026, 10, 1))]
    while len(found) < count:
        found.append(found[-1].previous())
    return tuple(found[::-1])


def _channels(rng: Random, cycles: int, yields: Sequence[float], phi: float) -> EffortSeries:
    rows = []
    for number, one in enumerate(yields):
        efforts, results = simulate.channel(rng, cycles, rng.uniform(500, 1500), one, phi)
        rows.append(ChannelEffort(f"c{number}", tuple(map(Decimal, results)), tuple(Decimal(str(e)) for e in efforts)))
    return EffortSeries("leads", "leads", "currency", _cycles(cycles), tuple(rows))


def _moves(rng: Random, cycles: int, yields: Sequence[float], phi: float = 0.0) -> bool:
    return reallocate(_channels(rng, cycles, yields, phi)).move is not None


def _donor_is_the_weak_one(rng: Random, cycles: int) -> bool:
    move = reallocate(_channels(rng, cycles, (0.04, 0.04, 0.02), 0.0)).move
    return move is not None and move.donor == "c2"


def effort() -> Iterable[Trial]:
    for k, count in ((6, 3), (8, 5), (12, 2), (12, 8)):
        yield Trial(
            f"reallocation on noise, {count} channels, K = {k}",
            lambda r, k=k, count=count: _moves(r, k, (0.04,) * count),
            0.05,
            weight=count // 2,
        )
        yield Trial(
            f"reallocation on noise with AR 0.5, {count} channels, K = {k}",
            lambda r, k=k, count=count: _moves(r, k, (0.04,) * count, 0.5),
            0.10,
            weight=count // 2,
        )
    for k, least in ((6, 0.35), (12, 0.75)):
        yield Trial(
            f"channel half as productive is the donor, K = {k}",
            lambda r, k=k: _donor_is_the_weak_one(r, k),
            least=least,
        )
    yield Trial("dead channel is silent", lambda r: _silent(r, 0.002), least=0.95)
    yield Trial("channel like the others is silent", lambda r: _silent(r, 0.04), 0.01)


def _silent(rng: Random, yield_of: float) -> bool:
    """A channel with a third of the effort and this yield, beside two of 0.04."""
    found = [simulate.channel(rng, 3, 1000, y) for y in (yield_of, 0.04, 0.04)]
    cycles = []
    for i in range(3):
        e, r = sum(one[0][i] for one in found), sum(one[1][i] for one in found)
        shares = [
            Shares(f"c{c}", Decimal(one[0][i] / e), (("results", Decimal(one[1][i] / max(r, 1))),))
            for c, one in enumerate(found)
        ]
        cycles.append(shares)
    return "c0" in {one.channel for one in silent(cycles)}


def _worked(values: Sequence[float], after: int) -> bool:
    return judge("a", list(values[:-after]), list(values[-after:]), "higher").outcome == "worked"


def _shared_rise(rng: Random, controlled: bool) -> bool:
    """An action that does nothing, in cycles in which every channel rises by a half."""
    ours, theirs = (
        simulate.noise(rng, 12, mean, mean / 20) + simulate.noise(rng, 3, 1.5 * mean, mean / 20) for mean in (100, 400)
    )
    if not controlled:
        return _worked(ours, 3)
    alone = judge("a", ours[:12], ours[12:], "higher")
    control = effect_against((ours[:12], ours[12:]), (theirs[:12], theirs[12:]))
    return with_control(alone, control, "higher").outcome == "worked"


def actions() -> Iterable[Trial]:
    for n in (6, 12, 24):
        yield Trial(
            f"action without effect said to have worked, n = {n}",
            lambda r, n=n: _worked(simulate.noise(r, n + 2), 2),
            0.05,
        )
    yield Trial("action without effect, all channels rise, against the others", lambda r: _shared_rise(r, True), 0.05)
    yield Trial("the same without control (why it is asked for)", lambda r: _shared_rise(r, False))
    yield Trial("action of +4σ said to have worked, n = 12", lambda r: _worked(_lifted(r), 2), least=0.90)


def _lifted(rng: Random) -> list[float]:
    return simulate.noise(rng, 12) + simulate.noise(rng, 2, mean=140)


def _weekly(name: str, values: Sequence[float]) -> WeeklySeries:
    return WeeklySeries(name, (), tuple(Decimal(str(round(value, 6))) for value in values), counted=True)


def _together(rng: Random, *pairs: tuple[Sequence[float], Sequence[float]]) -> list[Relation]:
    """The verdicts on pairs of one report; their surrogates differ from report to report."""
    report, monday = rng.randrange(10**9), date(2024, 1, 1)
    made = []
    for number, (x, y) in enumerate(pairs):
        weeks = tuple(monday + timedelta(weeks=week) for week in range(len(x)))
        made.append(WeeklyPair(_weekly(f"x{report}.{number}", x), _weekly(f"y{number}", y), weeks))
    return [found for found in relate(made) if found.state == "together"]


def relations() -> Iterable[Trial]:
    for n, phi in ((60, 0.0), (60, 0.6), (104, 0.0), (104, 0.6), (104, 0.9)):
        yield Trial(
            f"relation of independent series, AR {phi}, {n} weeks",
            lambda r, n=n, phi=phi: bool(_together(r, *_apart(r, n, phi))),
            SHOWN,
            weight=5,
        )
    yield Trial(
        "relation of independent series with one season, 130 weeks",
        lambda r: bool(
            _together(r, (simulate.seasonal(r, 130, 2, period=52), simulate.seasonal(r, 130, 2, period=52)))
        ),
        SHOWN,
        weight=5,
    )
    yield Trial(
        "relation in any of six independent pairs, AR 0.6, 104 weeks",
        lambda r: bool(_together(r, *_apart(r, 104, 0.6, 6))),
        SHOWN,
        weight=15,
    )
    yield Trial(
        "correlation of 0.5 two weeks later found with its lag, 104 weeks",
        lambda r: [found.lag for found in _together(r, simulate.following(r, 104, 2, 0.5))] == [2],
        least=0.80,
        weight=5,
    )


def _apart(rng: Random, n: int, phi: float, pairs: int = 1) -> list[tuple[list[float], list[float]]]:
    one = simulate.autocorrelated
    return [(one(rng, n, phi), one(rng, n, phi)) for _ in range(pairs)]


def _posts(rng: Random, channel: str, count: int, spread: float = 0.0, better: float = 1.0) -> PostList:
    """So many posts of a channel with a rate of its own."""
    made = simulate.posts(rng, count, rng.uniform(0.01, 0.06), spread=spread, better=better)
    posts = tuple(
        PostFigure(f"p{at}", _DAY + timedelta(days=at), hour, shape, (), "", "", Decimal(y), Decimal(n), True)
        for at, (y, n, shape, hour) in enumerate(made)
    )
    return PostList(channel, False, ("reactions",), "impressions", _DAY, 7, posts)


def _stands_out(rng: Random, count: int) -> bool:
    found = rank(_posts(rng, "c", count))
    return bool(found.best or found.worst)


def _clear(rng: Random, counts: Sequence[int], better: float = 1.0) -> list[str]:
    """The formats and times that are clear, in channels with so many posts."""
    lists = tuple(_posts(rng, f"c{number}", count, 0.4, better) for number, count in enumerate(counts))
    return [row.name for row in judge_content(Content(_DAY, date(2026, 11, 1), lists)).groups if row.clear]


def content() -> Iterable[Trial]:
    for count in (8, 30, 120):
        yield Trial(
            f"a best or a worst post among {count} that differ by chance",
            lambda r, count=count: _stands_out(r, count),
            0.10,
        )
    yield Trial(
        "a clear format or time, posts of three channels that differ alike",
        lambda r: bool(_clear(r, (20, 40, 60))),
        0.06,
        weight=5,
    )
    yield Trial(
        "a format half as good again is found, 60 posts in each of two channels",
        lambda r: "reel" in _clear(r, (60, 60), 1.5),
        least=0.80,
        weight=5,
    )


def trials() -> list[Trial]:
    return [*signals(), *decisions(), *effort(), *actions(), *relations(), *content()]


def table(found: Sequence[Found]) -> str:
    lines = ["| What | Share | Bound |", "| --- | ---: | ---: |"]
    for one in found:
        most, least = one.trial.most, one.trial.least
        bound = f"≤ {most:.0%}" if most is not None else f"≥ {least:.0%}" if least is not None else ""
        mark = " **broken**" if one.broken else ""
        lines.append(f"| {one.trial.name} | {one.share:.1%}{mark} | {bound} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """``[REPORTS [SEED]]``: how many simulated reports a line, and from which seed."""
    reports = int(arguments[0]) if arguments else REPORTS
    seed = int(arguments[1]) if len(arguments) > 1 else SEED
    found = run(trials(), reports, seed)
    print(table(found))
    broken = [one for one in found if one.broken]
    print(f"\n{len(found)} lines of {reports} simulated reports, seed {seed}: {len(broken)} out of bounds.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
