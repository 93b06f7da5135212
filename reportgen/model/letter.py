"""Letter: what the mail says that brings a report. Its figures are the report's own, under the same ids.

MailBody: the same as characters, for a mail's two forms.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.report import Asks, Headline, Masthead, Notice, Table, Tiles
from reportgen.model.text import Text


@dataclass(frozen=True, slots=True)
class Letter:
    """``decisions`` are the objectives with attainment, decision and reason. ``files`` says what the mail brings;
    ``links`` are what stands in a folder instead: the words and the address of each, empty where all is attached.
    ``closing`` names who sends it."""

    subject: Text
    masthead: Masthead
    headline: Headline
    tiles: Tiles
    decisions: Table
    asks: Asks | None
    notice: Notice | None
    files: Text
    links: tuple[tuple[Text, str], ...]
    closing: Text
    language: str  # BCP 47: fr-FR
    locale: str  # fr_FR
    currency: str


@dataclass(frozen=True, slots=True)
class MailBody:
    """A mail's subject on one line, and its two forms; ``html`` is empty where plain text is all."""

    subject: str
    text: str
    html: str
    language: str
