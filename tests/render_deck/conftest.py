"""The decks of the fixtures, rendered once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from reportgen.model.artifact import Artifact
from reportgen.model.report import Report
from reportgen.render.deck import render_deck
from reportgen.render.palette import palette
from reportgen.render.theme import Theme
from tests.render_deck.fixtures import ENGLISH, FRENCH
from tests.render_deck.money import FR_MONEY, MONEY

REPORTS = {
    "english": (ENGLISH, "#14568C"),
    "french": (FRENCH, "#7D2A5B"),
    "yellow": (ENGLISH, "#FFD000"),
    "money": (MONEY, "#14568C"),
    "argent": (FR_MONEY, "#7D2A5B"),
}


def rendered(report: Report, brand: str = "#14568C") -> Artifact:
    return render_deck(report, Theme(brand=brand, palette=palette(brand)), "deck.pptx")


def reopened(artifact: Artifact) -> Any:
    from pptx import Presentation

    return Presentation(BytesIO(artifact.data))


@pytest.fixture(scope="session")
def artifacts() -> dict[str, Artifact]:
    return {name: rendered(report, brand) for name, (report, brand) in REPORTS.items()}


@pytest.fixture(params=sorted(REPORTS))
def artifact(request: pytest.FixtureRequest, artifacts: dict[str, Artifact]) -> Artifact:
    return artifacts[request.param]


@pytest.fixture
def deck(artifact: Artifact) -> Any:
    return reopened(artifact)
