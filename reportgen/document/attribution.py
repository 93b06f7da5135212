"""Config's attribution → words: by which model, in which window and over what a source gives results to channels."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

from reportgen.config.schema import Attribution
from reportgen.document.view import Views
from reportgen.model.text import Figure, Text


def stated(report: Views, source: str, given: Attribution) -> Text:
    """Model, window and scope in words; a model or a window that is not stated is said to be so."""
    words = report.words
    if given.model is None and given.window_days is None:
        first = [words.text("notes.attribution_open.all")]
    else:
        model, days = given.model, given.window_days
        named = words.text(f"notes.attribution_model.{model}" if model else "notes.attribution_open.model")
        window = words.text("notes.attribution_open.window")
        if days is not None:
            figure = Figure(f"source.{source}.attribution.window_days", Decimal(days), "count")
            window = words.text("notes.attribution_window", days, days=figure)
        first = [named, window]
    scope = [words.text(f"notes.attribution_scope.{given.scope}")] if given.scope else []
    return reduce(lambda left, right: words.text("list.comma", first=left, second=right), [*first, *scope])
