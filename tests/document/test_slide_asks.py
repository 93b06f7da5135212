"""The deck's slide of the decisions that are asked for, and attainments that are counted from a start."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.model.targets import TargetScore
from tests.document.build import kpi, report
from tests.document.test_states import STEADY, one, said

ASKS = [{"decision": "Reconduire la campagne.", "amount": 1200, "deadline": "2026-11-20"}, {"decision": "Fermer"}]
NEXT = {"id": "story", "title": "Story", "status": "planned", "kpi": "leads", "owner": "C. Morel"}


def test_the_decisions_asked_for_head_the_table_of_next_actions() -> None:
    made = report(one(kpi("leads", [*STEADY, 121], 120)), asks=ASKS, actions=[NEXT])
    page = next(slide for slide in made.slides if slide.id == "actions")
    assert said(made, page.title) == "Deux décisions sont attendues et une action est prévue"
    assert page.table
    rows = [[said(made, cell.text) for cell in row.cells] for row in page.table.rows]
    assert [row[0] for row in rows] == ["Reconduire la campagne (1 200 €)", "Fermer", "Story"]
    assert [row[1] for row in rows[:2]] == ["Décision attendue"] * 2
    assert rows[0][-1] == "20 nov."


def test_decisions_alone_have_a_slide_and_none_have_none() -> None:
    made = report(one(kpi("leads", [*STEADY, 121], 120)), asks=ASKS)
    page = next(slide for slide in made.slides if slide.id == "actions")
    assert said(made, page.title) == "Deux décisions sont attendues"
    assert page.table
    assert [column.key for column in page.table.columns] == ["action", "criterion", "due"]  # none that nobody fills
    assert "actions" not in [slide.id for slide in report(one(kpi("leads", [*STEADY, 121], 120))).slides]


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
