"""Config + Shelves → Acquired: what social media's new customers have cost in the last complete cycles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.kpis.breaks import between, declared
from reportgen.kpis.spans import before
from reportgen.kpis.state import final_on
from reportgen.kpis.tree import leaves
from reportgen.model.relations import Acquired
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.kpis.figure import Engine, Outcome
    from reportgen.kpis.shelves import Shelves
    from reportgen.vocabulary.catalogue import Catalogue

COST, CUSTOMERS = "acquisition_cost", "new_customers"
MOST_CYCLES = 12  # as for the proposal to move effort


def acquired(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date) -> Acquired | None:
    """None where no scenario is asked for. The cycles are those without a gap or a break before the newest whole one,
    of which nothing can change any more."""
    if config.scenario is None:
        return None
    engine = shelves.engine(config.objectives[0])
    kpis = catalogue.kpis[COST], catalogue.kpis[CUSTOMERS]
    days = config.settle_days()
    first = engine.shelf.index.first
    cycles: list[Cycle] = []
    cost, customers, newest = Decimal(0), Decimal(0), None
    current = before(cycle) if cycle.running else cycle
    while first is not None and current.start >= first and len(cycles) < MOST_CYCLES:
        if final_on(days, current, as_of) is None:
            outcomes = tuple(engine.kpi(kpi, current) for kpi in kpis)
            newest = newest or (current, outcomes)
            if not _whole(outcomes) or not _alike(config, engine, (current, outcomes), newest):
                break
            cost += outcomes[0].value or Decimal(0)
            customers += outcomes[1].value or Decimal(0)
            cycles.insert(0, current)
        current = before(current)
    return Acquired(config.scenario.more, tuple(cycles), cost, customers)


def _whole(outcomes: tuple[Outcome, ...]) -> bool:
    return all(outcome.value is not None and outcome.state == "ok" for outcome in outcomes)


def _alike(
    config: Config, engine: Engine, then: tuple[Cycle, tuple[Outcome, ...]], now: tuple[Cycle, tuple[Outcome, ...]]
) -> bool:
    """Whether both cycles were counted alike; costs that one has and the other has not are no break."""
    for old, new in zip(then[1], now[1], strict=True):
        if between(declared(config, new.tree, engine.shelf), then[0], now[0]):
            return False
        costs = new.tree is not None and any(leaf.cost for leaf in leaves(new.tree))
        if not costs and (old.choices, old.basis) != (new.choices, new.basis):
            return False
    return True
