"""Measured → the lines that a terminal shows: what is doubtful in the config, what the data lack. Always English."""

from __future__ import annotations

from reportgen.display import Display
from reportgen.pipeline import Measured

LOCALE = "en_GB"


def warning_lines(measured: Measured) -> list[str]:
    """The config's warnings with their places, then the notes on the data: the report's notice, how files were read."""
    from reportgen.config.checks import full_catalogue
    from reportgen.config.placed import placed
    from reportgen.document.findings import data_notes, technical_notes
    from reportgen.document.own_words import image_problems
    from reportgen.document.view import Views
    from reportgen.document.wording import Words

    config, scorecard = measured.config.config.model_copy(update={"locale": LOCALE}), measured.scorecard
    display = Display(LOCALE, scorecard.currency)
    views = Views(config, full_catalogue(config), scorecard, measured.insights, Words(LOCALE), display)
    notes = [display.text(note) for note in (*data_notes(views), *technical_notes(views))]
    images = placed(image_problems(config.commentary), measured.config.marks)
    return [*(str(problem) for problem in (*measured.warnings, *images)), *notes]
