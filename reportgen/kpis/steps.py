"""Outcome → Steps: a KPI's formula as a tree of terms, each with its figure, its coverage and its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.kpis.aggregate import days_between
from reportgen.kpis.costs import COST_KINDS
from reportgen.kpis.expand import INFLUENCE
from reportgen.kpis.figure import Outcome
from reportgen.kpis.inputs import inputs
from reportgen.kpis.match import Ground
from reportgen.kpis.noting import NotingEngine
from reportgen.kpis.select import Part
from reportgen.kpis.spans import ordinals
from reportgen.kpis.terms import label, pairs, terms
from reportgen.kpis.tree import Chosen, Leaf, Operation, Setting, Standing, Tree, Worth
from reportgen.model.explanation import Alternative, Gap, Step
from reportgen.model.scorecard import Input
from reportgen.periods import Cycle
from reportgen.vocabulary.catalogue import CONFIG_VALUES
from reportgen.vocabulary.formula import Node, Ref, write

if TYPE_CHECKING:
    from reportgen.kpis.subject import Subject

_SETTING_KEYS = {
    "cost_share": "objectives[].cost_share", "result": "objectives[].result", "cycles_per_year": "cycle",
    **{f"influence_weight_{name}": f"influence_weights.{name}" for name in INFLUENCE},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Frame:
    """The outcome whose days and channels the steps share, and its inputs by expression."""

    outcome: Outcome
    inputs: dict[str, Input]


class Explainer:
    def __init__(self, engine: NotingEngine, subject: Subject, cycle: Cycle) -> None:
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
        own = frame.outcome if frame else self._engine.outcome(tree, self._cycle)
        frame = frame or self._frame(own)
        match tree:
            case Chosen():
                return self._kpi(tree, written, frame, own)
            case Leaf():
                return self._leaf(tree, written, frame)
            case Standing():
                return self._standing(tree, written, own)
            case Operation():
                return self._derived(tree, written, frame, own)
            case Worth():
                return self._worth(tree, written)
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
            sample=own.sample if tree is own.tree else None,
        )

    def _below(self, node: Node, tree: Tree, frame: _Frame | None) -> Iterator[Step]:
        """The references of a formula beside what they were expanded to, each once."""
        seen = set()
        for ref, part, term in pairs(node, tree):
            if write(ref) not in seen:
                seen.add(write(ref))
                step = self._step(ref, part, frame)
                left_out = term and isinstance(part, Leaf) and part.optional and step.cause == "no_source"
                yield replace(step, state="absent") if left_out else step

    def _derived(self, tree: Operation, written: str, frame: _Frame | None, own: Outcome) -> Step:
        """A reference that stands for a sum or product of others."""
        measure = self._catalogue.resolve(written.split("[", maxsplit=1)[0])
        value = self._engine.part(tree, frame.outcome, self._cycle) if frame else None
        parts = {label(part): part for part in terms(tree)}
        return Step(
            "derived",
            written.split("[", maxsplit=1)[0],
            written,
            written,
            getattr(measure, "names", ()),
            measure.unit if measure else "ratio",
            value,
            own.state,
            own.cause if value is None else "",
            alternatives=(Alternative(label(tree), True),),
            steps=tuple(replace(self._step(Ref(name), part, frame), written=name) for name, part in parts.items()),
        )

    def _setting(self, tree: Setting, written: str) -> Step:
        """A value of the config; where channels or products have their own, each of them below."""
        unit = CONFIG_VALUES[tree.name].unit if tree.name in CONFIG_VALUES else "percent"
        step = Step("config", tree.name, written, written, (), unit, tree.value, note=tree.note)
        key = _SETTING_KEYS.get(tree.name, tree.name)
        if not tree.by:
            return replace(step, cause=f"no_{tree.name}" if tree.value is None else "", keys=(key,))
        at = key if tree.of == "channel" else f"{key}.each"
        own = [(write(Ref(tree.name, ((tree.of, member),))), f"{at}.{member}", value) for member, value in tree.by]
        below = tuple(Step("config", tree.name, name, name, (), unit, value, keys=(at,)) for name, at, value in own)
        return replace(step, note=f"by_{tree.of}", keys=(f"{key}.default",), steps=below)

    def _worth(self, tree: Worth, written: str) -> Step:
        """What one result is worth, as declared or as its formula gives it."""
        own = self._engine.outcome(tree, self._cycle)
        step = Step(
            "config", tree.result, written, written, (), "currency", own.value, cause=own.cause, keys=("values",)
        )
        if tree.base is not None or not tree.formulas:
            return step
        derived = [(node, self._engine.expanded(node, self._cycle)) for node in tree.formulas]
        node, outcome = next(((n, o) for n, o in derived if o.value is not None), derived[0])
        below = self._below(node, outcome.tree, self._frame(outcome)) if outcome.tree is not None else ()
        return replace(step, alternatives=(Alternative(write(node), True),), steps=tuple(below))

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
        found = self._engine.shelf.find(leaf, *ordinals(self._cycle))
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
        alone = self._engine.outcome(leaf, self._cycle)
        given = frame.inputs.get(leaf.expression) if frame else None
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
            share=self._share(leaf),
            traces=given.traces,
        )

    def _share(self, leaf: Leaf) -> tuple[str, Decimal] | None:
        """What a channel bears of the costs that belong to none, and by what it is measured."""
        if not leaf.cost or leaf.measure == "ad_spend" or leaf.group in ("social", "all"):
            return None
        lo, hi = ordinals(self._cycle)
        if "" not in self._engine.shelf.find(leaf._replace(group="social"), lo, hi).parts:
            return None
        by, shares = self._engine.shelf.shares(lo, hi)
        return (by, shares[leaf.group]) if leaf.group in shares else None


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
            yield Gap(channel, *map(date.fromordinal, (part.lo + first, part.lo + first + length - 1)))
            missing &= ~(days_between(0, length) << first)
