"""View → speaker notes: message, figures with their formula, definition, data, what to say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from reportgen.display import default_precision
from reportgen.document import cells
from reportgen.document.blocks import figure_note
from reportgen.document.findings import source_name
from reportgen.document.headline import headline
from reportgen.document.notes import source_days
from reportgen.document.summary import key_figures
from reportgen.document.view import View, Views
from reportgen.document.wording import NBSP, Part, capital, join, quote, sentences
from reportgen.model.insights import ObjectiveInsight
from reportgen.model.report import Figure, SpeakerNotes, Text, Unit
from reportgen.model.scorecard import Input

_OPERATORS = {"*": "×", "/": "÷", "+": "+", "-": "−"}
_UNITS = ("count", "currency", "percent", "ratio", "score", "seconds", "minutes", "hours", "days", "months", "years")


def cover_notes(report: Views) -> SpeakerNotes:
    """For the cover: the answer in one sentence, and the data."""
    return _labelled(report, join(headline(report), "."), (), (), _data(report), ())


def summary_notes(report: Views) -> SpeakerNotes:
    """For the summary slide: its key figures with their definitions, and the person's summary."""
    own = report.config.commentary.get("summary", "")
    message, shown = join(headline(report), "."), key_figures(report)
    return _labelled(
        report, message, _figures(shown), _definitions(shown), _data(report), _own(report, own, "summary")
    )  # fmt: skip


def scoreboard_notes(report: Views, message: Text) -> SpeakerNotes:
    """For the scoreboard: every figure with its formula."""
    shown = list(report.kpis.values())
    return _labelled(report, join(message, "."), _figures(shown), _definitions(shown), _data(report), ())


def plain_notes(report: Views, message: Text) -> SpeakerNotes:
    """For any other slide: its message, if it has one, and the data."""
    return _labelled(report, join(message, ".") if message else (), (), (), _data(report), ())


def speaker_notes(report: Views, view: View, message: Text, insight: ObjectiveInsight) -> SpeakerNotes:
    """For an objective's slide."""
    evidence = join(capital(cells.reason_text(report, insight)), ".")
    own = report.config.commentary.get(view.objective.id, "")
    shown = report.of(view.objective)
    return _labelled(
        report,
        sentences(join(message, "."), evidence),
        _figures(shown),
        _definitions(shown),
        sentences(_data(report, shown), *_figure_notes(shown)),
        _own(report, own, view.objective.id),
    )


def _labelled(report: Views, *texts: Text) -> SpeakerNotes:
    labels = ("message", "figures", "definition", "data", "say")
    return SpeakerNotes(
        tuple((report.words.text(f"speaker.{label}"), text) for label, text in zip(labels, texts, strict=True) if text)
    )


def _own(report: Views, words: str, name: str) -> Text:
    parts = [p for p in words.split("\n\n") if p.strip()]
    return sentences(*(report.words.own(p, f"commentary.{name}.{i}") for i, p in enumerate(parts, start=1)))


def _figures(views: Sequence[View]) -> Text:
    return sentences(*(_figure_line(view) for view in views))


def _definitions(views: Sequence[View]) -> Text:
    """Each KPI once."""
    told = {
        view.score.id: view.words.text("speaker.defined", kpi=view.name, definition=view.definition)
        for view in views
        if view.definition
    }
    return sentences(*told.values())


def _figure_notes(views: Sequence[View]) -> list[Text]:
    """What the report's table notes beside a figure: its coverage, how it was made, why its change is withheld."""
    noted = [(view, note) for view in views if (note := figure_note(view))]
    return [view.words.text("speaker.defined", kpi=view.name, definition=note) for view, note in noted]


def _figure_line(view: View) -> Text:
    """*Taux d’engagement = 3,8 % [kpi.community.engagement_rate.current] ; 8 240 ÷ 214 600.*"""
    words = view.words
    text = words.text("speaker.figure", kpi=view.title, value=cells.value_text(view), id=_id(f"{view.id}.current"))
    formula = formula_text(view)
    return join(words.text("speaker.with_formula", figure=text, formula=formula) if formula else text, ".")


def _id(name: str) -> Text:
    return quote(name, f"id.{name}")


def formula_text(view: View) -> Text:
    """The formula with the numbers in; empty for a figure that is a measure itself."""
    current = view.score.current
    leaves = {leaf.expression: leaf for leaf in current.inputs}
    if not view.measured or not re.search(r"[-+*/]", current.formula):
        return ()
    names = [rf"{re.escape(name)}(?![\[\w])" for name in sorted(leaves, key=len, reverse=True)]
    pattern = "|".join([*names, r"[a-z_][a-z0-9_]*(?:\[[^\]]*\])?", r" *[-+*/] *", r"\d+(?:\.\d+)?"])
    parts: list[Part] = []
    at = 0
    for match in re.finditer(pattern, current.formula):
        parts += [current.formula[at : match.start()], _token(view, match[0], leaves)]
        at = match.end()
    return join(*parts, current.formula[at:])


def _token(view: View, token: str, leaves: dict[str, Input]) -> Part:
    if token.strip() in _OPERATORS:
        return f"{NBSP}{_OPERATORS[token.strip()]} "
    if token in leaves:
        return _leaf(view, leaves[token], leaves)
    if token[0].isdigit():
        return Figure(f"{view.id}.formula.{token}", Decimal(token), "count", len(token.partition(".")[2]))
    shown = next((other for other in view.report.kpis.values() if other.score.id == token and other.measured), None)
    if shown is not None:
        return shown.value
    parts = _made_of(view, token, leaves)
    if parts:
        return parts
    known = view.report.catalogue.resolve(token.split("[", maxsplit=1)[0])
    names = getattr(known, "names", ())
    return view.words.name(names, known.id) if known and names else quote(token, f"{view.id}.formula")


def _made_of(view: View, token: str, leaves: dict[str, Input]) -> Text:
    """A KPI inside the formula by its parts, *(1 920 € + 1 093 €)*; empty where it is no sum of leaves."""
    kpi = view.report.catalogue.kpis.get(token.split("[", maxsplit=1)[0])
    for text in kpi.texts if kpi else ():
        sign, *rest = re.split(r"\s*([-+])\s*", f"+{text.strip()}")[1:]
        terms = [(sign, rest[0]), *zip(rest[1::2], rest[2::2], strict=True)]
        found = [(sign, leaves[name]) for sign, name in terms if name in leaves]  # a cost that nobody gives is no term
        if not found or found[0][0] != "+" or any(re.search(r"[*/()]", name) for _, name in terms):
            continue
        parts: list[Part] = []
        for sign, leaf in found:
            parts += [*([f"{NBSP}{_OPERATORS[sign]} "] if parts else []), _leaf(view, leaf, leaves)]
        return join("(", *parts, ")") if len(found) > 1 else join(*parts)
    return ()


def _leaf(view: View, leaf: Input, leaves: dict[str, Input]) -> Part:
    """A leaf's figure; the amounts of one formula have the same number of decimals, so that they add up as shown."""
    if leaf.value is None:
        return view.words.text("state.not_measured")
    unit = cast("Unit", leaf.unit if leaf.unit in _UNITS else "ratio")
    precision = default_precision(unit, leaf.value)
    if unit == "percent":
        precision = 0 if (leaf.value * 100) % 1 == 0 else 1
    elif unit == "currency":
        amounts = [other.value for other in leaves.values() if other.unit == "currency" and other.value]
        precision = max((default_precision(unit, amount) for amount in amounts), default=precision)
    return Figure(f"{view.id}.input.{leaf.expression}", leaf.value, unit, precision)


def _data(report: Views, views: Sequence[View] = ()) -> Text:
    """Each source with the days that it covers; of these KPIs' sources, where they have any."""
    words = report.words
    used = {trace.source for view in views for leaf in view.score.current.inputs for trace in leaf.traces}
    return sentences(
        *(
            words.text(
                "speaker.source",
                source=source_name(report, source.name),
                state=words.text(f"sources.state_in_text.{source.state}"),
                **source_days(report, source),
            )
            for source in report.scorecard.sources
            if not used or source.name in used
        )
    )
