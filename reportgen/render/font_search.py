"""Families and characters → fonts of this machine, in an order that does not change from one run to the next.

Only the system's own folders are looked through, by file name, and only when a report has characters that no other font
has: a document made so is another one where other fonts are installed, which is told (`font_choice`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from reportgen.render.font_files import FontError, FontInfo, font_infos
from reportgen.render.fonts import Face, advances_of

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
MOST_FILES = 5_000
_SUFFIXES = (".ttf", ".otf", ".ttc")
_STYLED = re.compile(r"italic|oblique|condensed|narrow|mono|light|thin|black|heavy|extra|math", re.IGNORECASE)
# Families made to stand beside a sans, the widest first; then any other, by the name of its file.
_PREFERRED = (
    "NotoSans", "NotoNaskh", "NotoEmoji", "SourceHanSans", "DejaVuSans", "LiberationSans", "Arial", "Symbola",
)  # fmt: skip


def family(name: str, folders: Sequence[str] = FOLDERS) -> tuple[FontInfo, ...]:
    """The upright fonts of a family, lightest first; empty where this machine has none."""
    wanted = _plain(name)
    likely = [path for path in font_paths(tuple(folders)) if wanted[:4] in _plain(Path(path).stem)]
    for paths in (likely, font_paths(tuple(folders))):
        found = {
            info.weight: info
            for path in reversed(paths)
            for info in _readable(path)
            if info.upright and _plain(info.family) == wanted
        }
        if found:
            return tuple(found[weight] for weight in sorted(found))
    return ()


def covering(characters: frozenset[str], folders: Sequence[str] = FOLDERS) -> tuple[Face, ...]:
    """The fonts that have the characters, as far as there are any: the fewest that the order of preference leads to,
    each with its semibold or bold where the family has one."""
    found: list[Face] = []
    left = {ord(char) for char in characters}
    for path in sorted(font_paths(tuple(folders)), key=_rank):
        if not left:
            break
        for info in _readable(path):
            if info.upright and info.weight in range(350, 551):
                has = left & advances_of(info.path, info.number)[0].keys()
                if has:
                    found += _faces(info, folders)
                    left -= has
                    break
    return tuple(found)


def _faces(info: FontInfo, folders: Sequence[str]) -> Iterator[Face]:
    yield Face(info.family, 400, info.path, info.number)
    beside = [path for path in font_paths(tuple(folders)) if Path(path).parent == Path(info.path).parent]
    bold = [
        other
        for path in (info.path, *(path for path in beside if re.search("bold", Path(path).stem, re.IGNORECASE)))
        for other in _readable(path)
        if other.upright and other.family == info.family and other.weight in (600, 700)
    ]
    yield from (Face(info.family, 600, other.path, other.number) for other in bold[:1])


def _rank(path: str) -> tuple[int, int, str, str]:
    """Plain styles of preferred families first; then by name."""
    stem = Path(path).stem
    place = next((place for place, name in enumerate(_PREFERRED) if stem.startswith(name)), len(_PREFERRED))
    return bool(_STYLED.search(stem)), place, stem.lower(), path


def _readable(path: str) -> tuple[FontInfo, ...]:
    try:
        return font_infos(path)
    except FontError:
        return ()


@lru_cache(maxsize=8)
def font_paths(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Every font's file below the folders, sorted."""
    found = [
        str(Path(folder) / name)
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
        if name.lower().endswith(_SUFFIXES)
    ]
    return tuple(sorted(found)[:MOST_FILES])


def _plain(name: str) -> str:
    """A name as it is compared: ``Noto Sans Arabic`` and ``NotoSansArabic`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
