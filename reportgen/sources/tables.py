"""Large tidy CSV and Parquet files → Tables of one row per day and key, grouped by DuckDB before Python sees a row.

Values are cast to DECIMAL(18,6) before they are added, so that a sum is the same on every run. What is not plain (a
decimal comma, a percent sign, a text between numbers) is left to the row reader where the file is small enough.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from io import StringIO
from pathlib import Path
from typing import Any

from reportgen.errors import Place
from reportgen.sources import tidy
from reportgen.sources.extract import Task
from reportgen.sources.headers import header, plain
from reportgen.sources.layout import unknown_column
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row, Sheet, sniff_separator
from reportgen.sources.values import ABSENT
from reportgen.vocabulary.roles import ROLES

MOST_GROUPS = 200_000
MOST_ROWS_COMPARED = 1_000_000  # above it rows are taken for events, and equal ones are not looked for
_LINE = re.compile(r"Line: (\d+)")
_TIMED = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$"


class NotPlainError(Exception):
    """The file is no plain table: it needs the row reader, or cannot be read; ``line`` is 0 where unknown."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Relation:
    """A file as DuckDB sees it: the text after FROM, the file's column names, each one's name and type in SQL."""

    sql: str
    names: tuple[str, ...]
    fields: tuple[str, ...]
    types: tuple[str, ...]
    row: str  # an expression: the row's number in the file


def read_csv(path: Path, head: str, task: Task, kinds: Mapping[str, str]) -> Table | None:
    """A UTF-8 CSV file; ``head`` is its first part, whole lines. None, with problems told. Raises NotPlainError."""
    separator = sniff_separator(head)
    names = _first_record(head, separator)
    fields = tuple(f"c{index}" for index in range(len(names)))
    columns = ", ".join(f"'{field}': 'VARCHAR'" for field in fields)
    options = f"auto_detect=false, header=true, delim={_text(separator)}, quote='\"', escape='\"'"
    strict = "strict_mode=true, null_padding=false, ignore_errors=false"
    scan = f"read_csv({_text(str(path))}, {options}, {strict}, columns={{{columns}}})"
    numbered = f"(SELECT *, row_number() OVER () + 1 AS file_row FROM {scan})"
    relation = _Relation(numbered, names, fields, ("VARCHAR",) * len(names), "file_row")
    return _grouped(relation, Sheet("", (), separator), task, kinds)


def read_parquet(path: Path, task: Task, kinds: Mapping[str, str]) -> Table | None:
    """A Parquet file; its first row of data is row 1. None, with problems told. Raises NotPlainError."""
    scan = f"read_parquet({_text(str(path))}, file_row_number=true)"
    described = _query(f"DESCRIBE SELECT * FROM {scan}")
    columns = [(str(name), str(kind)) for name, kind, *_ in described if name != "file_row_number"]
    names = tuple(name for name, _ in columns)
    fields = tuple(_quoted(name) for name in names)
    relation = _Relation(scan, names, fields, tuple(kind for _, kind in columns), "file_row_number + 1")
    return _grouped(relation, Sheet("", ()), task, kinds)


def _grouped(relation: _Relation, sheet: Sheet, task: Task, kinds: Mapping[str, str]) -> Table | None:
    head = Row(1, relation.names)
    bare = tidy.placeholder(sheet, head)
    if not task.source.columns and not tidy.is_canonical(relation.names, kinds):
        cure = "Give 'columns': day and measures, each with its column."
        task.wrong("unknown_format", f"a table with the columns {', '.join(relation.names[:12])}", cure)
        return None
    mapped = tidy.map_columns(relation.names, task.source, bare, task)
    chosen = _chosen(relation, task, bare)
    if mapped is None or chosen is None:
        return None
    roles = [(name, index) for name, index in mapped.columns if name in ROLES]
    measures = [(name, index) for name, index in mapped.columns if name not in ROLES]
    _check_numbers(relation, measures, chosen, task)
    if tidy.rows_are_unique(task.source, mapped):
        relation = _without_copies(relation, [index for _, index in measures], chosen, task)
    rows = _query(_statement(relation, roles, measures, chosen, task, kinds))
    if len(rows) > MOST_GROUPS:
        _too_many(relation, roles, chosen, task)
        return None
    return tidy.regroup(sheet, relation.names, [*roles, *measures], mapped, rows, task)


def _statement(
    relation: _Relation,
    roles: Sequence[tuple[str, int]],
    measures: Sequence[tuple[str, int]],
    chosen: str,
    task: Task,
    kinds: Mapping[str, str],
) -> str:
    """One row per distinct role cells: the cells, the measures, first and last row, and how many there were."""
    cells = [_role(relation, name, index, task.zone) for name, index in roles]
    sums = [_measure(relation, name, index, kinds, task) for name, index in measures]
    ends = [f"min({relation.row})", f"max({relation.row})", "count(*)"]
    by = f" GROUP BY {', '.join(str(place + 1) for place in range(len(cells)))}" if cells else ""
    select = ", ".join((*cells, *sums, *ends))
    return (
        f"SELECT {select} FROM {relation.sql}{chosen}{by} ORDER BY {len(cells) + len(sums) + 1} LIMIT {MOST_GROUPS + 1}"
    )


def _role(relation: _Relation, name: str, index: int, zone: tzinfo) -> str:
    field, kind = relation.fields[index], relation.types[index]
    if name == "day" and kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone({_text(str(zone))}, {field}) AS DATE)"
    if name in ("day", "month") and kind.startswith(("TIMESTAMP", "DATE")):
        return f"CAST({field} AS DATE)"
    text = f"trim(CAST({field} AS VARCHAR))"
    if name == "day":
        return f"CASE WHEN regexp_full_match({text}, {_text(_TIMED)}) THEN left({text}, 10) ELSE {text} END"
    return f"coalesce({text}, '')"


def _measure(relation: _Relation, name: str, index: int, kinds: Mapping[str, str], task: Task) -> str:
    """A sum; of what cannot be added the one value, or nothing where there are several."""
    value = f"TRY_CAST({relation.fields[index]} AS DECIMAL(18, 6))"
    if kinds.get(name, "flow") == "flow" or task.source.of == "posts":
        return f"sum({value})"
    return f"CASE WHEN count({value}) = 1 THEN min({value}) END"


def _check_numbers(relation: _Relation, measures: Sequence[tuple[str, int]], chosen: str, task: Task) -> None:
    """Raises NotPlainError where a measure's cell is no plain number with a decimal point."""
    absent = ", ".join(_text(word) for word in sorted(ABSENT))
    tests, texts = [], []
    for name, index in measures:
        text = f"trim(CAST({relation.fields[index]} AS VARCHAR))"
        failed = f"TRY_CAST({relation.fields[index]} AS DECIMAL(18, 6)) IS NULL OR contains({text}, '_')"
        there = f"{text} IS NOT NULL AND lower({text}) NOT IN ({absent})"
        tests.append(f"min({relation.row}) FILTER (WHERE ({there}) AND ({failed}))")
        texts.append(name)
    if not tests:
        return
    found = _query(f"SELECT {', '.join(tests)} FROM {relation.sql}{chosen}")[0]
    for (name, index), row in zip(measures, found, strict=True):
        if row is not None:
            raise NotPlainError(int(row), f"column '{relation.names[index]}' ({name}) holds what is no plain number")


def _without_copies(relation: _Relation, measures: Sequence[int], chosen: str, task: Task) -> _Relation:
    """The relation with equal rows once, told; rows that only their measures tell apart are a Problem, told."""
    fields, source = ", ".join(relation.fields), f"FROM {relation.sql}{chosen}"
    total, distinct = _query(
        f"SELECT (SELECT count(*) {source}), (SELECT count(*) FROM (SELECT DISTINCT {fields} {source}))"
        if _query(f"SELECT count(*) {source}")[0][0] <= MOST_ROWS_COMPARED
        else "SELECT 0, 0"
    )[0]
    once = relation
    if total > distinct:
        tidy.tell_copies(total - distinct, task)
        sql = f"(SELECT {fields}, min({relation.row}) AS once_row {source} GROUP BY {fields})"
        once = replace(relation, sql=sql, row="once_row")
    apart = ", ".join(field for index, field in enumerate(relation.fields) if index not in measures)
    if total and apart:
        having = f"GROUP BY {apart} HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
        found = _query(f"SELECT min({once.row}), max({once.row}) FROM {once.sql}{chosen} {having}")
        if found:
            tidy.tell_contradiction(int(found[0][0]), int(found[0][1]), "", task)
    return once


def _chosen(relation: _Relation, task: Task, bare: Table) -> str | None:
    """The WHERE of the source's filter; None, with the unknown column told."""
    indexes = {header(name).full: index for index, name in reversed(list(enumerate(relation.names)))}
    tests = []
    for name, wanted in sorted(task.source.where.items()):
        if plain(name) not in indexes:
            unknown_column(bare, task, name)
            return None
        options = ", ".join(_text(item.strip()) for item in ([wanted] if isinstance(wanted, str) else wanted))
        tests.append(f"trim(CAST({relation.fields[indexes[plain(name)]]} AS VARCHAR)) IN ({options})")
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _too_many(relation: _Relation, roles: Sequence[tuple[str, int]], chosen: str, task: Task) -> None:
    """Name the column that makes so many groups: the role with the most distinct cells beside the day."""
    counts = ", ".join(f"approx_count_distinct({relation.fields[index]})" for _, index in roles)
    found = _query(f"SELECT {counts} FROM {relation.sql}{chosen}")[0]
    most = max(range(len(roles)), key=lambda place: (int(found[place]), -place))
    name, index = roles[most]
    task.wrong(
        "too_many_groups",
        f"more than {MOST_GROUPS} groups of rows; '{relation.names[index]}' ({name}) has the most values",
        f"Group the file by '{relation.names[index]}' beforehand, or leave '{name}' out of 'columns'.",
        Place(file=task.file, field=relation.names[index]),
    )


def _query(sql: str) -> list[tuple[Any, ...]]:
    """Run one statement in a database of its own that loads nothing and reaches no network. Raises NotPlainError."""
    import duckdb  # heavy: needed by large tables alone

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    try:
        with duckdb.connect(":memory:", config=settings) as database:
            rows: list[tuple[Any, ...]] = database.execute(sql).fetchall()
            return rows
    except duckdb.Error as error:
        text = str(error)
        line = _LINE.search(text)
        raise NotPlainError(int(line[1]) if line else 0, _reason(text)) from None


def _reason(text: str) -> str:
    if counts := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text):
        return f"{counts[2]} cells where the header has {counts[1]}"
    if "unterminated quote" in text:
        return "a quote is opened here and never closed"
    if "unicode" in text or "utf-8" in text:
        return "the text is not UTF-8"
    return "the file is damaged"


def _first_record(head: str, separator: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in next(csv.reader(StringIO(head), delimiter=separator)))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
