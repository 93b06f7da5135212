"""`reportgen history`: a config's ledger → each cycle as recorded: files, approvals, deliveries, restatements; then
what the agency was told of reports that are held."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from reportgen.cli.common import run_each
from reportgen.cli.options import add_config
from reportgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from reportgen.ledger.store import Ledger
    from reportgen.model.delivery import Approval, Attempt, CycleRecord, RestatedFigure

SCHEMA = 1
SHORT = 12
"""Digits of a hash in the table; JSON has them all."""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "history",
        "show what was reported, approved and sent",
        ["acme.yaml", "agency.yaml --client lumiere --format json"],
    )
    add_config(parser)
    parser.add_argument("--format", default="table", choices=("json", "table"), help="default: table")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.config], lambda config: _history(config, options))


def _history(config: str, options: argparse.Namespace) -> int:
    from reportgen.cli.kept import kept
    from reportgen.config.load import load_config

    loaded = load_config(config, options.client)
    with kept(loaded) as ledger:
        records = ledger.history(loaded.stem) if ledger else ()
        reported = ledger.reported(loaded.stem, date.max) if ledger else ()
        entries = [Entry(ledger, record, records, reported) for record in records] if ledger else []
        notices = ledger.notices(loaded.stem) if ledger else ()
    if options.format == "json":
        told = {"schema": SCHEMA, "client": loaded.stem, "records": [entry.as_json() for entry in entries]}
        told["notices"] = [{"cycle": _cycle(made), **_attempt_json(made)} for made in notices]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif blocks := [*(entry.lines() for entry in entries), *([_notices(notices)] if notices else [])]:
        print("\n\n".join("\n".join(lines) for lines in blocks))
    else:
        print(f"{config}: nothing is recorded yet")
    return 0


class Entry:
    """A record with what became of it. Approvals and deliveries are those of its very files; of several records with
    the files of one delivery the last has it. ``reported`` are those that count."""

    def __init__(
        self,
        ledger: Ledger,
        record: CycleRecord,
        records: tuple[CycleRecord, ...],
        reported: tuple[CycleRecord, ...],
    ) -> None:
        from reportgen.model.delivery import together

        self.record, self.sha256 = record, together(record.artifacts)
        own, later = set(record.artifacts), records[records.index(record) + 1 :]
        of_cycle = [set(other.artifacts) for other in later if other.cycle == record.cycle]
        approvals, attempts = (
            ledger.approvals(record.client, record.cycle),
            ledger.attempts(record.client, record.cycle),
        )
        self.approvals: list[Approval] = [given for given in approvals if given.sha256 == self.sha256]
        self.attempts: list[Attempt] = [
            made
            for made in attempts
            if set(made.artifacts) <= own and not any(set(made.artifacts) <= other for other in of_cycle)
        ]
        self.reported = record in reported
        self.replaced = not self.reported and any(other in reported for other in later if other.cycle == record.cycle)

    def lines(self) -> Iterator[str]:
        record = self.record
        to_date = f" to {record.until} (running)" if record.until else ""
        yield f"{record.cycle}{to_date}  {self.sha256[:SHORT]}{self._place}"
        built = _moment(record.recorded_at) if record.recorded_at else ""
        yield f"  built      {built}, as of {record.as_of}, by reportgen {record.program}, gate {record.gate}"
        yield f"  config     {record.config_sha256[:SHORT]}, catalogue {record.catalogue_sha256[:SHORT]}"
        yield from _listed("inputs", [f"{name}  {digest[:SHORT]}" for name, digest in record.inputs])
        yield from _listed("files", [f"{name}  {digest[:SHORT]}" for name, digest in record.artifacts])
        yield from _listed("restated", [_restated(figure, record.currency) for figure in record.restated])
        yield from _listed("approved", [f"by {given.who}, {_moment(given.when)}" for given in self.approvals])
        yield from _listed("delivery", list(map(_attempt, self.attempts)))

    @property
    def _place(self) -> str:
        """Why it does not count as reported, if it does not."""
        if self.reported:
            return ""
        return "  replaced by a later build" if self.replaced else "  an earlier build counts as reported"

    def as_json(self) -> dict[str, object]:
        """The record's own names; numbers are exact texts."""
        from reportgen.json_values import fields_of

        approvals = [{"who": given.who, "when": given.when.isoformat()} for given in self.approvals]
        attempts = list(map(_attempt_json, self.attempts))
        told = {"sha256": self.sha256, "reported": self.reported, "replaced": self.replaced}
        return fields_of(self.record) | told | {"approvals": approvals, "attempts": attempts}


def _listed(label: str, rows: list[str]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"  {'' if number else label:<10} {row}"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def _attempt(made: Attempt) -> str:
    detail = f": {made.detail}" if made.detail else ""
    return f"{made.state} {made.key.address}, {_moment(made.at)}{detail}"


def _attempt_json(made: Attempt) -> dict[str, str]:
    return {
        "address": made.key.address,
        "message_id": made.message_id,
        "state": made.state,
        "at": made.at.isoformat(),
        "detail": made.detail,
    }


def _notices(notices: Sequence[Attempt]) -> Iterator[str]:
    yield "Told to the agency, of reports that are held:"
    for made in notices:
        yield f"  {_cycle(made):<10} {_attempt(made)}"


def _cycle(notice: Attempt) -> str:
    from reportgen.model.delivery import HELD

    return notice.key.cycle.partition(HELD)[0]


def _restated(figure: RestatedFigure, currency: str) -> str:
    from reportgen.cli.kept import shown

    reported, restated = (shown(value, figure.unit, currency) for value in (figure.reported, figure.restated))
    return f"{figure.cycle} {figure.objective}.{figure.kpi}: as reported {reported}, restated {restated}"
