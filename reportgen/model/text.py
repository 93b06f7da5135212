"""Text: words and Figures. A Figure is the only way a number gets into a document; renderers alone print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reportgen.periods import Cycle

Unit = Literal[
    "count", "currency", "percent", "points", "ratio", "score", "seconds", "minutes", "hours", "days", "months",
    "years", "date", "day_month", "day_and_month", "cycle", "cycle_short", "month_short", "year", "verbatim",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """The only way a number gets into a document.

    ``value`` is in natural units (a rate of 3.8 % is 0.038; 1.2 points are 0.012). ``precision`` is the number of
    decimals as displayed (of the percent, for rates). ``signed`` prints + on a positive value. ``scale`` prints
    thousands (3) or millions (6) of the unit, without a word for it; ``bare`` prints the number without its unit
    sign; ``compact`` prints the scale's abbreviation (12,4 M€). Dates and cycles are values of their own units;
    ``verbatim`` is a numeral quoted from a person's words or a name. ``capital`` prints a cycle's name with a capital
    letter, at the start of a line.
    """

    id: str
    value: Decimal | date | Cycle | str | None
    unit: Unit
    precision: int = 0
    signed: bool = False
    scale: int = 0
    bare: bool = False
    capital: bool = False
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A part of a sentence in semibold."""

    parts: tuple[str | Figure, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a person's words that leads to ``address`` (http, https or mailto). The address is not printed."""

    parts: tuple[str | Figure | Emphasis, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """Stands first in a Text that is an item of a list: its sign, or its number with a full stop. ``level`` counts
    from 0."""

    parts: tuple[str | Figure, ...]
    level: int = 0


# A str part holds no digit: `document.wording` makes Texts and refuses one.
Piece = str | Figure | Emphasis | Link | Bullet
Text = tuple[Piece, ...]


def figures(part: object) -> Iterator[Figure]:
    """Every Figure inside a Report, or any part of one, in reading order, but for forms that stand in for others."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from figures(item)
    elif is_dataclass(part):
        for item in fields(part):
            if "instead" not in item.metadata:
                yield from figures(getattr(part, item.name))
