"""A config's sources + the folder they lie in → what was seen in each file: which tables, by what they were recognised,
what is read of them, what is left out, what is wrong. Nothing is raised: a refused file stands beside the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reportgen.config.schema import Config, Source
from reportgen.errors import Problem
from reportgen.model.facts import Finding, Key
from reportgen.sources.extract import Extract, Task, Window
from reportgen.sources.headers import plain
from reportgen.sources.merge import merge
from reportgen.sources.personal import personal_columns
from reportgen.sources.rates import read_rates
from reportgen.sources.read import ReadFile, Setting, of_source, other_order, read_files, setting
from reportgen.sources.recognise import Table
from reportgen.sources.siblings import unnamed_siblings


@dataclass(frozen=True, slots=True)
class TableSeen:
    """One table of a file.

    ``export``: the description's id; ``decided_by``: the title or sheet and the headers that decided; ``row``: the
    header's; ``rows``: those of data, without total rows; ``period``: the half-open range of the dates that have a
    value; ``keys``: what is read, without its campaigns; ``unread`` and ``personal``: headers of columns not read.
    ``readable`` is false where its problems keep it from being read.
    """

    export: str
    name: str
    sheet: str
    row: int
    decided_by: tuple[str, ...]
    rows: int
    period: Window | None
    keys: tuple[Key, ...]
    unread: tuple[str, ...]
    personal: tuple[str, ...]
    readable: bool = True

    @property
    def channels(self) -> tuple[str, ...]:
        """Each once; the empty one, of what counts towards all channels together, at the end."""
        return tuple(sorted({key.channel for key in self.keys}, key=lambda channel: (not channel, channel)))


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file. It is refused where it has problems."""

    file: str
    tables: tuple[TableSeen, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class SourceSeen:
    """One source: its files, and what is told of them together (gaps, overlaps, age; that there is none)."""

    name: str
    files: tuple[FileSeen, ...]
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        return bool(self.problems) or any(file.problems for file in self.files)


def inspect(config: Config, folder: Path, as_of: date, any_currency: bool = False) -> tuple[SourceSeen, ...]:
    """What each source's files hold before ``as_of``, in the config's order. ``any_currency``: amounts need no rate."""
    given = setting(config, folder, as_of, read_rates(config, folder)[0])
    if any_currency:
        given = replace(given, rated=_every_currency())
    return tuple(_source(source, given) for source in config.sources)


def _every_currency() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def _source(source: Source, given: Setting) -> SourceSeen:
    problems: list[Problem] = []
    files: list[FileSeen] = []
    tasks: list[Task] = []
    extracts: list[Extract] = []
    for read in read_files(source, given, problems):
        files.append(_file(read))
        tasks.append(read.task)
        extracts += [extract for _, extract in read.tables if extract is not None]
    merged = merge(source.name, tuple(extracts), given.kinds)
    problems += [*other_order(tasks), *unnamed_siblings(extracts), *merged.problems]
    of_files, told = [_with(file, problems) for file in files], {file.file for file in files}
    rest = tuple(problem for problem in problems if problem.place.file not in told)
    origins = [extract.origin for extract in extracts]
    return SourceSeen(source.name, tuple(of_files), tuple(of_source(source, merged, origins, given.as_of)), rest)


def _with(file: FileSeen, problems: list[Problem]) -> FileSeen:
    """The file with its own share of what was found wrong when all files were laid together."""
    own = tuple(problem for problem in problems if problem.place.file == file.file)
    return replace(file, problems=(*file.problems, *own))


def _file(read: ReadFile) -> FileSeen:
    task = read.task
    tables = tuple(_table(table, extract, task.source) for table, extract in read.tables)
    return FileSeen(task.file, tables, tuple(task.findings), tuple(task.problems))


def _table(table: Table, extract: Extract | None, source: Source) -> TableSeen:
    hidden = personal_columns(table.header)
    names = [str(cell).strip() for cell in table.header.cells]
    used = {*table.columns.values(), *hidden, *_asked_for(names, source)}
    windows = extract.windows if extract else ()
    keys = {_without_campaign(key) for key in extract.values} if extract else set()
    return TableSeen(
        export=table.description.id,
        name=table.description.name,
        sheet=table.sheet,
        row=table.header.number,
        decided_by=tuple(_decided_by(table)),
        rows=(table.records or len(table.rows)) - (extract.totals if extract else 0),
        period=(min(start for start, _ in windows), max(end for _, end in windows)) if windows else None,
        keys=tuple(sorted(keys)),
        unread=tuple(name for index, name in enumerate(names) if name and index not in used),
        personal=tuple(names[index] for index in hidden),
        readable=extract is not None,
    )


def _decided_by(table: Table) -> Iterator[str]:
    """The headers that the description asks for, as they stand in the file; of a tidy table all that are mapped."""
    if table.description.records == "titled" and table.title:
        yield table.title
    groups = table.description.recognise or tuple((name,) for name in table.columns)
    for group in groups:
        found = next((name for name in group if name in table.columns), None)
        if found is not None:
            yield table.name_of(found)


def _asked_for(names: list[str], source: Source) -> Iterator[int]:
    """The columns that the source itself names: measures of its own, and those of its filter."""
    asked = {plain(given) for given in source.columns.values() if isinstance(given, str)}
    asked |= {plain(name) for name in source.where}
    yield from (index for index, name in enumerate(names) if plain(name) in asked)


def _without_campaign(key: Key) -> Key:
    return Key(key.measure, key.channel, key.delivery, key.of, key.claimed_by, owner=key.owner, currency=key.currency)
