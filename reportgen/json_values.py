"""Values of the model → what JSON can hold. Shared by the report's JSON and `explain --format json`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from json import JSONEncoder

from reportgen.periods import Cycle


def json_value(value: object) -> object:
    """A cycle as its id and dates, a decimal as exact text, a date in ISO form; anything else unchanged."""
    if isinstance(value, Cycle):
        until = value.until.isoformat() if value.until else None
        return {"id": value.id, "start": value.start.isoformat(), "end": value.end.isoformat(), "until": until}
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


_single = JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def indented(value: object, line: str = "\n") -> str:
    """JSON values as `json.dumps` writes them with one space of indent, in a third of its time. ``line``: what a new
    line begins with. Raises ValueError for numbers that are not finite."""
    if value is None or isinstance(value, str):  # what most are
        return "null" if value is None else _single(value)
    deeper = f"{line} "
    if isinstance(value, dict) and value:
        items = [f"{_single(name)}: {indented(item, deeper)}" for name, item in value.items()]
        return f"{{{deeper}{f',{deeper}'.join(items)}{line}}}"
    if isinstance(value, list) and value:
        items = [indented(item, deeper) for item in value]
        return f"[{deeper}{f',{deeper}'.join(items)}{line}]"
    return _single(value)


def plain(value: object) -> object:
    """Frozen dataclasses, tuples and dictionaries of them, by their fields."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, Cycle):
        return fields_of(value)
    return json_value(value)


def fields_of(value: object, *without: str) -> dict[str, object]:
    """A dataclass's fields by name, but those ``without``."""
    names = [field.name for field in fields(value) if field.name not in without]  # type: ignore[arg-type]  # it is one
    return {name: plain(getattr(value, name)) for name in names}
