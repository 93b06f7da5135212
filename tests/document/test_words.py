"""The words: both languages whole and alike, patterns filled with Figures, typography to the letter."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from reportgen.display import Display
from reportgen.document.wording import LANGUAGES, NARROW, NBSP, Words, capital, join, prefixed, quote, typeset
from reportgen.model.scorecard import Names
from reportgen.model.text import Figure, Text
from reportgen.periods import CycleSpec, cycle_of
from reportgen.vocabulary.catalogue import catalogue
from tests.vocabulary.words import leaves

FR, EN = Display("fr_FR", "EUR"), Display("en_GB", "GBP")


def placeholders(pattern: str) -> set[str]:
    return {name.split(" ")[-1].lower() for name in re.findall(r"\{([^{}]+)\}", pattern)}


def test_both_languages_have_the_same_keys() -> None:
    keys = [{re.sub(r"^nouns\.(one|other)\.", "nouns.", key) for key in leaves(language)} for language in LANGUAGES]
    assert len(keys[0]) > 400
    assert keys[0] == keys[1]


def test_both_languages_have_the_same_placeholders() -> None:
    english, french = leaves("en"), leaves("fr")
    checked = [key for key in english if not key.startswith(("nouns.", "numbers.")) and key in french]
    assert len(checked) > 300
    # a singular may leave the number out: "L'indicateur du mois"
    differ = {key for key in checked if (placeholders(english[key]) ^ placeholders(french[key])) - {"number"}}
    assert not differ


def test_every_kpi_of_the_catalogue_has_a_noun() -> None:
    for language in LANGUAGES:
        words = leaves(language)
        nouns = {key.split(".")[2] for key in words if key.startswith("nouns.")}
        assert set(catalogue().kpis) == nouns, language


def test_french_nouns_carry_the_article_of_their_number() -> None:
    for key, words in leaves("fr").items():
        if key.startswith("nouns.other."):
            assert words.startswith("les "), key
        elif key.startswith("nouns.one."):
            assert words.startswith(("le ", "la ", "l'")), key


def test_no_pattern_of_either_language_breaks_french_or_english_typography() -> None:
    for language in LANGUAGES:
        for key, pattern in leaves(language).items():
            text = typeset(pattern.replace("~", NBSP), language)
            assert "'" not in text, key
            if language == "fr":
                assert not re.search(r"(?<![\u00a0\u202f])[;!?](?=\s|$)", text), key
                assert not re.search(r"[ ][;:!?%]", text), key


@pytest.mark.parametrize(
    ("given", "set_"),
    [
        ("Le salon d'octobre: 38 paniers!", f"Le salon d’octobre{NBSP}: 38{NBSP}paniers{NARROW}!"),
        ("« oui » ; non ?", f"«{NBSP}oui{NBSP}»{NARROW}; non{NARROW}?"),
        ("50% de 12 000 €", f"50{NARROW}% de 12{NARROW}000{NBSP}€"),
        ("voir https://exemple.fr:80/a?b à 10:30", "voir https://exemple.fr:80/a?b à 10:30"),
    ],
)
def test_a_persons_french_is_set_without_changing_a_word(given: str, set_: str) -> None:
    assert typeset(given, "fr") == set_
    assert typeset(set_, "fr") == set_


def test_numerals_of_a_persons_words_become_verbatim_figures() -> None:
    text = quote(f"26{NARROW}360 € en 2026, soit 6,65 %", "commentary.sales")
    assert [part.value for part in text if isinstance(part, Figure)] == [f"26{NARROW}360", "2026", "6,65"]
    assert [part.id for part in text if isinstance(part, Figure)] == [f"commentary.sales.{i}" for i in (1, 2, 3)]
    assert FR.text(text) == f"26{NARROW}360 € en 2026, soit 6,65 %"


def test_a_plain_string_with_a_digit_is_refused() -> None:
    with pytest.raises(ValueError, match="3 %"):
        join("hausse de ", "3 %")


@pytest.mark.parametrize(
    ("preposition", "noun", "joined"),
    [
        ("de", "le taux", "du taux"), ("de", "les prospects", "des prospects"), ("de", "la portée", "de la portée"),
        ("de", "l’expertise", "de l’expertise"), ("de", "octobre", "d’octobre"), ("à", "le taux", "au taux"),
        ("à", "les visites", "aux visites"), ("à", "la portée", "à la portée"),
    ],
)  # fmt: skip
def test_french_prepositions_contract_with_the_article(preposition: str, noun: str, joined: str) -> None:
    assert prefixed(preposition, (noun,)) == (joined,)


@pytest.mark.parametrize(
    ("kind", "day", "form", "french", "english"),
    [
        ("month", date(2026, 10, 1), "of", f"d’octobre{NBSP}2026", f"for October{NBSP}2026"),
        ("month", date(2026, 9, 1), "of", f"de septembre{NBSP}2026", f"for September{NBSP}2026"),
        ("month", date(2026, 10, 1), "in", f"en octobre{NBSP}2026", f"in October{NBSP}2026"),
        ("quarter", date(2026, 7, 1), "in", f"au T3{NBSP}2026", f"in Q3{NBSP}2026"),
        ("quarter", date(2026, 7, 1), "to", f"au T3{NBSP}2026", f"Q3{NBSP}2026"),
        ("year", date(2026, 1, 1), "in", "en 2026", "in 2026"),
    ],
)
def test_cycles_follow_their_preposition(kind: str, day: date, form: str, french: str, english: str) -> None:
    cycle = cycle_of(CycleSpec(kind), day)  # type: ignore[arg-type]
    assert FR.text(Words("fr_FR").cycle(form, cycle, "c")) == french
    assert EN.text(Words("en_GB").cycle(form, cycle, "c")) == english


def test_french_is_singular_below_two_and_english_at_one() -> None:
    size = Figure("s", Decimal("0.019"), "points", 1, bare=True)
    assert FR.text(Words("fr_FR").text("points", Decimal("1.9"), size=size)) == f"1,9{NBSP}point"
    assert EN.text(Words("en_GB").text("points", Decimal("1.9"), size=size)) == f"1.9{NBSP}points"


def test_verbs_agree_with_the_kpi() -> None:
    words, value = Words("fr_FR"), Figure("v", Decimal(132), "count")

    def said(kpi: str, names: Names) -> str:
        noun = words.noun(kpi, names)
        return FR.text(capital(words.text("moved.level", noun.count, kpi=noun.text, value=value)))

    assert said("leads", ()) == "Les prospects s’établissent à 132"
    assert said("engagement_rate", ()) == "Le taux d’engagement s’établit à 132"
    assert said("", (("fr", "Démos 3D"),)) == f"L’indicateur «{NBSP}Démos 3D{NBSP}» s’établit à 132"


def test_an_unknown_language_speaks_english_with_its_own_numbers() -> None:
    words, german = Words("de_DE"), Display("de_DE", "EUR")
    text: Text = words.text("status.with_attainment", status="Met", attainment=Figure("a", Decimal("1.1"), "percent"))
    assert german.text(text) == f"Met, 110{NBSP}%"
    assert words.name((("de", "Reichweite"), ("en", "Reach")), "reach") == ("Reichweite",)


@pytest.mark.parametrize(
    ("display", "locale", "one", "two"),
    [(FR, "fr_FR", "sur un an", "sur deux ans"), (EN, "en_GB", "over one year", "over two years")],
)
def test_one_cycle_is_one(display: Display, locale: str, one: str, two: str) -> None:
    words = Words(locale)
    told = [display.text(words.text("effort.over.year", n, number=words.number(n, "x"))) for n in (1, 2)]
    assert told == [one, two]
