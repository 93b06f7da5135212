"""Texts and Cells → runs → paragraphs that fit their box, written as DrawingML. Lengths are points.

Autofit is off: sizes are chosen here, in steps, for a whole box at once. What still does not fit is cut at a word
(names and free text) or refused (figures and statuses).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

from reportgen.display import Display
from reportgen.model.report import Cell
from reportgen.model.text import Emphasis, Link, Text
from reportgen.render import deck_measure as measure
from reportgen.render.bidi import RightToLeft, directed, reads_from_right
from reportgen.render.characters import neutral
from reportgen.render.deck_measure import Span
from reportgen.render.deck_style import INKS, SIGNS, SOFT, Style

NBSP = "\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """``bold`` and ``colour`` None: as the paragraph's style has them. ``link`` is the relationship id of a slide, or
    an address."""

    text: str
    bold: bool | None = None
    colour: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs at a level of their box; levels count from 0 and carry the roles of text."""

    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def clean(text: str) -> str:
    """What XML can hold and Arial can show: nothing that hides, U+00A0 for every no-break space."""
    return neutral(text).replace("\u202f", NBSP)


class Words:
    """Texts in the deck's locale."""

    def __init__(self, display: Display, language: str) -> None:
        self.display, self.language = display, language

    @property
    def colon(self) -> str:
        """What stands between a name and what is said of it."""
        return f"{NBSP}: " if self.display.language == "fr" else ": "

    def plain(self, text: Text) -> str:
        return clean(self.display.text(text))

    def runs(self, text: Text, bold: bool | None = None, colour: str | None = None) -> tuple[Run, ...]:
        """One run for each stretch of one weight; an Emphasis is bold."""
        found: list[Run] = []
        for part in directed(text, lambda part: self.plain((part,))):
            weight = True if isinstance(part, Emphasis) else bold
            words = part.marked if isinstance(part, RightToLeft) else self.plain((part,))
            run = Run(words, weight, colour, part.address if isinstance(part, Link) else "")
            if found and replace(found[-1], text=run.text) == run:
                run = replace(run, text=found.pop().text + run.text)
            found.append(run)
        return tuple(run for run in found if run.text)

    def cell(self, cell: Cell, bold: bool | None = None) -> tuple[Run, ...]:
        """Sign, words, raised letter; ``after`` is left to the place, which sets it beside or below.

        A status is set in its ink and bold. A sign that stands alone, or that is told in words, gives its alternative.
        """
        ink = INKS.get(cell.tone)
        status = cell.tone in ("met", "close", "missed")
        weight = True if status or cell.strong else bold
        words = self.runs(cell.text, weight, ink)
        if not words and cell.sign_alt and not SIGNS[cell.sign]:
            words = (Run(clean(cell.sign_alt), weight, ink),)
        sign = SIGNS[cell.sign] + (NBSP if words else "") if SIGNS[cell.sign] else ""
        note = (Run(f"{NBSP}({clean(cell.reference)})", bold),) if cell.reference else ()
        return ((Run(sign, weight, ink), *words) if sign else words) + note

    @staticmethod
    def dot() -> tuple[Run, ...]:
        """What stands between two remarks on one line."""
        return (Run(f"{NBSP}· ", colour=SOFT),)

    def aside(self, cell: Cell) -> tuple[Run, ...]:
        """The small grey words after a cell's text."""
        return self.runs(cell.after, colour=SOFT)


def spans(runs: Iterable[Run], style: Style) -> tuple[Span, ...]:
    return tuple(Span(run.text, style.bold if run.bold is None else run.bold) for run in runs)


def height(paragraphs: Sequence[Paragraph], styles: Sequence[Style], step: int, room: float) -> float:
    """The height that the paragraphs take in ``room`` points of width."""
    total = 0.0
    for number, paragraph in enumerate(paragraphs):
        style = styles[paragraph.level]
        lines = measure.wrap(spans(paragraph.runs, style), style.size(step), room)
        total += len(lines) * style.size(step) * measure.line_height() * style.spacing + (style.before if number else 0)
    return total


def steps(styles: Iterable[Style]) -> range:
    return range(max(len(style.steps) for style in styles))


def fitting_step(paragraphs: Sequence[Paragraph], styles: Sequence[Style], room: tuple[float, float]) -> int | None:
    """The first step at which all fits into ``room`` (width, height); None where the last one does not fit either."""

    def fits(step: int) -> bool:
        wide = all(
            measure.fits_width(spans(p.runs, styles[p.level]), styles[p.level].size(step), room[0]) for p in paragraphs
        )
        return wide and height(paragraphs, styles, step, room[0]) <= room[1]

    return next((step for step in steps(styles) if fits(step)), None)


def shortened(runs: Sequence[Run], fits: Callable[[tuple[Run, ...]], bool]) -> tuple[Run, ...]:
    """The longest beginning of the runs, ended at a word with "…", that fits; at least the first word."""
    text = "".join(run.text for run in runs)
    ends = [place for place, sign in enumerate(text) if sign == " "]
    for end in reversed(ends):
        candidate = _until(runs, end)
        if fits(candidate):
            return candidate
    return _until(runs, ends[0] if ends else len(text))


def _until(runs: Sequence[Run], end: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        if end <= 0:
            break
        kept.append(replace(run, text=run.text[:end]))
        end -= len(run.text)
    last = kept[-1]
    return (*kept[:-1], replace(last, text=last.text.rstrip(" ,;:.–·") + "…"))


def without_widow(runs: tuple[Run, ...], style: Style, size: float, room: float) -> tuple[Run, ...]:
    """A second line under 22 % of the first: its last four words are joined, without a break of ours."""
    lines = measure.wrap(spans(runs, style), size, room)
    if len(lines) != 2 or lines[1] >= 0.22 * lines[0]:
        return runs
    joined, left = list(runs), 3
    for place in range(len(joined) - 1, -1, -1):
        pieces = joined[place].text.rsplit(" ", left)
        joined[place] = replace(joined[place], text=NBSP.join(pieces))
        left -= len(pieces) - 1
        if left == 0:
            break
    return tuple(joined) if len(measure.wrap(spans(joined, style), size, room)) == 2 else runs


def paragraph_xml(
    paragraph: Paragraph, style: Style, step: int, language: str, explicit: bool = False, align: str = ""
) -> str:
    """``a:p``. A placeholder inherits its style, so only what departs from it is written; ``explicit`` writes it
    all."""
    size = style.size(step)
    level = f' lvl="{paragraph.level}"' if paragraph.level and not explicit and not style.own else ""
    side = (f' algn="{align}"' if align else "") + (' rtl="1"' if reads_from_right(paragraph.text) else "")
    sized = f' sz="{round(size * 100)}"' if explicit or size != (style.own or style.steps[0]) else ""
    pieces = (piece for run in paragraph.runs for piece in _pieces(run))
    runs = "".join(_run_xml(run, style, sized, language, explicit) for run in pieces)
    spaced = explicit or (style.own and style.before)
    space = f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef>' if spaced else ""
    return f'<a:p><a:pPr{level}{side}>{space}</a:pPr>{runs}<a:endParaRPr lang="{language}"{sized}/></a:p>'


def _pieces(run: Run) -> Iterable[Run]:
    """A link word by word: LibreOffice takes each run with a link for one field and would break it inside a word."""
    return (replace(run, text=text) for text in re.findall(r"[^ ]* *", run.text) if text) if run.link else (run,)


def _run_xml(run: Run, style: Style, sized: str, language: str, explicit: bool) -> str:
    bold = style.bold if run.bold is None else run.bold
    weight = f' b="{int(bold)}"' if explicit or bold != style.bold else ""
    colour = run.colour or (style.colour if explicit else "")
    fill = f"<a:solidFill>{colour}</a:solidFill>" if colour else ""
    link = _link_xml(run.link) if run.link else ""
    properties = f'<a:rPr lang="{language}"{sized}{weight} dirty="0">{fill}{link}</a:rPr>'
    return f"<a:r>{properties}<a:t>{escape(run.text)}</a:t></a:r>"


def _link_xml(link: str) -> str:
    """A jump to a slide, or a link to an address (`ooxml.relate_addresses` ends it), in the text's own colour where the
    program knows how."""
    jump = "" if ":" in link else ' action="ppaction://hlinksldjump"'
    return (
        f"<a:hlinkClick r:id={quoteattr(link)}{jump}><a:extLst>"
        '<a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
        'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext>'
        "</a:extLst></a:hlinkClick>"
    )


def cut_before(whole: str, tail: str, fits: Callable[[str], bool]) -> str:
    """The line with what stands before ``tail`` cut at a word, so that it fits."""
    head = (Run(whole.removesuffix(tail)),)
    return "".join(run.text for run in shortened(head, lambda runs: fits("".join(r.text for r in runs) + tail))) + tail
