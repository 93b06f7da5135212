"""Reading tidy Parquet of 10⁵ to 10⁷ rows into Facts, beside one bare grouped select of the same sums, interleaved."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from reportgen.config import schema
from reportgen.sources.read import read_sources

SIZES = (100_000, 1_000_000, 10_000_000)
RUNS = 7
WRITE = """
copy (
  select date '2025-01-01' + (i % 730)::int as day,
         ['facebook', 'instagram', 'linkedin', 'x'][1 + (i // 730) % 4] as network,
         'campaign ' || (i % 50) as campaign,
         (i * 7919 % 1000)::bigint as impressions, (i * 104729 % 50)::bigint as link_clicks,
         ((i * 15485863 % 10000) / 100)::decimal(18, 2) as ad_spend
  from range({rows}) t(i)
) to '{path}' (format parquet)
"""
BARE = """
select day, network, sum(impressions), sum(link_clicks), sum(ad_spend) from '{path}' group by all order by all
"""


def measure() -> list[dict[str, object]]:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.parquet"
            duckdb.sql(WRITE.format(rows=size, path=path))
            ours, bare = interleaved(lambda path=path: read(path), lambda path=path: select(path))
            rows.append(
                {"rows": size, "ours_s": round(ours, 3), "bare_s": round(bare, 3), "ratio": round(ours / bare, 2)}
            )
    return rows


def interleaved(*works: Callable[[], object]) -> tuple[float, ...]:
    """Median seconds of each work; they take turns, after one warm-up each."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(RUNS + 1):
        for work, found in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                found.append(time.perf_counter() - start)
    return tuple(statistics.median(found) for found in times)


def read(path: Path) -> object:
    columns = {"day": "day", "channel": "network", "impressions": "impressions", "link_clicks": "link_clicks"}
    config = schema.Config.model_validate(
        {
            "version": 1, "client": "Bench", "locale": "en_GB", "currency": "EUR", "timezone": "UTC", "cycle": "month",
            "sources": [{"name": "tidy", "path": path.name, "columns": {**columns, "ad_spend": "ad_spend"}}],
            "objectives": [
                {"id": "a", "family": "awareness", "title": "t", "role": "r", "kpis": [{"kpi": "impressions"}]}
            ],
        }
    )  # fmt: skip
    return read_sources(config, path.parent, date(2027, 1, 1))


def select(path: Path) -> object:
    with duckdb.connect() as connection:
        return connection.execute(BARE.format(path=path)).fetchall()
