"""View → the small words beside a figure: change, verdict, status, target, decision. Shared by pages and slides."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.document.view import View, Views, contradicted
from reportgen.document.wording import NBSP, capital, join, strong
from reportgen.model.insights import ObjectiveInsight
from reportgen.model.report import Cell, Sign, Tone
from reportgen.model.scorecard import Comparison, ObjectiveScore, Status, Value
from reportgen.model.targets import Pace
from reportgen.model.text import Figure, Text

DASH: Text = ("—",)
LONGEST_STREAK = 6  # beyond it the figures say more than a count of cycles
_SIGNS: dict[str, Sign] = {
    "signal_good": "signal",
    "signal_bad": "signal",
    "signal_neutral": "signal",
    "usual": "usual",
}
_DIRECTIONS: dict[int, Sign] = {1: "up", -1: "down", 0: "none"}


def value_text(view: View) -> Text:
    """The current figure; on a small base its counts in its place; words where it is not measured."""
    if not view.measured:
        return view.words.text("state.not_measured")
    return small_text(view, view.score.current, "base") or (view.value,)


def then_text(view: View, name: str) -> Text:
    """The figure of a cycle compared with, ``previous`` or ``year_ago``, as `value_text`; empty where there is none."""
    comparison = view.score.previous if name == "previous" else view.score.year_ago
    figure = view.other(comparison, name)
    if figure is None or comparison.value is None:
        return ()
    return small_text(view, comparison.value, f"{name}.base") or (figure,)


def is_small(view: View) -> bool:
    """Whether too few cases stand behind the current figure for it to be shown; a score is shown with its answers."""
    return view.score.current.small_base is not None and view.unit != "score"


def small_text(view: View, value: Value, what: str) -> Text:
    """*4 sur 25*, the two counts of a rate, or *n = 4*, what stands behind the figure; empty where that is enough."""
    if value.small_base is None or view.unit == "score":
        return ()
    counts = [leaf.value for leaf in value.inputs]
    signs = re.findall(r"[-+*/]", re.sub(r"\[[^\]]*\]", "", value.formula))
    if view.unit == "percent" and signs == ["/"] and len(counts) == 2 and None not in counts:
        top, base = (Figure(f"{view.id}.{what}.{side}", counts[n], "count") for n, side in enumerate(("found", "of")))
        return view.words.text("state.counts", found=top, base=base)
    return view.words.text("state.cases", found=_cases(view, value, what))


def _cases(view: View, value: Value, what: str) -> Figure:
    found, _ = value.small_base or (0, 0)
    return Figure(f"{view.id}.{what}.cases", Decimal(found), "count")


def change_cell(view: View, *, words: bool) -> Cell:
    """Arrow and change; with ``words`` the direction in words after it (judged where lower is better)."""
    return _change(view, view.score.previous, "delta", words=words)


def plain_change(view: View) -> Cell:
    """The change as lightly set as its words; without a direction with the days that made it."""
    cell = change_cell(view, words=False)
    return Cell(join(cell.text, NBSP, more_days(view))) if contradicted(view.delta) else cell


def year_change_cell(view: View) -> Cell:
    """The change against the year before."""
    return _change(view, view.score.year_ago, "year_delta", words=False)


def _change(view: View, comparison: Comparison, what: str, *, words: bool) -> Cell:
    text, delta = view.words.text, view.shown(comparison)
    figure = view.change(delta, what)
    if not view.measured:
        return Cell(capital(cause(view)) if words else DASH)
    if figure is None:
        return Cell(DASH if delta.kind == "none" and not words else text(f"change.{delta.kind}"))
    direction = view.direction(delta)
    if contradicted(delta):
        return Cell(join(strong(figure), NBSP, more_days(view)) if words else (figure,))
    if not words:
        return Cell((figure,), _DIRECTIONS[direction])
    return Cell(join(strong(figure), NBSP, text(_direction_key(view, direction))), _DIRECTIONS[direction])


def more_days(view: View) -> Text:
    """What a rise or fall that is none by the day comes with: *avec un jour de plus*, than the cycle before."""
    more = view.period.cycle.days - view.period.previous.days
    key = "change.days_more" if more > 0 else "change.days_fewer"
    return view.words.text(key, abs(more), number=view.words.number(abs(more), f"{view.id}.more_days"))


def _direction_key(view: View, direction: int) -> str:
    if view.lower and direction:
        return "change.favourable" if direction < 0 else "change.unfavourable"
    return {1: "change.up", -1: "change.down", 0: "change.stable"}[direction]


def cause(view: View) -> Text:
    """Why a figure can't be given, in three or four words."""
    current = view.score.current
    leaves = {leaf.expression: leaf.value for leaf in current.inputs}
    # of a difference from the opening level the opening alone may lack: the first cycle of a source
    opened = [name for name in leaves if name.startswith("opening(") and leaves[name] is None]
    if current.cause == "no_rows" and any(leaves.get(n[len("opening(") : -1]) is not None for n in opened):
        return view.words.text("state.no_opening")
    key = f"cause.{current.cause}"
    return view.words.text(key if view.words.has(key) else "cause.other")


def verdict_cell(view: View, form: str) -> Cell:
    """Sign and verdict; ``form`` is ``tile``, ``table`` or ``deck`` (in words of different length)."""
    current, text = view.score.current, view.words.text
    if not view.measured:
        return Cell(last_value(view) if form == "tile" else text("verdict.none"), "unknown")
    if current.state == "partial" and current.coverage.share is not None:
        return Cell(_partial(view), "unknown")
    if current.state in ("partial", "stale"):
        return Cell(text(f"verdict.{current.state}_plain"), "unknown")
    if current.small_base:
        return Cell(text("verdict.small_base", needed=_needed(view)), "unknown")
    if view.verdict.kind == "none" and view.period.cycle.running:  # *Sans verdict* is left to the target beside it
        running = text(f"cycle.running.{view.period.kind}")
        return Cell(running if form == "deck" else capital(running), "unknown")
    return Cell(text(f"verdict.{form}.{view.verdict.kind}"), _SIGNS.get(view.verdict.kind, "unknown"))


def _partial(view: View) -> Text:
    """*Partiel, 27 j sur 31*; of several channels, whose days are counted together, the share: *Partiel, 94 %*."""
    coverage, cycle = view.score.current.coverage, view.period.cycle
    if coverage.expected > (cycle.stop - cycle.start).days:
        share = Figure(f"{view.id}.coverage", coverage.share, "percent")
        return view.words.text("verdict.partial_share", share=share)
    present = Figure(f"{view.id}.coverage.present", Decimal(coverage.present), "count")
    expected = Figure(f"{view.id}.coverage.expected", Decimal(coverage.expected), "count")
    return view.words.text("verdict.partial", present=present, expected=expected)


def small_words(view: View) -> Text:
    """*n = 4, base < 10*, where no verdict stands beside the figure."""
    found = small_text(view, view.score.current, "base")
    return view.words.text("state.small", found=found, needed=_needed(view)) if found else ()


def _needed(view: View) -> Figure:
    _, needed = view.score.current.small_base or (0, 0)
    return Figure(f"{view.id}.base.needed", Decimal(needed), "count")


def last_value(view: View) -> Text:
    """The newest cycle that has a figure: *dernière valeur : sept. 2026*."""
    for value in reversed(view.history[:-1]):
        if value.value is not None:
            figure = Figure(f"cycle.{value.cycle.id}.short", value.cycle, "cycle_short")
            return view.words.text("verdict.last_value", cycle=figure)
    return view.words.text("verdict.never_measured")


def status_cell(view: View) -> Cell:
    """Sign, status word and attainment of a KPI; *Sans verdict* where it has a target but no status."""
    if view.score.target is None:
        return Cell()
    if view.status is None:
        key = "own_cycle.running" if view.period.later else "status.unknown"
        come = view.words.text("status.cumulated", value=view.cumulated) if view.cumulated is not None else ()
        return Cell(on_the_way(view) or come or view.words.text(key), "unknown", strong=True)
    return _status(view.report, view.status, view.attainment)


def pace_of(view: View) -> Pace | None:
    """How far a KPI has come in a cycle that still runs, or on the way to a cumulative target, where a part of it is
    due by now; None in the first days.
    """
    pace = view.score.target.pace if view.score.target else None
    known = pace is not None and pace.status and pace.pace is not None and pace.share is not None
    return pace if known and view.status is None else None


def on_the_way(view: View) -> Text:
    """*En avance, 166 %*: what has come, of what was due by now."""
    pace, reached = pace_of(view), paced(view)
    return view.words.text(f"status.pace.{pace.status}", pace=reached) if pace and reached else ()


def paced(view: View) -> Figure | None:
    """The share that has come of what was due by now; None where nothing is on its way."""
    pace = pace_of(view)
    return Figure(f"{view.id}.pace", pace.pace, "percent") if pace else None


def pace_word(view: View) -> Text:
    """*En avance*, where its share stands beside it."""
    pace = pace_of(view)
    return view.words.text(f"status.under_way.{pace.status}") if pace else ()


def _status(report: Views, status: Status, attainment: Figure | None) -> Cell:
    text = report.words.text(f"status.{status}")
    if attainment is not None:
        text = report.words.text("status.with_attainment", status=text, attainment=attainment)
    tone: Tone = status
    return Cell(text, status, tone, strong=True)


def attainment_cell(view: View) -> Cell:
    """The sign alone with the percentage; its word is the sign's alternative text. Of a cumulative target what has
    come of what was due by now, whose word stands in the notes."""
    if view.status is None:
        reached = paced(view) if view.cumulated is not None else None
        return Cell((reached,)) if reached else Cell()
    word = view.words.string(f"status_alt.{view.status}")
    if view.attainment is None:
        return Cell(view.words.text(f"status.{view.status}"), view.status)
    return Cell((view.attainment,), view.status, sign_alt=word)


def is_share(view: View) -> bool:
    """Whether the attainment is the value's share of the target, so that it reads as *104 % de 600*."""
    target = view.score.target
    return target is not None and target.start is None and not view.lower


def target_text(view: View) -> Text:
    """*Objectif 24 000 €*, *Plafond 50,00 €*, *Objectif 38 400, depuis 36 010*, *Cumul 701 sur 800* of a cumulative one
    whose pace stands beside it; empty without a target."""
    if view.target is None:
        return ()
    if view.cumulated is not None and pace_of(view) is not None:
        return view.words.text("target.cumulated", value=view.cumulated, target=view.target)
    if view.start is not None:
        return view.words.text("target.goal_from", target=view.target, start=view.start)
    return view.words.text("target.ceiling" if view.lower else "target.goal", target=view.target)


def speaker(report: Views, objective: ObjectiveScore) -> View:
    """The KPI that speaks for an objective, on every page and slide: the main one where the status is its own or there
    is none; else, of those with the objective's status, or of all that are judged, the one furthest from its target."""
    main, status = report.main(objective), report.status(objective)
    if status is None or main.status == status:
        return main
    judged = judged_kpis(report, objective)
    return min([view for view in judged if view.status == status] or judged, key=_attained, default=main)


def judged_kpis(report: Views, objective: ObjectiveScore) -> list[View]:
    """The KPIs on which an objective's status rests."""
    return [view for view in report.of(objective) if view.status is not None and not view.score.context]


def _attained(view: View) -> Decimal:
    target = view.score.target
    return target.attainment if target and target.attainment is not None else Decimal(0)


def _counted_kpis(report: Views, objective: ObjectiveScore) -> list[View]:
    """The KPIs of which an objective's attainment is made: those judged, and those on their way to a later date."""
    views = [view for view in report.of(objective) if view.score.target and not view.score.context]
    return [view for view in views if view.status is not None or pace_of(view) is not None]


def deciding_kpi(report: Views, objective: ObjectiveScore) -> View | None:
    """The KPI that speaks for its objective: the only one, and the main one where the objective's status is its own;
    None where the status is that of several together."""
    counted, main = _counted_kpis(report, objective), report.main(objective)
    if len(counted) < 2:
        return counted[0] if counted else main
    return main if main.status is not None and main.status == report.status(objective) else None


def objective_status(report: Views, objective: ObjectiveScore) -> Cell:
    """Status of an objective, with the attainment of the KPI that speaks for it, else with that of all together."""
    status, one = report.status(objective), deciding_kpi(report, objective)
    together = report.attainment(report.insight(objective))
    if status is None and one is None and together is not None:
        return Cell(
            report.words.text(f"status.pace.{report.pace_status(together)}", pace=together), "unknown", strong=True
        )
    if status is None:
        main = report.main(objective)
        cumulated = main.cumulated if main.measured else None
        alone = report.words.text("status.cumulated", value=cumulated) if cumulated is not None else ()
        return Cell(on_the_way(main) or alone or report.words.text(_no_status_key(main)), "unknown", strong=True)
    return _status(report, status, one.attainment if one else together)


def _no_status_key(main: View) -> str:
    if not main.measured:
        return "status.not_measured"
    if main.score.target is None:
        return "status.no_target"
    return "own_cycle.running" if main.period.later else "status.unknown"


def speaking_kpi(report: Views, objective: ObjectiveScore) -> Text:
    """The KPI beside the objective's status; with *et un autre* where the status is that of several together."""
    main = report.main(objective)
    one = deciding_kpi(report, objective)
    if one is not None:
        return one.name
    others = sum(view is not main for view in _counted_kpis(report, objective))
    number = report.words.number(others, f"objective.{objective.id}.others")
    return report.words.text("objectives.and_others", count=others, kpi=main.name, number=number)


def decision_cell(report: Views, insight: ObjectiveInsight, form: str) -> Cell:
    """The decision in words (``form``: ``table`` or ``block``), marked as proposed or, by a person, as decided."""
    decision = insight.decision
    text = report.words.text(f"decision.{form}.{decision.person_choice or decision.choice}")
    main = next(report.main(o) for o in report.scorecard.objectives if o.id == insight.id)
    if decision.person_choice is None and main.period.later:
        last = _closed(report, insight) if form == "block" else ()
        return Cell(last or report.words.text("own_cycle.running"), strong=True)
    if decision.person_choice is not None:
        return Cell(text, strong=True, after=report.words.text("decision.decided"))
    if form == "table" or decision.choice == "no_proposal":
        return Cell(text, strong=True)
    return Cell(text, strong=True, after=report.words.text("decision.proposed"))


def reason_text(report: Views, insight: ObjectiveInsight) -> Text:
    """Why, in a few words: from the rule, or that a person decided."""
    decision, words = insight.decision, report.words
    main = next(report.main(o) for o in report.scorecard.objectives if o.id == insight.id)
    if decision.person_choice is not None:
        return words.text("reason.person", person=words.own(decision.person, f"objective.{insight.id}.person"))
    if (
        decision.reason in ("missed_three", "missed_but_reached_before", "short")
        and 1 < decision.streak <= LONGEST_STREAK
    ):
        number = words.number(decision.streak, f"objective.{insight.id}.streak")
        return words.text(f"reason.missed_streak.{main.period.kind}", number=number)
    if decision.reason == "not_ok" and not main.measured:
        return cause(main)
    if decision.reason == "running":
        running, last = words.text(f"cycle.running.{main.period.kind}"), _closed(report, insight)
        return words.text("own_cycle.reason", running=running, closed=last) if last else running
    return words.text(f"reason.{decision.reason}")


def _closed(report: Views, insight: ObjectiveInsight) -> Text:
    """What was decided when the objective's own cycle last closed: *T3 2026 : continuer*."""
    closed = insight.closed
    if closed is None or closed.cycle is None:
        return ()
    return report.words.text(
        "own_cycle.closed",
        cycle=Figure(f"cycle.{insight.id}.closed", closed.cycle, "cycle"),
        decision=report.words.text(f"decision.phrase.{closed.decision.choice}"),
    )
