"""The config's theme and its logo."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from reportgen.config import schema_theme
from reportgen.errors import ConfigError
from reportgen.render.theme import make_theme

PLAIN = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10"/></svg>'


def picture(form: str, size: tuple[int, int] = (40, 20)) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", size).save(buffer, form)
    return buffer.getvalue()


def themed(folder: Path, data: bytes | None, name: str = "logo.svg") -> object:
    if data is not None:
        (folder / name).write_bytes(data)
    return make_theme(schema_theme.Theme(logo=name), folder).logo


@pytest.mark.parametrize(
    ("data", "media_type", "shape"),
    [
        (PLAIN, "image/svg+xml", 3),
        (picture("PNG"), "image/png", 2),
        (picture("JPEG"), "image/jpeg", 2),
    ],
)
def test_a_logo_is_known_by_its_content(tmp_path: Path, data: bytes, media_type: str, shape: int) -> None:
    logo = themed(tmp_path, data, "logo.anything")
    assert logo.media_type == media_type  # type: ignore[attr-defined]
    assert logo.width / logo.height == shape  # type: ignore[attr-defined]
    assert logo.data == data  # type: ignore[attr-defined]


NESTED = PLAIN.replace(b"<rect", b'<g id="a"><use href="#b"/></g><g id="b"/><use href="#a"/><rect')


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"GIF89a", "not an SVG, PNG or JPEG"),
        (picture("PNG", (400, 300))[:50], "broken"),
        (picture("JPEG")[:200], "broken"),
        (PLAIN[:-8], "well-formed"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + PLAIN, "entities"),
        (NESTED, "'use' inside a 'use'"),
        (PLAIN.replace(b"<rect", b'<image href="http://example.org/x.png"/><rect'), "another file"),
        (PLAIN.replace(b' viewBox="0 0 30 10"', b""), "no size"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 6_000_000, "6.0 MB"),
        (picture("PNG", (6000, 5000)), "6000 × 5000 pixels"),
    ],
)
def test_a_bad_logo_is_a_problem_that_names_key_and_file(tmp_path: Path, data: bytes | None, what: str) -> None:
    with pytest.raises(ConfigError, match=what) as caught:
        themed(tmp_path, data)
    place = caught.value.problems[0].place
    assert (place.file, place.key) == ("logo.svg", "theme.logo")


def test_a_truncated_logo_is_refused_also_where_another_library_has_made_its_reader_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ConfigError, match="broken"):
        themed(tmp_path, picture("PNG")[:45])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_theme_carries_brand_palette_and_paper(tmp_path: Path) -> None:
    made = make_theme(schema_theme.Theme(brand="#ffd100", paper="Letter"), tmp_path)
    assert (made.brand, made.palette.brand, made.paper, made.logo) == ("#FFD100", "#FFD100", "Letter", None)
