"""Values of the model → what JSON can hold. Shared by the report's JSON and `explain --format json`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.periods import Cycle


def json_value(value: object) -> object:
    """A cycle as its id and dates, a decimal as exact text, a date in ISO form; anything else unchanged."""
    if isinstance(value, Cycle):
        until = value.until.isoformat() if value.until else None
        return {"id": value.id, "start": value.start.isoformat(), "end": value.end.isoformat(), "until": until}
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value
