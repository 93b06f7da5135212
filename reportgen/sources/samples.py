"""A row's score, number of answers, their spread or their counts → the score with its Sample.

- ``sample`` is the number of answers, ``spread`` their standard deviation s in the score's own unit.
- A share of the answers, told out of 1 or of 100 (``share_of``), has s = share_of · √(p(1 − p)).
- Promoters, passives and detractors make the NPS, 100 · (p₊ − p₋), and s = 100 · √(p₊ + p₋ − (p₊ − p₋)²) (domain §2.6);
  beside a column of the NPS they are checked against it. Without the passives ``sample`` is the number of answers.

Example: 120 promoters, 60 passives, 20 detractors: NPS 50, s = 67.1, n = 200.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.model.facts import Finding, Sample
from reportgen.sources.description import Role
from reportgen.sources.extract import Task, Values
from reportgen.sources.layout import Layout, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row
from reportgen.sources.values import trimmed
from reportgen.vocabulary.roles import COUNTS, NPS

ZERO, HUNDRED = Decimal(0), Decimal(100)
ROUNDED = Decimal("0.5")  # by how much a whole NPS may be off
SAMPLED: frozenset[Role] = frozenset({"sample", *COUNTS})


class Samples:
    """Reads the answers behind one table's scores; ``number``: a row's cell → its number."""

    def __init__(self, table: Table, task: Task, layout: Layout, number: Callable[[Row, int], Decimal | None]) -> None:
        self._table, self._task, self._number = table, task, number
        self._at = {role: at for role, (_, at) in layout.roles.items() if role in {*SAMPLED, "spread", "share_of"}}
        self._names = {role: table.name_of(layout.roles[role][0]) for role in self._at}
        self._made = any(measure == NPS and index == self._at.get("promoters") for _, measure, index in layout.measures)
        self._without = self._differing = 0

    def add(self, values: Values) -> None:
        """Put the samples beside the scores, in place; one that is made of counts is left out where there are none."""
        rows = {row.number: row for row in self._table.rows}
        for key, series in values.items():
            if key.measure in self._task.scores:
                values[key] = [
                    (line._replace(beside=sample), score)
                    for line, value in series
                    for score, sample in self._of(rows[line.first_row], key.measure, value)
                ]
        self._tell()

    def _of(self, row: Row, measure: str, value: Decimal) -> Iterator[tuple[Decimal, Sample | None]]:
        if measure == NPS and "promoters" in self._at:
            yield from self._nps(row, value)
            return
        size = self._count(row, "sample")
        self._without += not size
        yield value, Sample(size, self._spread(row, value)) if size else None

    def _tell(self) -> None:
        """Tell of scores without a number of answers, and of those that their counts contradict."""
        source, where = self._task.source.name, place(self._table, self._task)
        if self._without:
            numbers = (("rows", Decimal(self._without)),)
            self._task.found(Finding("scores_without_sample", "notice", source, where, numbers=numbers))
        if self._differing:
            numbers = (("rows", Decimal(self._differing)),)
            self._task.found(Finding("score_differs", "notice", source, where, numbers=numbers))

    def _nps(self, row: Row, value: Decimal) -> Iterator[tuple[Decimal, Sample | None]]:
        promoters, passives, detractors = (self._count(row, role) for role in COUNTS)
        size = self._count(row, "sample")
        if promoters is not None and detractors is not None and passives is not None:
            size = promoters + passives + detractors
        if promoters is None or detractors is None or not size:
            self._without += 1
            if not self._made:
                yield value, Sample(size) if size else None
            return
        if promoters + detractors > size:
            self._wrong(row, "promoters", "there are more promoters and detractors than answers")
            return
        up, down = promoters / size, detractors / size
        score = trimmed(HUNDRED * (up - down))
        self._differing += not self._made and abs(score - value) > ROUNDED
        sample = Sample(size, HUNDRED * (up + down - (up - down) ** 2).sqrt())
        yield score if self._made else value, sample

    def _spread(self, row: Row, value: Decimal) -> Decimal | None:
        whole = self._count(row, "share_of")
        if not whole:
            return self._count(row, "spread")
        share = value / whole
        if not 0 <= share <= 1:
            self._wrong(row, "share_of", f"the score is no share of {whole:f}")
            return None
        return whole * (share * (1 - share)).sqrt()

    def _count(self, row: Row, role: Role) -> Decimal | None:
        value = self._number(row, self._at[role]) if role in self._at else None
        if value is not None and value < 0:
            self._wrong(row, role, "this is below zero")
            return None
        return value

    def _wrong(self, row: Row, role: Role, what: str) -> None:
        where = place(self._table, self._task, row, self._names[role])
        self._task.wrong("impossible_sample", what, "Correct the row, or export it anew.", where)
