"""The client's logo on the cover: whole, undistorted; an SVG drawn as PNG, or the name in its place."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from reportgen.render.deck import render_deck
from reportgen.render.logo import Logo
from reportgen.render.logo_png import draw
from reportgen.render.palette import palette
from reportgen.render.theme import Theme
from tests.render_deck.conftest import reopened
from tests.render_deck.fixtures import ENGLISH

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50">'


def svg(content: str) -> Logo:
    return Logo(f"{HEAD}{content}</svg>".encode(), "image/svg+xml", 200, 50)


def pixels(logo: Logo) -> Image.Image:
    png = draw(logo)
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGBA")


def cover(logo: Logo) -> Any:
    theme = Theme(brand="#14568C", palette=palette("#14568C"), logo=logo)
    return reopened(render_deck(ENGLISH, theme, "deck.pptx")).slides[0]


def picture(page: Any) -> Any:
    return next(shape for shape in page.shapes if shape._element.tag.endswith("}pic"))


def test_shapes_are_drawn_where_and_as_they_are_painted() -> None:
    image = pixels(
        svg(
            '<g transform="translate(100 0)"><rect width="50" height="25" fill="#FF0000"/></g>'
            '<path d="M0 25H40" stroke="#0000FF" stroke-width="10"/>'
            '<rect x="150" width="50" height="50" fill="#00FF00" opacity=".5"/>'
        )
    )
    scale = image.width / 200
    assert image.size == (1600, 400)
    assert image.getpixel((round(125 * scale), round(12 * scale))) == (255, 0, 0, 255)
    assert image.getpixel((round(20 * scale), round(27 * scale))) == (0, 0, 255, 255)
    assert image.getpixel((round(175 * scale), round(25 * scale)))[3] in range(125, 131)  # type: ignore[index]
    assert image.getpixel((round(60 * scale), round(45 * scale)))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("inner", ["M110 10h20v20h-20z", "M110 10v20h20v-20z"])
def test_holes_are_holes_whichever_way_they_turn(inner: str) -> None:
    image = pixels(svg(f'<path fill-rule="evenodd" d="M100 0h40v40h-40z {inner}"/>'))
    assert image.getpixel((120 * 8, 20 * 8))[3] == 0  # type: ignore[index]
    assert image.getpixel((104 * 8, 20 * 8))[3] == 255  # type: ignore[index]


@pytest.mark.parametrize(
    "content",
    [
        '<text x="5" y="20">Name</text>',
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
        '</linearGradient></defs><rect width="90" height="40" fill="url(#g)"/>',
        '<clipPath id="c"><circle cx="20" cy="20" r="9"/></clipPath><rect clip-path="url(#c)" width="90" height="40"/>',
    ],
    ids=["text", "gradient", "clip"],
)
def test_what_cannot_be_drawn_faithfully_is_not_drawn_and_the_name_stands_instead(content: str) -> None:
    logo = svg(content)
    assert draw(logo) is None
    page = cover(logo)
    assert "Northwind Talent" in [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]


def test_a_drawing_repeats() -> None:
    logo = svg('<circle cx="30" cy="20" r="15" fill="teal"/>')
    assert draw(logo) == draw(logo)


@pytest.mark.parametrize(("wide", "high"), [(400, 100), (100, 400), (3134, 1080)])
def test_a_logo_keeps_its_shape_inside_its_place(wide: int, high: int) -> None:
    out = BytesIO()
    Image.new("RGB", (wide, high), "navy").save(out, "PNG")
    shape = picture(cover(Logo(out.getvalue(), "image/png", wide, high)))
    assert shape.width / shape.height == pytest.approx(wide / high, rel=0.001)
    assert shape.width <= 3_134_000 + 1
    assert shape.height <= 1_080_000 + 1
    assert shape.left == 8_518_000
    assert (shape.crop_left, shape.crop_right, shape.crop_top, shape.crop_bottom) == (0, 0, 0, 0)
    assert shape._element.nvPicPr.cNvPr.get("descr") == "Northwind Talent"


def test_the_svg_travels_along_with_its_drawing() -> None:
    logo = svg('<circle cx="30" cy="20" r="15" fill="teal"/>')
    page = cover(logo)
    blip = next(e for e in picture(page)._element.iter() if e.tag.endswith("}svgBlip"))
    link = next(value for key, value in blip.attrib.items() if key.endswith("}embed"))
    assert page.part.related_part(link).blob == logo.data
