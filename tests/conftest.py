"""Fixtures that several rooms use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from reportgen.config.schema import Config
    from reportgen.model.facts import Facts

# No example fails by the clock, and each run draws the same ones; `--hypothesis-profile fresh` looks for others.
settings.register_profile("fresh", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("same", settings.get_profile("fresh"), derandomize=True)
settings.load_profile("same")

CHECKOUT = Path(__file__).resolve().parent.parent
OF_SAMPLES = {
    *(f"tests/end_to_end/test_{name}.py" for name in ("bytes", "golden", "parity", "samples")),
    *("tests/cli/test_explain.py", "tests/cli/test_explain_topics.py", "tests/test_docs.py"),
}
SHARED = CHECKOUT.parent / "shared"
ABSENT = "shared reference folder is absent"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Files are handed out whole, and those of the samples to one process, which reads and builds them once."""
    from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = str(super()._split_scope(nodeid))
            return "the samples" if file in OF_SAMPLES else file

    return Together(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the checkout; a test that needs it skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(ABSENT)
    return SHARED


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session", autouse=True)
def samples_read_once() -> Iterator[None]:
    """What a config in ``configs/`` asks for is read once for all tests of a process; Facts are frozen."""
    from reportgen.sources import read

    original, kept = read.read_sources, {}

    def remembered(config: Config, folder: Path, as_of: date, numbered: bool = True) -> Facts:
        if Path(folder).resolve() != CHECKOUT / "configs":
            return original(config, folder, as_of, numbered)
        key = (repr(config), as_of, numbered)
        if key not in kept:
            kept[key] = original(config, folder, as_of, numbered)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "read_sources", remembered)
        yield


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
