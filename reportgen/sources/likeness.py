"""Rows that two exports both tell → whether one account can have given both, where nothing names the account.

An export made anew says most of its figures again: only its last days were unfinished. Two accounts share the names of
their campaigns, or nothing but the day, and hardly a figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.model.facts import Key
from reportgen.sources.extract import Extract, Window

LEAST = 10
"""The greater of two figures that are compared; smaller ones are alike by chance."""
NEAR = Decimal("0.1")
"""Figures that differ by no more, as a share of the greater one, are nearly alike."""
FEWEST_ROWS, FEWEST_WINDOWS = 10, 3


@dataclass(slots=True)
class Likeness:
    """``rows``: measure and window → the rows compared, and those that are nearly alike."""

    rows: dict[tuple[str, Window], tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))

    def compare(self, measure: str, window: Window, first: Decimal, second: Decimal) -> None:
        greater = max(abs(first), abs(second))
        if greater >= LEAST:
            compared, near = self.rows[measure, window]
            self.rows[measure, window] = compared + 1, near + (abs(first - second) <= greater * NEAR)

    @property
    def doubtful(self) -> bool:
        """Whether of no measure at least half of the figures are nearly alike."""
        return bool(self.rows) and not _settled(self._by_measure(self.rows.keys()).values())

    @property
    def denied(self) -> tuple[str, int, int] | None:
        """The measure compared most, its rows and those nearly alike, where that was enough to say that no account
        gave both exports; the last window, which an earlier export may hold unfinished, says nothing."""
        last = max((window for _, window in self.rows), default=None)
        before = [at for at in self.rows if at[1] != last]
        if len({window for _, window in before}) < FEWEST_WINDOWS:
            return None
        found = {name: told for name, told in self._by_measure(before).items() if told[0] >= FEWEST_ROWS}
        if not found or _settled(found.values()):
            return None
        most = max(sorted(found), key=lambda name: found[name][0])
        return most, *found[most]

    def _by_measure(self, places: Iterable[tuple[str, Window]]) -> dict[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for measure, window in places:
            rows, near = self.rows[measure, window]
            known = found.get(measure, (0, 0))
            found[measure] = known[0] + rows, known[1] + near
        return found


def _settled(told: Iterable[tuple[int, int]]) -> bool:
    return any(2 * near >= rows for rows, near in told)


def is_open(extract: Extract, key: Key) -> bool:
    """Whether nothing says of which account a value is: no account, no id of a campaign or an ad, no post."""
    told = bool(key.account or key.of or extract.listed) or any(name.endswith("_id") for name in extract.labels)
    return not told
