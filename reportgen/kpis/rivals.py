"""The declared competitors → what each did in the cycle, on the networks that the sources know it on (domain §3.4);
and whether the set is whole: a share of a part of it is larger than the share of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.config.schema import Config
from reportgen.kpis.aggregate import Line
from reportgen.kpis.figure import Engine
from reportgen.kpis.select import COMPETITORS
from reportgen.kpis.spans import ordinals
from reportgen.kpis.tree import Leaf, Operation
from reportgen.model.facts import Finding
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


def incomplete(config: Config, used: Iterable[Line], cycle: Cycle) -> Iterator[Finding]:
    """One for each measure of competitors that a figure stands on, of which some of the declared set have no value in
    the cycle's days."""
    lo, hi = ordinals(cycle)
    groups: dict[str, list[Line]] = {}
    for line in used:
        if line.key.owner:
            groups.setdefault(line.key.measure.removeprefix(COMPETITORS), []).append(line)
    declared = [competitor.name for competitor in config.competitors]
    for name, lines in sorted(groups.items()):
        known = {line.key.owner for line in lines if line.present(lo, hi)}
        lacking = [rival for rival in declared if rival not in known]
        if lacking:
            yield Finding(
                "competitors_missing",
                "notice",
                min(line.source for line in lines),
                measures=(COMPETITORS + name,),
                start=cycle.start,
                end=cycle.stop,
                numbers=(("known", Decimal(len(declared) - len(lacking))), ("declared", Decimal(len(declared)))),
                names=(("competitors", ", ".join(lacking)),),
            )
