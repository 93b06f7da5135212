"""Page 1's notice: what is missing told together where there is much, how much more there is, why nothing compares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.model.facts import Finding
from reportgen.model.report import Notice
from reportgen.model.scorecard import Coverage, KpiScore, Scorecard, SourceScore
from tests.document.build import kpi, objective, report, scorecard, source
from tests.document.test_states import STEADY, said

BEFORE = STEADY[:-1]
SILENT = ("leads", "orders", "social_sessions", "interactions")


def paragraphs(card: Scorecard, locale: str) -> list[str]:
    made = report(card, locale)
    found = next((block for block in made.pages[0].blocks if isinstance(block, Notice)), None)
    return [said(made, text) for text in found.paragraphs] if found else []


def two(*scores: KpiScore) -> Scorecard:
    return scorecard(objective("leads", "Title", "Role.", *scores))


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en_GB", "No figure in September 2026 for leads: nothing to compare with."),
        ("fr_FR", "Aucun chiffre en septembre 2026 pour les prospects : la comparaison manque."),
    ],
)
def test_kpis_without_a_figure_in_the_cycle_before_are_named(locale: str, told: str) -> None:
    gap = kpi("leads", [*BEFORE, None, 132])
    assert paragraphs(two(gap, kpi("orders", [*STEADY, 40])), locale) == [told]


def test_a_kpi_whose_first_cycle_it_is_lacks_nothing() -> None:
    first = kpi("leads", [*(None for _ in STEADY), 132])
    assert paragraphs(two(first, kpi("orders", [*STEADY, 40])), "en_GB") == []


def test_a_figure_that_can_not_be_calculated_is_no_hole_in_the_data() -> None:
    score = kpi("cost_per_lead", [*BEFORE, None, 132])
    assert score.previous.value is not None
    undefined = replace(score.previous.value, state="ok", cause="division_by_zero")
    score = replace(score, previous=replace(score.previous, value=undefined))
    assert paragraphs(two(score, kpi("orders", [*STEADY, 40])), "en_GB") == []


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        (
            "en_GB",
            [
                "Leads, orders, sessions from social media and interactions: no data received.",
                "CRM and Website: no data for this period. The other indicator is complete.",
            ],
        ),
        (
            "fr_FR",
            [
                "Les prospects, les commandes, les visites issues des réseaux sociaux et les interactions : "
                "aucune donnée reçue.",
                "CRM et Site web : aucune donnée pour cette période. L’autre indicateur est complet.",
            ],
        ),
    ],
)
def test_where_much_is_missing_kpis_of_one_cause_and_absent_sources_stand_together(
    locale: str, told: list[str]
) -> None:
    silent = [kpi(name, [*STEADY, None], cause="no_rows") for name in SILENT]
    card = replace(
        two(*silent, kpi("reach", [*STEADY, 900])),
        sources=(absent("crm"), absent("web")),
    )
    assert paragraphs(card, locale) == told


def absent(name: str) -> SourceScore:
    return replace(source(name, "leads"), state="missing", days=Coverage(0, 31))


@pytest.mark.parametrize(
    ("locale", "more"),
    [("en_GB", "The notes hold two more points."), ("fr_FR", "Les notes contiennent deux autres points.")],
)
def test_what_the_notice_has_no_room_for_is_counted(locale: str, more: str) -> None:
    findings = tuple(Finding("no_rows", "notice", name) for name in ("crm", "web", "shop", "ads", "meta"))
    told = paragraphs(replace(two(kpi("leads", [*STEADY, 132])), findings=findings), locale)
    assert len(told) == 3
    assert told[-1].endswith(more)
