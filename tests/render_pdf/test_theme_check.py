"""A theme's files are looked at before a report is made: all that is wrong at once, each at its key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from reportgen.config.load import load_config
from reportgen.config.schema_theme import Agency, Fonts, Layouts, Theme
from reportgen.errors import NOWHERE, ConfigError, Problem
from reportgen.pipeline import build, checked
from reportgen.render.pdf import render_pdf
from reportgen.render.template_check import in_templates, look_at
from reportgen.render.theme_check import look_of
from tests.render_pdf import fixtures
from tests.render_pdf.conftest import theme

DECK = Path(__file__).resolve().parents[2] / "templates" / "deck.pptx"
CONFIG = """\
version: 1
client: Maison Lumière
locale: fr_FR
currency: EUR
timezone: Europe/Paris
cycle: month
sources: [{name: tidy, path: data.csv, columns: {day: date, channel: network, leads: prospects}}]
objectives: [{id: leads, family: leads, title: Générer, role: Amener, kpis: [{kpi: leads, target: 140}]}]
theme: {file: house/look.yaml, logo: text.png}
"""
LOOK = """\
agency: {name: Halo, logo: cut.svg}
pptx_template: deck.pptx
layouts: {content: Tabel}
keep_slides: [4]
"""
TOLD = """\
client.yaml:9:32 theme.logo: text.png: the logo is not an SVG, PNG or JPEG picture. Export it as one of these.
house/look.yaml:1:22 agency.logo: house/cut.svg: the logo is not well-formed SVG. Export it again.
house/look.yaml:3:11 layouts.content: house/deck.pptx: \
the template has no layout 'Full tabel'. Did you mean 'Full table'? It has 'Cover', \
'Summary', 'Full table', 'Objective', 'Table and side', 'Chart and table', 'Actions', 'Title only'.
house/look.yaml:4:15 keep_slides[0]: house/deck.pptx: the template has 0 slides, and there is no slide 4
house/templates/parts/tiles.html.j2:2: expected an expression, got 'end of statement block'"""


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config and a theme file that name files of which each is wrong in its own way."""
    parts = tmp_path / "house" / "templates" / "parts"
    parts.mkdir(parents=True)
    (parts / "tiles.html.j2").write_text("<p>\n{% if %}")
    (tmp_path / "client.yaml").write_text(CONFIG, "utf-8")
    (tmp_path / "house" / "look.yaml").write_text(LOOK.replace("Tabel", "Full tabel"))
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "house" / "cut.svg").write_text("<svg><rect>")
    (tmp_path / "house" / "deck.pptx").write_bytes(DECK.read_bytes())
    (tmp_path / "data.csv").write_text("date,network,prospects\n2026-10-03,facebook,12\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("look", [checked, build])
@pytest.mark.usefixtures("client")
def test_check_and_build_tell_all_that_is_wrong_at_its_line_of_its_file(look: object) -> None:
    with pytest.raises(ConfigError) as caught:
        look(load_config("client.yaml"), "2026-10", date(2026, 11, 5))  # type: ignore[operator]
    assert str(caught.value) == TOLD


def test_what_the_data_lack_is_told_beside_what_the_theme_lacks(client: Path) -> None:
    (client / "data.csv").unlink()
    with pytest.raises(Exception, match=r"(?s)text.png.*data\.csv|data\.csv.*text.png"):
        checked(load_config("client.yaml"), "2026-10", date(2026, 11, 5))


@pytest.mark.usefixtures("client")
def test_a_report_in_json_alone_has_no_use_for_the_theme() -> None:
    made = build(load_config("client.yaml"), "2026-10", date(2026, 11, 5), ("json",))
    assert [file.name for file in made.artifacts] == ["client-2026-10.json"]


def problems(theme: Theme, folder: Path) -> list[str]:
    return [str(problem) for problem in look_of(theme, folder, [folder]).problems]


def test_a_sound_theme_has_no_problems(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(DECK.read_bytes())
    assert problems(Theme(pptx_template="deck.pptx", layouts=Layouts(table="Full table")), tmp_path) == []


@pytest.mark.parametrize("broken", ["cut", "changed", "no slide master", "no presentation", "half a part"])
def test_a_template_that_is_damaged_is_told_without_opening_it(tmp_path: Path, broken: str) -> None:
    data = DECK.read_bytes()
    if broken == "cut":
        data = data[: len(data) // 2]
    elif broken == "changed":
        middle = data.index(b"ppt/theme/theme1.xml") + 200
        data = data[:middle] + bytes(byte ^ 255 for byte in data[middle : middle + 40]) + data[middle + 40 :]
    else:
        data = without(data, broken)
    (tmp_path / "deck.pptx").write_bytes(data)
    [told] = problems(Theme(pptx_template="deck.pptx"), tmp_path)
    assert told.startswith("theme.pptx_template: deck.pptx: ")
    assert told.endswith("Open it in PowerPoint and save it as .pptx.")


def without(data: bytes, broken: str) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as made:
        for entry in source.namelist():
            content = source.read(entry)
            if broken == "no slide master" and entry.startswith("ppt/slideMasters/"):
                continue
            if entry == "ppt/presentation.xml" and broken == "no presentation":
                continue
            if entry == "ppt/presentation.xml" and broken == "half a part":
                content = content[: len(content) // 2]
            made.writestr(entry, content)
    return out.getvalue()


def test_fonts_of_each_role_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "no.ttf").write_text("no font")
    theme = Theme(fonts=Fonts(sans="no.ttf", serif="No Such Family"), agency=Agency(name="Halo", logo="no.svg"))
    told = problems(theme, tmp_path)
    assert [line.partition(":")[0] for line in told] == ["theme.agency.logo", "theme.fonts.sans", "theme.fonts.serif"]


def template(folder: Path, name: str, text: str) -> Path:
    path = folder / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_name_that_nothing_asks_for_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = template(tmp_path, "parts/mast.html.j2", "<p>x")
    other = template(tmp_path, "own.css", "p {}")
    assert [str(remark) for remark in look_at([tmp_path]).remarks] == [
        f"{other}: nothing asks for a template of this name, so it is not used. Did you mean 'own.css.j2'?",
        f"{path}: nothing asks for a template of this name, so it is not used. Did you mean 'parts/masthead.html.j2'?",
    ]


def test_a_part_of_the_clients_that_another_includes_is_asked_for_and_looked_at(tmp_path: Path) -> None:
    template(tmp_path, "parts/asks.html.j2", '{% include "parts/house.html.j2" %}')
    path = template(tmp_path, "parts/house.html.j2", "<p>\n{{ }}")
    looked = look_at([tmp_path])
    assert looked.remarks == ()
    assert [str(problem) for problem in looked.problems] == [
        f"{path}:2: expected an expression, got 'end of print statement'"
    ]


def test_where_names_are_computed_none_is_called_idle(tmp_path: Path) -> None:
    template(tmp_path, "parts/asks.html.j2", '{% include "parts/" ~ block.heading ~ ".html.j2" %}')
    template(tmp_path, "parts/house.html.j2", "<p>x")
    assert look_at([tmp_path]).remarks == ()


def test_what_a_page_asks_for_is_told_at_its_line_of_the_template(tmp_path: Path) -> None:
    path = template(tmp_path, "parts/asks.html.j2", '<p>\n<img src="logo.png" alt="x">')
    problem = Problem(NOWHERE, "address_refused", "a template asks for 'asset:logo.png'")
    other = Problem(NOWHERE, "address_refused", "a template asks for 'ftp://elsewhere'")
    assert [str(found) for found in in_templates([problem, other], [tmp_path])] == [
        f"{path}:2: a template asks for 'asset:logo.png'",
        "a template asks for 'ftp://elsewhere'",
    ]


def test_a_brace_that_stands_alone_is_told_at_its_line(tmp_path: Path) -> None:
    rules = "/* { */\n.a { color: {{ c.ink }}\n.b { content: '}' }\n@media print { .c { top: 0 } } }\n}\n"
    path = template(tmp_path, "own.css.j2", rules)
    assert [str(remark) for remark in look_at([tmp_path]).remarks] == [
        f"{path}:5: a '}}' closes no rule, so the rules beside it are not read"
    ]
    template(tmp_path, "own.css.j2", ".a { top: 0 }\n.b {\n  top: {{ 1 }}\n")
    [told] = look_at([tmp_path]).remarks
    assert str(told) == f"{path}:2: the '{{' is not closed, so the rules after it are not read. Add a '}}'."


def test_a_rule_that_the_engine_does_not_read_is_told_at_its_line(tmp_path: Path) -> None:
    path = template(tmp_path, "own.css.j2", ".a { top: 0 }\n.b { colour: red }\n.c { font-size: {{ sans }} }\n")
    made = render_pdf(fixtures.one_objective(), replace(theme(), folders=(tmp_path,)), "x.pdf")
    assert [str(remark) for remark in made.remarks] == [
        f"{path}:2: 'colour:' is not read, for it has an unknown property",
        f"{path}:3: 'font-size:' is not read, for it has an invalid value",
    ]
