"""Config's audience + Engine + cycle → the share of followers in it: of all networks together, then of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.kpis.figure import Engine
from reportgen.model.scorecard import ChannelScore
from reportgen.periods import Cycle
from reportgen.vocabulary.channels import SOCIAL

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue

WHOLE = ""  # the channel of all networks together


def audience(config: Config, catalogue: Catalogue, engine: Engine, cycle: Cycle) -> Iterator[ChannelScore]:
    """Nothing where the config names no audience, or nobody knows whom it reaches."""
    kpi = catalogue.kpis.get("audience_fit")
    if config.audience is None or kpi is None:
        return
    for channel in (WHOLE, *sorted(SOCIAL)):
        selection = (("channel", channel),) if channel else ()
        now, then = (engine.kpi(kpi, c, selection).value for c in (cycle, cycle.previous()))
        if now is not None:
            yield ChannelScore(channel, now, then)
