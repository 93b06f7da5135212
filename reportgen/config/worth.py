"""Checks of what money is counted by: rates, margins, worth of results, weights, budgets. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from reportgen.config.case import Case, kpis
from reportgen.config.formulas import placed, plain_amount, quantity_of, reached, readable
from reportgen.config.names import unknown_channel
from reportgen.config.schema_money import ProductMargins, Value
from reportgen.config.values import is_date
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.check import Fault, check

CHAIN = ("reach", "click", "sign_up", "lead", "customer")
OF_AN_OBJECTIVE = ("cost_share", "result")
"""Config values that each objective has its own of: the worth of a result, which is one for all, can't use them."""


def rates(case: Case) -> Iterator[Problem]:
    first: dict[tuple[str, str], Path] = {}
    for index, rate in enumerate(case.config.rates):
        path: Path = ("rates", index)
        if rate.currency == case.config.currency:
            what = f"'{rate.currency}' is the report's own currency"
            yield case.problem((*path, "from"), "own_currency", what, "Leave this rate out.")
        before = first.setdefault((rate.currency, rate.date), path)
        if before != path:
            what = f"the rate of {rate.currency} for {rate.date} stands here a second time{case.line(before, path)}"
            yield case.problem(path, "duplicate_rate", what, "Keep one of the two.")


def rates_file(case: Case) -> Iterator[Problem]:
    """The numbers are told of one unit of the report's currency, or of one of each other."""
    given = case.config.rates_file
    if given is not None and given.one not in (None, case.config.currency):
        what = f"the report is in {case.config.currency}, and these rates would tell the worth of one {given.one}"
        cure = f"Write one: {case.config.currency}; leave it out where the numbers tell the worth of one of each other."
        yield case.problem(("rates_file", "one"), "foreign_base", what, cure)


def days_of_calendar(case: Case) -> Iterator[Problem]:
    """Days written as text, which no reader of YAML has looked at: ``date: "2026-02-30"``."""
    dated = [(("rates", index, "date"), rate.date) for index, rate in enumerate(case.config.rates)]
    marks = [((*path, "benchmark", "date"), kpi.benchmark.date) for path, _, kpi in kpis(case.config) if kpi.benchmark]
    for path, written in [*dated, *marks]:
        if not is_date(written):
            what = f"'{written}' is not a date of the calendar"
            yield case.problem(path, "bad_date", what, "Write a year, a month or a day that exists.")


def margins(case: Case) -> Iterator[Problem]:
    margins = case.config.margins
    if isinstance(margins, ProductMargins):
        yield from _products(case, margins)
    if not isinstance(margins, dict):
        return
    if "default" not in margins:
        what = "nothing says the margin of the other channels"
        yield case.problem(("margin",), "no_default_margin", what, "Add default: a share such as 38%.")
    for name in margins:
        yield from unknown_channel(case, ("margin", name), name, "default")


def _products(case: Case, margins: ProductMargins) -> Iterator[Problem]:
    """Names are compared without case and odd blanks: none may stand twice."""
    seen: dict[str, str] = {}
    for name in margins.each:
        first = seen.setdefault(" ".join(name.casefold().split()), name)
        if first != name:
            what = f"'{short(name)}' is '{short(first)}' once more: case and blanks are not told apart"
            yield case.problem(("margin", "each", name), "same_product", what, "Keep one of the two.")


def cost_shares(case: Case) -> Iterator[Problem]:
    """What channels bear of the shared costs: all of it, by channels that exist."""
    shares = case.config.costs.shares
    for name in shares:
        yield from unknown_channel(case, ("costs", "shares", name), name)
    whole = sum(shares.values(), Decimal(0))
    if shares and whole != 1:
        what = f"the shares add up to {(whole * 100).normalize():f} %, not to 100 %"
        cure = "Make them 100 % together, or leave shares out: then hours or posts divide what belongs to no channel."
        yield case.problem(("costs", "shares"), "shares_sum", what, cure)


def ranges(case: Case) -> Iterator[Problem]:
    """A value's base is either written or derived; low, base and high stand in this order."""
    for index, value in enumerate(case.config.values):
        path: Path = ("values", index)
        if value.base is not None and value.formula is not None:
            yield case.problem((*path, "from"), "base_twice", "the base is given twice", "Keep base or from.")
        elif value.base is None and value.formula is None:
            cure = "Add base: a number, or from: a formula."
            yield case.problem(path, "no_base", "nothing says what one result is worth", cure)
        steps = [(key, amount) for key in ("low", "base", "high") if (amount := getattr(value, key)) is not None]
        for (below, smaller), (above, larger) in pairwise(steps):
            if smaller > larger:
                what = f"{below} ({smaller}) lies above {above} ({larger})"
                yield case.problem((*path, above), "wrong_order", what, "Write low, base and high in this order.")


def derived_values(case: Case) -> Iterator[Problem]:
    """The formulas of derived bases: money, from nothing that depends on the values themselves or on an objective."""
    for index, value in enumerate(case.config.values):
        if value.formula is None:
            continue
        path: Path = ("values", index, "from")
        faults = [fault for fault in check("", value.formula, "currency", case.catalogue) if fault.kind != "unit"]
        yield from (placed(case, path, fault) for fault in faults or _of_worth(case, value.formula))


def _of_worth(case: Case, formula: str) -> Iterator[Fault]:
    """What is wrong with a sound formula as the worth of one result."""
    names = reached(case.catalogue, formula)
    if "valued_results" in names:
        what = "the worth of a result is made of 'valued_results', which is made of it"
        yield Fault(0, "circle", what, "Use measures.")
    for name in (name for name in OF_AN_OBJECTIVE if name in names):
        what = f"'{name}' is another in each objective, the worth of a result the same in all"
        yield Fault(0, "own_of_objective", what, f"Use no KPI that is made of '{name}'.")
    for node in readable(formula):
        found = quantity_of(case.catalogue, node)
        if found is not None and not found.fits("currency"):
            cure = "Make it of what one result brings in, such as aov * margin."
            yield Fault(node.index, "not_money", f"the formula gives {found}, not money", cure)


def stages(case: Case) -> Iterator[Problem]:
    """Two stages of one chain are one person seen twice, unless the results of one are counted in no other."""
    for (i, one), (j, other) in combinations(enumerate(case.config.values), 2):
        if _one_chain(one, other):
            line = case.line(("values", i), ("values", j))
            what = f"'{other.result}' ({other.stage}) and '{one.result}' ({one.stage}){line} are stages of one chain"
            cure = "Value the last stage alone, or write exclusive: true where nobody is counted in both."
            yield case.problem(("values", j, "stage"), "valued_twice", what, cure)


def _one_chain(one: Value, other: Value) -> bool:
    both_in_chain = one.stage in CHAIN and other.stage in CHAIN
    return both_in_chain and one.result != other.result and not (one.exclusive or other.exclusive)


def weights(case: Case) -> Iterator[Problem]:
    weights = case.config.influence_weights
    if weights is not None and weights.total != 1:
        cure = "Make them 1 together, or leave influence_weights out for a third each."
        what = f"the weights add up to {weights.total.normalize():f}, not to 1"
        yield case.problem(("influence_weights",), "weights_sum", what, cure)


def budgets(case: Case) -> Iterator[Problem]:
    for path, _, kpi in kpis(case.config):
        known = case.catalogue.kpis.get(kpi.kpi)
        if kpi.budget is None or known is None:
            continue
        if known.better == "higher" or not plain_amount(case.catalogue, known):
            what = f"'{kpi.kpi}' is not an amount of money or hours that is spent: it can't have a budget"
            cure = "Give it to total_cost, ad_spend or staff_hours, or write target."
            yield case.problem((*path, "budget"), "no_budget", what, cure)
        if kpi.target is not None:
            what = f"'{kpi.kpi}' has a target and a budget, which are judged differently"
            yield case.problem((*path, "budget"), "target_and_budget", what, "Keep one of the two.")
