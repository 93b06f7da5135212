"""What the notes say of time: no counterpart a year before, figures still provisional, benchmarks old or unlike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.model.report import Lines, Objective, Report
from reportgen.model.scorecard import BenchmarkScore, Delta
from reportgen.periods import CycleSpec, cycle_of
from tests.document.build import OCTOBER, kpi, objective, report, scorecard, source
from tests.document.test_states import STEADY, one, said, tile

WEEK_53 = cycle_of(CycleSpec("week"), date(2026, 12, 30))
LEAP = cycle_of(CycleSpec("days", 10, date(2028, 2, 29)), date(2028, 2, 29))


def lines(made: Report) -> list[str]:
    return [said(made, text) for block in made.pages[-1].blocks if isinstance(block, Lines) for text in block.lines]


def notes(made: Report) -> list[str]:
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    return [said(made, text) for text in block.table.notes]


def test_a_week_53_says_why_nothing_is_set_beside_it() -> None:
    score = kpi("leads", [*STEADY, 132], 140, last=WEEK_53)
    made = report(scorecard(objective("leads", "Recevoir", "Un rôle.", score), last=WEEK_53))
    why = "Un an plus tôt : S53 2026 n’a pas d’équivalent, faute de semaine de ce rang l’année précédente."
    assert why in lines(made)
    quiet = report(scorecard(objective("leads", "Recevoir", "Un rôle.", score), last=WEEK_53), compare=["previous"])
    assert not any(text.startswith("Un an plus tôt") for text in lines(quiet))


def test_days_from_a_29_february_say_so_in_english() -> None:
    score = kpi("leads", [*STEADY, 132], 140, last=LEAP)
    made = report(scorecard(objective("leads", "Leads", "A role.", score), last=LEAP), locale="en_GB")
    (why,) = [text for text in lines(made) if text.startswith("A year earlier:")]
    assert why.endswith("has no counterpart, as the year before does not have that first day.")


def test_a_month_says_nothing_of_a_counterpart() -> None:
    assert not any("équivalent" in text for text in lines(report(one(kpi("leads", [*STEADY, 132], 140)))))


def test_figures_that_may_still_move_are_marked_beside_them_and_in_the_notes() -> None:
    score = replace(kpi("leads", [*STEADY, 132], 140), settles=date(2026, 11, 11))
    moving = source("shop", "leads", settled=False, settles=date(2026, 11, 11))
    made = report(one(score, sources=(moving,)))
    assert notes(made) == ["a Chiffre provisoire, définitif le 11 novembre 2026."]
    why = (
        "À confirmer : Boutique en ligne peut encore corriger les chiffres de cette période jusqu’au 11 novembre 2026."
    )
    assert why in lines(made)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, ""),
        ({"old": True}, " Repère ancien."),
        ({"definition": "different"}, " Définition différente : sans comparaison."),
        ({"definition": "same", "standing": "better"}, " Notre résultat est meilleur."),
        ({"definition": "same", "standing": "worse", "old": True}, " Notre résultat est moins bon. Repère ancien."),
    ],
)
def test_a_benchmark_says_how_it_stands_whether_it_is_alike_and_whether_it_is_old(
    more: dict[str, Any], says: str
) -> None:
    given = BenchmarkScore(Decimal(100), "Panel", "2026", **more)
    made = report(one(kpi("leads", [*STEADY, 132], 140, benchmark=given)))
    assert notes(made) == [f"Repère : prospects, 100 (Panel, 2026).{says}"]


def test_a_cohort_is_called_one_and_says_when_it_is_mature() -> None:
    score = kpi("lead_conversion_rate", [0.2, 0.3, 0.25], 0.3)
    withheld = replace(score.previous, delta=Delta("withheld", reason="cohort"))
    made = report(one(replace(score, form="cohort", settles=date(2026, 12, 1), previous=withheld)))
    assert said(made, tile(made).name) == "Taux de conversion des prospects (cohorte)"
    why, final = "Variation non calculée : la cohorte n’est pas encore mûre.", "définitif le 1er décembre 2026."
    assert notes(made) == [f"a {why} Chiffre provisoire, {final}"]


def test_a_change_in_what_posts_have_gathered_says_that_the_newest_had_less_time() -> None:
    leaves = {"shares[of=posts]": 20, "posts[of=posts]": 4}
    score = kpi("amplification_rate", [6, 5], inputs=leaves)
    assert notes(report(one(score, "community"))) == [
        "a Les dernières publications ont eu moins de temps que celles des cycles comparés."
    ]
    young = replace(score.previous, delta=Delta("withheld", reason="young_posts"))
    (why,) = notes(report(one(replace(score, previous=young), "community")))
    assert why.startswith("a Variation non calculée : les publications ont été relevées moins d’une semaine après")
    counted = kpi("posts", [6, 5], inputs={"posts[of=posts]": 4})
    assert notes(report(one(counted, "community"))) == []


def test_a_figure_that_ends_before_the_days_at_the_head_of_its_column_says_so() -> None:
    """To 15 October, but the source still changes the last five days."""
    score = kpi("leads", [*STEADY, 60], 140)
    settled = replace(OCTOBER, until=date(2026, 10, 11))
    score = replace(score, current=replace(score.current, cycle=settled))
    made = report(replace(one(score), cycle=replace(OCTOBER, until=date(2026, 10, 16))))
    assert notes(made) == ["a Arrêté au 10 octobre 2026 ; les jours suivants peuvent encore changer."]


def test_a_return_on_ad_spend_stands_beside_its_break_even() -> None:
    """At a margin of 40 % what ads bring pays for them from 2.5 on."""
    score = replace(kpi("roas", [3, 3.1]), form="claimed")
    made = report(one(score, "sales"), margin="40%")
    assert said(made, tile(made).name).endswith("(déclaré par la plateforme)")
    assert any("Seuil de rentabilité : 2,5" in text for text in notes(made))
    assert not any("Seuil" in text for text in notes(report(one(score, "sales"))))
