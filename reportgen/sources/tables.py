"""Large tidy CSV and Parquet files → Tables of one row per distinct role cells, grouped by DuckDB before Python sees a
row.

Sums are exact: whole numbers and decimals are added as they are, all else is cast to DECIMAL(18,6) first, so that a sum
is the same on every run. What is not plain (a decimal comma, a percent sign, a text between numbers) is left to the row
reader where the file is small enough.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from io import StringIO
from pathlib import Path
from typing import Any

from reportgen.errors import Place
from reportgen.sources import tidy
from reportgen.sources.database import Ask, NotPlainError, database, quoted, text
from reportgen.sources.extract import Task
from reportgen.sources.headers import header, plain
from reportgen.sources.layout import unknown_column
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row, Sheet, sniff_separator
from reportgen.sources.values import ABSENT, LIMIT
from reportgen.vocabulary.roles import ROLES

MOST_GROUPS = 200_000
MOST_ROWS_COMPARED = 1_000_000  # above it rows are taken for events, and equal ones are not looked for
_TIMED = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$"
_SMALL_WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER"})
_EXACT = re.compile(r"U?BIGINT|U?HUGEINT|DECIMAL\(\d+,[0-6]\)")


@dataclass(frozen=True, slots=True)
class _Relation:
    """A file as DuckDB sees it: the text after FROM, the file's column names, each one's name and type in SQL;
    ``exact``: the columns that can be added as they are."""

    ask: Ask
    sql: str
    names: tuple[str, ...]
    fields: tuple[str, ...]
    types: tuple[str, ...]
    row: str  # an expression: the row's number in the file; empty where rows are not numbered
    exact: frozenset[int] = frozenset()
    numbered: _Relation | None = None  # where ``row`` is empty: the same with numbers, read by one thread alone


@dataclass(frozen=True, slots=True)
class _Mapping:
    """What is read of a relation: the columns of roles and of measures, and the WHERE of the source's filter."""

    roles: tuple[tuple[str, int], ...]
    measures: tuple[tuple[str, int], ...]
    chosen: str


def read_csv(path: Path, head: str, task: Task, kinds: Mapping[str, str]) -> Table | None:
    """A UTF-8 CSV file; ``head`` is its first part, whole lines. None, with problems told. Raises NotPlainError."""
    separator = sniff_separator(head)
    names = tuple(cell.strip() for cell in next(csv.reader(StringIO(head), delimiter=separator)))
    fields = tuple(f"c{index}" for index in range(len(names)))
    columns = ", ".join(f"'{field}': 'VARCHAR'" for field in fields)
    options = f"auto_detect=false, header=true, delim={text(separator)}, quote='\"', escape='\"'"
    strict = "strict_mode=true, null_padding=false, ignore_errors=false"
    scan = f"read_csv({text(str(path))}, {options}, {strict}, columns={{{columns}}})"
    numbered = f"(SELECT *, row_number() OVER () + 1 AS file_row FROM {scan})"
    with database() as ask:
        relation = _Relation(ask, numbered, names, fields, ("VARCHAR",) * len(names), "file_row")
        if not task.numbered:  # to number the rows is to read them one after the other
            relation = replace(relation, sql=scan, row="", numbered=relation)
        return _grouped(relation, Sheet("", (), separator), task, kinds)


def read_parquet(path: Path, task: Task, kinds: Mapping[str, str]) -> Table | None:
    """A Parquet file; its first row of data is row 1. None, with problems told. Raises NotPlainError."""
    scan = f"read_parquet({text(str(path))}, file_row_number=true)"
    with database() as ask:
        described = ask(f"DESCRIBE SELECT * FROM {scan}")
        columns = [(str(name), str(kind)) for name, kind, *_ in described if name != "file_row_number"]
        names, types = tuple(name for name, _ in columns), tuple(kind for _, kind in columns)
        relation = _Relation(ask, scan, names, tuple(map(quoted, names)), types, "file_row_number + 1")
        return _grouped(replace(relation, exact=_exact(relation)), Sheet("", ()), task, kinds)


def _exact(relation: _Relation) -> frozenset[int]:
    """Columns of whole numbers and decimals within the limit, which the file's own statistics tell without a scan."""
    small = {index for index, kind in enumerate(relation.types) if kind in _SMALL_WHOLE}
    wide = [index for index, kind in enumerate(relation.types) if _EXACT.fullmatch(kind)]
    if wide:
        ends = ", ".join(f"min({relation.fields[index]}), max({relation.fields[index]})" for index in wide)
        found = relation.ask(f"SELECT {ends} FROM {relation.sql}")[0]
        pairs = zip(wide, found[::2], found[1::2], strict=True)
        small |= {index for index, least, most in pairs if least is None or -LIMIT < least <= most < LIMIT}
    return frozenset(small)


def _grouped(relation: _Relation, sheet: Sheet, task: Task, kinds: Mapping[str, str]) -> Table | None:
    bare = tidy.placeholder(sheet, Row(1, relation.names))
    if not task.source.columns and not tidy.is_canonical(relation.names, kinds):
        cure = "Give 'columns': day and measures, each with its column."
        task.wrong("unknown_format", f"a table with the columns {', '.join(relation.names[:12])}", cure)
        return None
    mapped = tidy.map_columns(relation.names, task.source, bare, task)
    chosen = _chosen(relation, task, bare)
    if mapped is None or chosen is None:
        return None
    roles = tuple((name, index) for name, index in mapped.columns if name in ROLES)
    measures = tuple((name, index) for name, index in mapped.columns if name not in ROLES)
    wanted = _Mapping(roles, measures, chosen)
    relation, groups = _first_groups(relation, wanted, task, kinds)
    if len(groups) > MOST_GROUPS:
        _too_many(relation, wanted, task)
        return None
    rows = sum(int(group[-1]) for group in groups)
    if tidy.rows_are_unique(task.source, mapped) and len(groups) < rows <= MOST_ROWS_COMPARED:
        once = _without_copies(relation, wanted, rows, task)
        groups = groups if once is relation else _groups(once, wanted, task, kinds)
    return tidy.regroup(sheet, relation.names, [*roles, *measures], mapped, groups, task)


def _first_groups(
    relation: _Relation, wanted: _Mapping, task: Task, kinds: Mapping[str, str]
) -> tuple[_Relation, list[tuple[Any, ...]]]:
    """The groups, and the relation that they are of: the one with numbered rows where something is wrong with a row."""
    if relation.numbered is not None:
        with suppress(NotPlainError):
            groups = _groups(relation, wanted, task, kinds)
            if len(groups) <= MOST_GROUPS:
                return relation, groups
        relation = relation.numbered
    return relation, _groups(relation, wanted, task, kinds)


def _groups(relation: _Relation, wanted: _Mapping, task: Task, kinds: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """One row per distinct role cells: the cells, the measures, first and last row, and how many there were. Where rows
    are not numbered, each has a number of its own below 0.

    Raises NotPlainError where a measure's cell is no plain number with a decimal point.
    """
    cells = [_role(relation, name, index, task.zone) for name, index in wanted.roles]
    sums = [_measure(relation, name, index, kinds, task) for name, index in wanted.measures]
    ends = [f"min({relation.row})", f"max({relation.row})"] if relation.row else ["NULL", "NULL"]
    faults = [_fault(relation, index) for _, index in wanted.measures]
    by = f" GROUP BY {', '.join(str(place + 1) for place in range(len(cells)))}" if cells else ""
    select, width = ", ".join((*cells, *sums, *ends, "count(*)", *faults)), len(cells) + len(sums) + 3
    order = str(width - 2) if relation.row else "ALL"
    found = relation.ask(
        f"SELECT {select} FROM {relation.sql}{wanted.chosen}{by} ORDER BY {order} LIMIT {MOST_GROUPS + 1}"
    )
    for place, (name, index) in enumerate(wanted.measures, start=width):
        wrong = min((int(group[place]) for group in found if group[place] is not None), default=None)
        if wrong is not None:
            raise NotPlainError(wrong, f"column '{relation.names[index]}' ({name}) holds what is no plain number")
    kept = [group[:width] for group in found if group[width - 1]]
    if relation.row:
        return kept
    return [(*group[: width - 3], at, at, group[-1]) for at, group in enumerate(kept, start=-len(kept))]


def _role(relation: _Relation, name: str, index: int, zone: tzinfo) -> str:
    field, kind = relation.fields[index], relation.types[index]
    if name in ("day", "week") and kind == "TIMESTAMP WITH TIME ZONE":
        return f"CAST(timezone({text(str(zone))}, {field}) AS DATE)"
    if name in ("day", "week", "month") and kind.startswith(("TIMESTAMP", "DATE")):
        return f"CAST({field} AS DATE)"
    cell = f"CAST({field} AS VARCHAR)"
    if name in ("day", "week"):  # without its time, so that a day is one group
        timed = f"length({cell}) > 10 AND regexp_full_match(trim({cell}), {text(_TIMED)})"
        return f"CASE WHEN {timed} THEN left(trim({cell}), 10) ELSE {cell} END"
    return cell


def _measure(relation: _Relation, name: str, index: int, kinds: Mapping[str, str], task: Task) -> str:
    """A sum; of what cannot be added the one value, or nothing where there are several."""
    value = relation.fields[index] if index in relation.exact else _cast(relation, index)
    if kinds.get(name, "flow") == "flow" or task.source.of == "posts":
        return f"sum({value})"
    return f"CASE WHEN count({value}) = 1 THEN min({value}) END"


def _cast(relation: _Relation, index: int) -> str:
    return f"TRY_CAST({relation.fields[index]} AS DECIMAL(18, 6))"


def _fault(relation: _Relation, index: int) -> str:
    """The first row whose cell is neither a plain number nor a mark of absence, 0 where rows are not numbered; NULL
    where there is none."""
    if index in relation.exact:
        return "NULL"
    cell = f"CAST({relation.fields[index]} AS VARCHAR)"
    absent = ", ".join(text(word) for word in sorted(ABSENT))
    failed = f"CASE WHEN {_cast(relation, index)} IS NULL THEN lower(trim({cell})) NOT IN ({absent})"
    odd = f"contains({cell}, '_') OR contains({cell}, 'E+')"  # DuckDB reads 1_000, and what a spreadsheet has rounded
    other = odd if relation.types[index] == "VARCHAR" else "false"
    return f"min({relation.row or 0}) FILTER (WHERE {failed} ELSE {other} END)"


def _without_copies(relation: _Relation, wanted: _Mapping, total: int, task: Task) -> _Relation:
    """The relation of ``total`` rows with equal ones once; rows that only their measures tell apart are a Problem. Both
    are told."""
    measures = {index for _, index in wanted.measures}
    apart = ", ".join(field for index, field in enumerate(relation.fields) if index not in measures)
    rows = f"FROM {relation.sql}{wanted.chosen}"
    having = f"GROUP BY {apart} HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    if not apart or relation.ask(f"SELECT count(DISTINCT hash({apart})) {rows}")[0][0] == total:
        return relation  # no two hashes are equal, so no two rows: grouping by the cells themselves takes twice as long
    relation = relation.numbered or relation
    rows, fields = f"FROM {relation.sql}{wanted.chosen}", ", ".join(relation.fields)
    distinct = int(relation.ask(f"SELECT count(*) FROM (SELECT DISTINCT {fields} {rows})")[0][0])
    once = relation
    if total > distinct:
        tidy.tell_copies(total - distinct, task)
        sql = f"(SELECT {fields}, min({relation.row}) AS once_row {rows} GROUP BY {fields})"
        once = replace(relation, sql=sql, row="once_row")
    found = relation.ask(f"SELECT min({once.row}), max({once.row}) FROM {once.sql}{wanted.chosen} {having}")
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
        options = ", ".join(text(item.strip()) for item in ([wanted] if isinstance(wanted, str) else wanted))
        tests.append(f"trim(CAST({relation.fields[indexes[plain(name)]]} AS VARCHAR)) IN ({options})")
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _too_many(relation: _Relation, wanted: _Mapping, task: Task) -> None:
    """Name the column that makes so many groups: the role with the most distinct cells beside the day."""
    counts = ", ".join(f"approx_count_distinct({relation.fields[index]})" for _, index in wanted.roles)
    found = relation.ask(f"SELECT {counts} FROM {relation.sql}{wanted.chosen}")[0]
    most = max(range(len(wanted.roles)), key=lambda place: (int(found[place]), -place))
    name, index = wanted.roles[most]
    task.wrong(
        "too_many_groups",
        f"more than {MOST_GROUPS} groups of rows; '{relation.names[index]}' ({name}) has the most values",
        f"Group the file by '{relation.names[index]}' beforehand, or leave '{name}' out of 'columns'.",
        Place(file=task.file, field=relation.names[index]),
    )
