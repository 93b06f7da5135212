"""Views → what may be said on page 1: for each of its texts the facts, the most important first.

A fact is one sentence in several wordings, the fullest first. It says what moved and by how much, never why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.document import cells
from reportgen.document.effort import proposal, silent_line
from reportgen.document.findings import listed
from reportgen.document.funnel import steps_of, weakest
from reportgen.document.headline import headline, moved
from reportgen.document.learning import planned, planned_day
from reportgen.document.money import money
from reportgen.document.returns_channels import channel_text
from reportgen.document.trials import tried
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, join, lowered
from reportgen.model.effort import CampaignChoice, CampaignVerdict
from reportgen.model.text import Figure, Text

Fact = Sequence[Text]
NAMED = 2  # KPIs or titles in a sentence; the others are counted


def facts(report: Views) -> dict[str, list[Fact]]:
    """Each text has at least one fact, if only that nothing is known."""
    words = report.words
    happened, learned, to_do = list(_happened(report)), list(_learned(report)), list(_next(report))
    return {
        "summary": happened or [[words.text("passages.no_figure")]],
        "learned": learned,
        "next": to_do or [[words.text("passages.no_proposal")]],
    }


def _happened(report: Views) -> Iterator[Fact]:
    """Missed targets, the worst first, then other bad signals, then the largest moves; nothing that the headline has
    already said, unless there is nothing else."""
    told = report.display.text(headline(report)).casefold()
    said: list[Fact] = []
    repeated: list[Fact] = []
    for view in _by_news(report):
        wordings = [_sentence(text) for text in (_against(view), moved(view)) if text]
        clause = report.display.text(wordings[0]).rstrip(".").casefold()
        (repeated if clause in told else said).append(wordings)
    yield from said or repeated


def _by_news(report: Views) -> list[View]:
    """The measured KPIs that page 1 may speak of, each once: of a KPI in two objectives the first."""
    order = {name: place for place, name in enumerate(report.insights.worst_first)}
    objectives = sorted(report.scorecard.objectives, key=lambda o: order.get(o.id, len(order)))
    short = [cells.speaker(report, o) for o in objectives if report.status(o) in ("missed", "close")]
    bad = [view for view in report.kpis.values() if view.verdict.kind == "signal_bad" and not view.score.context]
    mains = [report.main(o) for o in report.scorecard.objectives]
    largest = sorted(mains, key=lambda view: (not view.verdict.kind.startswith("signal"), -_size(view)))
    found: dict[str, View] = {}
    for view in (*short, *sorted(bad, key=lambda view: -_size(view)), *largest):
        if view.measured:
            found.setdefault(view.score.id, view)
    return list(found.values())


def _size(view: View) -> Decimal:
    """How much a KPI moved since the cycle before, relative to what it was; points of a rate as they are."""
    delta, before = view.delta, view.score.previous.value
    size = delta.relative if delta.kind == "relative" else delta.absolute
    if size is None or not view.direction(delta):
        return Decimal(0)
    if delta.kind == "absolute" and before is not None and before.value:
        size /= before.value
    return abs(size)


def _against(view: View) -> Text:
    """*Les prospects reculent de 5,0 %, à 132, pour un objectif de 140*; empty for a KPI that misses none."""
    if view.status not in ("missed", "close") or view.target is None:
        return ()
    key = "ceiling" if view.lower else "goal"
    return view.words.text(f"narrative.against.{key}", moved=moved(view), target=view.target)


def _learned(report: Views) -> Iterator[Fact]:
    """Bad signals, what was tried, the weakest step, campaigns, channels that give little, good signals. That there is
    no signal is as much worth knowing."""
    signals = _signals(report)
    yield from (_signal_fact(report, "bad", views) for views in [signals["signal_bad"]] if views)
    yield from _tried(report)
    yield from _weakest(report)
    yield from _campaigns(report)
    effort = report.insights.effort
    yield from ([silent_line(report, item)] for item in (effort.silent if effort else ()))
    for kind in ("good", "neutral"):
        if signals[f"signal_{kind}"]:
            yield _signal_fact(report, kind, signals[f"signal_{kind}"])
    if not any(signals.values()):
        yield [report.words.text("passages.no_signal" if _judged(report) else "passages.no_verdict")]


def _signals(report: Views) -> dict[str, list[View]]:
    found: dict[str, dict[str, View]] = {f"signal_{kind}": {} for kind in ("good", "bad", "neutral")}
    for view in report.kpis.values():
        if view.measured and not view.score.context and view.verdict.kind in found:
            found[view.verdict.kind].setdefault(view.score.id, view)
    return {kind: list(views.values()) for kind, views in found.items()}


def _judged(report: Views) -> bool:
    """Whether any whole figure has a verdict."""
    mine = [view for view in report.kpis.values() if view.measured and not view.score.context]
    whole = [view for view in mine if view.score.current.state == "ok" and not view.score.current.small_base]
    return any(view.verdict.kind == "usual" for view in whole)


def _signal_fact(report: Views, kind: str, views: list[View]) -> Fact:
    """*Signaux défavorables : les prospects (132) et le coût par prospect (40,77 €).*"""
    words, count = report.words, len(views)
    valued = [words.text("narrative.valued", kpi=view.noun.text, value=view.value) for view in views]
    number = words.number(count, f"narrative.{kind}.count")
    return [
        words.text(f"narrative.signal.{kind}", count, kpis=_some(report, valued, kind)),
        words.text(f"narrative.signal.{kind}", count, kpis=_some(report, [v.noun.text for v in views], kind)),
        words.text(f"narrative.signals_counted.{kind}", count, number=number),
    ]


def _some(report: Views, names: list[Text], what: str) -> Text:
    """The first two, and how many others there are."""
    more = len(names) - NAMED
    if more < 1:
        return listed(report, names)
    words = report.words
    first = names[0]
    for name in names[1:NAMED]:
        first = words.text("list.comma", first=first, second=name)
    return words.text("list.more", more, first=first, number=words.number(more, f"narrative.{what}.more"))


def _tried(report: Views) -> Iterator[Fact]:
    """What worked and what did not, with its figures; of what nobody can tell nothing is learned yet."""
    words = report.words
    rows = [row for row in tried(report) if row.outcome != "cannot_tell"]
    learning = report.scorecard.learning
    kpis = {trial.action: trial.kpi for trial in learning.trials} if learning else {}
    channels = {action.id: action.channel for action in report.config.actions}
    for row in sorted(rows, key=lambda row: row.outcome == "worked"):
        result, kpi = row.result, kpis.get(row.id)
        if kpi is not None:
            channel = channels.get(row.id)
            name = lowered(words.name(kpi.names, kpi.id))
            if channel is not None:
                name = words.text("learning.on_channel", kpi=name, channel=channel_text(report, channel))
            result = words.text("narrative.of_kpi", kpi=name, result=result)
        yield [
            words.text(f"narrative.tried.{row.outcome}", title=row.title, result=result),
            words.text(f"narrative.tried_plain.{row.outcome}", title=row.title),
        ]


def _weakest(report: Views) -> Iterator[Fact]:
    found = weakest(report, steps_of(report))
    if found is not None:
        before, step, rate = found
        parts = {"from": lowered(before.name), "to": lowered(step.name)}
        yield [report.words.text("narrative.weakest", rate=rate.value, **parts)]


def _campaigns(report: Views) -> Iterator[Fact]:
    """What a result of a campaign cost against its reference, those beyond it first."""
    for choice in ("stop_or_redo", "pursue"):
        for id_, row in _judged_campaigns(report, choice):
            if row.results:
                title = report.words.own(row.name, f"{id_}.name")
                each = money(f"{id_}.per_result", row.cost / row.results)
                reference = money(f"{id_}.reference", row.reference)
                yield [report.words.text("narrative.campaign", title=title, each=each, reference=reference)]


def _judged_campaigns(report: Views, choice: CampaignChoice) -> list[tuple[str, CampaignVerdict]]:
    """The campaigns of a verdict, with the beginning of their figures' ids, as the table of campaigns has them."""
    effort, given = report.insights.effort, report.scorecard.effort
    verdicts = {row.name: row for row in effort.campaigns if row.choice == choice} if effort else {}
    names = [row.name for row in given.campaigns] if given else []
    return [(f"campaign.{place}", verdicts[name]) for place, name in enumerate(names) if name in verdicts]


def _next(report: Views) -> Iterator[Fact]:
    """What to change, to stop, to move, to start, to keep."""
    words, change = report.words, False
    for choice in ("re_evaluate", "change"):
        for fact in _decided(report, choice):
            change = True
            yield fact
    stop = [words.own(row.name, f"{id_}.name") for id_, row in _judged_campaigns(report, "stop_or_redo")]
    if stop:
        number = words.number(len(stop), "narrative.stop")
        yield [
            words.text("narrative.stop", len(stop), titles=_quoted(report, stop)),
            words.text("narrative.stop_counted", len(stop), number=number),
        ]
    move = proposal(report)
    if move is not None:
        yield [_sentence(move[0])]
    keep = list(_decided(report, "continue"))
    if change or stop or move:
        yield from keep
        yield from _planned(report)
        return
    choices = [_choice(report, objective.id) != "no_proposal" for objective in report.scorecard.objectives]
    key = "nothing_to_change" if all(choices) else "some_proposals" if any(choices) else "no_proposal"
    yield [words.text(f"passages.{key}")]
    yield from _planned(report)


def _planned(report: Views) -> Iterator[Fact]:
    words = report.words
    for action in planned(report)[:1]:
        title, day = words.own(action.title, f"action.{action.id}.title"), planned_day(action)
        plain = words.text("narrative.planned.plain", title=title)
        figure = Figure(f"action.{action.id}.day.long", day, "day_and_month")
        yield [words.text("narrative.planned.dated", title=title, day=figure), plain] if day else [plain]


def _decided(report: Views, choice: str) -> Iterator[Fact]:
    """The objectives of one decision: by name, else their number."""
    words = report.words
    titles = [
        words.own(o.title, f"objective.{o.id}.title")
        for o in report.scorecard.objectives
        if _choice(report, o.id) == choice
    ]
    if titles:
        number = words.number(len(titles), f"passages.{choice}")
        yield [
            words.text(f"passages.{choice}", len(titles), titles=_quoted(report, titles)),
            words.text(f"passages.{choice}_counted", len(titles), number=number),
        ]


def _choice(report: Views, objective: str) -> str:
    decision = report.insights.objective(objective).decision
    return decision.person_choice or decision.choice


def _quoted(report: Views, titles: list[Text]) -> Text:
    """*« a », « b » et « c »*."""
    return listed(report, [report.words.text("list.quoted", text=title) for title in titles])


def _sentence(text: Text) -> Text:
    return join(capital(text), ".")
