"""What a reader is told of an objective that is judged on a longer cycle than the report's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.report import Objective, Report
from reportgen.model.scorecard import Comparison, Delta, KpiScore, Scorecard
from reportgen.model.targets import Pace
from reportgen.periods import CycleSpec, cycle_of
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY, headline, row, said, tile

Q3 = cycle_of(CycleSpec("quarter"), date(2026, 7, 1))
Q4 = replace(Q3.next(), until=date(2026, 11, 1))
QUARTERS: list[float | None] = [330, 350, 340, 345, 338, 342, 350, 360]


def beside(score: KpiScore, **more: object) -> Scorecard:
    """A monthly report with revenue of the month, and this KPI of an own cycle."""
    own = replace(objective("leads", "Recevoir des demandes", "Un rôle.", score), **more)  # type: ignore[arg-type]
    return scorecard(objective("sales", "Vendre", "Un rôle.", kpi("orders", [*STEADY, 132], 120)), own)


def running() -> Scorecard:
    score = kpi("leads", [*QUARTERS, 115], 390, last=Q4)
    before = replace(score.history[-2], cycle=replace(Q3, until=date(2026, 8, 1)), value=Decimal(119))
    known = Comparison(before.cycle, before, Delta("relative", Decimal(-4), Decimal("-0.034")))
    assert score.target is not None
    score = replace(score, previous=known, target=replace(score.target, status=None))
    closed = objective("leads", "Recevoir des demandes", "Un rôle.", kpi("leads", QUARTERS, 350, last=Q3))
    return beside(score, own_cycle=Q4, closed=replace(closed, own_cycle=Q3))


def block(made: Report) -> Objective:
    found = made.pages[1].blocks[1]
    assert isinstance(found, Objective)
    return found


def test_between_the_objective_is_running_and_the_last_decision_stays_quoted() -> None:
    made = report(running())
    assert said(made, block(made).status.text) == "En cours"
    assert said(made, block(made).decision.text) == "T3 2026 : continuer"
    page_one = next(b for b in made.pages[0].blocks if getattr(b, "name", getattr(b, "id", "")) == "objectives")
    cells = [said(made, cell.text) for cell in page_one.rows[1].cells]  # type: ignore[union-attr]
    assert cells[2:] == ["En cours", "En cours", "trimestre en cours ; T3 2026 : continuer"]


def test_while_it_runs_page_one_says_how_it_stands_against_what_was_due() -> None:
    card = running()
    score = card.objectives[1].main
    assert score.target is not None
    way = Pace(Decimal(115), 31, 92, Decimal(130), Decimal("0.333"), Decimal("0.885"), "behind", "linear", True)
    way = replace(way, projection=(Decimal("340.6"), Decimal("361.2")))
    score = replace(score, target=replace(score.target, pace=way))
    card = replace(card, objectives=(card.objectives[0], replace(card.objectives[1], kpis=(score,))))
    made = report(card)
    assert said(made, tile(made, 1).status.text) == "En retard, 89 %"
    assert said(made, block(made).status.text) == "En retard, 89 %"
    assert said(made, block(made).table.notes[0]).endswith(
        "Rythme : 115, pour 130 attendus à ce jour. Au rythme actuel : 341 à 361 à la fin du trimestre. "
        "L’attendu suit les jours : l’année précédente ne peut pas servir de guide."
    )
    english = report(card, "en_GB")
    pace = said(english, block(english).table.notes[0])
    assert "At the current pace: 341 to 361 at the quarter’s end. " in pace.replace("\u00a0", " ")


def test_its_figures_name_their_cycle_where_those_of_the_month_stand_around_them() -> None:
    made = report(running())
    assert said(made, tile(made, 1).name) == "Prospects (T4 2026)"
    assert said(made, tile(made, 1).previous) == "au 31 juil. : 119"
    assert said(made, tile(made, 0).name) == "Commandes"
    heads = [said(made, column.head) for column in block(made).table.columns]
    assert heads[1:3] == ["Au 31 oct. 2026", "Au 31 juil. 2026"]


def test_a_sentence_about_it_names_its_cycle() -> None:
    made = report(running())
    chart = block(made).chart
    assert chart is not None
    assert said(made, chart.title).startswith("Les prospects du T4 2026 à date ")
    assert said(made, chart.subtitle) == "Prospects par trimestre, le dernier arrêté au 31 octobre 2026"


def test_when_it_closes_its_quarter_is_judged_beside_the_months() -> None:
    card = beside(kpi("leads", [*QUARTERS, 300], 390, last=Q3), own_cycle=Q3)
    made = report(card)
    assert headline(card).startswith("Les commandes progressent de 7,3 % et atteignent leur objectif ; ")
    assert headline(card).endswith("les prospects du T3 2026 manquent leur objectif (300 pour 390).")
    assert said(made, block(made).status.text) == "Non atteint, 77 %"
    heads = [said(made, column.head) for column in block(made).table.columns]
    assert heads[1:3] == ["T3 2026", "T2 2026"]
    assert row(made, 1)["current"].text[0].value == 300  # type: ignore[union-attr]
