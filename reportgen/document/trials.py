"""Views → the words of what was tried: an action's or a test's criterion, result, conclusion and evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from math import expm1

from reportgen.config.schema_learning import Action, SplitTest
from reportgen.display import default_precision, rounded
from reportgen.document.chart_text import channel_name
from reportgen.document.view import View, Views
from reportgen.document.wording import ended, lowered, sentences
from reportgen.model.insights import Verdict
from reportgen.model.learning import ActionVerdict, Effect, Outcome, SplitVerdict, Trial
from reportgen.model.report import Cell, Sign, Tone
from reportgen.model.scorecard import KpiScore, ObjectiveScore
from reportgen.model.text import Figure, Text, Unit

CONCLUSIONS: dict[Outcome, tuple[Sign, Tone]] = {
    "worked": ("met", "met"),
    "did_not": ("missed", "missed"),
    "cannot_tell": ("unknown", "plain"),
}
_NO_MEANS = {"too_early": "early", "too_little_history": "short"}


@dataclass(frozen=True, slots=True)
class Tried:
    """One row of the trials. ``reason``: why nobody can tell; ``short``: the row in a line; ``learned``: in a person's
    words; ``evidence``: with these and the person's why."""

    id: str
    title: Text
    criterion: Text
    result: Text
    outcome: Outcome
    reason: Text
    short: Text
    learned: Text
    evidence: Text

    def conclusion(self, report: Views) -> Cell:
        sign, tone = CONCLUSIONS[self.outcome]
        return Cell(report.words.text(f"learning.outcome.{self.outcome}"), sign, tone, strong=True)


def tried(report: Views) -> list[Tried]:
    """Actions, then tests, in the config's order."""
    actions = {action.id: action for action in report.config.actions}
    tests = {test.id: test for test in report.config.tests}
    trials = report.scorecard.learning.trials if report.scorecard.learning else ()
    lessons = report.insights.lessons
    return [
        *(_action(report, actions[t.action], t, found) for t, found in zip(trials, lessons.actions, strict=True)),
        *(_test(report, tests[found.test], found) for found in lessons.tests),
    ]


def criterion(report: Views, action: Action) -> Text:
    """*Prospects : au moins 150*; *Prospects : +10*; without a criterion *une hausse*; nothing without a KPI."""
    words = report.words
    if action.kpi is None:
        return ()
    kpi = report.catalogue.kpis[action.kpi]
    name, given = words.name(kpi.names, kpi.id), action.criterion
    if given is None:
        return words.text("learning.criterion.fall" if kpi.better == "lower" else "learning.criterion.rise", kpi=name)
    id_, unit = f"action.{action.id}.criterion", kpi.unit
    if given.level is not None:
        key = "at_most" if kpi.better == "lower" else "at_least"
        level = Figure(id_, given.level, unit, _decimals(unit, given.level))
        return words.text(f"learning.criterion.{key}", kpi=name, value=level)
    change = given.change or Decimal(0)
    points: Unit = "points" if unit == "percent" else unit
    figure = Figure(id_, change, points, _decimals(unit, change), signed=True)
    return words.text("learning.criterion.change", kpi=name, value=figure)


def _decimals(unit: Unit, value: Decimal) -> int:
    """As many as figures of the unit have; a count that was not written whole keeps one."""
    whole = value == value.to_integral_value()
    return 1 if unit == "count" and not whole else default_precision(unit, value)


def _action(report: Views, action: Action, trial: Trial, found: ActionVerdict) -> Tried:
    words, view = report.words, _view(report, action.id, trial.kpi)
    title = words.own(action.title, f"action.{action.id}.title")
    reason = words.text(f"learning.doubt.{found.doubt}") if found.doubt else ()
    if found.effect is None:
        key = _NO_MEANS.get(found.doubt, "unknown")
        shown = words.text("learning.without", title=title, reason=reason)
        result = words.text(f"learning.{key}")
    else:
        result = words.text("learning.result", **_means(view, found.effect))
        shown = sentences(_evidence(view, action, title, found.effect), _control(view, trial, found.control), reason)
    asked = criterion(report, action)
    short = words.text("learning.deck.line", title=title, result=result, criterion=asked)
    why, learned = (_own(report, f"action.{action.id}", key, getattr(action, key)) for key in ("why", "learned"))
    evidence = sentences(shown, why, learned)
    return Tried(action.id, title, asked, result, found.outcome, reason, short, learned, evidence)


def _means(view: View, found: Effect) -> dict[str, Figure]:
    """The two means, as exact as their difference is."""
    named = {"after": _exact(found.after), "before": _exact(found.before)}
    precision = exactness(found, view.unit, view.precision)
    return {name: replace(view.of(value, name), precision=precision) for name, value in named.items()}


def exactness(found: Effect, unit: str, precision: int) -> int:
    """The fewest decimals, ``precision`` at least, with which the means as displayed differ by the difference as
    displayed: 67 less 42 is not 24."""
    size = 100 if unit == "percent" else 1
    after, before, difference = (_exact(v) * size for v in (found.after, found.before, found.difference))
    enough = range(precision, precision + 2)
    fits = (p for p in enough if rounded(after, p) - rounded(before, p) == rounded(difference, p))
    return next(fits, enough.stop)


def _evidence(view: View, action: Action, title: Text, found: Effect) -> Text:
    words = view.words
    kpi = lowered(words.name(view.score.names, view.score.id))
    if action.channel is not None:
        kpi = words.text("learning.on_channel", kpi=kpi, channel=channel_name(view, action.channel))
    return words.text(
        "learning.evidence",
        title=title,
        kpi=kpi,
        **_means(view, found),
        count_after=_cycles(view, found, "after"),
        count_before=_cycles(view, found, "before"),
        **{
            name: replace(_signed(view, _exact(value), name), precision=exactness(found, view.unit, view.precision))
            for name, value in (("difference", found.difference), ("low", found.low), ("high", found.high))
        },
    )


def _control(view: View, trial: Trial, found: Effect | None) -> Text:
    """The same against untouched channels: how much faster or slower than theirs, in percent."""
    if found is None:
        return ()
    words = view.words
    channels = channel_name(view, trial.untouched[0])
    for channel in trial.untouched[1:]:
        channels = words.text("list.comma", first=channels, second=channel_name(view, channel))
    parts = {
        name: Figure(f"{view.id}.control.{name}", _exact(expm1(value)), "percent", 1, signed=True)
        for name, value in (("difference", found.difference), ("low", found.low), ("high", found.high))
    }
    return words.text("learning.control", channels=channels, **parts)


def _test(report: Views, test: SplitTest, found: SplitVerdict) -> Tried:
    words, id_ = report.words, f"test.{test.id}"
    title = words.own(test.title, f"{id_}.title")
    names = {
        side: words.text("list.quoted", text=words.own(arm.name, f"{id_}.{side}.name"))
        for side, arm in (("a", test.a), ("b", test.b))
    }
    rates = {
        side: Figure(f"{id_}.{side}.rate", _exact(rate), "percent", 1)
        for side, rate in (("a", found.rate_a), ("b", found.rate_b))
    }
    outcome: Outcome = "worked" if found.better == "b" else "did_not" if found.better == "a" else "cannot_tell"
    doubt = f"{found.doubt}_test" if found.doubt == "too_early" else found.doubt
    reason = words.text(f"learning.doubt.{doubt}") if doubt else ()
    early = found.doubt == "too_early"  # a test is read once: its rates are not shown before
    result = (
        words.text("learning.early") if early else words.text("learning.rates", after=rates["b"], before=rates["a"])
    )
    shown = words.text("learning.without", title=title, reason=reason) if early else _split(report, test, found, names)
    why, learned = (_own(report, id_, key, getattr(test, key)) for key in ("why", "learned"))
    evidence = sentences(shown, () if early else reason, why, learned)
    compared = words.text("learning.criterion.split", a=names["a"], b=names["b"])
    short = words.text("learning.deck.split", title=title, **names, after=rates["b"], before=rates["a"])
    return Tried(test.id, title, compared, result, outcome, reason, short, learned, evidence)


def _split(report: Views, test: SplitTest, found: SplitVerdict, names: dict[str, Text]) -> Text:
    id_ = f"test.{test.id}"
    counts = {
        f"{what}_{side}": Figure(f"{id_}.{side}.{what}", Decimal(getattr(arm, what)), "count")
        for side, arm in (("a", test.a), ("b", test.b))
        for what in ("events", "cases")
    }
    points = {
        name: Figure(f"{id_}.{name}", _exact(value), "points", 1, signed=True)
        for name, value in (("difference", found.difference), ("low", found.low), ("high", found.high))
    }
    title = report.words.own(test.title, f"{id_}.title")
    return report.words.text("learning.split", title=title, a=names["a"], b=names["b"], **counts, **points)


def _own(report: Views, id_: str, key: str, given: str) -> Text:
    """A person's why, or what was learned; nothing stands in for them."""
    words = report.words
    return words.text(f"learning.{key}", words=words.own(ended(given), f"{id_}.{key}")) if given else ()


def _view(report: Views, action: str, score: KpiScore) -> View:
    """A KPI that is no objective's; a hyphen in the id, so that no objective of a config is called so."""
    return View(report, ObjectiveScore(f"action-{action}", "", "", "", ()), score, Verdict("none"))


def _signed(view: View, value: Decimal, what: str) -> Figure:
    """A change with its sign: of a rate in points."""
    if view.unit == "percent":
        return Figure(f"{view.id}.{what}", value, "points", view.precision, signed=True)
    return replace(view.of(value, what), signed=True)


def _cycles(view: View, found: Effect, what: str) -> Text:
    """*deux mois*, *douze trimestres*; figures where one of the two is one."""
    count = found.n_after if what == "after" else found.n_before
    number = view.words.number(count, f"{view.id}.cycles.{what}", among=max(found.n_after, found.n_before))
    return view.words.text(f"tiles.cycles.{view.period.kind}", count, number=number)


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
