"""A header as it stands in a file → the form in which headers are compared, and the unit at its end."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
_QUOTES = str.maketrans("’‘ʼ`´“”„«»", "'''''\"\"\"\"\"")
_UNIT = re.compile(r"^(?P<name>.*\S)\s*\((?P<unit>[A-Z]{3}|%|hours?|s)\)$")


class Header(NamedTuple):
    """``full``: the whole header, normalised; ``name``: without a unit at its end; ``unit``: ``EUR``, ``%`` … or ""."""

    full: str
    name: str
    unit: str


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Text for comparing: NFKC, no invisible characters, one kind of quotes and blanks, case folded.

    >>> plain("Montant\\u00a0 dépensé ")
    'montant dépensé'
    """
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_QUOTES)
    return " ".join(text.split()).casefold()


def is_called(name: str, wanted: str) -> bool:
    """Whether a plain text is the wanted one; ``*`` at its end stands for whatever follows."""
    return name.startswith(wanted[:-1]) if wanted.endswith("*") else name == wanted


@lru_cache(maxsize=4096)
def header(text: str) -> Header:
    """A file's header, ready for comparing."""
    tidy = " ".join(unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).split())
    match = _UNIT.match(tidy)
    name, unit = (match["name"], match["unit"]) if match else (tidy, "")
    return Header(plain(text), plain(name), unit)
