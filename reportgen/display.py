"""Value + unit + locale → display text, and the Excel number format. The only place where a number becomes text.

Numbers follow the locale's own rules (CLDR, through Babel); on top of them come the house's: a true minus sign, a
sign on every change that asks for one, half rounded up, and never a negative zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from reportgen.model.text import Bullet, Figure, Piece, Text
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from babel import Locale

MINUS = "\u2212"
NBSP = "\u00a0"
NARROW = "\u202f"

_DURATIONS: dict[str, tuple[str, Literal["short", "long"]]] = {
    "seconds": ("duration-second", "short"),
    "minutes": ("duration-minute", "short"),
    "hours": ("duration-hour", "short"),
    "days": ("duration-day", "long"),
    "months": ("duration-month", "long"),
    "years": ("duration-year", "long"),
}
_PRECISION = {"percent": 1, "points": 1, "ratio": 2, "score": 1, "hours": 1, "seconds": 1, "months": 1, "years": 1}
_MOST_DECIMALS = 6
_SIGNS = {"£GB": "£", "\uffe5": "¥"}
"""Signs of locale data → as they are set: French ones tell the one pound that a report knows from others, Japanese ones
have the yen as wide as an ideograph, which fonts for Latin figures lack."""
_CENTS, _UNIT_PRICE = 1000, 10  # below which amounts have decimals: in cents; of a currency without them, unit prices
_WHOLE = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
)
"""Currencies without a minor unit (ISO 4217): one of theirs is about what a cent is elsewhere."""
_DIGITS = re.compile(r"#[#,]*0(\.0+)?")  # of a pattern of CLDR
_LETTER_DIGIT = re.compile(r"([^\W\d_])(\d)")
WORDED = ("en", "fr")  # the languages that the product has words in
_LCID = {
    "fr": "40C", "de": "407", "es": "40A", "it": "410", "pt": "416", "nl": "413", "pl": "415", "sv": "41D", "da": "406",
    "fi": "40B", "nb": "414", "cs": "405", "de_CH": "807",
}  # fmt: skip


def default_precision(unit: str, value: Decimal | None = None, currency: str = "") -> int:
    """Decimals that a figure of this unit is displayed with: counts none, rates one, money two below a thousand, below
    ten in a ``currency`` without cents; for a value that would read as zero so, as many as show its first two
    digits."""
    usual = _PRECISION.get(unit, 0)
    if value is None:
        return usual
    size = abs(value) * 100 if unit in ("percent", "points") else abs(value)
    if unit == "currency":
        usual = 2 if size < whole_from(currency) else 0
    return usual if not size or size >= Decimal(1).scaleb(-usual) else min(1 - size.adjusted(), _MOST_DECIMALS)


def whole_from(currency: str) -> int:
    """The size from which an amount of a currency is displayed without decimals."""
    return _UNIT_PRICE if currency in _WHOLE else _CENTS


def rounded(value: Decimal, precision: int) -> Decimal:
    """``value`` to so many decimals, half away from zero; zero is never negative."""
    result = value.quantize(Decimal(1).scaleb(-precision), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def added_up(parts: Sequence[Decimal], precision: int) -> tuple[Decimal, ...]:
    """The parts to so many decimals, so that they add up to their rounded sum: the largest remainders go up."""
    unit = Decimal(1).scaleb(-precision)
    floors = [part.quantize(unit, rounding=ROUND_FLOOR) for part in parts]
    lacking = int((rounded(sum(parts, Decimal(0)), precision) - sum(floors, Decimal(0))) / unit)
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    raised = set(order[:lacking])
    return tuple(floor + unit if place in raised else floor for place, floor in enumerate(floors))


def as_displayed(figure: Figure) -> Decimal:
    """The number that the reader sees: in percent for rates and points, in the scaled unit, rounded.

    Raises TypeError for figures that are no numbers (dates, cycles, quoted numerals).
    """
    if not isinstance(figure.value, Decimal | int):
        raise TypeError(f"{figure.id} is not a number")
    value = Decimal(figure.value)
    if figure.unit in ("percent", "points"):
        value *= 100
    return rounded(value.scaleb(-figure.scale), figure.precision)


class Display:
    """Display texts in one locale and one report currency."""

    def __init__(self, locale: str, currency: str) -> None:
        self.locale_name, self.currency = locale, currency
        self._shown: dict[Figure, str] = {}  # a document asks for each of its figures many times

    @cached_property
    def locale(self) -> Locale:
        """The locale of the numbers: that of the words where the language is written from right to left and the product
        has no words in it, since lines of English then run from left to right."""
        own = _locale(self.locale_name)
        return self.words_locale if own.text_direction == "rtl" and self.language not in WORDED else own

    @cached_property
    def words_locale(self) -> Locale:
        """The locale of the words inside dates and durations: English where the product has none in its language."""
        return _locale(self.locale_name if self.language in WORDED else "en_GB")

    @property
    def language(self) -> str:
        return self.locale_name.split("_", maxsplit=1)[0]

    def country(self, written: str) -> str:
        """A country's name, given by its two letters or by its English name; any other text as it stands."""
        english = {str(name).casefold(): code for code, name in _locale("en_GB").territories.items() if len(code) == 2}
        code = written.upper() if len(written) == 2 else english.get(written.casefold(), "")
        return str(self.words_locale.territories.get(code, written))

    def text(self, text: Text) -> str:
        """A Text as the reader sees it."""
        return "".join(self._part(part) for part in text)

    def _part(self, part: Piece) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Figure):
            return self.figure(part)
        return self.text(part.parts) + (NBSP if isinstance(part, Bullet) else "")

    def figure(self, figure: Figure) -> str:
        """A Figure as the reader sees it, its unit included (unless ``bare``)."""
        if figure not in self._shown:
            text = self._figure(figure)
            self._shown[figure] = text[:1].upper() + text[1:] if figure.capital else text
        return self._shown[figure]

    def _figure(self, figure: Figure) -> str:
        value = figure.value
        if isinstance(value, Cycle):
            return self._cycle(value, figure.unit)
        if isinstance(value, date):
            return self._date(value, figure.unit)
        if isinstance(value, str):
            return value
        return self._number(figure)

    def day(self, day: date) -> str:
        """``14 octobre 2026``."""
        return self._date(day, "date")

    def _number(self, figure: Figure) -> str:
        from babel.numbers import format_decimal, format_percent

        precision = self._precision(figure)
        value = as_displayed(replace(figure, precision=precision))
        unit = "count" if figure.bare else figure.unit
        pattern = self._pattern(precision)
        size = abs(value)
        if unit == "percent":
            form = _DIGITS.sub(pattern, self.locale.percent_formats[None].pattern)
            text = str(format_percent(size / 100, form, locale=self.locale))
            if self.language == "fr":  # house rule: a narrow space before the sign
                text = text.replace(NBSP, NARROW)
        elif figure.compact and figure.scale:
            text = self._compact(str(format_decimal(size, pattern, locale=self.locale)), unit, figure.scale)
        elif unit == "currency":
            text = self._money(size, precision)
        elif unit == "points":
            text = f"{format_decimal(size, pattern, locale=self.locale)}{NBSP}{self._point_word(size)}"
        elif unit in _DURATIONS:
            text = self._duration(size, unit, pattern)
        else:
            text = str(format_decimal(size, pattern, locale=self.locale))
        sign = MINUS if value < 0 else "+" if figure.signed and value > 0 else ""
        return sign + text

    def _precision(self, figure: Figure) -> int:
        """The figure's own; an amount in a currency without cents has no decimals but as a unit price."""
        whole = figure.unit == "currency" and self.currency in _WHOLE and not figure.scale
        return 0 if whole and abs(as_displayed(figure)) >= _UNIT_PRICE else figure.precision

    def _money(self, size: Decimal, precision: int) -> str:
        from babel.numbers import format_currency

        form = self.locale.currency_formats["standard"].pattern.split(";")[0]
        form = _DIGITS.sub(self._pattern(precision), form)
        text = str(format_currency(size, self.currency, form, locale=self.locale, currency_digits=False))
        return _apart(_as_set(text))

    @cached_property
    def _symbol(self) -> str:
        from babel.numbers import get_currency_symbol

        return _as_set(str(get_currency_symbol(self.currency, locale=self.locale)))

    def _compact(self, number: str, unit: str, scale: int) -> str:
        """``12,4 M€``, ``£12.4M``: the number with its scale's abbreviation where the locale writes numbers; in English
        where it counts by other scales (lakh, 万), as the axes of charts do."""
        money = unit == "currency"
        form = _compact_form(self.locale, scale) or _compact_form(_locale("en_GB"), scale)
        if money:
            form = _DIGITS.sub(form, str(self.locale.currency_formats["standard"].pattern).split(";")[0])
        symbol = self._symbol if money else ""
        if (
            self.language == "fr" and not symbol.isalpha()
        ):  # house rule: a sign right after the abbreviation, no letters
            form = form.replace(f"{NBSP}¤", "¤")
        return _apart(form.replace("0", number).replace("¤", symbol))

    def _duration(self, size: Decimal, unit: str, pattern: str) -> str:
        """``20,5 h``: the number as the locale writes it, its unit in the language of the words."""
        from babel.numbers import format_decimal
        from babel.units import format_unit

        name, length = _DURATIONS[unit]
        text = str(format_unit(size, name, length, pattern, locale=self.words_locale))
        word = text.removeprefix(str(format_decimal(size, pattern, locale=self.words_locale)))
        number = str(format_decimal(size, pattern, locale=self.locale))
        return number + word.replace(" ", NBSP).replace(NARROW, NBSP)

    def _point_word(self, size: Decimal) -> str:
        """French is plural from 2 (1,9 pt; 2 pts); English everywhere but up to 1."""
        plural = size >= 2 if self.language == "fr" else size > 1
        return "pts" if plural else "pt"

    def _pattern(self, precision: int) -> str:
        """Digits grouped as the locale groups them: ``1,25,000`` in India."""
        grouped = str(self.locale.decimal_formats[None].pattern).partition(".")[0]
        return grouped + ("." + "0" * precision if precision else "")

    def _date(self, day: date, unit: str) -> str:
        from babel.dates import format_date, format_skeleton

        if unit == "year":
            return str(day.year)
        if unit == "month_short":
            return str(format_date(day, "LLL", locale=self.words_locale))
        if unit == "day_month":
            text = str(format_skeleton("MMMd", day, locale=self.words_locale))
        elif unit == "day_and_month":
            text = str(format_skeleton("MMMMd", day, locale=self.words_locale))
        else:
            text = str(format_date(day, "long", locale=self.words_locale))
        if self.language == "fr" and day.day == 1:
            text = "1er" + text[1:]
        return text.replace(" ", NBSP)

    def _cycle(self, cycle: Cycle, unit: str) -> str:
        from babel.dates import format_date

        kind, year = cycle.spec.kind, str(cycle.fiscal_year)
        if unit == "year":
            return year
        if unit == "month_short":
            return self._cycle_number(cycle)
        if kind == "month":
            form = "LLL y" if unit == "cycle_short" else "LLLL y"
            return str(format_date(cycle.start, form, locale=self.words_locale)).replace(" ", NBSP)
        if kind == "days":
            last = cycle.end - timedelta(days=1)
            to = "au" if self.language == "fr" else "–"
            first = self._date(cycle.start, "day_month")
            first += "" if cycle.start.year == last.year else f"{NBSP}{cycle.start.year}"
            return f"{first}{NBSP}{to} {self._date(last, 'day_month')} {last.year}"
        if kind == "year":
            return self._fiscal(cycle)
        return f"{self._cycle_number(cycle)}{NBSP}{self._fiscal(cycle)}"

    def _cycle_number(self, cycle: Cycle) -> str:
        """``oct.``, ``T3``, ``S41``, ``H2`` … without the year."""
        from babel.dates import format_date

        kind = cycle.spec.kind
        french = self.language == "fr"
        if kind == "month":
            return str(format_date(cycle.start, "LLL", locale=self.words_locale))
        if kind == "quarter":
            return str(self.words_locale.quarters["format"]["abbreviated"][cycle.number])
        if kind == "week":
            return f"{'S' if french else 'W'}{cycle.number}"
        if kind == "half":
            return f"{cycle.number}{'er' if cycle.number == 1 else 'e'} sem." if french else f"H{cycle.number}"
        return self._date(cycle.start, "day_month") if kind == "days" else self._fiscal(cycle)

    def _fiscal(self, cycle: Cycle) -> str:
        if cycle.spec.kind == "week":
            return str(cycle.start.isocalendar().year)
        if cycle.spec.fiscal_year_start == 1:
            return str(cycle.fiscal_year)
        return f"{'exercice ' if self.language == 'fr' else 'FY'}{cycle.fiscal_year}"

    def number_format(self, unit: str, precision: int, scale: int = 0, signed: bool = False) -> str:
        """The Excel number format that shows a raw value as `figure` prints it.

        Rates stay fractions; thousands and millions are shown by the format, so the cell keeps the raw value.
        """
        body = "#,##0" + ("." + "0" * precision if precision else "") + "," * (scale // 3)
        if unit == "percent":
            spaced = NBSP in self._percent_sample or "\u202f" in self._percent_sample
            body += f'"{NBSP}"%' if spaced else "%"
        elif unit == "currency" and not scale:
            body = self._currency_format(body)
        code = _LCID.get(self.locale_name) or _LCID.get(self.language)
        prefix = f"[$-{code}]" if code else ""
        if signed:
            return f"{prefix}+{body};{MINUS}{body};{body}"
        return f"{prefix}{body};{MINUS}{body}"

    @staticmethod
    def turned(number_format: str) -> str:
        """A format of `number_format` that shows a value's opposite: a bar that is drawn upwards may say a loss."""
        positive, negative, *_ = number_format.split(";")
        body = positive.partition("]")[2] if positive.startswith("[$") else positive
        return f"{positive.removesuffix(body)}{negative};{body}"

    @cached_property
    def _percent_sample(self) -> str:
        return str(self.locale.percent_formats[None].pattern)

    def _currency_format(self, body: str) -> str:
        symbol = f'"{self._symbol}"'
        pattern = self.locale.currency_formats["standard"].pattern.split(";")[0]
        spaced = NBSP in pattern or NARROW in pattern or (pattern.startswith("¤") and self._symbol[-1].isalpha())
        gap = f'"{NBSP}"' if spaced else ""
        return f"{symbol}{gap}{body}" if pattern.startswith("¤") else f"{body}{gap}{symbol}"


def _as_set(money: str) -> str:
    for sign, ours in _SIGNS.items():
        money = money.replace(sign, ours)
    return money


def _apart(money: str) -> str:
    """``CHF1,200`` → CHF 1,200: letters do not touch digits (CLDR's spacing of currencies)."""
    return _LETTER_DIGIT.sub(rf"\1{NBSP}\2", money)


def _compact_form(locale: Locale, scale: int) -> str:
    """CLDR's pattern for thousands, millions or milliards, one 0 and the abbreviation; "" where the locale has no
    abbreviation for just that scale."""
    form = str(locale.compact_decimal_formats["short"]["other"][str(10**scale)].pattern).replace("'", "")
    return form if form.count("0") == 1 and form != "0" else ""


@lru_cache(maxsize=16)
def _locale(name: str) -> Locale:
    from babel import Locale

    return Locale.parse(name)
