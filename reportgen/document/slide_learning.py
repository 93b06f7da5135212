"""Views → the deck's slides of the funnel, of posts and of the actions."""

from __future__ import annotations

from itertools import zip_longest

from reportgen.document.funnel import Step, funnel_chart, funnel_notes, rates_table, steps_of, weakest
from reportgen.document.learning import planned, planned_table, planned_title, trials_title
from reportgen.document.paging import paged_under
from reportgen.document.slide_asks import ask_rows, asks_title
from reportgen.document.slide_content import content_slides
from reportgen.document.slide_objective import TITLE_LENGTH
from reportgen.document.speaker import plain_notes, said
from reportgen.document.trials import CONCLUSIONS, Tried, tried
from reportgen.document.view import Views
from reportgen.document.wording import NBSP, join, lowered, sentences
from reportgen.model.learning import Outcome
from reportgen.model.report import Cell, Slide, SlideColumn, SpeakerNotes
from reportgen.model.text import Text

OUTCOMES: tuple[Outcome, ...] = ("worked", "did_not", "cannot_tell")
MOST = 3  # trials of a column
LINE, LINES = 46, 8  # characters and lines that a column has room for at its smallest size


def learning_slides(report: Views) -> tuple[Slide, ...]:
    """Funnel, posts and actions, those that there are."""
    made = [slide for slide in (_funnel(report), *content_slides(report), _actions(report)) if slide]
    return tuple(page for slide in made for page in paged_under(slide))


def _funnel(report: Views) -> Slide | None:
    steps = steps_of(report)
    if not steps:
        return None
    words, chart = report.words, funnel_chart(report, steps)
    return Slide(
        id="funnel",
        layout="chart_and_table",
        title=chart.title,
        section=words.text("funnel.deck_section"),
        heading=chart.subtitle,
        chart=chart,
        table_heading=words.text("funnel.rates"),
        table=rates_table(report, steps),
        decision_heading=words.text("funnel.where"),
        decision=(_act(report, steps),),
        source=sentences(*funnel_notes(report, steps)),
        notes=plain_notes(report, chart.title),
        group=words.string("learning.deck.section"),
    )


def _act(report: Views, steps: list[Step]) -> Text:
    """Which step to look at first, and how far its rate moved; what to do there only a person can say."""
    words, found = report.words, weakest(report, steps)
    if found is None:
        return words.text("funnel.no_act")
    before, step, rate = found
    size = rate.change(rate.delta, "delta")
    cycle = words.cycle("on", report.scorecard.previous, "cycle.previous", short=True)
    moved = words.text("funnel.moved", size=size, cycle=cycle) if size is not None else ()
    parts = {"from": lowered(before.name), "to": lowered(step.name)}
    return words.text("funnel.act", rate=rate.value, change=moved, **parts)


def _actions(report: Views) -> Slide | None:
    rows, next_, asked = tried(report), planned(report), ask_rows(report)
    if not rows and not next_ and not asked:
        return None
    words = report.words
    title = _title(report, rows)
    return Slide(
        id="actions",
        layout="actions" if rows else "table",
        title=title,
        section=words.text("learning.deck.section"),
        columns=tuple(_column(report, outcome, rows) for outcome in OUTCOMES) if rows else (),
        table_heading=words.text(f"learning.deck.{'asked' if asked else 'next'}") if rows and (next_ or asked) else (),
        table=planned_table(report, next_, asked) if next_ or asked else None,
        source=words.text("learning.deck.source") if rows else (),
        notes=_notes(report, title, rows),
        group=words.string("learning.deck.section"),
    )


def _title(report: Views, rows: list[Tried]) -> Text:
    """How many trials worked, how many decisions are asked for, and how many actions are planned."""
    next_, asked, words = planned(report), asks_title(report), report.words
    plan = planned_title(report, next_) if next_ else ()
    both = words.text("list.two", first=asked, second=lowered(plan)) if asked and plan else asked or plan
    if not rows:
        return report.first_fit([both, asked or plan], TITLE_LENGTH)
    worked = trials_title(report, rows)
    ends = [end for end in (both, asked, plan) if end]
    wordings = [words.text("learning.deck.title", worked=worked, planned=lowered(end)) for end in ends]
    return report.first_fit([*wordings, worked], TITLE_LENGTH)


def _column(report: Views, outcome: Outcome, rows: list[Tried]) -> SlideColumn:
    """What was tried with this outcome, then what a person learned by it, as far as there is room for all; else a mark
    says that the notes have more."""
    words = report.words
    mine = [row for row in rows if row.outcome == outcome]
    sign, tone = CONCLUSIONS[outcome]
    heading = Cell(words.text(f"learning.outcome.{outcome}"), sign, tone, strong=True)
    lines = [_line(report, row) for row in mine[:MOST]]
    more = len(mine) - len(lines)
    if more:
        lines.append(words.text("learning.deck.more", more, number=words.number(more, f"trials.more.{outcome}")))
    return SlideColumn(heading, _with_learned(report, lines, mine) or (words.text("learning.deck.none"),))


def _with_learned(report: Views, lines: list[Text], rows: list[Tried]) -> tuple[Text, ...]:
    """The lines of a column, each followed by what a person learned; a mark where that has no room."""
    left = LINES - sum(report.line_count(line, LINE) for line in lines)
    shown: list[Text] = []
    for line, row in zip_longest(lines, rows[:MOST]):
        learned = row.learned if row else ()
        needs = report.line_count(learned, LINE)
        shown += [line, learned] if needs <= left else [join(line, f"{NBSP}…")]
        left -= needs if needs <= left else 0
    return tuple(text for text in shown if text)


def _line(report: Views, row: Tried) -> Text:
    if row.outcome == "cannot_tell":
        return report.words.text("learning.deck.because", title=row.title, reason=row.reason)
    return row.short


def _notes(report: Views, title: Text, rows: list[Tried]) -> SpeakerNotes:
    """The message, what a person learned and will do, and the evidence of each trial."""
    return plain_notes(report, title, *(row.evidence for row in rows), say=said(report, "learned", "next"))
