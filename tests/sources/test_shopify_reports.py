"""Shopify's analytics reports: each period's own figures, and never those of the year before beside them."""

from __future__ import annotations

from datetime import date

from tests.sources.build import Folder, by_day, findings, select, total

SOURCE = {"name": "shop", "path": "report.csv", "revenue_basis": {"tax": "column", "shipping": "in"}}
HEAD = (
    '"Day","Orders","Gross sales","Net sales","Shipping charges","Taxes","Total sales",'
    '"Day (previous_year)","Orders (previous_year)","Total sales (previous_year)"\n'
)


def test_the_year_before_is_left_out_and_rows_need_no_order(folder: Folder) -> None:
    rows = "2026-10-02,2,110,100,5,21,126,2025-10-02,9,900\n2026-10-01,1,50,50,0,10,60,2025-10-01,8,800\n"
    facts = folder.write("report.csv", HEAD + rows).read(SOURCE)
    assert by_day(facts, "gross_revenue") == {"2026-10-01": 60, "2026-10-02": 126}
    assert {name: total(facts, name) for name in ("orders", "tax", "shipping", "refunds")} == {
        "orders": 3, "tax": 31, "shipping": 5, "refunds": 0,
    }  # fmt: skip
    assert {fact.start.year for fact in facts.series} == {2026}


def test_a_week_is_seven_days_and_a_month_its_own(folder: Folder) -> None:
    weeks = folder.write("report.csv", "Week,Orders,Total sales \n2026-10-05,3,90\n2026-09-28,2,60\n").read(SOURCE)
    first, second = select(weeks, "orders")
    assert (first.start, first.end, second.end) == (date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12))
    months = folder.write("report.csv", "Month,Orders,Total sales\n2026-10-01,3,90\n").read(SOURCE)
    assert [(fact.start, fact.end) for fact in select(months, "orders")] == [(date(2026, 10, 1), date(2026, 11, 1))]


def test_articles_of_a_day_are_its_parts(folder: Folder) -> None:
    text = "Day,Product variant SKU,Total sales,Net items sold\n2026-10-01,A,40,1\n2026-10-01,B,20,1\n"
    assert by_day(folder.write("report.csv", text).read(SOURCE), "gross_revenue") == {"2026-10-01": 60}


def test_a_report_of_which_nobody_said_what_it_holds_is_no_revenue(folder: Folder) -> None:
    text = "Day,Orders,Total sales\n2026-10-01,1,60\n"
    facts = folder.write("report.csv", text).read({"name": "shop", "path": "report.csv"})
    assert select(facts, "gross_revenue") == []
    assert len(findings(facts, "revenue_basis_unknown")) == 1
