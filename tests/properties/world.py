"""A client's world, drawn by hypothesis: rows of three tables over two cycles → written files → a Scorecard.

social: a row a day, channel and delivery, with gaps; a day that is not there is missing. people: a row a calendar month
and channel. shop: a row on the days that had something; a day that is not there is zero.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st

from reportgen.config.schema import Config
from reportgen.kpis.evaluate import evaluate
from reportgen.model.scorecard import KpiScore, Scorecard, Value
from reportgen.periods import Cycle, CycleSpec, cycle_of
from reportgen.sources.read import read_sources
from reportgen.vocabulary.catalogue import catalogue

Row = Mapping[str, str]
Rows = tuple[Row, ...]
Tables = Mapping[str, Rows]
Save = Callable[[Path, Sequence[str], Rows], None]

FLOWS = ("impressions", "interactions", "link_clicks", "leads", "ad_spend")
RATIOS = ("engagement_rate", "ctr", "cpm", "cpc")
MONEY = ("ad_spend", "revenue", "aov", "cpm", "cpc", "media_cpl", "cost_per_lead", "total_cost", "net_return")
FREE_OF_MONEY = ("roas", "roi_sales", *FLOWS[:4], "engagement_rate", "ctr", "reach", "audience", "net_new_followers")
KPIS = tuple(dict.fromkeys((*FLOWS, *RATIOS, *MONEY, *FREE_OF_MONEY)))
COLUMNS = {
    "social": (
        "day", "channel", "delivery", "impressions", "reactions", "comments", "link_clicks", "followers", "ad_spend"
    ),
    "people": ("month", "channel", "reach"),
    "shop": ("day", "channel", "delivery", "orders", "leads", "gross_revenue", "tax", "shipping", "refunds"),
}  # fmt: skip
WAYS = (("facebook", "paid"), ("linkedin", "organic"), ("direct", "all"))  # by ads, by posts, by no network at all
AMOUNTS = frozenset({"ad_spend", "gross_revenue", "tax", "shipping", "refunds"})
WEEK, MONTH = CycleSpec("week"), CycleSpec("month")
TEN_DAYS = CycleSpec("days", 10, date(2025, 1, 6))


@dataclass(frozen=True)
class World:
    """Tables over the cycle, the one before and a few days more, with what the config says of them."""

    cycle: Cycle
    tables: Tables
    fee: Decimal = Decimal("12.5")  # of an agency, a day
    kpis: tuple[str, ...] = KPIS
    rates: tuple[Mapping[str, object], ...] = ()

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """A failing world in one line."""
        printer.text(f"World({self.cycle.id}, { ({name: len(rows) for name, rows in self.tables.items()}) } rows)")

    def with_rows(self, change: Callable[[str, Rows], Rows]) -> World:
        return replace(self, tables={name: change(name, rows) for name, rows in self.tables.items()})

    def score(self, *, save: Save | None = None, extension: str = "csv", parts: Split | None = None) -> Scores:
        """Writes the tables, each in as many files as ``parts`` cuts it into, reads them and evaluates the cycle."""
        with tempfile.TemporaryDirectory() as name:
            for table, rows in self.tables.items():
                for number, some in enumerate(parts(table, rows) if parts else (rows,)):
                    columns = COLUMNS.get(table, COLUMNS["social"])
                    columns += ("currency",) if any("currency" in row for row in rows) else ()
                    (save or save_csv)(Path(name) / f"{table}_{number}.{extension}", columns, some)
            return self._evaluated(Path(name), extension)

    def _evaluated(self, folder: Path, extension: str) -> Scores:
        config, as_of = self._config(extension), self.cycle.end + timedelta(days=9)
        return Scores(evaluate(config, catalogue(), read_sources(config, folder, as_of), self.cycle, as_of))

    def _config(self, extension: str) -> Config:
        spec = self.cycle.spec
        return Config.model_validate(
            {
                "version": 1, "client": "World", "locale": "en_GB", "currency": "EUR", "timezone": "Europe/Paris",
                "cycle": {"days": spec.days, "from": spec.anchor} if spec.kind == "days" else spec.kind,
                "margin": "40%", "costs": {"agency": {"amount": self.fee, "per": "day"}}, "rates": self.rates,
                "sources": [
                    {"name": name, "path": f"{name}_*.{extension}", "sparse": name == "shop"} for name in self.tables
                ],
                "objectives": [
                    {"id": "aim", "family": "sales", "title": "T", "role": "R", "kpis": [{"kpi": k} for k in self.kpis]}
                ],
            }
        )  # fmt: skip


Split = Callable[[str, Rows], Sequence[Rows]]


@dataclass(frozen=True)
class Scores:
    """A Scorecard by KPI."""

    card: Scorecard

    def __getitem__(self, kpi: str) -> KpiScore:
        return next(score for score in self.card.objectives[0].kpis if score.id == kpi)

    def value(self, kpi: str) -> Decimal | None:
        return self[kpi].current.value

    def figures(self) -> dict[str, tuple[Any, ...]]:
        """All that a reader sees of each KPI; not the files and rows that it came from."""
        return {
            score.id: (
                _figure(score.current),
                _figure(score.previous.value),
                score.previous.delta,
                score.channels,
                tuple(_figure(value) for value in score.history),
            )
            for score in self.card.objectives[0].kpis
        }


def _figure(value: Value | None) -> tuple[Any, ...] | None:
    """Without the inputs' traces."""
    if value is None:
        return None
    inputs = tuple((given.expression, given.value, given.coverage) for given in value.inputs)
    return value.value, value.state, value.cause, value.alternative, value.coverage, value.small_base, inputs


def save_csv(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def law(examples: int) -> settings:
    """A world takes a twentieth of a second: few examples, and a failing one is told as drawn, since it is small. Who
    looks for others (`--hypothesis-profile fresh`) gets twenty times as many."""
    times = 20 if settings.get_current_profile_name() == "fresh" else 1
    return settings(max_examples=examples * times, phases=(Phase.explicit, Phase.reuse, Phase.generate))


# How worlds are drawn.

NUMBERS = st.integers(1, 997)


@dataclass(frozen=True)
class _Course:
    """Values of a series of days, from few numbers so that they shrink well."""

    start: int
    step: int

    def at(self, day: int, size: int, salt: int) -> int:
        return size + (self.start * salt + self.step * (day + salt)) % (size + 7)


_COURSES = st.builds(_Course, NUMBERS, NUMBERS)


@st.composite
def worlds(draw: st.DrawFn, *specs: CycleSpec) -> World:
    """Two or three networks; of the first one paid and organic apart. Cycles that do not all have the same length."""
    spec = draw(st.sampled_from(specs or (MONTH, WEEK, TEN_DAYS)))
    cycle = cycle_of(spec, date(2025, 2, 3) + timedelta(days=draw(st.integers(0, 400))))
    first = cycle.previous().start
    days = [first + timedelta(days=n) for n in range((cycle.end - first).days)]
    social: list[Row] = []
    networks = draw(st.sampled_from((("facebook", "linkedin"), ("facebook", "instagram", "linkedin"))))
    for channel in networks:
        for delivery in ("organic", "paid") if channel == "facebook" else ("all",):
            course, gaps = draw(_COURSES), draw(st.sets(st.integers(0, len(days) - 1), max_size=4))
            begin = draw(st.sampled_from((0, 2))) if channel == "instagram" else 0  # it may be new in the cycle
            there = [n for n in range(len(days) * begin // 3, len(days)) if n not in gaps]
            social += [_social(days[n], channel, delivery, course, n) for n in there]
    months = sorted({day.strftime("%Y-%m") for day in days})
    people = [
        {"month": month, "channel": channel, "reach": str(draw(NUMBERS))} for month in months for channel in networks
    ]
    course, sold = draw(_COURSES), draw(st.sets(st.integers(0, len(days) - 1), min_size=2, max_size=9))
    ends = {0, (cycle.start - first).days - 1, (cycle.start - first).days, len(days) - 1}  # of both cycles
    shop = [
        _sale(days[n], n, course, way)
        for n in sorted(ends | sold)
        for way in (WAYS if n in ends else (draw(st.sampled_from(WAYS)),))
    ]
    return World(cycle, {"social": tuple(social), "people": tuple(people), "shop": tuple(shop)})


def _social(day: date, channel: str, delivery: str, course: _Course, n: int) -> Row:
    row = {"day": day.isoformat(), "channel": channel, "delivery": delivery, "followers": "", "ad_spend": ""}
    sizes = {"impressions": 400, "reactions": 30, "comments": 9, "link_clicks": 20}
    row |= {name: str(course.at(n, size, salt)) for salt, (name, size) in enumerate(sizes.items(), 1)}
    if delivery == "paid":
        row["ad_spend"] = str(Decimal(course.at(n, 900, 5)) / 100)
    else:
        row["followers"] = str(course.at(n, 5000, 6))
    return row


def _sale(day: date, n: int, course: _Course, way: tuple[str, str]) -> Row:
    """A day of the shop in one of the ways."""
    channel, delivery = way
    gross = Decimal(course.at(n, 9000, 2)) / 100
    amounts = {"gross_revenue": gross, "tax": gross / 4, "shipping": gross / 20, "refunds": gross / 10 * (n % 3)}
    row = {"day": day.isoformat(), "channel": channel, "delivery": delivery}
    row |= {"orders": str(course.at(n, 4, 3)), "leads": str(course.at(n, 6, 4))}
    return row | {name: f"{amount:.4f}" for name, amount in amounts.items()}
