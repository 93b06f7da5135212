"""Both samples, built once a session."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import reportgen
from reportgen.pipeline import Build

SAMPLES = {
    "maison-lumiere": ("2026-10", date(2026, 11, 5)),
    "northwind-talent": ("2026-Q3", date(2026, 11, 5)),
}


@pytest.fixture(scope="session", params=sorted(SAMPLES))
def sample(request: pytest.FixtureRequest, checkout: Path) -> Build:
    period, as_of = SAMPLES[request.param]
    return reportgen.build(checkout / "configs" / f"{request.param}.yaml", period, as_of)


@pytest.fixture(scope="session")
def shop(checkout: Path) -> Build:
    return reportgen.build(checkout / "configs/maison-lumiere.yaml", *SAMPLES["maison-lumiere"])
