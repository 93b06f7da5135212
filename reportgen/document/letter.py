"""Report → Letter: what the mail says that brings it. Page 1's own blocks, so its figures are the report's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeVar, get_args

from reportgen.config.schema import Config
from reportgen.document.wording import Words, join, lowered
from reportgen.model.letter import Letter
from reportgen.model.report import Asks, Headline, Masthead, Notice, Report, Table, Tiles
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle

Document = Literal["pdf", "pptx"]
DOCUMENTS: tuple[Document, ...] = get_args(Document)
_PLACES = re.compile(r"(\{client\}|\{cycle\})")
_Block = TypeVar("_Block")


def compose_letter(
    config: Config, report: Report, cycle: Cycle, sender: str = "", links: Sequence[tuple[Document, str]] = ()
) -> Letter:
    """``sender`` is the name of who sends it; ``links`` are the addresses of documents that are not attached.

    Page 1 has its four parts whatever the config and the data: an objective has a main KPI, which is never context and
    keeps its tile without a figure too. Raises ValueError for a Report that `outline.compose` did not make.
    """
    words = Words(config.locale)
    masthead = _one(report, Masthead)
    return Letter(
        subject=_subject(config, words, masthead, cycle),
        masthead=masthead,
        headline=_one(report, Headline),
        tiles=_one(report, Tiles),
        decisions=_one(report, Table),
        asks=_any(report, Asks),
        notice=_any(report, Notice),
        files=words.text("mail.linked" if links else "mail.attached"),
        links=tuple((words.text(f"mail.{document}"), address) for document, address in links),
        closing=words.text("mail.closing", sender=words.own(sender, "mail.sender")) if sender else (),
        language=report.language,
        locale=report.locale,
        currency=report.currency,
    )


def _subject(config: Config, words: Words, masthead: Masthead, cycle: Cycle) -> Text:
    """The config's own pattern filled, else who, when and what, in the order in which a phone cuts it."""
    parts = {"{client}": masthead.client, "{cycle}": (Figure("cycle.current", cycle, "cycle"),)}
    pattern = config.deliver.subject if config.deliver else None
    if pattern is None:
        kind = lowered(masthead.kind)
        return words.text("mail.subject", client=parts["{client}"], cycle=parts["{cycle}"], kind=kind)
    own = words.own(pattern, "mail.subject")
    pieces = (piece for part in own for piece in (_PLACES.split(part) if isinstance(part, str) else (part,)))
    return join(*(parts[piece] if isinstance(piece, str) and piece in parts else piece for piece in pieces))


def _one(report: Report, kind: type[_Block]) -> _Block:
    found = _any(report, kind)
    if found is None:
        raise ValueError(f"page 1 has no {kind.__name__}")
    return found


def _any(report: Report, kind: type[_Block]) -> _Block | None:
    return next((block for block in report.pages[0].blocks if isinstance(block, kind)), None)
