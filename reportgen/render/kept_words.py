"""Page 1 before and after its texts were cut → the notes with the whole of what a person wrote there.

A generated sentence that is cut is told elsewhere in the report; a person's words stand nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportgen.display import Display
from reportgen.model.report import Lines, Passage, Passages, Section
from reportgen.model.text import Emphasis, Text

NBSP = "\u00a0"


def with_whole_words(before: Iterable[Section], after: tuple[Section, ...], display: Display) -> tuple[Section, ...]:
    """``after``, with the whole of each text that was cut at the end of its notes, once. Without notes, as it is."""
    whole = list(_cut(_passages(before), _passages(after)))
    return tuple(_noted(section, whole, display) if section.id == "notes" and whole else section for section in after)


def _cut(before: Iterable[Passage], after: Iterable[Passage]) -> Iterator[Passage]:
    for old, new in zip(before, after, strict=True):
        if old.own and new.paragraphs[: old.own] != old.paragraphs[: old.own]:
            yield replace(old, paragraphs=old.paragraphs[: old.own])


def _passages(sections: Iterable[Section]) -> tuple[Passage, ...]:
    blocks = (block for section in sections for block in section.blocks)
    return tuple(passage for block in blocks if isinstance(block, Passages) for passage in block.passages)


def _noted(notes: Section, whole: Iterable[Passage], display: Display) -> Section:
    told = {line[0] for block in notes.blocks if isinstance(block, Lines) for line in block.lines if line}
    found = [line for passage in whole for line in _lines(passage, display) if line[0] not in told]
    return replace(notes, blocks=(*notes.blocks, Lines(tuple(found)))) if found else notes


def _lines(passage: Passage, display: Display) -> Iterator[Text]:
    """A line for each paragraph, under the text's own heading."""
    colon = f"{NBSP}:" if display.language == "fr" else ":"
    lead = Emphasis((display.text(passage.heading) + colon,))
    yield from ((lead, " ", *paragraph) for paragraph in passage.paragraphs)
