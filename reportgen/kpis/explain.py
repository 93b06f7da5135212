"""Subject + Facts + cycle → Explanation: the figure's formula followed down to the rows of the files.

The figures are those of `evaluate`; the tree is read off the same expansion and the same common ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.errors import DataError
from reportgen.kpis.aggregate import Index, days_between
from reportgen.kpis.costs import COST_KINDS, accruals
from reportgen.kpis.evaluate import evaluate
from reportgen.kpis.expand import Scope
from reportgen.kpis.figure import Engine, Outcome
from reportgen.kpis.inputs import inputs
from reportgen.kpis.match import Ground, UnavailableError
from reportgen.kpis.select import Part, Shelf
from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Standing, Tree
from reportgen.model.explanation import Alternative, Explanation, Gap, Step
from reportgen.model.facts import Facts
from reportgen.model.scorecard import Input, Scorecard
from reportgen.periods import Cycle
from reportgen.vocabulary.catalogue import CONFIG_VALUES
from reportgen.vocabulary.formula import Binary, Call, Node, Ref, write

if TYPE_CHECKING:
    from reportgen.kpis.subject import Subject

_SETTING_KEYS = {"cost_share": "objectives[].cost_share", "result": "objectives[].result", "cycles_per_year": "cycle"}


def explained(subject: Subject, facts: Facts, cycle: Cycle, as_of: date) -> Explanation:
    """Raises DataError as `evaluate` does, but not for the KPI's own want of a source: that is explained."""
    scorecard = _scorecard(subject, facts, cycle, as_of)
    config, catalogue, kpi = subject.config, subject.catalogue, subject.kpi
    if scorecard is not None:  # an objective may have a cycle of its own
        cycle = next(score for score in scorecard.objectives[0].kpis if score.id == kpi.id).current.cycle
    index = Index(facts, catalogue.measures, [source.name for source in config.sources])
    shelf = Shelf(index, catalogue.measures, accruals(config))
    engine = _Engine(Scope.of(config, catalogue, subject.objective), shelf, config.quality.min_base)
    outcome = engine.kpi(kpi, cycle, subject.selection)
    step = _Explainer(engine, subject, cycle).root(outcome)
    return Explanation(
        kpi=kpi.id,
        names=kpi.names,
        definitions=kpi.definitions,
        unit=kpi.unit,
        better=kpi.better,
        source=kpi.source,
        formula="; else ".join(kpi.texts),
        objective=subject.objective.id,
        used_by=subject.used_by,
        channel=subject.channel,
        cycle=cycle,
        as_of=as_of,
        currency=config.currency,
        step=step,
        scorecard=scorecard,
    )


def _scorecard(subject: Subject, facts: Facts, cycle: Cycle, as_of: date) -> Scorecard | None:
    try:
        return evaluate(subject.config, subject.scored, facts, cycle, as_of)
    except DataError as error:
        row = subject.config.objectives[0].kpis.index(subject.settings)
        own = f"objectives[0].kpis[{row}].kpi"
        rest = [p for p in error.problems if p.kind != "no_source" or p.place.key != own]
        if rest:
            raise DataError(rest) from None
        return None


class _Engine(Engine):
    """The Engine, which also remembers what it chose from."""

    def __init__(self, scope: Scope, shelf: Shelf, least: int) -> None:
        super().__init__(scope, shelf, least)
        self._offered: dict[Chosen, tuple[Tree, ...]] = {}

    def _choose(self, kpi: str, trees: tuple[Tree, ...], lo: int, hi: int) -> Chosen:
        chosen = super()._choose(kpi, trees, lo, hi)
        self._offered[chosen] = trees
        return chosen

    def alone(self, tree: Tree, cycle: Cycle) -> Outcome:
        """A part of a formula by itself, without the rest of the formula to share days and channels with."""
        return self._outcome(tree, 0, cycle)

    def part(self, tree: Tree, outcome: Outcome, cycle: Cycle) -> Decimal | None:
        """A part of an outcome's tree over the days and channels of that outcome."""
        try:
            return self._value(tree, outcome.figures, cycle)
        except UnavailableError:
            return None

    def alternatives(self, chosen: Chosen, texts: tuple[str, ...], cycle: Cycle) -> tuple[Alternative, ...]:
        """All formulas of the KPI that was chosen, each with why it is not the one."""
        lo, hi = cycle.start.toordinal(), cycle.stop.toordinal()
        trees = self._offered.get(chosen, ())
        tried = [self._delivered(tree, lo, hi) for tree in trees] or [(0, "")] * len(texts)
        serves = not tried[chosen.alternative][1]
        rows = []
        for number, (text, (present, cause)) in enumerate(zip(texts, tried, strict=True)):
            used = number == chosen.alternative
            if serves and not used:
                cause = "later" if number > chosen.alternative else cause or "less_coverage"  # noqa: PLW2901
            rows.append(Alternative(text, used, cause, present))
        return tuple(rows)

    def ranked(self, standing: Standing, cycle: Cycle) -> Outcome:
        """The figure of this cycle that a standing ranks."""
        return self._named(standing.name, standing.selection, cycle)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The outcome whose days and channels the steps share, and its inputs by expression."""

    outcome: Outcome
    inputs: dict[str, Input]


class _Explainer:
    def __init__(self, engine: _Engine, subject: Subject, cycle: Cycle) -> None:
        self._engine, self._subject, self._cycle = engine, subject, cycle
        self._catalogue = subject.catalogue

    def root(self, outcome: Outcome) -> Step:
        kpi = self._subject.kpi
        tree = outcome.tree
        written = write(Ref(kpi.id, self._subject.selection))
        if not isinstance(tree, Chosen):
            raise TypeError(f"{kpi.id} was not expanded")
        return replace(self._kpi(tree, kpi.id, self._frame(outcome), outcome), expression=written)

    def _frame(self, outcome: Outcome) -> _Frame | None:
        if outcome.ground is None:
            return None
        return _Frame(outcome, {leaf.expression: leaf for leaf in inputs(outcome, self._engine)})

    def _step(self, node: Node, tree: Tree, frame: _Frame | None) -> Step:
        """What a reference means. Without common ground above it stands by itself."""
        written = write(node)
        if isinstance(tree, Setting):
            return self._setting(tree, written)
        own = frame.outcome if frame else self._engine.alone(tree, self._cycle)
        frame = frame or self._frame(own)
        match tree:
            case Chosen():
                return self._kpi(tree, written, frame, own)
            case Leaf():
                return self._leaf(tree, written, frame)
            case Standing():
                return self._standing(tree, written, own)
            case _:
                raise TypeError(f"{written} is no reference")

    def _kpi(self, tree: Chosen, written: str, frame: _Frame | None, own: Outcome) -> Step:
        kpi = self._catalogue.kpis[tree.kpi]
        below = tuple(self._below(kpi.formulas[tree.alternative], tree.tree, frame))
        value = self._engine.part(tree, frame.outcome, self._cycle) if frame else None
        return Step(
            "kpi",
            kpi.id,
            written,
            written,
            kpi.names,
            kpi.unit,
            value,
            own.state,
            own.cause if value is None else "",
            note=own.cause if value is not None and tree is own.tree else "",
            coverage=own.coverage,
            alternatives=self._engine.alternatives(tree, kpi.texts, self._cycle),
            steps=below,
        )

    def _below(self, node: Node, tree: Tree, frame: _Frame | None) -> Iterator[Step]:
        """The references of a formula beside what they were expanded to, each once."""
        seen = set()
        for ref, part in _pairs(node, tree):
            if write(ref) not in seen:
                seen.add(write(ref))
                yield self._step(ref, part, frame)

    def _setting(self, tree: Setting, written: str) -> Step:
        cause = f"no_{tree.name}" if tree.value is None else ""
        unit = CONFIG_VALUES[tree.name].unit if tree.name in CONFIG_VALUES else "ratio"
        keys = (_SETTING_KEYS.get(tree.name, tree.name),)
        return Step("config", tree.name, written, tree.name, (), unit, tree.value, None, cause, tree.note, keys=keys)

    def _standing(self, tree: Standing, written: str, own: Outcome) -> Step:
        value = self._engine.part(tree, own, self._cycle)
        ranked = self._engine.ranked(tree, self._cycle)
        node = Ref(tree.name, tree.selection)
        below = (self._step(node, ranked.tree, self._frame(ranked)),) if ranked.tree is not None else ()
        cause = "" if value is not None else own.cause or "no_standing"
        names = below[0].names if below else ()
        return Step(
            "standing", tree.name, written, f"standing({write(node)})", names, "score", value, None, cause, steps=below
        )

    def _leaf(self, leaf: Leaf, written: str, frame: _Frame | None) -> Step:
        measure = self._catalogue.measures[leaf.measure]
        found = self._engine.shelf.find(leaf, self._cycle.start.toordinal(), self._cycle.stop.toordinal())
        step = Step(
            "measure",
            leaf.measure,
            written,
            leaf.expression,
            measure.names,
            measure.unit,
            None,
            measured="cost" if leaf.cost else measure.kind,
            gaps=tuple(_gaps(found.parts)),
        )
        alone = self._engine.alone(leaf, self._cycle)
        given = frame.inputs.get(leaf.expression) if frame else None
        if leaf.optional and not found.parts and found.cause != "not_allocated":
            return replace(step, state="absent", cause=found.cause)
        if frame is None or frame.outcome.ground is None or given is None:
            return replace(step, state=alone.state, cause=alone.cause or found.cause)
        base = frame.outcome.ground
        part = given.coverage.present < given.coverage.expected
        value = frame.outcome.figures[leaf]
        return replace(
            step,
            value=value,
            state="partial" if part and value is not None else alone.state,
            cause=(alone.cause or "no_common_part") if value is None else "",
            note=alone.cause if value is not None else "",
            coverage=given.coverage,
            channels=_channels(leaf, base),
            keys=_keys(leaf, base),
            traces=given.traces,
        )


def _pairs(node: Node, tree: Tree) -> Iterator[tuple[Node, Tree]]:
    """Each reference of a formula (an ``opening`` or ``standing`` with its function) and what it was expanded to."""
    match node, tree:
        case Binary(left=left, right=right), Operation(left=a, right=b):
            yield from _pairs(left, a)
            yield from _pairs(right, b)
        case Call(name="min", args=(left, right)), Operation(left=a, right=b):
            yield from _pairs(left, a)
            yield from _pairs(right, b)
        case ((Ref() | Call()), _) if not isinstance(tree, Const):
            yield node, tree


def _channels(leaf: Leaf, base: Ground) -> tuple[str, ...]:
    """The channels that went into the figure; costs that belong to no channel are not among them."""
    found = set()
    for unit, parts in base.parts[leaf].items():
        for part in parts if base.masks[leaf][unit] else ():
            found |= {line.key.channel for line in part.lines} | {cost.channel for cost in part.accruals}
            found |= {unit} if not part.lines and not part.accruals else set()  # nothing happened there: zero
    return tuple(sorted(found - {""}))


def _keys(leaf: Leaf, base: Ground) -> tuple[str, ...]:
    """Where the config gives a part of the figure."""
    units = base.parts[leaf]
    if any(part.accruals for unit, parts in units.items() if base.masks[leaf][unit] for part in parts):
        return (f"costs.{COST_KINDS.get(leaf.measure, 'staff')}",)
    return ()


def _gaps(parts: Mapping[str, Part]) -> Iterator[Gap]:
    """The days of a flow on which a channel's source says nothing."""
    for channel, part in parts.items():
        missing = days_between(part.lo, part.hi) & ~part.mask if part.lines and part.kind == "flow" else 0
        while missing:
            first = (missing & -missing).bit_length() - 1
            length = (~(missing >> first) & ((missing >> first) + 1)).bit_length() - 1
            yield Gap(channel, _day(part.lo + first), _day(part.lo + first + length - 1))
            missing &= ~(days_between(0, length) << first)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
