"""What is proposed to be moved, in words: tries, other objectives, silent channels, what stays out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reportgen.display import Display
from reportgen.document.effort import effort_panels
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.insight.effort import reallocate
from reportgen.model.effort import EffortInsight, EffortSeries, Reallocation, Shares, Silent
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config
from tests.document.sample import maison_lumiere
from tests.insight.test_effort import FACEBOOK, INSTAGRAM, LINKEDIN, _cycles

NAMES = catalogue().kpis["leads"].names


def found(objective: str, *channels: object, **more: object) -> Reallocation:
    return reallocate(EffortSeries(objective, "leads", "currency", _cycles(8), channels, names=NAMES, **more))  # type: ignore[arg-type]


def texts(insight: EffortInsight, locale: str = "fr_FR") -> list[str]:
    """Every title, paragraph and note, as displayed."""
    card = maison_lumiere()
    settings = config(card, locale)
    display = Display(locale, "EUR")
    report = Views(settings, catalogue(), card, replace(decide(settings, card), effort=insight), Words(locale), display)
    shown = [panel for row in effort_panels(report) for panel in row.panels]
    lines = [text for panel in shown for text in (panel.title, *panel.paragraphs, *panel.notes)]
    return [display.text(text).replace("\u00a0", " ").replace("\u202f", " ") for text in lines]


LEADS = found("leads", INSTAGRAM, LINKEDIN, FACEBOOK)


def tried(given: Reallocation) -> Reallocation:
    assert given.move is not None
    return replace(given, move=replace(given.move, low=-0.4))


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("fr_FR", "Tester pendant un mois le déplacement d’environ 125 € de Facebook vers Instagram"),
        ("en_GB", "Try for one month to move about €125 from Facebook to Instagram"),
    ],
)
def test_what_may_bring_less_is_only_tried(locale: str, wanted: str) -> None:
    assert texts(EffortInsight((tried(LEADS),)), locale)[0] == wanted


def test_a_firm_proposal_comes_before_one_to_be_tried_and_the_other_follows_in_a_line() -> None:
    lines = texts(EffortInsight((tried(replace(LEADS, objective="community")), LEADS)))
    assert lines[0] == "Déplacer environ 125 € de Facebook vers Instagram"
    assert any(line.startswith("Pour « Animer une communauté qui échange » : tester pendant un mois") for line in lines)


def test_an_objective_that_says_the_contrary_stands_beside_the_criterion() -> None:
    assert LEADS.move is not None
    turned = replace(LEADS, objective="sales", move=replace(LEADS.move, donor="instagram", receiver="facebook"))
    lines = texts(EffortInsight((LEADS, turned)))
    assert "À l’inverse, pour « Vendre en ligne » : déplacer environ 125 € d’Instagram vers Facebook." in lines


def test_what_was_paid_for_is_called_advertising() -> None:
    paid = found("leads", INSTAGRAM, FACEBOOK, delivery="paid")
    assert texts(EffortInsight((paid,)))[0] == "Déplacer environ 125 € de publicité de Facebook vers Instagram"


def test_channels_that_stay_out_are_named() -> None:
    few = replace(LINKEDIN, results=(Decimal(3),) * 8)
    fixed = replace(LINKEDIN, channel="youtube", fixed=True)
    lines = texts(EffortInsight((found("leads", INSTAGRAM, FACEBOOK, few, fixed, unmeasured=("tiktok",)),)))
    assert "LinkedIn : trop peu de résultats pour juger." in lines
    assert "YouTube : effort fixe, laissé de côté." in lines
    assert "Résultats non mesurés sur TikTok." in lines


@pytest.mark.parametrize(
    ("barrier", "wanted"),
    [
        ("not_allocated", "certains coûts ne sont ventilés sur aucun canal ; les canaux ne se comparent pas."),
        (
            "several_attributions",
            "les résultats sont attribués aux canaux par plusieurs sources, qui ne se comparent pas.",
        ),
    ],
)
def test_why_channels_are_not_compared(barrier: str, wanted: str) -> None:
    lines = texts(EffortInsight((found("leads", INSTAGRAM, FACEBOOK, barrier=barrier),)))
    assert lines[0] == "Aucun effort à déplacer"
    assert lines[1].endswith(wanted)


def test_a_silent_channel_has_its_shares_beside_its_effort() -> None:
    shares = Shares("facebook", Decimal("0.3"), (("interactions", Decimal("0.08")), ("leads", Decimal("0.05"))))
    assert texts(EffortInsight(silent=(Silent("facebook", shares),))) == [
        "Facebook reçoit beaucoup d’effort et donne peu",
        "Facebook : 30 % de l’effort, 8 % des interactions et 5 % des prospects.",
    ]
