"""Page 1 never praises all objectives beside a budget that is much overspent, and names each that is overspent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.document.letter import compose_letter
from reportgen.model.report import Headline, Report, Table
from reportgen.model.returns import BudgetLine, Returns
from reportgen.model.scorecard import Scorecard
from reportgen.model.targets import BudgetScore
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import OCTOBER, config, kpi, objective, report, scorecard
from tests.document.test_states import STEADY, said


def spent(amount: str, *targets: float) -> Scorecard:
    """Objectives of which the first has a budget of 400 for ads, and spent so much of it."""
    names, value = catalogue().kpis["ad_spend"].names, Decimal(amount)
    line = BudgetLine("leads0", "ad_spend", names, "currency", value, BudgetScore(Decimal(400), value / 400))
    returns = Returns(OCTOBER, (), (), (line,), (), (), None, (), None, None)
    made = [
        replace(objective("leads", "Leads", "Role.", kpi("leads", [*STEADY, 132], target)), id=f"leads{n}")
        for n, target in enumerate(targets)
    ]
    return scorecard(*made, returns=returns)


def headline(made: Report) -> str:
    return next(said(made, block.text) for block in made.pages[0].blocks if isinstance(block, Headline))


def objectives(made: Report) -> Table:
    return next(block for block in made.pages[0].blocks if isinstance(block, Table))


@pytest.mark.parametrize(
    ("locale", "told", "note"),
    [
        (
            "en_GB",
            "Both objectives were met; ad spend went over budget (€843.53 of €400.00).",
            "a Budget (ad spend): €843.53 of €400.00, 211% used.",
        ),
        (
            "fr_FR",
            "Les deux objectifs sont atteints ; les dépenses publicitaires dépassent leur budget "
            "(843,53 € pour 400,00 €).",
            "a Budget (dépenses publicitaires) : 843,53 € sur 400,00 €, soit 211 % consommés.",
        ),
    ],
)
def test_a_budget_much_overspent_stands_beside_all_objectives_met(locale: str, told: str, note: str) -> None:
    card = spent("843.53", 120, 120)
    made = report(card, locale)
    assert headline(made) == told
    assert [said(made, text) for text in objectives(made).notes] == [note]
    assert [row.cells[2].reference for row in objectives(made).rows] == ["a", ""]
    letter = compose_letter(config(card, locale), made, OCTOBER)
    assert (letter.headline, letter.decisions) == (
        next(block for block in made.pages[0].blocks if isinstance(block, Headline)),
        objectives(made),
    )


def test_the_only_objective_met_stands_beside_its_budget_overspent() -> None:
    assert headline(report(spent("843.53", 120), "en_GB")).endswith("; ad spend went over budget (€843.53 of €400.00).")


def test_a_budget_little_overspent_is_a_note_alone() -> None:
    made = report(spent("410", 120, 120), "en_GB")
    assert "budget" not in headline(made)
    assert [said(made, text) for text in objectives(made).notes] == [
        "a Budget (ad spend): €410.00 of €400.00, 103% used."
    ]


@pytest.mark.parametrize("amount", ["400", "401", "210"])
def test_a_budget_kept_to_the_percent_is_not_told_on_page_one(amount: str) -> None:
    made = report(spent(amount, 120, 120), "en_GB")
    assert "budget" not in headline(made)
    assert objectives(made).notes == ()


def test_a_target_missed_is_the_headline_and_the_budget_its_note() -> None:
    made = report(spent("843.53", 200, 120), "en_GB")
    assert "budget" not in headline(made)
    assert len(objectives(made).notes) == 1


def test_a_row_whose_budget_is_overspent_is_not_summed_up_with_those_met() -> None:
    made = report(spent("843.53", *[120] * 12), "en_GB")
    assert [row.leads_to for row in objectives(made).fewer][:1] == ["leads0"]


def test_the_deck_names_a_budget_overspent_beside_the_decision_on_its_objective() -> None:
    made = report(spent("843.53", 120, 120), "en_GB")
    first, second = ([said(made, text) for text in slide.decision] for slide in made.slides if slide.decision)
    assert first[1:] == ["Budget (ad spend): €843.53 of €400.00, 211% used."]
    assert len(second) == 1
