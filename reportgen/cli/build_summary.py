"""Outcomes → the JSON summary of a run, and a summary → what of it an `--only-failed` run leaves as it is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.cli.build_log import outcome_json
from reportgen.cli.one_build import Outcome
from reportgen.errors import UsageError
from reportgen.files import write_whole

SCHEMA = 1

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


def write_summary(path: Path, outcomes: Sequence[Outcome], code: int, before: Records) -> None:
    """One entry a report in the order of the command line; of a report that was kept, what the last run said of it."""
    reports = [
        before[(one.task.config, one.task.client)] if one.result == "kept" else outcome_json(one) for one in outcomes
    ]
    tree = {"schema": SCHEMA, "code": code, "reports": reports}
    write_whole({path: (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()})
