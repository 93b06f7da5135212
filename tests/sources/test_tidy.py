"""Tidy tables: CSV, XLSX and Parquet through ``columns`` or canonical headers, alike in each reader."""

from __future__ import annotations

import gc
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter

from reportgen.model.facts import Facts
from reportgen.sources import file_tables, tables
from reportgen.sources.database import database as opened
from reportgen.sources.rows import Row
from tests.sources.build import Folder, by_day, feed, findings, select, total

COLUMNS = {"day": "date", "channel": "network", "impressions": "imp", "ad_spend": "cost", "followers": "fans"}
SOURCE = {"name": "tidy", "path": "data.*", "columns": COLUMNS}
TEXT = """date,network,imp,cost,fans,note
2026-10-01,LinkedIn,100,10.50,1000,a
2026-10-01,instagram,40,,500,
2026-10-02,LinkedIn,120,0.25,1003,"b, c"
2026-10-03,instagram,--,3,502,
"""


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a CSV is, DuckDB reads it."""
    monkeypatch.setattr(file_tables, "SMALL_TABLE", 0)


def content(facts: Facts) -> list[tuple[object, ...]]:
    """All that must not depend on the reader."""
    series = [(f.key, f.start, f.end, str(f.value), f.first_row, f.last_row) for f in facts.series]
    return [*series, *facts.feeds, *((f.kind, f.measures, f.numbers) for f in facts.findings)]


def save_workbook(path: Path, text: str) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(text.replace('"b, c"', "b").splitlines()):
            sheet.write_row(number, 0, line.split(","))


def save_parquet(path: Path, text: str) -> None:
    source = path.with_suffix(".txt")
    source.write_text(text.replace("--", ""), encoding="utf-8")
    duckdb.sql(f"COPY (FROM read_csv('{source}', header=true)) TO '{path}' (FORMAT parquet)")


def test_columns_say_what_a_table_holds(folder: Folder) -> None:
    facts = folder.write("data.csv", TEXT).read(SOURCE)
    assert by_day(facts, "impressions", channel="linkedin") == {"2026-10-01": 100, "2026-10-02": 120}
    assert total(facts, "ad_spend") == Decimal("13.75")
    assert select(facts, "followers", channel="instagram")[-1].value == 502
    assert {fact.key.delivery for fact in facts.series} == {"all"}
    assert feed(facts, "impressions", channel="linkedin").spans == ((date(2026, 10, 1), date(2026, 10, 4)),)


@pytest.mark.usefixtures("database")
def test_the_database_and_the_row_reader_say_the_same(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    by_database = folder.write("data.csv", TEXT).read(SOURCE)
    monkeypatch.setattr(file_tables, "SMALL_TABLE", 10**9)
    assert content(by_database) == content(folder.read(SOURCE))
    assert len(by_database.series) == 10


def test_a_workbook_and_a_parquet_file_say_the_same_values(folder: Folder) -> None:
    csv = folder.write("data.csv", TEXT).read(SOURCE)
    save_workbook(folder.path / "book.xlsx", TEXT)
    save_parquet(folder.path / "lake.parquet", TEXT)
    for name in ("book.xlsx", "lake.parquet"):
        other = folder.read({**SOURCE, "path": name})
        assert [(f.key, f.start, f.value) for f in other.series] == [(f.key, f.start, f.value) for f in csv.series]


def test_a_table_with_canonical_headers_needs_no_columns(folder: Folder) -> None:
    text = "date,channel,sessions,leads\n2026-10-01,linkedin,5,1\n"
    facts = folder.write("data.csv", text).read({"name": "web", "path": "data.csv"})
    assert total(facts, "sessions", channel="linkedin") == 5


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("10.50", "ten"),
        TEXT.replace("100,10.50,1000,a", "100,10.50"),
        TEXT.replace("100,10.50,1000,a", "100,10.50,1000,a,b"),
        TEXT.replace("LinkedIn,120", '"LinkedIn,120'),
        TEXT.replace("2026-10-02", "2026-10-32"),
        TEXT.replace("imp,", "impr,"),
    ],
)
def test_both_readers_tell_the_same_problems(folder: Folder, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    told = folder.write("data.csv", text).problems(SOURCE)
    monkeypatch.setattr(file_tables, "SMALL_TABLE", 10**9)
    assert told == folder.problems(SOURCE)
    assert len(told) == 1


def test_problems_name_row_and_column(folder: Folder) -> None:
    (line,) = folder.write("data.csv", TEXT.replace("10.50", "ten")).problems(SOURCE)
    assert line.startswith("data.csv, row 2, column 'cost': 'ten' is not a number.")
    (line,) = folder.write("data.csv", TEXT.replace("120,0.25", "120")).problems(SOURCE)
    assert line.startswith("data.csv, row 4: 5 cells where the header has 6.")
    (line,) = folder.write("data.csv", TEXT).problems({**SOURCE, "columns": {**COLUMNS, "channel": "netwrok"}})
    assert line == "data.csv, row 1: there is no column 'netwrok'. Did you mean 'network'?"


def test_a_text_that_is_not_mapped_is_nobodys_business(folder: Folder) -> None:
    text = "date,imp,odd\n2026-10-01,3,23+24\n"
    facts = folder.write("data.csv", text).read({**SOURCE, "columns": {"day": "date", "impressions": "imp"}})
    assert total(facts, "impressions") == 3


def test_a_decimal_comma_is_decided_for_the_file(folder: Folder) -> None:
    text = "jour;dépense\n01.10.2026;1.234,50\n02.10.2026;7\n"
    facts = folder.write("data.csv", text).read({**SOURCE, "columns": {"day": "jour", "ad_spend": "dépense"}})
    assert by_day(facts, "ad_spend") == {"2026-10-01": Decimal("1234.5"), "2026-10-02": 7}


def test_constants_months_and_posts(folder: Folder) -> None:
    text = "m,reach,like\n3,50,4\n3,70,\n4,10,1\n"
    columns = {
        "month": "m",
        "year": {"value": 2026},
        "channel": {"value": "facebook"},
        "posts": {"value": 1},
        "reach": "reach",
        "reactions": "like",
    }
    facts = folder.write("data.csv", text).read({**SOURCE, "columns": columns, "of": "posts"})
    march = [fact for fact in facts.series if fact.start == date(2026, 3, 1)]
    assert {(f.key.measure, f.value, f.end, f.key.of) for f in march} == {
        ("posts", 2, date(2026, 4, 1), "posts"),
        ("reach", 120, date(2026, 4, 1), "posts"),
        ("reactions", 4, date(2026, 4, 1), "posts"),
    }


@pytest.mark.usefixtures("database")
def test_constants_count_each_row_in_the_database_too(folder: Folder) -> None:
    columns = {"day": "d", "year": {"value": 2026}, "leads": {"value": 1}, "channel": {"value": "linkedin"}}
    text = "d,name\n2026-10-01,a\n2026-10-01,a\n2026-10-02,b\n"
    facts = folder.write("data.csv", text).read({**SOURCE, "columns": columns})
    assert by_day(facts, "leads", channel="linkedin") == {"2026-10-01": 2, "2026-10-02": 1}


@pytest.mark.parametrize("small", [0, 10**9])
def test_equal_rows_count_once_and_are_told(folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    facts = folder.write("data.csv", TEXT + TEXT.splitlines()[1] + "\n").read(SOURCE)
    assert total(facts, "impressions") == 260
    assert dict(findings(facts, "duplicate_rows")[0].numbers) == {"rows": 1}


@pytest.mark.parametrize("small", [0, 10**9])
def test_rows_that_only_their_figures_tell_apart_are_refused(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    (line,) = folder.write("data.csv", TEXT + "2026-10-01,LinkedIn,7,1,1000,a\n").problems(SOURCE)
    assert line.startswith(
        "data.csv, row 6: the row has other figures than row 2, and nothing else tells the two apart"
    )


@pytest.mark.parametrize("small", [0, 10**9])
def test_rows_that_another_column_tells_apart_are_added_where_they_can_be(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    facts = folder.write("data.csv", TEXT + "2026-10-01,linkedin,7,1,1000,other\n").read(SOURCE)
    assert by_day(facts, "impressions", channel="linkedin")["2026-10-01"] == 107
    assert "2026-10-01" not in by_day(facts, "followers", channel="linkedin")
    (finding,) = findings(facts, "rows_not_added")
    assert finding.measures == ("followers",)


def test_an_unknown_channel_stays_in_sight_as_other(folder: Folder) -> None:
    facts = folder.write("data.csv", TEXT.replace("instagram", "billboard")).read(SOURCE)
    assert total(facts, "impressions", channel="other") == 40
    (finding,) = findings(facts, "unknown_channel")
    assert finding.names == (("channel", "billboard"),)


def test_delivery_competitors_and_campaigns_are_part_of_the_key(folder: Folder) -> None:
    text = "date,d,who,c,imp\n2026-10-01,paid,,Summer,5\n2026-10-01,organic,,,7\n2026-10-02,all,Acme,,9\n"
    columns = {"day": "date", "delivery": "d", "competitor": "who", "campaign": "c", "impressions": "imp"}
    facts = folder.write("data.csv", text).read({**SOURCE, "columns": columns, "channel": "x"})
    assert [(f.key.delivery, f.key.owner, f.key.campaign, f.value) for f in facts.series] == [
        ("all", "Acme", "", 9),
        ("organic", "", "", 7),
        ("paid", "", "Summer", 5),
    ]
    (line,) = folder.write("data.csv", text.replace("organic", "free")).problems({**SOURCE, "columns": columns})
    assert "column 'd': 'free' is no delivery. It is paid, organic or all." in line


def test_sparse_says_that_an_absent_day_is_zero(folder: Folder) -> None:
    facts = folder.write("data.csv", TEXT).read({**SOURCE, "sparse": True})
    assert all(found.sparse for found in facts.feeds)


@pytest.mark.parametrize("small", [0, 10**9])
def test_where_keeps_the_rows_that_have_one_of_these_values(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    facts = folder.write("data.csv", TEXT).read({**SOURCE, "where": {"network": ["LinkedIn", "x"]}})
    assert {fact.key.channel for fact in facts.series} == {"linkedin"}
    (line,) = folder.problems({**SOURCE, "where": {"netwrk": "x"}})
    assert line == "data.csv, row 1: there is no column 'netwrk'. Did you mean 'network'?"


def test_a_time_stamp_with_a_zone_moves_to_the_clients_day(folder: Folder) -> None:
    path = folder.path / "stamps.parquet"
    select_ = "SELECT TIMESTAMPTZ '2026-10-01 23:30:00+00' AS t, 4 AS n"
    duckdb.sql(f"COPY ({select_}) TO '{path}' (FORMAT parquet)")
    facts = folder.read({"name": "p", "path": path.name, "columns": {"day": "t", "impressions": "n"}})
    assert by_day(facts, "impressions") == {"2026-10-02": 4}


def test_a_sum_of_doubles_is_exact(folder: Folder) -> None:
    path = folder.path / "sum.parquet"
    duckdb.sql(
        f"COPY (SELECT DATE '2026-10-01' AS d, 0.1::DOUBLE AS v, range FROM range(10)) TO '{path}' (FORMAT parquet)"
    )
    facts = folder.read({"name": "p", "path": path.name, "columns": {"day": "d", "ad_spend": "v"}})
    assert [str(fact.value) for fact in facts.series] == ["1"]
    assert (facts.series[0].first_row, facts.series[0].last_row) == (1, 10)


def test_too_many_groups_name_the_column(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_GROUPS", 3)
    path = folder.path / "many.parquet"
    rows = "SELECT DATE '2026-10-01' AS day, 'c' || range AS campaign, 1 AS impressions FROM range(9)"
    duckdb.sql(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    (line,) = folder.problems({"name": "p", "path": path.name})
    assert line.startswith("many.parquet, column 'campaign': more than 3 groups of rows; 'campaign' (campaign) has")


def test_whole_numbers_of_any_width_are_added_as_they_are_and_held_to_the_limit(folder: Folder) -> None:
    path = folder.path / "wide.parquet"
    source = {"name": "p", "path": path.name, "columns": {"day": "d", "impressions": "n", "ad_spend": "v"}}
    rows = "SELECT DATE '2026-10-01' d, range AS ad, {most}::BIGINT - range AS n, 0.25::DECIMAL(9, 2) v FROM range(3)"
    duckdb.sql(f"COPY ({rows.format(most=300_000_000_000)}) TO '{path}' (FORMAT parquet)")
    facts = folder.read(source)
    assert {f.key.measure: str(f.value) for f in facts.series} == {"impressions": "899999999997", "ad_spend": "0.75"}
    duckdb.sql(f"COPY ({rows.format(most=1_000_000_000_001)}) TO '{path}' (FORMAT parquet)")
    (line,) = folder.problems(source)
    assert line.startswith("wide.parquet, row 1: column 'n' (impressions) holds what is no plain number")


def test_rows_apart_by_a_column_that_is_not_read_are_no_copies(folder: Folder) -> None:
    path = folder.path / "ads.parquet"
    rows = "SELECT DATE '2026-10-01' AS d, range // {ads} AS ad, 5 AS n FROM range(4)"
    source = {"name": "p", "path": path.name, "columns": {"day": "d", "impressions": "n"}}
    duckdb.sql(f"COPY ({rows.format(ads=1)}) TO '{path}' (FORMAT parquet)")
    assert (total(folder.read(source), "impressions"), findings(folder.read(source), "duplicate_rows")) == (20, [])
    duckdb.sql(f"COPY ({rows.format(ads=2)}) TO '{path}' (FORMAT parquet)")
    facts = folder.read(source)
    assert total(facts, "impressions") == 10
    assert dict(findings(facts, "duplicate_rows")[0].numbers) == {"rows": 2}


def test_one_row_for_each_lead_counts_each_row_however_alike(folder: Folder) -> None:
    text = "date,network\n" + "2026-10-01,facebook\n" * 3 + "2026-10-02,facebook\n"
    source = {"name": "crm", "path": "crm.csv", "columns": {"day": "date", "channel": "network", "leads": {"value": 1}}}
    facts = folder.write("crm.csv", text).read(source)
    assert by_day(facts, "leads") == {"2026-10-01": 3, "2026-10-02": 1}
    assert findings(facts, "duplicate_rows") == []


@pytest.mark.parametrize(
    ("written", "channel"),
    [("Insta", "instagram"), ("IG", "instagram"), ("fb", "facebook"), ("YT", "youtube"), ("tw", "x"),
     ("LI", "linkedin"), ("Newsletter", "email"), ("SEO", "search"), ("Google Ads", "paid_search")],
)  # fmt: skip
def test_a_channel_is_known_by_its_short_name(folder: Folder, written: str, channel: str) -> None:
    facts = folder.write("data.csv", f"day,channel,leads\n2026-10-01,{written},2\n").read(
        {"name": "web", "path": "data.csv"}
    )
    assert total(facts, "leads", channel=channel) == 2
    assert findings(facts, "unknown_channel") == []


FOREIGN = "day,channel,ad_spend,impressions,currency\n2026-10-01,facebook,10,100,USD\n2026-10-02,facebook,7,90,eur\n"


def test_amounts_of_a_currency_with_a_rate_go_through_under_its_name(folder: Folder) -> None:
    rates = [{"from": "USD", "date": "2026-10", "rate": Decimal("0.9")}]
    facts = folder.write("data.csv", FOREIGN).read({"name": "web", "path": "data.csv"}, rates=rates)
    assert total(facts, "ad_spend", currency="USD") == 10
    assert total(facts, "ad_spend", currency="") == 7
    assert total(facts, "impressions", currency="") == 190


def test_amounts_of_a_currency_without_a_rate_are_refused(folder: Folder) -> None:
    (line,) = folder.write("data.csv", FOREIGN).problems({"name": "web", "path": "data.csv"})
    assert line == (
        "data.csv, row 2, column 'currency': the amounts are in USD, the report is in EUR. "
        "Give its 'rates', or set 'currency: USD', or export in EUR."
    )


@pytest.mark.parametrize(
    ("locale", "day", "kind"),
    [("fr_FR", "2026-10-01", "dates_day_first"), ("en_GB", "2026-10-01", "dates_day_first"),
     ("en_US", "2026-01-10", "dates_month_first")],
)  # fmt: skip
def test_the_locale_decides_what_the_file_leaves_open_and_it_is_told(
    folder: Folder, locale: str, day: str, kind: str
) -> None:
    folder.write("data.csv", "day,channel,leads\n01/10/2026,facebook,2\n")
    facts = folder.read({"name": "web", "path": "data.csv"}, locale=locale)
    assert by_day(facts, "leads") == {day: 2}
    (finding,) = findings(facts, kind)
    assert (finding.severity, finding.names) == ("info", (("example", "01/10/2026"),))


def test_where_the_locale_leaves_it_open_too_the_dates_are_refused(folder: Folder) -> None:
    folder.write("data.csv", "day,channel,leads\n01/10/2026,facebook,2\n")
    (line,) = folder.problems({"name": "web", "path": "data.csv"}, locale="en_CA")
    assert "nothing in the file tells the day from the month" in line


@pytest.mark.parametrize("written", ["01/10/2026", "10/01/2026", "octobre 2026", "Oct. 2026", "2026-10", "10/2026"])
def test_a_month_may_be_written_as_its_first_day_or_in_words(folder: Folder, written: str) -> None:
    facts = folder.write("data.csv", f"month,channel,leads\n{written},facebook,2\n").read(
        {"name": "web", "path": "data.csv"}
    )
    (fact,) = select(facts, "leads")
    assert (fact.start, fact.end) == (date(2026, 10, 1), date(2026, 11, 1))


def test_a_day_within_the_month_is_no_month(folder: Folder) -> None:
    folder.write("data.csv", "month,channel,leads\n05/10/2026,facebook,2\n")
    (line,) = folder.problems({"name": "web", "path": "data.csv"})
    assert "'05/10/2026' is not a month. Write months as 2026-03 or the first of the month" in line


OWN = {"name": "crm", "path": "book.xlsx", "columns": {"day": "date", "channel": "network", "leads": "enquiries"}}
HEAD = ["date", "network", "enquiries"]


def save_sheets(path: Path, sheets: dict[str, list[list[str | int]]]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def test_every_sheet_that_has_the_columns_is_read_and_the_others_are_told(folder: Folder) -> None:
    years = {str(year): [HEAD, [f"{year}-10-01", "facebook", year - 2024]] for year in (2025, 2026)}
    save_sheets(folder.path / "book.xlsx", {"Read me": [["Hello"]], **years})
    facts = folder.read(OWN)
    assert by_day(facts, "leads") == {"2025-10-01": 1, "2026-10-01": 2}
    assert [finding.names for finding in findings(facts, "sheet_left_out")] == [(("sheet", "Read me"),)]


def test_where_no_sheet_has_the_columns_the_sheets_are_named(folder: Folder) -> None:
    rows: list[list[str | int]] = [["date", "network", "leads"], ["2026-10-01", "facebook", 1]]
    save_sheets(folder.path / "book.xlsx", {"Read me": [["Hello"]], "Data": rows})
    assert folder.problems(OWN) == [
        "book.xlsx: no sheet has all of the columns; the nearest is 'Data', which lacks 'enquiries'. Its sheets are "
        "'Read me', 'Data': name the one to read with 'sheet:', and its headers under 'columns'."
    ]


TITLED = "Enquiries of 2026\n\ndate,network,enquiries\n2026-10-01,facebook,3\n2026-10-02,facebook,4\n"


@pytest.mark.parametrize("small", [0, 10**9])
def test_a_title_may_stand_above_the_header(folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    facts = folder.write("data.csv", TITLED).read({**OWN, "path": "data.csv"})
    assert by_day(facts, "leads") == {"2026-10-01": 3, "2026-10-02": 4}
    assert select(facts, "leads")[0].first_row == 4


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("row", ["Total,,7", "TOTAL :,,7", ",Total,7", "Total général,,7"])
def test_a_total_row_is_told_and_not_counted(folder: Folder, row: str) -> None:
    text = TITLED.partition("\n\n")[2] + row + "\n"
    facts = folder.write("data.csv", text).read({**OWN, "path": "data.csv"})
    assert total(facts, "leads") == 7
    assert [(finding.kind, finding.severity) for finding in facts.findings] == [("total_row", "info")]


def test_a_total_that_the_rows_do_not_make_is_told(folder: Folder) -> None:
    facts = folder.write("data.csv", TITLED + "Total,,9\n").read({**OWN, "path": "data.csv"})
    (finding,) = findings(facts, "total_row_differs")
    assert finding.numbers == (("total", 9), ("rows", 7))


def test_a_row_without_a_date_that_does_not_say_total_is_an_error(folder: Folder) -> None:
    (line,) = folder.write("data.csv", TITLED + ",facebook,9\n").problems({**OWN, "path": "data.csv"})
    assert line.startswith("data.csv, row 6, column 'date': the date is missing.")


def test_negative_counts_are_told_but_not_net_ones_or_amounts(folder: Folder) -> None:
    text = "day,channel,leads,followers_net,refunds\n2026-10-01,facebook,-2,-5,-3\n2026-10-02,facebook,4,1,0\n"
    (finding,) = findings(folder.write("data.csv", text).read({"name": "web", "path": "data.csv"}), "negative_values")
    assert (finding.severity, finding.measures, finding.numbers) == ("notice", ("leads",), (("rows", 1),))
    assert finding.place.row == 2


def test_formulas_without_results_are_told_at_their_cells(folder: Folder) -> None:
    book = openpyxl.Workbook()  # it computes nothing
    sheet = book.active
    assert sheet is not None
    for row in (HEAD, ["2026-10-01", "facebook", "=1+1"], ["2026-10-02", "facebook", "=1+2"]):
        sheet.append(row)
    book.save(folder.path / "book.xlsx")
    assert folder.problems(OWN) == [
        f"book.xlsx, table 'Sheet', row {row}, column 'enquiries': '{formula}' is not a number but a formula whose "
        "result was not saved. Open the file in a spreadsheet and save it anew."
        for row, formula in ((2, "=1+1"), (3, "=1+2"))
    ]


def test_formulas_with_results_are_read(folder: Folder) -> None:
    with xlsxwriter.Workbook(str(folder.path / "book.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, ["2026-10-01", "facebook"])
        sheet.write_formula(1, 2, "=1+1", None, 2)
    assert total(folder.read(OWN), "leads") == 2


def test_a_header_alone_is_told_where_no_source_has_a_row(folder: Folder) -> None:
    (line,) = folder.write("data.csv", "date,network,enquiries\n").problems({**OWN, "path": "data.csv"})
    assert line == (
        "data.csv: the table has a header and no row, and no other source has one (source 'crm'). "
        "Export it anew, with its rows."
    )


def test_an_unknown_file_among_recognised_ones_is_told_with_the_way_to_leave_it_out(folder: Folder) -> None:
    folder.write("data_a.csv", "day,channel,leads\n2026-10-01,facebook,2\n").write("data_b.csv", "Age,Share\n18,0.4\n")
    (line,) = folder.problems({"name": "web", "path": "data_*.csv"})
    assert line.startswith("data_b.csv: this file is none of the exports that are known.")
    assert line.endswith("If the report has no need of it, leave it out by a narrower 'path' than data_*.csv.")


@pytest.mark.parametrize("small", [0, 10**9])
def test_a_constant_of_zero_counts_no_row_so_that_copies_stay_copies(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    columns = {**OWN["columns"], "refunds": {"value": 0}}  # type: ignore[dict-item]
    text = "date,network,enquiries\n" + "2026-10-01,facebook,3\n" * 2
    facts = folder.write("data.csv", text).read({**OWN, "path": "data.csv", "columns": columns})
    assert (total(facts, "leads"), total(facts, "refunds")) == (3, 0)
    assert findings(facts, "duplicate_rows")[0].numbers == (("rows", 1),)


def test_the_locale_does_not_decide_against_another_file_of_the_source(folder: Folder) -> None:
    folder.write("a.csv", "day,channel,leads\n09/30/2026,facebook,1\n")
    folder.write("b.csv", "day,channel,leads\n10/01/2026,facebook,2\n")
    assert folder.problems({"name": "web", "path": "?.csv"}, locale="en_GB") == [
        "b.csv: '10/01/2026': nothing in the file tells the day from the month, and a.csv has the month first. "
        "Write dates as 2026-03-04."
    ]
    facts = folder.read({"name": "web", "path": "?.csv"}, locale="en_US")
    assert by_day(facts, "leads") == {"2026-09-30": 1, "2026-10-01": 2}


def test_what_does_not_fit_into_memory_lies_in_a_folder_of_its_own_that_nobody_else_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened() as ask:
        ((folder,),) = ask("SELECT current_setting('temp_directory')")
        assert Path(folder).parent == tmp_path
        assert Path(folder).stat().st_mode & 0o077 == 0
    assert not list(tmp_path.iterdir())


def test_the_rows_that_were_read_are_let_go_before_the_report_is_made(tmp_path: Path) -> None:
    """Not at the collector's next turn, which comes when the report is done: until then they would take up memory."""
    files = Folder(tmp_path).write("data.csv", TEXT)
    gc.collect()
    gc.disable()
    try:
        facts = files.read(SOURCE)
        left = [row for row in gc.get_objects() if isinstance(row, Row)]
    finally:
        gc.enable()
    assert facts.series
    assert not left


@pytest.mark.parametrize("small", [0, 10**9], ids=["database", "rows"])
def test_a_number_that_a_spreadsheet_has_shortened_is_refused_by_each_reader(
    folder: Folder, small: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_tables, "SMALL_TABLE", small)
    (told,) = folder.write("data.csv", TEXT.replace(",120,", ",1.2E+04,")).problems(SOURCE)
    assert told == (
        "data.csv, row 4, column 'imp': '1.2E+04' is a number of which a spreadsheet kept the first digits alone. "
        "Export the file anew, and do not save it from a spreadsheet."
    )
