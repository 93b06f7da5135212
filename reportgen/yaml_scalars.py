"""A plain scalar's text → its value, by the core schema of YAML 1.2, with ISO dates and exact numbers.

- ``true`` and ``false`` (also ``True``, ``TRUE`` …) are booleans; ``NO``, ``yes``, ``on`` are text.
- ``null``, ``~`` and nothing are None.
- ``12``, ``-3``, ``0x1F``, ``0o17`` are int; ``0123`` is 123, as in the core schema: quote an identifier.
- ``1.5``, ``.5``, ``1e3`` are Decimal; ``.inf`` and ``.nan`` are refused, as are numbers of over 30 digits.
- ``2026-02-28`` is a date; an impossible one is refused; ``12:30:45`` and ``1_000`` are text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MAX_DIGITS = 30

_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0(?:o[0-7]+|x[0-9a-fA-F]+)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class ScalarError(ValueError):
    """A scalar that has the form of a value but is none."""

    def __init__(self, kind: str, what: str, would_be_right: str) -> None:
        self.kind = kind
        self.what = what
        self.would_be_right = would_be_right
        super().__init__(what)


def value_of(text: str) -> object:
    """None, bool, int, Decimal, date, or the text itself. Raises ScalarError."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0].isalpha():
        return text
    if _INTEGER.fullmatch(text) or _BASED.fullmatch(text) or _FLOAT.fullmatch(text):
        return _number(text)
    if _NOT_FINITE.fullmatch(text):
        raise ScalarError("not_finite", f"'{text}' is not a finite number", "Write a number, or quote a text.")
    if match := _DATE.fullmatch(text):
        return _date(match)
    return text


def _number(text: str) -> int | Decimal:
    if len(text) > MAX_DIGITS:
        what = f"a number of {len(text)} characters is too long"
        raise ScalarError("number_too_long", what, "Put an identifier in quotes.")
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _INTEGER.fullmatch(text):
        return int(text)
    number = Decimal(text)
    if abs(number.adjusted()) > MAX_DIGITS:
        raise ScalarError("number_too_long", f"the number '{text}' is out of range", "Put an identifier in quotes.")
    return number


def _date(match: re.Match[str]) -> date:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        what = f"'{match[0]}' is not a date of the calendar"
        raise ScalarError("bad_date", what, "Write year-month-day, or quote a text.") from None
