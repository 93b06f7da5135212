"""Build → the lines on its fonts: what is doubtful in the theme's, and which characters no font has, and where."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from reportgen.config.placed import placed
from reportgen.errors import NOWHERE, Place, Problem
from reportgen.model.artifact import Unprinted
from reportgen.pipeline import Build
from reportgen.strict_yaml import Path, render

_SHOWN = 4  # characters that one line names
_WORDS = 40
_SCRIPTS = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "IDEOGRAPHIC": "CJK", "BOPOMOFO": "CJK"}


def font_lines(build: Build) -> list[str]:
    """Each thing once, whichever of the files it concerns."""
    remarks = dict.fromkeys(problem for artifact in build.artifacts for problem in artifact.remarks)
    lost = dict.fromkeys(item for artifact in build.artifacts for item in artifact.unprinted)
    problems = (*remarks, *(_problem(item, _key(build, item)) for item in lost))
    return [str(problem) for problem in placed(problems, build.measured.config.marks)]


def _problem(item: Unprinted, key: str) -> Problem:
    named = [_named(char) for char in item.characters[:_SHOWN]]
    more = len(item.characters) - len(named)
    what = f"no font has {', '.join(named)}{f' and {more} more' if more else ''}"
    if not key:
        words = item.words.encode("utf-8", "replace").decode()
        what += f", in '{words if len(words) <= _WORDS else words[:_WORDS] + '…'}'"
    return Problem(Place(key=key) if key else NOWHERE, "no_glyph", f"{what}; a sign stands for it", _cure(item))


def _named(char: str) -> str:
    """``'東' (U+6771 CJK UNIFIED IDEOGRAPH-6771)``."""
    code = f"U+{ord(char):04X}"
    name = unicodedata.name(char, "")
    return f"'{char}' ({code} {name})" if name else code


def _cure(item: Unprinted) -> str:
    char = item.characters[0]
    script = unicodedata.name(char, "").partition(" ")[0].partition("-")[0]
    if not script:
        return "Take it out: it is no character that fonts have."
    if unicodedata.category(char).startswith("S"):
        return "Put a font that has it beside the config, Noto Emoji or Noto Sans Symbols, in theme.fonts.fallback."
    font = f"Noto Sans {_SCRIPTS.get(script, script if script == 'CJK' else script.title())}"
    return f"Put a font that has it beside the config, such as {font}, and name it in theme.fonts.fallback."


def _key(build: Build, item: Unprinted) -> str:
    """The first key of the config in whose words the first of the characters stands; empty where the data hold it."""
    content = build.measured.config.config.model_dump()
    return next((render(path) for path, words in _strings(content, ()) if item.characters[0] in words), "")


def _strings(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))
