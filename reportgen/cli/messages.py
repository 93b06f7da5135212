"""Measured → the lines that a terminal shows: what is doubtful in the config, what the data lack. Always English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.cli.common import LOCALE
from reportgen.display import Display
from reportgen.errors import Place, Problem
from reportgen.pipeline import Measured

if TYPE_CHECKING:
    from reportgen.document.view import Views


def warning_lines(measured: Measured) -> list[str]:
    """The config's warnings with their places, then the notes on the data: the report's notice, how files were read."""
    from reportgen.config.placed import placed
    from reportgen.document.findings import data_notes, technical_notes
    from reportgen.document.own_words import markup_problems

    views = _views(measured)
    notes = [views.display.text(note) for note in (*data_notes(views), *technical_notes(views))]
    lost = placed(markup_problems(measured.config.config, measured.cycle.id), measured.config.marks)
    lost += placed(_unknown_audience(measured), measured.config.marks)
    return [*(str(problem) for problem in (*measured.warnings, *lost)), *notes]


def holding_lines(measured: Measured) -> list[str]:
    """What holds a report, or puts a notice on it, each on a line: sources, findings and figures, as the gate of
    `kpis.state` looks at them."""
    from reportgen.document.findings import finding_text

    views, card = _views(measured), measured.scorecard
    lines = [
        f"by the source '{source.name}': {source.state}, {source.days.present} of {source.days.expected} days"
        for source in card.sources
        if source.state != "ok"
    ]
    lines += [
        f"by the source '{source.name}': it may change its figures until {source.settles} (settle_days)"
        for source in card.sources
        if not source.settled and measured.config.config.quality.gate == "hold"
    ]
    lines += [
        f"by the finding {finding.kind}: {views.display.text(finding_text(views, finding, index))}"
        for index, finding in enumerate(card.findings)
        if finding.severity != "info"
    ]
    figures = {(kpi.id, kpi.current.state): None for row in card.objectives for kpi in row.kpis if not kpi.context}
    return lines + [f"by the figure of {kpi}: {state}" for kpi, state in figures if state != "ok"]


def _views(measured: Measured) -> Views:
    """What the documents are made of, in the terminal's language."""
    from reportgen.config.checks import full_catalogue
    from reportgen.document.view import Views
    from reportgen.document.wording import Words

    config, scorecard = measured.config.config.model_copy(update={"locale": LOCALE}), measured.scorecard
    display = Display(LOCALE, scorecard.currency)
    return Views(config, full_catalogue(config), scorecard, measured.insights, Words(LOCALE), display)


def _unknown_audience(measured: Measured) -> tuple[Problem, ...]:
    """An audience is wanted, and nobody knows who the followers are."""
    if measured.config.config.audience is None or measured.scorecard.audience:
        return ()
    what = "no source gives the profile of followers, so their share in this audience can't be told"
    return (Problem(Place(key="audience"), "no_profiles", what, "Add an export of the audience, or take the key out."),)
