"""KPI + cycle → Outcome: its figure, on common ground, with what it was made of. Each is computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.kpis.aggregate import ZERO
from reportgen.kpis.amount import Figures, Margins
from reportgen.kpis.bases import small_base
from reportgen.kpis.breaks import between, declared
from reportgen.kpis.expand import Expander, Scope, Selection
from reportgen.kpis.match import Ground, UnavailableError, countable, ground, group_of
from reportgen.kpis.samples import sampled
from reportgen.kpis.select import STALE_AFTER, Shelf
from reportgen.kpis.spans import before, ordinals
from reportgen.kpis.tree import (
    Chosen,
    Const,
    Leaf,
    Operation,
    Setting,
    Standing,
    Tree,
    Worth,
    choices,
    leaves,
    nodes,
    opened,
)
from reportgen.model.delivery import ArchivedFigure
from reportgen.model.scorecard import Coverage, Sampled, State
from reportgen.periods import Cycle
from reportgen.vocabulary.formula import Ref

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
    figures: Figures = field(default_factory=Figures)
    low: Decimal | None = None
    high: Decimal | None = None
    sample: Sampled | None = None
    archived: ArchivedFigure | None = None  # the figure is the one that was reported then


@dataclass(frozen=True, slots=True)
class Mode:
    """How a tree is valued: with which of the declared worths, and with the rows' own margins to which power."""

    worth: Literal["low", "base", "high"] = "base"
    power: int = 0

    def margin(self, power: int) -> Mode:
        return Mode(self.worth, self.power + power)


PLAIN, LOW, HIGH = Mode(), Mode("low"), Mode("high")


class Engine:
    """Computes for one objective. Span = ``[lo, hi)`` as ordinals; a cycle gives its own, a running one to date."""

    def __init__(self, scope: Scope, shelf: Shelf, least: int) -> None:
        self._scope, self.shelf, self._least = scope, shelf, least
        measures = scope.catalogue.measures
        self._units = {name: measure.unit for name, measure in measures.items()}
        self.kinds = {name: measure.kind for name, measure in measures.items()}
        own, by_line = dict(scope.margins), scope.margin_by != "channel"
        self._margins = Margins(scope.config.margin, {} if by_line else own, by_line)
        self._done: dict[tuple[str, Selection, Cycle], Outcome] = {}

    def preferring(self, source: str) -> Engine:
        """The same; where several sources give one series, by this one's."""
        return Engine(self._scope, self.shelf.preferring(source), self._least)

    def kpi(self, kpi: Kpi, cycle: Cycle, selection: Selection = ()) -> Outcome:
        key = (kpi.id, selection, cycle)
        outcome = self._done.get(key)
        if outcome is None:
            chosen = self._expander(cycle).kpi(kpi, selection)
            outcome = self._done[key] = self._outcome(chosen, chosen.alternative, cycle)
        return outcome

    def outcome(self, tree: Tree, cycle: Cycle) -> Outcome:
        """Of a tree that stands alone, without the rest of a formula to share days and channels with."""
        return self._outcome(tree, 0, cycle)

    def part(self, tree: Tree, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """A part of an outcome's tree over the days and channels of that outcome."""
        try:
            return self._value(tree, outcome.figures, cycle)
        except UnavailableError:
            return None

    def measure(self, name: str) -> Measure:
        return self._scope.catalogue.measures[name]

    def opening(self, kpi: Kpi, cycle: Cycle) -> Decimal | None:
        """A level before the cycle."""
        return self._outcome(opened(self._expander(cycle).kpi(kpi, ())), 0, cycle).value

    def named(self, name: str, selection: Selection, cycle: Cycle) -> Outcome:
        """Of a KPI, a measure or what the results are worth, by its id."""
        return self._outcome(self._expander(cycle).node(Ref(name, selection)), 0, cycle)

    def _expander(self, cycle: Cycle) -> Expander:
        lo, hi = ordinals(cycle)
        return Expander(self._scope.over(cycle), lambda kpi, trees: self._choose(kpi, trees, lo, hi))

    def _choose(self, kpi: str, trees: tuple[Tree, ...], lo: int, hi: int) -> Chosen:
        """The first alternative that is delivered whole; else the one with the greatest coverage (domain §4.1)."""
        if len(trees) == 1:
            return Chosen(kpi, 0, trees[0])
        counted = [countable(tree, self.shelf, lo, hi) for tree in trees]
        best, best_share, causes = None, ZERO, []
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
                best, best_share = Chosen(kpi, number, tree, tuple(sorted(universe.items()))), share
            if best_share >= 1:
                break
        if best is not None:
            return best
        number = min(range(len(trees)), key=lambda i: (causes[i] not in _MISSING, causes[i] == "no_source"))
        return Chosen(kpi, number, trees[number])

    def _delivered(self, tree: Tree, lo: int, hi: int) -> tuple[int, str]:
        """Days × channels on which the tree is known, and why it is not."""
        try:
            present = ground(tree, self.shelf, lo, hi).present
        except UnavailableError as error:
            return 0, error.cause
        undeclared = [node.name for node in nodes(tree) if isinstance(node, Setting) and not node.declared]
        return (0, f"no_{undeclared[0]}") if undeclared else (present, "")

    def _outcome(self, tree: Tree, alternative: int, cycle: Cycle) -> Outcome:
        lo, hi = ordinals(cycle)
        made = choices(tree)
        try:
            base = ground(tree, self.shelf, lo, hi)
            figures = Figures(base, self._units)
            value = self._value(tree, figures, cycle)
            low, high = self._scenarios(tree, figures, cycle)
        except UnavailableError as error:
            state: State = "missing" if error.cause in _MISSING else "not_measured"
            return Outcome(tree, None, state, error.cause, alternative, choices=made)
        notes = [node.note for node in nodes(tree) if isinstance(node, Setting) and node.note] + figures.notes
        return Outcome(
            tree,
            value,
            _state(base),
            next(iter(notes), ""),
            alternative,
            Coverage(base.present, base.expected),
            self._small_base(tree, figures, cycle),
            made,
            _basis(base),
            base,
            figures,
            low,
            high,
            self._sampled(tree, figures),
        )

    def _sampled(self, tree: Tree, figures: Figures) -> Sampled | None:
        """Of a score as it stands: what is computed from scores has no interval of its own."""
        while isinstance(tree, Chosen):
            tree = tree.tree
        sample = figures.samples.get(tree) if isinstance(tree, Leaf) else None
        return sampled(sample, self._least) if sample else None

    def _scenarios(self, tree: Tree, figures: Figures, cycle: Cycle) -> tuple[Decimal | None, Decimal | None]:
        """The figure with all worths low, and with all of them high; None where it stands on no worth."""
        if not any(isinstance(node, Worth) for node in nodes(tree)):
            return None, None
        return self._value(tree, figures, cycle, LOW), self._value(tree, figures, cycle, HIGH)

    def _small_base(self, tree: Tree, figures: Figures, cycle: Cycle) -> tuple[int, int] | None:
        samples = {leaf: sample.size for leaf, sample in figures.samples.items()}
        return small_base(
            tree, lambda node: self._value(node, figures, cycle), self._units, self.kinds, samples, self._least
        )

    def _value(self, tree: Tree, figures: Figures, cycle: Cycle, mode: Mode = PLAIN) -> Decimal:
        match tree:
            case Leaf():
                if mode.power and self._sold(tree):
                    return figures.times(tree, self._margins, mode.power)
                return self._scaled(figures[tree] or ZERO, mode)
            case Chosen(tree=inner):
                return self._value(inner, figures, cycle, mode)
            case Operation(op="*" | "/" as op, left=left, right=Setting(by=by)) if by:
                return self._value(left, figures, cycle, mode.margin(1 if op == "*" else -1))
            case Operation(op="*", left=Setting(by=by), right=right) if by:
                return self._value(right, figures, cycle, mode.margin(1))
            case Operation(op=op, left=left, right=right):
                a, b = self._sides(tree, mode)
                return _operate(op, self._value(left, figures, cycle, a), self._value(right, figures, cycle, b))
            case _:
                return self._scaled(self._given(tree, cycle, mode), mode)

    def _given(self, node: Const | Setting | Worth | Standing, cycle: Cycle, mode: Mode) -> Decimal:
        """What no leaf gives."""
        match node:
            case Const(value=value):
                return value
            case Setting(name=name, value=declared):
                if declared is None:
                    raise UnavailableError(f"no_{name}")
                return declared
            case Worth():
                return self._worth(node, cycle, mode)
            case Standing(name=name, selection=selection):
                return self._standing(name, selection, cycle)

    def _sides(self, node: Operation, mode: Mode) -> tuple[Mode, Mode]:
        """A margin falls on both terms of a sum, but of a product or ratio on one side: where the sales are."""
        if not mode.power or node.op not in ("*", "/", "annuity"):
            return mode, mode
        plain = Mode(mode.worth)
        turned = node.op == "*" and not self._priced(node.left) and self._priced(node.right)
        return (plain, mode) if turned else (mode, plain)

    def _priced(self, tree: Tree) -> bool:
        return any(self._sold(leaf) for leaf in leaves(tree))

    def _sold(self, leaf: Leaf) -> bool:
        """Whether it is money that comes in, on which each channel or product has its margin."""
        return self._units[leaf.measure] == "currency" and self.kinds[leaf.measure] == "flow" and not leaf.cost

    def _scaled(self, value: Decimal, mode: Mode) -> Decimal:
        return value * self._margins.factor("", mode.power) if mode.power else value

    def _worth(self, worth: Worth, cycle: Cycle, mode: Mode) -> Decimal:
        """One result's; a derived base is a figure of its own, on its own ground."""
        if mode.worth != "base":
            return worth.low if mode.worth == "low" else worth.high
        if worth.base is not None:
            return worth.base
        derived = [self._outcome(self._expander(cycle).node(node), 0, cycle) for node in worth.formulas]
        value = next((outcome.value for outcome in derived if outcome.value is not None), None)
        if value is None:
            raise UnavailableError(derived[0].cause)
        return value

    def _standing(self, name: str, selection: Selection, cycle: Cycle) -> Decimal:
        """100 · (rank − ½) / n among the last complete cycles, this one included; ties share their mean rank."""
        this = self.named(name, selection, cycle)
        now = this.value
        if now is None or cycle.running or cycle.spec != self._scope.spec:
            raise UnavailableError("no_standing")
        values, earlier = [now], cycle
        broken = declared(self._scope.config, this.tree, self.shelf)
        for _ in range(STANDING_CYCLES - 1):
            earlier = before(earlier)
            outcome = self.named(name, selection, earlier)
            if outcome.value is not None and (outcome.choices, outcome.basis) != (this.choices, this.basis):
                break  # another series: ranks across a break say nothing
            if between(broken, earlier, cycle):
                break
            if outcome.value is not None and outcome.state == "ok":
                values.append(outcome.value)
        if len(values) < STANDING_LEAST:
            raise UnavailableError("too_short_history")
        below, ties = sum(value < now for value in values), sum(value == now for value in values)
        return 100 * (Decimal(below) + Decimal(ties) / 2) / len(values)


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
        case "excess":
            return max(left - right, ZERO)
        case "annuity":
            return (1 - (1 + right) ** -left) / right if right else left
        case _:
            if not right:
                raise UnavailableError("division_by_zero")
            return left / right


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
