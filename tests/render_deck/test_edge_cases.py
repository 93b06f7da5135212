"""Decks at the edges: valid, nothing overlaps, what is not seen is in no part, and no name is read as a formula."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reportgen.document.deck_outline import MOST
from reportgen.model.artifact import Artifact
from tests.render_deck.conftest import reopened
from tests.render_deck.edge_cases import CASES
from tests.render_deck.test_templates import box, overlap

FAST = ("gaps", "hidden")  # the others take the time of the services' tests


@cache
def made(name: str) -> Artifact:
    return CASES[name].render()


@pytest.fixture(params=[name if name in FAST else pytest.param(name, marks=pytest.mark.services) for name in CASES])
def artifact(request: pytest.FixtureRequest) -> Artifact:
    return made(request.param)


def boxes(slide: Any) -> list[tuple[int, int, int, int]]:
    return [box(shape) for shape in slide.shapes]


def test_nothing_overlaps_or_leaves_its_slide(artifact: Artifact) -> None:
    deck = reopened(artifact)
    for slide in deck.slides:
        found = boxes(slide)
        assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []
        assert all(left >= 0 and top >= 0 for left, top, *_ in found)


def test_a_validator_of_the_schema_finds_nothing(artifact: Artifact, tmp_path: Path) -> None:
    from openxml_audit import validate_pptx

    path = tmp_path / "deck.pptx"
    path.write_bytes(artifact.data)
    assert [str(error) for error in validate_pptx(path).errors] == []


@pytest.mark.services
def test_twelve_objectives_stay_within_twelve_slides_before_the_appendix() -> None:
    with ZipFile(BytesIO(made("many").data)) as archive:
        sections = archive.read("ppt/presentation.xml").decode().partition("<p14:sectionLst")[2]
    counts = [part.count("<p14:sldId ") for part in sections.split("<p14:section ")[1:]]
    slides = len(reopened(made("many")).slides)
    assert sum(counts) == slides > MOST
    assert sum(counts[:-1]) <= MOST


def test_what_the_reader_does_not_see_is_in_no_part_and_no_name_begins_a_formula() -> None:
    with ZipFile(BytesIO(made("hidden").data)) as archive:
        slides = [archive.read(name).decode() for name in archive.namelist() if "slides/slide" in name]
        books = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert books
    text = "".join(slides)
    assert not {sign for sign in text if sign in "\u202e\u2066\u200b\ufeff"}
    assert "=SUM(A1)" in text
    for book in books:
        with ZipFile(BytesIO(book)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
