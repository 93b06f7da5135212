"""What a topic of the report has to say → lines of a terminal: a tree of branches with their notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.cli.explain_shown import Numbers
from reportgen.cli.explain_tree import Tree, channel_name, wrapped
from reportgen.cli.explain_words import STATES, missing

if TYPE_CHECKING:
    from reportgen.model.scorecard import Comparison, Value
    from reportgen.model.text import Unit
    from reportgen.pipeline import Measured


@dataclass(frozen=True, slots=True)
class Branch:
    """A line, what is said about it, and the branches under it."""

    text: str
    notes: tuple[str, ...] = ()
    below: tuple[Branch, ...] = ()


class Known(Numbers):
    """A report's figures and verdicts, and how its numbers read."""

    def __init__(self, measured: Measured) -> None:
        super().__init__(measured.scorecard.currency)
        self.config, self.scorecard, self.insights = measured.config.config, measured.scorecard, measured.insights

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.any, self.gap)

    def money(self, value: Decimal | None) -> str:
        return "—" if value is None else self.any(value, "currency")


def lines(branch: Branch, first: str = "", below: str = "") -> Iterator[str]:
    """``first`` stands before the branch's own line, ``below`` before all lines under it."""
    bar = "│" if branch.below else " "
    yield from wrapped(branch.text, first, f"{below}{bar}  ")
    for note in branch.notes:
        yield from wrapped(note, f"{below}{bar}  ", f"{below}{bar}    ")
    for child in branch.below:
        last = child is branch.below[-1]
        yield from lines(child, f"{below}{'└' if last else '├'}─ ", f"{below}{' ' if last else '│'}  ")


def figure(known: Known, name: str, value: Value, unit: Unit, more: Sequence[str] = ()) -> Branch:
    """A KPI's figure with its formula, and under it each input with the rows that it was read from."""
    if value.value is None:
        return Branch(f"{name}: {STATES[value.state]}; {missing(value.cause)[0]} ({value.cause})", tuple(more))
    inputs = []
    for leaf in value.inputs:
        if leaf.value is not None:
            coverage = (known.tree.coverage(leaf.coverage),) if leaf.coverage.expected else ()
            rows = tuple(line for trace in leaf.traces for line in known.tree.origin(trace))
            inputs.append(Branch(f"{leaf.expression}: {known.any(leaf.value, leaf.unit)}", (*coverage, *rows)))
    state = () if value.state == "ok" else (STATES[value.state],)
    formula = (f"= {value.formula}",) if value.formula else ()
    return Branch(f"{name}: {known.any(value.value, unit)}", (*formula, *state, *more), tuple(inputs))


def compared(known: Known, comparison: Comparison, unit: Unit) -> str:
    """*€5.00 in August 2026, +3.1%*; "" where nothing can be compared."""
    value = comparison.value.value if comparison.value else None
    if comparison.cycle is None or value is None:
        return ""
    delta = comparison.delta
    shown = {
        "points": lambda: known.number(delta.absolute or Decimal(0), 1, "points", signed=True),
        "relative": lambda: known.number(delta.relative or Decimal(0), 1, "percent", signed=True),
        "absolute": lambda: known.any(delta.absolute or Decimal(0), unit),
    }
    change = shown[delta.kind]() if delta.kind in shown else delta.kind
    return f"{known.any(value, unit)} in {known.cycle(comparison.cycle)}; change {change}"


def channels(names: Sequence[str]) -> str:
    return ", ".join(map(channel_name, names))
