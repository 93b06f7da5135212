"""A text that was cut off in the middle of its last record → that record: half of it would read as a whole one."""

from __future__ import annotations

from collections import deque

from reportgen.sources.rows import Row, Sheet


def cut_off(sheet: Sheet, ended: bool) -> Row | None:
    """The last record, where no line break ends it (``ended``) and it has fewer cells than the one before. A whole file
    often lacks the last break, too, but not the cells."""
    rows = deque(sheet.rows if not ended else (), maxlen=2)
    if len(rows) < 2:
        return None
    before, last = rows
    return last if not last.blank and len(last.cells) < len(before.cells) else None
