"""Pairs that evolve together, what more money would bring, and attainments without a history, as the documents say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from reportgen.document.outline import compose
from reportgen.document.wording import NBSP
from reportgen.insight.decide import decide
from reportgen.model.relations import Acquired, Relation, WeeklyPair, WeeklySeries
from reportgen.model.report import Lines, Objective, Panel, Panels, Report
from reportgen.model.scorecard import Scorecard
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, cycles, kpi, objective, report, scorecard
from tests.document.test_states import STEADY, one, said

MONDAY = date(2024, 9, 2)
TOGETHER = Relation("interactions", "leads", 104, "together", False, 2, 0.42, 0.012, 0.036)


def series(name: str, *values: float) -> WeeklySeries:
    return WeeklySeries(name, catalogue().kpis[name].names, tuple(Decimal(str(v)) for v in values), counted=True)


def pair(x: str = "interactions", y: str = "leads", weeks: int = 104, rise: float = 1.5) -> WeeklyPair:
    """Flat but for the last half year, with ``rise`` times as much."""
    values = [100.0] * (weeks - 26) + [100.0 * rise] * 26
    mondays = tuple(MONDAY + timedelta(weeks=week) for week in range(weeks))
    return WeeklyPair(series(x, *values), series(y, *values), mondays)


def made(*rows: tuple[WeeklyPair, Relation], locale: str = "fr_FR", **more: Any) -> Report:
    """A report with these pairs, already judged."""
    card = replace(one(kpi("leads", [*STEADY, 121], 120)), relations=tuple(p for p, _ in rows), **more)
    settings = config(card, locale)
    insights = replace(decide(settings, replace(card, relations=())), relations=tuple(found for _, found in rows))
    return compose(settings, catalogue(), card, insights)


def panels(found: Report) -> list[Panel]:
    return [
        panel for page in found.pages for block in page.blocks if isinstance(block, Panels) for panel in block.panels
    ]


def relation_panel(found: Report) -> Panel:
    return next(panel for panel in panels(found) if getattr(panel.body, "kind", "") == "indexed")


def note_lines(found: Report) -> list[str]:
    return [
        said(found, line)
        for page in found.pages
        for block in page.blocks
        if isinstance(block, Lines)
        for line in block.lines
    ]


def test_a_pair_is_told_with_r_lag_n_and_p_and_that_it_proves_no_cause() -> None:
    panel = relation_panel(found := made((pair(), TOGETHER)))
    assert said(found, panel.title) == (
        "Quand les interactions augmentent, les prospects tendent à augmenter deux semaines plus tard"
    )
    assert said(found, panel.notes[0]) == (
        "Évoluent ensemble ; ne prouve pas une cause : r = 0,42, décalage de 2 semaines, n = 104, p = 0,036. "
        "Semaines de S36 2024 à S35 2026, sans tendance, saison ni mémoire propre de chaque série ; "
        "p est ajusté pour toutes les paires jugées."
    )  # fmt: skip
    told = "".join(part for part in panel.notes[0] if isinstance(part, str))
    assert [f"{name}{NBSP}={NBSP}" in told for name in "rnp"] == [True] * 3  # no line ends between name and value


def test_the_same_in_english_in_opposite_directions_in_the_same_week() -> None:
    panel = relation_panel(found := made((pair(), replace(TOGETHER, lag=0, r=-0.42)), locale="en_GB"))
    assert said(found, panel.title) == "When interactions rise, leads tend to fall in the same week"
    assert said(found, panel.notes[0]).startswith(
        "Evolve together; does not prove a cause: r = −0.42, no lag, n = 104, p = 0.036."
    )


def test_a_short_series_is_provisional() -> None:
    panel = relation_panel(found := made((pair(weeks=60), replace(TOGETHER, n=60, provisional=True))))
    assert "Provisoire : sous 78 semaines, la saison n’est pas retirée." in said(found, panel.notes[0])


def test_both_lines_begin_at_100_and_are_means_of_four_weeks_for_a_year_at_most() -> None:
    chart: Any = relation_panel(found := made((pair(weeks=106), TOGETHER))).body
    assert [line.values[0] for line in chart.series] == [100, 100]
    assert [line.values[-1] for line in chart.series] == [150, 150]
    assert {len(line.values) for line in chart.series} == {13} == {len(chart.categories)} == {len(chart.points)}
    assert [said(found, label.text) for label in chart.labels] == ["Interactions 150", "Prospects 150"]
    assert Decimal(100) in [tick.value for tick in chart.ticks]
    assert said(found, chart.alt).startswith(
        "Deux courbes, moyennes de quatre semaines, les quatre premières valant 100 : Interactions de 100 à 150"
    )


def test_a_series_that_begins_at_zero_is_told_without_lines() -> None:
    zero = replace(pair(), x=series("interactions", *[0.0] * 60, *[100.0] * 44))
    (panel,) = panels(found := made((zero, TOGETHER)))
    assert panel.body is None
    assert "tendent à augmenter" in said(found, panel.title)
    assert "relations" not in [slide.id for slide in found.slides]


def test_the_surest_pair_is_drawn_and_the_others_have_a_line() -> None:
    weaker = replace(TOGETHER, y="orders", p=0.02, lag=0)
    plain = replace(TOGETHER, x="impressions", state="not_distinct")
    panel = relation_panel(found := made((pair(y="orders"), weaker), (pair(), TOGETHER), (pair("impressions"), plain)))
    assert "prospects" in said(found, panel.title)
    assert said(found, panel.notes[1]).startswith(
        "Les interactions et les commandes : évoluent ensemble ; ne prouve pas"
    )
    assert said(found, panel.notes[2]) == "Une autre paire examinée, pas de relation nette."


def test_where_no_pair_stands_out_the_notes_say_how_many_were_examined_and_which_are_too_short() -> None:
    plain = replace(TOGETHER, state="not_distinct")
    short = Relation("interactions", "orders", 40, "too_short")
    found = made((pair(), plain), (pair(y="orders", weeks=40), short))
    assert panels(found) == []
    (told,) = [line for line in note_lines(found) if line.startswith("Relations")]
    assert told == (
        "Relations : une paire examinée, pas de relation nette. "
        "Les interactions et les commandes : trop court, 40 semaines complètes sur les 52 nécessaires."
    )


def test_the_deck_has_a_slide_of_a_pair_only_where_it_is_shown() -> None:
    found = made((pair(), TOGETHER))
    slide = next(slide for slide in found.slides if slide.id == "relations")
    assert [said(found, figure.value) for figure in slide.key_figures] == ["0,42", "2 semaines", "104"]
    assert slide.chart
    assert slide.chart.kind == "indexed"
    assert "p = 0,036" in said(found, slide.source)
    assert [said(found, line.name) for line in slide.chart.series] == ["Interactions", "Prospects"]
    plain = made((pair(), replace(TOGETHER, state="not_distinct")))
    assert "relations" not in [slide.id for slide in plain.slides]


def test_a_long_name_stands_whole_on_the_slide_too() -> None:
    long = replace(pair(), y=replace(pair().y, kpi="own", names=(("fr", "Sessions hors des réseaux sociaux"),)))
    found = made((long, replace(TOGETHER, y="own")))
    slide = next(slide for slide in found.slides if slide.id == "relations")
    assert slide.chart
    assert said(found, slide.chart.series[1].name) == "Sessions hors des réseaux sociaux"
    page: Any = relation_panel(found).body
    assert said(found, page.series[1].name) == "Sessions hors des réseaux sociaux"


def acquired(cost: str, customers: str, months: int = 12) -> Acquired:
    last = scorecard(objective("a", "A", "B", kpi("leads", [1.0]))).cycle
    return Acquired(
        Decimal(1000), tuple(cycles(last, months)[-months:] if months else ()), Decimal(cost), Decimal(customers)
    )


def test_more_money_is_told_from_low_to_high_at_constant_returns() -> None:
    (panel,) = panels(found := made(acquired=acquired("2100", "50")))
    assert said(found, panel.title) == "1 000 € de plus amèneraient environ 24 nouveaux clients (19 à 30)"
    assert said(found, panel.subtitle).startswith("À rendement constant")
    assert said(found, panel.paragraphs[0]) == (
        "Sur douze mois, 50 nouveaux clients ont coûté 42 € chacun (de 33,18 € à 53,90 €, intervalle à 90 % pour un "
        "tel nombre)."
    )  # fmt: skip


def test_customers_are_told_whole_from_three_on() -> None:
    (few,) = panels(found := made(acquired=acquired("5000", "10")))
    assert said(found, few.title) == "1 000 € de plus amèneraient environ 2,0 nouveaux clients (1,1 à 3,4)"
    (more,) = panels(found := made(acquired=acquired("10000", "50")))
    assert said(found, more.title) == "1 000 € de plus amèneraient environ 5 nouveaux clients (4 à 6)"


def test_under_ten_customers_the_notes_say_that_they_are_too_few() -> None:
    found = made(acquired=acquired("2100", "7"))
    assert panels(found) == []
    assert (
        "Scénario : 1 000 € de plus : pas d’estimation, 7 nouveaux clients sur douze mois, il en faut 10."
        in note_lines(found)
    )


def test_of_a_single_cycle_the_notes_say_that_it_is_alone() -> None:
    found = made(acquired=acquired("2100", "50", 1))
    assert panels(found) == []
    told = "Scénario : 1 000 € de plus : pas d’estimation, le coût des nouveaux clients n’est connu que sur un mois."
    assert told in note_lines(found)


def test_without_a_complete_cycle_the_cost_is_not_known() -> None:
    found = made(acquired=acquired("0", "0", 0))
    assert any(line.startswith("Scénario : 1 000 € de plus : pas d’estimation, le coût") for line in note_lines(found))


def first_chart(*targets: tuple[str, float, float]) -> Any:
    kpis = [kpi(name, [value], target) for name, value, target in targets]
    card: Scorecard = scorecard(objective("leads", "Avoir des prospects", "Rôle", *kpis))
    made_now = report(card)
    block = next(b for page in made_now.pages for b in page.blocks if isinstance(b, Objective))
    return made_now, block.chart


def test_without_a_second_cycle_several_targets_make_one_chart_of_what_was_attained() -> None:
    found, chart = first_chart(("leads", 133, 140), ("orders", 30, 25), ("cost_per_lead", 20, 16))
    assert chart.kind == "bullet"
    assert said(found, chart.title) == "Un objectif chiffré sur trois est atteint"
    assert chart.series[0].values == (Decimal("0.95"), Decimal("1.2"), Decimal("0.8"))  # a ceiling is mirrored
    assert chart.series[1].values == (1, 1, 1)
    assert [said(found, label.text) for label in chart.labels] == ["95 %", "120 %", "80 %"]


def test_one_target_alone_stands_in_the_table() -> None:
    assert first_chart(("leads", 133, 140))[1] is None


@pytest.mark.parametrize(
    ("targets", "title"),
    [
        ((("leads", 150, 140), ("orders", 30, 25)), "Les deux objectifs chiffrés sont atteints"),
        ((("leads", 100, 140), ("orders", 10, 25)), "Aucun des deux objectifs chiffrés n’est atteint"),
    ],
)
def test_all_targets_or_none(targets: tuple[tuple[str, float, float], ...], title: str) -> None:
    found, chart = first_chart(*targets)
    assert said(found, chart.title) == title
