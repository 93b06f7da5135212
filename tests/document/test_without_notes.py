"""A theme without notes: sources, methods and definitions go; what qualifies the figures stays."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.report import Lines, Notice, Report
from reportgen.model.scorecard import Scorecard
from tests.document.build import kpi, objective, report, scorecard, source
from tests.document.test_states import STEADY, said


def card(*, partial: int = 0) -> Scorecard:
    score = kpi("leads", [*STEADY[:3], 132], 140)
    sources = tuple(source(f"shop_{'abcdef'[n]}", "leads", days=(27, 31)) for n in range(partial))
    return replace(scorecard(objective("leads", "Recevoir", "Un rôle.", score)), sources=sources)


def without(made: Scorecard) -> Report:
    return report(made, theme={"notes": False})


def test_the_notes_and_the_slides_of_definitions_go() -> None:
    assert report(card()).pages[-1].id == "notes"
    assert report(card()).slides[-1].id == "definitions"
    assert "notes" not in [page.id for page in without(card()).pages]
    assert "definitions" not in [slide.id for slide in without(card()).slides]


def test_what_page_one_tells_of_missing_data_stays_there() -> None:
    made = without(card(partial=1))
    [notice] = [block for block in made.pages[0].blocks if isinstance(block, Notice)]
    assert "27" in said(made, notice.paragraphs[0])
    assert made.pages[0] == report(card(partial=1)).pages[0]


def test_what_page_one_has_no_room_for_is_said_in_notes_of_nothing_else() -> None:
    made = without(card(partial=5))
    section = made.pages[-1]
    assert section.id == "notes"
    [block] = section.blocks
    assert isinstance(block, Lines)
    assert len(block.lines) == 2
    assert all("27" in said(made, line) for line in block.lines)
