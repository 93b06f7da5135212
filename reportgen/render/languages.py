"""Words → stretches, each with the language that its script tells, so that a screen reader changes its voice.

Latin letters are the report's own language: which other one a name is in, they don't tell. A script of many languages
gives its own name (``und-Cyrl``: a language not known, in Cyrillic).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LETTERS = {
    "ja": _KANA + _HAN,
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "ar": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    "he": "\u0590-\u05ff\ufb1d-\ufb4f",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "th": "\u0e00-\u0e7f",
    "und-Cyrl": "\u0400-\u052f",
    "und-Deva": "\u0900-\u097f",
}
_STRETCH = re.compile("|".join(f"([{letters}](?:[\\W\\d_]*[{letters}])*)" for letters in _LETTERS.values()))
_SPOKEN_AS_JAPANESE = re.compile(f"[{_KANA}]")


def spoken(text: str) -> Iterator[tuple[str, str]]:
    """(language, words) in order; the language is empty where it is the report's."""
    at = 0
    for match in _STRETCH.finditer(text):
        if match.start() > at:
            yield "", text[at : match.start()]
        language = list(_LETTERS)[(match.lastindex or 1) - 1]
        chinese = language == "ja" and not _SPOKEN_AS_JAPANESE.search(match[0])
        yield "zh" if chinese else language, match[0]
        at = match.end()
    if at < len(text):
        yield "", text[at:]


def language(text: str) -> str:
    """The language of a text's first stretch in another script; empty where there is none."""
    return next((name for name, _ in spoken(text) if name), "")
