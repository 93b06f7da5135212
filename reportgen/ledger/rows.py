"""The model's values ↔ rows of the ledger's tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.engine import Connection

from reportgen.ledger.schema import figures, files, findings, records, restatements
from reportgen.model.delivery import ArchivedFigure, CycleRecord, Hashes, RestatedFigure

TABLES = (figures, files, findings, restatements)
AT_ONCE = 500  # records that one statement asks for


@dataclass(frozen=True, slots=True)
class Rows:
    """A record as rows, without its number."""

    head: Mapping[str, object]
    figures: Sequence[Mapping[str, object]]
    files: Sequence[Mapping[str, object]]
    findings: Sequence[Mapping[str, object]]
    restatements: Sequence[Mapping[str, object]]


def record_rows(record: CycleRecord) -> Rows:
    """``recorded_at`` is left out: it is no part of the content."""
    head = {
        "client": record.client,
        "cycle": record.cycle,
        "start": record.start.isoformat(),
        "end": record.end.isoformat(),
        "until": _day_text(record.until),
        "as_of": record.as_of.isoformat(),
        "currency": record.currency,
        "gate": record.gate,
        "program": record.program,
        "config_sha256": record.config_sha256,
        "catalogue_sha256": record.catalogue_sha256,
        "summary": json.dumps(record.summary, ensure_ascii=False),
    }
    return Rows(
        head,
        [{"place": place, **_figure_row(figure)} for place, figure in enumerate(record.figures)],
        [
            {"role": role, "name": name, "sha256": digest}
            for role, hashed in (("input", record.inputs), ("artifact", record.artifacts))
            for name, digest in sorted(set(hashed))
        ],
        [{"place": place, "kind": kind, "source": source} for place, (kind, source) in enumerate(record.findings)],
        [{"place": place, **_restated_row(figure)} for place, figure in enumerate(record.restated)],
    )


def content_sha256(record: CycleRecord) -> str:
    """The same for the same content, whenever it is recorded."""
    rows = record_rows(record)
    content = [rows.head, rows.figures, rows.files, rows.findings, rows.restatements]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read_records(connection: Connection, numbers: Sequence[int]) -> tuple[CycleRecord, ...]:
    """The records of these numbers, in their order."""
    found: dict[int, CycleRecord] = {}
    for place in range(0, len(numbers), AT_ONCE):
        some = numbers[place : place + AT_ONCE]
        parts = {table.name: _by_record(connection, table, some) for table in TABLES}
        for row in connection.execute(select(records).where(records.c.id.in_(some))):
            found[row.id] = _record(row, {name: part.get(row.id, []) for name, part in parts.items()})
    return tuple(found[number] for number in numbers)


def _by_record(connection: Connection, table: Table, numbers: Sequence[int]) -> dict[int, list[Row[Any]]]:
    rows: dict[int, list[Row[Any]]] = {}
    for row in connection.execute(select(table).where(table.c.record.in_(numbers)).order_by(*table.primary_key)):
        rows.setdefault(row.record, []).append(row)
    return rows


def _record(row: Row[Any], parts: Mapping[str, list[Row[Any]]]) -> CycleRecord:
    hashed = {
        role: tuple((file.name, file.sha256) for file in parts["files"] if file.role == role)
        for role in ("input", "artifact")
    }
    return CycleRecord(
        client=row.client,
        cycle=row.cycle,
        start=date.fromisoformat(row.start),
        end=date.fromisoformat(row.end),
        until=_day(row.until),
        as_of=date.fromisoformat(row.as_of),
        currency=row.currency,
        gate=row.gate,
        program=row.program,
        config_sha256=row.config_sha256,
        catalogue_sha256=row.catalogue_sha256,
        inputs=hashed["input"],
        figures=tuple(map(_figure, parts["figures"])),
        findings=tuple((finding.kind, finding.source) for finding in parts["findings"]),
        artifacts=hashed["artifact"],
        summary=tuple(json.loads(row.summary)),
        restated=tuple(map(_restated, parts["restatements"])),
        recorded_at=instant(row.recorded_at),
    )


def _figure_row(figure: ArchivedFigure) -> dict[str, object]:
    found, needed = figure.small_base or (None, None)
    return {
        "objective": figure.objective,
        "kpi": figure.kpi,
        "cycle": figure.cycle,
        "start": figure.start.isoformat(),
        "end": figure.end.isoformat(),
        "until": _day_text(figure.until),
        "value": _number_text(figure.value),
        "unit": figure.unit,
        "formula": figure.formula,
        "series": figure.series,
        "state": figure.state,
        "cause": figure.cause,
        "present": figure.coverage[0],
        "expected": figure.coverage[1],
        "base_found": found,
        "base_needed": needed,
        "target": _number_text(figure.target),
        "mode": figure.mode,
        "counted": _number_text(figure.counted),
    }


def _figure(row: Row[Any]) -> ArchivedFigure:
    return ArchivedFigure(
        objective=row.objective,
        kpi=row.kpi,
        cycle=row.cycle,
        start=date.fromisoformat(row.start),
        end=date.fromisoformat(row.end),
        until=_day(row.until),
        value=_number(row.value),
        unit=row.unit,
        formula=row.formula,
        series=row.series,
        state=row.state,
        cause=row.cause,
        coverage=(row.present, row.expected),
        small_base=None if row.base_found is None else (row.base_found, row.base_needed),
        target=_number(row.target),
        mode=row.mode,
        counted=_number(row.counted),
    )


def _restated_row(figure: RestatedFigure) -> dict[str, object]:
    return {
        "objective": figure.objective,
        "kpi": figure.kpi,
        "cycle": figure.cycle,
        "unit": figure.unit,
        "reported": str(figure.reported),
        "restated": str(figure.restated),
    }


def _restated(row: Row[Any]) -> RestatedFigure:
    return RestatedFigure(row.objective, row.kpi, row.cycle, row.unit, Decimal(row.reported), Decimal(row.restated))


def hashes(text: str) -> Hashes:
    """What `hashes_text` made."""
    return tuple((name, digest) for name, digest in json.loads(text))


def hashes_text(hashed: Hashes) -> str:
    return json.dumps(sorted(hashed), ensure_ascii=False)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def instant_text(at: datetime) -> str:
    """A point in time in UTC. Raises ValueError for one without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone")
    return at.astimezone(UTC).isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _number_text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
