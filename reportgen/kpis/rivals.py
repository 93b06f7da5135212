"""The declared competitors → what each did in the cycle, on the networks that the sources know it on (domain §3.4)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.schema import Config
from reportgen.kpis.figure import Engine
from reportgen.kpis.tree import Leaf, Operation
from reportgen.model.scorecard import CompetitorScore
from reportgen.periods import Cycle


def competitors(config: Config, engine: Engine, cycle: Cycle) -> Iterator[CompetitorScore]:
    """In the config's order. A share of voice is of the client and the whole set, on the networks known of all."""
    everyone = Operation("+", Leaf("mentions", "social"), Leaf("competitor_mentions", "social"))
    for competitor in config.competitors:
        posts, interactions, mentions = (
            Leaf(f"competitor_{name}", "social", owner=competitor.name)
            for name in ("posts", "interactions", "mentions")
        )
        yield CompetitorScore(
            name=competitor.name,
            posts=engine.outcome(posts, cycle).value,
            interactions=engine.outcome(interactions, cycle).value,
            mentions=engine.outcome(mentions, cycle).value,
            share_of_voice=engine.outcome(Operation("/", mentions, everyone), cycle).value,
            note=competitor.note or "",
        )
