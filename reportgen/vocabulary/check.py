"""A formula's text → what is wrong with it: unknown ids, circles, clashes of units, illegal sums. Also warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from reportgen.errors import nearest
from reportgen.vocabulary.catalogue import CONFIG_VALUES, Catalogue, ConfigValue, Kpi, Measure
from reportgen.vocabulary.channels import CHANNELS, GROUP_NAMES
from reportgen.vocabulary.formula import Binary, Call, FormulaError, Node, Ref, operands, parse, refs, write
from reportgen.vocabulary.units import Quantity, infer, quantity

MAX_OPERANDS = 300  # of a formula and all KPIs that it is made of: it bounds every recursion over them

ACTIVITIES = ("content", "community", "advertising", "analysis", "care", "recruitment")
_SELECTABLE = {"delivery": ("paid", "organic", "all"), "of": ("posts",), "activity": ACTIVITIES}


class Fault(NamedTuple):
    """One thing that is wrong with a formula, at the character ``at`` (from 0) of its text."""

    at: int
    kind: str
    what: str
    would_be_right: str = ""
    candidates: tuple[str, ...] = ()


def check(
    kpi_id: str,
    formula_text: str,
    unit: str,
    catalogue: Catalogue,
    config_values: Mapping[str, ConfigValue] = CONFIG_VALUES,
    channels: Collection[str] = CHANNELS,
) -> list[Fault]:
    """All faults of the formula of the KPI ``kpi_id``, sorted by their place; empty when it is right.

    ``catalogue`` holds the client's own entries too; ``channels`` the ids that ``channel=`` may name beside the groups.
    An id that is a measure means the measure (``Catalogue.resolve``), so only KPIs can lead in a circle.
    """
    try:
        alternatives = parse(formula_text)
    except FormulaError as error:
        return [Fault(error.index, "formula_syntax", error.what, error.would_be_right, error.candidates)]
    checker = _Checker(kpi_id, catalogue, config_values, channels)
    faults = [fault for node in alternatives for fault in checker.faults(node, unit)]
    return sorted(set(faults))


def warnings(formula: Node, catalogue: Catalogue) -> list[Fault]:
    """Measures of every channel that stand, without a selection, beside measures of social media alone."""
    found = refs(formula)
    if not any(_is_social(ref, catalogue, set()) for ref in found):
        return []
    return [
        Fault(
            ref.index,
            "mixed_scope",
            f"'{write(ref)}' covers every channel, the rest of the formula social media",
            f"Write {_chosen(ref, 'social')}, or {_chosen(ref, 'all')} where every channel is meant.",
        )
        for ref in dict.fromkeys(found)
        if isinstance(measure := catalogue.resolve(ref.name), Measure)
        and measure.scope == "all"
        and not {"channel", "claimed_by"} & dict(ref.selection).keys()
    ]


class _Checker:
    def __init__(
        self,
        kpi_id: str,
        catalogue: Catalogue,
        config_values: Mapping[str, ConfigValue],
        channels: Collection[str],
    ) -> None:
        self._kpi_id = kpi_id
        self._catalogue = catalogue
        self._config_values = config_values
        self._selectable = {**_SELECTABLE, "channel": (*channels, *GROUP_NAMES)}
        self._quantities: dict[str, Quantity | None] = {}

    def faults(self, node: Node, unit: str) -> list[Fault]:
        circles = list(self._circles(node))
        units = () if circles else self._unit(node, unit)
        return [*circles, *self._names(node), *self._openings(node), *self._sums(node), *units]

    def _meaning(self, name: str) -> Measure | Kpi | ConfigValue | None:
        measure = self._catalogue.measures.get(name)
        return measure or self._catalogue.kpis.get(name) or self._config_values.get(name)

    def _names(self, node: Node) -> Iterator[Fault]:
        for ref in refs(node):
            meaning = self._meaning(ref.name)
            if meaning is None and ref.name != self._kpi_id:
                near = nearest(ref.name, (*self._catalogue.names(), *self._config_values))
                cure = "" if near else "Use a measure, a KPI or a value of the config."
                yield Fault(ref.index, "unknown_id", f"unknown id '{ref.name}'", cure, near)
            elif isinstance(meaning, ConfigValue) and ref.selection:
                what = f"nothing can be selected of '{ref.name}', a value of the config"
                yield Fault(ref.index, "selection", what, f"Write {ref.name}.")
            yield from self._selection(ref)

    def _selection(self, ref: Ref) -> Iterator[Fault]:
        for key, value in ref.selection:
            valid = self._selectable.get(key)
            if valid is not None and value not in valid:
                near = nearest(value, valid)
                cure = "" if near else f"There are {', '.join(valid)}."
                yield Fault(ref.index, "selection", f"unknown {key} '{value}' in '{write(ref)}'", cure, near)

    def _circles(self, node: Node) -> Iterator[Fault]:
        """What leads back to the checked KPI, and formulas too large to be followed."""
        for ref in dict.fromkeys(refs(node)):
            if isinstance(self._meaning(ref.name), Measure):
                continue
            came_from = self._reached(ref.name)
            size = sum(operands(formula) for name in came_from for formula in self._formulas(name))
            if self._kpi_id in came_from:
                way = [name := self._kpi_id]
                while name := came_from[name]:
                    way.append(name)
                circle = " → ".join([self._kpi_id, *reversed(way)])
                yield Fault(ref.index, "circle", f"'{self._kpi_id}' is made of itself: {circle}", "Use measures.")
            elif size > MAX_OPERANDS:
                what = f"'{ref.name}' is made of more than {MAX_OPERANDS} operands"
                yield Fault(ref.index, "too_large", what, "Make it of fewer KPIs.")

    def _reached(self, start: str) -> dict[str, str]:
        """All but measures that ``start`` is made of, itself first: id → the id that it was met in."""
        came_from = {start: ""}
        queue = [start]
        for name in queue:
            for ref in (ref for formula in self._formulas(name) for ref in refs(formula)):
                if ref.name not in came_from and not isinstance(self._meaning(ref.name), Measure):
                    came_from[ref.name] = name
                    queue.append(ref.name)
        return came_from

    def _formulas(self, name: str) -> tuple[Node, ...]:
        meaning = self._meaning(name)
        return meaning.formulas if isinstance(meaning, Kpi) else ()

    def _openings(self, node: Node) -> Iterator[Fault]:
        for call in _calls(node):
            inner = call.args[0]
            if call.name != "opening" or not isinstance(inner, Ref):
                continue
            meaning = self._meaning(inner.name)
            if meaning is not None and not (isinstance(meaning, Measure) and meaning.kind == "level"):
                is_a = f"a measure of kind {meaning.kind}" if isinstance(meaning, Measure) else "no measure"
                what = f"'{inner.name}' is {is_a}: it has no opening value"
                yield Fault(inner.index, "not_a_level", what, "Use opening(x) on a measure of kind level.")

    def _sums(self, node: Node) -> Iterator[Fault]:
        """Sums that would count people twice, add claims, or mix what a post got with what an account got."""
        for left, right in (pair for terms in _totals(node) for pair in combinations(terms, 2)):
            mine, its = dict(left.selection), dict(right.selection)
            both = f"'{write(left)}' and '{write(right)}'"
            if self._is_unique(left) and self._is_unique(right):
                cure = "Use the value that is given for the whole."
                yield Fault(right.index, "unique_added", f"{both} count people, who may be the same", cure)
            elif "claimed_by" in mine and "claimed_by" in its and mine["claimed_by"] != its["claimed_by"]:
                cure = "Show each, or use the total of the shop, the CRM or the analytics."
                yield Fault(right.index, "claims_added", f"{both} are claims of two platforms on the same sales", cure)
            elif mine.get("of") != its.get("of"):
                what = f"{both} mix the lifetime values of posts with those of the account"
                yield Fault(right.index, "posts_mixed", what, "Write [of=posts] on both or on neither.")
            elif left.name == right.name and _covers(mine.get("delivery"), its.get("delivery")):
                what = f"{both} overlap: one holds the other's delivery"
                yield Fault(right.index, "delivery_mixed", what, "Add paid and organic, or use the whole alone.")

    def _is_unique(self, ref: Ref) -> bool:
        meaning = self._meaning(ref.name)
        return isinstance(meaning, Measure) and meaning.kind == "unique"

    def _unit(self, node: Node, unit: str) -> Iterator[Fault]:
        result, clashes = infer(node, self._quantity)
        for clash in clashes:
            yield Fault(clash.at, "unit_clash", clash.what, "Bring both to one unit first.")
        if result is not None and not result.fits(unit):
            fitting = result.unit if any(result.exponents) else "percent or ratio"
            cure = f"Write unit: {fitting}." if result.has_unit else "No KPI has such a unit."
            what = f"the formula gives {result}, and the KPI's unit is {unit}"
            yield Fault(node.index, "unit", what, cure)

    def _quantity(self, ref: Ref) -> Quantity | None:
        """The id's unit; a KPI's is that of its first formula, which knows money per lead from money."""
        if ref.name not in self._quantities:
            self._quantities[ref.name] = None  # met again on its way: a circle, which is reported as such
            meaning = self._meaning(ref.name)
            if isinstance(meaning, Kpi):
                self._quantities[ref.name] = infer(meaning.formulas[0], self._quantity)[0] if meaning.formulas else None
            elif meaning is not None:
                self._quantities[ref.name] = quantity(meaning.unit)
        return self._quantities[ref.name]


def _calls(node: Node) -> Iterator[Call]:
    if isinstance(node, Binary):
        yield from _calls(node.left)
        yield from _calls(node.right)
    elif isinstance(node, Call):
        yield node
        for arg in node.args:
            yield from _calls(arg)


def _totals(node: Node) -> Iterator[tuple[Ref, ...]]:
    """The references that are added up, for each sum in the tree; what is subtracted is left out."""
    match node:
        case Binary(op="+"):
            operands = _added(node)
            yield tuple(operand for operand in operands if isinstance(operand, Ref))
            for operand in operands:
                yield from _totals(operand)
        case Binary(left=left, right=right):
            yield from _totals(left)
            yield from _totals(right)
        case Call(args=args):
            for arg in args:
                yield from _totals(arg)


def _added(node: Node) -> tuple[Node, ...]:
    return (*_added(node.left), *_added(node.right)) if isinstance(node, Binary) and node.op == "+" else (node,)


def _covers(one: str | None, other: str | None) -> bool:
    """Whether one delivery holds the other: ``all``, which nothing selected means too, holds paid and organic."""
    return (one or "all") != (other or "all") and "all" in (one or "all", other or "all")


def _is_social(ref: Ref, catalogue: Catalogue, seen: set[str]) -> bool:
    """Whether the id means social media without saying so: a measure of that scope, or a KPI that holds one."""
    if "channel" in dict(ref.selection) or ref.name in seen:
        return False
    seen.add(ref.name)
    meaning = catalogue.resolve(ref.name)
    if isinstance(meaning, Measure):
        return meaning.scope == "social"
    inside = (inner for node in meaning.formulas for inner in refs(node)) if isinstance(meaning, Kpi) else ()
    return any(_is_social(inner, catalogue, seen) for inner in inside)


def _chosen(ref: Ref, channel: str) -> str:
    return write(Ref(ref.name, tuple(sorted((*ref.selection, ("channel", channel))))))
