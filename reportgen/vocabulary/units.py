"""A formula's tree and its ids' units → the unit of its result, and where units clash on the way.

Units are dimensions (money, counts, time, scores) with the exponents that the formula gives them.

A count is a dimension of its own, so that money per lead is not money, and a rate is a count over a count. Days, months
and years are plain numbers here: catalogue formulas multiply by cycles a year, and nothing measures in months.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from reportgen.vocabulary.formula import Binary, Call, Node, Number, Ref, write

SECONDS = {"seconds": Decimal(1), "minutes": Decimal(60), "hours": Decimal(3600), "days": Decimal(86400)}
"""Unit of time → how many seconds it holds."""

_CONVERSIONS = frozenset(map(Decimal, (24, 60, 3600, 86400)))


@dataclass(frozen=True, slots=True)
class Quantity:
    """Exponents of the dimensions; ``scale``: seconds in the unit of time, where time is one of them."""

    money: int = 0
    count: int = 0
    time: int = 0
    score: int = 0
    scale: Decimal = Decimal(1)

    @property
    def exponents(self) -> tuple[int, int, int, int]:
        return self.money, self.count, self.time, self.score

    def times(self, other: Quantity, sign: int) -> Quantity:
        """The product with ``other`` (sign 1), or the quotient (sign -1)."""
        mine, its = self.exponents, other.exponents
        money, count, time, score = (a + sign * b for a, b in zip(mine, its, strict=True))
        scale = self.scale if self.time else other.scale
        return Quantity(money, count, time, score, scale if time else Decimal(1))

    def converted(self, factor: Decimal, sign: int) -> Quantity:
        """After a multiplication (sign 1) or division (-1) by 24, 60, 3600 or 86400: the same time in another unit."""
        if not self.time or factor not in _CONVERSIONS:
            return self
        grows = sign * self.time < 0
        return replace(self, scale=self.scale * factor if grows else self.scale / factor)

    def adds_to(self, other: Quantity) -> bool:
        return self.exponents == other.exponents and self.scale == other.scale

    def cancels_badly(self, other: Quantity) -> bool:
        """Times of different units in one product: hours over minutes would be off by sixty."""
        return bool(self.time and other.time) and self.scale != other.scale

    def fits(self, unit: str) -> bool:
        """Whether a KPI of ``unit`` may be this: money per lead is currency; a count over a count percent or ratio."""
        if unit == "ratio":
            return not any(self.exponents) or (min(self.exponents) < 0 and self.unit == "ratio")
        if unit in ("months", "years"):
            return not any(self.exponents)
        if unit == "days" and not any(self.exponents):
            return True
        if unit == "percent":
            return not any(self.exponents)
        return unit == self.unit

    @property
    def unit(self) -> str:
        """The unit that a KPI of this quantity would bear; ``ratio`` where no other does."""
        if self.exponents == (0, 1, 0, 0):
            return "count"
        if self.exponents == (0, 0, 0, 1):
            return "score"
        if self.money == 1 and max(self.count, self.time, self.score) <= 0:
            return "currency"
        if self.time == 1 and max(self.money, self.count, self.score) <= 0:
            return next((name for name, scale in SECONDS.items() if scale == self.scale), "ratio")
        return "ratio"

    @property
    def has_unit(self) -> bool:
        """Whether any KPI could be this: nothing is money times a count."""
        return not any(self.exponents) or self.fits(self.unit)

    def __str__(self) -> str:
        time = next((name for name, scale in SECONDS.items() if scale == self.scale), "time")
        parts = list(zip(("money", "count", time, "score"), self.exponents, strict=True))
        above = [name for name, power in parts for _ in range(power)]
        below = [name for name, power in parts for _ in range(-power)]
        if not below and len(above) <= 1:
            alone = {"money": "money", "count": "a count", "score": "a score"}
            return alone.get(above[0], f"a time in {time}") if above else "a plain number"
        return " per ".join([" × ".join(above) or "a number", *below])


_OF = {"currency": Quantity(money=1), "count": Quantity(count=1), "score": Quantity(score=1)}


def quantity(unit: str) -> Quantity:
    """What a measure or config value of ``unit`` is; percent, ratio, months and years are plain numbers."""
    if unit in ("seconds", "minutes", "hours"):
        return Quantity(time=1, scale=SECONDS[unit])
    return _OF.get(unit, Quantity())


class Clash(NamedTuple):
    """Two operands whose units don't go together; ``at`` is the operator's or the function's place."""

    at: int
    what: str


def infer(node: Node, unit_of: Callable[[Ref], Quantity | None]) -> tuple[Quantity | None, tuple[Clash, ...]]:
    """The unit of the tree's result and all clashes in it. None: it can't be known (an unknown id, a clash)."""
    match node:
        case Number():
            return Quantity(), ()
        case Ref():
            return unit_of(node), ()
        case Call(name="min", args=(left, right)):
            return _alike(node, "compared", left, right, unit_of)
        case Call(name=name, args=(inner, *_)):
            unit, clashes = infer(inner, unit_of)
            return (Quantity(score=1) if name == "standing" else unit), clashes
        case Binary(op="+", left=left, right=right):
            return _alike(node, "added", left, right, unit_of)
        case Binary(op="-", left=left, right=right):
            return _alike(node, "subtracted", left, right, unit_of)
        case Binary():
            return _product(node, unit_of)
        case _:
            raise AssertionError(node)


_Inferred = tuple[Quantity | None, tuple[Clash, ...]]


def _alike(node: Node, done: str, left: Node, right: Node, unit_of: Callable[[Ref], Quantity | None]) -> _Inferred:
    """Both operands have one unit. Zero has any, so that ``0 - x`` turns a sign."""
    (mine, before), (its, after) = infer(left, unit_of), infer(right, unit_of)
    clashes = before + after
    if _is_zero(left) or _is_zero(right):
        return (its if _is_zero(left) else mine), clashes
    if mine is None or its is None or mine.adds_to(its):
        return mine or its, clashes
    what = f"'{write(left)}' is {mine} and '{write(right)}' is {its}: they can't be {done}"
    return None, (*clashes, Clash(node.index, what))


def _product(node: Binary, unit_of: Callable[[Ref], Quantity | None]) -> _Inferred:
    (mine, before), (its, after) = infer(node.left, unit_of), infer(node.right, unit_of)
    clashes = before + after
    if mine is None or its is None:
        return None, clashes
    sign = 1 if node.op == "*" else -1
    if isinstance(node.right, Number):
        return mine.converted(node.right.value, sign), clashes
    if isinstance(node.left, Number) and sign == 1:
        return its.converted(node.left.value, sign), clashes
    if mine.cancels_badly(its):
        what = f"'{write(node.left)}' is {mine} and '{write(node.right)}' is {its}: their units of time differ"
        return None, (*clashes, Clash(node.index, what))
    return mine.times(its, sign), clashes


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0
