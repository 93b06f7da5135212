"""Both samples, built once a session."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

import reportgen
from reportgen.pipeline import Build

SAMPLES = {
    "maison-lumiere": ("2026-10", date(2026, 11, 5)),
    "northwind-talent": ("2026-Q3", date(2026, 11, 5)),
}


@cache
def built(checkout: Path, name: str) -> Build:
    return reportgen.build(checkout / "configs" / f"{name}.yaml", *SAMPLES[name])


@pytest.fixture(scope="session", params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest, checkout: Path) -> Build:
    return built(checkout, request.param)


@pytest.fixture(scope="session")
def shop(checkout: Path) -> Build:
    return built(checkout, "maison-lumiere")
