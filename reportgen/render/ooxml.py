"""What python-pptx's API does not reach, as small edits of the parts' XML; and the file's bytes made to repeat."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from io import BytesIO
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_SLIDE_NUMBER = f"{{{str(uuid5(NAMESPACE_URL, 'slidenum')).upper()}}}"
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def element(xml: str) -> Any:
    """An element from text whose root lacks its namespaces."""
    from pptx.oxml import parse_xml

    head, sep, tail = xml.partition(" ") if " " in xml.partition(">")[0] else xml.partition(">")
    closed = head.endswith("/")
    if sep == " ":
        return parse_xml(f"{head} {NAMESPACES} {tail}")
    return parse_xml(f"{head.removesuffix('/')} {NAMESPACES}{'/' if closed else ''}>{tail}")


def repeatable(blob: bytes) -> bytes:
    """The same zip with fixed times, one order and one compression, so that the same content has the same bytes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(blob)) as source, zipfile.ZipFile(target, "w") as out:
        names = sorted(source.namelist(), key=lambda name: (name not in _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            out.writestr(entry, source.read(name), compresslevel=6)
    return target.getvalue()


def placeholder(shape: Any) -> Any:
    """What makes a shape's element a placeholder, its ``p:ph``; None where it is none. python-pptx looks for it by an
    XPath, which takes many times as long."""
    return shape[0].find(f"{P}nvPr/{P}ph") if len(shape) else None


def describe(frame: Any, name: str, alt: str) -> None:
    """Plain name and alternative text of a shape, picture, chart or table."""
    properties = next(frame._element.iter(f"{P}cNvPr"))
    properties.set("name", name)
    properties.set("descr", alt)


def copy_footer(slide: Any, text: str, number: int, language: str, size: float = 0, font: str = "") -> None:
    """Footer and slide number of the layout, which python-pptx leaves behind, put on the slide; ``size`` (points) and
    ``font`` of the text, where they are not the layout's."""
    sized = f' sz="{round(size * 100)}"' if size else ""
    face = f'<a:latin typeface="{font}"/>' if font else ""
    for place in slide.slide_layout.placeholders:
        held = placeholder(place.element)
        kind = held.get("type")
        if kind not in ("ftr", "sldNum"):
            continue
        index = held.get("idx", "0")
        unique = max(int(item.get("id")) for item in slide.shapes._spTree.iter(f"{P}cNvPr")) + 1
        run = (
            f'<a:r><a:rPr lang="{language}"{sized} dirty="0">{face}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
            if kind == "ftr"
            else f'<a:fld id="{_SLIDE_NUMBER}" type="slidenum">'
            f'<a:rPr lang="{language}" dirty="0"/><a:t>{number}</a:t></a:fld>'
        )
        slide.shapes._spTree.append(
            element(
                f'<p:sp><p:nvSpPr><p:cNvPr id="{unique}" name={quoteattr(place.name)}/>'
                '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
                f'<p:nvPr><p:ph type="{kind}" sz="quarter" idx="{index}"/></p:nvPr></p:nvSpPr>'
                f'<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{run}<a:endParaRPr lang="{language}"/></a:p>'
                "</p:txBody></p:sp>"
            )
        )


def add_sections(presentation: Any, groups: Sequence[str]) -> None:
    """Sections of the navigation: ``groups`` names the section of each slide, in order. Ids come from the names."""
    ids = [item.get("id") for item in presentation.slides._sldIdLst]
    sections, seen = [], 0
    for place, (name, members) in enumerate(groupby(groups)):
        count = len(list(members))
        listed = "".join(f'<p14:sldId id="{number}"/>' for number in ids[seen : seen + count])
        unique = str(uuid5(NAMESPACE_URL, f"{place} {name}")).upper()
        sections.append(
            f'<p14:section name={quoteattr(name)} id="{{{unique}}}"><p14:sldIdLst>{listed}</p14:sldIdLst></p14:section>'
        )
        seen += count
    root = presentation.part._element
    for old in [ext for ext in root.iterfind(f"{P}extLst/{P}ext") if ext.get("uri") == _SECTIONS]:
        old.getparent().remove(old)
    if root.find(f"{P}extLst") is None:
        root.append(element("<p:extLst/>"))
    listed = f'<p14:sectionLst xmlns:p14="{_P14}">{"".join(sections)}</p14:sectionLst>'
    root.find(f"{P}extLst").insert(0, element(f'<p:ext uri="{_SECTIONS}">{listed}</p:ext>'))


def list_notes_master(presentation: Any) -> None:
    """Names the notes master in the presentation, which python-pptx leaves out when it makes one; a master that it
    made takes the slides' theme."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    masters = presentation.part._element.find(f"{P}sldMasterIdLst")
    if presentation.part._element.find(f"{P}notesMasterIdLst") is not None:
        return
    link = presentation.part.relate_to(presentation.notes_master.part, RT.NOTES_MASTER)
    masters.addnext(element(f'<p:notesMasterIdLst><p:notesMasterId r:id="{link}"/></p:notesMasterIdLst>'))
    theme = presentation.slide_masters[0].part.part_related_by(RT.THEME)
    rewrite_part(presentation.notes_master.part.part_related_by(RT.THEME), theme.blob)


def copy_colour_map(slide: Any) -> None:
    """A layout's own colour map, which programs look for on the slide."""
    own = slide.slide_layout._element.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    here = slide._element.find(f"{P}clrMapOvr")
    if own is None or here is None:
        return
    for old in list(here):
        here.remove(old)
    here.append(deepcopy(own))


def theme_fonts(layout: Any) -> tuple[str, str]:
    """The families of titles and of text in the theme of a layout's master; Arial where there is none."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    theme = etree.fromstring(layout.slide_master.part.part_related_by(RT.THEME).blob)
    found = [theme.find(f".//{A}fontScheme/{A}{kind}/{A}latin") for kind in ("majorFont", "minorFont")]
    major, minor = ((item.get("typeface") if item is not None else "") or "Arial" for item in found)
    return major, minor


def relate_addresses(page: Any) -> None:
    """Links that were written with their address lead to it."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    for link in page._element.iter(f"{A}hlinkClick"):
        address = link.get(f"{_R}id")
        if ":" in address:
            link.set(f"{_R}id", page.part.relate_to(address, RT.HYPERLINK, is_external=True))


def set_paragraphs(body: Any, paragraphs: Iterable[str]) -> None:
    """The paragraphs of a text body replaced by these ``a:p``."""
    for old in body.findall(f"{A}p"):
        body.remove(old)
    for xml in paragraphs:
        body.append(element(xml))


def theme_parts(presentation: Any) -> list[Any]:
    """The theme parts of the slide masters and of the notes master."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    masters = [master.part for master in presentation.slide_masters]
    return [part.part_related_by(RT.THEME) for part in (*masters, presentation.notes_master.part)]


def rewrite_part(part: Any, xml: bytes) -> None:
    """New content for a part, whether python-pptx holds it parsed or as bytes."""
    from pptx.oxml import parse_xml

    if hasattr(part, "_element"):
        part._element = parse_xml(xml)
    else:
        part._blob = xml


def add_svg(page: Any, picture: Any, svg: bytes, name: str) -> None:
    """The SVG that a PNG picture was drawn from, for the programs that show it; ``name``: of the part in the file."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    part = Part(PackURI(f"/ppt/media/{name}.svg"), "image/svg+xml", page.part.package, svg)
    link = page.part.relate_to(part, RT.IMAGE)
    blip = next(picture._element.iter(f"{A}blip"))
    blip.append(
        element(
            '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
            'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            f'r:embed="{link}"/></a:ext></a:extLst>'
        )
    )
