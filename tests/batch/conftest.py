"""A folder with small configs: a report as JSON alone takes a fraction of a second."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFIG = """\
version: 1
client: Client {name}
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {{name: own, path: {name}.csv, settle_days: 3, columns: {{day: day, channel: channel, leads: leads}}}}
objectives:
  - id: leads
    family: leads
    title: More enquiries
    role: Social media bring enquiries.
    kpis: [{{kpi: leads}}]
"""


def write(folder: Path, name: str, leads: str = "3") -> str:
    rows = [f"2026-10-{day:02d},x,{leads}" for day in range(1, 32)]
    (folder / f"{name}.csv").write_text("\n".join(["day,channel,leads", *rows]) + "\n", "utf-8")
    (folder / f"{name}.yaml").write_text(CONFIG.format(name=name), "utf-8")
    return f"{name}.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a.yaml, b.yaml and c.yaml, of which b's data are wrong."""
    monkeypatch.chdir(tmp_path)
    for name, leads in (("a", "3"), ("b", "many"), ("c", "4")):
        write(tmp_path, name, leads)
    return tmp_path
