"""What money is counted by: exchange rates, margins, the worth of results. Part of the config's shape (`schema.py`)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from reportgen.config.kinds import CURRENCY, MONTH, Amount, Flag, Ident, Line, Model, Share, as_text, single

MarginByChannel = dict[str, Share]  # channel → its margin; `default` for all others


class ProductMargins(Model):
    """The margins of single products, told by the order lines' name of the product, SKU, vendor or type.

    A name in ``each`` ends in * for all that begin so; the whole name comes first, then the longest beginning.
    ``default``: of all other sales; without one their margin is not known.
    """

    by: Literal["product", "sku", "vendor", "type"]
    each: Annotated[dict[Line, Share], Field(min_length=1)]
    default: Share | None = None


def _margin(value: object) -> str:
    """The tag of one margin, of margins by channel, or of margins by product."""
    if isinstance(value, ProductMargins) or (isinstance(value, dict) and value.keys() & {"by", "each"}):
        return "<products>"
    return single(value)


Margin = Annotated[
    Annotated[ProductMargins, Tag("<products>")]
    | Annotated[MarginByChannel, Tag("<mapping>")]
    | Annotated[Share, Tag("<value>")],
    Discriminator(_margin),
]


class Rate(Model):
    """What one unit of another currency is worth in report currency, on the day, in the month or the year of ``date``.

    A day's own rate comes before its month's, and that before its year's.
    """

    currency: Annotated[str, Field(alias="from", pattern=CURRENCY)]
    date: Annotated[str, BeforeValidator(as_text), Field(pattern=MONTH)]
    rate: Annotated[Amount, Field(gt=0)]


class RatesFile(Model):
    """A CSV file of dated rates. ``one``: the currency of which the numbers tell one unit's worth in the others (the
    report's own, as central banks write them); without it they tell the worth of one unit of each other currency."""

    path: Line
    one: Annotated[str | None, Field(pattern=CURRENCY)] = None


class Value(Model):
    """What one result is worth, in report currency: ``base`` and its range. ``from`` derives the base by a formula.

    ``stage`` is its place in the chain from reach to customer, of which only the last stage reached is valued, unless
    ``exclusive`` says that these results are counted in no other value. ``other`` stands outside of the chain.
    """

    result: Ident
    low: Annotated[Amount, Field(ge=0)]
    base: Annotated[Amount, Field(ge=0)] | None = None
    high: Annotated[Amount, Field(ge=0)]
    stage: Literal["reach", "click", "sign_up", "lead", "customer", "other"]
    exclusive: Flag = False
    formula: Annotated[Line | None, Field(alias="from")] = None


class InfluenceWeights(Model):
    """What the influence index is made of; the weights add up to 1."""

    reach: Share
    amplification_rate: Share
    mentions: Share

    @property
    def total(self) -> Decimal:
        return self.reach + self.amplification_rate + self.mentions


class Scenario(Model):
    """How many new customers so much ``more`` would bring, in report currency, at constant returns."""

    more: Annotated[Amount, Field(gt=0)]
