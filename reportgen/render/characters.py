"""A name or sentence as it came → the characters that are printed.

Nothing may hide in a report's words: what has no form of its own is left out (controls, overrides of the reading
direction, zero-width characters outside of the scripts that need them), and what no font has stands as a visible sign.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_BLANK = frozenset("\n\t\r\v\f\x85\u2028\u2029")
_JOINERS = "\u200c\u200d"
_AS_TEXT = "\ufe0e"  # without it, layout engines look for a colour font first, on the machine
_MOST_MARKS = 4  # on one letter: more would cover its neighbours
_REGIONS = range(0x1F1E6, 0x1F200)  # a flag is written with two of these letters
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_KEYCAP = 0x20E3
_TECHNICAL = range(0x2300, 0x2400)  # watches and arrows of players among them
_TAGS = range(0xE0020, 0xE0080)  # of a region's flag
_INVISIBLE = (
    range(0x00AD, 0x00AE),  # soft hyphen
    range(0x061C, 0x061D),  # direction marks
    range(0x180B, 0x1810),  # variation selectors, vowel separator
    range(0x200B, 0x200C),  # zero-width space
    range(0x200E, 0x2010),  # direction marks
    range(0x202A, 0x202F),  # embeddings and overrides of the direction
    range(0x2060, 0x2070),  # joiners, invisible operators, isolates
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xFEFF, 0xFF00),  # byte order mark
    range(0xFFF9, 0xFFFC),  # interlinear annotation
    range(0x1D173, 0x1D17B),  # of music
    range(0xE0000, 0xE1000),  # tags, variation selectors
)


@dataclass(frozen=True, slots=True)
class Visible:
    """``text`` is what is printed; ``missing`` the characters that a stand-in was printed for, in order."""

    text: str
    missing: tuple[str, ...] = ()


def visible(text: str, known: Sequence[Collection[int]], stand_in: str) -> Visible:
    """``known`` are the code points of each font, first choice first. A sequence that is one emoji has one stand-in;
    a flag that no font has is written with its two letters."""
    shown: list[str] = []
    missing: list[str] = []
    marks, joined, lost = 0, False, False  # joined: a zero-width joiner ties what follows to what stands before
    for char in unicodedata.normalize("NFC", text):
        code = ord(char)
        if char in _BLANK:
            shown.append(" ")
        elif char in _JOINERS:
            joined = char == "\u200d"
            if _joins(shown, char, known):
                shown.append(char)
            continue
        elif code in _SKIN_TONES and shown and unicodedata.category(shown[-1][0]) == "So":
            continue  # an outline has no tone
        elif is_invisible(char) or (unicodedata.combining(char) and marks >= _MOST_MARKS):
            continue
        elif any(code in font for font in known):
            if not (joined and lost):
                shown.append(char + _AS_TEXT if _is_picture(char) else char)
                lost = False
        elif code in _REGIONS:
            shown.append(chr(code - _REGIONS.start + ord("A")))
        elif _follows(char, shown, joined, lost):
            missing.append(char)
        else:
            shown.append(stand_in)
            missing.append(char)
            lost = True
        marks = marks + 1 if unicodedata.combining(char) else 0
        joined = False
        if char.isspace():
            lost = False
    return Visible("".join(shown), tuple(missing))


def neutral(text: str) -> str:
    """``text`` for a program that looks for fonts itself: without controls and overrides of the direction, emoji whole;
    a sign for half a surrogate pair."""
    if text.replace("\u00a0", "").replace("\u202f", "").isprintable():  # as most are: nothing hides in it
        return text
    return "".join("□" if unicodedata.category(char) == "Cs" else char for char in text if not _hides(char))


def _hides(char: str) -> bool:
    """Whether a character has no form of its own and no part in that of its neighbours."""
    if char in "\n\t" or unicodedata.category(char) == "Mn" or ord(char) in _TAGS:
        return False
    return is_invisible(char) or ord(char) & 0xFFFE == 0xFFFE


def is_plain(char: str) -> bool:
    """Whether a character that a font has is printed as it is, whatever stands around it."""
    return not (char in _BLANK or char in _JOINERS or is_invisible(char) or unicodedata.combining(char))


def is_invisible(char: str) -> bool:
    """Whether a character has no form of its own: controls, direction marks and overrides, selectors, joiners."""
    code = ord(char)
    return unicodedata.category(char) == "Cc" or any(code in codes for codes in _INVISIBLE)


def _follows(char: str, shown: list[str], joined: bool, lost: bool) -> bool:
    """Whether a missing character belongs to the one before, which is seen: a keycap, the next part of one emoji, a
    mark on a letter that is lost itself."""
    code = ord(char)
    if not shown or shown[-1] == " ":
        return False
    return code == _KEYCAP or joined or (lost and bool(unicodedata.combining(char)))


def _is_picture(char: str) -> bool:
    code = ord(char)
    return (code >= 0x2600 or code in _TECHNICAL) and unicodedata.category(char) == "So"


def _joins(shown: list[str], joiner: str, known: Sequence[Collection[int]]) -> bool:
    """A joiner is kept after a letter of a font other than the first choice, if that font has it: Latin needs none, and
    of joined pictures each is shown."""
    if not shown or _is_picture(shown[-1][0]):
        return False
    code = ord(shown[-1][0])
    font = next((number for number, font in enumerate(known) if code in font), 0)
    return font > 0 and ord(joiner) in known[font]
