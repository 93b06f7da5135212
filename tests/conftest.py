"""Fixtures that several rooms use."""

from __future__ import annotations

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the checkout; a test that needs it skips where it is absent."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared reference folder is absent")
    return folder


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT
