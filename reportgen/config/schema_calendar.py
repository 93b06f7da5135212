"""What the calendar holds beside the cycles: events that may explain a cycle, and breaks of a series. Schema only."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from reportgen.config.kinds import CellTexts, Day, Line, Model


class Event(Model):
    """What may explain a cycle or make two unlike: a sale, a fair, a movable feast. One day without ``to``."""

    name: Line
    start: Annotated[Day, Field(alias="from")]
    end: Annotated[Day | None, Field(alias="to")] = None  # last day, included


class Break(Model):
    """From ``date`` on a figure counts something else: no change and no history leads across that day."""

    date: Day
    of: CellTexts | None = None  # measures and KPIs; all of the channel's measures where none is named
    channel: str | None = None  # all channels where none is named
    reason: Line

    @property
    def names(self) -> tuple[str, ...]:
        """The measures and KPIs named."""
        return (self.of,) if isinstance(self.of, str) else tuple(self.of or ())
