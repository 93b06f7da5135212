"""Cells → numbers and dates, decided per file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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
        ("₹1,23,456.5", "point", "123456.5"),
        ("-$5.00", "point", "-5"),
        ("$-5.00", "point", "-5"),
        ("R$ 1.234,56", "comma", "1234.56"),
        ("1'234.5 CHF", "point", "1234.5"),
        ("1’234.5", "point", "1234.5"),
        ("24323.0", "point", "24323"),
    ],
)
def test_numbers_as_people_and_platforms_write_them(cell: str, style: Style, value: str) -> None:
    assert values.number(cell, style) == Decimal(value)


@pytest.mark.parametrize("cell", ["", "-", "--", " --", "NaN", "NAN", "N/A", "–", "Select", "< 10%", ">90%", "<5"])
def test_a_mark_of_absence_is_no_zero(cell: str) -> None:
    assert values.number(cell, "point") is None


@pytest.mark.parametrize(
    "cell", ["23+24", "twelve", "1,23,4", "<", "1 2 x", "12 34", "-$-5", ".", "--5", "=1+1", "5 apples"]
)
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="is not a number"):
        values.number(cell, "point")


@pytest.mark.parametrize(
    ("cell", "style"), [("1.2E+04", "point"), ("1,2E+04", "comma"), ("-1.23457E+11", "point"), ("1E+05", "point")]
)
def test_a_number_that_a_spreadsheet_has_shortened_is_refused(cell: str, style: Style) -> None:
    with pytest.raises(CellError, match="a spreadsheet kept the first digits alone") as told:
        values.number(cell, style)
    assert told.value.would_be_right == "Export the file anew, and do not save it from a spreadsheet."


@pytest.mark.parametrize(("cell", "value"), [("1e+05", 100000), ("1.2E7", 12_000_000), ("1.234500E+03", "1234.5")])
def test_a_power_of_ten_that_keeps_all_digits_is_read(cell: str, value: int | str) -> None:
    assert values.number(cell, "point") == Decimal(value)


STYLES = [
    (style, thousands)
    for style, marks in (("point", (",", "'", "’", " ", "\u00a0", "\u202f", "")), ("comma", (".", " ", "\u202f", "")))
    for thousands in marks
]
FRAMES = ["{}", "€{}", "{} €", "US$ {}", "{}\u00a0EUR", "₹{}"]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(STYLES), st.sampled_from(FRAMES))
def test_a_number_written_in_any_style_reads_back(value: Decimal, style: tuple[Style, str], frame: str) -> None:
    mark, thousands = style
    text = f"{value:,.2f}".replace(".", "!").replace(",", thousands).replace("!", "." if mark == "point" else ",")
    assert values.number(frame.format(text), mark) == value
    assert values.decide_style([frame.format(text)], "fr" if mark == "point" else "en") == mark


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_percentage_is_a_hundredth_of_its_number(value: Decimal) -> None:
    assert values.number(f"{value:,.2f}%", "point") == value / 100


@pytest.mark.parametrize(
    ("cell", "currencies"),
    [
        ("US$50.00", {"USD"}),
        ("50,00 €", {"EUR"}),
        ("₹1,200", {"INR"}),
        ("-R$ 3,50", {"BRL"}),
        ("12 CHF", {"CHF"}),
        ("¥300", {"JPY", "CNY"}),
        ("12", set()),
        ("2.81%", set()),
        ("Europe", set()),
    ],
)
def test_the_sign_beside_an_amount_hints_at_its_currency(cell: str, currencies: set[str]) -> None:
    assert values.currencies(cell) == currencies


def test_a_dollar_may_be_any_dollar() -> None:
    assert {"USD", "CAD", "AUD"} <= values.currencies("$5")


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
        ("2026/10/31", None, date(2026, 10, 31)),
        ("01/15/2025 09:30", "month_first", date(2025, 1, 15)),
        ("08/18/2015 12:32:03 AM", "month_first", date(2015, 8, 18)),
        ("7/9/22", "month_first", date(2022, 7, 9)),
        ("Tue, Feb 11, 2025", None, date(2025, 2, 11)),
        ("Mon Feb 10 2025", None, date(2025, 2, 10)),
        ("Fri, 6 Feb 2026", None, date(2026, 2, 6)),
        ("Aug 28, 2025", None, date(2025, 8, 28)),
        ("Aug 28, 2025, 11:30 PM", None, date(2025, 8, 28)),
        ("9 de abril de 2025", None, date(2025, 4, 9)),
        ("28. Aug. 2025", None, date(2025, 8, 28)),
        ("1er mars 2026", None, date(2026, 3, 1)),
        ("mar. 3 févr. 2026", None, date(2026, 2, 3)),
        ("1º de março de 2026", None, date(2026, 3, 1)),
        ("12 gennaio 2026", None, date(2026, 1, 12)),
        ("28-Feb-2025", None, date(2025, 2, 28)),
        ("2021-05-08 23:30 +0000", None, date(2021, 5, 9)),
    ],
)
def test_dates_become_days_of_the_clients_zone(cell: values.Cell, order: values.Order | None, day: date) -> None:
    assert values.day(cell, order, PARIS) == day


@pytest.mark.parametrize(
    "cell",
    [
        "2026-02-30",
        "31/31/2026",
        "soon",
        "",
        "2026-13-01",
        "١٢/٠١/٢٠٢٦x",
        "Xyz 3, 2026",
        "Feb 30, 2026",
        "26/03/04",
        "2026-01-02 25:00",
        "8 de marzo",
    ],
)
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
    for text in ("2026-03", "202603", "03/2026", "mars 2026", "Mar 2026", "marzo de 2026"):
        assert values.month_start(text, None) == date(2026, 3, 1)
    assert values.month_start("12", 2014) == date(2014, 12, 1)
    assert values.next_month(date(2014, 12, 1)) == date(2015, 1, 1)
    with pytest.raises(CellError, match="'12' is not a month"):
        values.month_start("12", None)


def test_a_period_in_one_cell_ends_after_its_last_day() -> None:
    assert values.period("2024-03-01 - 2024-03-11", None, PARIS) == (date(2024, 3, 1), date(2024, 3, 12))


def test_a_period_may_be_in_words() -> None:
    july = (date(2025, 7, 8), date(2025, 8, 1))
    for text in ("July 8, 2025 - July 31, 2025", "8 de julio de 2025 - 31 de julio de 2025", "20250708-20250731"):
        assert values.period(text, None, PARIS) == july
    assert values.period("8 juillet 2025 au 31 juillet 2025", None, PARIS) == july
    assert values.period("Jul 8 – Jul 31, 2025", None, PARIS) == july
    assert values.period("7/8/2025 - 7/31/2025", "month_first", PARIS) == july
    assert values.period("28 Dec - 3 Jan 2026", None, PARIS) == (date(2025, 12, 28), date(2026, 1, 4))


def test_a_bare_time_moves_from_the_zone_in_which_it_was_written() -> None:
    pacific = ZoneInfo("America/Los_Angeles")
    assert values.day("01/15/2025 20:30", "month_first", PARIS, written=pacific) == date(2025, 1, 16)
    assert values.day(datetime(2025, 1, 15, 20, 30), None, PARIS, written=pacific) == date(2025, 1, 16)
    assert values.day("2025-01-15", None, PARIS, written=pacific) == date(2025, 1, 15)


def test_a_day_without_year_takes_it_from_the_range_that_is_known() -> None:
    years = values.Years(date(2024, 12, 20), date(2025, 1, 5))
    assert values.day("28 décembre", None, PARIS, years) == date(2024, 12, 28)
    assert values.day("January 3", None, PARIS, years) == date(2025, 1, 3)
    with pytest.raises(CellError, match="outside the period"):
        values.day("April 12", None, PARIS, years)
    with pytest.raises(CellError, match="'April 12' has no year"):
        values.day("April 12", None, PARIS)


@pytest.mark.parametrize(
    ("days", "as_of", "last"),
    [
        (["April 8", "April 14"], date(2026, 4, 14), date(2026, 4, 14)),
        (["April 8", "April 14"], date(2026, 4, 13), date(2025, 4, 14)),
        (["December 30", "January 2"], date(2026, 1, 9), date(2026, 1, 2)),
        (["January 2", "December 30"], date(2026, 1, 9), date(2026, 1, 2)),
        (["10 de abril", "12 de abril", "9 de abril", "11 de abril"], date(2026, 5, 1), date(2026, 4, 12)),
        (["February 29"], date(2026, 5, 1), date(2024, 2, 29)),
    ],
)
def test_a_run_of_days_without_year_is_the_newest_that_has_ended(days: list[str], as_of: date, last: date) -> None:
    found = [day for day in map(values.without_year, days) if day]
    assert len(found) == len(days)
    assert values.newest(found, as_of).last == last


@pytest.mark.parametrize("newest_first", [False, True])
@pytest.mark.parametrize("end", [date(2025, 12, 31), date(2025, 4, 12), date(2024, 2, 29)])
def test_an_export_of_a_whole_year_tells_its_last_day_by_its_order(end: date, newest_first: bool) -> None:
    dates = [end - timedelta(days=back) for back in range(364, -1, -1)]
    dates = dates[::-1] if newest_first else dates
    years = values.newest([(day.month, day.day) for day in dates], end + timedelta(days=3))
    assert [years.date_of(day.month, day.day, "") for day in dates] == dates


@pytest.mark.parametrize("cell", ["April 12, 2025", "2025-04-12", "soon", "", "Total"])
def test_a_date_with_its_year_and_a_word_are_not_without_year(cell: str) -> None:
    assert values.without_year(cell) is None


@pytest.mark.parametrize("cell", [Decimal(44008), "44008", Decimal("44008.75")])
def test_a_day_that_a_workbook_holds_as_a_number_is_that_day(cell: Decimal | str) -> None:
    assert values.day(cell, None, PARIS) == date(2020, 6, 26)


@pytest.mark.parametrize("cell", [Decimal(2026), Decimal(12), "01234", Decimal(99999)])
def test_a_number_that_is_no_day_of_a_report_is_no_date(cell: Decimal | str) -> None:
    with pytest.raises(CellError, match="is not a date"):
        values.day(cell, None, PARIS)
