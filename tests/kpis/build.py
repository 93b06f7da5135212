"""Small Facts and configs, by hand: what a test does not say is ok, whole and organic-and-paid together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from reportgen.config.schema import Config
from reportgen.kpis.evaluate import evaluate
from reportgen.model.facts import Fact, Facts, Feed, Key, Origin
from reportgen.model.scorecard import KpiScore, Scorecard
from reportgen.periods import parse_period
from reportgen.vocabulary.catalogue import Catalogue, Kpi, catalogue
from reportgen.vocabulary.formula import parse

OCTOBER = (date(2026, 10, 1), date(2026, 11, 1))
SEPTEMBER = (date(2026, 9, 1), date(2026, 10, 1))
AS_OF = date(2026, 11, 22)

Number = int | str | Decimal


def key(measure: str, channel: str = "facebook", **more: Any) -> Key:
    return Key(measure, channel, **more)


def on(day: date | str, key: Key, value: Number, *, days: int = 1, source: str = "data", **more: Any) -> Fact:
    """One value on a day, or of a window that begins on it."""
    start = date.fromisoformat(day) if isinstance(day, str) else day
    row = more.pop("row", 2)
    return Fact(key, start, start + timedelta(days=days), Decimal(value), source, 0, row, row, **more)


def every_day(
    key: Key, value: Number, span: tuple[date, date] = OCTOBER, *, but: Iterable[int] = (), source: str = "data"
) -> list[Fact]:
    """The same value on each day, without those days of the month."""
    days = [span[0] + timedelta(days=i) for i in range((span[1] - span[0]).days)]
    return [on(day, key, value, source=source, row=i + 2) for i, day in enumerate(days) if day.day not in set(but)]


def sparse(facts: Sequence[Fact], *spans: tuple[date, date]) -> list[Feed]:
    """A feed for each key of the facts: on a day without row it is zero."""
    keys = sorted({(fact.key, fact.source) for fact in facts})
    return [Feed(k, source, True, spans or (OCTOBER,)) for k, source in keys]


def facts(*parts: Iterable[Fact] | Fact, feeds: Iterable[Feed] = ()) -> Facts:
    rows = [row for part in parts for row in ([part] if isinstance(part, Fact) else part)]
    rows.sort(key=lambda row: (row.key, row.start))
    return Facts(tuple(rows), tuple(feeds), (Origin("data", "data.csv", "0" * 64),))


def config(*kpis: str | dict[str, Any], **more: Any) -> Config:
    """One objective with these KPIs; ``objective`` gives its other keys."""
    objective = {
        "id": "aim", "family": "leads", "title": "Title", "role": "Role",
        "kpis": [{"kpi": kpi} if isinstance(kpi, str) else kpi for kpi in kpis],
        **more.pop("objective", {}),
    }  # fmt: skip
    values = {
        "version": 1, "client": "Client", "locale": "en_GB", "currency": "EUR", "timezone": "Europe/Paris",
        "cycle": "month", "sources": [{"name": "data", "path": "data.csv"}], "objectives": [objective], **more,
    }  # fmt: skip
    return Config.model_validate(values)


def own(**formulas: str | tuple[str, str]) -> Catalogue:
    """The catalogue with KPIs of these formulas; unit ratio unless given."""
    rows = []
    for name, given in formulas.items():
        text, unit = (given, "ratio") if isinstance(given, str) else given
        rows.append(Kpi(name, (("en", name),), (), parse(text), tuple(text.split("; else ")), unit, "higher"))
    return catalogue().extended((), rows)


def scorecard(
    settings: Config, data: Facts, period: str = "2026-10", *, words: Catalogue | None = None, as_of: date = AS_OF
) -> Scorecard:
    return evaluate(settings, words or catalogue(), data, parse_period(period, settings.spec, as_of), as_of)


def kpi(settings: Config, data: Facts, period: str = "2026-10", **more: Any) -> KpiScore:
    """The objective's first KPI."""
    return scorecard(settings, data, period, **more).objectives[0].kpis[0]
