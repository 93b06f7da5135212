"""Fixtures of the tests with real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sources.build import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
