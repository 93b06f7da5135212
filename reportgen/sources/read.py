"""Config's sources + the folder they lie in → Facts. The only door to the input files; tells all Problems at once."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.collector import collector_paused
from reportgen.config.schema import Config, Source
from reportgen.config.schema_money import ProductMargins
from reportgen.errors import DataError, Place, Problem, nearest
from reportgen.model.facts import Fact, Facts, Feed, Finding, Key, Origin, Post, Rate
from reportgen.patterns import matching
from reportgen.sources import quality, tidy
from reportgen.sources.condense import shared_windows
from reportgen.sources.describe import descriptions, known_to
from reportgen.sources.description import Description
from reportgen.sources.extract import Extract, Task, Window
from reportgen.sources.file_tables import tables_of
from reportgen.sources.merge import Merged, merge
from reportgen.sources.named_range import short_of_name
from reportgen.sources.normalise import normalise
from reportgen.sources.packed import Packed
from reportgen.sources.personal import veiled
from reportgen.sources.post_list import distinct, posts_of
from reportgen.sources.posts import posts_beside_days
from reportgen.sources.rates import read_rates
from reportgen.sources.recognise import Table
from reportgen.sources.siblings import unnamed_siblings
from reportgen.sources.unfinished import unfinished
from reportgen.vocabulary.catalogue import catalogue


def read_sources(config: Config, folder: Path, as_of: date, numbered: bool = True) -> Facts:
    """All that the config's sources say before ``as_of``. ``folder``: where the config lies; paths are relative to it.
    ``numbered``: the facts themselves tell their rows. Problems and findings do in any case: a large CSV, whose rows
    take longer to number than to add up, is read again with their numbers where one of them is to be told.

    Raises DataError with every Problem of every file.
    """
    with collector_paused():
        if numbered:
            return _read_all(config, folder, as_of, numbered=True)
        try:
            facts = _read_all(config, folder, as_of, numbered=False)
        except DataError as error:
            if any(problem.place.row < 0 for problem in error.problems):
                return _read_all(config, folder, as_of, numbered=True)
            raise
        wanting = any(finding.place.row < 0 for finding in facts.findings)
        return _read_all(config, folder, as_of, numbered=True) if wanting else facts


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all sources. ``kinds``: measure id → kind; ``amounts``: the measures that are money;
    ``rated``: other currencies than the report's that are taken; ``known``: the descriptions of exports;
    ``numbered``: each row has its number."""

    config: Config
    folder: Path
    as_of: date
    kinds: Mapping[str, str]
    amounts: frozenset[str]
    rated: frozenset[str]
    known: tuple[Description, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file: its tables, each with what it says before ``as_of`` (None where it cannot be read); its problems and
    findings stand in the task. A copy of another file has no table."""

    task: Task
    tables: tuple[tuple[Table, Extract | None], ...] = ()

    @property
    def extracts(self) -> tuple[Extract, ...]:
        return tuple(extract for _, extract in self.tables if extract is not None)

    @property
    def summed(self) -> frozenset[Window]:
        return frozenset().union(*(extract.summed for extract in self.extracts))


def setting(config: Config, folder: Path, as_of: date, rates: Iterable[Rate] = ()) -> Setting:
    """The Setting of a config that lies in this folder, on this day. ``rates``: those of its file of rates."""
    shipped = catalogue().measures
    kinds = {name: measure.kind for name, measure in shipped.items()}
    units = {name: measure.unit for name, measure in shipped.items()}
    kinds |= {measure.id: measure.kind for measure in config.measures}
    units |= {measure.id: measure.unit for measure in config.measures}
    amounts = frozenset(name for name, unit in units.items() if unit == "currency")
    rated = frozenset(rate.currency for rate in config.rates) | {rate.currency for rate in rates}
    return Setting(config, folder, as_of, kinds, amounts, rated, _known(config, folder))


def _known(config: Config, folder: Path) -> tuple[Description, ...]:
    """The descriptions of exports that count for a config."""
    if config.exports is None:
        return descriptions()
    own = [measure.id for measure in config.measures]
    return known_to(folder / config.exports, config.exports.rstrip("/"), own)


def _read_all(config: Config, folder: Path, as_of: date, *, numbered: bool) -> Facts:
    rates, wrong = read_rates(config, folder)
    given = replace(setting(config, folder, as_of, rates), numbered=numbered)
    problems: list[Problem] = list(wrong)
    series: dict[Key, list[Fact]] = {}
    feeds: list[Feed] = []
    findings: list[Finding] = []
    origins: list[Origin] = []
    posts: list[Post] = []
    for source in config.sources:
        extracts, found = _read_source(source, given, problems)
        merged = merge(source.name, extracts, given.kinds, first_origin=len(origins))
        posts += posts_of(source.name, extracts)
        origins += [extract.origin for extract in extracts]
        for key, facts in merged.series.items():
            series.setdefault(key, []).extend(facts)
        feeds += merged.feeds
        findings += [*found, *of_source(source, merged, origins, as_of)]
        problems += merged.problems
    if not problems and not series:
        problems += _headers_alone(config, findings)
    if problems:
        raise DataError(problems)
    spoken = tuple(sorted(feeds, key=lambda f: (f.key, f.source)))
    return Facts(_sorted(series), spoken, tuple(origins), tuple(findings), rates, distinct(posts))


def of_source(source: Source, merged: Merged, origins: Sequence[Origin], as_of: date) -> Iterator[Finding]:
    """What is told of a source's files together: overlaps, gaps, an unfinished last day, age. ``origins``: those that
    the facts point at."""
    yield from merged.findings
    yield from quality.gaps(source.name, merged.series, merged.feeds, origins)
    yield from unfinished(source.name, merged.series, origins)
    yield from quality.stale(
        source.name, source.fresh_within, merged.feeds, as_of, quality.newest(merged.series, origins)
    )


def _headers_alone(config: Config, findings: list[Finding]) -> Iterator[Problem]:
    """Where no source has a row: the clients' own tables that are a header and nothing else."""
    own = {source.name for source in config.sources if tidy.is_tidy(source)}
    for finding in findings:
        if finding.kind == "no_rows" and finding.source in own:
            what = f"the table has a header and no row, and no other source has one (source '{finding.source}')"
            yield Problem(finding.place, "no_rows", what, "Export it anew, with its rows.")


def _sorted(series: Mapping[Key, list[Fact]]) -> tuple[Fact, ...]:
    """By key, then window."""
    order = attrgetter("start", "end", "origin", "first_row")
    return tuple(fact for key in sorted(series) for fact in sorted(series[key], key=order))


@lru_cache(maxsize=1)
def _counts() -> frozenset[str]:
    """The measures that count things; what a client's own measure may be, nobody knows."""
    return frozenset(name for name, measure in catalogue().measures.items() if measure.unit == "count")


def _read_source(source: Source, given: Setting, problems: list[Problem]) -> tuple[tuple[Extract, ...], list[Finding]]:
    """All tables of a source's files, without what is dated ``as_of`` or later; problems are added to ``problems``."""
    findings: list[Finding] = []
    extracts: list[Extract] = []
    tasks: list[Task] = []
    for file in read_files(source, given, problems):
        extracts += file.extracts
        problems += file.task.problems
        findings += file.task.findings
        tasks.append(file.task)
    problems += other_order(tasks)
    problems += unnamed_siblings(extracts)
    return tuple(extracts), findings


def read_files(source: Source, given: Setting, problems: list[Problem]) -> Iterator[ReadFile]:
    """A source's files one after the other, copies first; that there are none is added to ``problems``."""
    config, paths = given.config, _files(source, given.folder, problems)
    hashes = {file: _sha256(path) for file, path in paths.items()}
    zone, rated = ZoneInfo(config.timezone), given.rated

    def task_of(file: str) -> Task:
        return Task(
            source,
            file,
            hashes[file],
            config.currency,
            zone,
            given.as_of,
            config.locale,
            given.amounts,
            rated,
            config.client,
            tuple(competitor.name for competitor in config.competitors),
            rules=tuple(given.rule for given in config.channels if given.asks),
            scores=frozenset(name for name, kind in given.kinds.items() if kind == "score"),
            margins=config.margins if isinstance(config.margins, ProductMargins) else None,
            numbered=given.numbered,
        )

    copies, told = quality.same_content(source.name, hashes)
    for finding in told:
        task = task_of(finding.place.file)
        task.found(finding)
        yield ReadFile(task)
    read = {file: _read_file(path, task_of(file), given) for file, path in paths.items() if file not in copies}
    shared = shared_windows(extract for file in read.values() for extract in file.extracts)
    for file, found in read.items():
        task = replace(task_of(file), singly=shared & found.summed)
        yield _read_file(paths[file], task, given) if task.singly else found


def _read_file(path: Path, task: Task, given: Setting) -> ReadFile:
    tables: list[tuple[Table, Extract | None]] = []
    for found in tables_of(path, task, given.kinds, given.known):
        table = replace(found, rows=veiled(found.header, found.rows))
        task.veiled = task.veiled or table.rows is not found.rows
        extract = normalise(table, task, given.kinds)
        if extract is not None:
            task.findings += () if table.rows else quality.no_rows(extract)  # rows of names alone have no figure
            extract, counted = quality.before(extract, given.as_of)
            task.findings += [*counted, *quality.negative(extract, _counts()), *short_of_name(extract, given.as_of)]
            task.findings += () if task.source.sparse else quality.zeros(extract)
            task.findings += quality.unavailable(extract)
        tables.append(
            (replace(table, rows=(), records=len(table.rows)) if isinstance(table.rows, Packed) else table, extract)
        )
    return ReadFile(task, tuple(posts_beside_days(tables)))


def other_order(tasks: list[Task]) -> Iterator[Problem]:
    """Files whose dates are read as the locale has them, where another file of the source tells the other order."""
    proved = {order: task.file for task in tasks if not task.assumed for order in task.orders}
    for task in tasks if len(proved) == 1 else ():
        for order, example in task.orders.items() if task.assumed else ():
            if order not in proved:
                (other, file), *_ = proved.items()
                first = "day" if other == "day_first" else "month"
                what = (
                    f"'{example}': nothing in the file tells the day from the month, and {file} has the {first} first"
                )
                yield Problem(Place(file=task.file), "open_date", what, "Write dates as 2026-03-04.")


def _files(source: Source, folder: Path, problems: list[Problem]) -> dict[str, Path]:
    """The source's files by their path relative to the config, sorted; a Problem where there are none."""
    pattern = source.path.replace("\\", "/")
    found = {_relative(name, folder) for name in matching(pattern, folder)}
    files = {name: folder / name for name in sorted(found) if (folder / name).is_file()}
    if not files:
        where, name = Path(pattern).parent, Path(pattern).name
        there = sorted(item.name for item in (folder / where).iterdir()) if (folder / where).is_dir() else []
        near = tuple((where / close).as_posix() for close in nearest(name, there))
        cure = "" if near else "Paths are relative to the config's folder."
        what = "no file matches this pattern" if glob.has_magic(pattern) else "there is no such file"
        problems.append(Problem(Place(file=pattern), "missing_file", f"{what} (source '{source.name}')", cure, near))
    return files


def _relative(name: str, folder: Path) -> str:
    """The path from the config's folder, with forward slashes; Path.glob takes no pattern that leads upwards."""
    return Path(os.path.relpath(folder / name, folder)).as_posix()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
