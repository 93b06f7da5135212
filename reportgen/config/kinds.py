"""The kinds of value that a config is made of: text, numbers, dates, names, and unions told apart by their shape.

A union's branch is chosen by what is written (mapping, list, single value), never tried in turn: so a mistake in it has
one answer. The tags in angle brackets never reach a user: `shape.py` takes them out of a path.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportgen.yaml_scalars import value_of

IDENT = r"^[a-z][a-z0-9_]*$"
LANGUAGE = r"^[a-z]{2,3}$"
LOCALE = r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?$"
CURRENCY = r"^[A-Z]{3}$"
COLOUR = r"^#[0-9A-Fa-f]{6}$"
TAX = r"^(included [0-9]+(\.[0-9]+)?%|excluded|column)$"
MONTH = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
SECRET = r"^\$\{[A-Z_][A-Z0-9_]*\}$"
PERCENT = r"^[+-]?[0-9]+(\.[0-9]+)? ?%$"


class Given(str):
    """A text of a client's row that would be a number or a boolean if it stood in the config itself."""

    __slots__ = ()


def given(value: object) -> object:
    """A cell of a client's row as the number or boolean that it is; all else unchanged."""
    return value_of(value) if isinstance(value, Given) else value


def _fraction(value: object) -> object:
    """``38%`` → 0.38; a number unchanged; other text is refused."""
    if isinstance(value, str) and re.match(PERCENT, value.strip()):
        return Decimal(value.strip()[:-1].strip()) / 100
    return _amount(value)


def _amount(value: object) -> object:
    """A number unchanged. Text is refused, also when it looks like a number: a quoted number is most often a slip."""
    if isinstance(value, str) and not isinstance(value, Given):
        raise PydanticCustomError("number_text", "not a number")
    return given(value)


def _day(value: object) -> object:
    """An ISO date, also as text; numbers are refused, which pydantic would read as seconds."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("day_text", "not a date") from None
    if isinstance(value, date):
        return value
    raise PydanticCustomError("day_type", "not a date")


def as_text(value: object) -> object:
    """``2026``, ``2026-03-15`` and ``1.5`` as their text, where a value is compared with or printed as text."""
    return str(value) if isinstance(value, int | Decimal | date) and not isinstance(value, bool) else value


def shape(value: object) -> str:
    """The tag of a mapping, a list or a single value."""
    if isinstance(value, dict | BaseModel):
        return "<mapping>"
    return "<list>" if isinstance(value, list | tuple) else "<value>"


def single(value: object) -> str:
    """As ``shape``, for unions that know no lists."""
    return "<mapping>" if shape(value) == "<mapping>" else "<value>"


def rows(value: object) -> str:
    """As ``shape``, for unions that know no single values."""
    return "<list>" if shape(value) == "<list>" else "<mapping>"


def scalar(value: object) -> str:
    """The tag of a number or of text."""
    return "<number>" if isinstance(value, int | Decimal) and not isinstance(value, bool) else "<text>"


Line = Annotated[str, Field(min_length=1)]
Ident = Annotated[str, Field(pattern=IDENT, max_length=64)]
Flag = Annotated[bool, Field(strict=True), BeforeValidator(given)]
Whole = Annotated[int, Field(strict=True), BeforeValidator(given)]
Day = Annotated[date, BeforeValidator(_day)]
Amount = Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema({"type": "number"})]
Number = Annotated[
    Decimal,
    BeforeValidator(_fraction),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "pattern": PERCENT}]}),
]
Share = Annotated[Number, Field(ge=0, le=1)]
CellText = Annotated[str, BeforeValidator(as_text)]
CellTexts = Annotated[
    Annotated[CellText, Tag("<value>")] | Annotated[list[CellText], Tag("<list>")], Discriminator(shape)
]
Words = dict[Annotated[str, Field(pattern=LANGUAGE)], Line]  # language → words
Name = Annotated[
    Annotated[Words, Field(min_length=1), Tag("<mapping>")] | Annotated[Line, Tag("<value>")], Discriminator(single)
]
Activity = Literal["content", "community", "advertising", "analysis", "care", "recruitment"]
Per = Literal["day", "week", "month", "quarter", "year", "once"]
Family = Literal[
    "awareness", "community", "customer_care", "recruitment", "leads", "traffic", "expertise", "sales", "loyalty"
]


class Model(BaseModel):
    """A mapping of the config: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
