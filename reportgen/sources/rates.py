"""The config's file of exchange rates → dated Rates in report currency, and the Problems of what it can't be read for.

Two shapes of a CSV file: a row a day with a column for each currency (``Date,USD,JPY``, as central banks publish them),
or a row for each day and currency (``date,currency,rate``). An empty cell or ``N/A`` is no rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.config.schema import Config
from reportgen.errors import Place, Problem
from reportgen.model.facts import Rate
from reportgen.sources.decode import decode
from reportgen.sources.rows import RaggedTextError, Row, read_text

_DATED = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
_NUMBER = re.compile(r"^\d+([.,]\d+)?$")
_CURRENCY = re.compile(r"^[A-Z]{3}$")
_NO_RATE = frozenset({"", "n/a", "-"})
_SHAPES = "Give it a header such as date,USD,GBP, or date,currency,rate."


def read_rates(config: Config, folder: Path) -> tuple[tuple[Rate, ...], tuple[Problem, ...]]:
    """Sorted, those of the report's own currency left out; nothing where the config names no file."""
    if config.rates_file is None:
        return (), ()
    name = config.rates_file.path
    if not (folder / name).is_file():
        cure = "Paths are relative to the config's folder."
        return (), (Problem(Place(file=name), "missing_file", "there is no such file (rates_file)", cure),)
    found = decode((folder / name).read_bytes())
    try:
        rows = [row for row in read_text(found.text).rows if not row.blank] if found else []
    except RaggedTextError as error:
        return (), (Problem(Place(name, error.line), "broken_quotes", str(error), "Export the file anew."),)
    rates: dict[tuple[str, str], Rate] = {}
    problems = []
    for item in _read(rows, name, config.rates_file.one is not None):
        if isinstance(item, Problem):
            problems.append(item)
        elif rates.setdefault((item.currency, item.date), item) != item:
            what = f"a second rate of {item.currency} for {item.date}, other than the first"
            problems.append(Problem(Place(file=name), "contradicting_rates", what, "Keep one of the two."))
    own = (rate for rate in rates.values() if rate.currency != config.currency)
    return tuple(sorted(own)), tuple(dict.fromkeys(problems))[:10]


def _read(rows: Sequence[Row], file: str, turned: bool) -> Iterator[Rate | Problem]:
    """``turned``: the numbers say how much of the other currency one unit of the report's is worth."""
    heads = [str(cell).strip() for cell in rows[0].cells] if rows else []
    lower = [head.casefold() for head in heads]
    wide = [(place, head) for place, head in enumerate(heads) if _CURRENCY.match(head)]
    long = {"date", "currency", "rate"} <= set(lower)
    if "date" not in lower or not (wide or long):
        yield Problem(Place(file=file, row=1), "no_rates", "the file is no table of exchange rates", _SHAPES)
        return
    for row in rows[1:]:
        day = str(row.cell(lower.index("date"))).strip()
        if not _DATED.match(day):
            where = Place(file, row=row.number, field=heads[lower.index("date")])
            yield Problem(where, "not_a_date", f"'{day}' is not a date", "Write dates as 2026-03-04.")
            continue
        if long:
            code = str(row.cell(lower.index("currency"))).strip().upper()
            yield from _rate(row, lower.index("rate"), code, day, file, turned)
        for place, code in () if long else wide:
            yield from _rate(row, place, code, day, file, turned)


def _rate(row: Row, place: int, currency: str, day: str, file: str, turned: bool) -> Iterator[Rate | Problem]:
    text = str(row.cell(place)).strip()
    if text.casefold() in _NO_RATE:
        return
    value = Decimal(text.replace(",", ".")) if _NUMBER.match(text) else Decimal(0)
    if value:
        yield Rate(currency, day, 1 / value if turned else value, file)
    else:
        what = f"'{text}' is not a rate of {currency}"
        yield Problem(Place(file, row=row.number), "not_a_number", what, "Write a number above zero, such as 0.92.")
