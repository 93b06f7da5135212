"""What was seen in the files → a line for each: what it is, its rows, its days, or why it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.cli.sources_text import Page
from reportgen.cli.sources_words import problem, spoken
from reportgen.errors import Problem
from reportgen.sources.inspect import FileSeen, SourceSeen


def as_lines(seen: Sequence[SourceSeen], locale: str, named: bool) -> str:
    """All files, and how many were refused. ``named``: a config gave the sources names."""
    page = Page(spoken(locale), named)
    return "\n".join([*(line for source in seen for line in _source(page, source)), page.summary(seen)])


def _source(page: Page, source: SourceSeen) -> Iterator[str]:
    before = f"{source.name}: " if page.named else ""
    yield from (f"{before}{file.file}: {' · '.join(_file(page, file))}" for file in source.files)
    told = ([page.of(len(source.findings), "note")] if source.findings else []) + _refused(page, source.problems)
    if told:
        yield f"{source.name}: all files: {' · '.join(told)}"


def _file(page: Page, file: FileSeen) -> Iterator[str]:
    yield from _refused(page, file.problems)
    if file.problems:
        return
    if file.tables:
        yield ", ".join(dict.fromkeys(table.name for table in file.tables))
        yield page.of(sum(table.rows for table in file.tables), "row")
    periods = [table.period for table in file.tables if table.period]
    if periods:
        yield page.period((min(start for start, _ in periods), max(end for _, end in periods)))
    if file.findings:
        yield page.of(len(file.findings), "note")


def _refused(page: Page, problems: Sequence[Problem]) -> list[str]:
    if not problems:
        return []
    more = f" (and {page.of(len(problems) - 1, 'problem')} more)" if len(problems) > 1 else ""
    return [f"REFUSED: {problem(problems[0])}{more}"]
