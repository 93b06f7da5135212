"""A brand becomes a theme; the template and the widths are what their scripts make."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.artifact import Artifact
from reportgen.render.deck_stage import house_template
from reportgen.render.deck_theme import Colours, colours_of
from reportgen.render.palette import contrast
from tests.render_deck.conftest import reopened

LAYOUTS = (
    "Cover", "Summary", "Full table", "Objective", "Table and side", "Chart and table", "Actions", "Title only",
)  # fmt: skip


def script(checkout: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, checkout / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def hexed(colour: str) -> str:
    return f"#{colour}"


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@given(COLOURS, COLOURS)
def test_data_of_a_colour_of_their_own_are_as_readable_and_leave_titles_and_panels_to_the_brand(
    brand: str, accent: str
) -> None:
    made, alone, other = colours_of(brand, accent), colours_of(brand), colours_of(accent)
    assert made == replace(alone, accent1=other.accent1, hlink=other.hlink)
    assert contrast(hexed(made.accent1), "#FFFFFF") >= 4.5


@given(st.integers(0, 0xFFFFFF))
def test_any_brand_gives_readable_data_titles_and_panels(number: int) -> None:
    colours = colours_of(f"#{number:06X}")
    assert contrast(hexed(colours.accent1), "#FFFFFF") >= 4.5
    assert contrast(hexed(colours.dk2), "#FFFFFF") >= 7
    assert contrast(hexed(colours.dk1), hexed(colours.lt2)) >= 12
    assert colours.accent2 == f"{number:06X}"


@pytest.mark.parametrize(
    ("brand", "data"),
    [
        ("#14568C", "14568C"),  # dark enough: itself
        ("#FFD000", "333333"),  # yellow would turn brown
        ("#B4E600", "333333"),  # lime would turn olive
        ("#F6DDE6", "333333"),  # a pale tint is no longer itself when dark
    ],
)
def test_the_data_colour_is_the_brand_or_charcoal(brand: str, data: str) -> None:
    assert colours_of(brand).accent1 == data


def test_a_brand_a_little_too_light_is_darkened_and_stays_its_hue() -> None:
    data = colours_of("#E8703A").accent1
    red, green, blue = (int(data[n : n + 2], 16) for n in (0, 2, 4))
    assert data not in ("E8703A", "333333")
    assert red > green > blue


def test_the_cover_takes_the_raw_brand_where_charcoal_stands_for_it(artifacts: dict[str, Artifact]) -> None:
    def panel(name: str) -> str:
        cover = reopened(artifacts[name]).slide_layouts[0]
        shape = next(s for s in cover.shapes if s.name == "Panel")
        return str(re.search(r'schemeClr val="(\w+)"', shape._element.xml)[1])  # type: ignore[index]

    assert panel("english") == "tx2"
    assert panel("yellow") == "accent2"


def test_all_themes_of_a_deck_have_the_clients_colours(artifact: Artifact) -> None:
    with ZipFile(BytesIO(artifact.data)) as archive:
        themes = [archive.read(name).decode() for name in archive.namelist() if "/theme/theme" in name]
    schemes = {re.search(r"<a:clrScheme.*?</a:clrScheme>", theme, re.DOTALL)[0] for theme in themes}  # type: ignore[index]
    assert len(themes) == 2
    assert len(schemes) == 1
    assert all('latin typeface="Arial"' in theme for theme in themes)


def test_the_template_has_its_eight_layouts_and_no_leftovers() -> None:
    from pptx import Presentation

    presentation = Presentation(str(house_template()))
    assert tuple(layout.name for layout in presentation.slide_layouts) == LAYOUTS
    assert len(presentation.slides) == 0
    assert presentation.part._element.sldSz.get("type") is None
    with ZipFile(house_template()) as archive:
        names = " ".join(archive.namelist())
    assert not re.search(r"thumbnail|printerSettings|app\.xml", names)


def test_placeholders_of_the_template_lie_on_the_slide_and_do_not_overlap() -> None:
    from itertools import combinations

    from pptx import Presentation

    for layout in Presentation(str(house_template())).slide_layouts:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in layout.placeholders]
        for one, other in combinations(boxes, 2):
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            assert wide <= 0 or high <= 0, layout.name


def test_the_committed_template_is_what_its_script_makes(checkout: Path) -> None:
    assert script(checkout, "make_template").build() == house_template().read_bytes()


@pytest.mark.services
def test_the_committed_widths_are_those_of_the_font(checkout: Path) -> None:
    folder = Path("/usr/share/fonts/truetype/liberation")
    module = script(checkout, "make_metrics")
    for face, name in module.FACES.items():
        shipped = json.loads((module.TARGET / f"arial-{face}.json").read_text("utf-8"))
        assert shipped == module.widths(folder / name)


def test_the_house_colours_are_readable() -> None:
    house = Colours()
    for name in ("accent1", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"):
        assert contrast(hexed(getattr(house, name)), "#FFFFFF") >= 4.5
