"""Words of a language + Figures → Text. Every product word and sentence pattern lies in `vocabulary/words/*.yaml`.

A pattern holds plain words and placeholders: ``{kpi}``; ``{Kpi}`` (the same with a capital, at a sentence's start);
``{de kpi}`` (a French preposition that contracts with the article: *du taux*, *des prospects*). ``**…**`` is semibold
and ``~`` a no-break space. A numeral in a pattern or in a person's words becomes a ``verbatim`` Figure, so that every
digit of a document is a Figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import cast

from reportgen.display import WORDED
from reportgen.model.scorecard import Names
from reportgen.model.text import Bullet, Emphasis, Figure, Piece, Text
from reportgen.periods import Cycle
from reportgen.strict_yaml import load

LANGUAGES = WORDED
PAIR = 2  # *both* stands for *all two*
NBSP, NARROW = "\u00a0", "\u202f"
_NUMERAL = re.compile(rf"\d{{1,3}}(?:[{NBSP}{NARROW}]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*")
_TOKEN = re.compile(r"(\{[^{}]+\}|\*\*)")
_VOWEL_MONTHS = (4, 8, 10)  # avril, août, octobre: d’octobre

Part = Piece | Text


@dataclass(frozen=True, slots=True)
class Noun:
    """A KPI inside a sentence, with its article: ``the engagement rate``, ``les prospects``."""

    text: Text
    plural: bool

    @property
    def count(self) -> int:
        """A count that makes verbs agree with the noun."""
        return 2 if self.plural else 1


def typeset(text: str, language: str) -> str:
    """A person's words with the apostrophes and no-break spaces of their language; no word is changed."""
    text = re.sub(r"(?<=\w)'(?=[\w{])", "’", text)
    if language != "fr":
        return text
    text = re.sub(r"\s*»", NBSP + "»", re.sub(r"«\s*", "«" + NBSP, text))
    text = re.sub(r"\b\d{1,3}(?: \d{3})+\b", lambda match: match[0].replace(" ", NARROW), text)
    text = re.sub(r"(?<=\d) (?=[^\W\d_]|[€$£])", NBSP, text)
    text = re.sub(r"(?<=\d)\s*%|\s+%(?=\W|$)", NARROW + "%", text)
    text = re.sub(r"(?:(?<=[\w}»)’*%])|\s+)\s*([;!?])(?=\s|$|\*)", NARROW + r"\1", text)
    return re.sub(r"(?:(?<=[\w}»)’*%])|\s+)\s*:(?=\s|$|\*)", NBSP + ":", text)


def quote(text: str, id: str) -> Text:  # noqa: A002  (the Figure's own word)
    """A person's words as a Text: each numeral is a ``verbatim`` Figure with the id ``<id>.<n>``."""
    parts: list[str | Figure] = []
    at = 0
    for number, match in enumerate(_NUMERAL.finditer(text), start=1):
        parts += [text[at : match.start()], Figure(f"{id}.{number}", match[0], "verbatim")]
        at = match.end()
    return join(*parts, text[at:])


def ended(words: str) -> str:
    """A person's words as a sentence, with its full stop."""
    words = words.rstrip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def stopped(text: Text) -> Text:
    """Words as a sentence: a full stop, where no other mark ends them."""
    last = text[-1] if text else ""
    return text if isinstance(last, str) and last.endswith((".", "!", "?", "…")) else join(text, ".")


def join(*parts: Part) -> Text:
    """Parts one after the other, flat, neighbouring strings merged. Raises ValueError for a string with a digit."""
    flat: list[Piece] = []
    for part in parts:
        for item in part if isinstance(part, tuple) else (part,):
            if isinstance(item, str):
                if re.search(r"\d", item):
                    raise ValueError(f"a digit outside a Figure: {item!r}")
                if flat and isinstance(flat[-1], str):
                    flat[-1] += item
                elif item:
                    flat.append(item)
            else:
                flat.append(item)
    return tuple(flat)


def strong(*parts: Part) -> Text:
    """The parts in semibold."""
    inside: list[str | Figure] = []
    for item in join(*parts):
        inside += (item,) if isinstance(item, str | Figure) else cast("tuple[str | Figure, ...]", item.parts)
    return (Emphasis(tuple(inside)),)


def capital(text: Text) -> Text:
    """The same with a capital letter at its start."""
    if not text:
        return text
    first = text[0]
    if isinstance(first, str):
        return (first[:1].upper() + first[1:], *text[1:])
    if isinstance(first, Figure):
        # another form of the figure has another id, so that one id reads the same everywhere
        return (replace(first, id=f"{first.id}.capital", capital=True), *text[1:])
    if isinstance(first, Bullet):
        return (first, *capital(text[1:]))
    parts = cast("tuple[str | Figure, ...]", capital(first.parts))
    return (replace(first, parts=parts), *text[1:])


def lowered(name: Text) -> Text:
    """A name inside a sentence: without its capital, unless it is an abbreviation."""
    first = name[0] if name else ""
    if isinstance(first, str) and first[:1].isupper() and not first[1:2].isupper():
        return (first[:1].lower() + first[1:], *name[1:])
    return name


def sentences(*texts: Text) -> Text:
    """Sentences one after the other, a space between."""
    kept = [text for text in texts if text]
    return join(*(part for text in kept[:-1] for part in (text, " ")), *kept[-1:])


def prefixed(preposition: str, text: Text) -> Text:
    """A French preposition before a noun: *de le* → *du*, *à les* → *aux*, *de* before a vowel → *d’*."""
    first = text[0] if text else ""
    if not isinstance(first, str):
        return join(f"{preposition} ", text)
    forms = {"de": ("du ", "des "), "à": ("au ", "aux ")}[preposition]
    for article, form in zip(("le ", "les "), forms, strict=True):
        if first.startswith(article):
            return (form + first[len(article) :], *text[1:])
    vowel = first[:1].lower() in "aàâeéèêiîoôuy" and not re.match("y[aeiou]", first.lower())  # de YouTube
    elided = preposition == "de" and vowel and first[:1]
    return join("d’" if elided else f"{preposition} ", text)


class Words:
    """The words of a locale's language; English words where the language has none."""

    def __init__(self, locale: str) -> None:
        self.asked = locale.split("_", maxsplit=1)[0]
        self.language = self.asked if self.asked in LANGUAGES else "en"
        self._patterns = _american() if locale == "en_US" else _patterns(self.language)

    def has(self, key: str) -> bool:
        return key in self._patterns or f"{key}.one" in self._patterns

    def text(self, key: str, count: object = None, **parts: Part) -> Text:
        """The pattern ``key`` filled in, with ``count`` its ``one``, ``two`` (where it has one) or ``other`` form.

        Raises KeyError for unknown names.
        """
        return self._fill(key, self._pattern(key, count), parts)

    def string(self, key: str) -> str:
        """A pattern that is plain words, as a string (for alternative texts)."""
        (text,) = self.text(key)
        if not isinstance(text, str):
            raise TypeError(f"{key} is not plain words")
        return text

    def name(self, names: Names, id: str) -> Text:  # noqa: A002
        """A KPI's, measure's or definition's words in this language, else in English, else in the first one given."""
        given = dict(names)
        words = given.get(self.asked) or given.get(self.language) or given.get("en") or next(iter(given.values()), "")
        return quote(typeset(words, self.language), f"name.{id}")

    def own(self, words: str, id: str) -> Text:  # noqa: A002
        """A person's words from the config."""
        return quote(typeset(" ".join(words.split()), self.language), id)

    def noun(self, kpi: str, names: Names) -> Noun:
        """A KPI as it stands in a sentence; one without a row in the words is quoted: *l’indicateur « Démos »*."""
        for number in ("one", "other"):
            key = f"nouns.{number}.{kpi}"
            if key in self._patterns:
                return Noun(self.text(key), number == "other")
        return Noun(self.text("noun.unknown", name=self.name(names, dict(names).get("en", "own"))), plural=False)

    def number(self, value: int, id: str, among: int = 1) -> Text:  # noqa: A002
        """A small count in words (two, deux); a Figure where it, or the number beside it, is above thirteen."""
        if 0 < value < len(_NUMBER_KEYS) and among < len(_NUMBER_KEYS):
            return self.text(f"numbers.{_NUMBER_KEYS[value]}")
        return (Figure(id, Decimal(value), "count"),)

    def ordinal(self, value: int) -> Text | None:
        """``third``, ``troisième``; None beyond thirteen."""
        return self.text(f"ordinals.{_NUMBER_KEYS[value]}") if 0 < value < len(_NUMBER_KEYS) else None

    def cycle(self, form: str, cycle: Cycle, id: str, short: bool = False) -> Text:  # noqa: A002
        """A cycle after a preposition, ``in``, ``of``, ``to`` or ``on``: *en octobre 2026*, *au T3 2026*."""
        figure = Figure(f"{id}.short" if short else id, cycle, "cycle_short" if short else "cycle")
        return self.text(f"cycle.{form}.{cycle_kind(cycle)}", cycle=figure)

    def _pattern(self, key: str, count: object) -> str:
        if count is None:
            return self._patterns[key]
        pair = self._patterns.get(f"{key}.two") if count == PAIR else None
        return pair or self._patterns[f"{key}.{self._plural(count)}"]

    def _plural(self, count: object) -> str:
        size = abs(float(str(count)))
        return "one" if (size < 2 if self.language == "fr" else size == 1) else "other"

    def _fill(self, key: str, pattern: str, parts: Mapping[str, Part]) -> Text:
        done: list[Part] = []
        bold: list[Part] | None = None
        for token in _TOKEN.split(pattern):
            if token == "**":
                if bold is None:
                    bold = []
                else:
                    done.append(strong(*bold))
                    bold = None
                continue
            place = token.startswith("{") and token.endswith("}")
            item = _placed(token[1:-1], parts) if place else quote(token, f"words.{key}")
            (done if bold is None else bold).append(item)
        return join(*done)


_NUMBER_KEYS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen",
)  # fmt: skip


def _placed(token: str, parts: Mapping[str, Part]) -> Text:
    *preposition, name = token.split(" ")
    part = parts[name.lower()]
    text = part if isinstance(part, tuple) else (part,)
    if preposition:
        text = prefixed(preposition[0], text)
    return capital(text) if name[0].isupper() else text


def cycle_kind(cycle: Cycle) -> str:
    """A cycle's kind as the words distinguish it: fiscal years are named otherwise, some months elide."""
    if cycle.spec.kind == "month" and cycle.start.month in _VOWEL_MONTHS:
        return "month_vowel"
    if cycle.spec.kind == "year" and cycle.spec.fiscal_year_start != 1:
        return "fiscal_year"
    return cycle.spec.kind


@lru_cache(maxsize=4)
def _patterns(language: str) -> Mapping[str, str]:
    name = f"{language}.yaml"
    text = (files("reportgen.vocabulary") / "words" / name).read_text("utf-8")
    tree, _ = load(text, name)
    return {key: typeset(value.replace("~", NBSP), language) for key, value in _flat(tree, "")}


@lru_cache(maxsize=1)
def _american() -> Mapping[str, str]:
    """The English words in the spelling of the United States: the few that differ."""
    return {key: words.replace("avourabl", "avorabl") for key, words in _patterns("en").items()}


def _flat(tree: object, prefix: str) -> list[tuple[str, str]]:
    if isinstance(tree, dict):
        return [item for key, value in tree.items() for item in _flat(value, f"{prefix}.{key}" if prefix else str(key))]
    return [(prefix, str(tree))]
