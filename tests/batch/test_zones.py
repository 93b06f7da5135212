"""The last complete cycle is that of the client's own calendar, wherever the machine stands."""

from __future__ import annotations

from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.cli.one_build import Outcome, Task, build_one
from tests.batch.conftest import CONFIG, write


def built(folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str, zone: str, settled: bool = False) -> Outcome:
    """At a moment in UTC, of a client in ``zone`` whose data settle after three days."""
    write(folder, "a")
    (folder / "a.yaml").write_text(CONFIG.format(name="a").replace("Europe/Paris", zone), "utf-8")

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat(moment).astimezone(tz)

    monkeypatch.setattr(pipeline, "datetime", Clock)
    monkeypatch.chdir(folder)
    return build_one(Task("a.yaml", "", "last", None, ("json",), "out", settled))


@pytest.mark.parametrize(
    ("moment", "zone", "cycle"),
    [
        ("2026-10-31T10:59:59Z", "Pacific/Auckland", "2026-09"),
        ("2026-10-31T11:00:00Z", "Pacific/Auckland", "2026-10"),  # midnight there, thirteen hours ahead
        ("2026-10-31T22:59:59Z", "Europe/Paris", "2026-09"),
        ("2026-10-31T23:00:00Z", "Europe/Paris", "2026-10"),
        ("2026-11-01T06:59:59Z", "America/Los_Angeles", "2026-09"),
        ("2026-11-01T07:00:00Z", "America/Los_Angeles", "2026-10"),  # two hours before summer time ends there
        ("2026-10-31T10:00:00Z", "Pacific/Kiritimati", "2026-10"),
        ("2026-11-01T11:59:59Z", "Etc/GMT+12", "2026-09"),
    ],
)
def test_the_last_cycle_changes_at_the_clients_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, zone: str, cycle: str
) -> None:
    assert built(tmp_path, monkeypatch, moment, zone).cycle == cycle


@pytest.mark.parametrize(
    ("moment", "zone", "code"),
    [
        ("2026-11-03T10:59:59Z", "Pacific/Auckland", 4),
        ("2026-11-03T11:00:00Z", "Pacific/Auckland", 0),
        ("2026-11-04T07:59:59Z", "America/Los_Angeles", 4),
        ("2026-11-04T08:00:00Z", "America/Los_Angeles", 0),
    ],
)
def test_data_have_settled_from_the_clients_midnight_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, zone: str, code: int
) -> None:
    found = built(tmp_path, monkeypatch, moment, zone, settled=True)
    assert (found.cycle, found.code) == ("2026-10", code)
