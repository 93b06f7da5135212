"""A column's header → whether the column holds people's data. The headers lie in ``personal.yaml``: data, not code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from itertools import product
from typing import Any

from reportgen.strict_yaml import load

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[\s_\-:/.]+")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_HANDLE = re.compile(r"(?<![\w@])@[\w.\-]*\w")
_TELEPHONE = re.compile(r"(?<![\d.])(?:\+\d|0\d)(?:[\s().-]*\d){7,}")


@lru_cache(maxsize=4096)
def is_personal(header: str) -> bool:
    """Whether a column so called holds what concerns single people: names, addresses, numbers, handles."""
    return _plain(header) in _headers()


def looks_personal(text: str) -> bool:
    """Whether a text that should be a tag or a name of a channel is somebody's e-mail address or telephone number.

    >>> looks_personal("jane@example.org"), looks_personal("+33 6 12 34 56 78"), looks_personal("spring_sale_2026")
    (True, True, False)
    """
    return has_address(text) or bool(_TELEPHONE.search(text))


def has_address(text: str) -> bool:
    """Whether there is an e-mail address in a text."""
    return bool(_ADDRESS.search(text))


def without_people(text: str) -> str:
    """The words of a post without the e-mail addresses, telephone numbers and handles in them.

    >>> without_people("Merci @jane.doe ! Écrivez à jane@example.org ou au 06 12 34 56 78")
    'Merci @… ! Écrivez à … ou au …'
    """
    return _TELEPHONE.sub("…", _HANDLE.sub("@…", _ADDRESS.sub("…", text)))


@cache
def _headers() -> frozenset[str]:
    text = resources.files("reportgen.vocabulary").joinpath("personal.yaml").read_text(encoding="utf-8")
    values: Any = load(text, "personal.yaml")[0]
    whole = {word for words in values["headers"].values() for word in words}
    paired = {f"{whose} {what}" for whose, what in product(values["of"], values["what"])}
    return frozenset(_plain(word) for word in whole | paired)


def _plain(text: str) -> str:
    """The form in which headers are compared: ``Adresse_e-mail`` and ``adresse E-Mail`` are one."""
    apart = _CAMEL.sub(" ", unicodedata.normalize("NFKD", text))
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter) and letter.isprintable())
    return _BETWEEN.sub(" ", letters.replace("’", "'")).strip().casefold()
