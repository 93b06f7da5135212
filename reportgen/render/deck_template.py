"""A PowerPoint file of the agency's own → the presentation that a deck is made in, its sample slides dropped.

What python-pptx would stumble over, or carry along unseen, is looked at first: whether it is a presentation at all,
whether it holds macros, how much it unpacks to.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NoReturn
from xml.etree.ElementTree import ParseError

from reportgen.errors import ConfigError, Place, Problem
from reportgen.render.ooxml import P, R

KEY = "theme.pptx_template"
MOST_BYTES = 200_000_000
MOST_UNPACKED = 1_000_000_000
MOST_XML = 60_000_000
MOST_PARTS = 10_000
_TYPES = "[Content_Types].xml"
_MAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_KIN = tuple(  # templates and slide shows hold the same parts
    f"application/vnd.openxmlformats-officedocument.presentationml.{kind}.main+xml".encode()
    for kind in ("template", "slideshow")
)
_ENCRYPTED_OR_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VIEWS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<p:viewPr xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'
)
SAVE_AGAIN = "Open it in PowerPoint and save it as .pptx."
_BROKEN = (KeyError, ValueError, IndexError, AttributeError, SyntaxError, ParseError, EOFError, zlib.error)


def open_template(folder: Path, name: str) -> Any:
    """``name`` is a path relative to ``folder``. Raises ConfigError when the file is missing, broken or refused."""
    from pptx import Presentation
    from pptx.exc import PythonPptxError

    blob = looked_at(folder, name)
    try:
        presentation = Presentation(BytesIO(_as_presentation(blob, name)))
        _ = presentation.slide_masters[0].slide_layouts[0].name
    except (*_BROKEN, PythonPptxError) as error:
        refuse(name, "broken_template", f"the template cannot be read as a presentation ({type(error).__name__})",
               SAVE_AGAIN)  # fmt: skip
    _add_view_properties(presentation)
    return presentation


def looked_at(folder: Path, name: str) -> bytes:
    """The file's bytes, when they are those of a presentation without macros that unpacks to a bounded size. Raises
    ConfigError."""
    blob = _bytes(folder / name, name)
    if any("vbaproject" in part.lower() for part in _parts(blob, name)):
        refuse(name, "template_with_macros", "the template holds macros, and a report must not carry any",
               "Save it as .pptx or .potx, without macros.")  # fmt: skip
    return blob


def _add_view_properties(presentation: Any) -> None:
    """An empty part of the kind that PowerPoint looks for, where another program has written none."""
    from pptx.opc.constants import CONTENT_TYPE as CT
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    part = presentation.part
    if not any(rel.reltype == RT.VIEW_PROPS for rel in part.rels.values()):
        views = Part(PackURI("/ppt/viewProps.xml"), CT.PML_VIEW_PROPS, part.package, _VIEWS)
        part.relate_to(views, RT.VIEW_PROPS)


def refuse(name: str, kind: str, what: str, right: str = "", key: str = KEY) -> NoReturn:
    """Raises ConfigError with one Problem of the template's file, at the config's key."""
    raise ConfigError([Problem(Place(key=key), kind, f"{name}: {what}", right)])


def _bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            refuse(name, "not_a_file", "the template is not a file", "Name a .pptx or .potx file.")
        if size > MOST_BYTES:
            refuse(name, "template_too_large", f"the template has {size / 1e6:.0f} MB",
                   f"It may have up to {MOST_BYTES / 1e6:.0f} MB; compress its pictures.")  # fmt: skip
        return path.read_bytes()
    except FileNotFoundError:
        refuse(name, "missing_file", "no such file", "The path is relative to the config's folder.")
    except OSError as error:
        refuse(name, "unreadable_file", f"the template cannot be read: {error.strerror}")


def _parts(blob: bytes, name: str) -> list[str]:
    """The names of the zip's parts, when they are those of a presentation and unpack to a bounded size."""
    if blob.startswith(_ENCRYPTED_OR_OLD):
        refuse(name, "encrypted_template", "the template is protected by a password, or in the old .ppt format",
               "Save it as .pptx without a password.")  # fmt: skip
    try:
        entries = zipfile.ZipFile(BytesIO(blob)).infolist()
    except zipfile.BadZipFile:
        refuse(name, "broken_template", "the template is not a PowerPoint file, or is damaged", SAVE_AGAIN)
    names = [entry.filename for entry in entries]
    if _TYPES not in names or not any(part.startswith("ppt/") for part in names):
        refuse(name, "not_a_presentation", "the template is not a PowerPoint file", "Name a .pptx or .potx file.")
    xml = max((entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))), default=0)
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED or xml > MOST_XML:
        refuse(name, "template_too_large", "the template unpacks to more than a presentation can need", SAVE_AGAIN)
    return names


def _as_presentation(blob: bytes, name: str) -> bytes:
    """The same package with the content type of a presentation."""
    target = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(blob)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
            types = source.read(_TYPES)
            if not any(kin in types for kin in _KIN):
                return blob
            for entry in source.infolist():
                data = source.read(entry)
                if entry.filename == _TYPES:
                    for kin in _KIN:
                        data = data.replace(kin, _MAIN)
                out.writestr(entry.filename, data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        refuse(name, "broken_template", "the template is damaged", SAVE_AGAIN)
    return target.getvalue()


def missing_slides(keep: Sequence[int], count: int, name: str) -> list[Problem]:
    """A Problem for each number of ``theme.keep_slides`` that a template with ``count`` slides does not have."""
    what = f"{name}: the template has {count} slides, and there is no slide"
    return [
        Problem(Place(key=f"theme.keep_slides[{index}]"), "no_such_slide", f"{what} {number}")
        for index, number in enumerate(keep)
        if number > count
    ]


def drop_slides(presentation: Any, keep: Sequence[int], name: str) -> None:
    """Drops the template's own slides but those of these numbers, with every relationship that leads to them.

    Raises ConfigError for a number that the template has no slide for.
    """
    listed = list(presentation.slides._sldIdLst)
    if problems := missing_slides(keep, len(listed), name):
        raise ConfigError(problems)
    kept = [presentation.part.related_part(item.rId) for n, item in enumerate(listed, 1) if n in keep]
    for number, item in enumerate(listed, 1):
        if number not in keep:
            presentation.part.drop_rel(item.rId)
            presentation.slides._sldIdLst.remove(item)
    presentation.part.rename_slide_parts([item.rId for item in presentation.slides._sldIdLst])
    _forget_dropped(presentation, kept)


def _forget_dropped(presentation: Any, kept: Sequence[Any]) -> None:
    """Named shows and links that lead to dropped slides, and what the file tells of its old slides, go too."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    root = presentation.part._element
    for shows in root.findall(f"{P}custShowLst"):
        root.remove(shows)
    for part in kept:
        gone = [key for key, rel in part.rels.items() if rel.reltype == RT.SLIDE and rel.target_part not in kept]
        for element in [e for e in part._element.iter() if e.get(f"{R}id") in gone]:
            element.getparent().remove(element)
        for key in gone:
            part.rels.pop(key)
    package = presentation.part.package
    old = {RT.THUMBNAIL, RT.EXTENDED_PROPERTIES} | (set() if kept else {RT.COMMENT_AUTHORS})
    for owner in (package._rels, presentation.part.rels):
        for key in [key for key, rel in owner.items() if rel.reltype in old or _is_second_core(rel)]:
            owner.pop(key)


def _is_second_core(relationship: Any) -> bool:
    """Properties that are there under another name for their kind, beside which python-pptx would write its own."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    if relationship.is_external or relationship.reltype == RT.CORE_PROPERTIES:
        return False
    return str(relationship.target_part.partname) in ("/docProps/core.xml", "/docProps/app.xml")
