"""A row's cell in a column → its number, with the decimals with which it is stated; a wrong one is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.sources import values
from reportgen.sources.extract import Task
from reportgen.sources.layout import Layout, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Stated:
    """``names``: the columns' headers; ``times``: what the cells of a measure's column are multiplied by.

    Apart from the reader of rows, which hands it on: a part that led back to the reader would keep every row that was
    read until the collector's next turn.
    """

    table: Table
    task: Task
    layout: Layout
    names: Mapping[int, str]
    times: Mapping[int, Decimal]

    def __call__(self, row: Row, index: int) -> Decimal | None:
        try:
            return values.number(row.cells[index], self.layout.style, self.times.get(index, _ONE))
        except values.CellError as error:
            where = place(self.table, self.task, row, self.names[index])
            self.task.wrong(error.kind, str(error), error.would_be_right, where)
            return None
