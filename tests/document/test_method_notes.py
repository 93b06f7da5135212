"""The notes say how shared costs were divided, and how results were given to channels: as stated, never assumed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen.model.facts import Rate
from reportgen.model.report import Lines, Report
from reportgen.model.scorecard import Allocation
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY, said

COLON = {"en_GB": ":", "fr_FR": " :"}
INPUTS = {"leads[channel=social]": 121.0}
LAST_CLICK = {"model": "last_click", "window_days": 7, "scope": "session"}


def lines(found: Report, lead: str) -> list[str]:
    """The note lines that begin with these words, as displayed."""
    blocks = [block for page in found.pages for block in page.blocks]
    texts = [said(found, text) for block in blocks if isinstance(block, Lines) for text in block.lines]
    return [text.removeprefix(lead).strip() for text in texts if text.startswith(lead)]


def of_sources(attributions: dict[str, dict[str, Any] | None], locale: str = "en_GB") -> list[str]:
    """The note on attribution where each of these sources gives an attributed figure."""
    scores = [
        objective(family, "Title", "Role", kpi("leads", [*STEADY, 121], 140, source=name, inputs=INPUTS))
        for family, name in zip(("leads", "sales"), attributions, strict=False)
    ]
    sources = [
        {"name": name, "path": f"{name}.csv", **({"attribution": given} if given else {})}
        for name, given in attributions.items()
    ]
    return lines(report(scorecard(*scores), locale, sources=sources), "Attribution" + COLON[locale])


def test_attribution_is_printed_as_the_source_states_it() -> None:
    assert of_sources({"shop": LAST_CLICK}) == ["Online shop: last click, window of 7 days, by session."]
    french = of_sources({"shop": LAST_CLICK}, "fr_FR")
    assert french == ["Boutique en ligne : dernier clic, fenêtre de 7 jours, par visite."]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"model": "linear"}, "linear, window not stated"),
        ({"window_days": 1}, "model not stated, window of 1 day"),
        ({"scope": "first_user"}, "model and window not stated, by the person’s first visit"),
    ],
)
def test_what_an_attribution_leaves_open_is_said_never_assumed(given: dict[str, Any], words: str) -> None:
    assert of_sources({"shop": given}) == [f"Online shop: {words}."]


def test_a_source_without_attribution_is_named_beside_one_that_states_it() -> None:
    told = of_sources({"shop": LAST_CLICK, "crm": None})
    assert told == ["Online shop: last click, window of 7 days, by session; CRM: model and window not stated."]


def test_where_no_source_states_its_attribution_the_report_says_so() -> None:
    assert of_sources({"shop": None}) == ["as delivered by the sources; model and window not stated."]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("declared", "divided by the declared shares: Facebook 20% and Instagram 80%."),
        ("hours", "divided by the hours worked for each channel: Facebook 20% and Instagram 80%."),
        ("posts", "divided by the posts of each channel: Facebook 20% and Instagram 80%."),
    ],
)
def test_the_key_by_which_shared_costs_are_divided_is_printed(key: Any, words: str) -> None:
    shares = (("facebook", Decimal("0.2")), ("instagram", Decimal("0.8")))
    score = objective("leads", "Title", "Role", kpi("leads", [*STEADY, 121], 140))
    made = report(scorecard(score, allocation=Allocation(key, shares, ())), "en_GB")
    assert lines(made, "Shared costs:") == [words]


def test_costs_that_nothing_divides_have_no_key() -> None:
    score = objective("leads", "Title", "Role", kpi("leads", [*STEADY, 121], 140))
    assert lines(report(scorecard(score, allocation=Allocation("", (), ())), "en_GB"), "Shared costs:") == []


def test_the_set_of_competitors_is_printed_where_a_figure_stands_on_it() -> None:
    rivals = [{"name": "Luminaria"}, {"name": "Verrerie 12"}]
    voice = objective("awareness", "Title", "Role", kpi("share_of_voice", [0.3] * 12))
    told = lines(report(scorecard(voice), "en_GB", competitors=rivals), "Compared with:")
    assert told == ["Luminaria and Verrerie 12, on the networks where all of them are measured."]
    leads = objective("leads", "Title", "Role", kpi("leads", [*STEADY, 121], 140))
    assert lines(report(scorecard(leads), "en_GB", competitors=rivals), "Compared with:") == []


def test_the_exchange_rates_used_are_printed_with_their_dates_and_origin() -> None:
    declared = Rate("GBP", "2026-10", Decimal("1.17"))
    daily = [Rate("USD", f"2026-10-0{day}", Decimal(value), "data/ecb.csv") for day, value in ((2, "0.9"), (5, "0.85"))]
    score = kpi("ad_spend", [*STEADY, 121])
    (leaf,) = score.current.inputs
    traces = (replace(leaf.traces[0], rates=(declared, *daily)),)
    score = replace(score, current=replace(score.current, inputs=(replace(leaf, traces=traces),)))
    made = report(scorecard(objective("sales", "Title", "Role", score)), "en_GB")
    assert lines(made, "Exchange rates:") == [
        "GBP at 1.1700 (October 2026; as declared); "
        "USD at 0.8500 to 0.9000 (2 October 2026 to 5 October 2026; data/ecb.csv)."
    ]
