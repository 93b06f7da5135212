"""Numerals of documents, read back by other programs, and those that the Report places there: digit runs, counted."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pdfplumber
import pikepdf
from pptx import Presentation
from pptx.util import Mm

from reportgen.display import Display
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Panel, Report, Slide
from reportgen.model.text import Figure, Text, figures

MM = 72 / 25.4
UNSEEN = {"alt", "sign_alt", "caption", "series", "points"}  # other texts and raw values are looked at on their own


def runs(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+", text))


def _seen(part: object) -> Iterator[Figure]:
    """The Figures of a part that print as visible text."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _seen(item)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in UNSEEN:
                yield from _seen(_printed(part, getattr(part, field.name)))


def _printed(part: object, value: object) -> object:
    """A panel's title and subtitle stand in for those of its chart."""
    if not isinstance(part, Panel) or not isinstance(value, ChartSpec):
        return value
    return replace(value, title=() if part.title else value.title, subtitle=() if part.subtitle else value.subtitle)


def _alts(part: object) -> Iterator[Text]:
    if isinstance(part, tuple):
        for item in part:
            yield from _alts(item)
    elif is_dataclass(part) and not isinstance(part, Figure):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.name == "alt":
                yield value
            else:
                yield from _alts(value)


def _display(report: Report) -> Display:
    return Display(report.locale, report.currency)


def _shown(report: Report, part: object) -> Counter[str]:
    display = _display(report)
    return sum((runs(display.figure(figure)) for figure in _seen(part)), Counter())


def expected_pages(report: Report) -> Counter[str]:
    return _shown(report, report.pages)


def expected_alts(report: Report) -> Counter[str]:
    display = _display(report)
    return sum((runs(display.text(alt)) for alt in _alts(report.pages)), Counter())


def pdf_pages(data: bytes) -> Counter[str]:
    """Numerals of the pages' bodies: running header (from page 2) and footer are cut away."""
    found: Counter[str] = Counter()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            top = 0 if number == 0 else 20 * MM
            body = page.crop((0, top, page.width, page.height - 17 * MM))
            found += runs(body.extract_text(x_tolerance=1.5) or "")
    return found


def pdf_margins(data: bytes) -> list[tuple[str, str]]:
    """(running header, footer) of each page."""
    found = []
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            header = "" if number == 0 else page.crop((0, 0, page.width, 20 * MM)).extract_text(x_tolerance=1.5)
            footer = page.crop((0, page.height - 17 * MM, page.width, page.height)).extract_text(x_tolerance=1.5)
            found.append((header, footer))
    return found


def pdf_alts(data: bytes) -> Counter[str]:
    """Numerals of all alternative texts in the structure tree."""
    found: Counter[str] = Counter()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item:
                found += runs(str(item["/Alt"]))
    return found


def expected_slide(report: Report, slide: Slide) -> Counter[str]:
    """A slide's own text with its notes, the chart left out; the footer stands on every slide but the cover."""
    body = [getattr(slide, field.name) for field in fields(slide) if field.name not in ("chart", "id", "link")]
    footer = () if slide.layout == "cover" else report.slide_footer
    return _shown(report, (*body, footer))


def slide_numerals(data: bytes) -> list[Counter[str]]:
    """Per slide the numerals of its shapes, tables and notes; the slide number's field is not counted."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        parts = [slide.shapes._spTree, slide.notes_slide.notes_text_frame._txBody]
        namespace = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
        texts = [
            "".join(t.text or "" for t in paragraph.iterfind("a:r/a:t", namespace))
            for part in parts
            for paragraph in part.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p")
        ]
        found.append(sum((runs(text) for text in texts), Counter()))
    return found


def deck_charts(data: bytes) -> list[tuple[str, Any]]:
    """(slide title, native chart) in order."""
    found = []
    for slide in Presentation(io.BytesIO(data)).slides:
        found += [(slide.shapes.title.text, shape.chart) for shape in slide.shapes if shape.has_chart]
    return found


def charts(report: Report) -> list[ChartSpec]:
    return [slide.chart for slide in report.slides if slide.chart is not None]


__all__ = [
    "Mm", "charts", "deck_charts", "expected_alts", "expected_pages", "expected_slide", "figures", "pdf_alts",
    "pdf_margins", "pdf_pages", "runs", "slide_numerals",
]  # fmt: skip
