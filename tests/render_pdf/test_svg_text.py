"""Labels of drawings are set as whole lines: joined, in the order of their script, kerned."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from reportgen.render.fonts import FACES
from reportgen.render.press import SCHEME, Press, written
from tests.render_pdf.small_fonts import font

LABEL = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="20" style="font: 12px F">{}</text></svg>'  # noqa: E501 - one drawing


def drawn(text: str, face: bytes) -> bytes:
    """The page's drawing operators for a label."""
    drawing = LABEL.format(text).encode()
    served = {"f": ("font/ttf", face), "label.svg": ("image/svg+xml", drawing)}
    press = Press(f'@font-face {{ font-family: F; src: url("{SCHEME}f") }}', served)
    page = f'<html lang="en"><title>t</title><img src="{SCHEME}label.svg" alt="label"></html>'
    pdf = PdfReader(BytesIO(written(press.lay_out(page), b"0", lambda pdf: None)))
    resources: Any = pdf.pages[0]["/Resources"]
    forms = resources.get("/XObject", {})
    return b"".join(
        [pdf.pages[0].get_contents().get_data(), *(form.get_object().get_data() for form in forms.values())]
    )  # type: ignore[union-attr]


def test_a_label_is_one_line_and_not_letters_side_by_side() -> None:
    assert drawn("Avoine", FACES[0].data()).count(b"TJ") == 1


def test_hebrew_is_drawn_from_the_right(tmp_path: Path) -> None:
    face = font(tmp_path / "hebrew.ttf", "Hebrew", "אבג").read_bytes()
    (glyphs,) = re.findall(rb"\[(.*)\] ?TJ", drawn("אבג", face))
    numbers = re.findall(rb"[0-9a-f]{4}", b"".join(re.findall(rb"<([0-9a-f]+)>", glyphs)))
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 3
