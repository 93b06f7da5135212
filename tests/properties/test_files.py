"""However rows are laid out in files (cut, overlapping, in any order or format), the figures are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import duckdb
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.world import MONTH, WEEK, Rows, Split, World, law, save_csv, worlds

SEEDS = st.integers(0, 2**32 - 1)


def ends(table: str, rows: Rows) -> set[int]:
    """The rows that every part of a sparse file holds, so that it speaks of the same days: each delivery's ends."""
    by_delivery: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        by_delivery.setdefault(row.get("delivery", ""), []).append(number)
    return {end for group in by_delivery.values() for end in (group[0], group[-1])} if table == "shop" else set()


@dataclass(frozen=True)
class Dealt:
    """Each row in one of the parts, or in several of them; every part in an order of its own."""

    seed: int
    parts: int
    overlap: bool

    def __call__(self, table: str, rows: Rows) -> Sequence[Rows]:
        random = Random(self.seed)
        dealt: list[list[int]] = [[] for _ in range(self.parts)]
        everywhere = ends(table, rows)
        for number in range(len(rows)):
            holders = random.sample(range(self.parts), random.randint(1, self.parts) if self.overlap else 1)
            for part in range(self.parts) if number in everywhere else holders:
                dealt[part].append(number)
        for part in dealt:
            random.shuffle(part)
        return [tuple(rows[number] for number in part) for part in dealt if part]


def cut_at(share: Fraction) -> Split:
    """Two files as people export them: the second one begins on the day on which the first one ended."""

    def spans(table: str, rows: Rows) -> Sequence[Rows]:
        name = "month" if table == "people" else "day"
        cut = sorted({row[name] for row in rows})[int(share * len({row[name] for row in rows}))]
        both = ends(table, rows)
        first = [row for number, row in enumerate(rows) if row[name] <= cut or number in both]
        second = [row for number, row in enumerate(rows) if row[name] >= cut or number in both]
        return tuple(first), tuple(second)

    return spans


@law(6)
@given(worlds(), SEEDS, st.integers(2, 3), st.booleans())
def test_splitting_a_file_changes_nothing(world: World, seed: int, parts: int, overlap: bool) -> None:
    assert world.score(parts=Dealt(seed, parts, overlap)).figures() == world.score().figures()


@law(6)
@given(worlds(), st.integers(0, 9))
def test_an_export_for_each_span_of_days_changes_nothing(world: World, tenths: int) -> None:
    assert world.score(parts=cut_at(Fraction(tenths, 10))).figures() == world.score().figures()


@law(5)
@given(worlds(), SEEDS)
def test_the_order_of_rows_changes_nothing(world: World, seed: int) -> None:
    def shuffled(_: str, rows: Rows) -> Rows:
        return tuple(Random(seed).sample(rows, len(rows)))

    assert world.with_rows(shuffled).score().figures() == world.score().figures()


def save_workbook(path: Path, columns: Sequence[str], rows: Rows) -> None:
    """Days as dates and numbers as numbers, as a spreadsheet holds them."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, columns)
        for number, row in enumerate(rows, 1):
            for place, name in enumerate(columns):
                if name == "day":
                    sheet.write_datetime(number, place, date.fromisoformat(row[name]))
                elif name in ("month", "channel", "delivery") or not row[name]:
                    sheet.write_string(number, place, row[name])
                else:
                    sheet.write_number(number, place, Decimal(row[name]))


def save_parquet(path: Path, columns: Sequence[str], rows: Rows) -> None:
    text = path.with_suffix(".txt")
    save_csv(text, columns, rows)
    types = "".join(f", '{name}': 'VARCHAR'" for name in ("month", "channel", "delivery") if name in columns)
    reader = f"read_csv('{text}', header=true, types={{{types[2:]}}})"
    duckdb.sql(f"COPY (FROM {reader}) TO '{path}' (FORMAT parquet)")


@law(4)
@given(worlds(MONTH, WEEK))
def test_csv_workbook_and_parquet_of_the_same_rows_give_the_same_figures(world: World) -> None:
    figures = world.score().figures()
    assert world.score(save=save_workbook, extension="xlsx").figures() == figures
    assert world.score(save=save_parquet, extension="parquet").figures() == figures
