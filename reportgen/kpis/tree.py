"""A formula with everything put in: which measures, which of their figures, which alternative. Frozen, no figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.kpis.costs import COSTS
from reportgen.vocabulary.formula import Node


@dataclass(frozen=True, slots=True)
class Const:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Setting:
    """A value of the config; None where it is not declared. ``by``: channel → its own, where channels differ, or that
    of what else ``of`` says (a product's name, its SKU, vendor or type)."""

    name: str
    value: Decimal | None
    note: str = ""
    by: tuple[tuple[str, Decimal], ...] = ()
    of: str = "channel"

    @property
    def declared(self) -> bool:
        return self.value is not None or bool(self.by)


@dataclass(frozen=True, slots=True)
class Worth:
    """What one result is worth: low, base and high as declared; ``formulas`` derive the base."""

    result: str
    low: Decimal
    base: Decimal | None
    high: Decimal
    formulas: tuple[Node, ...] = ()


class Leaf(NamedTuple):
    """A measure as it is selected. ``group`` is a channel, ``social`` or ``all``.

    ``optional``: as a term of its sum it may be absent (saves that a network does not offer, a cost that nobody named).
    ``spread``: a cost among other costs, which belongs to the whole and is not matched channel by channel.
    """

    measure: str
    group: str
    delivery: str = ""
    of: str = ""
    claimed_by: str = ""
    activity: str = ""
    owner: str = ""  # a competitor's name
    opening: bool = False
    optional: bool = False
    spread: bool = False
    written: tuple[tuple[str, str], ...] = ()

    @property
    def expression(self) -> str:
        """As in the formula language."""
        chosen = ", ".join(f"{key}={value}" for key, value in self.written)
        text = f"{self.measure}[{chosen}]" if chosen else self.measure
        return f"opening({text})" if self.opening else text

    @property
    def cost(self) -> bool:
        return self.measure in COSTS


@dataclass(frozen=True, slots=True)
class Operation:
    """``+ - * /`` or ``min``; ``excess``: left − right, at least zero; ``annuity``: left years discounted by right."""

    op: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Standing:
    """The rank of a KPI or measure among its last cycles (domain §4.3)."""

    name: str
    selection: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The alternative taken of a KPI. ``universe``: group → the channels that any comparable alternative counts."""

    kpi: str
    alternative: int
    tree: Tree
    universe: tuple[tuple[str, frozenset[str]], ...] = ()


Tree = Const | Setting | Worth | Leaf | Operation | Standing | Chosen


def leaves(tree: Tree) -> Iterator[Leaf]:
    """All leaves from left to right, as often as they stand there."""
    return (node for node in nodes(tree) if isinstance(node, Leaf))


def nodes(tree: Tree) -> Iterator[Tree]:
    """The tree and everything in it, from left to right."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Operation):
            waiting += (node.right, node.left)
        elif isinstance(node, Chosen):
            waiting.append(node.tree)


def choices(tree: Tree) -> tuple[tuple[str, int], ...]:
    """The alternatives taken in the tree: cycles with other ones are not compared."""
    return tuple((node.kpi, node.alternative) for node in nodes(tree) if isinstance(node, Chosen))


def opened(tree: Tree) -> Tree:
    """The tree with each level as it was before the cycle."""
    match tree:
        case Leaf():
            return tree._replace(opening=True)
        case Operation(op=op, left=left, right=right):
            return Operation(op, opened(left), opened(right))
        case Chosen(tree=inner):
            return replace(tree, tree=opened(inner))
        case _:
            return tree
