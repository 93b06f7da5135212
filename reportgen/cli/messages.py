"""Measured → the lines that a terminal shows: what is doubtful in the config, what the data lack. Always English."""

from __future__ import annotations

from reportgen.cli.common import LOCALE
from reportgen.display import Display
from reportgen.errors import Place, Problem
from reportgen.pipeline import Measured


def warning_lines(measured: Measured) -> list[str]:
    """The config's warnings with their places, then the notes on the data: the report's notice, how files were read."""
    from reportgen.config.checks import full_catalogue
    from reportgen.config.placed import placed
    from reportgen.document.findings import data_notes, technical_notes
    from reportgen.document.own_words import markup_problems
    from reportgen.document.view import Views
    from reportgen.document.wording import Words

    config, scorecard = measured.config.config.model_copy(update={"locale": LOCALE}), measured.scorecard
    display = Display(LOCALE, scorecard.currency)
    views = Views(config, full_catalogue(config), scorecard, measured.insights, Words(LOCALE), display)
    notes = [display.text(note) for note in (*data_notes(views), *technical_notes(views))]
    lost = placed(markup_problems(config, measured.cycle.id), measured.config.marks)
    lost += placed(_unknown_audience(measured), measured.config.marks)
    return [*(str(problem) for problem in (*measured.warnings, *lost)), *notes]


def _unknown_audience(measured: Measured) -> tuple[Problem, ...]:
    """An audience is wanted, and nobody knows who the followers are."""
    if measured.config.config.audience is None or measured.scorecard.audience:
        return ()
    what = "no source gives the profile of followers, so their share in this audience can't be told"
    return (Problem(Place(key="audience"), "no_profiles", what, "Add an export of the audience, or take the key out."),)
