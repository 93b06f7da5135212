"""Many rows of a text → the same held column by column, each cell as the number of its word among the column's words.

A table repeats its words: a row takes some bytes a column, and no object. Rows are made anew each time they are
asked for.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import overload

from reportgen.sources.rows import Cell, Row

MANY = 20_000  # rows of a table: below it nothing is gained
_CHUNK = 5_000
_WIDER = {"B": "H", "H": "I"}


class _Words(dict[str, int]):
    """Word → its number; a new word gets the next one."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Column:
    __slots__ = ("codes", "words")

    def __init__(self, empty: int = 0) -> None:
        """A column of so many empty cells."""
        self.codes, self.words = array("B", bytes(empty)), _Words({"": 0})

    def extend(self, cells: Iterable[Cell]) -> None:
        found = list(map(self.words.__getitem__, cells))  # type: ignore[arg-type]
        while len(self.words) > 1 << 8 * self.codes.itemsize:
            self.codes = array(_WIDER[self.codes.typecode], self.codes)
        self.codes.extend(found)


class Packed(Sequence[Row]):
    """Rows of one width whose cells are texts. ``numbers``: of each row; ``codes``, ``words``: of each column."""

    __slots__ = ("_codes", "_words", "numbers")

    def __init__(self, numbers: array[int], codes: Sequence[array[int]], words: Sequence[Sequence[Cell]]) -> None:
        self.numbers, self._codes, self._words = numbers, tuple(codes), tuple(words)

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        columns = (map(words.__getitem__, codes) for words, codes in zip(self._words, self._codes, strict=True))
        return map(Row, self.numbers, zip(*columns, strict=True))

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Packed: ...
    def __getitem__(self, at: int | slice) -> Row | Packed:
        if isinstance(at, slice):
            return Packed(self.numbers[at], [codes[at] for codes in self._codes], self._words)
        cells = (words[codes[at]] for words, codes in zip(self._words, self._codes, strict=True))
        return Row(self.numbers[at], tuple(cells))

    @property
    def width(self) -> int:
        return len(self._codes)

    def at(self, places: Sequence[int]) -> Packed:
        """The rows at these places, in their order."""
        if not places:
            return self[:0]
        pick = itemgetter(*places, places[-1])  # of one place alone it would give no tuple
        columns = [array(codes.typecode, pick(codes)[:-1]) for codes in self._codes]
        return Packed(array("L", pick(self.numbers)[:-1]), columns, self._words)

    def codes(self, indexes: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Of each row the codes of its words in these columns: equal where the cells are."""
        columns = [self._codes[index] for index in indexes]
        return zip(*columns, strict=True) if columns else iter([()] * len(self))

    def column(self, index: int) -> array[int]:
        """Of each row the code of its word in this column."""
        return self._codes[index]

    def words(self, index: int) -> Sequence[Cell]:
        """The words of a column by their code; rows that were left out may have had some of them."""
        return self._words[index]

    def distinct(self, index: int) -> tuple[Cell, ...]:
        """Each cell of a column once, in the order in which they occur."""
        return tuple(map(self._words[index].__getitem__, dict.fromkeys(self._codes[index])))

    def with_cells(self, index: int, cells: Iterable[Cell]) -> Packed:
        """The rows with these cells in place of a column's; ``index`` is the width for a new column."""
        given = list(cells)
        column, exact = _Column(), {str(cell): cell for cell in given}  # 1.0 equals 1.00, and is not the same
        column.extend(map(str, given))
        codes, words = list(self._codes), list(self._words)
        codes[index : index + 1] = [column.codes]
        words[index : index + 1] = [tuple(exact.get(word, word) for word in column.words)]
        return Packed(self.numbers, codes, words)


def distinct(rows: Sequence[Row], index: int) -> Iterable[Cell]:
    """Each cell of a column once, in the order in which they occur."""
    return rows.distinct(index) if isinstance(rows, Packed) else dict.fromkeys(row.cells[index] for row in rows)


class Packing:
    """Gathers the rows of a table, each padded to ``width``, and packs them once they are many."""

    def __init__(self, width: int, pack: bool) -> None:
        self._width, self._pack = width, pack
        self._rows: list[Row] = []
        self.numbers = array("L")
        self._columns: list[_Column] = []

    def append(self, row: Row) -> None:
        self._rows.append(row if len(row.cells) >= self._width else row.padded(self._width))
        if self._pack and len(self._rows) >= (_CHUNK if self._columns else MANY):
            self._flush()

    def rows(self) -> Sequence[Row]:
        """All rows: packed where they are many."""
        if not self._columns:
            return tuple(self._rows)
        if self._rows:
            self._flush()
        words = [tuple(column.words) for column in self._columns]
        return Packed(self.numbers, [column.codes for column in self._columns], words)

    def _flush(self) -> None:
        width = max(self._width, len(self._columns), *(len(row.cells) for row in self._rows))
        while len(self._columns) < width:
            self._columns.append(_Column(len(self.numbers)))
        rows = [row.cells if len(row.cells) == width else row.padded(width).cells for row in self._rows]
        cells = zip(*rows, strict=True)
        for column, given in zip(self._columns, cells, strict=True):
            column.extend(given)
        self.numbers.extend(row.number for row in self._rows)
        self._rows = []
