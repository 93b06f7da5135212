"""What was seen in the files → the words for it: notes as sentences, measures as a formula writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportgen.display import Display
from reportgen.document.findings import finding_text
from reportgen.document.wording import Words
from reportgen.errors import Problem
from reportgen.model.facts import Finding, Key
from reportgen.model.text import Figure, Text
from reportgen.vocabulary.catalogue import Catalogue, catalogue
from reportgen.vocabulary.channels import NAMES

_SELECTED = ("delivery", "of", "claimed_by", "owner")
_SOURCE = re.compile(r"^[^:]{1,80}?\s?: ")


@dataclass(frozen=True)
class Spoken:
    """A language's words, the measures' names, and numbers and dates as the locale writes them."""

    words: Words
    catalogue: Catalogue
    display: Display
    source_names: Mapping[str, Text] = field(default_factory=dict)  # none: a file is told of by itself

    def sentence(self, finding: Finding, file: str = "") -> str:
        """A finding without its source's name, and its place where it has one: of ``file`` without its name."""
        text = _SOURCE.sub("", self.display.text(finding_text(self, finding, 0)), count=1)
        where = str(replace(finding.place, file="") if finding.place.file == file else finding.place)
        return f"{text[:1].upper()}{text[1:]}{f' ({where})' if where else ''}"

    def channel(self, channel: str) -> str:
        """A channel's name; of figures without one, that they have none."""
        if not channel:
            return "no channel (all together)"
        if channel not in NAMES:
            return channel
        return self.display.text(self.words.name(NAMES[channel], channel))

    def count(self, number: int) -> str:
        return self.display.figure(Figure("count", Decimal(number), "count", 0))


def spoken(locale: str) -> Spoken:
    """The words of a locale; English ones where there are none."""
    return Spoken(Words(locale), catalogue(), Display(locale, "EUR"))


def measure(key: Key) -> str:
    """A key as a formula writes it, without its channel: ``ad_spend[delivery=paid]``."""
    told = ((name, getattr(key, name)) for name in _SELECTED)
    chosen = ", ".join(f"{name}={value}" for name, value in told if value and (name, value) != ("delivery", "all"))
    return f"{key.measure}[{chosen}]" if chosen else key.measure


def problem(told: Problem) -> str:
    """A Problem without its file's name."""
    return str(replace(told, place=replace(told.place, file="")))
