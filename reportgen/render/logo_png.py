"""An SVG logo → PNG, for programs that cannot draw SVG, or None where it holds more than plain filled or stroked
shapes.

WeasyPrint reads the SVG (styles, transforms, references) and writes it as PDF operators; matplotlib draws those. Text
is not drawn, because its face would depend on the machine; gradients, masks, clips and pictures are not either. A
logo that has them gives None rather than a wrong picture.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from reportgen.render.logo import Logo
from reportgen.render.press import cheap_import

_WIDE = 1_600  # pixels; a place of 8.7 cm then has 467 to the inch
_PAINT = {"f": "nonzero", "F": "nonzero", "f*": "evenodd", "S": "", "s": "", "B": "nonzero", "b": "nonzero",
          "B*": "evenodd", "b*": "evenodd"}  # fmt: skip
_STROKES = ("S", "s", "B", "b", "B*", "b*")
_CAPS = ("butt", "round", "projecting")
_JOINS = ("miter", "round", "bevel")
_NO_EFFECT = frozenset({"n", "i", "ri", "BMC", "BDC", "EMC", "MP", "DP"})

Matrix = tuple[float, float, float, float, float, float]
Rgb = tuple[float, float, float]


class _UndrawableError(Exception):
    """The logo holds something that is not drawn here."""


@dataclass(frozen=True, slots=True)
class _State:
    """The part of PDF's graphics state that plain shapes need. Alphas multiply from group to group."""

    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    fill: Rgb = (0, 0, 0)
    stroke: Rgb = (0, 0, 0)
    fill_alpha: float = 1
    stroke_alpha: float = 1
    group_alpha: float = 1
    line: float = 1
    cap: int = 0
    join: int = 0
    dash: tuple[tuple[float, ...], float] = ((), 0)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A painted path in page coordinates: matplotlib's vertices and codes, and how it is painted."""

    vertices: tuple[tuple[float, float], ...]
    codes: tuple[int, ...]
    rule: str
    stroked: bool
    state: _State


@dataclass(slots=True)
class _Pen:
    """A path under construction, in page coordinates."""

    vertices: list[tuple[float, float]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)

    def add(self, code: int, *points: tuple[float, float]) -> None:
        self.vertices += points
        self.codes += [code] * len(points)


def draw(logo: Logo) -> bytes | None:
    """PNG bytes with a clear background; None where the logo cannot be drawn faithfully."""
    import pikepdf

    with pikepdf.open(BytesIO(_pdf(logo))) as document:
        page = document.pages[0]
        try:
            shapes = list(_shapes(page, page.Resources, _State(), logo))
        except _UndrawableError:
            return None
    return _png(shapes, logo) if shapes else None


def _pdf(logo: Logo) -> bytes:
    """One page of the logo's size in points. Nothing but the logo's own bytes is read."""
    with cheap_import():
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher

    size = f"width:{logo.width}pt;height:{logo.height}pt"
    html = (
        f"<style>@page{{size:{logo.width}pt {logo.height}pt;margin:0}}body{{margin:0}}"
        f"img{{display:block;{size}}}</style>"
        f'<img src="data:image/svg+xml;base64,{b64encode(logo.data).decode()}">'
    )
    pdf = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf()
    return bytes(pdf)


def _shapes(stream: Any, resources: Any, state: _State, logo: Logo) -> Iterator[_Shape]:
    """The painted paths of a content stream, in painting order."""
    import pikepdf

    stack: list[_State] = []
    pen, clip = _Pen(), False
    for instruction in pikepdf.parse_content_stream(stream):
        operands, name = list(instruction.operands), str(instruction.operator)
        if name == "q":
            stack.append(state)
        elif name == "Q":
            state = stack.pop()
        elif name == "Do":
            yield from _form(resources, operands[0], state, logo)
        elif name == "gs":
            state = _with_alpha(state, resources.ExtGState[operands[0]])
        elif name in ("W", "W*"):
            clip = True
        elif name in _PAINT or name == "n":
            if clip:
                _refuse_clip(pen, logo)
            if name != "n" and pen.codes:
                if name in ("s", "b", "b*"):
                    pen.add(79, pen.vertices[-1])
                yield _Shape(tuple(pen.vertices), tuple(pen.codes), _PAINT[name], name in _STROKES, state)
            pen, clip = _Pen(), False
        elif not _path(pen, name, operands, state.matrix):
            state = _changed(state, name, operands)


def _form(resources: Any, key: Any, state: _State, logo: Logo) -> Iterator[_Shape]:
    form = resources.XObject[key]
    if form.get("/Subtype") != "/Form":
        raise _UndrawableError
    matrix = tuple(float(n) for n in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    alpha = state.group_alpha * state.fill_alpha
    inner = replace(state, matrix=_times(matrix, state.matrix), group_alpha=alpha, fill_alpha=1, stroke_alpha=1)
    yield from _shapes(form, form.get("/Resources", resources), inner, logo)


def _with_alpha(state: _State, settings: Any) -> _State:
    if settings.get("/SMask", "/None") != "/None" or settings.get("/BM", "/Normal") != "/Normal":
        raise _UndrawableError
    fill, stroke = settings.get("/ca"), settings.get("/CA")
    return replace(
        state,
        fill_alpha=state.fill_alpha if fill is None else float(fill),
        stroke_alpha=state.stroke_alpha if stroke is None else float(stroke),
    )


def _refuse_clip(pen: _Pen, logo: Logo) -> None:
    """A clip that cuts nothing off is passed over; any other is not drawn."""
    xs, ys = [x for x, _ in pen.vertices], [y for _, y in pen.vertices]
    near = 0.01 * max(logo.width, logo.height)
    whole = min(xs) <= near and min(ys) <= near and max(xs) >= logo.width - near and max(ys) >= logo.height - near
    if not whole or len(pen.codes) > 5 or 4 in pen.codes:
        raise _UndrawableError


def _path(pen: _Pen, name: str, operands: Sequence[Any], matrix: Matrix) -> bool:
    """Path operators, with matplotlib's codes 1 move, 2 line, 4 curve, 79 close. False: it is none of them."""
    if name not in ("m", "l", "c", "v", "y", "h", "re"):
        return False
    numbers = [float(n) for n in operands]
    if name == "re":
        x, y, wide, high = numbers
        corners = ((x, y), (x + wide, y), (x + wide, y + high), (x, y + high))
        first, *others = (_apply(matrix, corner) for corner in corners)
        pen.add(1, first)
        pen.add(2, *others)
        pen.add(79, first)
        return True
    points = [_apply(matrix, (numbers[n], numbers[n + 1])) for n in range(0, len(numbers), 2)]
    if name == "h":
        pen.add(79, pen.vertices[-1])
    elif name in ("m", "l"):
        pen.add(1 if name == "m" else 2, *points)
    elif name == "v":
        pen.add(4, pen.vertices[-1], *points)
    else:
        pen.add(4, *points, *(points[-1:] if name == "y" else ()))
    return True


def _changed(state: _State, name: str, operands: Sequence[Any]) -> _State:
    """The state after an operator that sets one thing. Raises for what is not drawn."""
    if name in _NO_EFFECT:
        return state
    if name == "d":
        return replace(state, dash=(tuple(float(n) for n in operands[0]), float(operands[1])))
    if name not in ("cm", "rg", "RG", "g", "G", "w", "J", "j", "M"):
        raise _UndrawableError
    numbers = tuple(float(n) for n in operands)
    if name == "cm":
        a, b, c, d, e, f = numbers
        return replace(state, matrix=_times((a, b, c, d, e, f), state.matrix))
    if name in ("rg", "RG", "g", "G"):
        red, green, blue = numbers if len(numbers) == 3 else numbers * 3
        colour = (red, green, blue)
        return replace(state, fill=colour) if name.islower() else replace(state, stroke=colour)
    if name == "w":
        return replace(state, line=numbers[0])
    if name == "J":
        return replace(state, cap=int(numbers[0]))
    return replace(state, join=int(numbers[0])) if name == "j" else state


def _times(one: Sequence[float], two: Sequence[float]) -> Matrix:
    """First ``one``, then ``two``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l = two  # noqa: E741
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l


def _apply(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _png(shapes: Sequence[_Shape], logo: Logo) -> bytes:
    """The shapes on a clear ground."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D
    from PIL import Image

    scale = _WIDE / logo.width
    wide, high = _WIDE, int(logo.height * scale)
    renderer: Any = RendererAgg(wide, high, 72 * scale)  # type: ignore[no-untyped-call]
    for shape in shapes:
        path = Path(shape.vertices, shape.codes)
        if shape.rule == "evenodd":
            path = _evenodd(path)
        state = shape.state
        fill = (*state.fill, state.fill_alpha * state.group_alpha) if shape.rule else None
        renderer.draw_path(_line(renderer, shape), path, Affine2D().scale(scale), fill)
    out = BytesIO()
    picture = Image.frombuffer("RGBA", (wide, high), renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
    picture.save(out, "png", dpi=(72 * scale, 72 * scale))
    return out.getvalue()


def _line(renderer: Any, shape: _Shape) -> Any:
    """How the shape's edge is drawn, as matplotlib has it."""
    state, line = shape.state, renderer.new_gc()
    size = abs(state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]) ** 0.5
    line.set_foreground((*state.stroke, state.stroke_alpha * state.group_alpha), isRGBA=True)
    line.set_linewidth(state.line * size if shape.stroked else 0)
    line.set_capstyle(_CAPS[state.cap])
    line.set_joinstyle(_JOINS[state.join])
    lengths, offset = state.dash
    if any(lengths):
        line.set_dashes(offset * size, [length * size for length in lengths])
    return line


def _evenodd(path: Any) -> Any:
    """A path that, filled by the non-zero rule of the drawing library, shows what even-odd would: its rings alternate
    in direction by how deep they lie in one another."""
    import numpy as np
    from matplotlib.path import Path

    rings = [ring for ring in path.to_polygons(closed_only=True) if len(ring) > 3]
    turned = []
    for ring in rings:
        depth = sum(Path(other).contains_point(ring[0]) for other in rings if other is not ring)
        x, y = np.asarray(ring).T
        area = float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]))
        turned.append(Path(ring if (area > 0) == (depth % 2 == 0) else ring[::-1], closed=True))
    return Path.make_compound_path(*turned) if turned else path
