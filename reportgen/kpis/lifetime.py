"""Lifetime values of posts → whether the newest posts had as long to be seen as those of the cycle before (§6, 13)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from reportgen.kpis.aggregate import Line
from reportgen.periods import Cycle

LEAST_AGE = timedelta(days=7)  # of the export, from the cycle's end


def young(lines: Iterable[Line], cycle: Cycle, as_of: date) -> bool:
    """Whether the cycle's posts were read less than a week after its end.

    An export that does not tell its day was made by ``as_of``. The number of posts itself does not grow.
    """
    grown = (line for line in lines if line.key.of == "posts" and line.key.measure != "posts")
    return any((line.exported or as_of) < cycle.stop + LEAST_AGE for line in grown)
