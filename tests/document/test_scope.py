"""Where a figure covers fewer channels than its objective measures, its name says so, and so does its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.document.blocks import figure_note
from reportgen.document.scope import brief, scope_words, scoped
from reportgen.document.view import View, Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, report, scorecard

SEVEN = ("facebook", "instagram", "linkedin", "pinterest", "tiktok", "x", "youtube")


def view(locale: str, covers: tuple[str, ...], lacks: tuple[str, ...], name: str = "engagement_rate") -> View:
    score = replace(kpi(name, [0.03, 0.04], 0.05), covers=covers, lacks=lacks)
    card = scorecard(objective("community", "Title", "Role", score))
    settings = config(card, locale)
    found = Views(settings, catalogue(), card, decide(settings, card), Words(locale), Display(locale, "EUR"))
    return next(iter(found.kpis.values()))


def read(locale: str, text: object) -> str:
    return Display(locale, "EUR").text(text).replace("\N{NO-BREAK SPACE}", " ")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("covers", "lacks", "french", "english"),
    [
        (("linkedin",), ("facebook",), "LinkedIn seul", "LinkedIn alone"),
        (("instagram", "facebook"), ("x",), "Facebook et Instagram seuls", "Facebook and Instagram alone"),
        (SEVEN[:3], ("x",), "hors X", "excluding X"),
        (SEVEN[:3], SEVEN[3:], "trois des sept réseaux", "three of the seven networks"),
        ((), (), "", ""),
    ],
)
def test_a_name_bears_its_channels(covers, lacks, french: str, english: str) -> None:
    for locale, words in (("fr_FR", french), ("en_GB", english)):
        found = view(locale, covers, lacks)
        assert read(locale, scope_words(found)) == words
        name = read(locale, found.name)
        assert name.endswith((f", {words})", f" ({words})")) == bool(words)
        assert name.count("(") < 2


def test_a_name_with_parentheses_bears_its_channels_within_them() -> None:
    scope = ("LinkedIn seul",)
    assert read("fr_FR", scoped(Words("fr_FR"), ("Abonnés (gains bruts)",), scope)) == (
        "Abonnés (gains bruts, LinkedIn seul)"
    )
    assert read("fr_FR", scoped(Words("fr_FR"), ("Abonnés",), scope)) == "Abonnés (LinkedIn seul)"


def test_a_sentence_says_on_which_channel() -> None:
    assert read("fr_FR", view("fr_FR", ("linkedin",), ("facebook",)).noun.text) == (
        "le taux d’engagement sur LinkedIn seul"
    )
    assert read("en_GB", view("en_GB", SEVEN[:3], ("x",)).noun.text) == "the engagement rate excluding X"


def test_a_tile_has_room_for_the_channels_alone() -> None:
    assert read("fr_FR", brief(view("fr_FR", ("linkedin",), ("facebook",)))) == "Taux d’engagement (LinkedIn seul)"


def test_the_note_says_which_channels_are_missing() -> None:
    text = read("fr_FR", figure_note(view("fr_FR", ("linkedin",), ("facebook", "instagram"))))
    assert text == "Facebook et Instagram, que l’objectif suit aussi, manquent ici."
    assert figure_note(view("fr_FR", (), ())) == ()


def test_tile_table_and_slide_all_say_it() -> None:
    score = replace(kpi("engagement_rate", [0.03, 0.04], 0.05), covers=("linkedin",), lacks=("facebook",))
    made = report(scorecard(objective("community", "Title", "Role", score)))
    tiles = next(block for block in made.pages[0].blocks if type(block).__name__ == "Tiles")
    table = made.pages[1].blocks[0].table
    board = next(slide for slide in made.slides if slide.id.startswith("scoreboard"))
    texts = [tiles.tiles[0].name, table.rows[0].cells[0].text, board.table.rows[0].cells[1].text, made.slides[1].title]
    assert all("LinkedIn seul" in read("fr_FR", text) for text in texts)
