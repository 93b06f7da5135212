"""Config's sources + the folder they lie in → Facts. The only door to the input files; tells all Problems at once."""

from __future__ import annotations

import gc
import glob
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from reportgen.config.schema import Config, Source
from reportgen.errors import DataError, Place, Problem, nearest
from reportgen.model.facts import Fact, Facts, Feed, Finding, Key, Origin
from reportgen.sources import decode, quality, tables, tidy
from reportgen.sources.database import NotPlainError
from reportgen.sources.describe import descriptions
from reportgen.sources.extract import Extract, Task
from reportgen.sources.headers import plain
from reportgen.sources.merge import Merged, merge
from reportgen.sources.normalise import normalise
from reportgen.sources.personal import veiled
from reportgen.sources.recognise import Table, not_recognised, recognise
from reportgen.sources.rows import RaggedTextError, Row, Sheet, read_text
from reportgen.sources.spreadsheet import WorkbookError, read_workbook
from reportgen.vocabulary.catalogue import catalogue

LARGEST_TEXT = 200 * 2**20  # bytes that the row reader takes; a plain CSV or Parquet file may be larger
SMALL_TABLE = 4 * 2**20  # up to here a plain CSV is read row by row sooner than a database has started


def read_sources(config: Config, folder: Path, as_of: date) -> Facts:
    """All that the config's sources say before ``as_of``. ``folder``: where the config lies; paths are relative to it.

    Raises DataError with every Problem of every file.
    """
    with _collector_paused():
        return _read_all(config, folder, as_of)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all sources. ``kinds``: measure id → kind; ``amounts``: the measures that are money;
    ``rated``: other currencies than the report's that are taken."""

    config: Config
    folder: Path
    as_of: date
    kinds: Mapping[str, str]
    amounts: frozenset[str]
    rated: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file: its tables, each with what it says before ``as_of`` (None where it cannot be read); its problems and
    findings stand in the task. A copy of another file has no table."""

    task: Task
    tables: tuple[tuple[Table, Extract | None], ...] = ()


def setting(config: Config, folder: Path, as_of: date) -> Setting:
    """The Setting of a config that lies in this folder, on this day."""
    shipped = catalogue().measures
    kinds = {name: measure.kind for name, measure in shipped.items()}
    units = {name: measure.unit for name, measure in shipped.items()}
    kinds |= {measure.id: measure.kind for measure in config.measures}
    units |= {measure.id: measure.unit for measure in config.measures}
    amounts = frozenset(name for name, unit in units.items() if unit == "currency")
    rated = frozenset(rate.currency for rate in config.rates)
    return Setting(config, folder, as_of, kinds, amounts, rated)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Reading makes hundreds of thousands of objects and no cycle: looking for cycles among them, again and again as
    they grow, would take a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_all(config: Config, folder: Path, as_of: date) -> Facts:
    given = setting(config, folder, as_of)
    problems: list[Problem] = []
    series: dict[Key, list[Fact]] = {}
    feeds: list[Feed] = []
    findings: list[Finding] = []
    origins: list[Origin] = []
    for source in config.sources:
        extracts, found = _read_source(source, given, problems)
        merged = merge(source.name, extracts, given.kinds, first_origin=len(origins))
        origins += [extract.origin for extract in extracts]
        for key, facts in merged.series.items():
            series.setdefault(key, []).extend(facts)
        feeds += merged.feeds
        findings += [*found, *of_source(source, merged, as_of)]
        problems += merged.problems
    if not problems and not series:
        problems += _headers_alone(config, findings)
    if problems:
        raise DataError(problems)
    return Facts(
        _sorted(series), tuple(sorted(feeds, key=lambda f: (f.key, f.source))), tuple(origins), tuple(findings)
    )


def of_source(source: Source, merged: Merged, as_of: date) -> Iterator[Finding]:
    """What is told of a source's files together: overlaps, gaps, age."""
    yield from merged.findings
    yield from quality.gaps(source.name, merged.series, merged.feeds)
    yield from quality.stale(source.name, source.fresh_within, merged.feeds, as_of)


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
        extracts += [extract for _, extract in file.tables if extract is not None]
        problems += file.task.problems
        findings += file.task.findings
        tasks.append(file.task)
    problems += other_order(tasks)
    return tuple(extracts), findings


def read_files(source: Source, given: Setting, problems: list[Problem]) -> Iterator[ReadFile]:
    """A source's files one after the other, copies first; that there are none is added to ``problems``."""
    config, paths = given.config, _files(source, given.folder, problems)
    hashes = {file: _sha256(path) for file, path in paths.items()}
    zone, rated = ZoneInfo(config.timezone), given.rated

    def task_of(file: str) -> Task:
        return Task(source, file, hashes[file], config.currency, zone, given.as_of, config.locale, given.amounts, rated)

    copies, told = quality.same_content(source.name, hashes)
    for finding in told:
        task = task_of(finding.place.file)
        task.found(finding)
        yield ReadFile(task)
    for file, path in paths.items():
        if file not in copies:
            yield _read_file(path, task_of(file), given)


def _read_file(path: Path, task: Task, given: Setting) -> ReadFile:
    tables = []
    for found in _tables(path, task, given.kinds):
        table = replace(found, rows=veiled(found.header, found.rows))
        task.veiled = task.veiled or table.rows is not found.rows
        extract = normalise(table, task, given.kinds)
        if extract is not None:
            task.findings += quality.no_rows(extract)
            extract, counted = quality.before(extract, given.as_of)
            task.findings += [*counted, *quality.negative(extract, _counts())]
        tables.append((table, extract))
    return ReadFile(task, tuple(tables))


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
    found = {_relative(name, folder) for name in glob.glob(pattern, root_dir=folder, recursive=True)}  # noqa: PTH207
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


def _tables(path: Path, task: Task, kinds: Mapping[str, str]) -> Iterator[Table]:
    """The tables of one file; what cannot be read is told to the task."""
    with path.open("rb") as file:
        head = file.read(decode.SNIFFED_BYTES)
    kind, size = decode.kind_of(head), path.stat().st_size
    if kind == "empty":
        task.wrong("empty_file", "the file is empty", "Export it anew.")
    elif kind == "binary":
        task.wrong("unknown_format", "this is neither text nor a workbook nor a Parquet file", _FORMATS)
    elif kind == "parquet":
        yield from _large(path, "", task, kinds)
    elif kind in ("xlsx", "xls"):
        yield from _of_sheets(_workbook(path, task), task, kinds)
    elif size > SMALL_TABLE and decode.is_plain_utf8(head) and _looks_tidy(head, size, task.source, kinds):
        yield from _large(path, _whole_lines(head), task, kinds)
    else:
        yield from _of_sheets(_text(path, size, task), task, kinds)


_NO_DATA = frozenset({"no data available", "aucune donnée disponible", "no data", "aucune donnée"})
_FORMATS = "Read are CSV, XLSX, XLS and Parquet files."


def _whole_lines(head: bytes) -> str:
    return head.decode("utf-8-sig", "ignore").rpartition("\n")[0]


def _looks_tidy(head: bytes, size: int, source: Source, kinds: Mapping[str, str]) -> bool:
    """Whether the first line is a tidy table's header; a header further down is for the row reader, within its size."""
    first = next(iter(read_text(_whole_lines(head).split("\n", 1)[0]).rows), Row(1, ()))
    if first.cells and str(first.cell(0)).startswith(("sep=", "#")):
        return False
    if tidy.is_tidy(source) and size > LARGEST_TEXT:
        return True
    return (tidy.is_tidy(source) or not source.columns) and tidy.has_header(first, source, kinds)


def _large(path: Path, head: str, task: Task, kinds: Mapping[str, str]) -> Iterator[Table]:
    """A file that DuckDB reads; a CSV that is not plain goes to the row reader where it is small enough."""
    try:
        table = tables.read_csv(path, head, task, kinds) if head else tables.read_parquet(path, task, kinds)
    except NotPlainError as error:
        size = path.stat().st_size
        if head and size <= LARGEST_TEXT:
            yield from _of_sheets(_text(path, size, task), task, kinds)
        else:
            task.wrong("unreadable", str(error), "", Place(file=task.file, row=error.line))
        return
    if table is not None:
        yield table


def _text(path: Path, size: int, task: Task) -> tuple[Sheet, ...]:
    if size > LARGEST_TEXT:
        cure = "Group it by day beforehand, or give 'columns' for a plain UTF-8 CSV."
        task.wrong("too_large", f"the file is larger than {LARGEST_TEXT // 2**20} MB", cure)
        return ()
    found = decode.decode(path.read_bytes())
    if found is None:
        task.wrong("wrong_encoding", "the text is neither UTF-8 nor UTF-16", "Save it as UTF-8.")
        return ()
    if found.guessed:
        where, names = Place(file=task.file), (("encoding", found.encoding),)
        task.found(Finding("guessed_encoding", "notice", task.source.name, where, names=names))
    try:
        return (read_text(found.text),)
    except RaggedTextError as error:
        task.wrong(
            "broken_quotes", str(error), "Close the quote, or export the file anew.", Place(task.file, error.line)
        )
        return ()


def _workbook(path: Path, task: Task) -> tuple[Sheet, ...]:
    try:
        return read_workbook(path.read_bytes(), task.source.sheet)
    except WorkbookError as error:
        task.wrong("bad_workbook", str(error), "Open it in a spreadsheet and save it anew.")
    except KeyError as error:
        wanted = task.source.sheet or ""
        near = nearest(wanted, error.args)
        cure = "" if near else f"Its sheets are: {', '.join(error.args)}."
        task.wrong("unknown_sheet", f"there is no sheet '{wanted}'", cure, near=near)
    return ()


def _of_sheets(sheets: tuple[Sheet, ...], task: Task, kinds: Mapping[str, str]) -> Iterator[Table]:
    """The tables of a file's sheets: a tidy one where the source or the header says so, else recognised ones."""
    filled = [sheet for sheet in sheets if not all(row.blank for row in sheet.rows)]
    if not filled:
        if sheets:
            task.wrong("empty_file", "the file holds no row", "Export it anew.")
        return
    if tidy.is_tidy(task.source):
        yield from tidy.from_sheets(filled, task.source, task, kinds)
        return
    yield from _recognised(filled, task, kinds)


def _recognised(sheets: list[Sheet], task: Task, kinds: Mapping[str, str]) -> Iterator[Table]:
    recognised, unknown = 0, []
    for sheet in sheets:
        rows = [row for row in sheet.rows if not row.blank]
        if not task.source.columns and tidy.header_at(rows, task.source, kinds) is not None:
            table = tidy.from_sheet(sheet, task.source, task, kinds)
            recognised += 1
            if table is not None:
                yield table
            continue
        if _says_empty(sheet):
            task.found(Finding("no_rows", "notice", task.source.name, Place(file=task.file, sheet=sheet.name)))
            recognised += 1
            continue
        found = recognise(sheet, descriptions())
        recognised += len(found.tables)
        yield from found.tables
        if found.tables:
            _tell_left_out(sheet, found.left_out, task)
        else:
            unknown.append(sheet)
    if not recognised:
        task.problems.append(_not_recognised(sheets, task))
        return
    for sheet in unknown:
        tidy.tell_sheet_left_out(sheet, task)


def _not_recognised(sheets: list[Sheet], task: Task) -> Problem:
    problem = not_recognised(task.file, sheets, descriptions())
    if not glob.has_magic(task.source.path):
        return problem
    more = f" If the report has no need of it, leave it out by a narrower 'path' than {task.source.path}."
    return replace(problem, would_be_right=problem.would_be_right + more)


def _says_empty(sheet: Sheet) -> bool:
    """Whether the platform wrote that there are no data, in place of a table."""
    filled = [row for row in sheet.rows if not row.blank]
    return len(filled) <= 12 and any(plain(str(row.cell(0))).rstrip(".") in _NO_DATA for row in filled)


def _tell_left_out(sheet: Sheet, left_out: tuple[tuple[int, str], ...], task: Task) -> None:
    for row, text in left_out:
        where = Place(file=task.file, sheet=sheet.name, row=row)
        task.found(Finding("table_left_out", "info", task.source.name, where, names=(("header", text),)))
