"""The client's own measures and KPIs → catalogue entries; and the check of their formulas, to the character."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config import schema
from reportgen.config.case import Case
from reportgen.errors import Problem
from reportgen.model.scorecard import Names
from reportgen.vocabulary import catalogue as vocabulary
from reportgen.vocabulary.catalogue import Catalogue, Kpi, Measure
from reportgen.vocabulary.check import Fault, check, warnings
from reportgen.vocabulary.formula import FormulaError, Node, parse


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
            yield _problem(case, index, fault)


def mixed_scopes(case: Case) -> Iterator[Problem]:
    """Formulas that join a social measure with one of every channel, which is seldom meant."""
    for index, own in enumerate(case.config.kpis):
        for fault in [
            fault for node in case.catalogue.kpis[own.id].formulas for fault in warnings(node, case.catalogue)
        ]:
            yield _problem(case, index, fault)


def _problem(case: Case, index: int, fault: Fault) -> Problem:
    place = case.inside(("kpis", index, "formula"), fault.at)
    return Problem(place, fault.kind, fault.what, fault.would_be_right, fault.candidates)


def _measure(own: schema.Measure, language: str) -> Measure:
    return Measure(own.id, own.kind, own.unit, "all", _names(own.name, language))


def _kpi(own: schema.OwnKpi, language: str) -> Kpi:
    return Kpi(
        id=own.id,
        names=_names(own.name, language),
        definitions=_names(own.definition, language) if own.definition else (),
        formulas=_parsed(own.formula),
        texts=vocabulary.alternatives(own.formula),
        unit=own.unit,
        better=own.better,
    )


def _parsed(text: str) -> tuple[Node, ...]:
    try:
        return parse(text)
    except FormulaError:
        return ()


def _names(words: dict[str, str] | str, language: str) -> Names:
    """A name given once is in the report's language."""
    return ((language, words),) if isinstance(words, str) else tuple(words.items())
