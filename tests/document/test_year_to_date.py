"""The year to date, the audience and the best-selling products stand in PDF and deck where they are asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.document.outline import compose
from reportgen.insight.decide import decide
from reportgen.model.report import Lines, Objective, Report
from reportgen.model.scorecard import ChannelScore, Comparison, Coverage, Delta, ProductScore, Value, YearToDate
from reportgen.periods import Cycle, CycleSpec
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_returns import COSTS, SPANS, notes, panels, read
from tests.document.test_returns import OCTOBER as SOLD
from tests.document.test_states import STEADY, said
from tests.kpis.build import config, facts, sparse
from tests.kpis.build import scorecard as measured

YEAR = Cycle(CycleSpec("days", 304, date(2026, 1, 1)), date(2026, 1, 1), date(2026, 11, 1))


def since(value: float | None, change: float | None, target: int | None = None) -> YearToDate:
    now = Value(YEAR, None if value is None else Decimal(str(value)), "ok" if value is not None else "not_measured")
    delta = Delta("none") if change is None else Delta("relative", Decimal(10), Decimal(str(change)))
    return YearToDate(now, Comparison(None, None, delta), None if target is None else Decimal(target))


def made(ytd: YearToDate, locale: str = "fr_FR", level: bool = False) -> Report:
    score = replace(kpi("leads", [*STEADY, 121], 120, level=level), ytd=ytd)
    return report(scorecard(objective("leads", "Demandes", "Rôle.", score)), locale, compare=["previous", "ytd"])


def table_notes(found: Report) -> str:
    block = next(block for page in found.pages for block in page.blocks if isinstance(block, Objective))
    return " ".join(said(found, note) for note in block.table.notes)


def test_the_year_to_date_stands_under_the_table_with_its_change_and_the_years_target() -> None:
    found = made(since(1230, 0.091, 1440))
    assert "Cumul depuis le 1er janvier 2026 : Prospects 1 230 (+9,1 % sur un an ; objectif de l’année 1 440)." in (
        table_notes(found)
    )
    assert "Since 1 January 2026: Leads 1,230 (+9.1% over the year; the year’s target 1,440)." in table_notes(
        made(since(1230, 0.091, 1440), "en_GB")
    )


def test_what_can_not_be_added_over_the_year_is_said_to_be_so_and_a_level_shows_what_it_gained() -> None:
    assert "Prospects non mesuré." in table_notes(made(since(None, None)))
    assert "Prospects +240." in table_notes(made(since(240, None), level=True))


def test_a_slide_shows_the_year_to_date_in_the_place_of_the_cycle_of_the_year_before() -> None:
    found = made(since(1230, 0.091))
    side = found.slides[3].key_figures[1]
    assert said(found, side.name) == "Cumul depuis le 1er janvier 2026"
    assert said(found, side.value) == "1 230"
    assert said(found, side.change.text) == "+9,1 % sur les mêmes jours un an plus tôt"


def audience(*rows: ChannelScore, **more: Any) -> str:
    card = replace(scorecard(objective("leads", "Demandes", "Rôle.", kpi("leads", [*STEADY, 121], 120))), audience=rows)
    found = report(
        card, audience={"target": {"country": ["FR", "Belgium", "Lyon"], "age": "25-34", "gender": "Female"}}, **more
    )
    lines = [said(found, text) for page in found.pages for b in page.blocks if isinstance(b, Lines) for text in b.lines]
    return next(line for line in lines if line.startswith("Public visé"))


def test_the_notes_say_which_share_of_the_followers_is_the_audience_wanted() -> None:
    rows = (ChannelScore("", Decimal("0.462"), None), ChannelScore("facebook", Decimal("0.42"), None))
    assert (
        audience(*rows) == "Public visé : France, Belgique, Lyon, 25-34, femmes : 46,2 % des abonnés au profil connu."
    )
    assert audience(*rows, ChannelScore("instagram", Decimal("0.51"), None)).endswith(
        "46,2 % des abonnés au profil connu (Facebook 42,0 %, Instagram 51,0 %)."
    )
    assert "aucune source ne donne le profil des abonnés" in audience()


def test_the_best_selling_products_stand_in_the_section_on_returns_and_in_the_speakers_notes() -> None:
    settings = config("revenue", margin="38%", costs=COSTS, locale="fr_FR")
    card = measured(settings, facts(SOLD, feeds=sparse(SOLD, *SPANS)))
    lamp = ProductScore("Lampe Nuit", Decimal(2310), Decimal(21), Decimal("0.18"))
    card = replace(card, products=(lamp, ProductScore("Applique", Decimal(990), Decimal(9), Decimal("0.08"))))
    found = compose(settings, catalogue(), card, decide(settings, card))
    told = " ".join(read(found, panel.title) for panel in panels(found)) + notes(found)
    assert "Lampe Nuit est en tête des ventes issues des réseaux sociaux" in told
    slide = next(slide for slide in found.slides if slide.id == "channels")
    alone = replace(card, products=(replace(lamp, share=Decimal(1)),))
    sole = compose(settings, catalogue(), alone, decide(settings, alone))
    titles = [read(sole, panel.title) for panel in panels(sole)]
    assert "Un seul produit vendu par les réseaux sociaux : Lampe Nuit" in titles
    assert "en tête" not in notes(sole)
    assert "Lampe Nuit 2 310 €, Applique 990 €" in " ".join(read(found, text) for _, text in slide.notes.paragraphs)


def test_a_year_of_which_days_have_no_data_says_so_beside_its_figure() -> None:
    """Of an account whose data begin in September, or of a network that is missing for a month."""
    year = since(172, None, 744)
    part = replace(year, value=replace(year.value, state="partial", coverage=Coverage(122, 365)))
    assert "Leads 172 (coverage 33%; the year’s target 744)." in table_notes(made(part, "en_GB"))
    found = made(part)
    assert "Prospects 172 (couverture de 33 % ; objectif de l’année 744)." in table_notes(found)
    assert said(found, found.slides[3].key_figures[1].change.text) == "couverture de 33 %"
