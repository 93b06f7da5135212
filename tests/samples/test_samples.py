"""The committed samples: made again to the byte, in the layouts of real exports, telling the story they are to tell."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import duckdb
import pytest

from tests.samples import golden

SHOP = "maison-lumiere"
KINDS = (".csv", ".parquet", ".xlsx")


@pytest.fixture(scope="session")
def data(checkout: Path) -> Path:
    return checkout / "configs" / "data"


@pytest.fixture(scope="session")
def again(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files made anew by another process with another hash seed and time zone."""
    folder = tmp_path_factory.mktemp("samples")
    script = str(checkout / "scripts" / "make_samples")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, script, str(folder)], check=True, env=environment, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="session")
def months(data: Path) -> dict[str, dict[str, Any]]:
    names, rows = golden.tables(golden.load(data), "maison_lumiere")
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@pytest.fixture(scope="session")
def quarters(data: Path) -> dict[str, dict[str, Any]]:
    names, rows = golden.tables(golden.load(data), "northwind_talent")
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.suffix in KINDS}


def test_the_script_makes_the_committed_files_again(data: Path, again: Path) -> None:
    assert files(again) == files(data)
    texts = [name for name in sorted(files(data)) if name.endswith(".csv")]
    assert len(texts) == 35
    assert [name for name in texts if (again / name).read_bytes() != (data / name).read_bytes()] == []


def test_the_parquet_file_is_made_again_row_by_row(data: Path, again: Path) -> None:
    one, other = (f"select * from '{folder / 'northwind-talent/funnel.parquet'}'" for folder in (data, again))
    assert duckdb.sql(f"({one}) except all ({other})").fetchall() == []
    assert duckdb.sql(one).fetchall() == duckdb.sql(other).fetchall()


def test_the_workbooks_are_made_again_part_by_part(data: Path, again: Path) -> None:
    """Their bytes also depend on the version of zlib."""
    books = [name for name in sorted(files(data)) if name.endswith(".xlsx")]
    assert len(books) == 9
    for name in books:
        one, other = (ZipFile(folder / name) for folder in (data, again))
        assert one.namelist() == other.namelist()
        assert {part.date_time for part in one.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [one.read(part) for part in one.namelist()] == [other.read(part) for part in other.namelist()]


def test_all_committed_data_stay_small(data: Path) -> None:
    assert sum((data / name).stat().st_size for name in files(data)) < 6_000_000


def test_expected_json_is_what_plain_sql_finds(data: Path, checkout: Path) -> None:
    found = json.loads(json.dumps(golden.expected(golden.load(data)), default=float))
    assert found == json.loads((checkout / "tests/samples/expected.json").read_text("utf-8"))


def test_daily_files_of_meta_are_utf_16_with_sep_line_quotes_and_a_blank_record(data: Path) -> None:
    raw = (data / SHOP / "facebook/Visits.csv").read_bytes()
    text = raw.decode("utf-16")
    assert raw.startswith(b"\xff\xfes\0e\0p\0=\0,\0\n\0")
    assert text.splitlines()[1:3] == ['"Facebook visits"', '"Date","Primary"']
    assert text.endswith('"\n\n')
    assert '"2024-11-03T00:00:00"' in text
    assert '"2024-11-04T01:00:00"' in text
    assert '"2025-03-10T00:00:00"' in text


def test_the_ads_export_is_french_with_a_total_row_that_the_days_add_up_to(data: Path) -> None:
    for path in sorted((data / SHOP / "meta_ads").glob("*.csv")):
        raw = path.read_bytes()
        assert raw.startswith(b'\xef\xbb\xbf"D\xc3\xa9but des rapports",')
        total, *rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
        assert total["Nom de la campagne"] == ""
        for column in ("Montant dépensé (EUR)", "Impressions", "Clics sur un lien"):
            cents = [round(float(row[column].replace(",", ".") or 0) * 100) for row in (total, *rows)]
            assert cents[0] == sum(cents[1:]) > 0
        assert int(total["Couverture"]) < sum(int(row["Couverture"]) for row in rows) / 2


def test_the_analytics_export_has_preamble_crlf_and_its_biggest_row_first(data: Path) -> None:
    raw = (data / SHOP / "ga4/data-export_2026.csv").read_bytes()
    lines = raw.decode().split("\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert lines[0].startswith("# ---")
    assert "# Account: Maison Lumière (client fictif)" in lines
    assert lines[7:9] == ["# Start date: 20260101", "# End date: 20261031"]
    sessions = [int(line.split(",")[2]) for line in lines[10:]]
    assert sessions == sorted(sessions, reverse=True)
    assert len(sessions) < 5001  # the most that the interface hands out


def test_the_lists_of_posts_have_the_headers_of_real_ones(data: Path, shared: Path) -> None:
    real = shared / "data/real/meta_content_export"
    for network, name in (("facebook", "fb_posts_Jan-14-2025"), ("instagram", "ig_posts_Mar-18-2025")):
        header = (real / f"oigetit_{name}_Apr-14-2025.csv").read_bytes().split(b"\n")[0]
        for path in sorted((data / SHOP / f"{network}_posts").glob("*.csv")):
            assert path.read_bytes().split(b"\n")[0] == header


def test_captions_break_lines_and_posts_are_stamped_in_california(data: Path) -> None:
    text = (data / SHOP / "facebook_posts/Sep-01-2025_Oct-31-2026_418.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert any("\n\n" in row["Title"] for row in rows)
    assert {row["Date"] for row in rows} == {"Lifetime"}
    assert {row["Publish time"].split()[1] for row in rows} >= {"22:30", "03:05", "09:20", "11:45"}


def test_posts_of_the_days_in_which_exports_overlap_stand_in_both_with_other_values(data: Path) -> None:
    posts: dict[str, set[int]] = {}
    for _, post, _, _, given, *_ in golden.post_rows(data / SHOP):
        posts.setdefault(post, set()).add(given)
    assert len([values for values in posts.values() if len(values) == 2]) >= 5


def test_the_pages_workbooks_have_the_headers_of_real_ones_with_todays_words(data: Path, shared: Path) -> None:
    python_calamine = pytest.importorskip("python_calamine")
    real = python_calamine.CalamineWorkbook.from_path(shared / "data/real/linkedin_page/nplf_linkedin_2020Q2.xls")
    names = {
        "Visitor metrics": ("visitors", "Visitor metrics", 0),
        "Update metrics (aggregated)": ("content", "Metrics", 1),
    }
    for sheet, (kind, ours, row) in names.items():
        header = [str(cell).replace("Shares", "Reposts") for cell in real.get_sheet_by_name(sheet).to_python()[row]]
        for path in sorted((data / SHOP / "linkedin").glob(f"*_{kind}_*.xlsx")):
            made = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(ours).to_python()
            assert made[row] == header


def test_the_search_report_is_utf_16_with_a_day_column_and_totals_that_the_days_add_up_to(data: Path) -> None:
    for path in sorted((data / SHOP / "google_ads").glob("*.csv")):
        raw = path.read_bytes()
        title, period, *lines = raw.decode("utf-16").splitlines()
        assert (raw[:2], title, period[:12]) == (b"\xff\xfe", "Campaign report", f"1 September {path.stem[16:20]}"[:12])
        *rows, campaigns, account = csv.DictReader(lines, delimiter="\t")
        assert (campaigns["Day"], account["Day"]) == ("Total: Campaigns", "Total: Account")
        for column in ("Clicks", "Impr.", "Cost", "Conv. value", "Conversions"):
            cents = [round(float(row[column].replace(",", "")) * 100) for row in (campaigns, *rows)]
            assert cents[0] == sum(cents[1:]) > 0


def test_nobody_in_the_monitoring_can_exist_and_a_document_can_stand_under_two_brands(data: Path) -> None:
    found: dict[str, set[str]] = {}
    for path in sorted((data / SHOP / "veille").glob("*.csv")):
        for row in csv.DictReader(path.read_text("utf-16").splitlines(), delimiter="\t"):
            found.setdefault(row["URL"], set()).add(row["Input Name"])
            assert re.fullmatch(r"(@exemple_\d+)?", row["Influencer"])
            assert re.fullmatch(r"https://[a-z]+\.example/\d+", row["URL"])
    assert {len(brands) for brands in found.values()} == {1, 2}


def test_the_order_file_has_the_header_of_a_real_one(data: Path, shared: Path) -> None:
    real = (shared / "data/real/shopify/usd_orders_export.csv").read_text("utf-8").splitlines()[0]
    for path in sorted((data / SHOP / "shopify").glob("*.csv")):
        assert path.read_text("utf-8").splitlines()[0] == real


def orders(data: Path) -> list[dict[str, str]]:
    paths = sorted((data / SHOP / "shopify").glob("*.csv"))
    return [row for path in paths for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))]


def test_nobody_in_the_order_files_can_exist(data: Path) -> None:
    rows = orders(data)
    assert len(rows) > 5000
    assert all(re.fullmatch(r"client\d+@example\.org", row["Email"]) for row in rows)
    assert all(row["Billing Phone"].startswith("+33 6 39 98 ") for row in rows if row["Billing Phone"])


def test_order_fields_stand_on_the_first_row_and_add_up(data: Path) -> None:
    first = [row for row in orders(data) if row["Financial Status"]]
    assert len({row["Name"] for row in first}) == len(first) == len({row["Name"] for row in orders(data)})
    for row in first:
        total, tax, subtotal, shipping = (
            round(float(row[key]) * 100) for key in ("Total", "Taxes", "Subtotal", "Shipping")
        )
        assert total == subtotal + shipping == 6 * tax


def test_every_kind_of_order_that_must_not_count_is_there(data: Path) -> None:
    rows = orders(data)
    kinds = {row["Financial Status"] for row in rows} - {""}
    assert kinds == {"paid", "partially_refunded", "partially_paid", "pending", "voided", "refunded"}
    assert any(row["Cancelled at"] for row in rows)
    assert any(row["Payment Method"] == "bogus" and row["Tags"] == "test" for row in rows)


def test_instagrams_follows_end_early_and_its_views_have_a_hole(data: Path) -> None:
    days = {(channel, metric, day) for channel, metric, day, *_ in golden.meta_rows(data / SHOP)}
    assert ("instagram", "follows", "2026-10-27") in days
    assert ("instagram", "follows", "2026-10-28") not in days
    june = {f"2025-06-{day:02}" for day in range(1, 31)}
    assert {day for day in june if ("instagram", "views", day) not in days} == {f"2025-06-{d}" for d in range(10, 17)}
    assert all(
        ("facebook", metric, f"2026-10-{day:02}") in days for metric in ("views", "follows") for day in range(1, 32)
    )


def test_october_has_good_and_bad_news(months: dict[str, dict[str, Any]]) -> None:
    october, last_year = months["2026-10"], months["2025-10"]
    assert october["revenue"] > 12000 > 1.1 * months["2026-09"]["revenue"]  # above target, far above September
    assert october["revenue"] > 1.4 * last_year["revenue"]
    assert october["cac"] < 60
    assert 0.9 * 0.035 < october["engagement_rate"] < 0.035  # close
    assert october["cpm"] > 7.00


def test_requests_miss_their_target_for_the_third_month(months: dict[str, dict[str, Any]]) -> None:
    missed = [month for month, row in months.items() if month >= "2026-06" and row["leads"] < 0.9 * 130]
    assert missed == ["2026-08", "2026-09", "2026-10"]
    assert max(months[month]["leads"] for month in ("2025-11", "2026-01")) >= 130  # it was reached within the year


def test_the_recruiters_hires_fall_while_its_guide_is_read(quarters: dict[str, dict[str, Any]]) -> None:
    assert [quarters[cycle]["hires"] for cycle in ("2026-Q1", "2026-Q2", "2026-Q3")] == [35, 28, 24]
    assert quarters["2026-Q3"]["downloads"] > 1.4 * quarters["2026-Q2"]["downloads"]
    assert quarters["2026-Q3"]["engaged_session_rate"] < quarters["2026-Q2"]["engaged_session_rate"] < 0.58
