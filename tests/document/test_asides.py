"""Beside a figure stands what it rests on: rated mentions, other attributions, the years of a customer's worth."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen.display import Display
from reportgen.document.asides import aside_notes
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.asides import Attributed, Tone
from reportgen.model.scorecard import KpiScore
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, report, scorecard


def told(score: KpiScore, locale: str = "fr_FR", **more: Any) -> str:
    card = scorecard(objective("sales", "Title", "Role", score))
    settings = config(card, locale, **more)
    views = Views(settings, catalogue(), card, decide(settings, card), Words(locale), Display(locale, "EUR"))
    notes = aside_notes(next(iter(views.kpis.values())))
    return " ".join(re.sub(r"\s", " ", views.display.text(note)) for note in notes)


@pytest.mark.parametrize(
    ("tone", "french", "english"),
    [
        (Tone(Decimal(42), Decimal(12)), "Sur 42 mentions notées, 29 % sont neutres.", "29% are neutral."),
        (Tone(Decimal(42), None), "42 mentions notées, positives ou négatives", "42 rated mentions, positive"),
    ],
)
def test_net_sentiment_says_how_many_mentions_were_rated_and_how_many_are_neutral(tone, french, english) -> None:
    score = replace(kpi("net_sentiment", [0.2, 0.3]), tone=tone)
    assert french in told(score)
    assert english in told(score, "en_GB")


def test_several_attributions_show_their_spread() -> None:
    score = replace(
        kpi("revenue", [9000, 12000], source="shop"),
        attributed=(Attributed("shop", Decimal(12000)), Attributed("site", Decimal(9500))),
    )
    sources = [
        {"name": "shop", "path": "a.csv", "attribution": {"model": "last_click", "window_days": 7}},
        {"name": "site", "path": "b.csv", "attribution": {"model": "data_driven", "window_days": 90}},
    ]
    assert told(score, sources=sources) == (
        "Selon l’attribution : 9 500 € (Site, fondée sur les données, fenêtre de 90 jours) ; "
        "12 000 € (Boutique en ligne, dernier clic, fenêtre de 7 jours)."
    )


ORDERS = {"aov": 85, "orders_12m[channel=social]": 18, "buyers_12m[channel=social]": 10}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"customer_years": 3}, "Horizon de 3 ans, durée déclarée."),
        ({"yearly_churn": "40%"}, "Horizon de 2,5 ans, l’inverse de l’attrition annuelle déclarée (40 %)."),
        ({"yearly_churn": "10%"}, "Horizon plafonné à 5 ans : l’attrition (10 %) en donnerait davantage."),
    ],
)
def test_a_customers_worth_names_its_years_and_its_method(settings: dict[str, Any], words: str) -> None:
    text = told(kpi("clv", [140, 145], inputs=ORDERS), margin="38%", **settings)
    assert text.startswith(words)
    assert "Méthode : panier moyen et commandes par acheteur sur douze mois. Sans actualisation." in text
    assert "Actualisé à 8 % par an." in told(
        kpi("clv", [140, 145], inputs=ORDERS), margin="38%", discount_rate="8%", **settings
    )


def test_a_measured_churn_is_brought_to_a_year() -> None:
    given = {"customers_lost[channel=social]": 5, "opening(customers[channel=social])": 100}
    assert "Horizon de 1,7 an" in told(kpi("clv", [140, 145], inputs=given), margin="38%")  # 1 / (5 % × 12)
    assert "en contrat à l’ouverture" in told(kpi("clv", [140, 145], inputs=given), margin="38%")


def test_views_of_several_networks_say_that_each_counts_by_its_own_threshold_and_are_not_ranked() -> None:
    given = {"video_views": 300}
    both = kpi("video_views", [200, 300], channels={"tiktok": (200, 90), "linkedin": (100, 110)}, inputs=given)
    assert "son propre seuil" in told(both)
    assert told(kpi("video_views", [200, 300], channels={"tiktok": (300, 200)}, inputs=given)) == ""
    made = report(scorecard(objective("awareness", "Title", "Role", both)))
    assert not re.search("le plus sur|sur TikTok", str(made.pages[1].blocks[0].commentary))  # type: ignore[union-attr]
