"""What page 1 says when there is much of it: amounts in millions, many objectives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.report import Report, Table, Tiles
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY, row, said, tile


@pytest.mark.parametrize(
    ("now", "french", "english"),
    [
        (999_999.4, "999 999 €", "£999,999"),
        (1_234_567, "1,23 M€", "£1.23M"),
        (12_440_000, "12,4 M€", "£12.4M"),
        (123_456_789, "123 M€", "£123M"),
        (9_876_543_210, "9,88 Md€", "£9.88B"),
    ],
)
def test_an_amount_too_wide_for_its_tile_is_given_in_millions(now: float, french: str, english: str) -> None:
    sales = objective("sales", "Vendre", "Un rôle.", kpi("revenue", [now / 2, now]))
    for locale, currency, words in (("fr_FR", "EUR", french), ("en_GB", "GBP", english)):
        made = report(scorecard(sales, currency=currency), locale)
        assert said(made, tile(made).value) == words
        assert said(made, row(made)["current"].text) != words or now < 1_000_000  # the table has the whole amount


@pytest.mark.parametrize(
    ("history", "target", "expected"),
    [
        ([*STEADY, 100], 120, ("Courbe", "Barre")),
        ([*STEADY, 100], None, ("Courbe",)),
        ([100], 120, ("Barre",)),
        ([100], None, ()),
    ],
)
def test_the_legend_tells_what_the_tiles_draw(
    history: list[float], target: float | None, expected: tuple[str, ...]
) -> None:
    made = report(scorecard(objective("leads", "Vendre", "Un rôle.", kpi("leads", history, target))))
    legend = next(block for block in made.pages[0].blocks if isinstance(block, Tiles)).legend
    assert tuple(word for word in ("Courbe", "Barre") if word in said(made, legend)) == expected


def many(*attained: float) -> Report:
    scores = [
        replace(
            objective("leads", f"Objectif {chr(65 + index)}", "Un rôle.", kpi("leads", [*STEADY, value], 100)),
            id=f"o{index}",
        )
        for index, value in enumerate(attained)
    ]
    return report(scorecard(*scores))


def fewer(made: Report) -> list[list[str]]:
    table = next(block for block in made.pages[0].blocks if isinstance(block, Table))
    return [[said(made, cell.text) for cell in line.cells] for line in table.fewer]


def test_of_many_objectives_those_met_can_be_summed_up_and_those_missed_never_are() -> None:
    lines = fewer(many(120, 80, 110, 130, 70, 105, 95, 101, 140))
    assert [line[0] for line in lines] == ["Objectif B", "Objectif E", "Objectif G", "Six autres objectifs atteints"]
    assert lines[-1][2] == "Atteint"


def test_where_all_are_met_the_first_stays() -> None:
    lines = fewer(many(*[120] * 9))
    assert [line[0] for line in lines] == ["Objectif A", "Huit autres objectifs atteints"]


def test_few_objectives_have_no_shorter_form() -> None:
    assert fewer(many(*[120] * 8)) == []
    assert fewer(many(*[80] * 8, 120)) == []
