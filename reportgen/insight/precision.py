"""Insights → the same, their floats to as many digits as every interpreter and machine calculates alike."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportgen.model.insights import Insights

DIGITS = 10  # of sixteen: sums and powers differ in the last few between Python's versions, C libraries and processors


def settled(judged: Insights) -> Insights:
    """Each float to DIGITS significant digits, so that the same input gives the same bytes elsewhere as well."""
    result: Insights = _settled(judged)
    return result


def _settled(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, tuple):
        return tuple(_settled(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: new for name, old in given.items() if (new := _settled(old)) != old}
        return replace(value, **changed) if changed else value
    return value
