"""Reading tidy Parquet of 10⁵ to 10⁷ rows into Facts, beside one bare grouped select of the same sums, interleaved.

Both turns open the file and a database of their own. Ours also hashes the file, keeps the rows of every sum, looks for
copies (up to a million rows) and makes the Facts. Peak memory is that of a process of its own, which reads once.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import duckdb

from bench.cold import CHECKOUT
from reportgen.config import schema
from reportgen.model.facts import Facts
from reportgen.sources.read import read_sources

SIZES = (100_000, 1_000_000, 10_000_000)
RUNS = 7
MEASURES = ("impressions", "link_clicks", "ad_spend")
WRITE = """
copy (
  select date '2025-01-01' + (i % 730)::int as day,
         ['facebook', 'instagram', 'linkedin', 'x'][1 + (i // 730) % 4] as network,
         'campaign ' || (i // 2920 % 50) as campaign, i // 2920 as ad_id, -- day, network and ad are a row's key
         (i * 7919 % 1000)::bigint as impressions, (i * 104729 % 50)::bigint as link_clicks,
         ((i * 15485863 % 10000) / 100)::decimal(18, 2) as ad_spend
  from range({rows}) t(i)
) to '{path}' (format {kind})
"""
BARE = """
select day, network, sum(impressions), sum(link_clicks), sum(ad_spend::decimal(18, 2)) from '{path}'
group by all order by all
"""


def measure() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        return [row(size, Path(folder) / f"{size}.parquet") for size in SIZES]


def row(size: int, path: Path) -> dict[str, object]:
    duckdb.sql(WRITE.format(rows=size, path=path, kind="parquet"))
    check(path)
    ours, bare = interleaved(lambda: read(path), lambda: select(path))
    return {
        "rows": size,
        "ours_s": round(ours, 3),
        "bare_s": round(bare, 3),
        "ratio": round(ours / bare, 2),
        "peak_MiB": peak("read", path),
        "bare_peak_MiB": peak("select", path),
    }


def interleaved(*works: Callable[[], object], runs: int = RUNS) -> tuple[float, ...]:
    """Median seconds of each work; they take turns, after one warm-up each."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(runs + 1):
        for work, found in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                found.append(time.perf_counter() - start)
    return tuple(statistics.median(found) for found in times)


def check(path: Path) -> None:
    """Both say the same: a fast wrong answer is worth nothing."""
    bare = {(*group[:2], name): group[2 + place] for group in select(path) for place, name in enumerate(MEASURES)}
    ours = {(fact.start, fact.key.channel, fact.key.measure): fact.value for fact in read(path).series}
    if ours != bare:
        raise SystemExit(f"{path.name}: the facts are not the sums of the bare select")


PEAK = """
import resource, sys
from pathlib import Path
from bench.rollup import {function}

{function}(Path({path!r}))
status = Path("/proc/self/status")
if status.exists():  # getrusage would tell the size of this process's parent, where that is larger
    print(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(function: str, path: Path) -> int:
    """Largest resident set, MiB, of a process of its own that does this work once."""
    code = PEAK.format(function=function, path=str(path))
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    return round(int(done.stdout.split()[-1]) / 1024)


def read(path: Path) -> Facts:
    return facts_of(path, {"day": "day", "channel": "network"} | {name: name for name in MEASURES})


def facts_of(path: Path, columns: Mapping[str, str] | None = None) -> Facts:
    """The file as a source of its own: a tidy table by its ``columns``, else a platform's export."""
    config = schema.Config.model_validate(
        {
            "version": 1, "client": "Bench", "locale": "en_GB", "currency": "EUR", "timezone": "UTC", "cycle": "month",
            "sources": [{"name": "bench", "path": path.name, "columns": columns or {}}],
            "objectives": [
                {"id": "a", "family": "awareness", "title": "t", "role": "r", "kpis": [{"kpi": "impressions"}]}
            ],
        }
    )  # fmt: skip
    return read_sources(config, path.parent, date(2027, 1, 1), numbered=False)  # as a report is built


def select(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(BARE.format(path=path)).fetchall()
