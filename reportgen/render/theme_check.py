"""A config's theme → all that is wrong with its files, at their keys, before anything is measured or drawn.

Pictures, fonts, packages and templates are opened, and nothing is set: of the engines, python-pptx alone is loaded, and
only for a template of the agency's. What only the setting shows (a character that no font has) is told when a report is
made.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from reportgen.config.schema_theme import Theme
from reportgen.errors import ConfigError, Problem
from reportgen.render.deck_choice import chosen_layouts, unknown_layout
from reportgen.render.deck_faces import font_files
from reportgen.render.deck_template import SAVE_AGAIN, looked_at, missing_slides, open_template, refuse
from reportgen.render.font_choice import own_families
from reportgen.render.ooxml import P
from reportgen.render.template_check import Looked, look_at
from reportgen.render.theme import make_theme

_MAIN = "ppt/presentation.xml"
_LAYOUTS, _MASTERS = "ppt/slideLayouts/", "ppt/slideMasters/"


def look_of(theme: Theme, folder: Path, folders: Sequence[Path]) -> Looked:
    """``folder`` is the config's, ``folders`` are those of all its files."""
    probes: tuple[Callable[[], object], ...] = (
        lambda: make_theme(theme, folder),
        lambda: own_families(theme.fonts, folder),
        lambda: _deck(theme, folder),
    )
    problems: list[Problem] = []
    for probe in probes:
        try:
            probe()
        except ConfigError as error:
            problems += error.problems
    own = look_at(folders)
    return Looked((*problems, *own.problems), own.remarks)


def _deck(theme: Theme, folder: Path) -> None:
    """Raises ConfigError with all that the package itself shows to be wrong, else with the layout that has no room."""
    name = theme.pptx_template
    if name is None:
        return
    slides, layouts = _outline(looked_at(folder, name), name)
    named = theme.layouts.model_dump(exclude_none=True)
    unknown = [unknown_layout(name, key, wanted, layouts) for key, wanted in named.items() if wanted not in layouts]
    if problems := [*missing_slides(theme.keep_slides, slides, name), *unknown]:
        raise ConfigError(problems)
    chosen_layouts(open_template(folder, name), named, name, font_files(theme.fonts, folder))


def _outline(blob: bytes, name: str) -> tuple[int, list[str]]:
    """How many slides a presentation has, and the names of its layouts in the order of their parts."""
    try:
        with zipfile.ZipFile(BytesIO(blob)) as package:
            if damaged := package.testzip():
                refuse(name, "broken_template", f"its part '{damaged}' is damaged", SAVE_AGAIN)
            parts = [part for part in package.namelist() if part.startswith(_LAYOUTS) and part.endswith(".xml")]
            root = ElementTree.fromstring(package.read(_MAIN))
            layouts = [ElementTree.fromstring(package.read(part)) for part in sorted(parts, key=_in_order)]
            if not any(part.startswith(_MASTERS) for part in package.namelist()):
                raise KeyError(_MASTERS)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        refuse(name, "broken_template", "the template is damaged", SAVE_AGAIN)
    except (KeyError, ElementTree.ParseError, ValueError):
        refuse(name, "broken_template", "the template cannot be read as a presentation", SAVE_AGAIN)
    return len(root.findall(f"{P}sldIdLst/{P}sldId")), [_named(layout) for layout in layouts]


def _in_order(part: str) -> tuple[int, str]:
    """``slideLayout2.xml`` before ``slideLayout10.xml``."""
    return len(part), part


def _named(layout: ElementTree.Element) -> str:
    content = layout.find(f"{P}cSld")
    return "" if content is None else content.get("name", "")
