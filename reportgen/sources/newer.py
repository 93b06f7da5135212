"""Two exports that cover the same days → which one counts: by what they say themselves, never by a file's time stamp.

The newer one: by the date in its name, else by the last day that it covers. Where both are of one day, the one that
begins later: a month that was exported anew corrects its part of a long file. Where both cover the same, the later
name, numbers by their value, so that ``crm (2)`` and ``crm_v10`` follow ``crm`` and ``crm_v9``. Only the first of these
tells which is newer.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath

from reportgen.sources.extract import DAY, Extract

Name = tuple[tuple[str, int], ...]
Rank = tuple[date, date, Name, str, str]

_PART = re.compile(r"(\D*)(\d*)")


def rank(extract: Extract) -> Rank:
    """The export that counts ranks higher."""
    begins = extract.span[0] if extract.span else date.min
    return made_on(extract), begins, _in_order(extract.origin.file), extract.origin.file, extract.origin.table


def made_on(extract: Extract) -> date:
    """The first day on which an export may have been made: its name's date, else the last day that it covers."""
    last = extract.span[1] - DAY if extract.span else date.min
    return max(last, extract.exported_on or date.min)


@lru_cache(maxsize=1024)
def _in_order(file: str) -> Name:
    """A file's name without its ending, as text and numbers by turns.

    >>> _in_order("data/crm.csv") < _in_order("data/crm (2).csv") < _in_order("data/crm (10).csv")
    True
    """
    stem = str(PurePosixPath(file).with_suffix("")).casefold()
    return tuple((text, int(digits or 0)) for text, digits in _PART.findall(stem) if text or digits)
