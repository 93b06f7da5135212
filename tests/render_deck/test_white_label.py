"""The agency's mark, the cover line and the footer of a theme, on the slides."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from reportgen.render.deck import render_deck
from reportgen.render.logo import Logo
from reportgen.render.palette import palette
from reportgen.render.theme import Agency, Theme
from tests.render_deck.conftest import reopened
from tests.render_deck.fixtures import ENGLISH

MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><circle cx="10" cy="10" r="9"/></svg>'
LOGO = Logo(MARK, "image/svg+xml", 60, 20)
LONG = "STUDIO HALO & PARTNERS, RESPONSIBLE COMMUNICATION FOR INDUSTRY AND INSTITUTIONS" + " AND OTHERS" * 3


def made(**more: Any) -> tuple[Any, bytes]:
    theme = Theme(brand="#FFD100", palette=palette("#FFD100", "#5B2A86"), accent="#5B2A86", **more)
    artifact = render_deck(ENGLISH, theme, "deck.pptx")
    return reopened(artifact), artifact.data


@pytest.fixture(scope="module")
def dressed() -> tuple[Any, bytes]:
    return made(logo=LOGO, agency=Agency("Studio Halo", LOGO), cover="Executive committee", footer="© Studio Halo")


def texts(page: Any) -> list[str]:
    return [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]


def test_the_agency_s_mark_stands_under_the_client_s_and_smaller(dressed: tuple[Any, bytes]) -> None:
    pictures = [shape for shape in dressed[0].slides[0].shapes if shape._element.tag.endswith("}pic")]
    client, agency = pictures
    assert agency._element.nvPicPr.cNvPr.get("descr") == "Studio Halo"
    assert agency.left == client.left
    assert agency.top >= client.top + client.height
    assert agency.width < client.width


def test_two_drawings_are_two_parts_of_the_file(dressed: tuple[Any, bytes]) -> None:
    with ZipFile(BytesIO(dressed[1])) as file:
        names = file.namelist()
    assert len(names) == len(set(names))
    assert {"ppt/media/logo.svg", "ppt/media/agency.svg"} <= set(names)


def test_the_cover_line_stands_over_whom_the_deck_is_for(dressed: tuple[Any, bytes]) -> None:
    [prepared] = [text for text in texts(dressed[0].slides[0]) if text.startswith("Executive committee")]
    assert prepared.splitlines()[1].startswith("Prepared for")


def test_every_slide_but_the_cover_bears_the_theme_s_footer(dressed: tuple[Any, bytes]) -> None:
    cover, *others = dressed[0].slides
    assert "© Studio Halo" not in texts(cover)
    assert all("© Studio Halo" in texts(page) for page in others)


def test_data_take_the_accent_and_the_mark_the_brand(dressed: tuple[Any, bytes]) -> None:
    with ZipFile(BytesIO(dressed[1])) as file:
        theme = file.read("ppt/theme/theme1.xml").decode()
    assert '<a:accent1><a:srgbClr val="5B2A86"/>' in theme
    assert '<a:accent2><a:srgbClr val="FFD100"/>' in theme


def test_a_long_footer_is_cut_at_a_word_and_a_long_agency_is_named_whole() -> None:
    deck, _ = made(agency=Agency("Studio Halo & Partners"), footer=LONG)
    assert "Studio Halo & Partners" in texts(deck.slides[0])
    footer = next(text for text in texts(deck.slides[2]) if text.startswith("STUDIO HALO"))
    assert len(footer) < len(LONG)
    assert footer.endswith("…")
