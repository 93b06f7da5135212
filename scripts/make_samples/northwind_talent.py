"""The story of Northwind Talent, a recruiter that does not exist: quarterly totals → tidy CSV files and a Parquet file.

A TikTok trial (from January 2026) brings exposure and visits that do not engage, hardly an application, and costs hours
and creators. The salary guide of July 2026 works. Hires fall short for the third quarter.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from spread import FIRST, MONTHS, daily, days_of, jitter, scatter, shares

SPEND_WEEK = (1, 1, 1, 1, 1, 0.6, 0.6)
WEEK = (1.15, 1.25, 1.25, 1.2, 1.0, 0.45, 0.4)  # Monday first: people read about work on workdays
NETWORKS = ("linkedin", "instagram", "tiktok")
INTERACTIONS_PER_1000 = {"linkedin": (24, 3.1, 2.2), "instagram": (31, 2.0, 1.4), "tiktok": (46, 1.9, 1.6)}
CLICKS_PER_1000 = {"linkedin": 16, "instagram": 7, "tiktok": 5}
# channel → share of its sessions that engage
ENGAGED = {
    "linkedin": 0.63,
    "instagram": 0.52,
    "tiktok": 0.23,
    "search": 0.64,
    "direct": 0.59,
    "email": 0.71,
    "referral": 0.55,
}
RESULTS = ("applications", "hires", "downloads", "event_signups")
# what each month of a quarter weighs, by calendar month: August and December are quiet
MONTH_WEIGHT = (1.05, 0.97, 1.0, 1.0, 1.0, 0.96, 0.98, 0.82, 1.1, 1.08, 1.06, 0.8)
Table = tuple[int, ...]  # one number a quarter, 2024-Q2 to 2026-Q4


def _story() -> dict[tuple[str, str], Table]:
    """(measure, channel) → its total by quarter; for followers, the level at the quarter's end."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(measure, channel): tuple(int(cell or 0) for cell in cells) for measure, channel, *cells in rows}


STORY = _story()
COLUMNS = (
    "date,network,impressions,reactions,comments,shares,link_clicks,followers,mentions,competitor_mentions,ad_spend"
)
CONTRACT_COLUMNS = "date,channel,contracts,fees,vat,credit_notes,new_clients"
FEE, FEE_SPREAD = 4300, 0.25  # pounds for filling a role, before VAT
NEW_CLIENT, CREDITED = 0.55, 0.04  # how often the role is a client's first; how often the person leaves at once


def write(folder: Path) -> Iterator[Path]:
    """Write the files of the client under ``folder``; yields each path."""
    folder.mkdir(parents=True, exist_ok=True)
    social, contracts, funnel = (folder / name for name in ("social.csv", "contracts.csv", "funnel.parquet"))
    social.write_text("\n".join([COLUMNS, *_social_rows()]) + "\n", encoding="utf-8")
    contracts.write_text("\n".join([CONTRACT_COLUMNS, *_contract_rows()]) + "\n", encoding="utf-8")
    _write_parquet(funnel)
    return iter((social, contracts, funnel))


def _quarter(month: date) -> int:
    """Which number of a Table is the month's quarter's."""
    return (month.year - FIRST.year) * 4 + (month.month - 1) // 3 - 1


def _of_month(measure: str, channel: str, month: date) -> int:
    """A month's whole part of its quarter's total; 0 where the story has no such row."""
    begins = (month.month - 1) // 3 * 3
    total = STORY[measure, channel][_quarter(month)] if (measure, channel) in STORY else 0
    parts = shares(total, MONTH_WEIGHT[begins : begins + 3])
    return parts[month.month - 1 - begins]


def _social_rows() -> Iterator[str]:
    """A line a day and network, by day."""
    cells = {network: _network(network) for network in NETWORKS}
    for month in MONTHS:
        for day in days_of(month):
            yield from (f"{day},{network},{','.join(map(str, cells[network][day]))}" for network in NETWORKS)


def _network(network: str) -> dict[date, list[int | str]]:
    """A network's measures by day, in the order of COLUMNS."""
    rng = Random(f"northwind-talent {network}")
    values: dict[date, list[int | str]] = {}
    for month in MONTHS:
        days = days_of(month)
        seen = daily(month, _of_month("impressions", network, month), WEEK, rng)
        ours, theirs = (
            daily(month, _of_month(measure, network, month), WEEK, rng, 0.5)
            for measure in ("mentions", "competitor_mentions")
        )
        pence = daily(month, _of_month("ad_spend", network, month) * 100, SPEND_WEEK, rng, 0.2)
        for n, day in enumerate(days):
            parts = [round(seen[n] * rate * jitter(rng, 0.3) / 1000) for rate in INTERACTIONS_PER_1000[network]]
            clicks = round(seen[n] * CLICKS_PER_1000[network] * jitter(rng, 0.2) / 1000)
            level = _level(STORY["followers", network], day) + (int(rng.random() * 7) - 3 if day != days[-1] else 0)
            spend = f"{pence[n] // 100}.{pence[n] % 100:02}"
            values[day] = [seen[n], *parts, clicks, level, ours[n], theirs[n], spend]
    return values


def _level(ends: Table, day: date) -> int:
    """Followers on a day, straight between the ends of the quarter before and of its own."""
    n = _quarter(day)
    begins = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    following = date(begins.year + begins.month // 10, (begins.month + 2) % 12 + 1, 1)
    return ends[n - 1] + (ends[n] - ends[n - 1]) * ((day - begins).days + 1) // (following - begins).days


def _contract_rows() -> Iterator[str]:
    """A line a day and channel with a hire: each hire is a contract, invoiced with VAT on that day."""
    rng = Random("northwind-talent contracts")
    for day, channel, cells in sorted(_funnel_rows()):
        hires = cells[2 + RESULTS.index("hires")]
        if hires:
            fees = [round(FEE * jitter(rng, FEE_SPREAD)) for _ in range(hires)]
            credit = sum(fee for fee in fees if rng.random() < CREDITED)
            new = sum(rng.random() < NEW_CLIENT for _ in fees)
            net = sum(fees)
            yield f"{day},{channel},{hires},{net * 1.2:.2f},{net * 0.2:.2f},{credit}.00,{new}"


def _write_parquet(path: Path) -> None:
    """Day × channel: sessions of the site, and the results of the applicant and event systems."""
    import duckdb  # the one library used here; the other files need none

    base = duckdb.connect(config={"threads": 1})
    base.execute(
        "create table funnel (date date, channel varchar, sessions integer, engaged_sessions integer, "
        "applications integer, hires integer, downloads integer, event_signups integer)"
    )
    lines = ",".join(f"('{day}','{channel}',{','.join(map(str, cells))})" for day, channel, cells in _funnel_rows())
    base.execute(f"insert into funnel values {lines}")
    base.table("funnel").order("date, channel").write_parquet(str(path), compression="zstd")


def _funnel_rows() -> Iterator[tuple[date, str, list[int]]]:
    for channel, engaged in ENGAGED.items():
        rng = Random(f"northwind-talent {channel}")
        for month in MONTHS:
            visits = daily(month, _of_month("sessions", channel, month), WEEK, rng, 0.3)
            results = [scatter(_of_month(measure, channel, month), visits, rng) for measure in RESULTS]
            for day, seen, *counts in zip(days_of(month), visits, *results, strict=True):
                yield day, channel, [seen, min(seen, round(seen * engaged * jitter(rng, 0.1))), *counts]
