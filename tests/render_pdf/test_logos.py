"""Logos as clients send them: what becomes of their pixels, and which are refused."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reportgen.errors import Place, Problem
from reportgen.render.logo import Logo, read_logo
from reportgen.render.pdf import render_pdf
from tests.render_pdf import fixtures
from tests.render_pdf.edge_cases import theme
from tests.render_pdf.logos import SIZE, VECTOR, drawn, encoded, holding, logos

LOGOS = logos()
RASTER = sorted(name for name in LOGOS if not name.startswith("svg"))
BLUE, RED = (18, 80, 107), (200, 16, 46)


def read(folder: Path, data: bytes) -> Logo | Problem:
    (folder / "logo").write_bytes(data)
    return read_logo(folder, "logo", Place(file="logo", key="theme.logo"))


def logo(folder: Path, data: bytes) -> Logo:
    found = read(folder, data)
    assert isinstance(found, Logo), found
    return found


def image(folder: Path, name: str) -> Image.Image:
    return Image.open(BytesIO(logo(folder, LOGOS[name]).data))


@pytest.mark.parametrize("name", RASTER)
def test_every_picture_is_set_in_eight_bits_and_in_no_colours_of_its_own(tmp_path: Path, name: str) -> None:
    found = logo(tmp_path, LOGOS[name])
    made = Image.open(BytesIO(found.data))
    assert made.mode in ("RGB", "RGBA", "L", "LA")
    assert made.size == (found.width, found.height)
    assert made.format == ("JPEG" if name.startswith("jpeg") else "PNG")


@pytest.mark.parametrize("name", ["png_rgb", "png_rgba", "png_grey", "png_grey_alpha", "jpeg_rgb", "jpeg_grey"])
def test_a_plain_picture_keeps_its_bytes(tmp_path: Path, name: str) -> None:
    assert logo(tmp_path, LOGOS[name]).data == LOGOS[name]


@pytest.mark.parametrize("name", ["png_rgb", "png_palette", "jpeg_rgb", "jpeg_cmyk", "jpeg_turned"])
def test_colours_and_shape_stay(tmp_path: Path, name: str) -> None:
    made = image(tmp_path, name).convert("RGB")
    assert made.size == SIZE
    for place, colour in (((20, 40), BLUE), ((300, 40), RED)):
        found = made.getpixel(place)
        assert isinstance(found, tuple)
        assert max(abs(one - other) for one, other in zip(found, colour, strict=True)) < 12


@pytest.mark.parametrize("name", ["png_palette_clear", "png_rgb_clear"])
def test_a_colour_named_transparent_is_clear(tmp_path: Path, name: str) -> None:
    assert image(tmp_path, name).getchannel("A").getextrema()[0] == 0


def test_sixteen_bits_of_grey_keep_their_ramp(tmp_path: Path) -> None:
    made = image(tmp_path, "png_16_bits")
    row = [made.getpixel((x, 0)) for x in range(SIZE[0])]
    assert (row[0], row[-1], row) == (0, 255, sorted(row))  # type: ignore[type-var]


def test_a_logo_ten_thousand_pixels_wide_is_made_smaller(tmp_path: Path) -> None:
    found = logo(tmp_path, LOGOS["png_large"])
    assert (found.width, found.height) == (1600, 352)
    assert len(found.data) < 50_000


def test_a_profile_of_another_kind_of_colour_is_passed_over(tmp_path: Path) -> None:
    assert image(tmp_path, "jpeg_wrong_profile").mode == "RGB"


def test_pictures_in_an_svg_reach_the_page(tmp_path: Path) -> None:
    report = fixtures.one_objective()
    look = replace(theme(), logo=logo(tmp_path, LOGOS["svg_with_cmyk"]))
    data = render_pdf(replace(report, pages=report.pages[:1]), look, "x.pdf").data
    with pikepdf.open(BytesIO(data)) as pdf:
        pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
        assert [(str(item.ColorSpace), int(item.Width), bool(item.Interpolate)) for item in pictures] == [
            ("/DeviceRGB", SIZE[0], False)
        ]


def repeated(times: int) -> bytes:
    group = '<g id="a">' + '<path d="M0 0h1"/>' * 200 + "</g>"
    return VECTOR.replace(b"</svg>", (group + '<use href="#a"/>' * times).encode() + b"</svg>")


def in_svg(data: bytes) -> bytes:
    return VECTOR.replace(b"</svg>", b'<image href="data:image/png;base64,%s"/></svg>' % b64encode(data))


WITHOUT_END = b'<pattern id="p"><rect width="1" height="1" fill="url(#p)"/></pattern><rect fill="url(#p)"/></svg>'


@pytest.mark.parametrize(
    ("data", "kind", "what"),
    [
        (repeated(100), "logo_too_large", "the logo draws more than 20000 elements, as it repeats some"),
        (VECTOR.replace(b"</svg>", WITHOUT_END), "logo_too_large", "the logo is nested too deeply, or without end"),
        (VECTOR.replace(b"</svg>", b"<g>" * 250 + b"</g>" * 250 + b"</svg>"), "logo_too_large",
         "the logo is nested too deeply, or without end"),
        (in_svg(b"GIF89a"), "not_a_picture", "a picture in the logo is not PNG or JPEG"),
        (in_svg(LOGOS["png_rgb"][:60]), "broken_picture", "the logo's picture is broken"),
        (VECTOR.replace(b"</svg>", b'<image href="data:image/png;base64,%%%"/></svg>'), "broken_picture",
         "a picture in the logo is broken"),
        (in_svg(encoded(drawn("1", (5001, 5000)), "PNG")), "logo_too_large", "the logo has 5001 × 5000 pixels"),
    ],
)  # fmt: skip
def test_a_logo_that_would_break_or_stop_the_page_is_refused(tmp_path: Path, data: bytes, kind: str, what: str) -> None:
    problem = read(tmp_path, data)
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.what) == (kind, what)


def test_more_than_ten_pictures_in_a_logo_are_refused(tmp_path: Path) -> None:
    data = holding(LOGOS["png_rgb"], "image/png")
    start = data.index(b"<image")
    problem = read(tmp_path, data[:start] + data[start:-6] * 11 + b"</svg>")
    assert isinstance(problem, Problem)
    assert problem.what == "the logo holds more than 10 pictures"


def test_a_shape_used_again_a_few_times_is_no_bomb(tmp_path: Path) -> None:
    assert logo(tmp_path, repeated(20)).media_type == "image/svg+xml"
