"""A file of exchange rates, as a central bank writes it or as a list: dated rates in report currency."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.config.schema_money import RatesFile
from reportgen.model.facts import Rate
from reportgen.sources.rates import read_rates
from tests.kpis.build import config


def read(folder: Path, text: str, **more: str) -> tuple[tuple[Rate, ...], list[str]]:
    (folder / "rates.csv").write_text(text, "utf-8")
    settings = config("leads", rates_file={"path": "rates.csv", **more})
    assert isinstance(settings.rates_file, RatesFile)
    rates, problems = read_rates(settings, folder)
    return rates, [str(problem) for problem in problems]


def test_a_column_for_each_currency_tells_what_one_of_the_reports_is_worth(tmp_path: Path) -> None:
    text = "Date,USD,GBP,EUR,\n2026-10-02,1.25,0.8,1,\n2026-10-01,N/A,,1,\n"
    assert read(tmp_path, text, one="EUR") == (
        (
            Rate("GBP", "2026-10-02", Decimal("1.25"), "rates.csv"),
            Rate("USD", "2026-10-02", Decimal("0.8"), "rates.csv"),
        ),
        [],
    )


def test_a_list_tells_what_one_of_each_currency_is_worth(tmp_path: Path) -> None:
    text = "date;currency;rate\n2026-10;usd;0,92\n2026;GBP;1,17\n"
    rates, problems = read(tmp_path, text)
    assert [(rate.currency, rate.date, rate.value) for rate in rates] == [
        ("GBP", "2026", Decimal("1.17")),
        ("USD", "2026-10", Decimal("0.92")),
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("day,usd\n2026-10-02,1\n", "rates.csv, row 1: the file is no table of exchange rates."),
        ("date,USD\n02/10/2026,1\n", "'02/10/2026' is not a date. Write dates as 2026-03-04."),
        ("date,USD\n2026-10-02,0\n", "'0' is not a rate of USD. Write a number above zero, such as 0.92."),
        ("date,USD\n2026-10-02,one\n", "'one' is not a rate of USD."),
        ("date,USD\n2026-10-02,1\n2026-10-02,2\n", "a second rate of USD for 2026-10-02, other than the first."),
        ("date,USD\n2026,1\n2026,2\n2026,3\n", "a second rate of USD for 2026, other than the first."),
    ],
)
def test_what_is_no_rate_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    _, problems = read(tmp_path, text)
    assert len(problems) == 1
    assert told in problems[0]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, problems = read_rates(config("leads", rates_file={"path": "none.csv"}), tmp_path)
    assert [problem.kind for problem in problems] == ["missing_file"]


def test_without_a_file_there_are_no_rates(tmp_path: Path) -> None:
    assert read_rates(config("leads"), tmp_path) == ((), ())
