"""Where a slide's parts stand: placeholders of our own layouts, or boxes drawn in the free area of another's.

Both take the same words, tables, charts and pictures. A drawn box bears the styles of our layout's placeholder, level
by level, so that whoever edits it meets the same roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any, Protocol

from reportgen.render import ooxml
from reportgen.render.deck_area import Box
from reportgen.render.deck_lay import Content
from reportgen.render.deck_layouts import insets_of, placed
from reportgen.render.deck_style import EMU_PER_PT, Style
from reportgen.render.deck_text import Paragraph, paragraph_xml
from reportgen.render.ooxml import A, P, set_paragraphs


class Place(Protocol):
    """A part's place on its slide. Lengths are EMU, the room for text points."""

    @property
    def box(self) -> Box: ...
    def at(self, box: Box) -> Place: ...
    def room(self) -> tuple[float, float]: ...
    def write(self, paragraphs: Sequence[Paragraph], styles: Sequence[Style], step: int, language: str) -> None: ...
    def lead(self, relationship: str) -> None: ...
    def remove(self) -> None: ...
    def table(self) -> Any: ...
    def chart(self, kind: Any, data: Any) -> Any: ...
    def picture(self, blob: bytes) -> Any: ...


def text_room(box: Box, insets: tuple[int, int, int, int]) -> tuple[float, float]:
    """Width and height for text in points."""
    inner = box.inside(*insets)
    return inner.width / EMU_PER_PT, inner.height / EMU_PER_PT


def write_text(
    shape: Any, paragraphs: Sequence[Paragraph], styles: Sequence[Style], step: int, language: str, fixed: bool = False
) -> None:
    """The paragraphs in a shape whose own styles are these; ``fixed``: no program may fit the size to the box."""
    texts = [paragraph_xml(p, styles[p.level], step, language) for p in paragraphs]
    body = shape._element.txBody
    set_paragraphs(body, texts)
    if fixed:
        for old in [e for e in body.bodyPr if e.tag in (f"{A}normAutofit", f"{A}spAutoFit", f"{A}noAutofit")]:
            body.bodyPr.remove(old)
        body.bodyPr.append(ooxml.element("<a:noAutofit/>"))


def _lead(shape: Any, relationship: str) -> None:
    """A click anywhere on the shape leads to the relationship's slide; its words stay as they are."""
    jump = f'<a:hlinkClick r:id="{relationship}" action="ppaction://hlinksldjump"/>'
    shape.nvSpPr.cNvPr.insert(0, ooxml.element(jump))


class Held:
    """A placeholder of the slide's layout. ``fixed``: of a foreign layout, whose text may be set to shrink."""

    def __init__(self, shape: Any, fixed: bool = False) -> None:
        self.shape, self.fixed = shape, fixed

    @property
    def box(self) -> Box:
        return placed(self.shape) or Box(0, 0, 0, 0)

    def at(self, box: Box) -> Held:
        """Moved away from where its layout has it."""
        shape = self.shape
        shape.left, shape.top, shape.width, shape.height = box.left, box.top, box.width, box.height
        return self

    def room(self) -> tuple[float, float]:
        return text_room(self.box, insets_of(self.shape))

    def write(self, paragraphs: Sequence[Paragraph], styles: Sequence[Style], step: int, language: str) -> None:
        write_text(self.shape, paragraphs, styles, step, language, self.fixed)

    def lead(self, relationship: str) -> None:
        _lead(self.shape._element, relationship)

    def remove(self) -> None:
        """Or its prompt would show."""
        self.shape._element.getparent().remove(self.shape._element)

    def table(self) -> Any:
        return self.shape.insert_table(rows=1, cols=1)

    def chart(self, kind: Any, data: Any) -> Any:
        return self.shape.insert_chart(kind, data)

    def picture(self, blob: bytes) -> Any:
        return self.shape.insert_picture(BytesIO(blob))


class Drawn:
    """A box on a slide whose layout has no place for it; ``model`` is the placeholder of our layout that it stands
    for, ``role`` a placeholder's type that it is to have all the same (a title's), or empty; ``holder`` the layout's
    placeholder that its table or chart fills."""

    def __init__(self, page: Any, model: Any, box: Box, role: str = "", holder: Content | None = None) -> None:
        self.page, self.model, self._box, self.role, self.holder = page, model, box, role, holder

    @property
    def box(self) -> Box:
        return self._box

    def at(self, box: Box) -> Drawn:
        """The same, elsewhere."""
        return Drawn(self.page, self.model, box, self.role, self.holder)

    def room(self) -> tuple[float, float]:
        return text_room(self._box, insets_of(self.model))

    def write(self, paragraphs: Sequence[Paragraph], styles: Sequence[Style], step: int, language: str) -> None:
        self._shape = shape = self._text_box()
        texts = [paragraph_xml(p, styles[p.level], step, language) for p in paragraphs]
        set_paragraphs(shape.find(f"{P}txBody"), texts)

    def _text_box(self) -> Any:
        """Our placeholder's shape with its styles, as a box of the slide's own in the theme's font."""
        tree, shape = self.page.shapes._spTree, deepcopy(self.model._element)
        unique = max(int(item.get("id")) for item in tree.iter(f"{P}cNvPr")) + 1
        shape.nvSpPr.cNvPr.set("id", str(unique))
        head = shape.nvSpPr
        head.remove(head.find(f"{P}nvPr"))
        head.append(ooxml.element(f'<p:nvPr><p:ph type="{self.role}"/></p:nvPr>' if self.role else "<p:nvPr/>"))
        if not self.role:
            frame = head.find(f"{P}cNvSpPr")
            for lock in list(frame):
                frame.remove(lock)
            frame.set("txBox", "1")
        offset, extent = shape.spPr.find(f"{A}xfrm")
        offset.set("x", str(self._box.left)), offset.set("y", str(self._box.top))
        extent.set("cx", str(self._box.width)), extent.set("cy", str(self._box.height))
        font = "+mj-lt" if self.role else "+mn-lt"
        for style in shape.iter(f"{A}defRPr"):
            style.append(ooxml.element(f'<a:latin typeface="{font}"/>'))
        tree.append(shape)
        return shape

    def lead(self, relationship: str) -> None:
        _lead(self._shape, relationship)

    def remove(self) -> None:
        """Nothing is drawn until there is something to show."""

    def table(self) -> Any:
        box = self._box
        return self._held(self.page.shapes.add_table(1, 1, box.left, box.top, box.width, box.height))

    def chart(self, kind: Any, data: Any) -> Any:
        box = self._box
        return self._held(self.page.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data))

    def _held(self, frame: Any) -> Any:
        """A frame that is the content of the layout's placeholder: it goes along when the layout changes."""
        if self.holder is not None:
            place = f'<p:ph type="{self.holder.kind}" idx="{self.holder.index}"/>'
            frame._element.nvGraphicFramePr.nvPr.insert(0, ooxml.element(place))
        return frame

    def picture(self, blob: bytes) -> Any:
        return self.page.shapes.add_picture(BytesIO(blob), self._box.left, self._box.top)
