"""An Extract and its file's name → findings where the name tells a longer range than the rows fill: the file may have
been cut off after a row, which nothing else in it tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath

from reportgen.errors import Place
from reportgen.model.facts import Finding
from reportgen.sources import naming
from reportgen.sources.extract import Extract, join

_SLACK = 1  # day: some names tell the day after the last


def short_of_name(extract: Extract, as_of: date) -> Iterator[Finding]:
    """The ends of the named range, up to ``as_of``, that no row fills: longer than any pause between two rows, as lists
    of posts and campaigns have them. They are for information: a pause may be true."""
    origin = extract.origin
    named, filled = naming.covered(PurePosixPath(origin.file)), join(extract.windows)
    if named is None or not filled:
        return
    pause = max([_SLACK, *((after[0] - before[1]).days for before, after in pairwise(filled))])
    for start, end in ((named[0], filled[0][0]), (filled[-1][1], min(named[1], as_of))):
        if (end - start).days > pause:
            place = Place(file=origin.file, sheet=origin.table)
            yield Finding("short_of_name", "info", origin.source, place, start=start, end=end)
