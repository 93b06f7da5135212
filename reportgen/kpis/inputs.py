"""Outcome → Inputs: the leaves of its formula with their figures, and the rows of the tables that they come from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.kpis.select import Part
from reportgen.kpis.tree import Leaf, Setting, nodes
from reportgen.model.facts import Fact
from reportgen.model.scorecard import Coverage, Input, Trace

if TYPE_CHECKING:
    from reportgen.kpis.figure import Engine, Outcome
    from reportgen.kpis.match import Ground


def inputs(outcome: Outcome, engine: Engine) -> tuple[Input, ...]:
    """In the formula's order, each once. Costs and components that nobody gives are not there."""
    if outcome.tree is None or outcome.ground is None:
        return ()
    found: dict[str, Input] = {}
    for node in nodes(outcome.tree):
        if isinstance(node, Setting):
            if node.value is not None or not node.by:
                found.setdefault(node.name, _declared(node.name, node.value))
            for member, own in node.by:
                found.setdefault(name := f"{node.name}[{node.of}={member}]", _declared(name, own))
        elif isinstance(node, Leaf) and outcome.ground.parts[node]:
            value = outcome.figures[node]
            found.setdefault(node.expression, _input(node, value, outcome.ground, engine))
    return tuple(found.values())


def _declared(name: str, value: Decimal | None) -> Input:
    return Input(name, "config", "ratio", value, Coverage(0, 0))


def _input(leaf: Leaf, value: Decimal | None, base: Ground, engine: Engine) -> Input:
    measure = engine.measure(leaf.measure)
    units = base.parts[leaf]
    read = [unit for unit, group in units.items() if any(part.read for part in group)]
    present = sum(base.masks[leaf][unit].bit_count() for unit in read)
    kind = "cost" if leaf.cost else measure.kind
    coverage = Coverage(present, (base.hi - base.lo) * len(read))
    return Input(leaf.expression, kind, measure.unit, value, coverage, _traces(leaf, base, engine))


def _traces(leaf: Leaf, base: Ground, engine: Engine) -> tuple[Trace, ...]:
    rows: list[Fact] = []
    for unit, group in base.parts[leaf].items():
        for part in group if base.masks[leaf][unit] else ():
            rows += _rows(part, leaf, base.masks[leaf][unit])
    return engine.shelf.index.traces(rows)


def _rows(part: Part, leaf: Leaf, mask: int) -> Iterable[Fact]:
    for line in (*part.lines, *part.shared):
        if part.kind == "level":
            read = line.opening(part.lo) if leaf.opening else line.level(part.lo, part.hi)
            yield from line.facts_of_level(read[0]) if read else ()
        elif part.kind == "unique":
            window = line.unique(part.lo, part.hi)
            yield from line.facts(window.lo, window.hi, exact=True) if window else ()
        else:
            yield from line.facts(part.lo, part.hi, mask if part.kind == "flow" else None)
