"""Config + what the sources gave → Problems that no figure can be made around: KPIs and cycles without any data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.errors import Place, Problem, nearest
from reportgen.kpis.aggregate import Line
from reportgen.kpis.costs import COST_KINDS, COSTS, Accrual
from reportgen.kpis.expand import BOUGHT, COMPONENTS, VALUED, Selection, bought_off, narrowed
from reportgen.kpis.select import Shelf
from reportgen.model.facts import Facts
from reportgen.model.scorecard import Scorecard
from reportgen.periods import Cycle
from reportgen.vocabulary.formula import Binary, Call, Node, Ref, parse

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue, Kpi

_ADS_ONLY = "of the full cost ads alone are known, so that {} count nothing else"
TAKEN_OFF = ("tax", "shipping", "refunds")  # from gross revenue


def problems(config: Config, catalogue: Catalogue, facts: Facts, shelf: Shelf, cycle: Cycle) -> tuple[Problem, ...]:
    """All of them."""
    return (
        *_cycle_without_rows(facts, cycle),
        *_kpis_without_source(config, catalogue, shelf, facts),
        *_costs_twice(config, shelf),
        *_worth_twice(config, shelf),
        *_undated_costs(config),
    )


def remarks(scorecard: Scorecard) -> Iterator[Problem]:
    """What is worth a second thought once the figures are there: a full cost of which nothing but ads is known."""
    kpis = [kpi for objective in scorecard.objectives for kpi in objective.kpis]
    kpis += scorecard.returns.kpis if scorecard.returns else ()
    names = sorted({f"'{kpi.id}'" for kpi in kpis if kpi.form == "ads_only"})
    if names:
        keys = [key for measure, key in COST_KINDS.items() if measure != "ad_spend"]
        cure = f"Write what else is paid for under costs ({', '.join(keys)}); 0 where there is none."
        yield Problem(Place(key="costs"), "ads_only", _ADS_ONLY.format(", ".join(names)), cure)


def _cycle_without_rows(facts: Facts, cycle: Cycle) -> Iterator[Problem]:
    if any(fact.start < cycle.stop and fact.end > cycle.start for fact in facts.series):
        return
    if not cycle.days:
        what = f"no day of the cycle {cycle.id} has passed yet"
        yield Problem(Place(key="cycle"), "cycle_without_rows", what, "Choose the cycle before: --period last.")
        return
    what = f"no source has a row from {cycle.start} to {cycle.stop - timedelta(days=1)} ({cycle.id})"
    if not facts.series:
        yield Problem(Place(key="sources"), "cycle_without_rows", what, "No source has any row.")
        return
    first = min(fact.start for fact in facts.series)
    last = max(fact.end for fact in facts.series) - timedelta(days=1)
    right = f"The data cover {first} to {last}: choose a period in it, or add newer files."
    yield Problem(Place(key="sources"), "cycle_without_rows", what, right)


def _strange_searches(facts: Facts) -> tuple[str, ...]:
    """Names of the searches of a media monitor whose mentions are nobody's."""
    return tuple(
        sorted({dict(found.names).get("query", "") for found in facts.findings if found.kind == "unknown_query"})
    )


def _kpis_without_source(config: Config, catalogue: Catalogue, shelf: Shelf, facts: Facts) -> Iterator[Problem]:
    searches, unread = _strange_searches(facts), _without_basis(facts)
    for i, objective in enumerate(config.objectives):
        result = objective.result or catalogue.results.get(objective.family, "")
        search = _Search(catalogue, shelf, result, config)
        for j, row in enumerate(objective.kpis):
            kpi = catalogue.kpis.get(row.kpi)
            missing = search.kpi(kpi, ()) if kpi else frozenset[str]()
            if searches and "mentions" in missing:
                yield _nobodys_search(config.client, row.kpi, searches, f"objectives[{i}].kpis[{j}].kpi")
            elif missing:
                names = ", ".join(f"'{name}'" for name in sorted(missing))
                sources = ", ".join(f"'{source.name}'" for source in config.sources)
                yield Problem(
                    Place(key=f"objectives[{i}].kpis[{j}].kpi"),
                    "no_source",
                    f"KPI '{row.kpi}': no source gives {names}; the sources are {sources}",
                    _basis(unread) if unread and "gross_revenue" in missing else _cure(missing, config),
                )


def _without_basis(facts: Facts) -> tuple[str, ...]:
    """Sources with amounts that are not read, since nobody said what they hold."""
    return tuple(sorted({found.source for found in facts.findings if found.kind == "revenue_basis_unknown"}))


def _basis(sources: tuple[str, ...]) -> str:
    named = ", ".join(f"'{name}'" for name in sources)
    example = "{tax: excluded, shipping: out}"
    return (
        f"The amounts of {named} are not read: say what they hold under the source's `revenue_basis`, as in {example}."
    )


def _nobodys_search(client: str, kpi: str, searches: tuple[str, ...], key: str) -> Problem:
    """Mentions are there, but of no search that is the client's: it, or the search, has another name now."""
    listed = ", ".join(f"'{name}'" for name in searches)
    what = (
        f"KPI '{kpi}': no search for mentions bears the client's name '{client}'; of nobody that is known are {listed}"
    )
    cure = "Give the search a name with the client's in it, or choose it under `where` of its source."
    near = nearest(client.lower(), [name.lower() for name in searches])
    return Problem(Place(key=key), "no_source", what, cure, tuple(name for name in searches if name.lower() in near))


def _cure(missing: Iterable[str], config: Config) -> str:
    if VALUED in missing:
        return "Write what a result is worth under `values`, or take the KPI out."
    costs = [COST_KINDS[name] for name in sorted(missing) if name in COST_KINDS]
    if costs:
        return f"Write an amount under costs.{costs[0]}, or add a source with it."
    taken_off = [name for name in TAKEN_OFF if name in missing]
    if taken_off and set(missing) == set(taken_off):
        return _nothing_taken_off(taken_off, config)
    return "Add a source that has it, or map a column to it under `columns`, or take the KPI out."


def _nothing_taken_off(names: list[str], config: Config) -> str:
    """A shop's own table has no column for what it never takes off: a constant says so, per row."""
    gross = next((source.name for source in config.sources if "gross_revenue" in source.columns), "")
    zeros = ", ".join(f"{name}: {{value: 0}}" for name in names)
    where = f"the columns of source '{gross}'" if gross else "the columns of the source that has gross_revenue"
    return f"Map a column to it; where the amounts have none in them, write {zeros} in {where}."


class _Search:
    """Looks for what a formula needs and nobody ever gives."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf, result: str, config: Config) -> None:
        self._catalogue, self._shelf, self._result, self._values = catalogue, shelf, result, config.values

    def kpi(self, kpi: Kpi, selection: Selection) -> frozenset[str]:
        """Empty when one alternative has all that it needs; else what the first lacks."""
        lacking = [self._node(node, selection) for node in kpi.formulas]
        return lacking[0] if all(lacking) else frozenset()

    def _node(self, node: Node, outer: Selection) -> frozenset[str]:
        match node:
            case Ref(name=name, selection=selection):
                return self._ref(name, narrowed(selection, outer))
            case Call(args=args):
                return frozenset().union(*(self._node(arg, outer) for arg in args))
            case Binary(op=op, left=left, right=right):
                lacking = self._node(left, outer), self._node(right, outer)
                # A term that may be absent is no lack beside one that is there.
                if op in "+-" and not all(lacking) and all(self._optional(name) for name in lacking[0] | lacking[1]):
                    return frozenset()
                return lacking[0] | lacking[1]
            case _:
                return frozenset()

    def _ref(self, name: str, selection: Selection) -> frozenset[str]:
        if name == VALUED and self._values:
            return frozenset().union(*(self._worth(number, selection) for number in range(len(self._values))))
        if name == "result":
            return self._counted(self._result, selection)
        if name in self._catalogue.measures:
            return self._measure(name, selection)
        return self._counted(name, selection)

    def _counted(self, name: str, selection: Selection) -> frozenset[str]:
        """What a KPI lacks, or the measure of that id."""
        known = self._catalogue.kpis.get(name)
        return self.kpi(known, selection) if known else self._measure(name, selection)

    def _worth(self, number: int, selection: Selection) -> frozenset[str]:
        """Results; those who bought, where they are taken off; and what a derived base is made of."""
        value = self._values[number]
        taken_off = bought_off(value.stage, value.exclusive)
        bought = self._measure(BOUGHT, selection) if taken_off else frozenset[str]()
        derived = [self._node(node, ()) for node in parse(value.formula)] if value.formula else []
        lacking = derived[0] if derived and all(derived) else frozenset[str]()
        return self._counted(value.result, selection) | bought | lacking

    def _measure(self, name: str, selection: Selection) -> frozenset[str]:
        chosen = dict(selection)
        if name not in self._catalogue.measures:
            return frozenset()  # a value of the config
        there = self._shelf.has(name, chosen.get("of", ""), chosen.get("claimed_by", ""))
        return frozenset() if there else frozenset({name})

    def _optional(self, name: str) -> bool:
        return name in COMPONENTS or name in COSTS


def _costs_twice(config: Config, shelf: Shelf) -> Iterator[Problem]:
    """A cost that both the config and a source give for the same channel would count twice."""
    for measure, key in (*COST_KINDS.items(), ("staff_hours", "staff")):
        lines = shelf.index.lines(measure)
        costs = [cost for cost in shelf.accruals if cost.measure == measure]
        if any(_same_money(cost, line) for cost in costs for line in lines):
            sources = ", ".join(sorted({f"'{line.source}'" for line in lines}))
            yield Problem(
                Place(key=f"costs.{key}"),
                "cost_twice",
                f"both the config and {sources} give {measure}, so that it would count twice",
                "Keep one of the two, or name the channel of an amount that no source gives.",
            )
    priced = {line.source for line in shelf.index.lines("staff_cost")}
    for source in sorted(priced & {line.source for line in shelf.index.lines("staff_hours")}):
        yield Problem(
            Place(key="sources"),
            "cost_twice",
            f"source '{source}' gives both staff_hours and staff_cost",
            "Hours × rate is the staff's cost: map one of the two.",
        )


def _worth_twice(config: Config, shelf: Shelf) -> Iterator[Problem]:
    """What results are worth is declared, or a source gives it."""
    sources = sorted({line.source for line in shelf.index.lines(VALUED)})
    if config.values and sources:
        what = f"both the config and source '{sources[0]}' say what results are worth"
        yield Problem(Place(key="values"), "worth_twice", what, f"Keep one of the two: `values` or '{VALUED}'.")


def _same_money(cost: Accrual, line: Line) -> bool:
    """Whether a declared cost and a series may be one: days in common, and one channel or none told."""
    apart = cost.channel and line.key.channel and cost.channel != line.key.channel
    days = (cost.lo or 0) < line.last and (cost.hi is None or cost.hi > line.first)
    return days and not apart


def _undated_costs(config: Config) -> Iterator[Problem]:
    for key in COST_KINDS.values():
        cost = getattr(config.costs, key)
        for row in cost if isinstance(cost, tuple) else (cost,):
            if getattr(row, "per", "") == "once" and row.start is None:
                yield Problem(
                    Place(key=f"costs.{key}"),
                    "cost_without_date",
                    "a cost that falls once has no day",
                    "Write from: DATE.",
                )
