"""expected.yaml → Entries, and what the program reads in a real file, put into the same words.

A total is named as a formula names it: ``impressions[delivery=paid, channel=instagram]``. A bare name is the client's
own daily or period figures, unclaimed: of delivery ``all`` where the file gives it, else of every delivery. Levels are
the last value of each key, all others the sum of what is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import strict_yaml
from reportgen.model.facts import Fact, Facts, Key
from reportgen.vocabulary.catalogue import catalogue

FILE = Path(__file__).with_name("expected.yaml")
READ = frozenset({"command", "exports", "source", "config", "rows", "period", "totals"})
REFUSED = frozenset({"command", "source", "config", "refused"})
_OPTIONAL = frozenset({"source", "config", "period", "totals"})  # a table of names has no day and no figure
_NAME = re.compile(r"^([a-z0-9_]+)(?:\[(.+)\])?$")
_FIELDS = frozenset(Key._fields) - {"measure"}
_TOLD = ("of", "claimed_by", "owner")  # what a bare name leaves out


@dataclass(frozen=True, slots=True)
class Entry:
    """What another tool found in one real file."""

    file: str
    given: Mapping[str, Any]

    @property
    def refused(self) -> str:
        return str(self.given.get("refused", ""))

    def wrong_keys(self) -> set[str]:
        """Keys that are unknown, or lacking."""
        known = REFUSED if self.refused else READ
        needed = {"refused"} if self.refused else known - _OPTIONAL
        return (set(self.given) - known) | (needed - set(self.given))

    def source(self) -> dict[str, Any]:
        return {"name": "real", "path": self.file, **self.given.get("source", {})}

    def figures(self) -> dict[str, Any]:
        """What this entry says of the file's figures."""
        period = [str(day) for day in self.given.get("period", ())]
        return {"period": period, **{name: Decimal(value) for name, value in self.given.get("totals", {}).items()}}


@cache
def entries() -> tuple[Entry, ...]:
    written: Any = strict_yaml.load(FILE.read_text("utf-8"), FILE.name)[0]
    return tuple(Entry(file, given) for file, given in written.items())


def files(shared: Path) -> list[str]:
    """The real files, as the entries name them."""
    root = shared / "data" / "real"
    found = (file.relative_to(root) for file in root.rglob("*") if file.is_file())
    return sorted(file.as_posix() for file in found if len(file.parts) > 1)  # beside the folders lies their provenance


def figures(facts: Facts, names: Iterator[str]) -> dict[str, Any]:
    """What the program read: the first and the last day that has a value, and these totals."""
    days = [(fact.start, fact.end - timedelta(days=1)) for fact in facts.series]
    period = [str(min(day for day, _ in days)), str(max(day for _, day in days))] if days else []
    return {"period": period, **{name: total(facts, name) for name in names}}


def total(facts: Facts, name: str) -> Decimal | None:
    """A total by its name; None where the file says nothing of it."""
    chosen = select(facts, name)
    if not chosen:
        return None
    if catalogue().measures[chosen[0].key.measure].kind == "level":
        latest = {fact.key: fact.value for fact in sorted(chosen, key=lambda fact: fact.end)}
        return sum(latest.values(), Decimal(0))
    return sum((fact.value for fact in chosen), Decimal(0))


def select(facts: Facts, name: str) -> list[Fact]:
    """The facts that a total's name covers."""
    match = _NAME.match(name)
    assert match, f"{name}: not a total's name"
    pairs = [part.split("=") for part in (match[2] or "").split(",") if part]
    wanted = dict.fromkeys(_TOLD, "") | {field.strip(): value.strip() for field, value in pairs}
    assert wanted.keys() <= _FIELDS, f"{name}: of {sorted(_FIELDS)}"
    found = [fact for fact in facts.series if fact.key.measure == match[1] and _fits(fact.key, wanted)]
    whole = [fact for fact in found if fact.key.delivery == "all"]
    return whole if whole and "delivery" not in wanted else found


def _fits(key: Key, wanted: Mapping[str, str]) -> bool:
    return all(getattr(key, field) == value for field, value in wanted.items())
