"""Text with Arabic or Hebrew names in it → the same with the stretches that read from right to left set apart.

In a sentence of French or English, a name and the numerals of the name are one stretch; a figure after it is not,
though the rules of Unicode alone would draw it to the name's other side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from reportgen.model.text import Figure, Piece, Text

_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT = re.compile(f"[{_LETTER}]")
_APART = "\ufffc"  # stands for a piece that no stretch runs over
_STRETCH = re.compile(rf"[{_LETTER}](?:(?:(?!{_APART})[\W\d_])*[{_LETTER}\d])*")
_STRONG = re.compile(rf"[^\W\d_]|{_APART}")
_MARK = "\u200e"  # a left-to-right mark


@dataclass(frozen=True, slots=True)
class RightToLeft:
    """Characters that read from right to left, in the order in which they are read; ``whole``: a text of its own."""

    text: str
    whole: bool = False

    @property
    def marked(self) -> str:
        """For a program that orders a line by the rules of Unicode: a mark keeps what follows from joining it."""
        return self.text if self.whole else self.text + _MARK


def directed(text: Text, say: Callable[[Piece], str]) -> Iterator[Piece | RightToLeft]:
    """``say`` prints a piece. A text that is mostly of such letters, with none of the report's own figures, is one
    stretch as a whole."""
    if not any(isinstance(part, str) and _RIGHT.search(part) for part in text):
        yield from text
        return
    owners = [(char, place) for place, part in enumerate(text) for char in (say(part) if _joins(part) else _APART)]
    flat = "".join(char for char, _ in owners)
    at = 0
    for start, stop in _stretches(flat):
        yield from _between(owners[at:start], text)
        yield RightToLeft(flat[start:stop], stop - start == len(flat))
        at = stop
    yield from _between(owners[at:], text)


def line(text: Text, say: Callable[[Piece], str]) -> str:
    """A text as one string, with a mark after each stretch."""
    return "".join(part.marked if isinstance(part, RightToLeft) else say(part) for part in directed(text, say))


def reads_from_right(text: str) -> bool:
    """Whether a whole text is one of such letters: its first letter is, and most are."""
    letters = _STRONG.findall(text)
    rightward = [bool(_RIGHT.match(letter)) for letter in letters]
    return bool(rightward) and rightward[0] and sum(rightward) * 2 > len(rightward) and _APART not in letters


def _stretches(flat: str) -> list[tuple[int, int]]:
    if reads_from_right(flat):
        return [(0, len(flat))]
    return [match.span() for match in _STRETCH.finditer(flat)]


def _joins(part: Piece) -> bool:
    """Words, and the numerals of a person's words: those of a name belong to it."""
    return isinstance(part, str) or (isinstance(part, Figure) and part.unit == "verbatim")


def _between(owners: list[tuple[str, int]], text: Text) -> Iterator[Piece]:
    """The pieces again, words as far as they are left."""
    for place, group in groupby(owners, key=lambda owner: owner[1]):
        piece = text[place]
        yield "".join(char for char, _ in group) if isinstance(piece, str) else piece
