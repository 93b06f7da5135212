"""What is tried and what is asked for: actions, split tests, the funnel, decisions awaited. Schema only."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.config.kinds import Amount, Day, Ident, Line, Model, Name, Number, Share, Whole


class Criterion(Model):
    """What an action is to bring, in its KPI's unit and per cycle: a ``change``, or the ``level`` to be reached."""

    change: Number | None = None
    level: Number | None = None


class Action(Model):
    """Something done, or planned, to move one KPI. Judged by the KPI's cycles before and after its start."""

    id: Ident
    title: Line
    start: Day | None = None  # the first day; may be left out while it is planned
    end: Day | None = None  # last day, included; without one it goes on
    channel: Line | None = None  # all channels where none is named
    kpi: Ident | None = None  # may be left out while it is planned
    criterion: Criterion | None = None
    objective: Ident | None = None
    why: Line | None = None  # a person's words, never made up
    learned: Line | None = None
    owner: Line | None = None
    due: Day | None = None
    status: Literal["planned"] | None = None


class Arm(Model):
    """One side of a split test: ``events`` (clicks, orders) of ``cases`` (visits, messages)."""

    name: Line
    events: Annotated[Whole, Field(ge=0)]
    cases: Annotated[Whole, Field(ge=1)]


class SplitTest(Model):
    """Two versions shown at random; read once, at its planned end or size. ``split``: A's planned part of the cases."""

    id: Ident
    title: Line
    a: Arm
    b: Arm
    better: Literal["higher", "lower"] = "higher"
    split: Annotated[Share, Field(gt=0)] = Decimal("0.5")
    start: Day | None = None
    end: Day | None = None  # planned
    size: Annotated[Whole, Field(ge=2)] | None = None  # planned, cases of both sides
    why: Line | None = None
    learned: Line | None = None


class Step(Model):
    """A step of the way from seeing to buying again: a measure or KPI that is counted."""

    of: Ident
    name: Name | None = None


class Ask(Model):
    """A decision that is asked of the readers."""

    decision: Line
    amount: Annotated[Amount, Field(gt=0)] | None = None  # in report currency
    deadline: Day | None = None
    owner: Line | None = None
