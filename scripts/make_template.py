"""python-pptx's default package → templates/deck.pptx: our 16:9 template with eight layouts. Run by hand, once per
change.

python-pptx cannot add layouts or edit a theme, so the master's and the layouts' content is written anew into its
package, and what it brings along (4:3 leftovers, printer settings, thumbnail) is dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu

from reportgen.render import deck_style as look
from reportgen.render.deck_style import CONTENT_HEIGHT, CONTENT_TOP, SLIDE_HEIGHT, SLIDE_WIDTH, Style, w, x
from reportgen.render.deck_theme import Colours, themed
from reportgen.render.ooxml import P, element, list_notes_master, repeatable, rewrite_part, theme_parts

TARGET = Path(__file__).resolve().parent.parent / "templates" / "deck.pptx"
Box = tuple[int, int, int, int]
PANEL_INSETS = (126_000, 108_000, 108_000, 108_000)
CHART_TOP = 1_854_000


@dataclass(frozen=True)
class Place:
    """A placeholder of a layout: type, idx, box, styles by level with their prompts."""

    name: str
    kind: str
    idx: int
    box: Box
    styles: tuple[Style, ...] = (Style((14,)),)
    prompts: tuple[str, ...] = ("Text",)
    anchor: str = "t"
    align: str = "l"
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    fill: str = ""


def level(number: int, style: Style, align: str) -> str:
    """``a:lvlNpPr``: no bullet, no indent."""
    return (
        f'<a:lvl{number}pPr marL="0" indent="0" algn="{align}">'
        f'<a:lnSpc><a:spcPct val="{round(style.spacing * 100_000)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(style.before * 100)}"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(style.steps[0] * 100)}" b="{int(style.bold)}"><a:solidFill>{style.colour}</a:solidFill>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def frame(box: Box) -> str:
    left, top, wide, high = box
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def placeholder(place: Place, number: int) -> str:
    """``p:sp`` of a placeholder with its prompts."""
    styles = "".join(level(n, style, place.align) for n, style in enumerate(place.styles, 1))
    left, top, right, bottom = place.insets
    fill = f"<a:solidFill>{place.fill}</a:solidFill>" if place.fill else ""
    field = place.kind == "sldNum"
    prompts = "".join(
        f'<a:p><a:pPr lvl="{n}"/><a:r><a:rPr lang="en-GB"/><a:t>{escape(text)}</a:t></a:r></a:p>'
        for n, text in enumerate(place.prompts)
    )
    if field:
        prompts = (
            '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/>'
            "<a:t>‹#›</a:t></a:fld></a:p>"
        )
    custom = "" if place.kind in ("ftr", "sldNum") else ' hasCustomPrompt="1"'
    index = f' idx="{place.idx}"' if place.idx else ""
    size = ' sz="quarter"' if place.idx else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(place.name)}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{place.kind}"{size}{index}{custom}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{frame(place.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" '
        f'anchor="{place.anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>{styles}</a:lstStyle>{prompts}</p:txBody></p:sp>'
    )


def shape(name: str, box: Box, colour: str, number: int) -> str:
    """A plain filled rectangle, marked decorative: no reader meets it."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour}</a:solidFill>'
        '<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-GB"/></a:p>'
        "</p:txBody></p:sp>"
    )


def slide_data(name: str, shapes: list[str], background: bool = False) -> str:
    """``p:cSld``."""
    page = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    return (
        f"<p:cSld{f' name={quoteattr(name)}' if name else ''}>{page if background else ''}<p:spTree>"
        '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{''.join(shapes)}</p:spTree></p:cSld>"
    )


TITLE = Place("Title", "title", 0, (x(0), 558_000, w(12), 792_000), (look.TITLE,), ("The finding, as a sentence",))
FOOTER = Place("Footer", "ftr", 91, (x(0), 6_480_000, w(8), 216_000), (look.SOURCE,), ("Footer",))
NUMBER = Place("Slide number", "sldNum", 92, (x(11), 6_480_000, w(1), 216_000), (look.SOURCE,), ("",), align="r")
COMMON = (
    Place("Section", "body", 10, (x(0), 306_000, w(9), 234_000), (look.SECTION,), ("Section",)),
    TITLE,
    Place("Source and notice", "body", 12, (x(0), 6_120_000, w(12), 216_000), (look.SOURCE,), ("Source",), anchor="b"),
)


def heading(name: str, idx: int, column: int, columns: int, top: int = CONTENT_TOP) -> Place:
    return Place(name, "body", idx, (x(column), top, w(columns), 270_000), (look.HEADING,), ("Measure, unit, period",))


def table(name: str, idx: int, box: Box) -> Place:
    return Place(name, "tbl", idx, box, prompts=("Table",))


def chart(wide: int) -> Place:
    return Place("Chart", "chart", 15, (x(0), CHART_TOP, wide, 4_194_000), prompts=("Chart",))


def panel(name: str, idx: int, box: Box, styles: tuple[Style, ...]) -> Place:
    prompts = ("Heading", "Text")
    return Place(name, "body", idx, box, styles, prompts, insets=PANEL_INSETS, fill='<a:schemeClr val="bg2"/>')


def side() -> tuple[Place, ...]:
    """Three figures and the decision, in the right third."""
    figures = tuple(
        Place(f"Figure {n + 1}", "body", 20 + n, (x(8), CONTENT_TOP + 927_000 * n, w(4), 882_000), look.FIGURE, FIGURE)
        for n in range(3)
    )
    return (*figures, panel("Decision", 28, (x(8), 4_347_000, w(4), 1_701_000), look.DECISION))


FIGURE = ("Name", "Value", "Change")
COVER = (
    Place("Title", "ctrTitle", 0, (540_000, 1_512_000, 6_808_000, 1_728_000), (look.COVER_TITLE,), ("Title",), "b"),
    Place("Subtitle", "subTitle", 1, (540_000, 3_384_000, 6_808_000, 828_000), (look.COVER_SUBTITLE,), ("Period",)),
    Place("Prepared for", "body", 13, (540_000, 5_760_000, 6_808_000, 576_000), (look.PREPARED_FOR,), ("For",), "b"),
    Place("Logo", "pic", 11, (8_518_000, 1_512_000, 3_134_000, 1_080_000), prompts=("Logo",)),
    Place(
        "Data notice", "body", 14, (8_518_000, 4_536_000, 3_134_000, 1_800_000), look.NOTICE, ("Notice", "Text"), "b"
    ),
)
ACTIONS = tuple(
    panel(name, 40 + n, (x(4 * n), CONTENT_TOP, w(4), 2_304_000), look.ACTION)
    for n, name in enumerate(("Worked", "Did not work", "Cannot tell"))
)
LAYOUTS: tuple[tuple[str, tuple[Place, ...]], ...] = (
    ("Cover", COVER),
    ("Summary", (table("Key figures", 20, (x(0), CONTENT_TOP, w(12), 1_872_000)),
                 table("Objectives", 30, (x(0), 3_528_000, w(12), 2_520_000)))),
    ("Full table", (table("Table", 30, (x(0), CONTENT_TOP, w(12), CONTENT_HEIGHT)),)),
    ("Objective", (heading("Chart heading", 16, 0, 8), chart(7_168_000), *side())),
    ("Table and side", (table("Table", 30, (x(0), CONTENT_TOP, 7_168_000, CONTENT_HEIGHT)), *side())),
    ("Chart and table", (heading("Chart heading", 16, 0, 6), chart(5_286_000), heading("Table heading", 17, 6, 6),
                         table("Table", 30, (x(6), CHART_TOP, w(6), 2_880_000)),
                         panel("Decision", 28, (x(6), 4_878_000, w(6), 1_170_000), look.DECISION))),
    ("Actions", (*ACTIONS, heading("Next heading", 16, 0, 12, 3_960_000),
                 table("Next actions", 30, (x(0), 4_248_000, w(12), 1_800_000)))),
    ("Title only", ()),
)  # fmt: skip


def master_data() -> str:
    """Brand mark and footer rule, and the placeholders that all layouts inherit from."""
    body = Place("Text", "body", 1, (x(0), CONTENT_TOP, w(12), CONTENT_HEIGHT), (Style((14,)),) * 5, ("Text",))
    shapes = [
        shape("Brand mark", (x(0), 0, w(1), 90_000), '<a:schemeClr val="accent2"/>', 2),
        shape("Footer rule", (x(0), 6_408_000, w(12), 9_525), look.HAIRLINE, 3),
        *(placeholder(place, number) for number, place in enumerate((TITLE, body, FOOTER, NUMBER), 4)),
    ]
    return slide_data("", [item.replace(' hasCustomPrompt="1"', "") for item in shapes], background=True)


def plain(place: Place) -> str:
    """A footer or number in a layout: its style comes from the master alone."""
    return (
        placeholder(place, 0).partition("<a:lstStyle>")[0]
        + "<a:lstStyle/>"
        + placeholder(place, 0).partition("</a:lstStyle>")[2]
    )


def layout_data(name: str, places: tuple[Place, ...]) -> str:
    if name == "Cover":
        shapes = [
            shape("Panel", (0, 0, x(8) + 90_000, SLIDE_HEIGHT), '<a:schemeClr val="tx2"/>', 2),
            shape("Brand strip", (x(8), 0, 90_000, SLIDE_HEIGHT), '<a:schemeClr val="accent2"/>', 3),
            *(placeholder(place, number) for number, place in enumerate(places, 4)),
        ]
        return slide_data(name, shapes)
    section, title, source = COMMON
    shapes = [placeholder(place, number) for number, place in enumerate((section, title, *places, source), 2)]
    for place in (FOOTER, NUMBER):
        shapes.append(plain(place).replace('id="0"', f'id="{len(shapes) + 2}"', 1))
    return slide_data(name, shapes)


def text_styles() -> str:
    """``p:txStyles`` in theme fonts and colours."""

    def levels(colour: str, font: str, size: int, bold: int, count: int) -> str:
        return "".join(
            f'<a:lvl{n}pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
            f'hangingPunct="1"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="{size}" b="{bold}" '
            f'kern="1200"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:latin typeface="+{font}-lt"/>'
            f'<a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/></a:defRPr></a:lvl{n}pPr>'
            for n in range(1, count + 1)
        )

    return (
        f"<p:txStyles><p:titleStyle>{levels('tx2', 'mj', 2400, 1, 1)}</p:titleStyle>"
        f"<p:bodyStyle>{levels('tx1', 'mn', 1400, 0, 9)}</p:bodyStyle>"
        f"<p:otherStyle>{levels('tx1', 'mn', 1400, 0, 9)}</p:otherStyle></p:txStyles>"
    )


def replace_child(root: Any, tag: str, xml: str) -> None:
    root.replace(root.find(f"{P}{tag}"), element(xml))


def drop_leftovers(presentation: Any) -> None:
    """Parts that the default package brings and no deck of ours needs."""
    package = presentation.part.package
    for owner, kinds in (
        (package, (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)),
        (presentation.part, (RT.PRINTER_SETTINGS,)),
    ):
        rels = owner._rels
        for key in [key for key, rel in rels.items() if rel.reltype in kinds]:
            rels.pop(key)
    for layout in list(presentation.slide_layouts)[len(LAYOUTS) :]:
        presentation.slide_layouts.remove(layout)


VIEWS = (  # a saved view of 4:3 slides came along
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<p:viewPr xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
)


def build() -> bytes:
    """The template's bytes; the same at every run."""
    presentation = Presentation()
    drop_leftovers(presentation)
    presentation.slide_width, presentation.slide_height = Emu(SLIDE_WIDTH), Emu(SLIDE_HEIGHT)
    presentation.part._element.find(f"{P}sldSz").attrib.pop("type", None)
    master = presentation.slide_masters[0].part._element
    replace_child(master, "cSld", master_data())
    replace_child(master, "txStyles", text_styles())
    for layout, (name, places) in zip(presentation.slide_layouts, LAYOUTS, strict=True):
        root = layout.part._element
        replace_child(root, "cSld", layout_data(name, places))
        root.attrib.clear()
        kind = {"Cover": "title", "Title only": "titleOnly"}.get(name)
        for key, value in (("showMasterSp", "0" if name == "Cover" else None), ("type", kind), ("preserve", "1")):
            if value:
                root.set(key, value)
        root.set("userDrawn", "1")
    list_notes_master(presentation)
    views = presentation.part.part_related_by(RT.VIEW_PROPS)
    rewrite_part(views, VIEWS)
    for part in theme_parts(presentation):
        rewrite_part(part, themed(part.blob, Colours(), fonts=True))
    core = presentation.core_properties
    core.title, core.author, core.last_modified_by, core.comments = "reportgen deck", "reportgen", "reportgen", ""
    core.keywords, core.subject, core.revision = "", "", 1
    core.created = core.modified = datetime(2026, 1, 1)
    out = BytesIO()
    presentation.save(out)
    return repeatable(out.getvalue())


if __name__ == "__main__":
    TARGET.write_bytes(build())
