"""A wrong value → what to write instead, where it shows what was meant: ``18 €``, ``31/12/2026``, ``yes``."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, get_origin

from reportgen.config.wanted import fields, is_model, types_at
from reportgen.strict_yaml import Path


def cure(path: Path, types: list[Any], value: object) -> str:
    """What to write instead, where the value shows what was meant."""
    if value is None:
        return _cure_of_nothing(path)
    if date in types and isinstance(value, int):
        return "Write year-month-day, such as 2026-01-31."
    if isinstance(value, str) and (Decimal in types or int in types):
        return number_cure(value)
    if isinstance(value, str) and date in types:
        return _date_cure(value)
    if isinstance(value, str) and bool in types:
        return _BOOLEANS.get(value.lower(), "")
    if isinstance(value, dict) and any(get_origin(kind) is tuple for kind in types):
        return "Begin each item with '- '."
    if str in types and isinstance(value, bool | int | Decimal | date):
        return "Put a text in quotes."
    return ""


_BOOLEANS = {"yes": "Write true.", "on": "Write true.", "no": "Write false.", "off": "Write false."}


def _cure_of_nothing(path: Path) -> str:
    if path and path[-1] == "brand":
        return 'An unquoted # begins a comment: put the colour in quotes, such as "#0B5FFF".'
    if path and isinstance(path[-1], int):
        return "Write a value, or leave the item out."
    here = [fields(kind).get(str(path[-1])) for kind in types_at(path[:-1]) if path and is_model(kind)]
    required = any(field is not None and field.is_required() for field in here)
    return "Write a value." if required else "Write a value, or leave the key out."


MOST_CHARACTERS = 60  # of a text that may be a number; it bounds the search
_DIGITS = re.compile(r"[^\d%]*?([+-]?\d(?:[\d.,'’\s]*\d)?)\s*(%?)[^\d%]*")


def number_cure(text: str) -> str:
    """What to write for a text that holds one number: ``18 €`` → ``Write 18.``; empty where it holds none."""
    match = _DIGITS.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if match is None:
        return ""
    numbers, percent = _readings(match[1]), match[2]
    if not numbers:
        return ""
    if numbers == [text.strip()]:
        return f"Leave the quotes out: {numbers[0]}."
    if numbers == [match[1]] and percent and text.strip() == f"{match[1]}%":
        return f"A percentage is not possible here: write a number such as {numbers[0]}."
    return f"Write {' or '.join(number + percent for number in numbers)}."


def _readings(digits: str) -> list[str]:
    """The numbers that a figure written by hand may mean: ``1,200`` → 1200 or 1.200; ``2,5`` → 2.5."""
    plain = re.sub(r"[\s'’]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if not marks or plain.count(".") == len(marks) == 1:
        return [plain]
    if len(set(marks)) == 2:
        last = max(plain.rfind("."), plain.rfind(","))
        return [f"{re.sub('[.,]', '', plain[:last])}.{plain[last + 1 :]}"]
    joined = re.sub("[.,]", "", plain)
    if len(marks) > 1:
        return [joined]
    point = plain.replace(",", ".")
    return [joined, point] if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", plain) else [point]


def _date_cure(text: str) -> str:
    """The ISO form of a date written day first; both readings where it may be month first."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    if match is None:
        return "Write year-month-day, such as 2026-01-31."
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    readings = dict.fromkeys(_iso(year, month, day) for month, day in ((second, first), (first, second)))
    valid = [reading for reading in readings if reading]
    return f"Write {' or '.join(valid)}." if valid else "Write year-month-day, such as 2026-01-31."


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
