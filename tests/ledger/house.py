"""A client with a config, a table of leads by day, and a ledger: reports of it, one cycle after another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from reportgen.config.load import load_config
from reportgen.pipeline import Build, build, write
from tests.ledger.samples import AT

CONFIG = """
version: 1
client: Lumière
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
compare: [previous]
sources:
  - {name: leads, path: data/*.csv, columns: {day: day, channel: {value: facebook}, leads: leads}}
costs: {agency: 600}
objectives:
  - id: leads
    family: leads
    title: More enquiries
    role: Social media lead people to the form.
    kpis:
      - {kpi: leads, target: TARGET, main: true}
      - {kpi: cost_per_lead}
ledger: reportgen.db
"""


@dataclass
class House:
    """``leads`` a day are written to a file a month; ``config`` is changed by replacing words."""

    folder: Path
    target: int = 100

    def config(self, *changes: tuple[str, str]) -> None:
        text = CONFIG.replace("TARGET", str(self.target))
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (self.folder / "lumiere.yaml").write_text(text, "utf-8")

    def month(self, month: int, leads: int, days: int = 31) -> None:
        (self.folder / "data").mkdir(exist_ok=True)
        start = date(2026, month, 1)
        rows = [start + timedelta(days=number) for number in range(days)]
        lines = [f"{day},{leads}" for day in rows if day.month == month]
        (self.folder / f"data/{month:02d}.csv").write_text("\n".join(["day,leads", *lines]) + "\n", "utf-8")

    def forget(self, month: int) -> None:
        (self.folder / f"data/{month:02d}.csv").unlink()

    def report(self, month: int, at: datetime = AT) -> Build:
        """The cycle's report, built, written and recorded."""
        made = self.built(month)
        write(made, self.folder / "out", at)
        return made

    def built(self, month: int) -> Build:
        loaded = load_config(self.folder / "lumiere.yaml")
        return build(loaded, f"2026-{month:02d}", date(2026, month + 1, 5), ["json"])


def figures(made: Build) -> dict[str, str]:
    """Figure id → what the documents print."""
    data: dict[str, Any] = json.loads(made.artifacts[0].data)
    return {figure["id"]: figure["text"] for figure in data["figures"]}
