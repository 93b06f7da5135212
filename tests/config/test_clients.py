"""One config for many clients: each report is made of its client's row alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.config.checks import full_catalogue, warnings
from reportgen.config.extends import clients_of
from reportgen.config.load import load_config
from reportgen.errors import ConfigError, UsageError

AGENCY = """\
version: 1
clients: clients.csv
client: "{client.name}"
locale: "{client.locale}"
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - name: own
    path: data/{client.folder}/*.csv
    columns: {day: day, leads: leads}
    where: {brand: "{client.brand}"}
objectives:
  - id: leads
    family: leads
    title: More enquiries for {client.name}
    role: Social media bring enquiries.
    kpis: [{kpi: leads, target: "{client.target}", season: "{client.season}"}]
margin: "{client.margin}"
"""
ROWS = """\
id;name;locale;folder;brand;target;season;margin
lumiere;Maison Lumière;fr_FR;lumiere;{client.name};1200;true;38%
1664;1664;en_GB;more/beer;=1664;7.5;false;0.4
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("agency.yaml").write_text(AGENCY, "utf-8")
    Path("clients.csv").write_text(ROWS, "utf-8-sig")
    for name in ("lumiere", "more/beer"):
        Path("data", name).mkdir(parents=True)
        Path("data", name, "x.csv").write_text("day,leads,brand\n", "utf-8")
    return tmp_path


def problem(client: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load_config("agency.yaml", client)
    return str(caught.value)


@pytest.mark.usefixtures("folder")
def test_a_row_fills_texts_numbers_paths_and_filters() -> None:
    loaded = load_config("agency.yaml", "1664")
    config, kpi = loaded.config, loaded.config.objectives[0].kpis[0]
    assert (loaded.stem, loaded.client, config.client, config.locale) == ("1664", "1664", "1664", "en_GB")
    assert (config.sources[0].path, config.sources[0].where) == ("data/more/beer/*.csv", {"brand": "=1664"})
    assert (kpi.target, kpi.season, config.margin) == (Decimal("7.5"), False, Decimal("0.4"))
    assert config.objectives[0].title == "More enquiries for 1664"
    assert load_config("agency.yaml", "lumiere").config.margin == Decimal("0.38")


@pytest.mark.usefixtures("folder")
def test_a_cell_is_substituted_once_so_that_it_names_no_further_column() -> None:
    assert load_config("agency.yaml", "lumiere").config.sources[0].where == {"brand": "{client.name}"}


WORDS = """\
commentary:
  learned: "{client.learned}"
  2026-10: {summary: "{client.october}"}
"""


@pytest.mark.usefixtures("folder")
def test_an_empty_cell_of_words_is_no_words() -> None:
    Path("agency.yaml").write_text(AGENCY + WORDS, "utf-8")
    header, lumiere, other = ROWS.splitlines()
    Path("clients.csv").write_text(f"{header};learned;october\n{lumiere};;Calm.\n{other};;\n", "utf-8")
    assert load_config("agency.yaml", "lumiere").config.words("2026-10") == {"learned": "", "summary": "Calm."}
    assert load_config("agency.yaml", "1664").config.words("2026-10") == {"learned": "", "summary": ""}


@pytest.mark.usefixtures("folder")
def test_an_empty_cell_within_words_leaves_a_hole_and_is_told() -> None:
    Path("agency.yaml").write_text(AGENCY + WORDS.replace('"{client.learned}"', '"On {client.learned}."'), "utf-8")
    header, lumiere, other = ROWS.splitlines()
    Path("clients.csv").write_text(f"{header};learned;october\n{lumiere};;\n{other};;\n", "utf-8")
    assert problem("1664").startswith("clients.csv, row 3, column 'learned' commentary.learned: the cell is empty")


@pytest.mark.usefixtures("folder")
def test_another_clients_row_changes_nothing_in_a_report() -> None:
    before = load_config("agency.yaml", "lumiere").sha256
    Path("clients.csv").write_text(ROWS.replace("7.5", "7"), "utf-8")
    assert load_config("agency.yaml", "lumiere").sha256 == before
    Path("clients.csv").write_text(ROWS.replace("1200", "1300"), "utf-8")
    assert load_config("agency.yaml", "lumiere").sha256 != before


@pytest.mark.usefixtures("folder")
def test_clients_are_named_by_their_ids_and_a_wrong_one_is_told() -> None:
    assert [row.id for row in clients_of("agency.yaml")] == ["lumiere", "1664"]
    with pytest.raises(UsageError, match=r"--client lumeire: clients.csv has no client of this id. Did you mean 'lumi"):
        load_config("agency.yaml", "lumeire")
    with pytest.raises(UsageError, match=r"serves 2 clients \(lumiere, 1664\). Name one: --client ID."):
        load_config("agency.yaml")


@pytest.mark.usefixtures("folder")
def test_a_wrong_value_of_a_row_is_told_at_its_cell() -> None:
    Path("clients.csv").write_text(ROWS.replace("1200", "many"), "utf-8")
    assert problem("lumiere").startswith("clients.csv, row 2, column 'target' objectives[0].kpis[0].target: ")


@pytest.mark.parametrize(
    "cell", ["..", "../lumiere", "x/../../lumiere", "*", "l?miere", "[l]umiere", "/etc", "~", "C:x"]
)
@pytest.mark.usefixtures("folder")
def test_a_row_leads_to_no_other_clients_folder(cell: str) -> None:
    Path("clients.csv").write_text(ROWS.replace("more/beer", cell), "utf-8")
    assert problem("1664").startswith("clients.csv, row 3, column 'folder' sources[0].path: ")


@pytest.mark.usefixtures("folder")
def test_two_clients_do_not_find_the_same_files_unless_where_picks_their_rows() -> None:
    Path("clients.csv").write_text(ROWS.replace("more/beer", "Lumiere"), "utf-8")
    assert load_config("agency.yaml", "lumiere").config.sources[0].path == "data/lumiere/*.csv"
    Path("agency.yaml").write_text(AGENCY.replace('"{client.brand}"', "one"), "utf-8")
    assert "the client in row 3 would find the same files there" in problem("lumiere")


@pytest.mark.usefixtures("folder")
def test_a_clients_pattern_does_not_find_the_files_of_one_whose_name_begins_alike() -> None:
    Path("agency.yaml").write_text(AGENCY.replace('"{client.brand}"', "one").replace("}/*.csv", "}*/x.csv"), "utf-8")
    Path("data/lumiere2").mkdir()
    Path("data/lumiere2/x.csv").write_text("day,leads,brand\n", "utf-8")
    Path("clients.csv").write_text(ROWS.replace("more/beer", "lumiere2"), "utf-8")
    assert "the client in row 3 would find the same files there" in problem("lumiere")


def test_a_link_does_not_lead_out_of_the_folder_that_the_config_writes(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/x.csv").write_text("day,leads,brand\n", "utf-8")
    (folder / "data/linked").symlink_to(folder / "elsewhere")
    Path("clients.csv").write_text(ROWS.replace("more/beer", "linked"), "utf-8")
    assert "leads through a link out of the folder that the config writes" in problem("1664")


@pytest.mark.usefixtures("folder")
def test_a_source_that_every_client_reads_whole_is_warned_of() -> None:
    Path("agency.yaml").write_text(
        AGENCY.replace("data/{client.folder}/*.csv", "all.csv").replace('"{client.brand}"', "one"), "utf-8"
    )
    loaded = load_config("agency.yaml", "1664")
    found = warnings(loaded.config, full_catalogue(loaded.config), loaded.marks)
    assert [str(one) for one in found if one.kind == "client_reads_all"] == [
        "agency.yaml:9:5 sources[0]: every client reads the same rows of 'own'. "
        "Write {client.id}, or another of the client's columns, in its path or where."
    ]


@pytest.mark.parametrize(
    ("link", "told"), [("https://halo.example/r", True), ("https://halo.example/{client.id}", False)]
)
@pytest.mark.usefixtures("folder")
def test_one_address_for_the_files_of_all_clients_is_warned_of(link: str, told: bool) -> None:
    deliver = f'deliver: {{to: [a@b.example], from: c@d.example, folder: share, link: "{link}"}}\n'
    Path("agency.yaml").write_text(AGENCY + deliver, "utf-8")
    loaded = load_config("agency.yaml", "lumiere")
    found = warnings(loaded.config, full_catalogue(loaded.config), loaded.marks)
    line = (
        "agency.yaml:20:64 deliver.link: every client's files lie under one address, and a reader of one can guess the "
        "names of the others. Write a column of the client that nobody guesses in folder and link: {client.key}."
    )
    assert [str(one) for one in found if one.kind == "clients_share_link"] == ([line] if told else [])


@pytest.mark.usefixtures("folder")
def test_a_client_may_have_a_theme_file_of_its_own() -> None:
    Path("themes").mkdir()
    Path("themes/1664.yaml").write_text('brand: "#112233"\ncover: Made for {client.name}\n', "utf-8")
    Path("agency.yaml").write_text(AGENCY + "theme: {file: 'themes/{client.id}.yaml'}\n", "utf-8")
    theme = load_config("agency.yaml", "1664").config.theme
    assert (theme.brand, theme.cover) == ("#112233", "Made for 1664")
    assert "themes/lumiere.yaml" in problem("lumiere")


@pytest.mark.usefixtures("folder")
def test_the_clients_file_of_a_base_lies_beside_the_base() -> None:
    Path("below").mkdir()
    Path("below/own.yaml").write_text("extends: ../agency.yaml\ncurrency: GBP\n", "utf-8")
    loaded = load_config("below/own.yaml", "1664")
    assert (loaded.config.currency, loaded.config.sources[0].path) == ("GBP", "../data/more/beer/*.csv")


ODD = """\
extends: agency.yaml
clients:
client: Beer & Co
locale: en_GB
sources: [{name: own, path: data/more/beer/*.csv, columns: {day: day, leads: leads}}]
objectives:
  - {id: leads, family: leads, title: More, role: They come., kpis: [{kpi: leads, target: 3}]}
margin: 40%
"""


@pytest.mark.usefixtures("folder")
def test_an_empty_value_takes_back_the_clients_of_a_base() -> None:
    Path("odd.yaml").write_text(ODD, "utf-8")
    loaded = load_config("odd.yaml")
    assert (loaded.config.client, loaded.stem, clients_of("odd.yaml")) == ("Beer & Co", "odd", ())


@pytest.mark.usefixtures("folder")
def test_one_odd_client_has_a_file_of_its_own_with_one_row() -> None:
    head, first, odd = ROWS.splitlines(keepends=True)
    Path("clients.csv").write_text(head + first, "utf-8")
    Path("odd.csv").write_text(head + odd, "utf-8")
    Path("odd.yaml").write_text("extends: agency.yaml\nclients: odd.csv\ncurrency: GBP\n", "utf-8")
    loaded = load_config("odd.yaml")
    assert (loaded.config.client, loaded.stem, loaded.config.currency) == ("1664", "1664", "GBP")


@pytest.mark.usefixtures("folder")
def test_two_configs_do_not_keep_a_client_of_one_id_in_one_ledger() -> None:
    Path("agency.yaml").write_text(AGENCY + "ledger: ledger.db\n", "utf-8")
    own = "extends: agency.yaml\ncurrency: GBP\n"
    for more, refused in (("", True), ("ledger: own.db\n", False), ("cycle: week\n", False)):
        Path("odd.yaml").write_text(own + more, "utf-8")
        if not refused:
            assert load_config("odd.yaml", "1664").stem == "1664"
            continue
        with pytest.raises(ConfigError, match=r"agency\.yaml makes a report '1664' as well"):
            load_config("odd.yaml", "1664")


@pytest.mark.usefixtures("folder")
def test_a_misspelt_key_is_told_where_the_config_has_it() -> None:
    Path("agency.yaml").write_text(AGENCY.replace("margin:", "magrin:"), "utf-8")
    assert problem("lumiere").startswith("agency.yaml:19:1 magrin: unknown key 'magrin'. Did you mean 'margin'?")


@pytest.mark.usefixtures("folder")
def test_what_one_client_of_many_does_not_declare_is_warned_of() -> None:
    Path("agency.yaml").write_text(AGENCY + "compare: [previous, benchmark]\n", "utf-8")
    loaded = load_config("agency.yaml", "lumiere")
    found = warnings(loaded.config, full_catalogue(loaded.config), loaded.marks)
    told = "nothing in this config declares what 'benchmark' is to show"
    assert [one.what for one in found if one.kind == "not_declared"] == [told]
