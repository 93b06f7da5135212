"""Facts in several currencies + the config's dated rates → Facts in the report's, and the Problems of rates not given.

What the config says comes before its file of rates. A day's own rate comes before its month's, and that before its
year's; of a file, a day without any takes the last one of the week before it, as no rates are made on weekends. A row
of several days is converted at the mean of its days' rates, a level at its last day's. Each amount keeps its rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.errors import Place, Problem
from reportgen.model.facts import Fact, Facts, Rate

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Measure

LEVEL = "level"
LAST_KNOWN = 7  # days that a rate of the file may be old: weekends, and holidays beside them


def converted(config: Config, measures: Mapping[str, Measure], facts: Facts) -> tuple[Facts, tuple[Problem, ...]]:
    """Amounts without a rate stay as they are: their Problems forbid any figure."""
    rates = _Rates(config, facts.rates)
    kept: list[Fact] = []
    missing: dict[tuple[str, str], set[date]] = {}
    foreign = {fact.key for fact in facts.series if fact.key.currency not in ("", config.currency)}
    if not foreign:
        return facts, ()
    for fact in facts.series:
        measure = measures.get(fact.key.measure)
        if fact.key not in foreign or measure is None or measure.unit != "currency":
            kept.append(fact)
            continue
        days = _days(fact, measure.kind)
        unknown = [day for day in days if rates.on(fact.key.currency, day) is None]
        if unknown:
            missing.setdefault((fact.source, fact.key.currency), set()).update(unknown)
        used = [rate for day in days if (rate := rates.on(fact.key.currency, day)) is not None]
        worth = Decimal(1) if unknown else _mean([rate.value for rate in used])
        sales = fact.sales.times(worth) if fact.sales else None
        kept.append(fact._replace(value=fact.value * worth, sales=sales, rates=tuple(sorted(set(used)))))
    return replace(facts, series=tuple(kept)), tuple(_problems(config, missing))


class _Rates:
    def __init__(self, config: Config, read: Iterable[Rate]) -> None:
        declared = (Rate(rate.currency, rate.date, rate.rate) for rate in config.rates)
        self._declared = {(rate.currency, rate.date): rate for rate in declared}
        self._read = {(rate.currency, rate.date): rate for rate in read}

    def on(self, currency: str, day: date) -> Rate | None:
        dates = (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}")
        before = [f"{day - timedelta(days=back):%Y-%m-%d}" for back in range(1, LAST_KNOWN + 1)]
        for rates, tried in ((self._declared, dates), (self._read, (*dates, *before))):
            found = next((rate for d in tried if (rate := rates.get((currency, d))) is not None), None)
            if found is not None:
                return found
        return None


def _mean(rates: list[Decimal]) -> Decimal:
    return rates[0] if len(set(rates)) == 1 else sum(rates, Decimal(0)) / len(rates)


def _days(fact: Fact, kind: str) -> list[date]:
    last = fact.end - timedelta(days=1)
    if kind == LEVEL:
        return [last]
    return [fact.start + timedelta(days=number) for number in range((fact.end - fact.start).days)]


def _problems(config: Config, missing: Mapping[tuple[str, str], set[date]]) -> Iterator[Problem]:
    for (source, currency), days in sorted(missing.items()):
        first, more = min(days), len(days) - 1
        others = f" (and {more} more to {max(days)})" if more else ""
        yield Problem(
            Place(key="rates"),
            "no_rate",
            f"source '{source}' has amounts in {currency} of {first}{others}, and there is no rate for that day;"
            f" the report is in {config.currency}",
            f"Write rates: [{{from: {currency}, date: {first:%Y-%m}, rate: …}}], or name a rates_file that has it.",
        )
