"""What money is counted by, cycles of objectives, and sums that are right: right configs and what they become."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.config.load import load_config
from reportgen.config.schema import Config
from reportgen.config.schema_money import ProductMargins
from reportgen.errors import ConfigError
from reportgen.periods import CycleSpec

BEFORE = """version: 1
client: Maison Lumière
locale: fr_FR
currency: EUR
timezone: Europe/Paris
sources:
  - {name: tidy, path: data.csv, columns: {day: date, leads: prospects}}
"""
AFTER = """objectives:
  - id: leads
    family: leads
    title: Générer des demandes de devis
    role: Amener les particuliers jusqu'au formulaire.
    kpis:
      - {kpi: leads, target: 140}
"""


def config(folder: Path, lines: str = "", objective: str = "", cycle: str = "month") -> Config:
    path = folder / "client.yaml"
    path.write_text(f"{BEFORE}cycle: {cycle}\n{lines}{AFTER}{objective}", "utf-8")
    return load_config(path).config


def test_one_margin_is_that_of_every_channel(tmp_path: Path) -> None:
    read = config(tmp_path, "margin: 38%\n")
    assert (read.margin, read.margins) == (Decimal("0.38"), Decimal("0.38"))
    assert config(tmp_path).margin is None


def test_a_channel_may_have_its_own_margin_also_none(tmp_path: Path) -> None:
    read = config(tmp_path, "margin: {default: 38%, facebook: 40%, instagram: 0}\n")
    assert read.margins == {"default": Decimal("0.38"), "facebook": Decimal("0.4"), "instagram": 0}
    assert read.margin == Decimal("0.38")


def test_products_may_have_their_own_margins_with_or_without_a_default(tmp_path: Path) -> None:
    read = config(tmp_path, "margin: {by: sku, each: {LAMP-1: 50%, 'BULB*': 25%}}\n")
    assert read.margins == ProductMargins(by="sku", each={"LAMP-1": Decimal("0.5"), "BULB*": Decimal("0.25")})
    assert read.margin is None
    assert config(tmp_path, "margin: {by: vendor, each: {Acme: 0.5}, default: 38%}\n").margin == Decimal("0.38")


def test_rates_hold_for_a_day_a_month_or_a_year(tmp_path: Path) -> None:
    dated = "rates:\n" + "".join(
        f"  - {{from: USD, date: {d}, rate: 0.9}}\n" for d in ("2026", "2026-03", "2026-03-15")
    )
    assert [rate.date for rate in config(tmp_path, dated).rates] == ["2026", "2026-03", "2026-03-15"]
    assert config(tmp_path, dated).rates[0].currency == "USD"


def test_a_value_has_a_range_and_perhaps_a_formula(tmp_path: Path) -> None:
    written = "values: [{result: leads, low: 8, high: 25, stage: lead, from: lead_conversion_rate * aov * margin}]\n"
    value = config(tmp_path, "margin: 38%\n" + written).values[0]
    assert (value.low, value.base, value.high, value.stage) == (8, None, 25, "lead")
    assert (value.formula, value.exclusive) == ("lead_conversion_rate * aov * margin", False)


@pytest.mark.parametrize("exclusive", [("true", "false"), ("false", "true")])
def test_stages_of_one_chain_may_be_valued_where_nobody_is_counted_twice(
    tmp_path: Path, exclusive: tuple[str, str]
) -> None:
    both = f"""values:
  - {{result: leads, low: 8, base: 15, high: 25, stage: lead, exclusive: {exclusive[0]}}}
  - {{result: newsletter_signups, low: 1, base: 2, high: 3, stage: sign_up, exclusive: {exclusive[1]}}}
  - {{result: resolved_inquiries, low: 5, base: 6, high: 7, stage: other}}
"""
    assert len(config(tmp_path, both).values) == 3


def test_two_results_of_the_same_stage_need_to_be_exclusive_too(tmp_path: Path) -> None:
    both = """values:
  - {result: leads, low: 8, base: 15, high: 25, stage: lead}
  - {result: forms_submitted, low: 1, base: 2, high: 3, stage: lead}
"""
    with pytest.raises(ConfigError, match="stages of one chain"):
        config(tmp_path, both)


def test_weights_are_a_third_each_unless_given(tmp_path: Path) -> None:
    assert config(tmp_path).influence_weights is None
    weights = config(tmp_path, "influence_weights: {reach: 0.34, amplification_rate: 33%, mentions: 33%}\n")
    assert weights.influence_weights is not None
    assert weights.influence_weights.total == 1


def test_what_surrounds_the_figures_is_read_as_written(tmp_path: Path) -> None:
    read = config(
        tmp_path,
        """compare: [previous, ytd, target, competitors]
competitors: [{name: Luminaria, note: Deux boutiques à Paris}]
events: [{name: Soldes, from: 2026-01-07, to: 2026-02-03}, {name: Salon, from: 2026-09-04}]
audience: {target: {country: [FR, BE], age: 25-34}}
customer_years: 3.5
yearly_churn: 40%
discount_rate: 8%
sales_cycle_days: 45
""",
    )
    assert read.compare == ("previous", "ytd", "target", "competitors")
    assert (read.events[0].end, read.events[1].start, read.events[1].end) == (
        date(2026, 2, 3),
        date(2026, 9, 4),
        None,
    )
    assert read.audience is not None
    assert (read.audience.target.country, read.audience.target.age) == (["FR", "BE"], "25-34")
    assert (read.customer_years, read.yearly_churn, read.sales_cycle_days) == (Decimal("3.5"), Decimal("0.4"), 45)


@pytest.mark.parametrize(
    ("cycle", "own"),
    [
        ("month", "quarter"),
        ("month", "month"),
        ("quarter", "year"),
        ("week", "{days: 28, from: 2026-01-05}"),
        ("{days: 14, from: 2026-01-05}", "{days: 28, from: 2025-12-22}"),
        ("{days: 7, from: 2026-01-05}", "week"),
    ],
)
def test_an_objective_may_have_a_cycle_of_whole_cycles(tmp_path: Path, cycle: str, own: str) -> None:
    read = config(tmp_path, objective=f"    cycle: {own}\n    from: tidy\n", cycle=cycle)
    spec = read.spec_of(read.objectives[0])
    assert spec.kind == own or spec == CycleSpec("days", 28, spec.anchor)
    assert read.objectives[0].source == "tidy"


def test_without_its_own_an_objective_has_the_cycle_of_the_report(tmp_path: Path) -> None:
    read = config(tmp_path)
    assert read.spec_of(read.objectives[0]) == read.spec


def test_amounts_that_are_spent_have_a_budget(tmp_path: Path) -> None:
    more = "      - {kpi: total_cost, budget: 3000}\n      - {kpi: staff_hours, budget: 42}\n"
    assert [kpi.budget for kpi in config(tmp_path, objective=more).objectives[0].kpis] == [None, 3000, 42]


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("(opening(customers) + customers) / 2", "count"),
        ("(followers + opening(followers)) * 0.5", "count"),
        ("followers - opening(followers)", "count"),
        ("followers[channel=facebook] + followers[channel=instagram]", "count"),
        ("engagement_rate[channel=facebook] - engagement_rate[channel=instagram]", "percent"),
        ("revenue[channel=facebook] + revenue[channel=instagram]", "currency"),
        ("leads[channel=facebook] + 2 * leads[channel=instagram]", "count"),
        ("watch_time[channel=facebook] + watch_time[channel=instagram]", "hours"),
        ("orders - orders[claimed_by=meta_ads]", "count"),
        ("forms_submitted + phone_contacts[claimed_by=meta_ads]", "count"),
        ("save_rate + amplification_rate", "percent"),
        ("reactions[of=posts] + comments[of=posts]", "count"),
        ("impressions[delivery=paid] + impressions[delivery=organic]", "count"),
    ],
)
def test_sums_that_mean_something_are_let_through(tmp_path: Path, formula: str, unit: str) -> None:
    lines = f"kpis:\n  - {{id: mine, name: Mine, formula: '{formula}', unit: {unit}}}\n"
    assert config(tmp_path, lines).kpis[0].formula == formula


def test_flows_and_rates_may_have_a_cumulative_target(tmp_path: Path) -> None:
    more = """      - {kpi: revenue, target: {value: 9000, mode: cumulative}}
      - {kpi: conversion_rate, target: {value: 3%, mode: cumulative}}
"""
    assert len(config(tmp_path, objective=more).objectives[0].kpis) == 3
