"""The theme's fonts + what a report says → the Fonts that it is set in, and what a person should know of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path

from reportgen.config.schema_theme import ROLES, Role, is_font_file
from reportgen.config.schema_theme import Fonts as NamedFonts
from reportgen.display import Display
from reportgen.errors import ConfigError, Place, Problem
from reportgen.model.artifact import Unprinted
from reportgen.model.report import Report
from reportgen.model.text import Figure
from reportgen.render.characters import is_invisible
from reportgen.render.font_files import FontError, FontInfo, font_infos
from reportgen.render.font_search import covering, family
from reportgen.render.fonts import Face, Fonts, advances_of, in_use, printable, shown

_NEEDED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,%()"
_WANTED = "éèàçœÉÀ’“”«»–…€£−"  # taken from ours where they are missing
_REGULAR, _SEMIBOLD, _BOLD = range(350, 451), range(550, 651), range(651, 801)
_NARROWEST = 0.15  # em: of a narrow no-break space, or 26 360 € reads as one clump


@dataclass(frozen=True, slots=True)
class Choice:
    """``remarks`` concern the config's keys; ``unprinted`` are the characters that no font has."""

    fonts: Fonts
    remarks: tuple[Problem, ...] = ()
    unprinted: tuple[Unprinted, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A theme's own family: its name as office programs know it, and its fonts."""

    name: str
    faces: tuple[Face, ...]


def choose(named: NamedFonts, folder: Path | None, report: Report, display: Display) -> Choice:
    """Raises ConfigError for a font that can't be used. This machine's fonts are looked through only where the theme's
    and ours lack a character."""
    remarks: list[Problem] = []
    own = own_families(named, folder)
    for role, found in own.items():
        remarks += _told(role, found)
    fonts = Fonts(*(own[role].faces if role in own else () for role in ROLES))
    lost = _unprinted(fonts, report, display)
    if lost:
        wanted = frozenset("".join(item.characters for item in lost))
        machine = covering(frozenset(char for char in wanted if unicodedata.category(char) not in ("Cn", "Co", "Cs")))
        fonts = replace(fonts, found=tuple(replace(face, family=_unique(face.family)) for face in machine))
        remarks += [_of_this_machine(face, wanted) for face in machine if face.weight == 400]
        lost = _unprinted(fonts, report, display) if machine else lost
    return Choice(fonts, tuple(remarks), lost)


def own_families(named: NamedFonts, folder: Path | None) -> dict[Role, Family]:
    """The families that a theme names, by role; all of the fallback's are one. Raises ConfigError."""
    found: dict[Role, Family] = {}
    problems: list[Problem] = []
    for role in ROLES:
        infos: list[FontInfo] = []
        before = len(problems)
        for index, name in enumerate(named.listed(role)):
            key = f"theme.fonts.{role}" + ("" if isinstance(getattr(named, role), str) else f"[{index}]")
            try:
                infos += _infos(name, folder)[: 1 if role == "fallback" and is_font_file(name) else None]
            except FontError as error:
                problems.append(Problem(Place(key=key), "font", f"the font '{name}' {error}", _CURE))
        if infos and len(problems) == before:
            try:
                found[role] = _family(role, infos)
            except FontError as error:
                problems.append(Problem(Place(key=f"theme.fonts.{role}"), "font", str(error), _CURE_ROLE))
    if problems:
        raise ConfigError(problems)
    return found


_STRANGE = re.compile(r"(?:[^\w-]|\s)+")  # would end a name in a stylesheet
_CURE = "Name a TTF or OTF file beside the config, or a family that is installed on this machine."
_CURE_ROLE = "Name a file for the regular weight and one for semibold or bold, in a list."


def _infos(name: str, folder: Path | None) -> tuple[FontInfo, ...]:
    if is_font_file(name):
        return font_infos(str(((folder or Path()) / name).absolute()))
    found = family(name)
    if not found:
        raise FontError("is not installed on this machine")
    return found


def _family(role: Role, infos: Sequence[FontInfo]) -> Family:
    """The faces of a role, at the weights that reports use. Raises FontError where one can't be told from another."""
    if role == "fallback":
        return Family("", tuple(_fallback(infos)))
    weights = ", ".join(str(info.weight) for info in infos)
    bold = _of(infos, _SEMIBOLD) or _of(infos, _BOLD)
    regular = _of(infos, _REGULAR) or (bold if role == "serif" else None)
    if regular is None:
        raise FontError(_unfit(infos, _REGULAR) or f"these fonts have no regular weight (350 to 450), only {weights}")
    if bold is None:
        if role == "sans":
            what = f"these fonts have no semibold or bold weight (550 to 800), only {weights}"
            raise FontError(_unfit(infos, range(550, 801)) or what)
        bold = regular
    if lacks := _lacking(regular, _NEEDED):
        raise FontError(f"'{regular.family}' has no {lacks}: it is not made for text")
    name = _unique(regular.family)
    heaviest = _of(infos, _BOLD) or bold
    chosen = {400: regular, 600: bold, 700: heaviest} if role == "sans" else {600: bold}
    faces = tuple(Face(name, weight, info.path, info.number) for weight, info in chosen.items())
    return Family(regular.family, faces)


def _fallback(infos: Sequence[FontInfo]) -> Iterator[Face]:
    """Each family's regular, and its semibold or bold; a family that has one weight alone is used in it."""
    for name in dict.fromkeys(info.family for info in infos):
        members = [info for info in infos if info.family == name]
        regular = _of(members, _REGULAR) or members[0]
        bold = _of(members, _SEMIBOLD) or _of(members, _BOLD)
        yield Face(_unique(name), 400, regular.path, regular.number)
        if bold is not None and bold != regular:
            yield Face(_unique(name), 600, bold.path, bold.number)


def _of(infos: Sequence[FontInfo], weights: range) -> FontInfo | None:
    return next((info for info in infos if info.weight in weights and info.upright), None)


def _unfit(infos: Sequence[FontInfo], weights: range) -> str:
    """Why a font that has the weight is not taken; empty where none has it."""
    info = next((info for info in infos if info.weight in weights), None)
    return (
        f"'{info.family}' of weight {info.weight} is {info.style}: a report takes upright fonts of normal width"
        if info
        else ""
    )


def _unique(name: str) -> str:
    """A family's name in a page: a font of the same name on the machine is another one, perhaps."""
    return f"{_STRANGE.sub(' ', name).strip()} Report"


def _lacking(info: FontInfo, characters: str) -> str:
    known = advances_of(info.path, info.number)[0]
    return ", ".join(f"'{char}'" for char in characters if ord(char) not in known)


def _told(role: Role, found: Family) -> Iterator[Problem]:
    """What is doubtful in a theme's own fonts, as measured."""
    if role == "fallback":
        return
    key, first = Place(key=f"theme.fonts.{role}"), found.faces[0]
    known = advances_of(first.path, first.number)[0]
    lacks = ", ".join(f"'{char}'" for char in _WANTED if ord(char) not in known)
    if lacks:
        yield Problem(key, "font_lacks", f"'{found.name}' has no {lacks}: they are set in our own font")
    if len({known[ord(digit)] for digit in "0123456789"}) > 1:
        what = f"the digits of '{found.name}' are not of one width, so figures do not stand under each other"
        yield Problem(key, "font_digits", what, "Take a font with tabular figures.")
    if 0 < known.get(0x202F, 1) < _NARROWEST:
        what = f"the narrow no-break space of '{found.name}' is so narrow that large figures read as one clump"
        yield Problem(key, "font_space", what)


def _of_this_machine(face: Face, wanted: frozenset[str]) -> Problem:
    known = advances_of(face.path, face.number)[0]
    sample = "".join(sorted(char for char in wanted if ord(char) in known)[:8])
    what = f"'{sample}' is set in {face.path}, a font of this machine: another machine may make another file"
    return Problem(Place(key="theme.fonts.fallback"), "machine_font", what, "Put the font beside the config, name it.")


def _unprinted(fonts: Fonts, report: Report, display: Display) -> tuple[Unprinted, ...]:
    """Each character that a stand-in is printed for, once, with the first words in which it stands."""
    found: list[Unprinted] = []
    seen: set[str] = set()
    with in_use(fonts):
        for text in dict.fromkeys(_strings(report, display)):
            if printable(text) == text:
                continue
            missing = "".join(dict.fromkeys(char for char in shown(text).missing if char not in seen))
            if missing:
                seen |= set(missing)
                found.append(Unprinted(missing, "".join(char for char in text if not is_invisible(char))))
    return tuple(found)


def _strings(part: object, display: Display) -> Iterator[str]:
    """All words of a report, ids among them: they are made of the config's names."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Figure):
        yield display.figure(part)
    elif isinstance(part, tuple):
        for item in part:
            yield from _strings(item, display)
    elif is_dataclass(part):
        for item in fields(part):
            yield from _strings(getattr(part, item.name), display)
