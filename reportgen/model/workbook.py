"""Workbook: the report's figures as sheets, in words and Figures. No fonts, no colours, no cell addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportgen.model.text import Text


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``width`` is in characters of the workbook's font; ``wraps``: a sentence, in several lines where it is long."""

    head: Text
    width: int
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. A cell that is one Figure stands as a number or a day, any other Text as text; an empty one is empty."""

    title: Text
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """``created`` stands in the file's metadata (the report's date, not the clock's)."""

    title: Text
    client: Text
    author: str
    locale: str
    currency: str
    created: date
    sheets: tuple[Sheet, ...]
