"""What of a template's slide is free, in which face its text is measured, and in which colours it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.deck_area import Box, free_of, is_ground, mapped
from reportgen.render.deck_colours import SLOTS, Scheme, modified, recolouring
from reportgen.render.deck_faces import face_of, is_guessed
from reportgen.render.deck_grid import Box as Cell
from reportgen.render.deck_grid import Grid
from reportgen.render.deck_measure import ARIAL, measured_in, width
from reportgen.render.deck_style import INKS
from reportgen.render.deck_tables import column_widths
from reportgen.render.deck_text import Paragraph, Run
from reportgen.render.palette import contrast

NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2", **{f"accent{n}": f"accent{n}" for n in range(1, 7)}}
CM = 360_000

boxes = st.builds(
    Box, st.integers(0, 30 * CM), st.integers(0, 18 * CM), st.integers(0, 20 * CM), st.integers(0, 12 * CM)
)
colour = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


def test_a_bar_at_the_side_takes_its_own_width_and_a_little_air() -> None:
    place, bar = Box(0, 0, 30 * CM, 15 * CM), Box(28 * CM, 0, 5 * CM, 19 * CM)
    assert free_of(place, [bar]) == Box(0, 0, 28 * CM - 72_000, 15 * CM)


def test_a_line_without_height_is_kept_clear_of() -> None:
    rule = Box(CM, CM, 28 * CM, 0)
    assert free_of(Box(0, 0, 30 * CM, 15 * CM), [rule]).top == CM + 72_000


@given(boxes, st.lists(boxes, max_size=4))
def test_what_is_free_lies_in_its_place_and_meets_no_obstacle(place: Box, obstacles: list[Box]) -> None:
    free = free_of(place, obstacles)
    if free.width > 0 and free.height > 0:
        assert free.shared(place) == free
        for obstacle in obstacles:
            both = free.shared(obstacle)
            assert min(both.width, both.height) <= 12_700


def test_a_panel_under_the_whole_place_is_its_ground_and_no_obstacle() -> None:
    place = Box(2 * CM, 3 * CM, 20 * CM, 10 * CM)
    assert is_ground(Box(CM, CM, 30 * CM, 18 * CM), place)
    assert not is_ground(Box(CM, CM, 10 * CM, 18 * CM), place)


def test_boxes_keep_their_shares_of_another_area() -> None:
    ours, theirs = Box(0, 0, 100, 50), Box(1000, 2000, 200, 25)
    assert mapped(Box(50, 10, 50, 40), ours, theirs) == Box(1100, 2005, 100, 20)


def test_modifiers_are_those_of_drawingml() -> None:
    assert modified("#000000", {"lumMod": 75, "lumOff": 25}) == "#404040"
    assert modified("#FFFFFF", {"lumMod": 50}) == "#808080"


@given(st.lists(colour, min_size=12, max_size=12), colour)
def test_words_and_statuses_can_be_read_in_any_theme_that_can_be_read_itself(slots: list[str], page: str) -> None:
    scheme = Scheme(dict(zip(SLOTS, slots, strict=True)), NAMES)
    by = recolouring(scheme, page)
    if contrast(scheme.colour(by.ink), page) < 4.5:
        return
    grounds = (page, by.panel or page)
    for slot, modifiers in (("tx1", {}), ("tx2", {}), ("accent1", {}), ("tx1", {"lumMod": 75, "lumOff": 25})):
        name, kept = by.exchanged(slot, modifiers, text=True)
        assert all(contrast(scheme.colour(name, kept), under) >= 4.5 for under in grounds)
    for ink in INKS.values():
        found = by.status(ink.split('"')[1])
        assert found is None or all(contrast(f"#{found}", under) >= 4.5 for under in grounds)


def test_values_are_an_accent_that_stands_out_from_the_page() -> None:
    slots = dict.fromkeys(SLOTS, "#808080") | {"dk1": "#101418", "lt1": "#FFFFFF"}
    pale = Scheme(slots | {"accent1": "#FFF3B0", "accent2": "#1F6F8B"}, NAMES)
    assert recolouring(pale, "#FFFFFF").data == "accent2"
    none = Scheme(slots | {f"accent{n}": "#EEEEEE" for n in range(1, 7)}, NAMES)
    assert recolouring(none, "#FFFFFF").data == "tx1"


def test_older_values_are_shades_where_the_page_is_dark() -> None:
    slots = dict.fromkeys(SLOTS, "#2AB7CA") | {"dk1": "#FFFFFF", "lt1": "#101418", "lt2": "#1E2A38"}
    by = recolouring(Scheme(slots, NAMES), "#101418")
    assert by.dark
    assert by.exchanged("accent1", {"lumMod": 40, "satMod": 50, "lumOff": 60}, text=False) == (
        "accent1", {"lumMod": 56},
    )  # fmt: skip
    assert by.status("17703C") == "7FD8A4"


@pytest.mark.parametrize("name", ["Arial", "helvetica", "Liberation Sans"])
def test_arial_and_its_twins_are_measured_as_arial(name: str) -> None:
    assert face_of(name) == ARIAL
    assert not is_guessed(name)


def test_a_font_that_is_not_known_is_given_the_room_of_a_wide_one() -> None:
    assert is_guessed("Corporate Sans Pro")
    with measured_in(face_of("Corporate Sans Pro")):
        wide = width("Revenue 2026", 12)
    assert wide == pytest.approx(1.16 * width("Revenue 2026", 12))


def test_words_of_a_table_keep_room_for_a_font_that_stands_in_where_there_is_any() -> None:
    head = tuple(Cell((Paragraph((Run(text),)),)) for text in ("Attainment", "A long name of an indicator that wraps"))
    grid: Grid = (head, head)
    with measured_in(face_of("Calibri")):
        needed = int(head[0].least(0))
        roomy, tight = column_widths(grid, 0, 4 * needed), column_widths(grid, 0, 2 * needed)
    assert roomy is not None
    assert tight is not None
    assert roomy[0] >= 1.29 * needed
    assert needed <= tight[0] < 1.29 * needed


def test_a_font_of_the_configs_is_measured_by_its_file() -> None:
    folder = Path(__file__).resolve().parents[2] / "reportgen" / "fonts"
    files = sorted(folder.glob("ReportgenSans-*.ttf"))
    assert len(files) >= 2
    face = face_of("Reportgen Sans", files)
    assert face.stretch == 1
    assert face.regular.endswith("ReportgenSans-Regular.ttf")
    assert not is_guessed("Reportgen Sans", files)
    with measured_in(face):
        assert width("€", 100) != width("€", 100, bold=True)
