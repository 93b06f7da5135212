"""Every KPI of the catalogue gives the figure worked by hand in expected.yaml, and not the careless one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reportgen.vocabulary.catalogue import catalogue
from tests.catalogue.cases import KEYS, Case, arithmetic, cases, evaluated, shown

CASES = cases()
EXACT = Fraction(1, 10**20)  # Decimal divides to 28 digits


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_figure_is_the_one_worked_by_hand(case: Case) -> None:
    score = evaluated(case)
    given = case.given
    if given.get("compare"):
        delta = score.previous.delta
        found = delta.absolute if delta.kind == "points" else delta.relative
    else:
        found = score.current.value
    assert (score.current.state, score.current.cause) == (given.get("state", "ok"), given.get("cause", ""))
    if case.expected is None:
        assert found is None
        return
    assert found is not None
    assert abs(Fraction(found) - arithmetic(given["because"])) < EXACT
    assert score.current.alternative == case.alternative


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_arithmetic_of_a_case_is_right_and_the_careless_figure_another(case: Case) -> None:
    given = case.given
    assert given.keys() <= KEYS
    assert len(given["how"].split()) >= 2
    assert shown(arithmetic(given["naively"]), case.naive) == case.naive
    if case.expected is None:
        assert given["cause"]
        return
    right = arithmetic(given["because"])
    assert shown(right, case.expected) == case.expected
    places = max(case.expected, case.naive, key=lambda value: value.as_tuple().exponent)  # the coarser of the two
    assert shown(right, places) != shown(arithmetic(given["naively"]), places)


def test_every_kpi_and_each_of_its_formulas_has_a_case_with_a_figure() -> None:
    wanted = {(kpi.id, number) for kpi in catalogue().kpis.values() for number in range(len(kpi.texts))}
    assert wanted - {(case.kpi, case.alternative) for case in CASES if case.expected is not None} == set()
    assert {case.kpi for case in CASES} - catalogue().kpis.keys() == set()
    assert list(dict.fromkeys(case.kpi for case in CASES)) == list(catalogue().kpis), "the catalogue's order"
