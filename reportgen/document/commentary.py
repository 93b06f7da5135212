"""Views → what stands beside an objective's chart: a person's words, then at most three generated sentences.

These say what the figures say and the chart's title does not: the usual range, the KPI that decided, the channels that
moved most, the year before.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document import cells, own_words
from reportgen.document.chart_text import channel_moves, chart_message, way
from reportgen.document.charts import is_flow, known_channels
from reportgen.document.headline import clause
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, join, sentences, stopped
from reportgen.model.chart import ChartSpec
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Text

MANY_OBJECTIVES = 8  # beyond it page 1's table has no room for the reasons of decisions
MOST_SENTENCES = 3
_LINE, _LINES = 38, 14  # characters and lines of the column beside the chart


def commentary(report: Views, objective: ObjectiveScore, chart: ChartSpec | None) -> tuple[Text, ...]:
    """A person's words first, then as many sentences as the height of the chart has room for, at least one."""
    own = own_words.commentary(report, objective.id)
    kept: list[Text] = []
    for text in _facts(report, objective, chart):
        more = (*own, sentences(*kept, text))
        if len(kept) < MOST_SENTENCES and (not kept or sum(report.line_count(t, _LINE) for t in more) <= _LINES):
            kept.append(text)
    if own or len(kept) < MOST_SENTENCES:
        return (*own, sentences(*kept)) if own and kept else (*own, *kept)
    return (kept[0], sentences(*kept[1:]))


def _facts(report: Views, objective: ObjectiveScore, chart: ChartSpec | None) -> Iterator[Text]:
    """The most important first; none that the chart's title has already told."""
    view = report.main(objective)
    told = _told(view, chart)
    if len(report.scorecard.objectives) > MANY_OBJECTIVES:
        yield _decision(report, objective)
    facts = (
        _range_sentence(view, told),
        _judged_sentence(report, objective, told),
        _channels_sentence(view, told),
        _year_sentence(view, told, cells.speaker(report, objective) is not view),
    )
    yield from (text for text in facts if text)


def _told(view: View, chart: ChartSpec | None) -> frozenset[str]:
    if chart is None:
        return frozenset()
    return frozenset({"channels"}) if chart.kind == "bars" else chart_message(view).states


def _decision(report: Views, objective: ObjectiveScore) -> Text:
    """*Changer d’approche : manqué trois mois de suite.*"""
    insight = report.insight(objective)
    choice = insight.decision.person_choice or insight.decision.choice
    decision, reason = report.words.text(f"decision.block.{choice}"), cells.reason_text(report, insight)
    return stopped(report.words.text("comment.decision", decision=decision, reason=reason))


def _range_sentence(view: View, told: frozenset[str]) -> Text:
    """Where the value stands in its usual range, or why there is none; its limits alone where the chart's title says
    where it stands."""
    words = view.words
    if not view.measured:
        return words.text("comment.not_measured", kpi=view.noun.text, cause=cells.cause(view))
    if view.band is None:
        key = {"too_little_history": "comment.no_range", "too_few_events": "comment.too_few"}.get(view.verdict.kind)
        return words.text(key) if key else ()
    low, high = view.of(view.band[0], "low"), view.of(view.band[1], "high")
    noun, place = view.noun, {"usual": "inside"}.get(view.place, view.place)
    if not place:
        return ()
    if "range" in told and place != "drift":
        return words.text("comment.limits", value=view.value, low=low, high=high)
    return words.text(f"comment.range.{place}", noun.count, kpi=noun.text, value=view.value, low=low, high=high)


def _judged_sentence(report: Views, objective: ObjectiveScore, told: frozenset[str]) -> Text:
    """What the KPI attained by which the objective is judged, where the chart's title does not tell."""
    judged = cells.speaker(report, objective)
    if judged.status is None or judged.target is None or not judged.measured:
        return ()
    if judged is report.main(objective) and "target" in told:
        return ()
    return join(capital(clause(report, judged)), ".")


def _channels_sentence(view: View, told: frozenset[str]) -> Text:
    """The channels of a count or an amount that moved most since the cycle before; of one alone there is no most."""
    if "channels" in told or not is_flow(view) or view.delta.kind not in ("relative", "absolute", "stable"):
        return ()
    channels = known_channels(view)
    moves = channel_moves(view, channels) if len(channels) > 1 else []
    if not moves:
        return ()
    since = view.words.cycle("since", view.period.previous, f"{view.period.id}.previous")
    return view.words.text("comment.channels", since=since, moves=moves[0])


def _year_sentence(view: View, told: frozenset[str], named: bool) -> Text:
    """The value a year ago and what has changed since, with the KPI's name where another was just spoken of; empty
    where the two can't be compared."""
    words, delta = view.words, view.year_delta
    if "year_ago" not in view.period.compared or view.year_ago is None or not view.measured:
        return ()
    if delta.kind == "withheld":
        return ()
    size = view.size(delta, "year_delta")
    direction = view.direction(delta)
    if size is None or not direction or "year" in told:
        key = "comment.year_same_of" if named else "comment.year_same"
        return words.text(key, value=view.year_ago, kpi=view.noun.text)
    if named:
        moved = words.text(f"title.year_{way(view, direction)}", view.noun.count, size=size, kpi=view.noun.text)
        return words.text("comment.year_of", value=view.year_ago, moved=moved)
    key = "comment.year_more" if direction > 0 else "comment.year_less"
    return words.text(key, value=view.year_ago, size=size)
