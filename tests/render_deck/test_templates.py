"""A deck in a template of the agency's own, reopened: nothing overlaps or leaves its slide, all is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reportgen.config.schema_theme import Layouts
from reportgen.model.artifact import Artifact
from reportgen.model.report import Report
from reportgen.render.deck import render_deck
from reportgen.render.deck_layouts import offer
from reportgen.render.palette import contrast, palette
from reportgen.render.theme import Theme
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import ENGLISH
from tests.render_deck.money import MONEY
from tests.render_deck.templates import TEMPLATES
from tests.render_deck.test_logo import svg

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
POINT = 12_700
MARK = '<rect width="200" height="50" fill="#14568C"/>'
REPORT = replace(ENGLISH, slides=(*ENGLISH.slides[:4], *MONEY.slides[2:4], *MONEY.slides[-3:]))
FRAME = (10, 91, 92)  # our section line, footer, slide number
Box = tuple[int, int, int, int]


def in_template(
    folder: Path, blob: bytes, report: Report = REPORT, name: str = "corporate.pptx", **theme: Any
) -> Artifact:
    (folder / name).write_bytes(blob)
    made = Theme(brand="#14568C", palette=palette("#14568C"), folder=folder, pptx_template=name, **theme)
    return render_deck(report, made, "deck.pptx")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artifact]:
    folder = tmp_path_factory.mktemp("templates")
    return {name: in_template(folder, make()) for name, make in TEMPLATES.items()}


@pytest.fixture(params=sorted(TEMPLATES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def deck(made: dict[str, Artifact], name: str) -> Any:
    return reopened(made[name])


def box(shape: Any) -> Box:
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height


def overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > POINT and high > POINT


def decoration(slide: Any) -> list[Box]:
    """What the layout and its master draw."""
    owners = slide.slide_layout, slide.slide_layout.slide_master
    return [box(shape) for owner in owners for shape in owner.shapes if not shape.is_placeholder]


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def said(deck: Any) -> Iterator[str]:
    """Each paragraph of the slides, and of their notes."""
    for slide in deck.slides:
        for owner in (slide, *((slide.notes_slide,) if slide.has_notes_slide else ())):
            for paragraph in owner._element.iter(f"{A}p"):
                yield plain("".join(text.text or "" for text in paragraph.iter(f"{A}t")))


def test_no_shape_overlaps_another_or_what_the_template_draws_and_none_leaves_the_slide(deck: Any) -> None:
    for slide in deck.slides:
        boxes = [(shape.name, box(shape)) for shape in slide.shapes]
        assert len(boxes) >= 2
        for (one, first), (other, second) in combinations(boxes, 2):
            assert not overlap(first, second), (one, other)
        for label, (left, top, right, bottom) in boxes:
            assert left >= 0, label
            assert top >= 0, label
            assert right <= deck.slide_width, label
            assert bottom <= deck.slide_height, label
            for drawn in decoration(slide):
                assert not overlap((left, top, right, bottom), drawn), label


@pytest.fixture(scope="module")
def ours() -> set[str]:
    """What our own template says, but for its section line and its frame."""
    found = set()
    for slide in reopened(rendered(REPORT)).slides:
        for shape in slide.shapes:
            framed = shape.is_placeholder and shape.placeholder_format.idx in FRAME
            for paragraph in () if framed or shape.name == "Client" else shape._element.iter(f"{A}p"):
                found.add(plain("".join(text.text or "" for text in paragraph.iter(f"{A}t"))))
    return found


def test_all_that_our_own_template_says_is_said_on_slides_or_in_their_notes(deck: Any, ours: set[str]) -> None:
    theirs = " | ".join(said(deck))
    assert len(ours) > 100
    assert {text for text in ours if text not in theirs} == set()


def test_titles_are_titles_of_one_size(deck: Any) -> None:
    titles = [slide.shapes.title for slide in deck.slides]
    assert all(title is not None and title.text_frame.text for title in titles)
    sizes = {run.font.size for title in titles[1:] for p in title.text_frame.paragraphs for run in p.runs}
    assert len(sizes) == 1


def test_a_title_stands_in_the_layouts_own_place_or_over_the_content_where_there_is_none(
    made: dict[str, Artifact],
) -> None:
    own = reopened(made["reversed"]).slides[2].shapes.title
    assert own._element.spPr.find(f"{A}xfrm") is None
    drawn = reopened(made["untitled"]).slides[2]
    assert drawn.shapes.title._element.spPr.find(f"{A}xfrm") is not None
    assert all(drawn.shapes.title.top < shape.top for shape in drawn.shapes if not shape.is_placeholder)


def test_footer_and_number_are_the_layouts_and_the_cycle_is_never_cut(deck: Any) -> None:
    for number, slide in enumerate(list(deck.slides)[1:], 2):
        found = {s._element.ph.get("type"): s.text_frame.text for s in slide.placeholders if s.has_text_frame}
        assert found["sldNum"] == str(number)
        assert plain(found["ftr"]).endswith("Q3 2026")


def test_every_slide_is_in_one_section_and_the_notes_have_their_master(deck: Any) -> None:
    root = deck.part._element
    slides = [item.get("id") for item in root.iter(f"{P}sldId")]
    listed = [e.get("id") for e in root.iter() if e.tag.endswith("}sldId") and not e.tag.startswith(P)]
    assert listed == slides
    assert root.find(f"{P}notesMasterIdLst") is not None


def test_charts_and_tables_are_native_and_of_the_theme(deck: Any) -> None:
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 5
    for chart in charts:
        assert not list(chart._chartSpace.iter(f"{A}srgbClr"))
        assert chart.part.chart_workbook.xlsx_part is not None


def colours(slide: Any, scheme: Any) -> Iterator[str]:
    """The colours of all words that we set on the slide."""
    for run in slide._element.iter(f"{A}rPr", f"{A}defRPr"):
        fill = run.find(f"{A}solidFill")
        if fill is not None:
            modifiers = {e.tag.partition("}")[2]: int(e.get("val")) // 1000 for e in fill[0]}
            fixed = fill[0].tag == f"{A}srgbClr"
            yield f"#{fill[0].get('val')}" if fixed else scheme.colour(fill[0].get("val"), modifiers)


def test_words_can_be_read_on_page_and_panel(deck: Any) -> None:
    offers = [offer(deck, slide.slide_layout) for slide in deck.slides]
    scheme = offers[0].scheme
    seen = {colour for slide in deck.slides for colour in colours(slide, scheme)}
    assert len(seen) >= 5
    grounds = {found.page for found in offers}
    for slide in deck.slides:
        panels = [shape._element.spPr.find(f"{A}solidFill") for shape in slide.shapes if shape.has_text_frame]
        grounds |= {scheme.colour(panel[0].get("val")) for panel in panels if panel is not None}
    for ground in grounds:
        assert {colour for colour in seen if contrast(colour, ground) < 4.5} == set()


def test_sample_slides_leave_nothing_behind(made: dict[str, Artifact]) -> None:
    with ZipFile(BytesIO(made["samples"].data)) as archive:
        names = archive.namelist()
        text = b" ".join(archive.read(part) for part in names if part.endswith(".xml")).decode()
    deck = reopened(made["samples"])
    assert "Sample" not in text
    assert sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", part)) for part in names) == len(deck.slides)
    charts = sum(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    assert sum(bool(re.fullmatch(r"ppt/charts/chart\d+\.xml", part)) for part in names) == charts
    assert len([part for part in names if "embeddings" in part]) == charts
    assert "docProps/app.xml" not in names


def test_slides_that_are_kept_follow_ours_without_links_to_dropped_ones(tmp_path: Path) -> None:
    short = replace(ENGLISH, slides=ENGLISH.slides[:2])
    artifact = in_template(tmp_path, TEMPLATES["samples"](), short, keep_slides=(3,))
    slides = list(reopened(artifact).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides][-1] == "Sample 3"
    assert not list(slides[-1]._element.iter(f"{A}hlinkClick"))
    with ZipFile(BytesIO(artifact.data)) as archive:
        assert sum(bool(re.fullmatch(r"ppt/slides/slide\d+\.xml", part)) for part in archive.namelist()) == len(slides)


def test_a_layout_is_taken_by_the_name_that_the_config_gives(tmp_path: Path) -> None:
    short = replace(ENGLISH, slides=ENGLISH.slides[:4])
    layouts = Layouts(content="Title Only", objective="Blank")
    deck = reopened(in_template(tmp_path, TEMPLATES["4x3"](), short, layouts=layouts))
    assert [s.slide_layout.name for s in deck.slides] == ["Title Slide", *["Title Only"] * 3, "Blank"]


def held(slide: Any) -> dict[str, Any]:
    """The charts and tables of a slide that fill a placeholder, by its kind."""
    frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
    return {shape._element.ph.get("type"): shape for shape in frames if shape._element.ph is not None}


def test_charts_and_tables_fill_the_places_that_a_layout_has_for_them(made: dict[str, Artifact]) -> None:
    slides = {slide.slide_layout.name: slide for slide in reopened(made["places"]).slides}
    assert set(slides) == {"Title Slide", "Title and Content", "Layout 1", "Layout 2", "Layout 3"}
    assert [set(held(slides[f"Layout {number}"])) for number in (1, 2, 3)] == [{"chart"}, {"chart", "tbl"}, {"tbl"}]
    chart = held(slides["Layout 1"])["chart"]
    place = next(p for p in slides["Layout 1"].slide_layout.placeholders if p._element.ph.get("type") == "chart")
    assert box(chart)[0] == place.left + 91_440
    words = [s for s in slides["Layout 1"].shapes if s.has_text_frame and not s.is_placeholder and s.top < chart.top]
    assert any(shape.left + shape.width <= place.left for shape in words)


def test_the_clients_mark_stands_in_the_covers_smallest_place_for_a_picture(tmp_path: Path) -> None:
    short = replace(ENGLISH, slides=ENGLISH.slides[:1])
    cover = reopened(in_template(tmp_path, TEMPLATES["places"](), short, logo=svg(MARK))).slides[0]
    (mark,) = [shape for shape in cover.shapes if shape._element.tag == f"{P}pic"]
    assert mark._element.ph.get("idx") == "30"
    assert mark.width <= 7 * 360_000
    without = reopened(in_template(tmp_path, TEMPLATES["places"](), short)).slides[0]
    assert [shape.placeholder_format.type for shape in without.placeholders if shape.placeholder_format.idx == 30] == []


def test_a_cover_without_a_place_for_a_subtitle_says_the_same(tmp_path: Path) -> None:
    short = replace(ENGLISH, slides=ENGLISH.slides[:1])
    cover = reopened(in_template(tmp_path, TEMPLATES["dark"](), short, layouts=Layouts(cover="Title Only"))).slides[0]
    title, below = cover.shapes
    assert title.is_placeholder
    assert not overlap(box(title), box(below))
    assert below.text_frame.text.startswith("July to September 2026")
    sizes = [run.font.size.pt for p in below.text_frame.paragraphs for run in p.runs]
    assert sizes[0] == 20
    assert max(sizes[1:]) <= 16


def test_the_same_template_gives_the_same_bytes(made: dict[str, Artifact], tmp_path: Path) -> None:
    assert in_template(tmp_path, TEMPLATES["dark"]()).data == made["dark"].data
