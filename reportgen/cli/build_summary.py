"""Outcomes → the JSON summary of a run, and a summary → what of it an `--only-failed` run leaves as it is."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from reportgen.cli.build_log import outcome_json
from reportgen.cli.one_build import Outcome
from reportgen.errors import UsageError
from reportgen.files import write_whole

SCHEMA = 1
EVERY_S = 1.0

Records = Mapping[tuple[str, str], Mapping[str, object]]
"""(config, client) → what the last summary says of it."""


def read_summary(path: Path) -> Records:
    """Raises UsageError for a file that is no summary."""
    try:
        tree = json.loads(path.read_text("utf-8"))
        if tree["schema"] != SCHEMA:
            raise ValueError
        return {(found["config"], found["client"] or ""): dict(found) for found in tree["reports"]}
    except FileNotFoundError:
        raise UsageError(f"--only-failed: there is no summary {path} yet. Build once without it.") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"--summary {path}: the file is no summary of reportgen. Name another.") from None


def kept_cycle(records: Records, config: str, client: str) -> str:
    """The cycle of a report that ended well in the last run; empty for all others."""
    found = records.get((config, client), {})
    return str(found["period"]) if found.get("code") == 0 and found.get("period") else ""


class Summary:
    """The file that tells what came of each report, while the run goes on and after it. ``path``: None for none."""

    def __init__(self, path: Path | None, before: Records) -> None:
        self._path, self._before, self._written = path, before, -math.inf

    def keep(self, outcomes: Iterable[Outcome], code: int | None = None) -> None:
        """One entry a report in the order of the command line. ``code``: None while the run goes on; then the file is
        written no more often than once in EVERY_S seconds. Raises OSError."""
        now = time.monotonic()
        if self._path is None or (code is None and now - self._written < EVERY_S):
            return
        tree = {"schema": SCHEMA, "code": code, "reports": [self._entry(outcome) for outcome in outcomes]}
        write_whole({self._path: (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()})
        self._written = now

    def _entry(self, outcome: Outcome) -> Mapping[str, object]:
        """Of a report that was kept, or that was not reached and ended well before, what the last run said of it."""
        config, client = outcome.task.config, outcome.task.client
        left = outcome.result == "kept" or (outcome.result == "not_started" and outcome.task.kept)
        return self._before[(config, client)] if left else outcome_json(outcome)
