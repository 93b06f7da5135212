"""`reportgen kpis`: the catalogue on a terminal, for programs and for the docs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.vocabulary.catalogue import catalogue

Capture = pytest.CaptureFixture[str]
FAMILIES = sorted(catalogue().recommended)


def printed(capture: Capture, *arguments: str) -> str:
    assert main(["kpis", *arguments]) == 0
    return capture.readouterr().out


def as_json(capture: Capture, *arguments: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(printed(capture, "--format", "json", *arguments))
    return found


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_table_has_every_kpi_and_fits_a_hundred_columns(capsys: Capture, locale: str) -> None:
    lines = printed(capsys, "--locale", locale).splitlines()
    assert max(map(len, lines)) <= 100
    assert [line.split()[0] for line in lines[1:] if line[0] != " "] == list(catalogue().kpis)


def test_an_entry_says_name_unit_direction_definition_formulas_use_and_source(capsys: Capture) -> None:
    lines = printed(capsys, "--objective", "traffic").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("bounce_rate"))
    entry = [" ".join(line.split()) for line in lines[start : start + 6]]
    assert entry == [
        "bounce_rate Bounce rate: percent, lower is better",
        "Share of visits from social networks that ended almost at once.",
        "1 - engaged_sessions[channel=social] / sessions[channel=social]",
        "else bounced_sessions[channel=social] / sessions[channel=social]",
        "traffic · quantitative, actionable · AMEC outcome",
        "source: Google Analytics 4",
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_an_objective_lists_its_recommended_set_the_main_kpi_first_and_its_result(capsys: Capture, family: str) -> None:
    wanted = list(catalogue().recommended[family])
    found = as_json(capsys, "--objective", family)
    assert [row["id"] for row in found["kpis"]] == wanted  # type: ignore[attr-defined]
    assert found["objective"] == {"family": family, "main": wanted[0], "result": catalogue().results[family]}
    table = printed(capsys, "--objective", family).splitlines()
    assert table[0] == f"Recommended for {family}, the main KPI first; default result: {catalogue().results[family]}"
    assert [line.split()[0] for line in table[3:] if line[0] != " "] == wanted


def test_json_holds_the_whole_catalogue_with_a_schema_number(capsys: Capture) -> None:
    found = as_json(capsys)
    assert (found["schema"], found["language"], found["objective"]) == (1, "en", None)
    rows = {row["id"]: row for row in found["kpis"]}  # type: ignore[attr-defined]
    assert list(rows) == list(catalogue().kpis)
    assert rows["cac"] == {
        "id": "cac",
        "name": "Customer acquisition cost",
        "definition": dict(catalogue().kpis["cac"].definitions)["en"],
        "formulas": ["acquisition_cost / new_customers[channel=social]"],
        "unit": "currency",
        "better": "lower",
        "families": ["sales"],
        "types": ["quantitative", "lagging", "practical", "financial"],
        "amec": "impact",
        "source": "finance practice",
    }
    assert all(row.keys() == rows["cac"].keys() for row in rows.values())


@pytest.mark.parametrize("locale", ["fr", "fr_FR", "fr-CA"])
def test_names_and_definitions_follow_the_locales_language(capsys: Capture, locale: str) -> None:
    found = as_json(capsys, "--locale", locale, "--objective", "sales")
    row = found["kpis"][2]  # type: ignore[index]
    assert (found["language"], row["id"]) == ("fr", "cac")
    assert row["name"] == "Coût d’acquisition client (CAC)"
    assert row["definition"] == dict(catalogue().kpis["cac"].definitions)["fr"]


def test_a_language_that_the_catalogue_lacks_falls_back_to_english_and_says_so(capsys: Capture) -> None:
    assert main(["kpis", "--locale", "de_DE", "--format", "json"]) == 0
    found = capsys.readouterr()
    assert json.loads(found.out)["kpis"][0]["name"] == "Impressions"
    assert found.err == "warning: the catalogue does not speak 'de': names and definitions are in English\n"


def test_an_unknown_family_ends_with_two_and_the_nearest_name(capsys: Capture) -> None:
    assert main(["kpis", "--objective", "saels"]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err == (
        "error: --objective saels: not a family. Did you mean 'sales'? The families are awareness, community, "
        "customer_care, recruitment, leads, traffic, expertise, sales, loyalty.\n"
    )
    assert main(["kpis", "--objective", "ventes"]) == 2
    assert "Did you mean 'sales'?" in capsys.readouterr().err
    assert main(["kpis", "--objective", "zzz"]) == 2
    assert "Did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize("locale", ["French", "", "fr/..", "f"])
def test_a_locale_that_is_none_ends_with_two(capsys: Capture, locale: str) -> None:
    assert main(["kpis", "--locale", locale]) == 2
    assert (
        capsys.readouterr().err == f"error: --locale {locale}: not a locale. Write a language, such as fr, or fr_FR.\n"
    )


def test_markdown_links_each_recommended_kpi_to_its_entry(capsys: Capture) -> None:
    page = printed(capsys, "--format", "markdown")
    for family, names in catalogue().recommended.items():
        links = ", ".join(f"[{name}](#{name})" for name in names)
        assert f"| {family} | {links} | `{catalogue().results[family]}` |" in page
    assert [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")] == list(
        catalogue().kpis
    )


def test_markdown_says_of_each_measure_what_it_counts(capsys: Capture) -> None:
    _, measures = printed(capsys, "--format", "markdown", "--locale", "fr").split("\n## All measures\n")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in measures.splitlines() if "`" in line[:3]]
    assert [row[0] for row in rows] == [f"`{name}`" for name in catalogue().measures]
    assert rows[1] == ["`reach`", "Portée", "personnes ayant vu un contenu", "unique", "count", "social"]


def test_the_committed_page_is_what_the_command_prints(capsys: Capture, checkout: Path) -> None:
    page = (checkout / "docs" / "kpis.md").read_text("utf-8")
    assert page == printed(capsys, "--format", "markdown"), "reportgen kpis --format markdown > docs/kpis.md"


def test_nothing_heavy_is_loaded_and_two_processes_print_the_same() -> None:
    code = (
        "import sys\nfrom reportgen.cli import main\ncode = main(['kpis', '--format', 'json'])\n"
        "heavy = {'pydantic', 'duckdb', 'babel', 'matplotlib', 'weasyprint', 'pptx', 'jinja2'} & sys.modules.keys()\n"
        "sys.exit(f'loaded: {heavy}' if heavy else code)"
    )
    texts = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        texts.append(done.stdout)
    assert texts[0] == texts[1]


def test_units_and_directions_follow_the_language(capsys: Capture) -> None:
    text = " ".join(printed(capsys, "--locale", "fr_FR", "--objective", "traffic").split())
    assert "bounce_rate Taux de rebond : pourcentage, plus bas, c’est mieux".replace(" :", ":") in text.replace(
        " :", ":"
    )
    assert "lower is better" not in text
