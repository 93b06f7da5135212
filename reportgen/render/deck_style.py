"""The deck's look in numbers: grid, type steps, colours. Shared by the template's script and the renderer.

Lengths are EMU (12 700 to the point, 360 000 to the centimetre), sizes points. Colours are DrawingML expressions on
theme slots, so that a deck follows its theme; only the inks of a status are fixed RGB values.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.report import Sign, Tone

EMU_PER_PT = 12_700
SLIDE_WIDTH, SLIDE_HEIGHT = 12_192_000, 6_858_000
CONTENT_TOP, CONTENT_HEIGHT = 1_512_000, 4_536_000
LINE_HEIGHT = 1.17  # of the size; Arial needs 1.149


def x(column: int) -> int:
    """Left edge of a column of the grid, 0…11."""
    return 540_000 + 941_000 * column


def w(columns: int) -> int:
    """Width of so many columns with the gutters between them."""
    return 941_000 * columns - 180_000


@dataclass(frozen=True, slots=True)
class Style:
    """A role of text: its size and the steps down that are allowed, and how a paragraph of it stands.

    ``before`` is the space above the paragraph in points, ``spacing`` the line spacing, ``colour`` a DrawingML colour.
    ``own`` is set for a place of a foreign template: the size that its text has there without a word of ours, at every
    level (negative: nobody knows).
    """

    steps: tuple[float, ...]
    bold: bool = False
    colour: str = '<a:schemeClr val="tx1"/>'
    before: float = 0
    spacing: float = 1
    own: float = 0

    def size(self, step: int) -> float:
        return self.steps[min(step, len(self.steps) - 1)]


def _slot(name: str, **modifiers: int) -> str:
    inner = "".join(f'<a:{key} val="{value * 1000}"/>' for key, value in modifiers.items())
    return f'<a:schemeClr val="{name}">{inner}</a:schemeClr>' if inner else f'<a:schemeClr val="{name}"/>'


TEXT, PAGE, INK, ACCENT = _slot("tx1"), _slot("bg1"), _slot("tx2"), _slot("accent1")
SOFT = _slot("tx1", lumMod=75, lumOff=25)
HAIRLINE = _slot("tx1", lumMod=25, lumOff=75)
GRIDLINE = _slot("tx1", lumMod=12, lumOff=88)
CURRENT = ACCENT
PREVIOUS = _slot("accent1", lumMod=40, satMod=50, lumOff=60)
RANGE = _slot("accent1", lumMod=10, satMod=50, lumOff=90)

COVER_TITLE = Style((36, 32, 28), bold=True, colour=PAGE)
COVER_SUBTITLE = Style((20, 18, 16), colour=PAGE)
PREPARED_FOR = Style((13, 12), colour=PAGE)
NOTICE = (Style((12,), bold=True), Style((12,), before=4))
TITLE = Style((24, 22, 20), bold=True, colour=INK, spacing=0.95)
SECTION = Style((12,), bold=True, colour=ACCENT)
HEADING = Style((14, 13, 12), bold=True)
SOURCE = Style((10, 9.5, 9), colour=SOFT)
FIGURE = (
    Style((12,), colour=SOFT),
    Style((24, 22, 20), bold=True, colour=INK),
    Style((14, 13, 12), before=2),
)
DECISION = (Style((16, 14, 12), bold=True, colour=INK), Style((14, 13, 12), before=4))
ACTION = (Style((16, 14, 12), bold=True, colour=INK), Style((16, 14, 12), before=6))
CELL = Style((14, 13, 12))
HEAD_CELL = Style((12,), bold=True, colour=SOFT)
STRIP_NAME = Style((12,), colour=SOFT)
STRIP_VALUE = Style((28, 26, 24, 22, 20), bold=True, colour=INK)
STRIP_WORDS = Style((14, 13, 12), colour=SOFT)
STRIP_LINE = Style((13, 12))

# Signs that Arial holds. A verdict is told in words, so its sign is empty.
SIGNS: dict[Sign, str] = {
    "met": "●", "close": "≈", "missed": "○", "unknown": "–", "up": "▲", "down": "▼", "flat": "►",
    "signal": "", "usual": "", "none": "",
}  # fmt: skip
# Inks of a status on a light page, each ≥ 5.3:1 on page and panel.
INKS: dict[Tone, str] = {
    "met": '<a:srgbClr val="17703C"/>', "close": '<a:srgbClr val="8A5A00"/>', "missed": '<a:srgbClr val="B3261E"/>',
    "muted": '<a:srgbClr val="566173"/>',
}  # fmt: skip
# The same on a dark page, each ≥ 7:1 on near black.
DARK_INKS: dict[str, str] = {"17703C": "7FD8A4", "8A5A00": "F4C95D", "B3261E": "FF9C92", "566173": "B9C3D0"}
