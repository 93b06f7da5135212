"""A template's fonts and layouts → what whoever makes the report should look at: guessed widths, unjudged
contrast, low titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportgen.errors import Place, Problem
from reportgen.render.deck_choice import WHOLE, title_lines
from reportgen.render.deck_faces import is_guessed
from reportgen.render.deck_layouts import Offer

_KEY = Place(key="theme.pptx_template")


def remarks(file: str, typefaces: Iterable[str], fonts: Sequence[Path], offers: Sequence[Offer]) -> tuple[Problem, ...]:
    """``typefaces`` are the template's theme fonts, ``fonts`` the config's font files, ``offers`` the layouts that
    content stands on; each thing once."""
    found = (*_of_fonts(file, typefaces, fonts), *_of_grounds(file, offers), *_of_titles(file, offers, fonts))
    return tuple(dict.fromkeys(found))


def _of_fonts(file: str, typefaces: Iterable[str], fonts: Sequence[Path]) -> Iterator[Problem]:
    for name in typefaces:
        if is_guessed(name, fonts):
            what = f"{file}: the widths of its theme font '{name}' are not known; text is measured as in a wide font"
            yield Problem(_KEY, "font_guessed", f"{what} and wraps early", "Name the font's files in theme.fonts.sans.")


def _of_grounds(file: str, offers: Iterable[Offer]) -> Iterator[Problem]:
    for offer in offers:
        if not offer.plain_page:
            what = f"{file}: a picture or gradient lies under the content of layout '{offer.layout.name}'"
            cure = "Look at its slides, or name a layout with a plain ground in theme.layouts."
            yield Problem(_KEY, "ground_unjudged", f"{what}; contrast is judged by the page's {offer.page} alone", cure)


def _of_titles(file: str, offers: Iterable[Offer], fonts: Sequence[Path]) -> Iterator[Problem]:
    for offer in offers:
        if title_lines(offer, fonts) < WHOLE:
            what = f"{file}: the title of layout '{offer.layout.name}' has room for one line, so longer ones are cut"
            yield Problem(
                _KEY, "title_cut", what, "Give it the height of two lines; the whole titles are in the notes."
            )
