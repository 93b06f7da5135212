"""Marks on the cover: the client's logo within its place, the agency's under it, or their names where there is none."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportgen.render import ooxml
from reportgen.render.deck_area import Box
from reportgen.render.deck_place import Place
from reportgen.render.deck_style import EMU_PER_PT, INK, SOFT, Style
from reportgen.render.deck_text import Paragraph, Run, fitting_step, paragraph_xml, shortened

if TYPE_CHECKING:
    from reportgen.render.logo import Logo
    from reportgen.render.theme import Agency

_NAME = Style((28, 24, 20, 16, 14, 12), bold=True, colour=INK)
_AGENCY = Style((14, 13, 12), colour=SOFT)
_BETWEEN = 330_000  # EMU between the two marks


def place_logo(page: Any, place: Place, logo: Logo | None, client: str, language: str) -> None:
    """The logo, whole and undistorted, at the left edge of its place; ``client`` is its alternative text.

    An SVG is shown by a drawing of itself as PNG, which python-pptx can place, and travels along for the programs that
    draw it. Where it has parts that we cannot draw (text in a face of the machine's, gradients), the name stands
    instead.
    """
    picture = _picture(logo)
    if logo is None or picture is None:
        box = place.box
        place.remove()
        _write_name(page, box, client, _NAME, "Client", language)
        return
    box, frame = place.box, place.picture(picture)
    frame.crop_left = frame.crop_right = frame.crop_top = frame.crop_bottom = 0
    _fit(page, frame, logo, box, "logo")
    ooxml.describe(frame, "Logo", client)


def place_agency(page: Any, agency: Agency, client: Box, language: str) -> None:
    """The agency's mark under the client's, which stands in the box ``client``: smaller, at the same left edge."""
    box = Box(client.left, client.bottom + _BETWEEN, client.width * 2 // 3, client.height // 2)
    picture = _picture(agency.logo)
    if agency.logo is None or picture is None:
        _write_name(page, box, agency.name, _AGENCY, "Agency", language)
        return
    frame = page.shapes.add_picture(BytesIO(picture), box.left, box.top)
    _fit(page, frame, agency.logo, box, "agency")
    ooxml.describe(frame, "Agency", agency.name)


def _fit(page: Any, frame: Any, logo: Logo, box: Box, name: str) -> None:
    """As large as the box allows, at its left edge, half way up."""
    scale = min(box.width / logo.width, box.height / logo.height)
    frame.width, frame.height = round(logo.width * scale), round(logo.height * scale)
    frame.left, frame.top = box.left, box.top + (box.height - frame.height) // 2
    if logo.media_type == "image/svg+xml":
        ooxml.add_svg(page, frame, logo.data, name)


def _picture(logo: Logo | None) -> bytes | None:
    if logo is None or logo.media_type != "image/svg+xml":
        return logo.data if logo else None
    from reportgen.render.logo_png import draw

    return draw(logo)


def _write_name(page: Any, box: Box, name: str, style: Style, role: str, language: str) -> None:
    """A name in a mark's place."""
    shape = page.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = role
    shape.text_frame.word_wrap = True
    body = shape._element.txBody
    for inset in ("lIns", "tIns", "rIns", "bIns"):
        body.bodyPr.set(inset, "0")
    body.bodyPr.set("anchor", "ctr")
    room = box.width / EMU_PER_PT, box.height / EMU_PER_PT
    runs: tuple[Run, ...] = (Run(name),)
    step = fitting_step((Paragraph(runs),), (style,), room)
    if step is None:
        step = len(style.steps) - 1
        runs = shortened(runs, lambda r: fitting_step((Paragraph(r),), (style,), room) is not None)
    ooxml.set_paragraphs(body, [paragraph_xml(Paragraph(runs), style, step, language, explicit=True)])
