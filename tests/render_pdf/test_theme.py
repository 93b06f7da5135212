"""The config's theme and its logo."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from reportgen.config import schema_theme
from reportgen.display import Display
from reportgen.errors import ConfigError
from reportgen.render.assets import assets
from reportgen.render.html import Setting, html, stylesheet
from reportgen.render.logo import Logo
from reportgen.render.pages import arrange
from reportgen.render.palette import palette
from reportgen.render.pdf import fitted
from reportgen.render.press import Press
from reportgen.render.theme import Agency, Theme, make_theme
from tests.render_pdf import fixtures, parts
from tests.render_pdf.edge_cases import MARK, WHITE_LABEL, theme

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
    [problem] = caught.value.problems
    assert str(problem).startswith("theme.logo: logo.svg: ")


def test_a_truncated_logo_is_refused_also_where_another_library_has_made_its_reader_patient(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ConfigError, match="broken"):
        themed(tmp_path, picture("PNG")[:45])
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_both_logos_are_looked_at_before_either_is_told(tmp_path: Path) -> None:
    named = schema_theme.Theme(logo="one.svg", agency=schema_theme.Agency(name="Studio Halo", logo="two.svg"))
    with pytest.raises(ConfigError) as caught:
        make_theme(named, tmp_path)
    assert {problem.place.key for problem in caught.value.problems} == {"theme.logo", "theme.agency.logo"}


def test_words_of_a_theme_stand_on_a_line(tmp_path: Path) -> None:
    made = make_theme(schema_theme.Theme(cover="Executive\n committee", footer=" a  b "), tmp_path)
    assert (made.cover, made.footer) == ("Executive committee", "a b")


def test_data_take_the_accent_and_the_flag_keeps_the_brand(tmp_path: Path) -> None:
    made = make_theme(schema_theme.Theme(brand="#ffd100", accent="#5b2a86"), tmp_path)
    assert (made.accent, made.palette.brand) == ("#5B2A86", "#FFD100")
    assert made.palette.current == palette("#5B2A86").current


def page(look: Theme, client: str = "Maison Lumière", logo: Logo | None = None) -> str:
    report = fixtures.report(client=client)
    setting = Setting(report, replace(look, logo=logo), Display(report.locale, report.currency))
    return html(arrange(report), setting)


def test_the_agency_s_mark_stands_beside_the_client_s_in_reading_order() -> None:
    set_page = page(theme(**WHITE_LABEL))
    client, agency, kind = (
        set_page.index(words) for words in ("masthead-client", 'alt="Studio Halo"', "masthead-report")
    )
    assert client < agency < kind
    assert "asset:agency" in set_page
    assert assets((), theme(**WHITE_LABEL), Display("fr_FR", "EUR"))["agency"] == ("image/svg+xml", MARK)


def test_an_agency_without_a_logo_is_named() -> None:
    assert '<span class="masthead-agency">Halo &amp; fils</span>' in page(theme(agency=Agency("Halo & fils")))
    assert "masthead-agency" not in page(theme())


def test_the_agency_s_mark_leaves_the_line_where_the_client_s_name_is_long() -> None:
    assert "crowded" in page(theme(**WHITE_LABEL), parts.LONG_NAME)
    assert "crowded" not in page(theme(**WHITE_LABEL))
    assert "crowded" not in page(theme(**WHITE_LABEL), parts.LONG_NAME, Logo(MARK, "image/svg+xml", 60, 20))


def test_the_cover_line_stands_over_what_the_report_is() -> None:
    assert '<span class="masthead-report">&lt;b&gt; board<br>' in page(theme(cover="<b> board"))
    assert '<span class="masthead-report">Rapport' in page(theme())


def test_the_footer_is_the_theme_s_where_it_has_one() -> None:
    assert '<div class="running footer-left">© Studio Halo</div>' in page(theme(footer="© Studio Halo"))
    assert '<div class="running footer-left">Maison Lumière' in page(theme())


def test_page_one_of_the_shorter_paper_holds_a_long_name_an_agency_and_a_long_cover_line() -> None:
    report = fixtures.not_measured(fixtures.report(client=parts.LONG_NAME))
    look = theme(paper="Letter", **WHITE_LABEL | {"cover": "Executive committee of the twelfth of November " * 2})
    display = Display(report.locale, report.currency)
    press = Press(stylesheet(look), assets(arrange(report), look, display))
    assert fitted(report, look, display, press)


def test_a_theme_carries_brand_palette_and_paper(tmp_path: Path) -> None:
    made = make_theme(schema_theme.Theme(brand="#ffd100", paper="Letter"), tmp_path)
    assert (made.brand, made.palette.brand, made.paper, made.logo) == ("#FFD100", "#FFD100", "Letter", None)
