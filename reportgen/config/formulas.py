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
        path: Path = ("kpis", index, "formula")
        try:
            parse(own.formula)
        except FormulaError as error:
            yield _problem(case, path, error)


def _problem(case: Case, path: Path, error: FormulaError) -> Problem:
    return Problem(case.inside(path, error.index), "formula", error.what, error.would_be_right, error.candidates)


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
