"""The config's commentary → paragraphs as Texts: Markdown, in the typography of the report's language.

No word is changed: only apostrophes and the spaces before signs, and not inside of code and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from reportgen.config.schema import Config
from reportgen.document.markdown import Paragraph, Stretch, parse
from reportgen.document.view import Views
from reportgen.document.wording import join, quote, typeset
from reportgen.errors import Place, Problem
from reportgen.model.text import Bullet, Emphasis, Figure, Link, Piece, Text

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")  # a person's own no-break spaces stay
_MARKUP = re.compile(r"[\[<|]")  # without any of them there is nothing that could be lost
_MOST_SHOWN = 60
_FIXED = "x"  # stands for a character of code while the words around it are set


def commentary(report: Views, name: str) -> tuple[Text, ...]:
    """What the config says under ``commentary.<name>``: ``summary``, ``learned``, ``next``, or an objective's id."""
    return own_words(report.config.words(report.cycle.id).get(name, ""), f"commentary.{name}", report.words.language)


def own_words(words: str, id: str, language: str) -> tuple[Text, ...]:  # noqa: A002  (the Figure's own word)
    """Each numeral becomes a ``verbatim`` Figure with the id ``<id>.<paragraph>.<n>``."""
    paragraphs = parse(words).paragraphs if words.strip() else ()
    return tuple(_text(paragraph, f"{id}.{n}", language) for n, paragraph in enumerate(paragraphs, start=1))


_LOSSES = {
    "image": (
        "the image '{}' is left out: of an image in a commentary only its alternative text is printed",
        "Write words, or link to the image.",
    ),
    "link": ("the link to '{}' is left out: only its words are printed", "Link to http, https or mailto."),
    "table": ("a table in a commentary is printed as words, a paragraph for each row", "Write a list, or sentences."),
    "html": ("HTML is printed as it is written: '{}'", "Write Markdown: **semibold**, lists, links."),
}


def markup_problems(config: Config, cycle: str) -> Iterator[Problem]:
    """What is said of Markdown that a cycle's report does not set as it was meant, each once."""
    dated = config.commentary.get(cycle)
    for name, words in config.words(cycle).items():
        key = f"{cycle}.{name}" if isinstance(dated, dict) and name in dated else name
        for kind, meant in dict.fromkeys(parse(words).losses) if _MARKUP.search(words) else ():
            what, cure = _LOSSES[kind]
            shown = meant if len(meant) <= _MOST_SHOWN else meant[:_MOST_SHOWN] + "…"
            yield Problem(Place(key=f"commentary.{key}"), kind, what.format(shown), cure)


def _text(paragraph: Paragraph, id: str, language: str) -> Text:  # noqa: A002
    """A paragraph as a Text; its item's sign stands first."""
    pieces: list[Piece] = []
    numeral = 0
    for address, linked in groupby(_typeset(paragraph.stretches, language), key=lambda stretch: stretch.address):
        inside: list[str | Figure | Emphasis] = []
        for stretch in linked:
            parts, numeral = _quoted(stretch.text, id, numeral)
            inside += [Emphasis(parts)] if stretch.strong else parts
        pieces += [Link(tuple(inside), address)] if address else inside
    return (*_bullet(paragraph, id), *join(*pieces))


def _bullet(paragraph: Paragraph, id: str) -> tuple[Bullet, ...]:  # noqa: A002
    if not paragraph.sign:
        return ()
    number = paragraph.sign.removesuffix(".")
    numbered = number != paragraph.sign
    return (Bullet((Figure(f"{id}.item", number, "verbatim"), ".") if numbered else (number,), paragraph.level),)


def _quoted(text: str, id: str, before: int) -> tuple[tuple[str | Figure, ...], int]:  # noqa: A002
    """Words as parts; their numerals are counted on from ``before``."""
    parts: list[str | Figure] = []
    for part in quote(text, id):
        if isinstance(part, Figure):
            before += 1
            parts.append(Figure(f"{id}.{before}", part.value, "verbatim"))
        elif isinstance(part, str):
            parts.append(part)
    return tuple(parts), before


def _typeset(stretches: tuple[Stretch, ...], language: str) -> list[Stretch]:
    """The paragraph is set as a whole, since a sign may stand after a word in semibold; then each character has its
    style again."""
    owners = [(char, stretch) for stretch in stretches for char in stretch.text]
    plain = "".join(_FIXED if stretch.fixed and not char.isspace() else char for char, stretch in owners)
    styled: list[tuple[str, Stretch]] = []
    at = len(plain) - len(plain.lstrip())
    for char in typeset(_BLANKS.sub(" ", plain).strip(), language):
        styled.append((char, owners[min(at, len(owners) - 1)][1]))
        if at < len(plain) and _stands_for(char, plain[at]):
            if owners[at][1].fixed:
                styled[-1] = owners[at]
            at += 1
            while char.isspace() and at < len(plain) and plain[at].isspace():
                at += 1
        else:  # a space that was not there belongs to the word before it
            styled[-1] = (char, styled[-2][1] if len(styled) > 1 else owners[0][1])
    return [
        Stretch("".join(char for char, _ in run), stretch.strong, stretch.address, stretch.fixed)
        for stretch, run in groupby(styled, key=lambda item: item[1])
    ]


def _stands_for(char: str, written: str) -> bool:
    return char == written or (char == "’" and written == "'") or (char.isspace() and written.isspace())
