"""Views → the notes on how figures are made: the margin of the sales, the answers behind scores."""

from __future__ import annotations

from decimal import Decimal

from reportgen.config.schema_money import MarginByChannel, ProductMargins
from reportgen.document.findings import line, listed
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import View, Views
from reportgen.model.text import Figure, Text

LEVEL = Decimal("0.95")  # of the intervals of scores (domain §2.6)


def margin_lines(report: Views) -> tuple[Text, ...]:
    """What is left of sales once the goods are paid for, or that nothing says so where a formula needs it."""
    text = margin_text(report)
    if text is None and any("margin" in view.score.current.formula for view in report.kpis.values()):
        text = report.words.text("notes.no_margin")
    return (line(report, "margin", text),) if text else ()


def margin_text(report: Views) -> Text | None:
    """The margin as the client gives it; None where there is none."""
    margins, default = report.config.margins, report.config.margin
    if isinstance(margins, dict):
        return report.words.text("notes.margin_by_channel", margins=margins_by_channel(report, margins))
    key = "notes.margin_by_line" if isinstance(margins, ProductMargins) else "notes.margin"
    if default is not None:
        precision = 0 if (default * 100) % 1 == 0 else 1
        return report.words.text(key, margin=Figure("config.margin", default, "percent", precision))
    return report.words.text("notes.margin_by_line_alone") if margins is not None else None


def margins_by_channel(report: Views, margins: MarginByChannel) -> Text:
    """*50 % (Instagram) et 40 % (autres canaux)*; of one rate for all of them that alone."""
    words, told = report.words, []
    for channel, share in sorted(margins.items(), key=lambda row: row[0] == "default"):
        margin = Figure(f"config.margin.{channel}", share, "percent", 0 if (share * 100) % 1 == 0 else 1)
        if len(margins) == 1 and channel == "default":
            return (margin,)
        known = words.text("notes.other_channels") if channel == "default" else channel_text(report, channel)
        told.append(words.text("notes.channel_margin", margin=margin, channel=known))
    return listed(report, told)


def score_lines(report: Views) -> tuple[Text, ...]:
    """Each score that comes with its number of answers, and by how much it may be off; KPIs each once."""
    views = {view.score.id: view for view in report.kpis.values() if view.measured and view.score.current.sample}
    told = [_score(view) for view in views.values()]
    if not told:
        return ()
    level = Figure("scores.level", LEVEL, "percent", 0)
    return (line(report, "scores", report.words.text("notes.scores", scores=listed(report, told), level=level)),)


def _score(view: View) -> Text:
    sample = view.score.current.sample
    if sample is None:
        raise ValueError(f"{view.id} has no sample")
    size = Figure(f"{view.id}.sample.size", sample.size, "count", 0)
    if sample.half is None:
        return view.words.text("notes.score_alone", kpi=view.name, value=view.value, size=size)
    half = Figure(f"{view.id}.sample.half", sample.half, "score", view.value.precision)
    return view.words.text("notes.score", kpi=view.name, value=view.value, half=half, size=size)
