"""KPI + selection + days → Tree: every reference followed to its measures, one alternative chosen for each KPI.

The rules of selections and alternatives are domain §4.1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.config.schema_money import ProductMargins
from reportgen.kpis.costs import COSTS
from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Standing, Tree, Worth, leaves, opened
from reportgen.periods import PER_YEAR, Cycle, CycleSpec
from reportgen.vocabulary.formula import Binary, Call, Node, Number, Ref, parse

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue, Kpi

COMPONENTS = frozenset({"reactions", "comments", "shares", "saves"})
"""Interactions that a network may not offer: then they are absent from the sum, not missing."""

INFLUENCE = ("reach", "amplification_rate", "mentions")
CHAIN = frozenset({"reach", "click", "sign_up", "lead", "customer"})
"""Stages of which only the last one reached counts: who bought is in the margin already (domain §2.10)."""

VALUED, BOUGHT = "valued_results", "new_customers"
SOCIAL_ONLY = (("channel", "social"),)

Selection = tuple[tuple[str, str], ...]
Chooser = Callable[[str, tuple[Tree, ...]], Chosen]


def bought_off(stage: str, exclusive: bool) -> bool:
    """Whether those who bought are taken off the results, because the margin has them already."""
    return stage in CHAIN and not exclusive


def narrowed(inner: Selection, outer: Selection) -> Selection:
    """An inner selection under an outer one: the outer replaces, but ``channel=all`` is never narrowed."""
    result = {**dict(inner), **dict(outer)}
    if dict(inner).get("channel") == "all":
        result["channel"] = "all"
    return tuple(sorted(result.items()))


@dataclass(frozen=True, slots=True)
class Scope:
    """What formulas mean in one objective: the config's values, and the objective's result."""

    config: Config
    catalogue: Catalogue
    settings: Mapping[str, Decimal | None]
    result: str
    spec: CycleSpec  # the objective's cycle

    @property
    def margins(self) -> tuple[tuple[str, Decimal], ...]:
        """Channel, or product, → its own margin, where they differ from the default."""
        given = self.config.margins
        if isinstance(given, ProductMargins):
            return tuple(sorted(given.each.items()))
        return tuple(sorted(given.items() - {("default", self.config.margin)})) if isinstance(given, dict) else ()

    @property
    def margin_by(self) -> str:
        """What has margins of its own."""
        given = self.config.margins
        return given.by if isinstance(given, ProductMargins) else "channel"

    @staticmethod
    def of(config: Config, catalogue: Catalogue, objective: Objective) -> Scope:
        share = objective.cost_share if objective.cost_share is not None else Decimal(1)
        weights = config.influence_weights
        settings: dict[str, Decimal | None] = {
            "margin": config.margin,
            "customer_years": config.customer_years,
            "yearly_churn": config.yearly_churn,
            "cost_share": share,
            "cycles_per_year": _per_year(config.spec_of(objective)),
            **{f"influence_weight_{name}": getattr(weights, name) if weights else Decimal(1) / 3 for name in INFLUENCE},
        }
        result = objective.result or catalogue.results.get(objective.family, "")
        return Scope(config, catalogue, settings, result, config.spec_of(objective))

    def over(self, cycle: Cycle) -> Scope:
        """For days that are none of its cycles (a running one, a year to date) a year has as many as fit."""
        if cycle.spec == self.spec and not cycle.running:
            return self
        return replace(self, settings={**self.settings, "cycles_per_year": Decimal(365) / max(cycle.days, 1)})


def _per_year(spec: CycleSpec) -> Decimal:
    return Decimal(365) / spec.days if spec.kind == "days" else Decimal(PER_YEAR[spec.kind])


class Expander:
    """Expands for one objective and one span of days; ``choose`` picks among a KPI's alternatives."""

    def __init__(self, scope: Scope, choose: Chooser) -> None:
        self._scope, self._choose = scope, choose

    def kpi(self, kpi: Kpi, selection: Selection) -> Chosen:
        return self._kpi(kpi, selection, kpi.id)

    def node(self, node: Node) -> Tree:
        """A formula that stands alone: a measure or KPI by its id, the worth of a result."""
        return self._node(node, (), "", "", False)

    def _kpi(self, kpi: Kpi, selection: Selection, root: str) -> Chosen:
        trees = tuple(self._node(node, selection, kpi.id, root, False) for node in kpi.formulas)
        return self._choose(kpi.id, trees)

    def _node(self, node: Node, outer: Selection, kpi: str, root: str, among_costs: bool) -> Tree:
        match node:
            case Number(value=value):
                return Const(value)
            case Binary(op=op, left=left, right=right):
                costs = op in "+-" and (among_costs or _cost_terms(node) > 1)
                sides = (self._node(side, outer, kpi, root, costs) for side in (left, right))
                return Operation(op, *sides)
            case Call(name="min", args=(left, right)):
                return Operation("min", *(self._node(side, outer, kpi, root, False) for side in (left, right)))
            case Call(name="standing", args=(Ref(name=name, selection=selection),)):
                return Standing(name, narrowed(selection, outer))
            case Call(args=args):
                return opened(self._node(args[0], outer, kpi, root, among_costs))
            case Ref(name=name, selection=selection):
                return self._ref(name, narrowed(selection, outer), kpi, root, among_costs)

    def _ref(self, name: str, selection: Selection, kpi: str, root: str, among_costs: bool) -> Tree:
        scope, catalogue = self._scope, self._scope.catalogue
        if name == VALUED and scope.config.values:
            terms = [self._valued(number, selection, root) for number in range(len(scope.config.values))]
            return reduce(lambda left, right: Operation("+", left, right), terms)
        if name in catalogue.measures:
            return self._leaf(name, selection, among_costs)
        if name in catalogue.kpis:
            found = self._kpi(catalogue.kpis[name], selection, root)
            years = kpi == "clv" and name == "customer_lifetime"
            rate = scope.config.discount_rate if years else None
            return found if rate is None else Operation("annuity", found, Setting("discount_rate", rate))
        if name == "result":
            return self._result(selection, root)
        value = scope.settings.get(name)
        if name != "margin":
            return Setting(name, value)
        if scope.config.margins is None and kpi == "gross_margin" and root != "gross_margin":
            return Setting(name, Decimal(1), "revenue_not_margin")  # domain §2.8: in ROI it counts as 1, labelled
        return Setting(name, value, by=scope.margins, of=scope.margin_by)

    def _leaf(self, name: str, selection: Selection, among_costs: bool) -> Leaf:
        chosen = dict(selection)
        measure = self._scope.catalogue.measures[name]
        return Leaf(
            name,
            chosen.get("channel", measure.scope),
            delivery=chosen.get("delivery", ""),
            of=chosen.get("of", ""),
            claimed_by=chosen.get("claimed_by", ""),
            activity=chosen.get("activity", ""),
            optional=name in COMPONENTS or (among_costs and name in COSTS),
            spread=among_costs and name in COSTS,
            written=selection,
        )

    def _result(self, selection: Selection, root: str) -> Tree:
        """What the objective counts."""
        return self._counted(self._scope.result, selection, root) or Setting("result", None)

    def _counted(self, name: str, selection: Selection, root: str) -> Tree | None:
        """A result: its KPI; a measure of scope ``all`` is selected to social."""
        catalogue = self._scope.catalogue
        if name in catalogue.kpis:
            return self._kpi(catalogue.kpis[name], selection, root)
        if name in catalogue.measures:
            return self._leaf(name, narrowed(SOCIAL_ONLY, selection), False)
        return None

    def _valued(self, number: int, selection: Selection, root: str) -> Tree:
        """Results × the worth of one, those taken off who went on to buy."""
        value = self._scope.config.values[number]
        count = self._counted(value.result, selection, root) or Setting(value.result, None)
        if bought_off(value.stage, value.exclusive):
            count = Operation("excess", count, self._leaf(BOUGHT, narrowed(SOCIAL_ONLY, selection), False))
        formulas = parse(value.formula) if value.formula else ()
        return Operation("*", count, Worth(value.result, value.low, value.base, value.high, formulas))


def _cost_terms(node: Node) -> int:
    """How many costs a sum adds or takes off, parentheses inside products apart."""
    if isinstance(node, Binary) and node.op in "+-":
        return _cost_terms(node.left) + _cost_terms(node.right)
    return int(isinstance(node, Ref) and node.name in COSTS)


def additive(tree: Tree) -> bool:
    """Whether the tree is a plain sum: figures of single days or channels add up to it."""
    match tree:
        case Leaf(opening=opening):
            return not opening
        case Const():
            return True
        case Operation(op="+", left=left, right=right):
            return additive(left) and additive(right)
        case Operation(op="*" | "/", left=left, right=Const() | Setting() | Worth()):
            return additive(left)
        case Chosen(tree=inner):
            return additive(inner)
        case _:
            return False


def flows_only(tree: Tree, kinds: Mapping[str, str]) -> bool:
    """Whether the figure adds up over days, so that a figure per day means something."""
    found = list(leaves(tree))
    return bool(found) and _flowing(tree) and all(kinds[leaf.measure] == "flow" for leaf in found)


def grows(tree: Tree, kinds: Mapping[str, str]) -> bool:
    """Whether the figure comes together day by day, from nothing: a flow, or what a level has gained."""
    inner = tree.tree if isinstance(tree, Chosen) else tree
    gained = isinstance(inner, Operation) and inner.op == "-" and inner.right == opened(inner.left)
    return gained or flows_only(tree, kinds)


def _flowing(tree: Tree) -> bool:
    match tree:
        case Operation(op="+" | "-" | "excess", left=left, right=right):
            return _flowing(left) and _flowing(right)
        case Operation(op="*" | "/", left=left, right=Const() | Setting() | Worth()):
            return _flowing(left)
        case Chosen(tree=inner):
            return _flowing(inner)
        case Leaf():
            return True
        case _:
            return False
