"""Every sentence pattern was read a second time: it says what moved and by how much, never why."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reportgen.strict_yaml import load
from tests.vocabulary.words import DIGITS, LANGUAGES, digest, leaves, patterns

OF_THE_REPORT = {"missing", "data", "method", "definition", "label", "question"}
"""What speaks of the report itself and its data: why a figure is missing may be said."""
STATES = OF_THE_REPORT | {
    "moved", "level", "target", "range", "outcome", "evidence", "criterion", "decision", "proposal", "projection",
    "cost", "ratio", "joins",
}  # fmt: skip
NEVER = {
    "en": "because|due to|owing to|thanks to|driven by|caused|on the back of|as a result of|boosted by|led to",
    "fr": "parce qu|grâce|dû à|dus à|due à|dues à|en raison d|à cause d|sous l.effet|s.expliqu|provoqu|entraîn|"
    "port[ée]e?s? par|tir[ée]e?s? par|suite à",
}
SELDOM = {
    "en": "so|so that|therefore|hence|thus|why|for want of|leading to|resulting|explain|reason",
    "fr": "donc|car|puisqu|faute d|pourquoi|c.est pourquoi|en conséquence|par conséquent|a permis|imputable|résulte",
}


def readings() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).resolve().parent / "readings.yaml").read_text("utf-8")
    tree, _ = load(text, "readings.yaml")
    assert isinstance(tree, dict)
    return tree


def unread(found: dict[str, dict[str, str]], language: str) -> list[str]:
    """What has to be recorded for patterns that are new, or whose words are not those that were read."""
    known = readings()
    return [
        f"{key}: read it, then record {language}: {digest(forms)!r}"
        for key, forms in found.items()
        if known.get(key, {}).get(language) != digest(forms)
    ]


def plain(text: str) -> str:
    return re.sub(r"\{[^{}]*\}", " ", text).replace("’", "'").lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_pattern_has_a_second_reading_of_its_present_words(language: str) -> None:
    found = patterns(language)
    assert len(found) > 300
    assert unread(found, language) == []


def test_a_changed_or_a_new_pattern_is_unread() -> None:
    found = patterns("fr")
    changed = {**found["moved.up"], "one": "{kpi} progresse de {size} grâce à la campagne, à {value}"}
    assert len(unread({**found, "moved.up": changed}, "fr")) == 1
    assert len(unread({**found, "moved.sideways": {"": "{kpi} oscille"}}, "fr")) == 1


def test_no_reading_outlives_its_pattern_and_each_says_what_the_pattern_states() -> None:
    known = readings()
    assert set(known) == set(patterns("en"))
    for key, reading in known.items():
        assert set(reading) == {"states", *LANGUAGES}, key
        assert reading["states"], key
        assert set(reading["states"]) <= STATES, key
        assert all(len(reading[language]) == DIGITS for language in LANGUAGES), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_product_never_says_why_a_figure_moved(language: str) -> None:
    always = re.compile(rf"\b({NEVER[language]})")
    found = [f"{key}: {text}" for key, text in leaves(language).items() if always.search(plain(text))]
    assert found == []
    never = re.compile(rf"\b({SELDOM[language]})\b")
    known = readings()
    for key, forms in patterns(language).items():
        if not set(known[key]["states"]) <= OF_THE_REPORT:
            assert not any(never.search(plain(text)) for text in forms.values()), key


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les ventes progressent grâce à la campagne."), ("fr", "une baisse due à la saison"),
        ("fr", "un recul provoqué par Facebook"), ("fr", "portées par le catalogue"),
        ("en", "Sales rose because of the campaign."), ("en", "a fall driven by Facebook"),
    ],
)  # fmt: skip
def test_words_of_cause_are_known(language: str, text: str) -> None:
    assert re.search(rf"\b({NEVER[language]})", plain(text))


def test_french_never_says_social_alone() -> None:
    for key, text in leaves("fr").items():
        assert not re.search(r"(?<!réseaux )(?<!réseau )\bsocia(l|le|les|ux)\b", text.lower()), key
