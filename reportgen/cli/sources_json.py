"""What was seen in the files → JSON, for programs. Every sentence stands beside its kind, every day in ISO form."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from reportgen.cli.sources_words import Spoken, measure, spoken
from reportgen.errors import Problem
from reportgen.model.facts import Finding
from reportgen.sources.inspect import FileSeen, SourceSeen, TableSeen

SCHEMA = 1


def as_json(seen: Sequence[SourceSeen], locale: str) -> str:
    """All sources with their files."""
    says = spoken(locale)
    tree = {"schema": SCHEMA, "locale": locale, "sources": [_source(source, says) for source in seen]}
    return json.dumps(tree, ensure_ascii=False, indent=2)


def _source(source: SourceSeen, says: Spoken) -> dict[str, Any]:
    return {
        "name": source.name,
        "refused": source.refused,
        "files": [_file(file, says) for file in source.files],
        "findings": [_finding(finding, says) for finding in source.findings],
        "problems": [_problem(told) for told in source.problems],
    }


def _file(file: FileSeen, says: Spoken) -> dict[str, Any]:
    return {
        "file": file.file,
        "tables": [_table(table) for table in file.tables],
        "findings": [_finding(finding, says) for finding in file.findings],
        "problems": [_problem(told) for told in file.problems],
    }


def _table(table: TableSeen) -> dict[str, Any]:
    return {
        "export": table.export,
        "name": table.name,
        "sheet": table.sheet,
        "header_row": table.row,
        "decided_by": table.decided_by,
        "rows": table.rows,
        "first_day": table.period[0].isoformat() if table.period else None,
        "last_day": (table.period[1] - timedelta(days=1)).isoformat() if table.period else None,
        "channels": table.channels,
        "measures": sorted({measure(key) for key in table.keys}),
        "columns_not_read": table.unread,
        "personal_columns": table.personal,
    }


def _finding(finding: Finding, says: Spoken) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "text": says.sentence(finding, finding.place.file),
        "file": finding.place.file,
        "sheet": finding.place.sheet,
        "row": finding.place.row or None,
    }


def _problem(told: Problem) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "where": str(told.place),
        "what": told.what,
        "would_be_right": told.would_be_right,
        "candidates": told.candidates,
    }
