"""A text → the records of its table or tables, each with its number in the file. Knows separators, not meanings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

Cell = str | Decimal | date | datetime
"""A cell: text as it stands in a text file; a spreadsheet may hold numbers and dates. Empty is ``""``."""

SEPARATORS = (",", ";", "\t")
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$')
_BREAK = re.compile(r"\r+\n")
_SAMPLE_RECORDS = 200
_WORDS = 100_000  # combinations of cells that are held
_REGULAR = 0.8  # share of records


class Row(NamedTuple):
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
        first = self.cells[0] if self.cells else ""  # it decides nearly always
        if first and not (isinstance(first, str) and first.isspace()):
            return False
        return all(isinstance(cell, str) and not cell.strip() for cell in self.cells)

    def padded(self, width: int) -> Row:
        """The row with empty cells up to this width."""
        lacking = width - len(self.cells)
        return self if lacking <= 0 else self._replace(cells=(*self.cells, *([""] * lacking)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """All records of a text file, or of one sheet of a workbook. ``rows``: of a large text read anew each time;
    ``separator`` is empty for a workbook; ``hidden``: a person who opens the workbook does not see the sheet."""

    name: str
    rows: Iterable[Row]
    separator: str = ""
    hidden: bool = False


def picked(indexes: Iterable[int]) -> Callable[[tuple[Cell, ...]], tuple[Cell, ...]]:
    """A function that picks the cells at these indexes; the records must be wide enough."""
    given = tuple(indexes)
    if not given:
        return lambda cells: ()
    if len(given) == 1:
        only = given[0]
        return lambda cells: (cells[only],)
    return itemgetter(*given)


class Stripped:
    """The texts of the cells at these indexes, without blanks around them; each distinct combination made once."""

    def __init__(self, indexes: Iterable[int]) -> None:
        self._pick = picked(indexes)
        self._seen: dict[tuple[Cell, ...], tuple[str, ...]] = {}

    def __call__(self, cells: tuple[Cell, ...]) -> tuple[str, ...]:
        given = self._pick(cells)
        texts = self._seen.get(given)
        if texts is None:
            if len(self._seen) > _WORDS:
                self._seen.clear()
            texts = self._seen[given] = tuple(str(cell).strip() for cell in given)
        return texts


class RaggedTextError(ValueError):
    """The text is not a table of records; ``line`` counts from 1."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_text(text: str) -> Sheet:
    """Text → one Sheet with all its records; several tables stay together until they are recognised.

    Raises RaggedTextError where a quote is opened and never closed.
    """
    if "\r" in text:
        text = _BREAK.sub("\n", text) if "\n" in text else text.replace("\r", "\n")
    separator = separator_of(text)
    known: dict[Cell, Cell] = {}
    same = known.setdefault  # a table repeats its words
    rows = [Row(row.number, tuple(map(same, row.cells, row.cells))) for row in records(_lines(text), separator)]
    return Sheet("", tuple(rows), separator)


def separator_of(text: str) -> str:
    """The separator that the first line declares, else the one that the records tell."""
    declared = _SEP_LINE.match(text[: text.find("\n")] if "\n" in text else text)
    return declared.group(1) if declared else sniff_separator(text)


def sniff_separator(text: str) -> str:
    """The separator that cuts the greatest share of the first records into one same number of cells; a comma where
    none does. Shares, and not counts: a long text is one record with the right separator and many with a wrong one.
    Where no separator cuts nearly all alike (some rows below a preamble with commas), the cells that it makes count."""

    def regularity(separator: str) -> tuple[bool, float, float]:
        records = [len(cells) for cells in islice(_attempted(text, separator), _SAMPLE_RECORDS)]
        widths = Counter(width for width in records if width > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        share = count / max(len(records), 1)
        return count > 1, share if share >= _REGULAR else 0, share * (width - 1)

    return max(SEPARATORS, key=regularity)  # the first of equals


def _attempted(text: str, separator: str) -> Iterator[list[str]]:
    """The records of a text cut at this separator, as far as it can be: a wrong one may take much for one cell."""
    filled = (line for line in _lines(text) if not line.isspace() and line[0] != "#")
    with suppress(csv.Error):
        yield from csv.reader(filled, delimiter=separator)


def _lines(text: str) -> Iterator[str]:
    """The text's lines, each with its break."""
    return StringIO(text, newline="\n")


def records(lines: Iterable[str], separator: str) -> Iterator[Row]:
    """The records of a text's lines; quoted cells may hold line breaks. Raises RaggedTextError."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    began = 1
    try:
        for number, cells in enumerate(reader, start=1):
            declares = number == 1 and _SEP_LINE.match(separator.join(cells))
            yield Row(number, () if declares else tuple(cells))
            began = reader.line_num + 1
    except csv.Error as error:
        raise RaggedTextError(began, _what(error)) from None


def _what(error: csv.Error) -> str:
    if "end of data" in str(error):
        return "a quote is opened here and never closed"
    return "the quotes of this line do not match"
