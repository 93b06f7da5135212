"""A theme file: its keys stand under the config's own, its paths lead from its own folder, its mistakes are its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.config.load import load_config
from reportgen.config.schema import Loaded
from reportgen.errors import ConfigError
from tests.config.test_extends import write

CONFIG = """\
version: 1
client: Maison Lumière
locale: fr_FR
currency: EUR
timezone: Europe/Paris
cycle: month
sources: [{name: tidy, path: data.csv, columns: {day: date, channel: network, leads: prospects}}]
objectives: [{id: leads, family: leads, title: Générer, role: Amener, kpis: [{kpi: leads, target: 140}]}]
"""
HOUSE = """\
brand: "#112233"
footer: Studio Halo
logo: client.svg
agency: {name: Studio Halo, logo: marks/halo.svg}
fonts: {sans: [fonts/House.ttf, Georgia], fallback: Noto Sans}
pptx_template: deck/house.pptx
"""
FILES = {
    "house/look.yaml": HOUSE, "house/client.svg": "<svg/>", "house/marks/halo.svg": "<svg/>",
    "house/fonts/House.ttf": "", "house/deck/house.pptx": "",
}  # fmt: skip


def loaded(folder: Path, theme: str, files: dict[str, str] | None = None) -> Loaded:
    write(folder, {**FILES, **(files or {}), "clients/lumiere.yaml": CONFIG + theme})
    return load_config(folder / "clients" / "lumiere.yaml")


def test_what_the_config_says_goes_before_the_theme_file(tmp_path: Path) -> None:
    theme = loaded(
        tmp_path, 'theme: {file: ../house/look.yaml, brand: "#445566", agency: {name: Halo & fils}}\n'
    ).config.theme
    assert (theme.brand, theme.footer) == ("#445566", "Studio Halo")
    assert theme.agency is not None
    assert (theme.agency.name, theme.agency.logo) == ("Halo & fils", "../house/marks/halo.svg")


def test_every_path_of_a_theme_file_leads_from_its_own_folder(tmp_path: Path) -> None:
    theme = loaded(tmp_path, "theme: {file: ../house/look.yaml}\n").config.theme
    assert theme.file == "../house/look.yaml"
    assert theme.logo == "../house/client.svg"
    assert theme.fonts.sans == ("../house/fonts/House.ttf", "Georgia")
    assert theme.fonts.fallback == "Noto Sans"
    assert theme.pptx_template == "../house/deck/house.pptx"


def test_a_base_names_a_theme_file_from_its_own_folder_and_the_config_s_keys_go_before_both(tmp_path: Path) -> None:
    base = "theme: {file: house/look.yaml, footer: Base, paper: Letter}\n"
    read = loaded(tmp_path, "extends: ../base.yaml\ntheme: {paper: A4}\n", {"base.yaml": base})
    theme = read.config.theme
    assert (theme.brand, theme.footer, theme.paper) == ("#112233", "Base", "A4")
    assert (theme.file, theme.logo) == ("../house/look.yaml", "../house/client.svg")
    assert read.folders == tuple(str(tmp_path / "clients" / way) for way in ("", "..", "../house"))


def test_a_theme_file_goes_before_the_keys_of_a_base(tmp_path: Path) -> None:
    base = 'theme: {brand: "#778899", cover: Base}\n'
    theme = loaded(
        tmp_path, "extends: ../base.yaml\ntheme: {file: ../house/look.yaml}\n", {"base.yaml": base}
    ).config.theme
    assert (theme.brand, theme.cover) == ("#112233", "Base")


def test_a_config_has_one_theme_file_and_can_take_its_base_s_back(tmp_path: Path) -> None:
    base = {"base.yaml": "theme: {file: house/look.yaml}\n", "own.yaml": 'brand: "#ABCDEF"\n'}
    theme = loaded(tmp_path, "extends: ../base.yaml\ntheme: {file: ../own.yaml}\n", base).config.theme
    assert (theme.brand, theme.footer) == ("#ABCDEF", None)
    assert loaded(tmp_path, "extends: ../base.yaml\ntheme: {file: ~}\n", base).config.theme.footer is None


def test_paths_of_a_base_s_theme_lead_from_its_folder(tmp_path: Path) -> None:
    base = {"house/base.yaml": "theme:\n" + "".join(f"  {line}\n" for line in HOUSE.splitlines())}
    theme = loaded(tmp_path, "extends: ../house/base.yaml\n", base).config.theme
    assert theme.agency is not None
    assert theme.agency.logo == "../house/marks/halo.svg"
    assert (theme.fonts.sans, theme.pptx_template) == (
        ("../house/fonts/House.ttf", "Georgia"),
        "../house/deck/house.pptx",
    )


def test_the_hash_covers_the_theme_file(tmp_path: Path) -> None:
    theme = "theme: {file: ../house/look.yaml}\n"
    other = {"house/look.yaml": HOUSE.replace("112233", "445566")}
    assert loaded(tmp_path, theme).sha256 != loaded(tmp_path, theme, other).sha256


@pytest.mark.parametrize(
    ("house", "said"),
    [
        ("logo: client.svgg\n", "house/look.yaml:1:1 logo: 'client.svgg' is not a picture"),
        ("\nagency: {logo: marks/halo.svg}\n", "house/look.yaml:2:1 agency.name: this key is missing"),
        ("fonts:\n  sans: [Georgia,\n    x/y.ttf]\n", "house/look.yaml:3:5 fonts.sans[1]: there is no file 'x/y.ttf'"),
        ("theme: {brand: red}\n", "house/look.yaml:1:1 theme: unknown key 'theme'"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_the_theme_file_s_line(tmp_path: Path, house: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        loaded(tmp_path, "theme: {file: ../house/look.yaml}\n", {"house/look.yaml": house})
