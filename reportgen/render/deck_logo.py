"""The client's logo on the cover: a picture within its place, or the client's name where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.render import ooxml
from reportgen.render.deck_place import Place
from reportgen.render.deck_style import EMU_PER_PT, INK, Style
from reportgen.render.deck_text import Paragraph, Run, fitting_step, paragraph_xml, shortened

if TYPE_CHECKING:
    from reportgen.render.logo import Logo

_NAME = Style((28, 24, 20, 16), bold=True, colour=INK)


def place_logo(page: Any, place: Place, logo: Logo | None, client: str, language: str) -> None:
    """The logo, whole and undistorted, at the left edge of its place; ``client`` is its alternative text.

    An SVG is shown by a drawing of itself as PNG, which python-pptx can place, and travels along for the programs that
    draw it. Where it has parts that we cannot draw (text in a face of the machine's, gradients), the name stands
    instead.
    """
    picture = _picture(logo)
    if logo is None or picture is None:
        _place_name(page, place, client, language)
        return
    box = place.box
    frame = place.picture(picture)
    frame.crop_left = frame.crop_right = frame.crop_top = frame.crop_bottom = 0
    scale = min(box.width / logo.width, box.height / logo.height)
    frame.width, frame.height = round(logo.width * scale), round(logo.height * scale)
    frame.left, frame.top = box.left, box.top + (box.height - frame.height) // 2
    ooxml.describe(frame, "Logo", client)
    if logo.media_type == "image/svg+xml":
        ooxml.add_svg(page, frame, logo.data)


def _picture(logo: Logo | None) -> bytes | None:
    if logo is None or logo.media_type != "image/svg+xml":
        return logo.data if logo else None
    from reportgen.render.logo_png import draw

    return draw(logo)


def _place_name(page: Any, place: Place, client: str, language: str) -> None:
    """The client's name in the logo's place."""
    box = place.box
    place.remove()
    shape = page.shapes.add_textbox(box.left, box.top, box.width, box.height)
    shape.name = "Client"
    shape.text_frame.word_wrap = True
    body = shape._element.txBody
    for inset in ("lIns", "tIns", "rIns", "bIns"):
        body.bodyPr.set(inset, "0")
    body.bodyPr.set("anchor", "ctr")
    room = box.width / EMU_PER_PT, box.height / EMU_PER_PT
    runs: tuple[Run, ...] = (Run(client),)
    step = fitting_step((Paragraph(runs),), (_NAME,), room)
    if step is None:
        step = len(_NAME.steps) - 1
        runs = shortened(runs, lambda r: fitting_step((Paragraph(r),), (_NAME,), room) is not None)
    ooxml.set_paragraphs(body, [paragraph_xml(Paragraph(runs), _NAME, step, language, explicit=True)])
