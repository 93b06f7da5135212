"""A text that was cut off in the middle of its last record → that record: half of it would read as a whole one."""

from __future__ import annotations

from reportgen.sources.rows import Row, Sheet


def cut_off(text: str, sheet: Sheet) -> Row | None:
    """The last record, where no line break ends it and it has fewer cells than the one before. A whole file often
    lacks the last break, too, but not the cells."""
    if text.endswith(("\n", "\r")) or len(sheet.rows) < 2:
        return None
    before, last = sheet.rows[-2:]
    return last if not last.blank and len(last.cells) < len(before.cells) else None
