"""Tables of one source whose titles name no network and that differ on the same days → Problems: only a person can tell
whether they are two networks' or two exports of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reportgen.errors import Place, Problem
from reportgen.sources.extract import Extract, Window


def unnamed_siblings(extracts: Sequence[Extract]) -> Iterator[Problem]:
    """A Problem for each two such tables. One day may differ: an earlier export's last day was not over."""
    for first, second in combinations([extract for extract in extracts if extract.open_network], 2):
        if first.exported_on != second.exported_on:  # their names say that one was exported after the other
            continue
        common, changed = _compared(first, second)
        if len(changed) > 1:
            what = (
                f"'{second.origin.table}' names no network, and {first.origin.file} has other figures of the same "
                f"for {len(changed)} of {len(common)} common days, from {min(changed)[0]} on"
            )
            cure = (
                "If they are of two networks, put each into a folder with the network's name, or give each a source of "
                "its own with its 'channel'. If they are of one network, remove the older file."
            )
            yield Problem(Place(file=second.origin.file, sheet=second.origin.table), "same_title", what, cure)


def _compared(first: Extract, second: Extract) -> tuple[set[Window], set[Window]]:
    """The windows of which both say something, and those of which they say different things."""
    common: set[Window] = set()
    changed: set[Window] = set()
    for key, series in second.values.items():
        there = {line.window: value for line, value in first.values.get(key, ())}
        for line, value in series:
            if line.window in there:
                common.add(line.window)
                if there[line.window] != value:
                    changed.add(line.window)
    return common, changed
