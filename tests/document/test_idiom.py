"""Every KPI of the catalogue, in every direction, reads as French and as English: agreement, elision, sentence form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from reportgen.display import Display
from reportgen.document.blocks import objectives
from reportgen.document.chart_text import chart_title
from reportgen.document.headline import clause, moved
from reportgen.document.summary import summary
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.report import Headline, Objective, Passages
from reportgen.vocabulary.catalogue import Kpi, catalogue
from tests.document.build import OCTOBER, config, kpi, objective, scorecard
from tests.vocabulary.words import leaves

LOCALES = ("fr_FR", "en_GB")
SHAPE = (1.0, 1.04, 0.97, 1.02, 1.06, 0.99, 1.03, 1.01, 0.98, 1.05, 1.0, 1.02)
LEVELS = {"percent": 0.05, "currency": 52.4, "score": 40.0, "ratio": 3.2, "seconds": 42.0}
CASES: tuple[tuple[float, float | None], ...] = (
    (1.3, 0.8), (1.3, None), (0.7, 1.04), (0.7, None), (1.02, 0.8), (1.02, 5.0), (3.0, 1.04),
)  # fmt: skip
"""The present figure and the target, as multiples of what is usual."""


def views(row: Kpi, now: float, factor: float | None, locale: str) -> Views:
    base = LEVELS.get(row.unit, 120.0)
    values: list[float | None] = [round(base * shape, 4) for shape in SHAPE]
    values.append(round(base * now, 4))
    channels: dict[str, tuple[float | None, float | None]] = {
        "instagram": (base * 0.6, base * 0.4),
        "facebook": (base * 0.3, base * 0.5),
    }
    score = kpi(row.id, values, None if factor is None else base * factor, channels=channels)
    card = scorecard(objective("sales", "Vendre en ligne", "Un rôle.", score))
    settings = config(card, locale)
    return Views(settings, catalogue(), card, decide(settings, card), Words(locale), Display(locale, card.currency))


def said(report: Views) -> Iterator[str]:
    """Whole sentences as the page prints them, titles without a full stop given one."""
    (block,) = objectives(report).blocks
    assert isinstance(block, Objective)
    view = next(iter(report.kpis.values()))
    for text in (clause(report, view), moved(view)):
        shown = report.display.text(text)
        yield shown[:1].upper() + shown[1:] + "."
    yield report.display.text(chart_title(view)) + "."
    yield from (report.display.text(text) for text in block.commentary)
    for part in summary(report).blocks:
        if isinstance(part, Headline):
            yield report.display.text(part.text)
        elif isinstance(part, Passages):
            yield from (report.display.text(text) for p in part.passages for text in p.paragraphs)


@cache
def sentences(locale: str) -> tuple[tuple[str, str], ...]:
    """(KPI, sentence), each once."""
    found: dict[tuple[str, str], None] = {}
    for row in catalogue().kpis.values():
        for now, target in CASES:
            for text in said(views(row, now, target, locale)):
                found.setdefault((row.id, text))
    return tuple(found)


def wrong(locale: str, pattern: str) -> list[str]:
    return [text for _, text in sentences(locale) if re.search(pattern, text)]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_begins_with_a_capital_or_a_figure_and_ends_with_a_full_stop(locale: str) -> None:
    assert len(sentences(locale)) > 1000
    assert wrong(locale, r"^[a-zà-ÿ]") == []
    assert wrong(locale, r"[^.!?]$") == []
    assert wrong(locale, r"[.!?] [a-zà-ÿ]") == []
    assert wrong(locale, r"\.\.|[,;:]\.| ,|  |\(\)|\{|\}|None") == []


def test_french_contracts_and_elides() -> None:
    vowel = "[aâàeéèêëiîïoôuûhy]"
    assert wrong("fr_FR", r"\b(de|à) (le|les)\b") == []
    assert wrong("fr_FR", rf"\b[lL][ea] (?!h[aâe]|y[ao]|un |onz){vowel}") == []
    assert wrong("fr_FR", rf"\b([dD]e|que|[nN]e|[sS]e) (?!h[aâe]|onz|un [a-z]+ [a-z]|y[ao]){vowel}[a-zéè’]") == []
    assert wrong("fr_FR", r"\b[ldnsLDNS]’(?![aâàeéèêëiîïoôuûhyAÉEIOUH«])") == []
    assert wrong("fr_FR", r"[ \n][;:!?%»€]|«[^\u00a0]|'") == []


def subject(text: str, kpi_id: str, locale: str) -> str:
    """``one`` or ``other`` where the text speaks of the KPI by its noun."""
    nouns = leaves(locale[:2])
    for number in ("one", "other"):
        noun = nouns.get(f"nouns.{number}.{kpi_id}")
        if noun and noun.replace("'", "’").casefold() in text.casefold():
            return number
    return ""


SINGULAR = "progresse|recule|augmente|baisse|reste|dépasse|manque|approche|atteint|est sous|s’établit|s’écarte|change"
PLURAL = (
    "progressent|reculent|augmentent|baissent|restent|dépassent|manquent|approchent|atteignent|sont sous|"
    "s’établissent|s’écartent|changent"
)


@pytest.mark.parametrize("locale", LOCALES)
def test_verbs_and_possessives_agree_with_the_number_of_the_kpi(locale: str) -> None:
    checked = 0
    nouns = leaves(locale[:2])
    for kpi_id, text in sentences(locale):
        number = subject(text, kpi_id, locale)
        if not number:
            continue
        noun = re.escape(nouns[f"nouns.{number}.{kpi_id}"].replace("'", "’"))
        if locale == "fr_FR":
            verb, other = (SINGULAR, PLURAL) if number == "one" else (PLURAL, SINGULAR)
            mine, theirs = ("sa|son", "leur") if number == "one" else ("leur", "sa|son")
        else:
            verb, other = ("was|its", "were|their") if number == "one" else ("were|their", "was|its")
            mine, theirs = ("its", "their") if number == "one" else ("their", "its")
        assert not re.search(rf"(?i:{noun}) ({other})\b", text), text
        assert not re.search(
            rf"(?i:{noun}) [^.;]*\b({theirs}) (fourchette|objectif|plafond|moyenne|target|ceiling|usual|mean)", text
        ), text
        checked += bool(re.search(rf"(?i:{noun}) ({verb})\b", text) or re.search(rf"\b({mine}) ", text))
    assert checked > 400


def test_french_elides_before_a_month_that_begins_with_a_vowel() -> None:
    october, september = (
        Words("fr_FR").cycle("from", OCTOBER, "c"),
        Words("fr_FR").cycle("from", OCTOBER.previous(), "c"),
    )
    display = Display("fr_FR", "EUR")
    assert display.text(october).startswith("d’octobre")
    assert display.text(september).startswith("de septembre")
    assert display.text(Words("fr_FR").cycle("than", OCTOBER, "c")).startswith("qu’en octobre")
