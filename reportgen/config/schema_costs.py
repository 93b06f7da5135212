"""What social media cost: people's hours and amounts, with their rhythm. Part of the config's shape (`schema.py`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from reportgen.config.kinds import Activity, Amount, Day, Model, Per, Share, rows, shape


class Staff(Model):
    """Hours × the employer's loaded hourly rate."""

    hours: Annotated[Amount, Field(ge=0)]
    hourly_rate: Annotated[Amount, Field(ge=0)]
    person: str = ""
    activity: Activity | None = None
    channel: str | None = None
    per: Per = "month"
    start: Annotated[Day | None, Field(alias="from")] = None
    end: Annotated[Day | None, Field(alias="to")] = None  # last day, included


class CostRow(Model):
    """An amount in report currency, with its rhythm and its dates."""

    amount: Annotated[Amount, Field(ge=0)]
    per: Per = "month"
    start: Annotated[Day | None, Field(alias="from")] = None
    end: Annotated[Day | None, Field(alias="to")] = None  # last day, included
    channel: str | None = None
    activity: Activity | None = None


StaffRows = Annotated[
    Annotated[Staff, Tag("<mapping>")] | Annotated[tuple[Staff, ...], Tag("<list>")], Discriminator(rows)
]
Cost = Annotated[
    Annotated[Annotated[Amount, Field(ge=0)], Tag("<value>")]
    | Annotated[CostRow, Tag("<mapping>")]
    | Annotated[tuple[CostRow, ...], Tag("<list>")],
    Discriminator(shape),
]


class Costs(Model):
    """What social media cost, net of recoverable VAT. A kind that is not named is not counted."""

    staff: StaffRows | None = None
    agency: Cost | None = None
    ads: Cost | None = None
    tools: Cost | None = None
    production: Cost | None = None
    creators: Cost | None = None
    other: Cost | None = None
    shares: dict[str, Share] = Field(default_factory=dict)  # channel → its part of the shared costs; together 1
