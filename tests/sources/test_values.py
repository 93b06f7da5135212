"""Cells → numbers and dates, decided per file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources import values
from reportgen.sources.values import CellError, Style

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("cells", "language", "style"),
    [
        (["1537.85"], "", "point"),
        (["1 537,85", "12"], "", "comma"),
        (["1.234", "2473,94"], "", "comma"),
        (["1,234", "12.5"], "", "point"),
        (["1,234,567"], "fr", "point"),
        (["1.234"], "fr", "comma"),
        (["1,234"], "en", "point"),
        (["0,125"], "", "comma"),
        (["7", "--", ""], "", "point"),
    ],
)
def test_the_decimal_mark_of_a_file_comes_from_cells_that_read_one_way_then_from_the_language(
    cells: list[str], language: str, style: Style
) -> None:
    assert values.decide_style(cells, language) == style


def test_a_file_with_both_marks_is_refused() -> None:
    with pytest.raises(CellError, match=r"'12\.50' has a decimal point and '12,50' a decimal comma"):
        values.decide_style(["12.50", "12,50"], "en")


def test_what_nothing_settles_is_asked_for() -> None:
    with pytest.raises(CellError, match=r"'1\.234' may be read in two ways"):
        values.decide_style(["1.234"], "")


@pytest.mark.parametrize(
    ("cell", "style", "value"),
    [
        ("1 537,85", "comma", "1537.85"),
        ("1\u202f537,85", "comma", "1537.85"),
        ("1.234.567,5", "comma", "1234567.5"),
        ("1,234.5", "point", "1234.5"),
        ("2.81%", "point", "0.0281"),
        ("2,81 %", "comma", "0.0281"),
        ("US$50.00", "point", "50.00"),
        ("12,50 €", "comma", "12.50"),
        ("−3", "point", "-3"),
        ("50.743691905561384", "point", "50.743692"),
        ("007", "point", "7"),
    ],
)
def test_numbers_as_people_and_platforms_write_them(cell: str, style: Style, value: str) -> None:
    assert values.number(cell, style) == Decimal(value)


@pytest.mark.parametrize("cell", ["", "-", "--", " --", "NaN", "N/A", "–"])
def test_a_mark_of_absence_is_no_zero(cell: str) -> None:
    assert values.number(cell, "point") is None


@pytest.mark.parametrize("cell", ["23+24", "twelve", "1,23,4", "< 10%", "1 2 x", ".", "--5", "=1+1"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="is not a number"):
        values.number(cell, "point")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_written_in_french_reads_back(value: Decimal) -> None:
    text = f"{value:,.2f}".replace(",", "\u202f").replace(".", ",")
    assert values.number(text, "comma") == value


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2026-10-31", None, date(2026, 10, 31)),
        ("2026-10-31T01:00:00", None, date(2026, 10, 31)),
        ("20261031", None, date(2026, 10, 31)),
        ("31.10.2026", None, date(2026, 10, 31)),
        ("04/03/2026", "day_first", date(2026, 3, 4)),
        ("04/03/2026", "month_first", date(2026, 4, 3)),
        ("2026-10-31 23:30:00 -0400", None, date(2026, 11, 1)),
        ("2026-10-31T23:30:00Z", None, date(2026, 11, 1)),
        (datetime(2026, 10, 31, 23, 59), None, date(2026, 10, 31)),
    ],
)
def test_dates_become_days_of_the_clients_zone(cell: values.Cell, order: values.Order | None, day: date) -> None:
    assert values.day(cell, order, PARIS) == day


@pytest.mark.parametrize("cell", ["2026-02-30", "31/31/2026", "soon", "", "2026-13-01", "١٢/٠١/٢٠٢٦x"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        values.day(cell, None, PARIS)


def test_the_order_of_day_and_month_is_one_for_the_file() -> None:
    assert values.decide_order(["04/03/2026", "25/03/2026"]) == "day_first"
    assert values.decide_order(["04/03/2026", "03/25/2026"]) == "month_first"
    assert values.decide_order(["04/03/2026"], "fr") == "day_first"
    assert values.decide_order(["2026-03-04"]) is None
    with pytest.raises(CellError, match="nothing in the file tells the day from the month"):
        values.decide_order(["04/03/2026"])
    with pytest.raises(CellError, match="has the day first"):
        values.decide_order(["25/03/2026", "03/25/2026"])


def test_months_need_a_year() -> None:
    assert values.month_start("2026-03", None) == date(2026, 3, 1)
    assert values.month_start("12", 2014) == date(2014, 12, 1)
    assert values.next_month(date(2014, 12, 1)) == date(2015, 1, 1)
    with pytest.raises(CellError, match="'12' is not a month"):
        values.month_start("12", None)


def test_a_period_in_one_cell_ends_after_its_last_day() -> None:
    assert values.period("2024-03-01 - 2024-03-11", None, PARIS) == (date(2024, 3, 1), date(2024, 3, 12))
