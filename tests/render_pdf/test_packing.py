"""A packed PDF shows what it showed before, with fewer objects; a group that is needed stays."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pymupdf
import pytest

from reportgen.render.pdf_packing import pack
from reportgen.render.press import Press, written

SQUARE = '<rect x="2" y="2" width="16" height="16" fill="#12506B"/>'
LINE = '<text x="30" y="14" text-anchor="middle" font-size="10">middle</text>'
SHADED = """<defs><linearGradient id="g"><stop offset="0" stop-color="#12506B"/><stop offset="1" stop-color="#C8102E"/>
</linearGradient></defs><rect width="60" height="20" fill="url(#g)"/>"""
HALF = f'<g opacity=".5">{SQUARE}<rect x="10" width="20" height="9" fill="#C8102E"/></g>'
CSS = """@page { size: 60mm 30mm; margin: 5mm } img { width: 120pt }
.sign { background: url(asset:a) no-repeat; height: 9mm }"""


def drawn(shape: str, finish: Callable[[Any], None]) -> bytes:
    """One page with the shape as a picture and as a background."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20">{shape}</svg>'
    press = Press(CSS, {"a": ("image/svg+xml", svg.encode())})
    page = '<html lang="en"><title>x</title><img src="asset:a" alt="x"><p class="sign">sign</p>'
    return written(press.lay_out(page), b"0" * 32, finish)


def groups(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as pdf:
        return sum(isinstance(item, pikepdf.Stream) and "/Group" in item for item in pdf.objects)


def pixels(data: bytes) -> bytes:
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return bytes(pdf[0].get_pixmap(dpi=144).samples)


@pytest.mark.parametrize(("shape", "left"), [(SQUARE, 0), (LINE, 0), (SHADED, 1), (HALF, 3)])
def test_it_shows_the_same_with_the_groups_that_it_needs(shape: str, left: int) -> None:
    before, after = drawn(shape, lambda pdf: None), drawn(shape, pack)
    assert groups(after) == left
    assert groups(before) > left or shape == HALF
    one, other = pixels(before), pixels(after)
    assert len(one) == len(other)
    assert sum(abs(a - b) > 40 for a, b in zip(one, other, strict=True)) < len(one) // 1000  # edges are smoothed anew
    assert len(set(other)) > 2
    assert len(after) < len(before) or shape == HALF


def test_a_gradient_is_a_shading_that_every_reader_draws() -> None:
    with pikepdf.open(BytesIO(drawn(SHADED, pack))) as pdf:
        kinds = [int(item.PatternType) for item in pdf.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)
                 and "/PatternType" in item]  # fmt: skip
    assert kinds == [2, 2]
