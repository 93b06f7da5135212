"""`reportgen approve`: the last build of a cycle, shown and approved by a person: its very files, byte for byte."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.cli.common import run_each
from reportgen.cli.options import add_config, add_period_options
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded
    from reportgen.model.delivery import CycleRecord
    from reportgen.periods import Cycle
    from reportgen.pipeline import Build


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "approve",
        "approve the last build of a report: its very files, byte for byte",
        ["acme.yaml", 'acme.yaml --period 2026-10 --by "Claire Martin"'],
    )
    add_config(parser)
    add_period_options(parser)
    parser.add_argument("--by", default="", metavar="NAME", help="who approves (default: the user of this machine)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.config], lambda config: _approve(config, options))


def _approve(config: str, options: argparse.Namespace) -> int:
    from reportgen.cli.kept import kept
    from reportgen.config.load import load_config
    from reportgen.model.delivery import Approval, together
    from reportgen.periods import parse_period
    from reportgen.pipeline import now, today

    loaded = load_config(config, options.client)
    as_of = options.as_of or today(loaded.config.timezone)
    cycle = parse_period(options.period, loaded.config.spec, as_of)
    who = " ".join((options.by or _user()).split())
    with kept(loaded) as ledger:
        record = ledger.last(loaded.stem, cycle.id) if ledger else None
        if ledger is None or record is None:
            raise UsageError(f"{config}: no report of {cycle.id} is recorded. Build it first, then look at its files.")
        _refuse_unsendable(record, loaded, cycle)
        print("\n".join(_summary(record)))
        digest = together(record.artifacts)
        given = Approval(record.client, record.cycle, digest, who, now(), record.artifacts)
        new = ledger.approve(given)
    print(f"{'approved' if new else 'approved before'} by {who}: {digest}")
    return 0


def waiting(build: Build) -> tuple[str, ...]:
    """A line with what a person runs next, where the config asks for an approval that these files don't have yet."""
    loaded = build.measured.config
    if loaded.config.deliver is None or loaded.config.deliver.approval != "required":
        return ()
    from reportgen.cli.kept import kept
    from reportgen.deliver.parcels import hashes, unapproved
    from reportgen.pipeline import approve_command

    sent = _sent(loaded, build.cycle)
    files = hashes([file for file in build.artifacts if file.name in sent])
    if not files:
        return ()
    with kept(loaded) as ledger:
        why = unapproved(files, ledger.approvals(loaded.stem, build.cycle.id) if ledger else ())
    return (f"{why}. Look at them, then run {approve_command(build)}",) if why else ()


def _sent(loaded: Loaded, cycle: Cycle) -> list[str]:
    """The names of the files that readers are sent."""
    from reportgen.pipeline import MAILED_FORMATS

    return [f"{loaded.stem}-{cycle.id}.{kind}" for kind in MAILED_FORMATS]


def _refuse_unsendable(record: CycleRecord, loaded: Loaded, cycle: Cycle) -> None:
    """Raises UsageError where the last build lacks a file that readers are sent: nobody has looked at that one."""
    made = {name for name, _ in record.artifacts}
    lost = [name for name in _sent(loaded, cycle) if name not in made]
    if loaded.config.deliver is not None and lost:
        why = f"the last build of {cycle.id} holds no {' and no '.join(lost)}, which readers are sent"
        raise UsageError(f"{loaded.path}: {why}. Build the report with all its files, then look at them.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("--by: this machine does not tell who you are. Give your name.") from None


def _summary(record: CycleRecord) -> Iterator[str]:
    """What a person approves: headline, decisions, findings, files."""
    yield f"{record.client}, {record.cycle}, made as of {record.as_of}, gate {record.gate}"
    yield from (f"  {line}" for line in record.summary)
    for kind, source in record.findings:
        yield f"  finding: {kind}{f' ({source})' if source else ''}"
    for name, digest in record.artifacts:
        yield f"  {name}  {digest}"
