"""A person's words: Markdown kept as far as the report can print it, French set to the letter, nothing else changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.schema import Config
from reportgen.display import Display
from reportgen.document.markdown import parse
from reportgen.document.own_words import markup_problems, own_words
from reportgen.document.wording import NARROW, NBSP, typeset
from reportgen.model.text import Bullet, Emphasis, Figure, Link, Text, figures
from tests.document import build as kpi_scores

FR = Display("fr_FR", "EUR")


def read(words: str, language: str = "fr") -> list[str]:
    return [FR.text(text) for text in own_words(words, "commentary.summary", language)]


def one(words: str, language: str = "fr") -> Text:
    (text,) = own_words(words, "commentary.summary", language)
    return text


def config(commentary: dict[str, object]) -> Config:
    objective = kpi_scores.objective("leads", "Devis", "Amener.", kpi_scores.kpi("leads", [120, 121], 120))
    return kpi_scores.config(kpi_scores.scorecard(objective), commentary=commentary)


def test_an_empty_commentary_says_nothing() -> None:
    assert own_words(" \n ", "commentary.summary", "fr") == ()


def test_paragraphs_are_kept_and_lines_flow() -> None:
    assert read("Un mois\ncalme.\n\nPuis la foire.") == ["Un mois calme.", "Puis la foire."]


def test_bold_and_italics_are_semibold_and_a_sign_after_them_is_set() -> None:
    text = one("La *foire* : un **succès** !")
    assert text == ("La ", Emphasis(("foire",)), f"{NBSP}: un ", Emphasis(("succès",)), f"{NARROW}!")


@pytest.mark.parametrize("address", ["https://example.org/a?b=1", "http://example.org", "mailto:anne@example.org"])
def test_a_link_keeps_its_words_and_its_address(address: str) -> None:
    assert one(f"Voir l'[**étude**]({address}).") == ("Voir l’", Link((Emphasis(("étude",)),), address), ".")


@pytest.mark.parametrize(
    "address", ["javascript:alert`x`", "ftp://example.org/a", "file:///etc/hosts", "page.html", ""]
)
def test_a_link_to_anything_else_is_words(address: str) -> None:
    assert not any(isinstance(part, Link) for part in one(f"Voir [étude]({address})."))


def test_items_keep_their_signs_numbers_and_levels() -> None:
    texts = own_words("2. deux\n   - dedans\n3. trois", "commentary.next", "fr")
    assert [FR.text(text) for text in texts] == [f"2.{NBSP}deux", f"•{NBSP}dedans", f"3.{NBSP}trois"]
    assert [text[0].level for text in texts if isinstance(text[0], Bullet)] == [0, 1, 0]
    assert [figure.id for figure in figures(texts)] == ["commentary.next.1.item", "commentary.next.3.item"]


def test_headings_are_semibold_paragraphs_and_tables_and_code_are_words() -> None:
    assert one("## Bilan") == (Emphasis(("Bilan",)),)
    assert read("| a | b |\n|---|---|\n| 1 | 2 |") == ["a · b", "1 · 2"]
    assert read("```\nx = 'a' : b\n\ny ;\n```") == ["x = 'a' : b", "y ;"]


def test_html_is_shown_as_it_is_written() -> None:
    assert read("<b>gras</b> <script>alert()</script>") == ["<b>gras</b> <script>alert()</script>"]
    assert read("<div>\n\ntexte\n\n</div>") == ["<div>", "texte", "</div>"]


def test_of_an_image_its_alternative_text_is_left_with_a_warning() -> None:
    assert read("Avant ![la foire](foire.png) après") == ["Avant la foire après"]
    (problem,) = markup_problems(config({"summary": "Avant ![la foire](foire.png) après", "next": "Rien"}), "2026-10")
    assert str(problem) == (
        "commentary.summary: the image 'foire.png' is left out: of an image in a commentary only its alternative text "
        "is printed. Write words, or link to the image."
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[x](javascript:alert)", "the link to 'javascript:alert' is left out: only its words are printed. "
         "Link to http, https or mailto."),
        ("[x](page.html)", "the link to 'page.html' is left out: only its words are printed. "
         "Link to http, https or mailto."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a table in a commentary is printed as words, a paragraph for each row. "
         "Write a list, or sentences."),
        ("Un <b>mot</b> gras", "HTML is printed as it is written: '<b>'. "
         "Write Markdown: **semibold**, lists, links."),
    ],
)  # fmt: skip
def test_markdown_that_is_not_set_as_it_was_meant_is_told(words: str, told: str) -> None:
    assert [str(problem) for problem in markup_problems(config({"next": words}), "2026-10")] == [
        f"commentary.next: {told}"
    ]


@pytest.mark.parametrize("words", ["a < b > c", "[x](https://example.org)", "<https://example.org>", "`<b>`", "a | b"])
def test_what_is_set_as_it_was_meant_is_not_told(words: str) -> None:
    assert list(markup_problems(config({"next": words}), "2026-10")) == []


def test_code_and_addresses_are_not_typeset() -> None:
    words = "Le filtre `a: 'b' ; 12 000; c?` et https://example.org/l'été?x=1:2 ; c'est dit"
    assert read(words) == [
        f"Le filtre a: 'b' ; 12 000; c? et https://example.org/l'été?x=1:2{NARROW}; c’est dit"
    ]  # fmt: skip


def test_a_persons_own_no_break_spaces_stay() -> None:
    assert read(f"M.{NBSP}Martin, n°{NARROW}sept") == [f"M.{NBSP}Martin, n°{NARROW}sept"]


def test_numerals_are_counted_through_a_paragraph_whatever_their_style() -> None:
    text = one("De 10 à **20** puis [30](https://example.org/1) fois")
    assert [(figure.id[-3:], figure.value) for figure in figures(text)] == [("1.1", "10"), ("1.2", "20"), ("1.3", "30")]
    assert all(isinstance(figure, Figure) and figure.unit == "verbatim" for figure in figures(text))


def test_english_has_no_space_before_signs() -> None:
    assert read("It's up: yes!", "en") == ["It’s up: yes!"]


@given(st.text(alphabet="ab 12';:!?%«»’.", max_size=30))
def test_plain_words_are_set_as_any_other_words(words: str) -> None:
    plain = " ".join(f"a {words} a".split())
    assert read(plain) == [typeset(plain, "fr")]


@given(st.text(alphabet="ab 1'*_`[]()<>!#-\n:;é", max_size=60))
def test_no_letter_is_lost_or_changed(words: str) -> None:
    printed = "".join(read(words))
    shown = "".join(s.text for p in parse(words).paragraphs for s in p.stretches)
    assert re.sub(r"[\s•'’]", "", re.sub(rf"\d+\.{NBSP}", "", printed)) == re.sub(
        r"[\s•'’]", "", re.sub(rf"\d+\.{NBSP}", "", shown)
    )


def test_of_words_by_cycle_those_of_the_report_alone_are_looked_at_each_at_its_key() -> None:
    link = "[x](page.html)"
    made = config({"next": link, "leads": link, "2026-10": {"leads": link}, "2026-09": {"summary": link}})
    assert [str(problem.place) for problem in markup_problems(made, "2026-10")] == [
        "commentary.next",
        "commentary.2026-10.leads",
    ]
