"""The report's sources → what its readers call each: by its label, the network in its name, or its platform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportgen.document.wording import Words, capital, quote, sentences
from reportgen.model.scorecard import SourceScore
from reportgen.model.text import Text
from reportgen.vocabulary.channels import NAMES


def source_names(words: Words, sources: Sequence[SourceScore]) -> dict[str, Text]:
    """Config name → the name in the report. A platform's proper name is that of one source alone: two lists of one
    platform keep the config's words, which tell them apart."""
    platforms = Counter(source.platform for source in sources)
    return {source.name: _name(words, source, platforms[source.platform] == 1) for source in sources}


def _name(words: Words, source: SourceScore, alone: bool) -> Text:
    if source.label:
        return words.own(source.label, f"source.{source.name}")
    said = _said(words, source.name)
    if said or not (source.platform and alone):
        return said or plain_name(words, source.name)
    return words.own(source.platform, f"source.{source.name}")


def _said(words: Words, name: str) -> Text:
    """What a config's name says by itself: a channel, or a kind of source that the words know; else empty."""
    if name in NAMES:
        return words.name(NAMES[name], f"source.{name}")
    return words.text(f"sources.name.{name}") if words.has(f"sources.name.{name}") else ()


def plain_name(words: Words, name: str) -> Text:
    """The config's own word, its channels by their names."""
    named = (words.name(NAMES[p], f"source.{p}") if p in NAMES else quote(p, f"source.{p}") for p in name.split("_"))
    return _said(words, name) or capital(sentences(*named))
