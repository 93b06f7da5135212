"""Views → the one sentence at the top: the best objective and the worst; what moved and was attained, never why."""

from __future__ import annotations

from reportgen.document.budgets import worst_overspent
from reportgen.document.cells import LONGEST_STREAK, is_small, speaker
from reportgen.document.telling import favour, most_telling, side
from reportgen.document.view import View, Views
from reportgen.document.wording import Part, capital, join
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Text

LENGTH = 165  # characters: three lines of the page's headline


def headline(report: Views) -> Text:
    """The answer, without its full stop. The worst news is never left out for want of room."""
    objectives = list(report.scorecard.objectives)
    groups = {status: [o for o in objectives if report.status(o) == status] for status in ("met", "close", "missed")}
    unknown = [o for o in objectives if report.status(o) is None and not report.main(o).measured]
    if not any(groups.values()):
        text = _nothing_judged(report, objectives, unknown)
    else:
        text = _judged(report, groups, unknown, len(objectives))
    return capital(text)


def _judged(report: Views, groups: dict[str, list[ObjectiveScore]], unknown: list[ObjectiveScore], total: int) -> Text:
    words = report.words
    missing = [words.text("headline.missing", kpi=report.main(o).noun.text) for o in unknown[:1]]
    met, close, missed = groups["met"], groups["close"], groups["missed"]
    judged = len(met) + len(close) + len(missed)
    worst = _worst(report, missed or close)
    if worst is None:
        return _all_met(report, met, missing, total)
    short = clause(report, worst)
    if judged == 1 or (judged < total and not met):  # nothing can be said of all
        reason = beyond(worst) if total == 1 else None
        whole = finding(report, worst.objective)
        return report.first_fit(
            [_and(report, whole, reason, *missing), whole, _and(report, short, *missing), short], LENGTH
        )
    if met:
        best = clause(report, speaker(report, _best(report, met)))
        bad = _several_missed(report, missed, worst, total) if len(missed) > 1 else [short]
        wordings = [_and(report, best, bad[0], *missing), *(_and(report, best, text) for text in bad)]
        return report.first_fit([*wordings, *bad], LENGTH)
    key = "headline.all_close" if len(close) == judged else "headline.none_met"
    lead = words.text(key, judged, number=words.number(judged, "headline.objectives"))
    return report.first_fit([_and(report, lead, short, *missing), _and(report, lead, short), short], LENGTH)


def _all_met(report: Views, met: list[ObjectiveScore], missing: list[Text], total: int) -> Text:
    """Nothing but good news of targets: a budget much overspent is told before what moved."""
    best, over = speaker(report, _best(report, met)), worst_overspent(report)
    if total == 1:
        return report.first_fit([_and(report, clause(report, best), over), over], LENGTH)
    falling = [view for o in met if (view := report.main(o)).verdict.kind == "signal_bad"]
    move = moved(falling[0] if falling else best)
    if missing:
        return report.first_fit(
            [_and(report, clause(report, best), over, *missing), _and(report, over, *missing)], LENGTH
        )
    if len(met) < total:  # the others have no target
        others = [clause(report, speaker(report, objective)) for objective in met if report.main(objective) is not best]
        told = [over] if over else others[:1]
        return report.first_fit([_and(report, clause(report, best), *told), over or clause(report, best)], LENGTH)
    number = report.words.number(len(met), "headline.objectives")
    lead = report.words.text("headline.all_met", len(met), number=number)
    return report.first_fit([_and(report, lead, over or move), over or lead], LENGTH)


def _several_missed(report: Views, missed: list[ObjectiveScore], worst: View, total: int) -> list[Text]:
    """How many were missed and by which KPI most, in two lengths."""
    parts: dict[str, Part] = {
        "number": report.words.number(len(missed), "headline.missed", total),
        "total": report.words.number(total, "headline.total"),
        "kpi": worst.noun.text,
    }
    plain = report.words.text("headline.several_missed_plain", **parts)
    if worst.attainment is None:
        return [plain]
    return [report.words.text("headline.several_missed", attainment=worst.attainment, **parts), plain]


def _nothing_judged(report: Views, objectives: list[ObjectiveScore], unknown: list[ObjectiveScore]) -> Text:
    """No status at all: no target, a running cycle, or no data."""
    words = report.words
    if len(unknown) == len(objectives):
        return words.text("headline.no_data", cycle=words.cycle("of", report.cycle, "cycle.current"))
    moves = [_news(view) for view in most_telling(report)]
    wordings = [_and(report, *moves), moves[-1]]
    if unknown:
        wordings.insert(0, _and(report, *moves, words.text("headline.missing", kpi=report.main(unknown[0]).noun.text)))
    if report.cycle.running:
        wordings = [words.text("headline.running", clause=wording, day=report.until) for wording in wordings]
    return report.first_fit(wordings, LENGTH)


def _news(view: View) -> Text:
    """What a KPI did; of a signal that its last step does not show, where it stands."""
    if not is_small(view) and view.place in ("above", "below", "drift") and (favour(view) > 0) != (side(view) > 0):
        return view.words.text(f"title.{view.place}", view.noun.count, kpi=view.noun.text, value=view.value)
    return moved(view)


def _and(report: Views, *clauses: Text | None) -> Text:
    kept = [text for text in clauses if text]
    text = kept[0]
    for more in kept[1:]:
        text = report.words.text("headline.and", first=text, second=more)
    return text


def _best(report: Views, met: list[ObjectiveScore]) -> ObjectiveScore:
    """Of the objectives met: one with a good signal, then one that moved well, then the first in the config."""
    return min(met, key=lambda o: (report.main(o).verdict.kind != "signal_good", favour(report.main(o)) <= 0))


def _worst(report: Views, objectives: list[ObjectiveScore]) -> View | None:
    order = {name: index for index, name in enumerate(report.insights.worst_first)}
    if not objectives:
        return None
    return speaker(report, min(objectives, key=lambda o: order.get(o.id, len(order))))


def finding(report: Views, objective: ObjectiveScore) -> Text:
    """What an objective's main KPI attained; with the KPI that decided, where the status is another's, or the one
    without a figure, for want of which there is no status."""
    main, judged = report.main(objective), speaker(report, objective)
    if judged is main and (main.status is None or report.status(objective) is not None):
        return clause(report, main)
    if judged is main:
        silent = [v for v in report.of(objective) if v.score.target and not v.measured and not v.score.context]
        missing = [report.words.text("headline.missing", kpi=view.noun.text) for view in silent[:1]]
        return _and(report, clause(report, main), *missing)
    return _and(report, clause(report, main), clause(report, judged))


def clause(report: Views, view: View) -> Text:
    """What a KPI attained, as part of a sentence: *les prospects manquent leur objectif (132 pour 140)*."""
    words, status, noun = report.words, view.status, view.noun
    form = "ceiling" if view.lower else "goal"
    if status is None or view.target is None:
        return moved(view)
    if status == "met":
        return _met(view, form)
    streak = report.insight(view.objective).decision.streak
    ordinal = words.ordinal(streak) if 1 < streak <= LONGEST_STREAK else None
    if status == "missed" and ordinal and view.score.main:
        running = words.text(f"cycle.streak.{view.period.kind}", ordinal=ordinal)
        return words.text(f"headline.missed_again.{form}", noun.count, kpi=noun.text, streak=running)
    return words.text(
        f"headline.{status}.{form}", noun.count, kpi=noun.text, value=view.value, target=view.target
    )  # fmt: skip


def _met(view: View, form: str) -> Text:
    size, direction = view.size(view.delta), view.direction(view.delta)
    parts: dict[str, Part] = {"kpi": view.noun.text}
    if size is None or not direction:
        return view.words.text(f"headline.met_plain.{form}", view.noun.count, value=view.value, **parts)
    way = "up" if direction > 0 else "down"
    return view.words.text(f"headline.met_{way}.{form}", view.noun.count, size=size, **parts)


def moved(view: View) -> Text:
    """What a KPI did since the cycle before: *les prospects progressent de 6,4 %, à 132*."""
    words, noun = view.words, view.noun
    if not view.measured:
        return words.text("headline.missing", kpi=noun.text)
    if is_small(view):
        return words.text("moved.small", noun.count, kpi=noun.text)
    size, direction = view.size(view.delta), view.direction(view.delta)
    if size is None or not direction:
        key = "moved.stable" if view.delta.kind == "stable" else "moved.level"
        return words.text(key, noun.count, kpi=noun.text, value=view.value)
    way = ("up" if direction > 0 else "down") + ("" if view.score.better == "higher" else "_neutral")
    return words.text(f"moved.{way}", noun.count, kpi=noun.text, size=size, value=view.value)


def beyond(view: View) -> Text | None:
    """That the target lies outside what the KPI usually does; None where it does not, or the range is unknown."""
    if view.band is None or view.target is None or view.score.target is None or view.status == "met":
        return None
    low, high = view.band
    outside = view.score.target.value < low if view.lower else view.score.target.value > high
    if not outside:
        return None
    return join(view.words.text("headline.beyond." + ("ceiling" if view.lower else "goal"), target=view.target))
