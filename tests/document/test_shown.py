"""What stands where: context off page 1, an objective without a chart, the scoreboard's links, names with digits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.model.report import Lines, Notice, Objective, Passages, Table
from reportgen.model.scorecard import BenchmarkScore
from tests.document.build import kpi, objective, report, scorecard, source
from tests.document.test_states import STEADY, one, row, said


def test_context_stands_in_its_objective_and_never_on_page_one() -> None:
    reach = replace(kpi("reach", [*STEADY, None], state="not_measured", cause="daily_unique"), context=True)
    card = scorecard(objective("leads", "Demandes", "Rôle.", kpi("leads", [*STEADY, 132], 120), reach))
    made = report(card)
    assert not any(isinstance(block, Notice) for block in made.pages[0].blocks)
    assert made.slides[0].notice == ()
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert said(made, block.table.notes[0]) == "a Chiffres quotidiens seulement."
    slide = next(slide for slide in made.slides if slide.id == "objective.leads")
    assert said(made, slide.source).startswith("Portée (couverture) : chiffres quotidiens seulement.")
    missed = replace(card.objectives[0].kpis[0], current=replace(card.objectives[0].kpis[0].current, state="stale"))
    made = report(replace(card, objectives=(replace(card.objectives[0], kpis=(missed, reach)),)))
    notice = next(block for block in made.pages[0].blocks if isinstance(block, Notice))
    assert [said(made, text) for text in notice.paragraphs] == ["Données incomplètes pour les prospects."]


def test_a_signal_of_context_is_not_what_page_one_learned() -> None:
    jump = replace(kpi("impressions", [*STEADY, 400]), context=True)
    made = report(scorecard(objective("leads", "Demandes", "Rôle.", kpi("leads", [*STEADY, 121], 120), jump)))
    passages = next(block for block in made.pages[0].blocks if isinstance(block, Passages)).passages
    assert said(made, passages[1].paragraphs[0]) == "Aucun indicateur clé ne sort de sa fourchette habituelle."


def test_page_one_claims_nothing_where_nothing_is_known() -> None:
    made = report(one(kpi("leads", [*STEADY, None], 140, state="missing", cause="no_rows")), "en_GB")
    passages = next(block for block in made.pages[0].blocks if isinstance(block, Passages)).passages
    assert [said(made, passage.paragraphs[0]) for passage in passages] == [
        "No figure is available for this period.",
        "The data do not yet allow a signal to be told from usual variation.",
        "No decision is proposed.",
    ]


def test_an_objective_without_a_chart_shows_its_kpis_in_its_place() -> None:
    made = report(one(kpi("leads", [132], 140)))
    slide = next(slide for slide in made.slides if slide.id == "objective.leads")
    assert slide.chart is None
    assert slide.table is not None
    assert [column.key for column in slide.table.columns] == [
        "name",
        "current",
        "change",
        "verdict",
        "target",
        "attainment",
    ]
    assert [said(made, cell.text) for cell in slide.table.rows[0].cells] == [
        "Prospects", "132", "—", "Insuffisant", "140", "94 %",
    ]  # fmt: skip


def test_every_row_of_the_scoreboard_leads_to_its_objective_also_where_a_group_is_split() -> None:
    rows = [replace(kpi("leads", [*STEADY, 121], 120), id=f"leads_{number}") for number in range(10)]
    card = scorecard(objective("leads", "Demandes", "Rôle.", *rows), objective("sales", "Ventes", "Rôle.", rows[0]))
    made = report(card)
    pages = [slide for slide in made.slides if slide.id in ("scoreboard", "indicators") and slide.table]
    assert [slide.link for slide in pages] == [
        ("objective.leads",) * 7 + ("objective.sales",),
        ("objective.leads",) * 3,
    ]
    assert [said(made, slide.table.rows[0].cells[0].text) for slide in pages if slide.table] == ["Demandes"] * 2


def test_the_result_of_several_names_them_and_a_ceiling_is_no_share() -> None:
    cost = kpi("cost_per_lead", [30.0] * 12 + [41.0], 28)
    card = scorecard(objective("leads", "Win leads", "Role.", kpi("leads", [*STEADY, 132], 120), cost), currency="GBP")
    made = report(card, "en_GB")
    summary = made.slides[1]
    assert summary.table is not None
    assert said(made, summary.table.rows[0].cells[1].text) == "Leads and one other indicator"
    assert [said(made, item.status.text) for item in summary.key_figures] == [
        "Met: 110% of 120",
        "Missed: ceiling £28.00",
    ]


def test_names_with_digits_are_quoted_wherever_they_are_printed() -> None:
    names = (("en", "Orders, 12 months"), ("fr", "Commandes, 12 mois"))
    own = replace(kpi("leads", [*STEADY, 132], 120), id="orders_12", names=names, definitions=names)
    own = replace(own, benchmark=BenchmarkScore(Decimal(100), "Panel 2", "2026"))
    gap = Finding(
        "missing_days", "notice", "shop_2", measures=("views_3s",),
        start=date(2026, 10, 3), end=date(2026, 10, 5), numbers=(("days", Decimal(2)),),
    )  # fmt: skip
    sources = (source("shop_2", "views_3s", "video_views"),)
    made = report(scorecard(objective("leads", "Top 3", "Rôle 1.", own), sources=sources, findings=(gap,)), "en_GB")
    lines = next(block for block in reversed(made.pages[2].blocks) if isinstance(block, Lines)).lines
    assert "(3-second views)" in said(made, lines[0])
    assert "the indicator “Orders, 12 months”" in said(made, made.slides[1].title).replace("The", "the")


def test_the_figures_of_an_indicator_have_the_decimals_of_its_largest() -> None:
    made = report(one(kpi("revenue", [1105, 911], 3000), "sales"))
    cells = row(made)
    assert [said(made, cells[key].text) for key in ("current", "previous", "target")] == ["911 €", "1 105 €", "3 000 €"]
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.chart is not None
    assert [said(made, label.text) for label in block.chart.labels][:2] == ["1 105", "911"]


def test_a_source_that_is_called_like_its_export_is_named_once() -> None:
    made = report(replace(one(kpi("leads", [*STEADY, 132], 120)), sources=(source("ga4", "leads", format="ga4"),)))
    table = next(b for page in made.pages for b in page.blocks if isinstance(b, Table) and b.name == "sources")
    assert (said(made, table.rows[0].cells[0].text), table.rows[0].cells[0].after) == ("Google Analytics 4", ())


def test_a_target_far_beyond_the_values_does_not_set_their_scale() -> None:
    block = report(one(kpi("leads", [*STEADY, 132], 99_999_999))).pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.chart is not None
    assert ([series.role for series in block.chart.series], block.chart.scale) == (["current"], 0)
    assert block.chart.subtitle[-1] == "Prospects par mois ; objectif hors de l’échelle".replace(" ;", "\u202f;")


def test_a_kpi_without_a_definition_leaves_no_blank_among_the_definitions() -> None:
    own = replace(kpi("leads", [*STEADY, 132], 120), id="house_index", names=(("fr", "Indice maison"),), definitions=())
    made = report(one(own))
    slide = next(slide for slide in made.slides if slide.id == "definitions")
    assert slide.table
    cells = [said(made, cell.text) for cell in slide.table.rows[0].cells]
    assert cells[:2] == ["Indice maison", "—"]
    notes = [said(made, text) for one_slide in made.slides for _, text in one_slide.notes.paragraphs]
    assert not [note for note in notes if note.startswith("Indice maison :")]
