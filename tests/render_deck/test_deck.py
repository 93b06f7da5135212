"""A deck, reopened as PowerPoint would read it: structure, places, sizes, texts, notes, sections, bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reportgen.errors import RenderError
from reportgen.model.artifact import Artifact
from reportgen.model.report import KeyFigure, Slide
from reportgen.render.deck_style import EMU_PER_PT, INKS, SLIDE_HEIGHT, SLIDE_WIDTH, x
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import COVER, ENGLISH, LEADS, SCORE_SLIDE, SUMMARY, money, plain, status

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SMALL_PLACES = {12, 91, 92}  # source line, footer, slide number


def boxes(slide: Any) -> list[tuple[str, int, int, int, int]]:
    return [(s.name, s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]


def texts(slide: Any) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide._element.iter(f"{A}p")]


def test_a_deck_has_one_slide_per_slide_of_the_report_in_its_layout(artifacts: dict[str, Artifact]) -> None:
    deck = reopened(artifacts["english"])
    layouts = [slide.slide_layout.name for slide in deck.slides]
    assert layouts == ["Cover", "Summary", "Full table", *["Objective"] * 4]


def test_no_two_shapes_overlap_and_none_leaves_the_slide(deck: Any) -> None:
    seen = 0
    for slide in deck.slides:
        for one, other in combinations(boxes(slide), 2):
            wide = min(one[3], other[3]) - max(one[1], other[1])
            high = min(one[4], other[4]) - max(one[2], other[2])
            assert wide <= EMU_PER_PT or high <= EMU_PER_PT, (one, other)
            seen += 1
        for name, left, top, right, bottom in boxes(slide):
            assert min(left, top) >= 0, name
            assert (max(right, SLIDE_WIDTH), max(bottom, SLIDE_HEIGHT)) == (SLIDE_WIDTH, SLIDE_HEIGHT), name
    assert seen > 20


def test_every_shape_of_a_content_slide_begins_on_a_column_of_the_grid(deck: Any) -> None:
    columns = {x(column) for column in range(12)}
    for slide in list(deck.slides)[1:]:
        assert {left for _, left, *_ in boxes(slide)} <= columns


def test_tables_are_as_high_as_their_rows_and_as_wide_as_their_columns(deck: Any) -> None:
    tables = [s for slide in deck.slides for s in slide.shapes if s.has_table]
    assert tables
    for shape in tables:
        assert shape.height == sum(row.height for row in shape.table.rows)
        assert shape.width == sum(column.width for column in shape.table.columns)


def test_shape_ids_of_a_slide_are_unique(deck: Any) -> None:
    for slide in deck.slides:
        ids = [item.get("id") for item in slide._element.iter(f"{P}cNvPr")]
        assert len(ids) == len(set(ids))


def test_every_frame_has_a_name_and_an_alternative_text(deck: Any) -> None:
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.has_table]
    assert len(frames) >= 3
    for frame in frames:
        properties = next(frame._element.iter(f"{P}cNvPr"))
        assert properties.get("descr")
        assert properties.get("name")


def test_fixed_colours_on_slides_are_status_inks_alone(deck: Any) -> None:
    inks = {re.search(r'val="(\w+)"', ink)[1] for ink in INKS.values()}  # type: ignore[index]
    used = {c.get("val") for slide in deck.slides for c in slide._element.iter(f"{A}srgbClr")}
    assert used
    assert used <= inks


def runs(slide: Any) -> Iterator[tuple[int | None, Any]]:
    for shape in slide.shapes:
        idx = shape.placeholder_format.idx if shape.is_placeholder else None
        for run in shape._element.iter(f"{A}r"):
            yield idx, run


def test_no_text_but_source_and_footer_is_smaller_than_twelve_points(deck: Any) -> None:
    for slide in deck.slides:
        sizes = [int(run.find(f"{A}rPr").get("sz", 1200)) for idx, run in runs(slide) if idx not in SMALL_PLACES]
        assert sizes
        assert min(sizes) >= 1200
    layout_sizes = {
        int(size.get("sz"))
        for layout in deck.slide_layouts
        for place in layout.placeholders
        if place.placeholder_format.idx not in SMALL_PLACES
        for size in place._element.iter(f"{A}defRPr")
    }
    assert min(layout_sizes) >= 1200


def test_every_run_says_its_language_and_none_names_a_font(artifacts: dict[str, Artifact]) -> None:
    for name, language in (("english", "en-GB"), ("french", "fr-FR")):
        for slide in reopened(artifacts[name]).slides:
            for _, run in runs(slide):
                assert run.find(f"{A}rPr").get("lang") == language
                assert run.find(f"{A}rPr/{A}latin") is None


def test_no_placeholder_is_left_empty(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.placeholders:
            assert not shape.has_text_frame or shape.text_frame.text.strip()
        for shape in slide.notes_slide.placeholders if slide.has_notes_slide else ():
            assert not shape.has_text_frame or shape.text_frame.text.strip()


def test_parts_that_a_slide_has_not_leave_no_placeholder_behind() -> None:
    """Of the frame the title alone stays; of the cover the client's name too."""
    objective = Slide("bare", "objective", ("A finding",), key_figures=LEADS.key_figures[:1])
    summary = Slide("bare2", "summary", ("Another finding",))
    cover = Slide("cover", "cover", ("A title",))
    pages = reopened(rendered(replace(ENGLISH, slides=(cover, objective, summary)))).slides
    left = [sorted(s.placeholder_format.idx for s in page.placeholders) for page in pages]
    assert left == [[0], [0, 20, 91, 92], [0, 91, 92]]
    assert not any(page.has_notes_slide for page in pages)


def test_titles_are_distinct_of_one_size_and_end_without_a_full_stop(deck: Any) -> None:
    titles = [slide.shapes.title for slide in deck.slides]
    said = [title.text_frame.text for title in titles]
    assert len(set(said)) == len(said)
    assert not any(text.endswith(".") for text in said)
    sizes = {run.font.size for title in titles[1:] for p in title.text_frame.paragraphs for run in p.runs}
    assert len(sizes) == 1


def test_footer_and_slide_number_stand_on_all_slides_but_the_cover(deck: Any) -> None:
    for number, slide in enumerate(deck.slides, 1):
        kinds = [s._element.ph.get("type") for s in slide.placeholders]
        assert ("ftr" in kinds, "sldNum" in kinds) == (number > 1, number > 1)
        if number > 1:
            field = next(slide._element.iter(f"{A}fld"))
            assert field.get("type") == "slidenum"
            assert field.find(f"{A}t").text == str(number)


def test_notes_hold_the_labelled_paragraphs(artifacts: dict[str, Artifact]) -> None:
    slide = reopened(artifacts["english"]).slides[1]
    assert slide.notes_slide.notes_text_frame.text.split("\n") == [
        "Message: Social media paid for itself.",
        "Figures: Qualified leads = 148 [leads]",
        "Definition: Leads that sales accepted.",
        "Data: CRM, complete.",
    ]


def test_french_notes_have_a_space_before_the_colon_and_no_narrow_one_anywhere(artifacts: dict[str, Artifact]) -> None:
    deck = reopened(artifacts["french"])
    assert "Message\u00a0: " in deck.slides[1].notes_slide.notes_text_frame.text
    said = [text for slide in deck.slides for text in texts(slide)]
    assert any("\u00a0;" in text for text in said)
    assert not any("\u202f" in text or re.search(r" [;:!?%]", text) for text in said)


def test_each_slide_is_in_one_section(artifacts: dict[str, Artifact]) -> None:
    root = reopened(artifacts["english"]).part._element
    slides = [item.get("id") for item in root.iter(f"{P}sldId")]
    sections = [e for e in root.iter() if e.tag.endswith("}section")]
    assert [s.get("name") for s in sections] == ["Summary", "Objectives"]
    assert [e.get("id") for s in sections for e in s.iter() if e.tag.endswith("}sldId")] == slides


def test_properties_are_the_reports(artifacts: dict[str, Artifact]) -> None:
    core = reopened(artifacts["english"]).core_properties
    assert (core.title, core.author, core.last_modified_by) == (
        "Social media ROI report", "Northwind marketing", "Northwind marketing",
    )  # fmt: skip
    assert core.created == core.modified == datetime(2026, 10, 14)
    assert (core.language, core.comments, core.keywords) == ("en-GB", "", "")


def test_rows_of_a_table_lead_to_their_slides(artifacts: dict[str, Artifact]) -> None:
    deck = reopened(artifacts["english"])
    links = [link.get(link.keys()[0]) for link in deck.slides[1]._element.iter(f"{A}hlinkClick")]
    assert len(links) > len(set(links)), "a link is set word by word, so that no program breaks it inside one"
    targets = [deck.slides[1].part.related_part(link) for link in dict.fromkeys(links)]
    assert targets == [deck.slides[n].part for n in (3, 4, 5)]


def test_a_click_on_an_objectives_section_line_leads_back_to_the_row_that_leads_there(
    artifacts: dict[str, Artifact],
) -> None:
    deck = reopened(artifacts["english"])
    last = max(n for n, slide in enumerate(ENGLISH.slides) if "voice" in slide.link)
    page = deck.slides[[slide.id for slide in ENGLISH.slides].index("voice")]
    section = next(shape for shape in page.placeholders if shape.placeholder_format.idx == 10)
    (click,) = section._element.nvSpPr.cNvPr.iterchildren(f"{A}hlinkClick")
    assert page.part.related_part(click.get(click.keys()[0])) == deck.slides[last].part
    assert section._element.find(f".//{A}rPr/{A}hlinkClick") is None


def test_group_cells_of_the_scoreboard_are_merged(artifacts: dict[str, Artifact]) -> None:
    table = next(s for s in reopened(artifacts["english"]).slides[2].shapes if s.has_table).table
    first = [(table.cell(row, 0).is_merge_origin, table.cell(row, 0).is_spanned) for row in range(1, 7)]
    assert first == [(True, False), (False, True)] * 3
    assert table.cell(1, 0).span_height == 2


def test_key_figures_are_one_table_with_their_names_as_header(artifacts: dict[str, Artifact]) -> None:
    table = next(s for s in reopened(artifacts["english"]).slides[1].shapes if s.has_table).table
    assert table.first_row
    assert len(table.rows) == 4
    assert [cell.text for cell in table.rows[1].cells] == ["€404,000", "+48.6%", "€3,625", "148", "€588", "23.4%"]
    assert table.cell(3, 3).text == "○\u00a0Missed: 82% of 180"


def test_a_cover_without_a_logo_bears_the_clients_name(artifacts: dict[str, Artifact]) -> None:
    shapes = reopened(artifacts["english"]).slides[0].shapes
    assert "Northwind Talent" in [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    assert not any(shape.shape_type == 13 for shape in shapes)


def test_a_value_that_cannot_be_placed_is_refused_with_slide_and_text() -> None:
    wide = KeyFigure(("Revenue",), (money("123456789012345", 2),), plain(), plain())
    slide = replace(SUMMARY, key_figures=(*SUMMARY.key_figures[:5], wide))
    with pytest.raises(RenderError, match=r"slide 'summary': the value '€123,456,789,012,345\.00' is \d+ pt too wide"):
        rendered(replace(ENGLISH, slides=(slide,)))


def test_a_status_that_cannot_be_placed_is_refused() -> None:
    long = KeyFigure(("Attainment",), (money("1"),), plain(), status("met", "Met: " + "word " * 400))
    slide = replace(LEADS, key_figures=(long,))
    with pytest.raises(RenderError, match="slide 'leads': 'Attainment"):
        rendered(replace(ENGLISH, slides=(slide,)))


def test_a_text_that_does_not_fit_is_cut_at_a_word_and_stands_whole_in_the_notes() -> None:
    whole = "The decision needs many words " * 30
    slide = replace(LEADS, decision=(("First.",), (whole.strip(),)), source=(whole.strip(),))
    artifact = rendered(replace(ENGLISH, slides=(slide,)))
    page = reopened(artifact).slides[0]
    assert artifact.left_out == ("leads.source", "leads.decision")
    assert whole.strip() in page.notes_slide.notes_text_frame.text.split("\n")
    source = next(s for s in page.placeholders if s.placeholder_format.idx == 12)
    assert source.text_frame.text.endswith("…")
    assert whole.startswith(source.text_frame.text[:-1])


def test_a_long_title_takes_the_whole_deck_down_a_step() -> None:
    long = replace(SCORE_SLIDE, title=("Six of eleven indicators are met, " * 4 + "and the rest is close",))
    titles = [s.shapes.title for s in reopened(rendered(replace(ENGLISH, slides=(SUMMARY, long)))).slides]
    sizes = [{run.font.size.pt for p in t.text_frame.paragraphs for run in p.runs} for t in titles]
    assert sizes[0] == sizes[1]
    assert min(sizes[0]) < 24


def test_control_characters_of_a_name_do_not_break_the_file() -> None:
    slide = replace(COVER, title=("Bell\x07 & <co> \ud800",))
    page = reopened(rendered(replace(ENGLISH, slides=(slide,)))).slides[0]
    assert page.shapes.title.text_frame.text == "Bell & <co> □"


def test_zip_entries_have_one_time_and_one_order(artifact: Artifact) -> None:
    from io import BytesIO

    with ZipFile(BytesIO(artifact.data)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert names[2:] == sorted(names[2:])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_process_with_another_hash_seed_makes_the_same_bytes(artifacts: dict[str, Artifact]) -> None:
    code = (
        "import hashlib; from tests.render_deck.conftest import rendered;"
        "from tests.render_deck.fixtures import ENGLISH;"
        "print(hashlib.sha256(rendered(ENGLISH).data).hexdigest())"
    )
    from hashlib import sha256

    root = Path(__file__).resolve().parents[2]
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "PYTHONPATH": str(root)}
        ran = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        assert ran.stdout.strip() == sha256(artifacts["english"].data).hexdigest(), ran.stderr


def test_all_figures_of_a_slide_take_the_size_that_the_longest_needs() -> None:
    long = replace(LEADS.key_figures[0], change=plain("a change that is told in rather many words, " * 2))
    slide = replace(LEADS, key_figures=(*LEADS.key_figures[1:], long))
    page = reopened(rendered(replace(ENGLISH, slides=(slide,)))).slides[0]
    figures = [s for s in page.placeholders if s.placeholder_format.idx in (20, 21, 22)]
    values = [shape.text_frame.paragraphs[1].runs[0].font.size for shape in figures]
    assert len(values) == 3
    assert len(set(values)) == 1
    assert values[0] is not None
    assert values[0].pt < 24
