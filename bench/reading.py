"""Reading large files: 1 GB of tidy CSV, the same rows in Parquet, and a platform's export of 100 MB and of 200 MB.

The tidy files are read beside one bare grouped select of the same sums, interleaved, with the same threads and a warm
cache. Nothing else reads a platform's export: its seconds stand alone. Peak memory is that of a process of its own,
which reads once. The files lie in a temporary folder.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb

from bench.rollup import WRITE, check, facts_of, interleaved, peak, read, select

RUNS = 5
ROWS = 20_500_000  # of 49 bytes each: 1 GB of CSV
DAYS = 730
EXPORTS = {"export_100_MB": 1_000, "export_200_MB": 2_000}  # advertisements, each with a row a day
HEADER = [
    "Campaign name", "Ad set name", "Ad name", "Ad ID", "Day", "Amount spent (EUR)", "Impressions", "Reach",
    "Link clicks", "Purchases", "Purchases conversion value", "Reporting starts", "Reporting ends",
]  # fmt: skip


def measure() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        rows = [tidy(Path(folder) / f"tidy.{kind}", kind) for kind in ("csv", "parquet")]
        return rows + [platform(Path(folder) / f"{name}.csv", ads) for name, ads in EXPORTS.items()]


def tidy(path: Path, kind: str) -> dict[str, object]:
    duckdb.sql(WRITE.format(rows=ROWS, path=path, kind=kind))
    check(path)
    ours, bare = interleaved(lambda: read(path), lambda: select(path), runs=RUNS)
    found = row(path, ROWS, ours, peak("read", path)) | {
        "bare_s": round(bare, 2),
        "ratio": round(ours / bare, 2),
    }
    path.unlink()
    return found


def platform(path: Path, ads: int) -> dict[str, object]:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows_of(ads))
    (ours,) = interleaved(lambda: facts_of(path), runs=RUNS)
    return row(path, ads * DAYS, ours, peak("facts_of", path)) | {"bare_s": None, "ratio": None}


def row(path: Path, rows: int, seconds: float, memory: int) -> dict[str, object]:
    return {
        "file": path.name,
        "MB": round(path.stat().st_size / 10**6),
        "rows": rows,
        "ours_s": round(seconds, 2),
        "peak_MiB": memory,
    }


def rows_of(ads: int) -> Iterator[tuple[object, ...]]:
    """A row for each advertisement and day, as Ads Manager writes them."""
    days = [(date(2024, 1, 1) + timedelta(days=number)).isoformat() for number in range(DAYS)]
    for ad in range(ads):
        campaign, group = f"Campaign {ad % 20:02}", f"Prospecting set {ad % 100:03}"
        for number, day in enumerate(days):
            shown = (ad * 7919 + number * 104_729) % 20_000
            bought = shown % 7
            yield (
                campaign, group, f"Spring collection video {ad:05}", f"1202{ad:013}", day, f"{shown % 9000 / 100:.2f}",
                shown, shown * 7 // 10, shown // 50, bought or "", f"{bought * 59.9:.2f}" if bought else "", day, day,
            )  # fmt: skip
