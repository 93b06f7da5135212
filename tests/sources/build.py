"""Small files and configs for the tests of the sources."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.config.schema import Config
from reportgen.errors import DataError
from reportgen.model.facts import Fact, Facts, Feed, Finding
from reportgen.sources.read import read_sources

AS_OF = date(2026, 11, 5)
OBJECTIVE = {"id": "leads", "family": "leads", "title": "T", "role": "R", "kpis": [{"kpi": "leads"}]}


@dataclass(frozen=True)
class Folder:
    """A folder of a config: writes files, reads sources from them."""

    path: Path

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Folder:
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else b""
        file.write_bytes(mark + text.encode(encoding))
        return self

    def read(self, *sources: Mapping[str, Any], as_of: date = AS_OF, **config: Any) -> Facts:
        return read_sources(make_config(sources, **config), self.path, as_of)

    def problems(self, *sources: Mapping[str, Any], **config: Any) -> list[str]:
        """What is told, a line each, when the sources cannot be read."""
        with pytest.raises(DataError) as caught:
            self.read(*sources, **config)
        return str(caught.value).splitlines()


def make_config(sources: Sequence[Mapping[str, Any]], **config: Any) -> Config:
    base = {
        "version": 1,
        "client": "Test",
        "locale": "en_GB",
        "currency": "EUR",
        "timezone": "Europe/Paris",
        "cycle": "month",
        "objectives": [OBJECTIVE],
    }
    return Config.model_validate({**base, "sources": list(sources), **config})


def total(facts: Facts, measure: str, **key: str) -> Decimal:
    """The sum of a measure's facts whose key has these fields."""
    return sum((fact.value for fact in select(facts, measure, **key)), Decimal(0))


def select(facts: Facts, measure: str, **key: str) -> list[Fact]:
    return [
        fact
        for fact in facts.series
        if fact.key.measure == measure and all(getattr(fact.key, name) == value for name, value in key.items())
    ]


def by_day(facts: Facts, measure: str, **key: str) -> dict[str, Decimal]:
    """Day → the sum of a measure's daily facts."""
    days: dict[str, Decimal] = {}
    for fact in select(facts, measure, **key):
        if fact.end - fact.start == timedelta(days=1):
            days[fact.start.isoformat()] = days.get(fact.start.isoformat(), Decimal(0)) + fact.value
    return days


def feed(facts: Facts, measure: str, **key: str) -> Feed:
    """The one feed of a measure whose key has these fields."""
    found = [
        item
        for item in facts.feeds
        if item.key.measure == measure and all(getattr(item.key, name) == value for name, value in key.items())
    ]
    assert len(found) == 1
    return found[0]


def findings(facts: Facts, kind: str) -> list[Finding]:
    return [finding for finding in facts.findings if finding.kind == kind]


def meta_daily(*tables: tuple[str, Sequence[tuple[str, object]]]) -> str:
    """The text of a Meta Business Suite file: a title, a header and rows for each table."""
    parts = []
    for title, rows in tables:
        lines = [f'"{title}"', '"Date","Primary"', *(f'"{day}T00:00:00","{value}"' for day, value in rows)]
        parts.append("\n".join(lines) + "\n")
    return "sep=,\n" + "\n".join(parts)


def csv_text(*rows: Mapping[str, object]) -> str:
    """The text of a CSV file of these rows, under the columns of all of them."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([str(row.get(name, "")) for name in names] for row in rows)]
    return "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in line) + "\n" for line in lines)
