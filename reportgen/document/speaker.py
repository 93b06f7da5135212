"""View → speaker notes: message and what to say, then for questions figures with their formula, definition, data."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, repeat

from reportgen.document import cells
from reportgen.document.blocks import figure_note
from reportgen.document.findings import source_name
from reportgen.document.formula_text import formula_text
from reportgen.document.headline import headline
from reportgen.document.narrative import TEXTS
from reportgen.document.notes import source_days
from reportgen.document.own_words import commentary
from reportgen.document.summary import key_figures
from reportgen.document.view import View, Views
from reportgen.document.wording import capital, join, sentences, stopped
from reportgen.model.insights import ObjectiveInsight
from reportgen.model.report import SpeakerNotes
from reportgen.model.scorecard import SourceScore
from reportgen.model.text import Text

Lines = tuple[Text, ...]


def cover_notes(report: Views) -> SpeakerNotes:
    """For the cover: the answer in one sentence, and the data."""
    return _labelled(report, join(headline(report), "."), (), (), (), _data(report))


def summary_notes(report: Views, *, closing: bool) -> SpeakerNotes:
    """For the summary slide: its key figures with their definitions, and the person's summary; where no slide of
    actions is ``closing`` the deck, also what was learned and what comes next."""
    message, shown = join(headline(report), "."), key_figures(report)
    own = said(report, "summary") if closing else said(report, *TEXTS)
    return _labelled(report, message, own, _figures(shown), _definitions(shown), _data(report))


def said(report: Views, *names: str) -> Lines:
    """A person's words under these names of the commentary, a line for each paragraph."""
    return tuple(text for name in names for text in commentary(report, name))


def plain_notes(report: Views, message: Text, *figures: Text, say: Lines = ()) -> SpeakerNotes:
    """For any other slide: its message, a person's words, what is said of its figures, if there are, and the data."""
    return _labelled(report, join(message, ".") if message else (), say, figures, (), _data(report))


def figures_notes(report: Views, message: Text, shown: Sequence[View]) -> SpeakerNotes:
    """For a slide of figures: each with its formula, its definition, and the data."""
    return _labelled(report, join(message, "."), (), _figures(shown), _definitions(shown), _data(report))


def speaker_notes(report: Views, view: View, message: Text, insight: ObjectiveInsight) -> SpeakerNotes:
    """For an objective's slide."""
    evidence = stopped(capital(cells.reason_text(report, insight)))
    shown = report.of(view.objective)
    return _labelled(
        report,
        sentences(join(message, "."), evidence),
        said(report, view.objective.id),
        _figures(shown),
        _definitions(shown),
        sentences(_data(report, shown), *_figure_notes(shown)),
    )


def _labelled(report: Views, message: Text, say: Lines, figures: Lines, definitions: Lines, data: Text) -> SpeakerNotes:
    """Each part under its label, which stands before its first line."""
    labels = ("message", "say", "figures", "definition", "data")
    found: list[tuple[Text, Text]] = []
    for label, lines in zip(labels, ((message,), say, figures, definitions, (data,)), strict=True):
        heads = chain((report.words.text(f"speaker.{label}"),), repeat(()))
        found += zip(heads, filter(None, lines), strict=False)
    spoken = sum(bool(line) for line in (message, *say))
    return SpeakerNotes(tuple(found), spoken, report.words.text("speaker.moved"))


def _figures(views: Sequence[View]) -> Lines:
    return tuple(_figure_line(view) for view in views)


def _definitions(views: Sequence[View]) -> Lines:
    """Each KPI once."""
    told = {
        view.score.id: view.words.text("speaker.defined", kpi=view.name, definition=view.definition)
        for view in views
        if view.definition
    }
    return tuple(told.values())


def _figure_notes(views: Sequence[View]) -> list[Text]:
    """What the report's table notes beside a figure: its coverage, how it was made, why its change is withheld."""
    noted = [(view, note) for view in views if (note := figure_note(view))]
    return [view.words.text("speaker.defined", kpi=view.name, definition=note) for view, note in noted]


def _figure_line(view: View) -> Text:
    """*Taux d’engagement = 3,8 % ; 8 240 ÷ 214 600.*"""
    words = view.words
    text = words.text("speaker.figure", kpi=view.title, value=cells.value_text(view))
    formula = formula_text(view)
    return join(words.text("speaker.with_formula", figure=text, formula=formula) if formula else text, ".")


def _data(report: Views, views: Sequence[View] = ()) -> Text:
    """What each source covers, the incomplete ones first; of these KPIs' sources, where they have any."""
    used = {trace.source for view in views for leaf in view.score.current.inputs for trace in leaf.traces}
    sources = [source for source in report.scorecard.sources if not used or source.name in used]
    whole: dict[int, list[SourceScore]] = {}
    for source in sources:
        if source.state == "ok" and source.days.present == source.days.expected:
            whole.setdefault(source.days.expected, []).append(source)
    together = [group for group in whole.values() if len(group) > 1]
    single = [source for source in sources if not any(source in group for group in together)]
    return sentences(*(_source_line(report, source) for source in single), *(_whole(report, g) for g in together))


def _source_line(report: Views, source: SourceScore) -> Text:
    state = report.words.text(f"sources.state_in_text.{source.state}")
    name, days = source_name(report, source.name), source_days(report, source)
    return report.words.text("speaker.source", source.days.present, source=name, state=state, **days)


def _whole(report: Views, group: Sequence[SourceScore]) -> Text:
    """*Complete over all 92 days: Facebook, LinkedIn.*"""
    names = source_name(report, group[0].name)
    for source in group[1:]:
        names = report.words.text("list.comma", first=names, second=source_name(report, source.name))
    days = source_days(report, group[0])["expected"]
    return report.words.text("speaker.complete", days=days, sources=names)
