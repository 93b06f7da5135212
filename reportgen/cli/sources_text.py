"""What was seen in the files → text for a terminal, at most 80 columns wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import timedelta

from reportgen.cli.sources_words import Spoken, measure, problem, spoken
from reportgen.model.facts import Finding
from reportgen.sources.extract import MOST_PROBLEMS, Window
from reportgen.sources.inspect import FileSeen, SourceSeen, TableSeen

WIDTH, INDENT = 80, 17
MOST_NAMES = 8  # of columns that are not read
MOST_GAPS = 3  # of a source's runs of missing days


def as_text(seen: Sequence[SourceSeen], locale: str, named: bool) -> str:
    """All sources, one file after the other, and how many were refused. ``named``: a config gave the sources names."""
    page = Page(spoken(locale), named)
    return "\n".join([*(line for source in seen for line in page.source(source)), page.summary(seen)])


class Page:
    """``says``: the words; ``named``: a config gave the sources names."""

    def __init__(self, says: Spoken, named: bool) -> None:
        self.says, self.named = says, named

    def source(self, source: SourceSeen) -> Iterator[str]:
        alone = source.files[0].file if len(source.files) == 1 else ""
        together = [*self._notes(source.findings, alone), *(("problem", problem(told)) for told in source.problems)]
        for file in source.files:
            head = f"{source.name}: {file.file}" if self.named else file.file
            yield from textwrap.wrap(head, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
            for label, text in (*self._file(file), *(() if self.named else together)):
                yield from _field(label, text)
            yield ""
        if self.named and together:
            yield f"{source.name}: all files"
            for label, text in together:
                yield from _field(label, text)
            yield ""

    def summary(self, seen: Sequence[SourceSeen]) -> str:
        files = [file for source in seen for file in source.files]
        refused = sum(bool(file.problems) for file in files)
        told = f"{self.of(len(files), 'file')}: {self.says.count(len(files) - refused)} read"
        return f"{told}, {self.says.count(refused)} refused"

    def _file(self, file: FileSeen) -> Iterator[tuple[str, str]]:
        for table in file.tables:
            yield from self._table(table, bool(file.findings or file.problems))
        yield from self._notes(file.findings, file.file)
        yield from (("problem", problem(told)) for told in file.problems[:MOST_PROBLEMS])
        if len(file.problems) > MOST_PROBLEMS:
            yield "", f"and {self.of(len(file.problems) - MOST_PROBLEMS, 'problem')} more"

    def _table(self, table: TableSeen, noted: bool) -> Iterator[tuple[str, str]]:
        sheet = f"sheet '{table.sheet}', " if table.sheet else ""
        yield "recognised as", "a table with columns of your own" if table.export == "tidy" else table.name
        yield "by the rule", f"{table.export}: {_quoted(table.decided_by)}, {sheet}row {self.says.count(table.row)}"
        yield "rows", self.says.count(table.rows)
        if table.period:
            yield "period", self.period(table.period)
        if table.keys:
            yield "channels", ", ".join(self.says.channel(channel) for channel in table.channels)
            yield "measures", ", ".join(sorted({measure(key) for key in table.keys}))
        elif table.readable and table.rows:
            yield "measures", f"none: {'see below' if noted else 'it names or details what other tables count'}"
        if table.unread:
            yield "not read", f"{self.of(len(table.unread), 'column')}: {_shortened(table.unread)}"
        if table.personal:
            told = f"{self.of(len(table.personal), 'column')}, never read: {_shortened(table.personal)}"
            yield "people's data", told

    def _notes(self, findings: Sequence[Finding], file: str = "") -> Iterator[tuple[str, str]]:
        gaps = [finding for finding in findings if finding.kind == "missing_days"]
        for finding in findings:
            if finding not in gaps[MOST_GAPS:]:
                yield ("info" if finding.severity == "info" else "note"), self.says.sentence(finding, file)
        if len(gaps) > MOST_GAPS:
            yield "", f"and {self.of(len(gaps) - MOST_GAPS, 'gap')} more"

    def period(self, window: Window) -> str:
        first, last = window[0], window[1] - timedelta(days=1)
        day = self.says.display.day
        return day(first) if first == last else f"{day(first)} to {day(last)}"

    def of(self, number: int, noun: str) -> str:
        return f"{self.says.count(number)} {noun}{'' if number == 1 else 's'}"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _shortened(names: Sequence[str]) -> str:
    return _quoted(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def _field(label: str, text: str) -> list[str]:
    """A label and its text beside it, wrapped below itself."""
    first = f"  {label}".ljust(INDENT)
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=" " * INDENT, break_on_hyphens=False)
