"""What a right config becomes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.checks import check_config, full_catalogue
from reportgen.config.cures import number_cure
from reportgen.config.load import json_schema, load_config
from reportgen.config.schema import Config, Target
from reportgen.errors import ConfigError
from reportgen.periods import CycleSpec

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE / "right" / "maison-lumiere.yaml"


def config(folder: Path, old: str = "", new: str = "") -> Config:
    """The example with one piece of its text replaced."""
    text = EXAMPLE.read_text("utf-8").replace("logo: assets/logo.svg, ", "")
    assert old in text
    path = folder / "client.yaml"
    path.write_text(text.replace(old, new), "utf-8")
    return load_config(path).config


def test_the_example_is_read_as_written() -> None:
    loaded = load_config(EXAMPLE)
    read = loaded.config
    assert (read.client, read.locale, read.cycle, read.margin) == ("Maison Lumière", "fr_FR", "month", Decimal("0.38"))
    assert [source.name for source in read.sources] == ["facebook", "web", "tidy"]
    assert read.sources[2].columns == {"day": "date", "channel": "network", "impressions": "imp"}
    assert [kpi.target for kpi in read.objectives[0].kpis] == [140, 18, None, None]
    benchmark = read.objectives[0].kpis[2].benchmark
    assert benchmark is not None
    assert (benchmark.value, benchmark.date) == (Decimal("0.021"), "2026-03")
    assert read.costs.agency == 1200
    assert check_config(loaded, loaded.marks) == []


def test_it_knows_where_it_stands_and_the_hash_of_its_values(tmp_path: Path) -> None:
    loaded = load_config(EXAMPLE)
    assert (loaded.folder, loaded.stem, loaded.path) == (str(EXAMPLE.parent), "maison-lumiere", str(EXAMPLE))
    assert re.fullmatch("[0-9a-f]{64}", loaded.sha256)
    path, text = tmp_path / "client.yaml", EXAMPLE.read_text("utf-8").replace("logo: assets/logo.svg, ", "")
    digests = []
    for name in ("Maison Lumière", "'Maison Lumière'  # as on the sign", "Maison Lumiere"):
        path.write_text(text.replace("client: Maison Lumière", f"client: {name}"), "utf-8")
        digests.append(load_config(path).sha256)
    assert digests[0] == digests[1] != digests[2], "of what is said, however it is written"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "client.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + EXAMPLE.read_bytes().replace(b"logo: assets/logo.svg, ", b""))
    assert load_config(path).config.version == 1


def test_a_cycle_of_days_has_an_anchor(tmp_path: Path) -> None:
    read = config(tmp_path, "cycle: month ", "cycle: {days: 28, from: 2026-01-05} ")
    assert read.spec == CycleSpec("days", 28, date(2026, 1, 5))


def test_a_fiscal_year_starts_in_any_month(tmp_path: Path) -> None:
    read = config(tmp_path, "cycle: month ", "fiscal_year_start: 4\ncycle: quarter ")
    assert read.spec == CycleSpec("quarter", fiscal_year_start=4)


def test_a_target_may_be_a_mapping_and_a_rate_bears_a_percent_sign(tmp_path: Path) -> None:
    target = "target: {value: 2.5%, by: 2026-12-31, from: 2%, tolerance: 0.1 %}, benchmark"
    read = config(tmp_path, "conversion_rate, benchmark", f"conversion_rate, {target}")
    expected = {"value": Decimal("0.025"), "by": date(2026, 12, 31), "from": Decimal("0.02"), "tolerance": "0.1%"}
    assert read.objectives[0].kpis[2].target == Target.model_validate(expected)


@pytest.mark.parametrize("written", ["2026", "2026-03", "2026-03-15"])
def test_a_benchmark_may_be_dated_by_year_month_or_day(tmp_path: Path, written: str) -> None:
    benchmark = config(tmp_path, "date: 2026-03}", f"date: {written}}}").objectives[0].kpis[2].benchmark
    assert benchmark is not None
    assert benchmark.date == written


def test_filters_compare_with_text_however_they_are_written(tmp_path: Path) -> None:
    read = config(tmp_path, "columns: {day", "where: {year: 2014, type: [Photo, 3]}, columns: {day")
    assert read.sources[2].where == {"year": "2014", "type": ["Photo", "3"]}


def test_costs_may_be_mappings_and_lists(tmp_path: Path) -> None:
    text = "agency: {amount: 3600, per: quarter}\n  ads: [{amount: 300, from: 2026-09-01, to: 2026-09-30}]"
    costs = config(tmp_path, "agency: 1200", text).costs
    assert costs.agency.per == "quarter"
    assert (costs.ads[0].start, costs.ads[0].end) == (date(2026, 9, 1), date(2026, 9, 30))


def test_own_measures_and_kpis_stand_beside_those_of_the_catalogue() -> None:
    catalogue = full_catalogue(load_config(EXAMPLE).config)
    assert catalogue.measures["demos"].scope == "all"
    assert dict(catalogue.kpis["cost_per_demo"].names) == {"fr": "Coût par démo", "en": "Cost per demo"}
    assert catalogue.kpis["cost_per_demo"].texts == ("total_cost / demos",)
    assert "engagement_rate" in catalogue.kpis


def test_a_name_given_once_is_in_the_language_of_the_report(tmp_path: Path) -> None:
    read = config(tmp_path, "name: {fr: Démos, en: Demos}", "name: Démos")
    assert full_catalogue(read).measures["demos"].names == (("fr", "Démos"),)


def test_an_own_kpi_may_bear_the_name_of_the_measure_that_it_shows(tmp_path: Path) -> None:
    shown = "- {id: sessions, name: Visites, formula: 'sessions[channel=all]', unit: count}\n  - {id: cost_per_demo"
    assert full_catalogue(config(tmp_path, "- {id: cost_per_demo", shown)).kpis["sessions"].unit == "count"
    with pytest.raises(ConfigError, match=r"kpis\[0\]\.id: 'sessions' is already a measure"):
        config(tmp_path, "- {id: cost_per_demo", shown.replace("'sessions[", "'page_views["))


def test_the_json_schema_knows_short_and_long_forms() -> None:
    schema = json.loads(json.dumps(json_schema()))
    kpi = schema["$defs"]["Kpi"]["properties"]
    short = kpi["target"]["anyOf"][0]["oneOf"]
    assert {"$ref": "#/$defs/Target"} in short
    assert [form.get("type") for form in short[1]["anyOf"]] == ["number", "string"]
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) >= {"version", "client", "sources", "objectives"}


def test_the_command_line_answers_without_loading_pydantic() -> None:
    code = "import sys, reportgen, reportgen.cli; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from([" €", "€", " h", " $ ", " EUR"]))
def test_a_number_with_its_unit_is_answered_by_the_number(number: Decimal, unit: str) -> None:
    assert number_cure(f"{number}{unit}") == f"Write {number}."


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("abc", ""),
        ("18 or 20", ""),
        ("140", "Leave the quotes out: 140."),
        ("1 200,50 €", "Write 1200.50."),
        ("1'200", "Write 1200."),
        ("1,234,567", "Write 1234567."),
        ("0,125", "Write 0.125."),
        ("-3,5 %", "Write -3.5%."),
    ],
)
def test_a_number_written_by_hand_is_answered_by_what_it_may_mean(text: str, cure: str) -> None:
    assert number_cure(text) == cure
