"""KPI + cycle → Outcome: its figure, on common ground, with what it was made of. Each is computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.bases import small_base
from reportgen.kpis.expand import Expander, Scope, Selection
from reportgen.kpis.match import Ground, UnavailableError, countable, ground, group_of
from reportgen.kpis.select import STALE_AFTER, Part, Shelf
from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Standing, Tree, choices, leaves, nodes, opened
from reportgen.model.scorecard import Coverage, State
from reportgen.periods import Cycle, cycle_of

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Kpi, Measure

STANDING_CYCLES = 12
STANDING_LEAST = 6
NO_COVERAGE = Coverage(0, 0)
_MISSING = frozenset({"no_rows"})  # causes of a figure that was to be had; all others mean that it can't be given


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure, or why there is none.

    ``note`` says how it was made (``common_part``, ``gross_unique``, ``unweighted``, ``revenue_not_margin``).
    ``basis`` names the series that it stands on: cycles with other ones are not compared.
    """

    tree: Tree | None
    value: Decimal | None
    state: State
    cause: str = ""
    alternative: int = 0
    coverage: Coverage = NO_COVERAGE
    small_base: tuple[int, int] | None = None
    choices: tuple[tuple[str, int], ...] = ()
    basis: frozenset[tuple[str, str]] = frozenset()
    ground: Ground | None = None
    figures: dict[Leaf, Decimal | None] = field(default_factory=dict)


class Engine:
    """Computes for one objective. Span = ``[lo, hi)`` as ordinals; a cycle gives its own, a running one to date."""

    def __init__(self, scope: Scope, shelf: Shelf, least: int) -> None:
        self._scope, self.shelf, self._least = scope, shelf, least
        measures = scope.catalogue.measures
        self._units = {name: measure.unit for name, measure in measures.items()}
        self.kinds = {name: measure.kind for name, measure in measures.items()}
        self._done: dict[tuple[str, Selection, Cycle], Outcome] = {}

    def kpi(self, kpi: Kpi, cycle: Cycle, selection: Selection = ()) -> Outcome:
        key = (kpi.id, selection, cycle)
        outcome = self._done.get(key)
        if outcome is None:
            lo, hi = _span(cycle)
            chosen = self._expander(lo, hi).kpi(kpi, selection)
            outcome = self._done[key] = self._outcome(chosen, chosen.alternative, cycle)
        return outcome

    def measure(self, name: str) -> Measure:
        return self._scope.catalogue.measures[name]

    def opening(self, kpi: Kpi, cycle: Cycle) -> Decimal | None:
        """A level before the cycle."""
        lo, hi = _span(cycle)
        return self._outcome(opened(self._expander(lo, hi).kpi(kpi, ())), 0, cycle).value

    def _named(self, name: str, selection: Selection, cycle: Cycle) -> Outcome:
        lo, hi = _span(cycle)
        return self._outcome(self._expander(lo, hi).of(name, selection), 0, cycle)

    def _expander(self, lo: int, hi: int) -> Expander:
        return Expander(self._scope, lambda kpi, trees: self._choose(kpi, trees, lo, hi))

    def _choose(self, kpi: str, trees: tuple[Tree, ...], lo: int, hi: int) -> Chosen:
        """The first alternative that is delivered whole; else the one with the greatest coverage (domain §4.1)."""
        if len(trees) == 1:
            return Chosen(kpi, 0, trees[0])
        counted = [countable(tree, self.shelf, lo, hi) for tree in trees]
        best, best_share, causes = -1, ZERO, []
        for number, tree in enumerate(trees):
            peers = [counted[i] for i, other in enumerate(trees) if _alike(tree, other)]
            universe = {
                group: frozenset[str]().union(*(peer.get(group, ()) for peer in peers)) for group in counted[number]
            }
            present, cause = self._delivered(tree, lo, hi)
            causes.append(cause)
            expected = (hi - lo) * sum(map(len, universe.values()))
            share = Decimal(present) / expected if expected else Decimal(1)
            if not cause and share > best_share:
                best, best_share = number, share
                chosen = Chosen(kpi, number, tree, tuple(sorted(universe.items())))
            if best_share >= 1:
                break
        if best < 0:
            number = next((i for i, cause in enumerate(causes) if cause in _MISSING), 0)
            return Chosen(kpi, number, trees[number])
        return chosen

    def _delivered(self, tree: Tree, lo: int, hi: int) -> tuple[int, str]:
        """Days × channels on which the tree is known, and why it is not."""
        try:
            undeclared = [node.name for node in nodes(tree) if isinstance(node, Setting) and node.value is None]
            if undeclared:
                return 0, f"no_{undeclared[0]}"
            return ground(tree, self.shelf, lo, hi).present, ""
        except UnavailableError as error:
            return 0, error.cause

    def _outcome(self, tree: Tree, alternative: int, cycle: Cycle) -> Outcome:
        lo, hi = _span(cycle)
        made = choices(tree)
        try:
            base = ground(tree, self.shelf, lo, hi)
            figures, notes = _figures(base, self._units)
            value = self._value(tree, figures, cycle)
        except UnavailableError as error:
            state: State = "missing" if error.cause in _MISSING else "not_measured"
            return Outcome(tree, None, state, error.cause, alternative, choices=made)
        notes = [node.note for node in nodes(tree) if isinstance(node, Setting) and node.note] + notes
        return Outcome(
            tree,
            value,
            _state(base),
            next(iter(notes), ""),
            alternative,
            Coverage(base.present, base.expected),
            self._small_base(tree, base, figures, cycle),
            made,
            _basis(base),
            base,
            figures,
        )

    def _small_base(
        self, tree: Tree, base: Ground, figures: dict[Leaf, Decimal | None], cycle: Cycle
    ) -> tuple[int, int] | None:
        samples: dict[Leaf, Decimal] = {}
        for leaf, units in base.parts.items():
            weights = [part.weight for group in units.values() for part in group if part.weight is not None]
            if weights:
                samples[leaf] = sum(weights, ZERO)
        return small_base(
            tree, lambda node: self._value(node, figures, cycle), self._units, self.kinds, samples, self._least
        )

    def _value(self, tree: Tree, figures: dict[Leaf, Decimal | None], cycle: Cycle) -> Decimal:
        match tree:
            case Const(value=value):
                return value
            case Setting(name=name, value=declared):
                if declared is None:
                    raise UnavailableError(f"no_{name}")
                return declared
            case Leaf():
                return figures[tree] or ZERO
            case Chosen(tree=inner):
                return self._value(inner, figures, cycle)
            case Standing(name=name, selection=selection):
                return self._standing(name, selection, cycle)
            case Operation(op=op, left=left, right=right):
                return _operate(op, self._value(left, figures, cycle), self._value(right, figures, cycle))

    def _standing(self, name: str, selection: Selection, cycle: Cycle) -> Decimal:
        """100 · (rank − ½) / n among the last complete cycles, this one included; ties share their mean rank."""
        now = None if cycle.running else self._named(name, selection, cycle).value
        if now is None:
            raise UnavailableError("no_standing")
        values, earlier = [now], cycle
        for _ in range(STANDING_CYCLES - 1):
            earlier = before(earlier)
            outcome = self._named(name, selection, earlier)
            if outcome.value is not None and outcome.state == "ok":
                values.append(outcome.value)
        if len(values) < STANDING_LEAST:
            raise UnavailableError("too_short_history")
        below, ties = sum(value < now for value in values), sum(value == now for value in values)
        return 100 * (Decimal(below) + Decimal(ties) / 2) / len(values)


def before(cycle: Cycle) -> Cycle:
    """The whole cycle before."""
    return cycle_of(cycle.spec, cycle.start.fromordinal(cycle.start.toordinal() - 1))


def _span(cycle: Cycle) -> tuple[int, int]:
    return cycle.start.toordinal(), cycle.stop.toordinal()


def _alike(tree: Tree, other: Tree) -> bool:
    """Whether two alternatives speak about the same things, so that each must cover the other's channels."""
    return _form(tree) == _form(other)


def _form(tree: Tree) -> frozenset[tuple[str, str, str]]:
    return frozenset((leaf.delivery, leaf.of, leaf.claimed_by) for leaf in leaves(tree) if not leaf.cost)


def _operate(op: str, left: Decimal, right: Decimal) -> Decimal:
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "min":
            return min(left, right)
        case _:
            if not right:
                raise UnavailableError("division_by_zero")
            return left / right


def _figures(base: Ground, units: dict[str, str]) -> tuple[dict[Leaf, Decimal | None], list[str]]:
    """The figure of each leaf over the days that count, and how it was made where that must be said."""
    figures: dict[Leaf, Decimal | None] = {}
    notes = ["common_part"] if base.narrowed else []
    for leaf, parts in base.parts.items():
        counted = [(part, base.masks[leaf][unit]) for unit, group in parts.items() for part in group]
        counted = [(part, mask) for part, mask in counted if mask]
        figures[leaf] = None
        if not counted:
            continue
        kind = counted[0][0].kind
        if kind == "flow":
            figures[leaf] = sum((part.total(mask) for part, mask in counted), ZERO)
        elif kind == "score":
            figures[leaf] = _mean([part for part, _ in counted])
            notes += [] if any(part.weight is not None for part, _ in counted) else ["unweighted"]
        else:
            if kind == "unique" and len(counted) > 1:
                if units[leaf.measure] != "count":
                    raise UnavailableError("not_additive")
                notes.append("gross_unique")
            figures[leaf] = sum((part.value for part, _ in counted if part.value is not None), ZERO)
    return figures, notes


def _mean(parts: list[Part]) -> Decimal:
    """By sample size; unweighted where no part has one."""
    weighted = [part for part in parts if part.weight is not None]
    pairs = [(part.value or ZERO, part.weight or Decimal(1)) for part in weighted or parts]
    return sum((value * weight for value, weight in pairs), ZERO) / sum((weight for _, weight in pairs), ZERO)


def _state(base: Ground) -> State:
    if base.present < base.expected:
        return "partial"
    ages = (
        part.age
        for leaf, units in base.parts.items()
        for u, group in units.items()
        if base.masks[leaf][u]
        for part in group
    )
    return "stale" if any(age > STALE_AFTER for age in ages) else "ok"


def _basis(base: Ground) -> frozenset[tuple[str, str]]:
    return frozenset(
        (leaf.expression, unit)
        for leaf, units in base.parts.items()
        for unit, group in units.items()
        if unit in base.counted.get(group_of(leaf), ()) and any(part.dense for part in group)
    )
