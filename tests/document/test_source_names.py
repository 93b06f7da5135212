"""What readers call a source: never a bare config name where something better is known."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.display import Display
from reportgen.document.source_names import source_names
from reportgen.document.wording import Words
from tests.document.build import source


def called(*sources: Any, locale: str = "en_GB") -> list[str]:
    display = Display(locale, "EUR")
    return [display.text(name) for name in source_names(Words(locale), sources).values()]


def test_a_label_comes_before_all_else() -> None:
    assert called(source("crm_oct", label="CRM (leads), 2026"), source("facebook", label="Page Lyon")) == [
        "CRM (leads), 2026",
        "Page Lyon",
    ]


@pytest.mark.parametrize(
    ("name", "locale", "told"),
    [("instagram", "fr_FR", "Instagram"), ("shop", "en_GB", "Online shop"), ("shop", "fr_FR", "Boutique en ligne")],
)
def test_a_network_or_a_known_kind_of_source_is_called_by_its_name(name: str, locale: str, told: str) -> None:
    assert called(source(name, platform="Shopify"), locale=locale) == [told]


def test_one_platforms_exports_bear_its_proper_name() -> None:
    assert called(source("recherche", platform="Google Ads"), source("fbi", platform="Facebook Insights")) == [
        "Google Ads",
        "Facebook Insights",
    ]


def test_two_sources_of_one_platform_keep_the_words_that_tell_them_apart() -> None:
    two = (source("pub_facebook", platform="Meta Ads"), source("pub_lyon", platform="Meta Ads"))
    assert called(*two) == ["Pub Facebook", "Pub lyon"]


def test_a_table_of_the_clients_own_is_called_by_its_config_name() -> None:
    assert called(source("crm_oct")) == ["Crm oct"]
