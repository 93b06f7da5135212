"""Facts in words → the three texts of page 1: a person's words first, then the facts that there is room for.

The limits hold by construction: the sentences are chosen one by one, the most important first, and a longer wording is
taken only while sentences, words and lines are left.
"""

from __future__ import annotations

from itertools import chain

from reportgen.document.narrative_facts import facts
from reportgen.document.own_words import commentary
from reportgen.document.view import Views
from reportgen.document.wording import sentences
from reportgen.model.report import Passage, Passages
from reportgen.model.text import Text

MOST_SENTENCES = 5
MOST_WORDS = 110  # of the generated sentences
PAGE_WORDS = 220  # of headline, table, texts, asks and notice: a minute's reading
TEXTS = ("summary", "learned", "next")
_TURNS = (*TEXTS, *("next", "summary", "learned") * MOST_SENTENCES)
_LINE = 37  # characters of a third of the page
_LINES = 5
_LINES_AFTER_OWN = 6


def passages(report: Views, used: int) -> Passages:
    """What happened, what was learned, what comes next. ``used``: the words of page 1's other blocks."""
    own = {name: commentary(report, name) for name in TEXTS}
    headings = {name: report.words.text(f"passages.{name}") for name in TEXTS}
    taken = used + sum(report.word_count(text) for text in chain(headings.values(), *own.values()))
    made = _chosen(report, own, min(MOST_WORDS, PAGE_WORDS - taken))
    return Passages(
        tuple(Passage(headings[name], _paragraphs(own[name], made[name]), len(own[name])) for name in TEXTS)
    )


def _paragraphs(own: tuple[Text, ...], made: list[Text]) -> tuple[Text, ...]:
    return (*own, sentences(*made)) if made else own


def _chosen(report: Views, own: dict[str, tuple[Text, ...]], words: int) -> dict[str, list[Text]]:
    """The sentences of each text. A text without a person's words has at least one, in its shortest wording if need
    be: the room for it is kept."""
    found = facts(report)
    kept: dict[str, list[Text]] = {name: [] for name in TEXTS}
    kept_free = {name: report.word_count(found[name][0][-1]) for name in TEXTS if not own[name]}
    for name in _TURNS:
        left = MOST_SENTENCES - sum(map(len, kept.values())) - len(kept_free)
        needed = name in kept_free
        if not found[name] or (left < 1 and not needed):
            continue
        wordings = found[name].pop(0)
        kept_free.pop(name, None)
        room = words - sum(kept_free.values())
        text = next((text for text in wordings if _fits(report, own[name], kept[name], text, room)), None)
        if text is None and needed:
            text = wordings[-1]
        if text is None:
            found[name].clear()  # what matters less does not take the place of what matters more
            continue
        kept[name].append(text)
        words -= report.word_count(text)
    return kept


def _fits(report: Views, own: tuple[Text, ...], kept: list[Text], text: Text, words: int) -> bool:
    if report.word_count(text) > words:
        return False
    lines = sum(report.line_count(paragraph, _LINE) for paragraph in (*own, sentences(*kept, text)))
    return lines <= (_LINES_AFTER_OWN if own else _LINES)
