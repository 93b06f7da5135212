"""Values as the reader sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.display import Display, as_displayed, default_precision
from reportgen.model.text import Emphasis, Figure, Unit
from reportgen.periods import CycleSpec, cycle_of

FRENCH, ENGLISH = Display("fr_FR", "EUR"), Display("en_GB", "GBP")
NB, NN = "\u00a0", "\u202f"


def figure(value: str, unit: Unit, precision: int = 0, *, signed: bool = False, scale: int = 0) -> Figure:
    return Figure("test", Decimal(value), unit, precision, signed, scale)


@pytest.mark.parametrize(
    ("shown", "french", "english"),
    [
        (figure("26360", "count"), f"26{NN}360", "26,360"),
        (figure("26360.4", "currency"), f"26{NN}360{NB}€", "£26,360"),
        (figure("49.045", "currency", 2), f"49,05{NB}€", "£49.05"),
        (figure("-49.04", "currency", 2, signed=True), f"−49,04{NB}€", "−£49.04"),
        (figure("0.484", "percent", 1), f"48,4{NN}%", "48.4%"),
        (figure("0.14", "percent", 1, signed=True), f"+14,0{NN}%", "+14.0%"),
        (figure("0.012", "points", 1, signed=True), f"+1,2{NB}pt", f"+1.2{NB}pts"),
        (figure("0.019", "points", 1), f"1,9{NB}pt", f"1.9{NB}pts"),
        (figure("0.02", "points", 1), f"2,0{NB}pts", f"2.0{NB}pts"),
        (figure("-0.002", "points", 1), f"−0,2{NB}pt", f"−0.2{NB}pt"),
        (figure("-0.0004", "percent", 1), f"0,0{NN}%", "0.0%"),
        (figure("12400", "currency", 1, scale=3), f"12,4{NB}€", "£12.4"),
        (figure("27", "days"), f"27{NB}jours", f"27{NB}days"),
        (figure("98765432109", "count"), f"98{NN}765{NN}432{NN}109", "98,765,432,109"),
        (figure("0.00012", "ratio", 5), "0,00012", "0.00012"),
    ],
)
def test_a_figure_reads_as_the_language_writes_it(shown: Figure, french: str, english: str) -> None:
    assert FRENCH.figure(shown) == french
    assert ENGLISH.figure(shown) == english


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [("125", 0, "¥125"), ("62.5", 0, "¥63"), ("999.4", 0, "¥999"), ("7.426", 2, "¥7.43"), ("0.0042", 4, "¥0.0042")],
)
def test_a_currency_without_cents_has_decimals_as_a_unit_price_alone(value: str, decimals: int, shown: str) -> None:
    yen, exact = Display("en_GB", "JPY"), Decimal(value)
    assert default_precision("currency", exact, "JPY") == decimals
    assert yen.figure(Figure("x", exact, "currency", decimals)).removeprefix("JP") == shown
    in_a_column = Figure("x", exact, "currency", max(decimals, 2))  # whose other amounts were taken for euros
    assert yen.figure(in_a_column).removeprefix("JP") == shown
    assert Display("en_GB", "GBP").figure(replace(in_a_column, value=Decimal("62.5"), precision=2)) == "£62.50"
    assert Display("fr_FR", "JPY").figure(Figure("x", Decimal(2079640), "currency", 2, scale=6, compact=True)) == (
        f"2,08{NB}M{NB}JPY"
    )


@pytest.mark.parametrize(
    ("value", "unit", "precision", "scale", "french", "english"),
    [
        ("12400000", "currency", 1, 6, f"12,4{NB}M€", "£12.4M"),
        ("1234567", "currency", 2, 6, f"1,23{NB}M€", "£1.23M"),
        ("-12440000", "currency", 1, 6, f"−12,4{NB}M€", "−£12.4M"),
        ("98765432109", "count", 1, 9, f"98,8{NB}Md", "98.8B"),
        ("12450000", "count", 1, 6, f"12,5{NB}M", "12.5M"),
        ("541600", "count", 0, 3, f"542{NB}k", "542K"),
    ],
)
def test_a_compact_figure_has_its_scales_word(
    value: str, unit: Unit, precision: int, scale: int, french: str, english: str
) -> None:
    shown = Figure("test", Decimal(value), unit, precision, scale=scale, compact=True)
    assert FRENCH.figure(shown) == french
    assert ENGLISH.figure(shown) == english


def test_dates_speak_english_where_the_words_do_and_numbers_keep_their_locale() -> None:
    german = Display("de_DE", "EUR")
    october = cycle_of(CycleSpec("month"), date(2026, 10, 1))
    assert german.day(date(2026, 10, 14)) == f"14{NB}October{NB}2026"
    assert german.figure(Figure("test", october, "cycle")) == f"October{NB}2026"
    assert german.figure(Figure("test", Decimal("1234.5"), "ratio", 1)) == "1.234,5"


@pytest.mark.parametrize(
    ("unit", "told"), [("hours", f"1.234,5{NB}hrs"), ("days", f"1.234,5{NB}days"), ("seconds", f"1.234,5{NB}secs")]
)
def test_durations_speak_english_where_the_words_do_and_their_numbers_keep_their_locale(unit: Unit, told: str) -> None:
    assert Display("de_DE", "EUR").figure(Figure("test", Decimal("1234.5"), unit, 1)) == told


def test_compact_words_of_other_languages() -> None:
    shown = Figure("test", Decimal(12_400_000), "currency", 1, scale=6, compact=True)
    assert Display("de_DE", "EUR").figure(shown) == f"12,4{NB}Mio.{NB}€"


@pytest.mark.parametrize(
    ("locale", "currency", "whole", "compact", "count", "form"),
    [
        ("pl_PL", "PLN", f"−4{NB}178{NB}196{NB}zł", f"4,18{NB}mln{NB}zł", f"4{NB}178{NB}196", f'#,##0"{NB}""zł"'),
        ("ar_EG", "EGP", f"−EGP{NB}4,178,196", f"EGP{NB}4.18M", "4,178,196", f'"EGP""{NB}"#,##0'),
        ("ar_AE", "AED", f"−AED{NB}4,178,196", f"AED{NB}4.18M", "4,178,196", f'"AED""{NB}"#,##0'),
        ("ja_JP", "JPY", "−¥4,178,196", "¥4.18M", "4,178,196", '"¥"#,##0'),
        ("de_CH", "CHF", f"−CHF{NB}4’178’196", f"CHF{NB}4.18{NB}Mio.", "4’178’196", f'"CHF""{NB}"#,##0'),
        ("en_IN", "INR", "−₹41,78,196", "₹4.18M", "41,78,196", '"₹"#,##0'),
        ("hi_IN", "INR", "−₹41,78,196", "₹4.18M", "41,78,196", '"₹"#,##0'),
        ("pt_BR", "BRL", f"−R${NB}4.178.196", f"R${NB}4,18{NB}mi", "4.178.196", f'"R$""{NB}"#,##0'),
        ("sv_SE", "SEK", f"−4{NB}178{NB}196{NB}kr", f"4,18{NB}mn{NB}kr", f"4{NB}178{NB}196", f'#,##0"{NB}""kr"'),
    ],
)  # fmt: skip
def test_numbers_are_written_as_each_country_writes_them(
    locale: str, currency: str, whole: str, compact: str, count: str, form: str
) -> None:
    """In English where a country counts millions otherwise (lakh, 万) or its lines run from right to left."""
    display, value = Display(locale, currency), Decimal(4_178_196)
    assert display.figure(Figure("x", -value, "currency", 0)) == whole
    assert display.figure(Figure("x", value, "currency", 2, scale=6, compact=True)) == compact
    assert display.figure(Figure("x", value, "count")) == count
    positive = display.number_format("currency", 0).split(";")[0]
    assert positive.partition("]")[2] if positive.startswith("[") else positive == form


@pytest.mark.parametrize(
    ("spec", "french", "french_short", "english"),
    [
        (CycleSpec("month"), f"octobre{NB}2026", f"oct.{NB}2026", f"October{NB}2026"),
        (CycleSpec("quarter"), f"T4{NB}2026", f"T4{NB}2026", f"Q4{NB}2026"),
        (CycleSpec("week"), f"S40{NB}2026", f"S40{NB}2026", f"W40{NB}2026"),
        (CycleSpec("year"), "2026", "2026", "2026"),
    ],
)
def test_a_cycle_has_its_name(spec: CycleSpec, french: str, french_short: str, english: str) -> None:
    cycle = cycle_of(spec, date(2026, 10, 1))
    assert FRENCH.figure(Figure("c", cycle, "cycle")) == french
    assert FRENCH.figure(Figure("c", cycle, "cycle_short")) == french_short
    assert ENGLISH.figure(Figure("c", cycle, "cycle")) == english


def test_a_cycle_may_begin_a_line() -> None:
    cycle = cycle_of(CycleSpec("month"), date(2026, 10, 1))
    assert FRENCH.figure(Figure("c", cycle, "cycle", capital=True)) == f"Octobre{NB}2026"


def test_the_first_of_a_month_is_ordinal_in_french() -> None:
    assert FRENCH.day(date(2026, 10, 1)) == f"1er{NB}octobre{NB}2026"
    assert FRENCH.figure(Figure("d", date(2026, 10, 28), "day_month")) == f"28{NB}oct."
    assert ENGLISH.day(date(2026, 10, 1)) == f"1{NB}October{NB}2026"


def test_a_text_joins_words_and_figures() -> None:
    text = ("Gain of ", Emphasis((figure("12", "count"), " leads")), ".")
    assert ENGLISH.text(text) == "Gain of 12 leads."


@pytest.mark.parametrize(
    ("unit", "value", "decimals"),
    [
        ("count", "5", 0), ("currency", "999.99", 2), ("currency", "1000", 0), ("percent", "0.1", 1), ("ratio", "2", 2),
        ("count", "0", 0), ("count", "0.00012", 5), ("currency", "0.00012", 5), ("percent", "0.00012", 3),
        ("ratio", "-0.004", 4), ("percent", "0.0000000001", 6),
    ],
)  # fmt: skip
def test_each_unit_has_its_decimals(unit: str, value: str, decimals: int) -> None:
    assert default_precision(unit, Decimal(value)) == decimals


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 3))
def test_rounding_is_half_away_from_zero_and_odd(value: Decimal, precision: int) -> None:
    plus = as_displayed(Figure("x", value, "count", precision))
    minus = as_displayed(Figure("x", -value, "count", precision))
    assert plus == -minus
    assert abs(plus - value) <= Decimal(1).scaleb(-precision) / 2
    assert str(plus)[0] != "-" or plus < 0


def test_number_formats_show_the_raw_value() -> None:
    assert ENGLISH.number_format("percent", 1) == "#,##0.0%;−#,##0.0%"
    assert ENGLISH.number_format("currency", 0) == '"£"#,##0;−"£"#,##0'
    assert FRENCH.number_format("percent", 1) == f'[$-40C]#,##0.0"{NB}"%;−#,##0.0"{NB}"%'
    assert FRENCH.number_format("currency", 1, scale=3) == "[$-40C]#,##0.0,;−#,##0.0,"
    assert ENGLISH.number_format("count", 0, signed=True) == "+#,##0;−#,##0;#,##0"


def test_a_turned_number_format_shows_the_opposite() -> None:
    assert ENGLISH.turned(ENGLISH.number_format("percent", 1)) == "−#,##0.0%;#,##0.0%"
    assert FRENCH.turned(FRENCH.number_format("count", 0)) == "[$-40C]−#,##0;#,##0"
    assert ENGLISH.turned(ENGLISH.number_format("count", 0, signed=True)) == "−#,##0;+#,##0"


def test_a_french_reader_sees_the_pound_without_a_country() -> None:
    pounds = Display("fr_FR", "GBP")
    assert pounds.text((figure("26360", "currency"),)) == f"26{NN}360{NB}£"
    assert pounds.text((Figure("test", Decimal("12400"), "currency", 1, scale=3, compact=True),)).endswith("£")
