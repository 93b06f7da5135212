"""Formulas that read well and mean nothing are refused: units, circles, illegal sums."""

from __future__ import annotations

import pytest

from reportgen.vocabulary.catalogue import Catalogue, Kpi, Measure, catalogue
from reportgen.vocabulary.check import Fault, check, warnings
from reportgen.vocabulary.formula import parse

DEMOS = Measure("demos", "flow", "count", "all", (("en", "Demos"),))


def kpi(name: str, formula: str, unit: str = "ratio") -> Kpi:
    return Kpi(name, (), (), parse(formula), (formula,), unit, "higher")


@pytest.fixture(scope="module")
def own() -> Catalogue:
    return catalogue().extended([DEMOS], [kpi("cost_per_demo", "total_cost / demos", "currency")])


def test_every_formula_of_the_catalogue_passes() -> None:
    shipped = catalogue()
    faults = {name: check(name, "; else ".join(row.texts), row.unit, shipped) for name, row in shipped.kpis.items()}
    assert len(faults) > 100
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_formula_of_the_catalogue_keeps_to_one_scope() -> None:
    shipped = catalogue()
    found = [w for row in shipped.kpis.values() for node in row.formulas for w in warnings(node, shipped)]
    assert found == []


RIGHT = [
    ("currency", "total_cost / demos"),
    ("currency", "total_cost / staff_hours"),
    ("currency", "0 - ad_spend"),
    ("currency", "revenue * margin * 1.5"),
    ("currency", "min(ad_spend, agency_fees)"),
    ("percent", "demos / leads"),
    ("percent", "1 - demos / leads"),
    ("ratio", "demos / posts"),
    ("ratio", "demos / staff_hours"),
    ("ratio", "demos / total_cost"),
    ("count", "demos + leads"),
    ("count", "demos * 2"),
    ("count", "(opening(followers) + followers) / 2"),
    ("hours", "watch_seconds / 3600"),
    ("hours", "response_minutes / replied_inquiries / 60"),
    ("minutes", "staff_hours * 60"),
    ("days", "watch_seconds / 86400"),
    ("seconds", "watch_seconds / plays"),
    ("hours", "staff_hours + response_minutes / 60"),
    ("score", "csat"),
    ("score", "standing(demos)"),
    ("months", "cac / (customer_margin / 12)"),
    ("count", "impressions[delivery=paid] + impressions[delivery=organic]"),
    ("count", "reach - reach[delivery=paid]"),
    ("currency", "cost_per_demo * 2"),
    ("currency", "gross_revenue[claimed_by=own]"),
]


@pytest.mark.parametrize(("unit", "formula"), RIGHT)
def test_what_has_a_meaning_passes(unit: str, formula: str, own: Catalogue) -> None:
    assert check("mine", formula, unit, own) == []


WRONG: dict[tuple[str, str], tuple[str, str, str]] = {  # unit, formula with ^ at the place → kind, what, cure
    ("currency", "ad_spend ^+ demos"): (
        "unit_clash",
        "'ad_spend' is money and 'demos' is a count: they can't be added",
        "Bring both to one unit first.",
    ),
    ("currency", "cac ^- ad_spend"): (
        "unit_clash",
        "'cac' is money per count and 'ad_spend' is money: they can't be subtracted",
        "Bring both to one unit first.",
    ),
    ("count", "^min(demos, ad_spend)"): (
        "unit_clash",
        "'demos' is a count and 'ad_spend' is money: they can't be compared",
        "Bring both to one unit first.",
    ),
    ("count", "demos ^+ 1"): (
        "unit_clash",
        "'demos' is a count and '1' is a plain number: they can't be added",
        "Bring both to one unit first.",
    ),
    ("hours", "staff_hours ^+ response_minutes"): (
        "unit_clash",
        "'staff_hours' is a time in hours and 'response_minutes' is a time in minutes: they can't be added",
        "Bring both to one unit first.",
    ),
    ("ratio", "staff_hours ^/ response_minutes"): (
        "unit_clash",
        "'staff_hours' is a time in hours and 'response_minutes' is a time in minutes: their units of time differ",
        "Bring both to one unit first.",
    ),
    ("percent", "total_cost ^/ demos"): (
        "unit",
        "the formula gives money per count, and the KPI's unit is percent",
        "Write unit: currency.",
    ),
    ("ratio", "total_cost ^/ demos"): (
        "unit",
        "the formula gives money per count, and the KPI's unit is ratio",
        "Write unit: currency.",
    ),
    ("count", "demos ^/ leads"): (
        "unit",
        "the formula gives a plain number, and the KPI's unit is count",
        "Write unit: percent or ratio.",
    ),
    ("hours", "watch_seconds ^/ 60"): (
        "unit",
        "the formula gives a time in minutes, and the KPI's unit is hours",
        "Write unit: minutes.",
    ),
    ("currency", "ad_spend ^* demos"): (
        "unit",
        "the formula gives money × count, and the KPI's unit is currency",
        "No KPI has such a unit.",
    ),
    ("count", "opening(^demos)"): (
        "not_a_level",
        "'demos' is a measure of kind flow: it has no opening value",
        "Use opening(x) on a measure of kind level.",
    ),
    ("count", "opening(^net_new_followers)"): (
        "not_a_level",
        "'net_new_followers' is no measure: it has no opening value",
        "Use opening(x) on a measure of kind level.",
    ),
    ("count", "reach[channel=facebook] + ^reach[channel=instagram]"): (
        "unique_added",
        "'reach[channel=facebook]' and 'reach[channel=instagram]' count people, who may be the same",
        "Use the value that is given for the whole.",
    ),
    ("currency", "gross_revenue[claimed_by=meta_ads] + ^gross_revenue[claimed_by=google_ads]"): (
        "claims_added",
        "'gross_revenue[claimed_by=meta_ads]' and 'gross_revenue[claimed_by=google_ads]' are claims of two platforms "
        "on the same sales",
        "Show each, or use the total of the shop, the CRM or the analytics.",
    ),
    ("count", "shares + ^saves[of=posts]"): (
        "posts_mixed",
        "'shares' and 'saves[of=posts]' mix the lifetime values of posts with those of the account",
        "Write [of=posts] on both or on neither.",
    ),
    ("count", "impressions + ^impressions[delivery=paid]"): (
        "delivery_mixed",
        "'impressions' and 'impressions[delivery=paid]' overlap: one holds the other's delivery",
        "Add paid and organic, or use the whole alone.",
    ),
    ("percent", "^margin[channel=x]"): (
        "selection",
        "nothing can be selected of 'margin', a value of the config",
        "Write margin.",
    ),
    ("ratio", "^mine / 2"): ("circle", "'mine' is made of itself: mine → mine", "Use measures."),
    ("count", "^zzzzzz"): ("unknown_id", "unknown id 'zzzzzz'", "Use a measure, a KPI or a value of the config."),
    ("count", "demos ^demos"): (
        "formula_syntax",
        "an operator is missing before 'demos'",
        "Write + - * or / between two operands.",
    ),
}


@pytest.mark.parametrize(("unit", "marked"), WRONG)
def test_what_has_no_meaning_is_refused_at_its_character(unit: str, marked: str, own: Catalogue) -> None:
    kind, what, cure = WRONG[unit, marked]
    assert check("mine", marked.replace("^", ""), unit, own) == [Fault(marked.index("^"), kind, what, cure)]


@pytest.mark.parametrize(
    ("formula", "near"),
    [
        ("interactions / impresions", "impressions"),
        ("demo / leads", "demos"),
        ("cost_per_dem / leads", "cost_per_demo"),
        ("marginn * leads", "margin"),
        ("leads[channel=facebok] / leads", "facebook"),
        ("leads[delivery=payed] / leads", "paid"),
        ("staff_hours[activity=contents] / staff_hours", "content"),
        ("leads[of=post] / leads", "posts"),
    ],
)
def test_a_misspelt_name_gets_the_nearest_one(formula: str, near: str, own: Catalogue) -> None:
    (fault,) = check("mine", formula, "ratio", own)
    assert fault.candidates == (near,)


def test_channels_of_the_config_may_be_selected(own: Catalogue) -> None:
    formula = "leads[channel=podcast] / leads[channel=all]"
    assert [fault.kind for fault in check("mine", formula, "percent", own)] == ["selection"]
    assert check("mine", formula, "percent", own, channels=("podcast",)) == []


def test_a_circle_is_shown_as_it_goes() -> None:
    round_about = catalogue().extended([], [kpi("a", "b + 1"), kpi("b", "leads / c"), kpi("c", "a * 2")])
    (fault,) = check("a", "b + 1", "ratio", round_about)
    assert fault == Fault(0, "circle", "'a' is made of itself: a → b → c → a", "Use measures.")


def test_a_circle_elsewhere_is_not_this_formulas_fault() -> None:
    round_about = catalogue().extended([], [kpi("a", "b + 1"), kpi("b", "a + 1")])
    assert check("mine", "a / leads", "ratio", round_about) == []


def test_a_kpi_that_bears_the_name_of_a_measure_means_the_measure_and_is_no_circle() -> None:
    assert check("impressions", "impressions", "count", catalogue()) == []


def test_all_faults_of_all_alternatives_come_at_once_in_their_order(own: Catalogue) -> None:
    faults = check("mine", "demoz / ledas; else ad_spend + demos", "currency", own)
    assert [(fault.at, fault.kind) for fault in faults] == [(0, "unknown_id"), (8, "unknown_id"), (29, "unit_clash")]


def test_kpis_that_double_at_each_step_are_checked_in_no_time() -> None:
    chain = [kpi(f"k{i}", f"k{i + 1} + k{i + 1}") for i in range(60)] + [kpi("k60", "leads / posts")]
    assert check("k0", "k1 + k1", "ratio", catalogue().extended([], chain)) == []


def test_a_tower_of_kpis_is_refused_before_it_falls() -> None:
    chain = [kpi(f"k{i}", f"k{i + 1} + 1") for i in range(2000)] + [kpi("k2000", "leads / posts")]
    (fault,) = check("mine", "k0", "ratio", catalogue().extended([], chain))
    assert (fault.kind, fault.what) == ("too_large", "'k0' is made of more than 300 operands")


def test_a_social_measure_beside_one_of_every_channel_is_warned_of_with_both_spellings(own: Catalogue) -> None:
    (warning,) = warnings(parse("total_cost / demos")[0], own)
    assert warning == Fault(
        13,
        "mixed_scope",
        "'demos' covers every channel, the rest of the formula social media",
        "Write demos[channel=social], or demos[channel=all] where every channel is meant.",
    )


@pytest.mark.parametrize(
    "formula",
    ["total_cost / demos[channel=social]", "demos / leads", "shares / posts", "total_cost[channel=x] / demos"],
)
def test_one_scope_gives_no_warning(formula: str, own: Catalogue) -> None:
    assert warnings(parse(formula)[0], own) == []
