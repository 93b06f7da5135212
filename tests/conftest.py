"""Fixtures that several rooms use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A shared machine is slow at times: no example fails by the clock. In CI the same examples are drawn at each run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = CHECKOUT.parent / "shared"
ABSENT = "shared reference folder is absent"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the checkout; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(ABSENT)
    return SHARED


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI (``REPORTGEN_SKIPS`` names the list) a skip whose reason is not listed, or not true, fails the run."""
    allowed = os.environ.get("REPORTGEN_SKIPS")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not allowed or reporter is None or hasattr(session.config, "workerinput"):
        return
    reasons = {line for line in (CHECKOUT / allowed).read_text("utf-8").splitlines() if line and line[0] != "#"}
    if SHARED.is_dir():
        reasons.discard(ABSENT)
    skipped = [str(report.longrepr[2]).removeprefix("Skipped: ") for report in reporter.stats.get("skipped", [])]
    refused = sorted(set(skipped) - reasons)
    if refused:
        print(f"\nskips whose reason is not in {allowed}, or not true: {refused}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
