"""Tree + figures of its leaves → the smallest base that is too small to say anything (domain §2.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Tree, leaves, nodes

EVENTS = 10  # in the numerator of a rate; results behind a cost per result or a mean
POSTS = 3
_TONE = frozenset({"positive_mentions", "neutral_mentions", "negative_mentions"})

Valuer = Callable[[Tree], Decimal]


def small_base(
    tree: Tree,
    value: Valuer,
    units: Mapping[str, str],
    kinds: Mapping[str, str],
    samples: Mapping[Leaf, Decimal],
    least: int,
) -> tuple[int, int] | None:
    """(found, needed) of the base that lacks most; None where every base is large enough.

    ``units`` and ``kinds`` are the measures'; ``samples`` the sample sizes of scores; ``least`` is `quality.min_base`.
    """
    bases = [(n, least) for n in samples.values()]
    for node, whole in _rates(tree):
        bases += _of_ratio(node, whole, value, units, kinds, least)
    lacking = [(found, needed) for found, needed in bases if found < needed]
    if not lacking:
        return None
    found, needed = min(lacking, key=lambda base: (base[0] / base[1], base[1]))
    return int(found), needed


def _rates(tree: Tree) -> Iterator[tuple[Operation, bool]]:
    """Divisions by something measured; True where one minus the ratio is the rate."""
    one = Const(Decimal(1))
    turned = [_bare(n.right) for n in nodes(tree) if isinstance(n, Operation) and n.op == "-" and n.left == one]
    for node in nodes(tree):
        if isinstance(node, Operation) and node.op == "/" and any(leaves(node.right)):
            yield node, node in turned


def _of_ratio(
    node: Operation, turned: bool, value: Valuer, units: Mapping[str, str], kinds: Mapping[str, str], least: int
) -> list[tuple[Decimal, int]]:
    if not _counts(node.right, units):
        return []
    below = value(node.right)
    names = {leaf.measure for leaf in leaves(node.right)}
    if names == {"posts"}:
        return [(below, POSTS)]
    if not _counts(node.left, units):
        return [(below, EVENTS)]  # a cost per result, or a mean
    if names <= _TONE or any(kinds[leaf.measure] != "flow" for leaf in leaves(node.left)):
        return [(below, least)]  # tone counts what is rated; a level or its change counts no events
    above = value(node.left)
    return [(below, least), (below - above if turned else above, EVENTS)]


def _bare(tree: Tree) -> Tree:
    return _bare(tree.tree) if isinstance(tree, Chosen) else tree


def _counts(tree: Tree, units: Mapping[str, str]) -> bool:
    """Whether the tree is a number of things: counts added, taken off, or scaled by a number."""
    match tree:
        case Leaf(measure=measure):
            return units[measure] == "count"
        case Operation(op="+" | "-", left=left, right=right):
            return _counts(left, units) and _counts(right, units)
        case Operation(op="*" | "/", left=left, right=Const() | Setting()):
            return _counts(left, units)
        case Chosen(tree=inner):
            return _counts(inner, units)
        case _:
            return False
