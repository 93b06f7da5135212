"""A config that extends others: what the whole becomes, and where each of its values was written."""

from __future__ import annotations

import glob
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.config.checks import check_config, full_catalogue, warnings
from reportgen.config.extends import read_written
from reportgen.config.load import load_config
from reportgen.config.origins import Origins, merged
from reportgen.config.schema import Loaded
from reportgen.config.schema_costs import CostRow
from reportgen.errors import ConfigError, Place
from reportgen.strict_yaml import load

AGENCY = """version: 1
locale: fr_FR
currency: EUR
timezone: Europe/Paris
cycle: month
author: Studio Ana
sources:
  - {name: tidy, path: data/*.csv, columns: {day: date, leads: prospects}}
costs:
  agency: {amount: 1200, per: quarter}
  tools: 89
margin: {default: 38%, facebook: 40%}
theme: {brand: "#0B5FFF", logo: logo.svg}
"""
CLIENT = """extends: ../agency/base.yaml
client: Maison Lumière
objectives:
  - id: leads
    family: leads
    title: Générer des demandes de devis
    role: Amener les particuliers jusqu'au formulaire.
    kpis:
      - {kpi: leads, target: 140}
"""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def loaded(folder: Path, more: str = "", **files: str) -> Loaded:
    """The client's config, with further lines of its own."""
    write(folder, {"agency/base.yaml": AGENCY, "agency/logo.svg": "<svg/>", "clients/lumiere.yaml": CLIENT + more})
    write(folder, {f"agency/{name}.yaml": text for name, text in files.items()})
    return load_config(folder / "clients" / "lumiere.yaml")


def test_what_is_not_written_is_the_bases(tmp_path: Path) -> None:
    config = loaded(tmp_path).config
    assert (config.client, config.author, config.locale) == ("Maison Lumière", "Studio Ana", "fr_FR")
    assert config.extends == "../agency/base.yaml"


def test_mappings_merge_deeply(tmp_path: Path) -> None:
    config = loaded(tmp_path, "costs: {agency: {amount: 900}, ads: 300}\nmargin: {default: 45%}\n").config
    assert config.costs.agency == CostRow(amount=Decimal(900), per="quarter")
    assert (config.costs.tools, config.costs.ads) == (89, 300)
    assert config.margins == {"default": Decimal("0.45"), "facebook": Decimal("0.4")}


def test_lists_and_values_take_the_place_of_the_bases(tmp_path: Path) -> None:
    sources = "sources:\n  - {name: shop, path: shop.csv}\ncosts: {agency: 700}\nmargin: 50%\nlocale: en_GB\n"
    config = loaded(tmp_path, sources).config
    assert [source.name for source in config.sources] == ["shop"]
    assert (config.costs.agency, config.margin, config.locale) == (700, Decimal("0.5"), "en_GB")


def test_an_empty_value_takes_back_what_the_base_says(tmp_path: Path) -> None:
    config = loaded(tmp_path, "author:\nmargin: ~\ntheme: {logo: ~}\n").config
    assert (config.author, config.margin, config.theme.logo) == (None, None, None)
    assert config.theme.brand == "#0B5FFF"


def test_an_empty_value_takes_back_a_mapping_or_a_list_as_well(tmp_path: Path) -> None:
    base = f"{AGENCY}events: [{{name: Soldes, from: 2026-01-07}}]\n"
    config = loaded(tmp_path, "costs:\nevents: ~\ntheme:\n", base=base).config
    plain = loaded(tmp_path / "plain", base=AGENCY.split("costs:", maxsplit=1)[0]).config
    assert (config.costs, config.events, config.theme) == (plain.costs, plain.events, plain.theme)


def test_a_key_that_must_be_given_is_missing_where_it_was_taken_back(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        loaded(tmp_path, "locale:\n")
    (problem,) = raised.value.problems
    assert problem.place.file.endswith("lumiere.yaml")
    assert "locale" in str(problem)


def test_paths_lead_from_the_folder_of_the_file_that_wrote_them(tmp_path: Path) -> None:
    write(tmp_path, {"agency/data/a.csv": "date,prospects\n"})
    read = loaded(tmp_path)
    assert (read.config.sources[0].path, read.config.theme.logo) == ("../agency/data/*.csv", "../agency/logo.svg")
    assert glob.glob(read.config.sources[0].path, root_dir=read.folder) == ["../agency/data/a.csv"]  # noqa: PTH207
    write(tmp_path, {"clients/data/own.csv": "date,prospects\n", "clients/own.svg": "<svg/>"})
    assert read.marks is not None
    assert check_config(read, read.marks) == []
    own = "sources: [{name: tidy, path: data/*.csv}]\ntheme: {logo: own.svg}\n"
    config = loaded(tmp_path, own).config
    assert (config.sources[0].path, config.theme.logo) == ("data/*.csv", "own.svg")


def test_a_folder_that_looks_like_a_pattern_is_no_pattern(tmp_path: Path) -> None:
    base = AGENCY.replace("logo: logo.svg", "paper: A4")
    client = CLIENT.replace("../agency/base.yaml", "'[agency]/base.yaml'")
    write(tmp_path, {"[agency]/base.yaml": base, "[agency]/data/a.csv": "", "client.yaml": client})
    path = load_config(tmp_path / "client.yaml").config.sources[0].path
    assert glob.glob(path, root_dir=tmp_path) == ["[agency]/data/a.csv"]  # noqa: PTH207


def test_an_absolute_path_stays_as_it_is(tmp_path: Path) -> None:
    own = "sources: [{name: tidy, path: /srv/data/*.csv}]\n"
    assert loaded(tmp_path, own).config.sources[0].path == "/srv/data/*.csv"


def test_bases_extend_bases_and_paths_lead_from_each(tmp_path: Path) -> None:
    house = 'version: 1\nauthor: House\ntheme: {logo: pictures/house.svg, brand: "#112233"}\n'
    base = AGENCY.replace("version: 1\n", "extends: house/all.yaml\n").replace("author: Studio Ana\n", "")
    base = base.replace(", logo: logo.svg", "")
    write(tmp_path, {"agency/house/all.yaml": house, "agency/house/pictures/house.svg": "<svg/>"})
    write(tmp_path, {"agency/base.yaml": base, "clients/lumiere.yaml": CLIENT})
    config = load_config(tmp_path / "clients" / "lumiere.yaml").config
    assert (config.author, config.theme.brand) == ("House", "#0B5FFF")
    assert config.theme.logo == "../agency/house/pictures/house.svg"


def test_eight_bases_are_possible(tmp_path: Path) -> None:
    write(tmp_path, {f"{n}.yaml": f"extends: {n + 1}.yaml\n" for n in range(8)} | {"8.yaml": "author: Ana\n"})
    assert read_written(str(tmp_path / "0.yaml")).values == {"extends": "1.yaml", "author": "Ana"}


def test_two_names_of_one_file_are_a_circle(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "extends: b.yaml\n"})
    (tmp_path / "b.yaml").symlink_to(tmp_path / "a.yaml")
    with pytest.raises(ConfigError, match=r"in a circle: [^→]*a\.yaml → [^→]*b\.yaml\. "):
        load_config(tmp_path / "a.yaml")


def test_the_hash_covers_all_files(tmp_path: Path) -> None:
    first = loaded(tmp_path).sha256
    assert loaded(tmp_path, "# a remark\n").sha256 == first
    second = loaded(tmp_path, "costs: {tools: 90}\n").sha256
    write(tmp_path, {"agency/base.yaml": AGENCY.replace("Studio Ana", "Studio Bea")})
    third = load_config(tmp_path / "clients" / "lumiere.yaml").sha256
    assert len({first, second, third}) == 3


def test_a_reader_a_notice_or_another_ledger_leaves_the_hash_as_it_is(tmp_path: Path) -> None:
    deliver = "deliver: {{to: [{reader}], from: ana@example.org, approval: required}}\n"
    first = loaded(tmp_path).sha256
    assert loaded(tmp_path, deliver.format(reader="zoe@example.org")).sha256 == first
    assert loaded(tmp_path, deliver.format(reader="paul@example.org") + "ledger: kept.db\n").sha256 == first


def test_the_name_and_the_folder_are_those_of_the_extending_file(tmp_path: Path) -> None:
    read = loaded(tmp_path)
    assert (read.stem, read.folder) == ("lumiere", str(tmp_path / "clients"))


def test_a_warning_stands_in_the_file_that_gave_cause(tmp_path: Path) -> None:
    read = loaded(tmp_path, "locale: en_GB\n")
    write(tmp_path, {"agency/base.yaml": AGENCY.replace("fr_FR", "de_DE")})
    other = load_config(tmp_path / "clients" / "lumiere.yaml")
    assert not [w for w in warnings(read.config, full_catalogue(read.config), read.marks) if w.kind == "other_language"]
    write(tmp_path, {"clients/lumiere.yaml": CLIENT})
    other = load_config(tmp_path / "clients" / "lumiere.yaml")
    found = warnings(other.config, full_catalogue(other.config), other.marks)
    place = next(warning.place for warning in found if warning.kind == "other_language")
    assert place == Place(str(tmp_path / "agency" / "base.yaml"), 2, 1, key="locale")


def test_a_base_named_absolutely_is_warned_of(tmp_path: Path) -> None:
    write(tmp_path, {"client.yaml": CLIENT.replace("../agency", str(tmp_path / "agency"))})
    write(tmp_path, {"agency/base.yaml": AGENCY, "agency/logo.svg": "<svg/>"})
    read = load_config(tmp_path / "client.yaml")
    found = warnings(read.config, full_catalogue(read.config), read.marks)
    assert [warning.place.key for warning in found if warning.kind == "absolute_path"] == ["extends"]


def test_a_base_with_an_impossible_name_is_a_problem_of_the_extending_file(tmp_path: Path) -> None:
    for name in ('"a\\0b.yaml"', "x" * 300 + ".yaml"):
        write(tmp_path, {"client.yaml": CLIENT.replace("../agency/base.yaml", name)})
        with pytest.raises(ConfigError) as caught:
            load_config(tmp_path / "client.yaml")
        [problem] = caught.value.problems
        assert (problem.kind, problem.place.line, problem.place.key) == ("file_unreadable", 1, "extends")


TREES = st.recursive(
    st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
)
MAPPINGS = st.dictionaries(st.sampled_from("abc"), TREES, max_size=3)


def paths(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(found for part, value in inner for found in paths(value, (*path, part)))]


def at(node: Any, path: tuple[str | int, ...]) -> Any:
    for part in path:
        node = node[part]
    return node


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(MAPPINGS, min_size=2, max_size=4))
def test_each_value_has_its_place_in_a_file_that_says_so(trees: list[dict[str, Any]]) -> None:
    """The last tree extends the one before it, and so on."""
    files = {f"{number}.yaml": tree for number, tree in enumerate(trees)}
    read = [load(json.dumps(tree), name) for name, tree in files.items()]
    values, origins = read[0][0], Origins(read[0][1])
    for own, marks in read[1:]:
        values, origins = merged(values, origins, own, marks)
    for path in paths(values):
        place, value = origins.place(path), at(values, path)
        there = at(files[place.file], path)
        assert type(there) is type(value)
        assert isinstance(value, dict) or there == value
    assert origins.place(("nowhere",)).file == f"{len(trees) - 1}.yaml"


@given(MAPPINGS, MAPPINGS)
def test_own_keys_win_and_no_key_is_lost(base: dict[str, Any], own: dict[str, Any]) -> None:
    marks = load("{}", "x.yaml")[1]
    values, _ = merged(base, Origins(marks), own, marks)
    assert isinstance(values, dict)
    assert values.keys() == base.keys() | own.keys()
    assert all(values[key] == own[key] for key in own if not isinstance(own[key], dict))
    assert all(values[key] == base[key] for key in base.keys() - own.keys())
