"""The notes tell the answers behind scores, and how margins of products count."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from reportgen.display import Display
from reportgen.document.figure_notes import margin_lines, score_lines
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.scorecard import KpiScore, Sampled
from reportgen.model.text import Text
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, scorecard

BY_SKU = {"by": "sku", "each": {"LAMP-1": "50%"}}


def views(score: KpiScore, **more: Any) -> Views:
    card = scorecard(objective("sales", "Title", "Role", score))
    settings = config(card, "en_GB", **more)
    return Views(settings, catalogue(), card, decide(settings, card), Words("en_GB"), Display("en_GB", "EUR"))


def said(lines: Sequence[Text]) -> str:
    return " ".join(Display("en_GB", "EUR").text(line) for line in lines).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        (Sampled(Decimal(200), Decimal("9.297")), "50.0 ± 9.3 (n = 200)"),
        (Sampled(Decimal(18)), "50.0 (n = 18)"),
    ],
)
def test_a_score_stands_with_its_answers(sample: Sampled, words: str) -> None:
    text = said(score_lines(views(kpi("nps", [40, 50], sample=sample))))
    assert words in text
    assert "95 %" in text or "95%" in text


def test_without_answers_nothing_is_said() -> None:
    assert score_lines(views(kpi("nps", [40, 50]))) == ()


@pytest.mark.parametrize(
    ("margin", "words"),
    [
        ("38%", "38% of net revenue, as declared."),
        ({**BY_SKU, "default": "40%"}, "order line by order line, at the rates declared by product; 40%"),
        (BY_SKU, "no rate for other sales."),
    ],
)
def test_the_margin_is_told_as_the_client_gives_it(margin: object, words: str) -> None:
    assert words in said(margin_lines(views(kpi("revenue", [1, 2]), margin=margin)))
