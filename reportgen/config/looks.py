"""Checks of the files that a theme names: logos, fonts, the deck's template. Case → Problems."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Set
from pathlib import Path as FilePath

from pydantic import ValidationError

from reportgen.config.case import Case, near
from reportgen.config.origins import Places
from reportgen.config.schema import Config
from reportgen.config.schema_theme import DECK_SUFFIXES, FONT_SUFFIXES, LOGO_SUFFIXES, Layouts, Theme
from reportgen.config.values import MOST_OF_A_PATH, RELATIVE
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import catalogue

_WORDS = {
    LOGO_SUFFIXES: ("a picture", "Use an SVG, PNG or JPEG file."),
    FONT_SUFFIXES: ("a font's file", "Use a TTF or OTF file, or the name of a family on this machine."),
    DECK_SUFFIXES: ("a deck's template", "Use a PPTX or POTX file."),
}


def theme_files(case: Case) -> Iterator[Problem]:
    """A file is looked for where the file that wrote its name stands; messages show the name as written."""
    for key, name, suffixes in case.config.theme.files():
        path: Path = ("theme", *key)
        written = str(case.at(path) or name)
        shown, (kind, cure) = short(written, MOST_OF_A_PATH), _WORDS[suffixes]
        if not name.lower().endswith(suffixes):
            yield case.problem(path, "wrong_file_type", f"'{shown}' is not {kind}", cure)
        elif not os.path.isfile(case.folder / name):  # noqa: PTH113  pathlib's raises for a name that is too long
            beside = near(FilePath(name).name, _names_in((case.folder / name).parent))
            candidates = tuple(str(FilePath(written).with_name(found)) for found in beside)
            yield case.problem(path, "no_such_file", f"there is no file '{shown}'", RELATIVE, candidates)


def files_beside(values: object, unfit: Set[object], folder: FilePath, written: object, marks: Places) -> list[Problem]:
    """The Problems of a theme's files where some of its keys, ``unfit``, have the wrong shape: of the other keys."""
    theme = values.get("theme") if isinstance(values, Mapping) else None
    if not isinstance(theme, Mapping):
        return []
    try:
        config = Config.model_construct(theme=Theme.model_validate({k: v for k, v in theme.items() if k not in unfit}))
    except ValidationError:
        return []
    return list(theme_files(Case(config, catalogue(), folder, written, marks)))


def deck_keys(case: Case) -> Iterator[Problem]:
    """What a deck takes of a template is not asked for without one."""
    theme = case.config.theme
    if theme.pptx_template is not None:
        return
    cure = "Add pptx_template, or take this key out."
    if theme.layouts != Layouts():
        yield case.problem(
            ("theme", "layouts"), "no_template", "there is no template whose layouts could be taken", cure
        )
    if theme.keep_slides:
        what = "there is no template whose slides could be kept"
        yield case.problem(("theme", "keep_slides"), "no_template", what, cure)


def _names_in(folder: FilePath) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError):
        return []
