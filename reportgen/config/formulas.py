"""The client's own measures and KPIs → catalogue entries; and the check of their formulas, to the character."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config import schema
from reportgen.config.case import Case
from reportgen.errors import Problem
from reportgen.model.scorecard import Names
from reportgen.strict_yaml import Path
from reportgen.vocabulary import catalogue as vocabulary
from reportgen.vocabulary.catalogue import Catalogue, Kpi, Measure
from reportgen.vocabulary.check import Fault, check, warnings
from reportgen.vocabulary.formula import FormulaError, Node, Ref, parse, refs
from reportgen.vocabulary.units import Quantity, infer, quantity


def catalogue_of(config: schema.Config) -> Catalogue:
    """Shipped entries and the client's own. A formula that can't be read gives a KPI without one.

    An own entry never takes the place of a shipped one: that is a Problem (`names.shadows`), and what depends on the
    shipped one is judged by it.
    """
    shipped = vocabulary.catalogue()
    language = config.locale.split("_")[0]
    measures = [_measure(own, language) for own in config.measures if own.id not in shipped.measures]
    kpis = [_kpi(own, language) for own in config.kpis if own.id not in shipped.kpis]
    return shipped.extended(measures, kpis)


def formulas(case: Case) -> Iterator[Problem]:
    for index, own in enumerate(case.config.kpis):
        for fault in check(own.id, own.formula, own.unit, case.catalogue):
            yield placed(case, ("kpis", index, "formula"), fault)


def mixed_scopes(case: Case) -> Iterator[Problem]:
    """Formulas that join a social measure with one of every channel, which is seldom meant."""
    for index, own in enumerate(case.config.kpis):
        for fault in [
            fault for node in case.catalogue.kpis[own.id].formulas for fault in warnings(node, case.catalogue)
        ]:
            yield placed(case, ("kpis", index, "formula"), fault)


def placed(case: Case, path: Path, fault: Fault) -> Problem:
    """A fault of the formula at ``path``, at its character."""
    return Problem(case.inside(path, fault.at), fault.kind, fault.what, fault.would_be_right, fault.candidates)


def reached(catalogue: Catalogue, formula: str) -> frozenset[str]:
    """All ids that a formula is made of, in each alternative of it and of the KPIs in it."""
    found: set[str] = set()
    names = {ref.name for node in readable(formula) for ref in refs(node)}
    while names - found:
        found |= names
        inner = (catalogue.resolve(name) for name in names)
        names = {ref.name for kpi in inner if isinstance(kpi, Kpi) for node in kpi.formulas for ref in refs(node)}
    return frozenset(found)


def plain_amount(catalogue: Catalogue, kpi: Kpi) -> bool:
    """Whether a KPI is money or hours alone: not money per lead, not minutes per inquiry."""
    if kpi.unit not in ("currency", "hours") or not kpi.formulas:
        return False
    return quantity_of(catalogue, kpi.formulas[0]) == quantity(kpi.unit)


def quantity_of(catalogue: Catalogue, node: Node, above: frozenset[str] = frozenset()) -> Quantity | None:
    """What a formula gives, KPIs in it taken by their first formula; None where it can't be known."""

    def unit_of(ref: Ref) -> Quantity | None:
        meaning = catalogue.resolve(ref.name)
        if isinstance(meaning, Kpi):
            known = ref.name not in above and meaning.formulas
            return quantity_of(catalogue, meaning.formulas[0], above | {ref.name}) if known else None
        return quantity(meaning.unit) if meaning else None

    return infer(node, unit_of)[0]


def _measure(own: schema.Measure, language: str) -> Measure:
    return Measure(own.id, own.kind, own.unit, "all", _names(own.name, language))


def _kpi(own: schema.OwnKpi, language: str) -> Kpi:
    return Kpi(
        id=own.id,
        names=_names(own.name, language),
        definitions=_names(own.definition, language) if own.definition else (),
        formulas=readable(own.formula),
        texts=vocabulary.alternatives(own.formula),
        unit=own.unit,
        better=own.better,
    )


def readable(text: str) -> tuple[Node, ...]:
    """The formula's trees; none where it can't be read, which is told elsewhere."""
    try:
        return parse(text)
    except FormulaError:
        return ()


def _names(words: dict[str, str] | str, language: str) -> Names:
    """A name given once is in the report's language."""
    return ((language, words),) if isinstance(words, str) else tuple(words.items())
