"""Raw sample files → the figures the reports must show: a second opinion in plain SQL, independent of reportgen.

    python tests/samples/golden.py             prints every KPI by cycle
    python tests/samples/golden.py --write     rewrites expected.json beside this file

Nothing of reportgen is imported: the files are read with the csv module, everything after is SQL in golden.sql.
In a rate only those days and channels count that both of its sides have. The costs are those of the configs, written
out again here on purpose.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import duckdb

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "configs" / "data"
Row = tuple[Any, ...]

META = {
    "Views": "views",
    "Content interactions": "interactions",
    "Link clicks": "link_clicks",
    "Follows": "follows",
    "Instagram follows": "follows",
}
CYCLES = {
    "maison-lumiere": ("2026-10", "2026-11-05", "2026-09", "2025-10"),
    "northwind-talent": ("2026-Q3", "2026-11-05", "2026-Q2", "2025-Q3"),
}
STATES = {"maison-lumiere": {"gross_new_followers": "partial", "reach": "not_measured"}, "northwind-talent": {}}
MONEY = ("total", "tax", "shipping", "refunded")
WHEN = ("value", "previous", "year_ago")
NETWORKS = {"instagram": "instagram", "l.instagram.com": "instagram", "facebook": "facebook",
            "m.facebook.com": "facebook", "pinterest": "pinterest", "linkedin": "linkedin",
            "lnkd.in": "linkedin"}  # fmt: skip
CALIFORNIA, PARIS = ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Paris")
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SOCIAL = ("Instagram", "Facebook", "X", "Pinterest", "TikTok")


def meta_rows(folder: Path) -> Iterator[Row]:
    """(channel, metric, day, value, last day of its file): the last one tells which of two exports is the later."""
    for path in sorted(folder.glob("*gram/*.csv")) + sorted(folder.glob("*book/*.csv")):
        lines = path.read_text(encoding="utf-16").splitlines()
        metric = META.get(lines[1].strip('"'))
        cells = [[cell.strip('"') for cell in line.split(",")] for line in lines[3:] if line]
        if metric:
            for stamp, value in cells:
                yield path.parent.name, metric, stamp[:10], int(value), cells[-1][0][:10]


def ads_rows(folder: Path) -> Iterator[Row]:
    """(channel, day, euros, impressions) without the total rows."""
    for path in sorted(folder.glob("meta_ads/*.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            if row["Nom de la campagne"]:
                spend = row["Montant dépensé (EUR)"].replace(",", ".")
                yield path.name.split("_")[0], row["Début des rapports"], spend, int(row["Impressions"])


def ga4_rows(folder: Path) -> Iterator[Row]:
    """(network or none, day, sessions, key events, first purchases)."""
    for path in sorted(folder.glob("ga4/*.csv")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines):
            day, source = row["Date"], row["Session source / medium"].split(" / ")[0]
            counts = (int(row[name]) for name in ("Sessions", "Key events", "First-time purchasers"))
            yield NETWORKS.get(source), f"{day[:4]}-{day[4:6]}-{day[6:]}", *counts


def order_rows(folder: Path) -> Iterator[Row]:
    """(network, search or none, local day, total, taxes, shipping, refunded) of the orders that count."""
    for path in sorted(folder.glob("shopify/*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
            counts = row["Financial Status"] in ("paid", "partially_refunded", "partially_paid")
            if counts and not row["Cancelled at"] and row["Payment Method"] != "bogus":
                notes = dict(line.split(": ", 1) for line in row["Note Attributes"].splitlines())
                money = (row[name] for name in ("Total", "Taxes", "Shipping", "Refunded Amount"))
                searched = "paid_search" if notes.get("utm_medium") == "cpc" else None
                yield NETWORKS.get(notes.get("utm_source", ""), searched), row["Created at"][:10], *money


def sheet_rows(path: Path, number: int, header: int) -> list[dict[str, str]]:
    """A workbook's sheet by the row of its header, read as the XML that it is."""
    with ZipFile(path) as package:
        rows = list(ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{SPREADSHEET}row"))
    cells = [{cell.attrib["r"].rstrip("0123456789"): "".join(cell.itertext()) for cell in row} for row in rows]
    return [{name: row.get(at, "") for at, name in cells[header - 1].items()} for row in cells[header:]]


def us_day(text: str) -> str:
    return f"{text[6:10]}-{text[:2]}-{text[3:5]}"


def linkedin_rows(folder: Path) -> Iterator[Row]:
    """(day, impressions, reactions + comments + reposts, none) and (day, none, none, new followers)."""
    for path in sorted(folder.glob("linkedin/*_content_*.xlsx")):
        for row in sheet_rows(path, 1, 2):
            given = sum(int(row[f"{name} (total)"]) for name in ("Reactions", "Comments", "Reposts"))
            yield us_day(row["Date"]), int(row["Impressions (total)"]), given, None
    for path in sorted(folder.glob("linkedin/*_followers_*.xlsx")):
        for row in sheet_rows(path, 1, 1):
            yield us_day(row["Date"]), None, None, int(row["Total followers"])


def post_rows(folder: Path) -> Iterator[Row]:
    """(channel, id, day in Paris, shares, interactions, reach or none, last day of its file's name)."""
    for path in sorted(folder.glob("*_posts/*.csv")):
        channel, exported = path.parent.name.removesuffix("_posts"), path.name.split("_")[1]
        exported = f"{datetime.strptime(exported, '%b-%d-%Y').date()}"
        kinds = (
            ("Likes", "Comments", "Shares", "Saves") if channel == "instagram" else ("Reactions", "Comments", "Shares")
        )
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            there = datetime.strptime(row["Publish time"], "%m/%d/%Y %H:%M").replace(tzinfo=CALIFORNIA)
            given = sum(int(row[name]) for name in kinds)
            day = there.astimezone(PARIS).date()
            yield channel, row["Post ID"], day, int(row["Shares"]), given, int(row["Reach"]), exported
    for path in sorted(folder.glob("linkedin/*_content_*.xlsx")):
        for row in sheet_rows(path, 2, 2):
            given = sum(int(row[name]) for name in ("Likes", "Comments", "Reposts"))
            day = us_day(row["Created date"])
            yield "linkedin", row["Post link"], day, int(row["Reposts"]), given, None, day


def mention_rows(folder: Path) -> Iterator[Row]:
    """(brand, document, day, whether it stands on a social network)."""
    for path in sorted(folder.glob("veille/*.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-16").splitlines(), delimiter="\t"):
            day = datetime.strptime(row["Date"], "%d-%b-%Y %I:%M%p").date()
            yield row["Input Name"].split(" - ")[0], row["URL"], day, row["Source"] in SOCIAL


def search_rows(folder: Path) -> Iterator[Row]:
    """(day, euros) of the search ads, without the total rows."""
    for path in sorted(folder.glob("google_ads/*.csv")):
        lines = path.read_text(encoding="utf-16").splitlines()[2:]
        for row in csv.DictReader(lines, delimiter="\t"):
            if not row["Day"].startswith("Total"):
                yield row["Day"], row["Cost"]


def load(data: Path = DATA) -> duckdb.DuckDBPyConnection:
    """A database in memory with one table a source, and the views of golden.sql."""
    shop, talent = data / "maison-lumiere", data / "northwind-talent"
    tables: dict[str, tuple[str, Iterable[Row]]] = {
        "meta": ("channel text, metric text, day date, value bigint, exported date", meta_rows(shop)),
        "ads": ("channel text, day date, spend decimal(18,2), impressions bigint", ads_rows(shop)),
        "ga4": ("channel text, day date, sessions bigint, leads bigint, buyers bigint", ga4_rows(shop)),
        "linkedin": ("day date, impressions bigint, interactions bigint, follows bigint", linkedin_rows(shop)),
        "posts": (
            "channel text, post text, day date, shares bigint, interactions bigint, reach bigint, exported date",
            post_rows(shop),
        ),
        "mentions": ("brand text, document text, day date, social boolean", mention_rows(shop)),
        "search": ("day date, spend decimal(18,2)", search_rows(shop)),
        "orders": (f"channel text, day date, {', '.join(f'{name} decimal(18,2)' for name in MONEY)}", order_rows(shop)),
    }
    base = duckdb.connect()
    with TemporaryDirectory() as folder:
        for name, (columns, rows) in tables.items():
            plain = Path(folder) / f"{name}.csv"
            with plain.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            base.execute(f"create table {name} ({columns})")
            base.execute(f"copy {name} from '{plain}' (header false)")
    base.read_csv(str(talent / "social.csv")).create("social")
    base.read_parquet(str(talent / "funnel.parquet")).create("funnel")
    base.execute((HERE / "golden.sql").read_text(encoding="utf-8"))
    return base


def tables(base: duckdb.DuckDBPyConnection, client: str) -> tuple[list[str], list[Row]]:
    """The client's KPIs by cycle: column names (the first is the cycle) and rows, oldest first."""
    found = base.execute(f"select * from {client} order by 1")
    return [column[0] for column in found.description], found.fetchall()


def expected(base: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """Per client and KPI: the figure of the cycle, of the previous one and of a year ago."""
    answer: dict[str, object] = {"made_by": "python tests/samples/golden.py --write"}
    for client, (cycle, as_of, *others) in CYCLES.items():
        names, rows = tables(base, client.replace("-", "_"))
        by_cycle = {row[0]: dict(zip(names[1:], row[1:], strict=True)) for row in rows}
        answer[client] = {
            "cycle": cycle,
            "as_of": as_of,
            "states": STATES[client],  # all others: ok
            "kpis": {
                name: dict(zip(WHEN, (by_cycle[at][name] for at in (cycle, *others)), strict=True))
                for name in names[1:]
            },
        }
    return answer


def main(arguments: list[str]) -> None:
    base = load()
    if "--write" in arguments:
        text = json.dumps(expected(base), indent=2, ensure_ascii=False, default=float)
        (HERE / "expected.json").write_text(text + "\n", encoding="utf-8")
        return
    for client in CYCLES:
        names, rows = tables(base, client.replace("-", "_"))
        sys.stdout.write(f"{client}\n{' '.join(f'{name[:13]:>13}' for name in names)}\n")
        for row in rows:
            cells = (cell if isinstance(cell, str) else "-" if cell is None else f"{cell:.4f}" for cell in row)
            sys.stdout.write(" ".join(f"{cell:>13}" for cell in cells) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
