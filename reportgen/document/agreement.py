"""Views → the note lines on who agreed on the objectives, and when; what was agreed together stands in one line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce

from reportgen.document.blocks import title
from reportgen.document.findings import line
from reportgen.document.view import Views
from reportgen.document.wording import join
from reportgen.model.text import Figure, Text


def agreement_lines(report: Views) -> Iterator[Text]:
    """*Objectifs : convenus avec La direction, le 8 janvier 2026.*; with their names, unless all were agreed alike."""
    words, found = report.words, _found(report)
    for number, ((who, on), names) in enumerate(found.items()):
        person = words.own(who, f"agreement.{number}.who")
        told = words.text("agreement.by", who=person)
        if on is not None:
            told = words.text("agreement.on", who=person, day=Figure(f"agreement.{number}.on", on, "date"))
        if len(names) < len(report.config.objectives):
            listed = reduce(lambda first, second: words.text("list.comma", first=first, second=second), names)
            told = words.text("agreement.of", agreed=told, objectives=listed)
        yield line(report, "agreement", join(told, "."))


def _found(report: Views) -> dict[tuple[str, date | None], list[Text]]:
    """Who and when → the names of the objectives, both in the config's order."""
    settings = {objective.id: objective for objective in report.config.objectives}
    found: dict[tuple[str, date | None], list[Text]] = {}
    for objective in report.scorecard.objectives:
        given = settings[objective.id]
        if given.agreed_by:
            found.setdefault((given.agreed_by, given.agreed_on), []).append(title(report, objective))
    return found
