"""The shipped catalogue: complete, in two languages, in words that a director reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.scorecard import Names
from reportgen.vocabulary.catalogue import CONFIG_VALUES, ConfigValue, Kpi, Measure, catalogue
from reportgen.vocabulary.channels import CHANNELS, GROUP_NAMES, NAMES, SOCIAL
from reportgen.vocabulary.formula import Ref, parse

SHIPPED = catalogue()
KPIS = list(SHIPPED.kpis.values())
MEASURES = list(SHIPPED.measures.values())

FAMILIES = (
    "awareness",
    "community",
    "customer_care",
    "recruitment",
    "leads",
    "traffic",
    "expertise",
    "sales",
    "loyalty",
)
TYPES = {
    "quantitative", "qualitative", "leading", "lagging", "input", "process", "output", "practical", "directional",
    "actionable", "financial",
}  # fmt: skip
UNITS = {"count", "currency", "percent", "ratio", "score", "seconds", "minutes", "hours", "days", "months", "years"}
AMEC = {"input", "activity", "output", "out-take", "outcome", "impact"}


def rows(page: str, beginning: str, end: str) -> list[list[str]]:
    part = page[page.index(beginning) : page.index(end)]
    lines = [line for line in part.splitlines() if line.startswith("|") and not line.startswith("|---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][1:]


@pytest.fixture(scope="module")
def page(shared: Path) -> str:
    return (shared / "domain.md").read_text("utf-8")


def test_every_measure_of_the_reference_is_there_with_its_kind_unit_and_scope(page: str) -> None:
    expected = [tuple(row[:4]) for row in rows(page, "### 2.2", "### 2.3")]
    assert len(expected) > 80
    assert [(row.id, row.kind, row.unit, row.scope) for row in MEASURES] == expected


def test_every_kpi_of_the_reference_is_there_with_its_formula_unit_and_direction(page: str) -> None:
    better = {"+": "higher", "−": "lower", "=": "neutral"}
    expected = [(row[0], row[2].strip("`"), row[3], better[row[4]], row[7]) for row in rows(page, "### 4.2", "### 4.3")]
    assert len(expected) > 100
    assert [(row.id, "; else ".join(row.texts), row.unit, row.better, row.amec) for row in KPIS] == expected


def test_families_and_types_are_those_of_the_reference_in_full(page: str) -> None:
    short = dict(zip(("aw", "co", "cc", "re", "le", "tr", "ex", "sa", "lo"), FAMILIES, strict=True), any="any")
    legend = page[page.index("Types of seed 004:") : page.index("Families: aw")]
    full = dict(re.findall(r"([A-Z]{2}) ([a-z]+)", legend))
    assert set(full.values()) == TYPES
    for _id, _, _, _, _, families, types, _ in rows(page, "### 4.2", "### 4.3"):
        assert SHIPPED.kpis[_id].families == tuple(short[family] for family in families.split())
        assert SHIPPED.kpis[_id].types == tuple(full[kind] for kind in types.split())


def test_recommended_sets_and_results_are_those_of_the_reference(page: str) -> None:
    expected = rows(page, "## 5.", "## 6.")
    assert {row[0]: tuple(row[1].split(", ")) for row in expected} == dict(SHIPPED.recommended)
    assert {row[0]: row[2] for row in expected} == dict(SHIPPED.results)


def test_the_catalogue_is_complete_in_itself() -> None:
    assert (len(MEASURES), len(KPIS)) == (92, 116)
    assert tuple(SHIPPED.recommended) == tuple(SHIPPED.results) == FAMILIES
    assert all(SHIPPED.resolve(name) for name in SHIPPED.results.values())


def test_a_family_is_recommended_its_own_kpis_but_recruitment_looks_at_traffic_too() -> None:
    assert [
        (family, name)
        for family, names in SHIPPED.recommended.items()
        for name in names
        if not {family, "any"} & set(SHIPPED.kpis[name].families)
    ] == [("recruitment", "social_sessions")]


@pytest.mark.parametrize("row", KPIS, ids=lambda row: row.id)
def test_a_kpi_is_wholly_described(row: Kpi) -> None:
    assert row.unit in UNITS
    assert row.amec in AMEC
    assert set(row.types) <= TYPES
    assert {"quantitative", "qualitative"} & set(row.types)
    assert set(row.families) <= {*FAMILIES, "any"}
    assert row.source
    assert row.formulas == tuple(parse(text)[0] for text in row.texts)


def test_what_may_lie_below_zero_is_a_difference_and_what_ends_at_the_whole_a_share() -> None:
    below = {row.id for row in KPIS if row.possible[0] != 0}
    assert below == {
        "net_new_followers", "follower_growth", "net_return", "roi_sales", "roi_full", "roi_paid", "net_sentiment",
        "nps",
    }  # fmt: skip
    shares = [row for row in KPIS if row.possible == (0, 1)]
    assert len(shares) == 21
    assert {row.unit for row in shares} == {"percent"}


@pytest.mark.parametrize("row", KPIS, ids=lambda row: row.id)
def test_a_definition_is_one_plain_sentence_of_at_most_twelve_words_without_digits(row: Kpi) -> None:
    assert [language for language, _ in row.definitions] == ["en", "fr"]
    for language, words in row.definitions:
        assert 3 <= len(words.split()) <= 12, words
        assert not re.search(r"\d", words), words
        assert words[0].isupper()
        assert words.endswith(".")
        assert words != dict(row.names)[language]


def texts() -> list[tuple[str, Names]]:
    found = [
        (f"{row.id} {what}", names)
        for row in MEASURES
        for what, names in (("name", row.names), ("meaning", row.meanings))
    ]
    found += [
        (f"{row.id} {what}", names) for row in KPIS for what, names in (("name", row.names), ("def", row.definitions))
    ]
    return found + [(f"channel {name}", names) for name, names in (*NAMES.items(), *GROUP_NAMES.items())]


@pytest.mark.parametrize(("what", "names"), texts(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_text_is_in_both_languages_and_well_set(what: str, names: Names) -> None:
    assert [language for language, _ in names] == ["en", "fr"]
    for _, words in names:
        assert words == words.strip()
        assert "'" not in words
        assert "  " not in words
    french = dict(names)["fr"]
    assert not re.search(r"[^\u00a0]:", french), "U+00A0 before a colon"
    assert not re.search(r"[^\u202f][;!?%]", french), "U+202F before ; ! ? %"
    assert " :" not in french
    assert not re.search(r"\b(social|sociale|sociaux)\b", re.sub("[Rr]éseaux sociaux", "", french)), (
        "« réseaux sociaux »"
    )


def test_no_two_kpis_share_a_definition_or_a_name() -> None:
    for language in ("en", "fr"):
        assert len({dict(row.definitions)[language] for row in KPIS}) == len(KPIS)
        assert len({dict(row.names)[language] for row in KPIS}) == len(KPIS)


def test_an_id_means_the_measure_first_then_the_kpi_then_the_value_of_the_config() -> None:
    assert isinstance(SHIPPED.resolve("impressions"), Measure)
    assert isinstance(SHIPPED.kpis["impressions"], Kpi)
    assert isinstance(SHIPPED.resolve("interactions"), Kpi)
    assert SHIPPED.resolve("margin") == ConfigValue("margin", "percent")
    assert SHIPPED.resolve("nothing_such") is None
    assert set(CONFIG_VALUES) == {
        "margin",
        "customer_years",
        "yearly_churn",
        "cost_share",
        "cycles_per_year",
        "result",
        "influence_weight_reach",
        "influence_weight_amplification_rate",
        "influence_weight_mentions",
    }
    assert not set(CONFIG_VALUES) & {*SHIPPED.measures, *SHIPPED.kpis}


def test_the_clients_own_entries_stand_beside_the_shipped_ones() -> None:
    demos = Measure("demos", "flow", "count", "all", (("en", "Demos"),))
    mine = Kpi("mine", (), (), parse("demos"), ("demos",), "count", "higher")
    extended = SHIPPED.extended([demos], [mine])
    assert extended.resolve("demos") == demos
    assert extended.kpis["mine"].formulas == (Ref("demos"),)
    assert extended.resolve("leads") == SHIPPED.resolve("leads")
    assert extended.recommended == SHIPPED.recommended
    assert SHIPPED.resolve("demos") is None


def test_social_channels_are_channels_and_no_group_is_one() -> None:
    assert set(CHANNELS) > SOCIAL
    assert {"email", "search", "paid_search", "direct", "referral", "display", "other"} == set(CHANNELS) - SOCIAL
    assert not set(GROUP_NAMES) & set(CHANNELS)
