"""Figures, texts and cells in few characters, for the reports made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.model.report import Cell, Sign, Tone
from reportgen.model.text import Figure, Text, Unit
from reportgen.periods import CycleSpec, cycle_of

MONTH = CycleSpec("month")
OCT, SEPT, YEAR_AGO = (cycle_of(MONTH, date(year, month, 1)) for year, month in ((2026, 10), (2026, 9), (2025, 10)))
LONG_NAME = (
    "Société coopérative d’intérêt collectif des artisans luminaristes et électriciens d’art du Grand Lyon et de l’Ain"
)


def fig(value: object, unit: Unit = "count", precision: int = 0, **rest: object) -> Figure:
    number = value if not isinstance(value, int | str) or unit == "verbatim" else Decimal(value)
    return Figure(f"{unit}.{number}", number, unit, precision, **rest)  # type: ignore[arg-type]


def n(value: object, **rest: object) -> Figure:
    return fig(value, **rest)  # type: ignore[arg-type]


def eur(value: str | int, precision: int = 0, **rest: object) -> Figure:
    return fig(value, "currency", precision, **rest)


def pct(value: str, precision: int = 1, **rest: object) -> Figure:
    """``pct("19.1")`` is 19.1 %."""
    return fig(Decimal(value) / 100, "percent", precision, **rest)


def pts(value: str, precision: int = 1) -> Figure:
    return fig(Decimal(value) / 100, "points", precision, signed=True)


def cycle(value: object, unit: Unit = "cycle") -> Figure:
    return fig(value, unit)


def t(*parts: object) -> Text:
    return parts  # type: ignore[return-value]


def c(*parts: object, sign: Sign = "none", tone: Tone = "plain", after: Text = (), **rest: object) -> Cell:
    return Cell(t(*parts), sign=sign, tone=tone, after=after, **rest)  # type: ignore[arg-type]


WORDS = {
    "fr": {
        "met": "Atteint", "close": "Proche", "missed": "Non atteint", "up": "en hausse", "down": "en baisse",
        "good": "favorable", "signal": "Signal, hors de l’habituel", "usual": "Variation habituelle",
        "target": "Objectif ", "ceiling": "Plafond ", "sept": "sept. ", "sep": ", ", "apos": "’",
    },
    "en": {
        "met": "Met", "close": "Close", "missed": "Missed", "up": "up", "down": "down",
        "good": "favourable", "signal": "Signal, beyond the usual", "usual": "Usual variation",
        "target": "Target ", "ceiling": "Ceiling ", "sept": "Sept ", "sep": ", ", "apos": "’",
    },
}  # fmt: skip
STATUS: dict[str, Tone] = {"met": "met", "close": "close", "missed": "missed"}


def status_cell(status: str, attainment: int, lang: str) -> Cell:
    word = WORDS[lang][status]
    return c(word, ", ", pct(str(attainment), 0), sign=status, tone=STATUS[status], strong=True)  # type: ignore[arg-type]
