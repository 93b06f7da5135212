"""LibreOffice opens decks in foreign templates, one of which it made itself: every text stands within its shape."""

from __future__ import annotations

import re
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from reportgen.model.artifact import Artifact
from reportgen.render.deck_area import Box
from reportgen.render.deck_layouts import placed
from tests.render_deck.conftest import rendered, reopened
from tests.render_deck.fixtures import FRENCH
from tests.render_deck.money import FR_MONEY
from tests.render_deck.templates import TEMPLATES, draw, opened, saved, theme, widen
from tests.render_deck.test_templates import in_template, plain

pytestmark = pytest.mark.services
EMU_PER_PT = 12_700
SLACK = 3.0  # points: a face's ascent stands over the box of its letters
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def converted(folder: Path, name: str, to: str) -> Path:
    command = [
        "soffice", f"-env:UserInstallation=file://{folder.parent}/profile", "--headless", "--convert-to", to,
        "--outdir", str(folder), str(folder / name),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return (folder / name).with_suffix(f".{to}")


def by_libreoffice(folder: Path) -> bytes:
    """A 16:9 template that LibreOffice wrote: from its own format, with a strip of the master's and a sample slide."""
    presentation = widen(opened())
    theme(presentation, {"accent1": "2E5AAC"}, "Liberation Sans")
    draw(presentation.slide_masters[0], "Strip", (0, 0, 33.87, 0.6))
    presentation.slides.add_slide(presentation.slide_layouts[1]).shapes.title.text_frame.text = "Sample"
    (folder / "own.pptx").write_bytes(saved(presentation))
    converted(folder, "own.pptx", "odp")
    return converted(folder, "own.odp", "pptx").read_bytes()


def pages(folder: Path, artifact: Artifact) -> list[list[tuple[float, float, float, float, str]]]:
    """The words of each page with their boxes, in points."""
    (folder / "deck.pptx").write_bytes(artifact.data)
    pdf = converted(folder, "deck.pptx", "pdf")
    text = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [
        [(*(float(edge) for edge in found[:4]), unescape(found[4])) for found in WORD.findall(page)]  # type: ignore[misc]
        for page in text.split("<page ")[1:]
    ]


def frames(slide: Any) -> list[tuple[float, float, float, float]]:
    boxes = [placed(s) if s.is_placeholder else Box(s.left, s.top, s.width, s.height) for s in slide.shapes]
    return [
        tuple(edge / EMU_PER_PT for edge in (box.left, box.top, box.right, box.bottom))  # type: ignore[misc]
        for box in boxes
        if box is not None
    ]


def outside(slide: Any, words: list[tuple[float, float, float, float, str]]) -> list[str]:
    """Words of our shapes that stand in none of them; those that the template draws itself are not ours."""
    ours = {word for p in slide._element.iter() if p.tag.endswith("}t") for word in plain(p.text or "").split()}
    found = []
    for left, top, right, bottom, text in words:
        middle = (top + bottom) / 2
        inside = any(
            l - SLACK <= left and right <= r + SLACK and t - SLACK <= middle <= b + SLACK
            for l, t, r, b in frames(slide)  # noqa: E741
        )
        if plain(text) in ours and not inside:
            found.append(text)
    return found


@pytest.mark.parametrize("name", [*sorted(TEMPLATES), "libreoffice"])
def test_as_many_pages_as_slides_and_no_word_outside_its_shape(name: str, tmp_path: Path) -> None:
    blob = by_libreoffice(tmp_path) if name == "libreoffice" else TEMPLATES[name]()
    artifact = in_template(tmp_path, blob)
    slides = list(reopened(artifact).slides)
    drawn = pages(tmp_path, artifact)
    assert len(drawn) == len(slides)
    assert sum(len(words) for words in drawn) > 500
    assert [found for slide, words in zip(slides, drawn, strict=True) if (found := outside(slide, words))] == []


@pytest.mark.parametrize("report", [FRENCH, FR_MONEY], ids=["french", "argent"])
def test_no_word_of_our_own_template_stands_outside_its_shape(report: Any, tmp_path: Path) -> None:
    artifact = rendered(report)
    drawn = pages(tmp_path, artifact)
    for slide, words in zip(reopened(artifact).slides, drawn, strict=True):
        assert outside(slide, words) == []
