"""What a campaign is held against: ``campaigns`` of a config. Part of the config's shape (`schema.py`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from reportgen.config.channel_rule import Patterns
from reportgen.config.kinds import Amount, Day, Ident, Line, Model, single


class Match(Model):
    """Which rows are the campaign's: the text of their cell of campaigns (``*`` stands for any characters), and the
    channel, where one name is used on several."""

    campaign: Patterns
    channel: str | None = None


class FullCost(Model):
    """What a campaign cost in all, in report currency, net of recoverable VAT."""

    full: Annotated[Amount, Field(gt=0)]


CampaignCost = Annotated[
    Annotated[FullCost, Tag("<mapping>")] | Annotated[Literal["media"], Tag("<value>")], Discriminator(single)
]


class Campaign(Model):
    """A campaign and what one of its results may cost. What it counts is a ``result`` of its own, or an objective's."""

    name: Line
    match: Match
    objective: Ident | None = None
    result: Ident | None = None
    reference: Annotated[Amount, Field(gt=0)]
    cost: CampaignCost = "media"
    start: Annotated[Day | None, Field(alias="from")] = None
    end: Annotated[Day | None, Field(alias="to")] = None  # last day, included
