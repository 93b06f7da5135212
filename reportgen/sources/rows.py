"""A text → the records of its table or tables, each with its number in the file. Knows separators, not meanings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

Cell = str | Decimal | date | datetime
"""A cell: text as it stands in a text file; a spreadsheet may hold numbers and dates. Empty is ``""``."""

SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$')
_SAMPLE_RECORDS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A record. ``number`` counts from 1 and counts every record of the file, blank ones and ``sep=`` too, so that
    it is the line that an editor shows as long as no cell holds a line break. ``last`` is the number of the last record
    where this one stands for a group of them."""

    number: int
    cells: tuple[Cell, ...]
    last: int = 0

    def cell(self, index: int) -> Cell:
        """The cell at this index; empty where the record is shorter."""
        return self.cells[index] if 0 <= index < len(self.cells) else ""

    @property
    def blank(self) -> bool:
        return not any(self.cells) or all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All records of a text file, or of one sheet of a workbook. ``separator`` is empty for a workbook."""

    name: str
    rows: tuple[Row, ...]
    separator: str = ""


class RaggedTextError(ValueError):
    """The text is not a table of records; ``line`` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_text(text: str) -> Sheet:
    """Text → one Sheet with all its records; several tables stay together until they are recognised.

    Raises RaggedTextError where a quote is opened and never closed.
    """
    declared = _SEP_LINE.match(text.split("\n", 1)[0].rstrip("\r"))
    separator = declared.group(1) if declared else sniff_separator(text)
    lines = text.splitlines(keepends=True) if "\r" in text and "\n" not in text else text.split("\n")
    rows = [Row(number, cells) for number, cells in enumerate(_records(lines, separator), start=1)]
    if declared and rows:
        rows[0] = Row(1, ())
    return Sheet("", tuple(rows), separator)


def sniff_separator(text: str) -> str:
    """The separator that cuts most records into one same number of cells; a comma where none does."""
    sample = list(islice((line for line in text.splitlines() if line.strip() and line[0] != "#"), _SAMPLE_RECORDS))

    def regularity(separator: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=separator) if len(cells) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(SEPARATORS, key=regularity)  # the first of equals


def _records(lines: list[str], separator: str) -> Iterator[tuple[str, ...]]:
    """The records of these lines; quoted cells may hold line breaks.

    The last line's own break leaves one empty line behind, which is no record.
    """
    if lines and not lines[-1]:
        lines = lines[:-1]
    reader = csv.reader((line.rstrip("\r\n") + "\n" for line in lines), delimiter=separator, strict=True)
    while True:
        began = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RaggedTextError(began, _what(error)) from None
        yield tuple(cells)


def _what(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "a quote is opened here and never closed"
    return "the quotes of this line do not match"
