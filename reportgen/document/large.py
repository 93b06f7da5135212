"""Report → the same with figures of ten digits and more in millions: *98 765,4 M€* fits, *98 765 432 109 €* does not.

A figure's id goes with its value, so that one id still reads the same wherever it stands.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.model.report import Report
from reportgen.model.text import Figure, figures

_FROM = Decimal(10) ** 9
_MILLIONS = 6


def readable(report: Report) -> Report:
    """Rounded to a tenth of a million; the data keep every digit."""
    changed: Report = _scaled(report) if any(_is_large(figure) for figure in figures(report)) else report
    return changed


def _is_large(figure: Figure) -> bool:
    whole = figure.unit in ("currency", "count") and not (figure.scale or figure.bare)
    return whole and isinstance(figure.value, Decimal | int) and abs(figure.value) >= _FROM


def _scaled(part: Any) -> Any:
    if isinstance(part, Figure):
        return replace(part, scale=_MILLIONS, precision=1, compact=True) if _is_large(part) else part
    if isinstance(part, tuple):
        return tuple(_scaled(item) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{item.name: _scaled(getattr(part, item.name)) for item in fields(part)})
    return part
