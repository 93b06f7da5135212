"""A formula beside the tree that it was expanded to: which reference became what, and a tree as a formula."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Standing, Tree, Worth
from reportgen.vocabulary.formula import Binary, Call, Node, Ref, write


def pairs(node: Node, tree: Tree, term: bool = False) -> Iterator[tuple[Node, Tree, bool]]:
    """Each reference of a formula (an ``opening`` or ``standing`` with its function), what it was expanded to, and
    whether it is a term of a sum.
    """
    match node, tree:
        case Binary(op=op, left=left, right=right), Operation(left=a, right=b):
            yield from pairs(left, a, op in "+-")
            yield from pairs(right, b, op in "+-")
        case Call(name="min", args=(left, right)), Operation(left=a, right=b):
            yield from pairs(left, a)
            yield from pairs(right, b)
        case ((Ref() | Call()), _) if not isinstance(tree, Const):
            yield node, tree, term


def terms(tree: Tree) -> Iterator[Tree]:
    """What an Operation that no formula spells out is made of."""
    if isinstance(tree, Operation):
        yield from terms(tree.left)
        yield from terms(tree.right)
    elif not isinstance(tree, Const):
        yield tree


def label(tree: Tree) -> str:
    """A tree in the formula language, as far as that has words for it."""
    match tree:
        case Const(value=value):
            return f"{value:f}"
        case Operation(op=op, left=left, right=right) if op in "+-*/":
            return f"{_within(left)} {op} {_within(right)}"
        case Operation(op=op, left=left, right=right):
            return f"{op}({label(left)}, {label(right)})"
        case Chosen(kpi=kpi):
            return kpi
        case Leaf():
            return tree.expression
        case Setting(name=name):
            return name
        case Standing(name=name, selection=selection):
            return f"standing({write(Ref(name, selection))})"
        case Worth(result=result):
            return f"worth_of_{result}"


def _within(tree: Tree) -> str:
    return f"({label(tree)})" if isinstance(tree, Operation) and tree.op in "+-*/" else label(tree)
