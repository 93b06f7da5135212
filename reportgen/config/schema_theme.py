"""What a report looks like: colours, marks, words of the agency's own, fonts, paper, and the deck's template.

The same keys stand under ``theme`` in a config and at the top of a theme file. Every path is relative to the file that
writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from reportgen.config.kinds import COLOUR, Flag, Line, Model, Whole, shape

LOGO_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc")
DECK_SUFFIXES = (".pptx", ".potx")
_OTHER_FONTS = (".woff", ".woff2", ".pfb", ".eot")  # files by their names, though none that is read
Role = Literal["sans", "serif", "fallback"]
ROLES: tuple[Role, ...] = ("sans", "serif", "fallback")

Colour = Annotated[str, Field(pattern=COLOUR)]
Remark = Annotated[str, Field(min_length=1, max_length=120)]
FontNames = Annotated[
    Annotated[Line, Tag("<value>")] | Annotated[Annotated[tuple[Line, ...], Field(min_length=1)], Tag("<list>")],
    Discriminator(shape),
]


class Agency(Model):
    """Who makes the report: its mark stands beside the client's."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    logo: Line | None = None


class Fonts(Model):
    """Files (TTF or OTF) or names of families on this machine, in place of ours; ``fallback``: for other scripts."""

    sans: FontNames = ()
    serif: FontNames = ()
    fallback: FontNames = ()

    def listed(self, role: Role) -> tuple[str, ...]:
        """What a role names, in the config's order."""
        named: str | tuple[str, ...] = getattr(self, role)
        return (named,) if isinstance(named, str) else named


def is_font_file(name: str) -> bool:
    """Whether a font is named by its file and not by its family."""
    return name.lower().endswith((*FONT_SUFFIXES, *_OTHER_FONTS)) or "/" in name or name.startswith("~")


class Layouts(Model):
    """Which layout of the deck's template a kind of slide takes, by the layout's name; ``content``: all but the cover
    that have no name of their own."""

    cover: Line | None = None
    content: Line | None = None
    summary: Line | None = None
    table: Line | None = None
    objective: Line | None = None
    chart_and_table: Line | None = None
    actions: Line | None = None


class Theme(Model):
    """``file`` names a YAML file with these keys but itself; what the config says goes before what that file says."""

    brand: Colour = "#12506B"
    accent: Colour | None = None  # the data's colour, where it does not follow from the brand
    logo: Line | None = None
    agency: Agency | None = None
    cover: Remark | None = None  # a line over the title
    footer: Remark | None = None  # in place of client, kind and cycle
    fonts: Fonts = Fonts()
    paper: Literal["A4", "Letter"] = "A4"
    notes: Flag = True  # whether data, sources and definitions are printed at the end
    file: Line | None = None
    pptx_template: Line | None = None
    layouts: Layouts = Layouts()
    keep_slides: Annotated[tuple[Annotated[Whole, Field(ge=1, le=500)], ...], Field(max_length=50)] = ()  # numbers

    def files(self) -> Iterator[tuple[tuple[str | int, ...], str, tuple[str, ...]]]:
        """Each file that is named but the theme file: its key path in the theme, its path, and the endings it may
        have."""
        if self.logo is not None:
            yield ("logo",), self.logo, LOGO_SUFFIXES
        if self.agency is not None and self.agency.logo is not None:
            yield ("agency", "logo"), self.agency.logo, LOGO_SUFFIXES
        for role in ROLES:
            given: str | tuple[str, ...] = getattr(self.fonts, role)
            for index, name in enumerate(self.fonts.listed(role)):
                if is_font_file(name):
                    yield ("fonts", role) if isinstance(given, str) else ("fonts", role, index), name, FONT_SUFFIXES
        if self.pptx_template is not None:
            yield ("pptx_template",), self.pptx_template, DECK_SUFFIXES
