"""Templates of agencies, made here by python-pptx: its 4:3 default, a dark one, one without a title over its content,
one whose placeholders come in reverse, one with sample slides and a font that no machine has."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportgen.render.ooxml import A, P, element

CM = 360_000
LOGO_BAR = '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill>'


def opened() -> Any:
    from pptx import Presentation

    return Presentation()


def saved(presentation: Any) -> bytes:
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def widen(presentation: Any, width: int = 12_192_000, height: int = 6_858_000) -> Any:
    """Another slide size, all placeholders with it: as PowerPoint scales them."""
    across, down = width / presentation.slide_width, height / presentation.slide_height
    presentation.slide_width, presentation.slide_height = width, height
    presentation.part._element.find(f"{P}sldSz").attrib.pop("type", None)
    master = presentation.slide_masters[0]
    for owner in (master, *presentation.slide_layouts):
        for frame in owner._element.iter(f"{A}xfrm"):
            for point, sides in ((frame.find(f"{A}off"), ("x", "y")), (frame.find(f"{A}ext"), ("cx", "cy"))):
                point.set(sides[0], str(round(int(point.get(sides[0])) * across)))
                point.set(sides[1], str(round(int(point.get(sides[1])) * down)))
    return presentation


def draw(owner: Any, name: str, box: tuple[float, float, float, float], fill: str = LOGO_BAR) -> None:
    """A plain rectangle of a master or layout, in centimetres."""
    left, top, wide, high = (round(value * CM) for value in box)
    tree = owner._element.find(f"{P}cSld/{P}spTree")
    number = max(int(item.get("id")) for item in tree.iter(f"{P}cNvPr")) + 1
    tree.insert(
        2,
        element(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
        ),
    )


def theme(presentation: Any, colours: dict[str, str] | None = None, font: str = "") -> None:
    """Other colours and another font in the theme of the master."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    part = presentation.slide_masters[0].part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    for name, value in (colours or {}).items():
        slot = root.find(f".//{A}clrScheme/{A}{name}")
        for old in list(slot):
            slot.remove(old)
        slot.append(element(f'<a:srgbClr val="{value}"/>'))
    for kind in ("majorFont", "minorFont") if font else ():
        root.find(f".//{A}fontScheme/{A}{kind}/{A}latin").set("typeface", font)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def default_4x3() -> bytes:
    """python-pptx's own: 4:3, centred titles of 44 points."""
    presentation = opened()
    theme(presentation, font="Arial")
    return saved(presentation)


def dark() -> bytes:
    """16:9, light on near black by the master's colour map, and a bar at the right, over which the content's own place
    reaches."""
    presentation = widen(opened())
    theme(presentation, {"dk1": "14181F", "lt1": "FFFFFF", "dk2": "1E2A38", "lt2": "E8ECF1", "accent1": "123A5A",
                         "accent2": "2AB7CA", "accent3": "F4C95D"}, "Arial")  # fmt: skip
    master = presentation.slide_masters[0]
    names = master._element.find(f"{P}clrMap")
    for one, other in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        names.set(one, other)
    draw(master, "Bar", (30.5, 0, 3.37, 19.05))
    for owner in (master, *presentation.slide_layouts):
        for place in owner.placeholders:
            if place._element.ph.get("type", "obj") in ("obj", "body") or place._element.spPr.find(f"{A}xfrm") is None:
                continue
            if place.left + place.width > 30.2 * CM:
                place.width = round(30 * CM) - place.left
    return saved(presentation)


def untitled() -> bytes:
    """16:10, whose one content layout has no title placeholder; a logo at the upper right, a rule above the footer."""
    presentation = widen(opened(), 12_192_000, 7_620_000)
    theme(presentation, {"accent1": "7A2E5D", "dk2": "3B1230"}, "Arial")
    for layout in list(presentation.slide_layouts)[2:]:
        presentation.slide_layouts.remove(layout)
    content = presentation.slide_layouts[1]
    content._element.attrib.pop("type", None)
    content._element.find(f"{P}cSld").set("name", "Inhalt")
    title = next(p for p in content.placeholders if p._element.ph.get("type") == "title")
    title._element.getparent().remove(title._element)
    draw(content, "Logo", (29, 0.8, 3.5, 1.6))
    draw(content, "Rule", (1.5, 18.9, 30.8, 0.03))
    return saved(presentation)


def reversed_order() -> bytes:
    """16:9, where content stands before title in the file, numbers run down, and names say nothing; no type is set."""
    presentation = widen(opened())
    theme(presentation, {"accent1": "B4E600", "accent2": "F6DDE6", "accent3": "2F7F86"}, "Arial")
    for layout in presentation.slide_layouts:
        tree = layout._element.find(f"{P}cSld/{P}spTree")
        shapes = tree.findall(f"{P}sp")
        for number, shape in enumerate(reversed(shapes)):
            tree.remove(shape)
            tree.append(shape)
            shape.nvSpPr.cNvPr.set("name", f"Element {number}")
        for number, place in enumerate(shapes):
            if place.nvSpPr.nvPr.find(f"{P}ph").get("idx"):
                place.nvSpPr.nvPr.find(f"{P}ph").set("idx", str(90 - number))
        if layout._element.get("type") != "title":
            layout._element.attrib.pop("type", None)
    for layout in list(presentation.slide_layouts)[2:]:
        presentation.slide_layouts.remove(layout)
    return saved(presentation)


def with_samples() -> bytes:
    """A4, with three sample slides (a chart, a link to another slide, notes), a section and a font that nobody has."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    presentation = widen(opened(), 9_906_000, 6_858_000)
    theme(presentation, {"accent1": "C8102E"}, "Corporate Sans Pro")
    slides = [presentation.slides.add_slide(presentation.slide_layouts[number]) for number in (0, 1, 5)]
    for number, slide in enumerate(slides, 1):
        slide.shapes.title.text_frame.text = f"Sample {number}"
    slides[0].notes_slide.notes_text_frame.text = "Sample notes"
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("s", [1, 2])
    slides[1].shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, 3 * CM, 3 * CM, data)
    slides[2].shapes[0].click_action.target_slide = slides[0]
    return saved(presentation)


def gradient() -> bytes:
    """4:3, its master's ground a gradient; a panel of one colour lies under the content of the second layout."""
    presentation = opened()
    theme(presentation, {"accent1": "2E5AAC"}, "Arial")
    master = presentation.slide_masters[0]._element.find(f"{P}cSld")
    for old in master.findall(f"{P}bg"):
        master.remove(old)
    stops = "".join(
        f'<a:gs pos="{at}"><a:srgbClr val="{rgb}"/></a:gs>' for at, rgb in ((0, "FFFFFF"), (100_000, "223344"))
    )
    fill = f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="5400000" scaled="0"/></a:gradFill>'
    master.insert(0, element(f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"))
    draw(presentation.slide_layouts[5], "Panel", (0, 0, 25.4, 19.05))
    return saved(presentation)


def shaded() -> bytes:
    """16:9, whose master refers to a dark gradient of the theme's for its ground: none of its colours is said there."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    presentation = widen(opened())
    theme(presentation, {"dk2": "10243E", "accent1": "5CC8FF", "lt2": "1B3556"}, "Arial")
    master = presentation.slide_masters[0]
    part = master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    listed = root.find(f".//{A}bgFillStyleLst")
    stops = "".join(
        f'<a:gs pos="{at}"><a:schemeClr val="phClr"><a:lumMod val="{mod}"/></a:schemeClr></a:gs>'
        for at, mod in ((0, 60_000), (100_000, 100_000))
    )
    listed.replace(
        listed[1], element(f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill>')
    )
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    data = master._element.find(f"{P}cSld")
    for old in data.findall(f"{P}bg"):
        data.remove(old)
    data.insert(0, element('<p:bg><p:bgRef idx="1002"><a:schemeClr val="tx2"/></p:bgRef></p:bg>'))
    for style in master._element.iter(f"{A}schemeClr"):
        if style.get("val") == "tx1":
            style.set("val", "bg1")
    return saved(presentation)


def place(layout: Any, kind: str, number: int, box: tuple[float, float, float, float]) -> None:
    """Another placeholder of a layout, in centimetres."""
    left, top, wide, high = (round(value * CM) for value in box)
    tree = layout._element.find(f"{P}cSld/{P}spTree")
    unique = max(int(item.get("id")) for item in tree.iter(f"{P}cNvPr")) + 1
    tree.append(
        element(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{unique}" name="Place {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="half" idx="{number}"/></p:nvPr></p:nvSpPr>'
            f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm></p:spPr>'
            '<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p></p:txBody></p:sp>'
        )
    )


def made_places() -> bytes:
    """16:9 with a layout for a chart beside words, one for a chart beside a table, one for a table, under names that
    say nothing; the cover has a place for a mark and one for a photograph."""
    presentation = widen(opened())
    theme(presentation, {"accent1": "6A1B4D", "dk2": "2B0B20"}, "Arial")
    cover, _, _, words, beside, tabled, *others = presentation.slide_layouts
    for layout in others:
        presentation.slide_layouts.remove(layout)
    place(cover, "pic", 30, (24, 1, 7, 2.4))
    place(cover, "pic", 31, (1, 1, 14, 5))
    for number, layout in enumerate((words, beside, tabled), 1):
        layout._element.attrib.pop("type", None)
        layout._element.find(f"{P}cSld").set("name", f"Layout {number}")
        for old in [p for p in layout.placeholders if p._element.ph.get("type", "obj") in ("obj", "body")]:
            old._element.getparent().remove(old._element)
    place(words, "body", 41, (1.7, 4.4, 9, 12.6))
    place(words, "chart", 42, (11.5, 4.4, 20.6, 12.6))
    place(beside, "chart", 43, (1.7, 4.4, 14.5, 12.6))
    place(beside, "tbl", 44, (17, 4.4, 15.1, 12.6))
    place(tabled, "tbl", 45, (1.7, 4.4, 30.4, 12.6))
    return saved(presentation)


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "4x3": default_4x3, "dark": dark, "untitled": untitled, "reversed": reversed_order, "samples": with_samples,
    "shaded": shaded, "places": made_places,
}  # fmt: skip
