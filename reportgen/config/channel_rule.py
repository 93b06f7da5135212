"""The client's own rules from a visit's tags to its channel, and what else is said of channels: ``channels``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from reportgen.config.kinds import CellText, Flag, Line, Model, shape
from reportgen.vocabulary.tags import FIELDS, Rule, rule

_Pattern = Annotated[CellText, Field(min_length=1)]
Patterns = Annotated[
    Annotated[_Pattern, Tag("<value>")] | Annotated[tuple[_Pattern, ...], Tag("<list>")], Discriminator(shape)
]


class ChannelRule(Model):
    """Tags that lead to a channel: each named one must be one of these texts; ``*`` stands for any characters.

    ``fixed``: what the channel is given is not to be moved to others; it may stand without tags, and is no rule then.
    """

    source: Patterns | None = None
    medium: Patterns | None = None
    campaign: Patterns | None = None
    channel: Line
    fixed: Flag = False

    @property
    def asks(self) -> bool:
        """Whether the rule asks for anything."""
        return any(getattr(self, name) for name in FIELDS)

    @property
    def rule(self) -> Rule:
        """The rule in the form in which tags are held against it."""
        return rule(self.channel, {name: getattr(self, name) for name in FIELDS})
