"""What a person wrote on page 1 stays whole in the notes where it had to be cut."""

from __future__ import annotations

from dataclasses import replace

from reportgen.display import Display
from reportgen.model.report import Lines, Passages, Report
from reportgen.render.pages import give_way
from tests.render_pdf import fixtures

FR = Display("fr_FR", "EUR")
SECOND = ("Seconde phrase, tout aussi longue que la première, pour dépasser les quatre lignes de sa colonne.",)


def spoken(own: int) -> Report:
    """The first text is longer than it may be; ``own`` of its paragraphs are a person's."""
    report = fixtures.report()
    summary = report.pages[0]
    held = next(block for block in summary.blocks if isinstance(block, Passages))
    first = held.passages[0]
    longer = replace(first, paragraphs=(*first.paragraphs, SECOND), own=own)
    changed = replace(held, passages=(longer, *held.passages[1:]))
    blocks = tuple(changed if block is held else block for block in summary.blocks)
    return replace(report, pages=(replace(summary, blocks=blocks), *report.pages[1:]))


def noted(report: Report) -> list[str]:
    blocks = [block for block in report.pages[-1].blocks if isinstance(block, Lines)]
    return [FR.text(line) for line in blocks[-1].lines]


def test_a_persons_words_that_are_cut_stand_whole_in_the_notes_once() -> None:
    report = spoken(own=2)
    cut = give_way(report, "passage_sentences", FR)
    whole = noted(cut)
    assert whole[0].startswith("Ce qui s’est passé\u00a0: Le chiffre d’affaires")
    assert whole[1] == "Ce qui s’est passé\u00a0: " + SECOND[0]
    assert noted(give_way(cut, "passage_ends", FR)) == whole


def test_generated_sentences_that_are_cut_are_told_elsewhere() -> None:
    report = spoken(own=0)
    assert give_way(report, "passage_sentences", FR).pages[-1] == report.pages[-1]
    assert give_way(report, "passage_sentences", FR).pages[0] != report.pages[0]
