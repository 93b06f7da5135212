"""What holds for any words and any attainment."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display, as_displayed
from reportgen.document.view import Views
from reportgen.document.wording import Words, quote, typeset
from reportgen.insight.decide import decide
from reportgen.model.text import Figure
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config, kpi, objective, scorecard

CARD = scorecard(objective("leads", "t", "r", kpi("leads", [1, 2], 3)))
CONFIG = config(CARD)
VIEWS = Views(CONFIG, catalogue(), CARD, decide(CONFIG, CARD), Words("fr_FR"), Display("fr_FR", "EUR"))


@given(st.text(max_size=60))
def test_quoted_words_read_as_they_were_written(words: str) -> None:
    assert VIEWS.display.text(quote(words, "x")) == words


@given(st.text(alphabet="ab 12;:!?%«»'’€\u00a0\u202f.", max_size=40), st.sampled_from(("fr", "en")))
def test_typesetting_twice_changes_nothing_more(words: str, language: str) -> None:
    once = typeset(words, language)
    assert typeset(once, language) == once


@given(st.decimals(min_value="0", max_value="3", places=5))
def test_a_printed_attainment_lies_on_the_same_side_of_every_threshold(attainment: Decimal) -> None:
    figure = Figure("a", VIEWS.whole_percent(attainment), "percent")
    shown = as_displayed(figure) / 100
    for limit in (CONFIG.thresholds.met, CONFIG.thresholds.close):
        assert (shown >= limit) == (attainment >= limit)
    assert abs(shown - attainment) < Decimal("0.01")
