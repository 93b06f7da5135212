"""Dates in words → their parts: ``Tue, Feb 11, 2025``, ``8 de marzo``, ``28. Aug. 2025``. English, French, German,
Spanish, Portuguese, Italian, Dutch; a year may be missing, as TikTok leaves it out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from reportgen.sources.headers import plain

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pt")

_WORD = r"[^\W\d_]+"
_WEEKDAY = rf"(?:(?P<weekday>{_WORD}(?:-feira)?)\.?,? )?"
_YEAR = r"(?:,? (?:de |del )?(?P<year>\d{4}))?"
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:\.|er|st|nd|rd|th|o|°)?[ -](?:de |di |d')?(?P<month>{_WORD})\.?{_YEAR}"
)
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}(?P<month>{_WORD})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}")
_MONTH_YEAR = re.compile(rf"(?P<month>{_WORD})\.?[ -](?:de |del )?(?P<year>\d{{4}})")
_HYPHENS = re.compile(rf"(\d{{1,2}})-({_WORD})-(\d{{4}})")


class Words(NamedTuple):
    """A date's parts. ``year`` None: the text has none."""

    year: int | None
    month: int
    day: int


@lru_cache(maxsize=16_384)
def in_words(text: str) -> Words | None:
    """A date in words; None where the text is none. The weekday is not compared with the date.

    >>> in_words("Fri, 6 Feb 2026"), in_words("8 de marzo"), in_words("soon")
    (Words(year=2026, month=2, day=6), Words(year=None, month=3, day=8), None)
    """
    text = _HYPHENS.sub(r"\1 \2 \3", plain(text))
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        match = pattern.fullmatch(text)
        month = _month(match["month"]) if match else None
        if match and month and (not match["weekday"] or _is_weekday(match["weekday"])):
            return Words(int(match["year"]) if match["year"] else None, month, int(match["day"]))
    return None


def month_in_words(text: str) -> tuple[int, int] | None:
    """``mars 2026`` → (2026, 3); None where the text is no month and year."""
    match = _MONTH_YEAR.fullmatch(plain(text))
    month = _month(match["month"]) if match else None
    return (int(match["year"]), month) if match and month else None


def _month(name: str) -> int | None:
    """The month of this name; no name is another month's in another of the languages."""
    return next((number for language in LANGUAGES if (number := _months(language).get(name))), None)


def _is_weekday(name: str) -> bool:
    return any(name in _weekdays(language) for language in LANGUAGES)


@cache
def _months(language: str) -> dict[str, int]:
    """The months' names, long and short, of a language whose locale data are loaded when a date first asks for them."""
    from babel import Locale  # heavy: needed by dates in words alone

    names: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in Locale(language).months[use][width].items():
                names.setdefault(plain(name).rstrip("."), number)
    return names


@cache
def _weekdays(language: str) -> frozenset[str]:
    from babel import Locale

    days = Locale(language).days["format"]
    return frozenset(plain(name).rstrip(".") for width in ("wide", "abbreviated") for name in days[width].values())
