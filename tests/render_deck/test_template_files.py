"""Files that are no template, or not one to be used: each told with its reason and its cure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pptx import Presentation

from reportgen.config import schema_theme as look
from reportgen.config.schema_theme import Fonts, Layouts
from reportgen.errors import ConfigError
from reportgen.render import deck_template
from reportgen.render.deck_layouts import offer
from reportgen.render.ooxml import element
from reportgen.render.theme_check import look_of
from tests.render_deck.conftest import reopened
from tests.render_deck.fixtures import ENGLISH
from tests.render_deck.templates import TEMPLATES, draw, gradient, opened, saved, theme, widen
from tests.render_deck.test_templates import in_template

SHORT = replace(ENGLISH, slides=ENGLISH.slides[:1])
MAIN = b"presentationml.presentation.main+xml"


def changed(blob: bytes, change: Callable[[str, bytes], bytes], more: tuple[str, ...] = ()) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(blob)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name in more:
            target.writestr(name, b"x")
    return out.getvalue()


def refused(folder: Path, blob: bytes, **theme: object) -> str:
    with pytest.raises(ConfigError) as caught:
        in_template(folder, blob, SHORT, **theme)  # type: ignore[arg-type]
    (problem,) = caught.value.problems
    return str(problem)


def test_a_potx_is_a_template_like_any(tmp_path: Path) -> None:
    potx = changed(TEMPLATES["dark"](), lambda _, data: data.replace(MAIN, b"presentationml.template.main+xml"))
    artifact = in_template(tmp_path, potx, SHORT, "corporate.potx")
    with ZipFile(BytesIO(artifact.data)) as archive:
        assert MAIN in archive.read("[Content_Types].xml")
    assert len(reopened(artifact).slides) == 1


def test_a_template_of_another_program_gets_the_part_that_powerpoint_looks_for(tmp_path: Path) -> None:
    presentation = opened()
    rels = presentation.part.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/viewProps")]:
        rels.pop(key)
    with ZipFile(BytesIO(in_template(tmp_path, saved(presentation), SHORT).data)) as archive:
        assert "ppt/viewProps.xml" in archive.namelist()


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_validator_of_the_schema_finds_nothing(name: str, tmp_path: Path) -> None:
    from openxml_audit import validate_pptx

    (tmp_path / "deck.pptx").write_bytes(in_template(tmp_path, TEMPLATES[name]()).data)
    result = validate_pptx(tmp_path / "deck.pptx")
    assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize(
    ("blob", "told"),
    [
        (changed(saved(opened()), lambda _, data: data, ("ppt/vbaProject.bin",)),
         "the template holds macros, and a report must not carry any. Save it as .pptx or .potx, without macros."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500,
         "the template is protected by a password, or in the old .ppt format. Save it as .pptx without a password."),
        (b"no zip at all", "the template is not a PowerPoint file, or is damaged. "
         "Open it in PowerPoint and save it as .pptx."),
        (changed(saved(opened()), lambda name, data: b"<" if name == "ppt/presentation.xml" else data),
         "the template cannot be read as a presentation (XMLSyntaxError). Open it in PowerPoint and save it as .pptx."),
    ],
    ids=["macros", "password", "no zip", "broken part"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(blob: bytes, told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, blob) == f"theme.pptx_template: corporate.pptx: {told}"


def test_a_spreadsheet_is_no_template(tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "is not a PowerPoint file. Name a .pptx or .potx file." in refused(tmp_path, out.getvalue())


def test_a_template_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deck_template, "MOST_XML", 1_000)
    assert "unpacks to more than a presentation can need" in refused(tmp_path, saved(opened()))


def test_a_layout_that_is_not_there_is_told_with_the_nearest_and_all_others(tmp_path: Path) -> None:
    told = refused(tmp_path, TEMPLATES["reversed"](), layouts=Layouts(content="Titel and Content"))
    assert told == (
        "theme.layouts.content: corporate.pptx: the template has no layout 'Titel and Content'. Did you mean "
        "'Title and Content'? It has 'Title Slide', 'Title and Content'."
    )


def test_a_layout_without_room_is_told_with_what_it_has(tmp_path: Path) -> None:
    told = refused(tmp_path, TEMPLATES["4x3"](), layouts=Layouts(table="Picture with Caption"))
    assert "theme.layouts.table: corporate.pptx: layout 'Picture with Caption' has" in told
    assert "free for content. A slide needs 16 × 8.5 cm. The layouts are 'Title Slide'" in told


def titles_of(height: int, *names: str, layouts: int = 11) -> bytes:
    """A 16:9 template of so many layouts, of which those of these names (all where there are none) have titles of so
    many points."""
    presentation = widen(opened())
    for layout in list(presentation.slide_layouts)[layouts:]:
        presentation.slide_layouts.remove(layout)
    for layout in presentation.slide_layouts:
        for place in layout.placeholders if layout.name in names or not names else ():
            if place._element.ph.get("type") in ("title", "ctrTitle"):
                place.left, place.top, place.width, place.height = 540_000, 0, 11_112_000, round(height * 12_700)
    theme(presentation, font="Arial")
    return saved(presentation)


def test_a_layout_whose_title_holds_no_line_gives_way_to_one_that_does(tmp_path: Path) -> None:
    deck = reopened(in_template(tmp_path, titles_of(0, "Title and Content", "Title Slide")))
    cover, *others = [slide.slide_layout.name for slide in deck.slides]
    assert cover == "Section Header"
    assert set(others) == {"Title Only"}


def test_a_layout_whose_title_holds_two_lines_goes_before_one_of_a_line(tmp_path: Path) -> None:
    artifact = in_template(tmp_path, titles_of(40, "Title and Content"))
    assert {slide.slide_layout.name for slide in list(reopened(artifact).slides)[1:]} == {"Title Only"}
    assert artifact.remarks == ()


def test_a_template_whose_titles_hold_one_line_is_used_and_told(tmp_path: Path) -> None:
    assert [str(remark) for remark in in_template(tmp_path, titles_of(40, layouts=2), SHORT).remarks] == [
        "theme.pptx_template: corporate.pptx: the title of layout 'Title and Content' has room for one line, so longer "
        "ones are cut. Give it the height of two lines; the whole titles are in the notes."
    ]
    assert in_template(tmp_path, titles_of(56, layouts=2), SHORT).remarks == ()


def test_a_layout_without_a_title_goes_before_one_of_a_line(tmp_path: Path) -> None:
    deck = reopened(in_template(tmp_path, titles_of(40)))
    assert {slide.slide_layout.name for slide in list(deck.slides)[1:]} == {"Blank"}


def test_a_template_whose_titles_hold_nothing_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, titles_of(0, layouts=2))
    assert told == (
        "theme.pptx_template: corporate.pptx: no layout of the template has room for a title. Name one in "
        "theme.layouts.cover, or make one. It has 'Title Slide', 'Title and Content'."
    )
    (problem,) = look_of(look.Theme(pptx_template="corporate.pptx"), tmp_path, ()).problems
    assert str(problem) == told
    named = refused(tmp_path, titles_of(0), layouts=Layouts(cover="Blank", content="Title Only"))
    assert named.startswith(
        "theme.layouts.content: corporate.pptx: the title of layout 'Title Only' has 30.9 × 0.0 cm on the slide. It "
        "must hold a line of its text. The layouts are 'Title Slide', "
    )


def test_a_slide_to_keep_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = refused(tmp_path, TEMPLATES["samples"](), keep_slides=(2, 9))
    assert told == "theme.keep_slides[1]: corporate.pptx: the template has 3 slides, and there is no slide 9"


def test_a_font_whose_widths_are_not_known_is_told_until_the_config_names_its_files(tmp_path: Path) -> None:
    assert [str(remark) for remark in in_template(tmp_path, TEMPLATES["samples"](), SHORT).remarks] == [
        "theme.pptx_template: corporate.pptx: the widths of its theme font 'Corporate Sans Pro' are not known; text is "
        "measured as in a wide font and wraps early. Name the font's files in theme.fonts.sans."
    ]
    presentation = opened()
    theme(presentation, font="Reportgen Sans")
    folder = Path(__file__).resolve().parents[2] / "reportgen" / "fonts"
    fonts = Fonts(sans=tuple(str(path) for path in sorted(folder.glob("ReportgenSans-*.ttf"))))
    assert in_template(tmp_path, saved(presentation), SHORT, fonts=fonts).remarks == ()


def test_a_ground_that_contrast_cannot_be_judged_on_is_told_with_its_layout(tmp_path: Path) -> None:
    assert [str(remark) for remark in in_template(tmp_path, gradient(), SHORT).remarks] == [
        "theme.pptx_template: corporate.pptx: a picture or gradient lies under the content of layout 'Title and "
        "Content'; contrast is judged by the page's #FFFFFF alone. Look at its slides, or name a layout with a plain "
        "ground in theme.layouts."
    ]
    named = Layouts(content="Title Only")
    assert in_template(tmp_path, gradient(), SHORT, layouts=named).remarks == ()
    assert in_template(tmp_path, TEMPLATES["dark"](), SHORT).remarks == ()


def test_a_gradient_that_is_dark_all_over_is_judged_by_its_lightest_colour(tmp_path: Path) -> None:
    assert in_template(tmp_path, TEMPLATES["shaded"](), SHORT).remarks == ()
    presentation = Presentation(BytesIO(TEMPLATES["shaded"]()))
    found = offer(presentation, presentation.slide_layouts[1])
    assert (found.page, found.plain_page) == ("#10243E", True)


def test_a_panel_that_is_filled_by_its_style_is_the_ground_of_what_lies_on_it() -> None:
    presentation = Presentation(BytesIO(TEMPLATES["shaded"]()))
    layout = presentation.slide_layouts[1]
    draw(layout, "Panel", (0, 0, 33.87, 19.05), "")
    panel = next(shape for shape in layout.shapes if shape.name == "Panel")
    style = (
        '<p:style><a:lnRef idx="0"><a:schemeClr val="bg1"/></a:lnRef><a:fillRef idx="1"><a:schemeClr val="bg2"/>'
        '</a:fillRef><a:effectRef idx="0"><a:schemeClr val="bg1"/></a:effectRef><a:fontRef idx="minor"/></p:style>'
    )
    panel._element.spPr.addnext(element(style))
    assert offer(presentation, layout).page == "#1B3556"
