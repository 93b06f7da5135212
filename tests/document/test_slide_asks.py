"""The deck's slide of the decisions that are asked for, and attainments that are counted from a start."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.scorecard import TargetScore
from tests.document.build import kpi, report
from tests.document.test_states import STEADY, one, said


def test_the_deck_ends_on_the_decisions_asked_for_without_columns_that_none_fills() -> None:
    asks = [{"decision": "Reconduire la campagne.", "amount": 1200}, {"decision": "Fermer le compte"}]
    made = report(one(kpi("leads", [*STEADY, 121], 120)), asks=asks)
    page = next(slide for slide in made.slides if slide.id == "asks")
    assert said(made, page.title) == "Deux décisions sont attendues"
    assert page.table
    assert [said(made, column.head) for column in page.table.columns] == ["Décision", "Montant"]
    assert [[said(made, cell.text) for cell in row.cells] for row in page.table.rows] == [
        ["Reconduire la campagne", "1 200 €"], ["Fermer le compte", ""]
    ]  # fmt: skip
    assert "asks" not in [slide.id for slide in report(one(kpi("leads", [*STEADY, 121], 120))).slides]


def test_an_attainment_counted_from_a_start_names_it_on_every_slide() -> None:
    score = kpi("audience", [36010.0, 37000.0, 38190.0], 38400, level=True)
    target = TargetScore(Decimal(38400), Decimal("0.91"), "close", start=Decimal(36010))
    made = report(one(replace(score, target=target)))
    strip, table = made.slides[1].key_figures[0], made.slides[1].table
    assert said(made, strip.status.text) == "Proche : 91 %, de 36 010 à 38 400"
    assert table
    assert said(made, table.rows[0].cells[1].text) == "38 190 (objectif 38 400, depuis 36 010)"
    assert said(made, made.slides[2].source).endswith("atteinte comptée depuis 36 010.")
    assert said(made, made.slides[3].key_figures[-1].value) == "91 %, de 36 010 à 38 400"
