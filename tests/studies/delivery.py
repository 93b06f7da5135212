"""The study of deliveries under kill -9: reports sent to a real Postfix by two processes that are killed at random.

Prints a table in Markdown; exit code 1 where a reader lacks a mail, one has more copies than the ledger tells, or the
ledger and the mailboxes differ.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from tests.deliver.postfix import DOMAIN, HOST, PostOffice, post_office

REPORTS, KILLS, SEED = 500, 50, 27_182_818
PLANTED = 5
"""So many of the kills fall just after a server's yes, before it is recorded: chance alone seldom falls there."""
CYCLE = "2026-10"
_DATE = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)


def readers(client: int) -> list[str]:
    return [f"{name}.{client}@{DOMAIN}" for name in ("zoe", "paul")]


def work(ledger: str, port: str, authority: str, reports: str, backwards: str, dies: str) -> None:
    """One process: sends all reports, as one cron job would. After each that had not been sent it says so and reads a
    line, until there are none. ``dies``: at which word to the ledger of what came of a mail; 0: at none."""
    import os
    import ssl

    from reportgen.deliver.message import Sender, delivery_key, envelope, message_id
    from reportgen.deliver.rounds import Parcel, Post, deliver
    from reportgen.deliver.server import Server
    from reportgen.ledger.store import Ledger
    from reportgen.model.artifact import Artifact
    from reportgen.model.delivery import Recipient
    from reportgen.model.letter import MailBody

    body = MailBody("Rapport", "Bonjour\n", "<p>Bonjour</p>", "fr-FR")
    file = Artifact("rapport.pdf", "application/pdf", bytes(range(256)) * 200)
    sender = Sender(Recipient("Agence Halo", f"halo@{DOMAIN}"))

    def parcel(client: int, address: str) -> Parcel:
        reader, key = Recipient("", address), delivery_key(f"client-{client}", CYCLE, address)
        made = partial(envelope, body, (file,), sender, reader, date=_DATE)
        return Parcel(reader, key, message_id(key, sender.sender), (), made)

    trusted = ssl.create_default_context(cafile=authority)
    post = Post(
        Server(HOST, int(port), "starttls"), lambda: datetime.now(UTC), time.monotonic, time.sleep, 120, trusted
    )

    class Mortal(Ledger):
        left = int(dies)

        def settle(self, *given: object) -> None:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            super().settle(*given)  # type: ignore[arg-type]

    clients = range(int(reports))
    with Mortal(Path(ledger)) as log:
        for client in reversed(clients) if backwards == "yes" else clients:
            found = deliver([parcel(client, address) for address in readers(client)], log, post)
            assert not found.busy
            assert {receipt.state for receipt in found.receipts} == {"sent"}, found
            if not all(receipt.again for receipt in found.receipts):
                print("sent", flush=True)
                sys.stdin.readline()


@dataclass(frozen=True)
class Found:
    """``lost``: readers without the mail; ``named_twice``: with several Message-IDs; ``copies``: second copies;
    ``uncertain``: attempts that the ledger lists so; ``untold``: second copies of readers without as many uncertain
    attempts; ``differing``: readers of whom ledger and mailbox say different things."""

    reports: int
    readers: int
    kills: int
    lost: int
    named_twice: int
    copies: int
    uncertain: int
    untold: int
    differing: int
    seconds: float

    @property
    def broken(self) -> bool:
        wrong = self.lost or self.named_twice or self.untold or self.differing
        seen = min(PLANTED, self.kills) <= self.copies
        return bool(wrong) or not seen or self.copies > min(self.kills, self.uncertain)


def study(reports: int, kills: int, seed: int) -> Found:
    """Sends all, killing one of two processes so many times; then sends all once more, which has to send nothing."""
    start, draw = time.monotonic(), Random(seed)
    everybody = [address for client in range(reports) for address in readers(client)]
    with post_office(everybody) as office, tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "reportgen.db"
        done = _send_and_kill(office, ledger, reports, kills, draw)
        for backwards in ("no", "yes"):
            _ended(_started(office, ledger, reports, backwards))
        office.settle()
        return _compared(office, ledger, reports, done, time.monotonic() - start)


def _started(office: PostOffice, ledger: Path, reports: int, backwards: str, dies: int = 0) -> subprocess.Popen[str]:
    arguments = [str(ledger), str(office.port), str(office.authority), str(reports), backwards, str(dies)]
    code = [sys.executable, "-m", "tests.studies.delivery", "work", *arguments]
    return subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ended(process: subprocess.Popen[str]) -> int:
    """Its exit code, once it was left to itself."""
    process.communicate(timeout=600)
    return process.returncode


@dataclass
class _Running:
    """A process that sends a report and waits for leave to send the next. ``owed``: of so many it has yet to tell."""

    process: subprocess.Popen[str]
    owed: int = 1

    def go_on(self, reports: int) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n" * reports)
        self.process.stdin.flush()
        self.owed += reports

    def catch_up(self) -> None:
        assert self.process.stdout is not None
        for _ in range(self.owed):
            if self.process.stdout.readline() != "sent\n":
                raise RuntimeError("a process ended by itself")
        self.owed = 0

    def killed_within_a_report(self, draw: Random) -> None:
        """Somewhere in the time that the report before took, so that no machine is too quick or too slow."""
        self.catch_up()
        start = time.monotonic()
        self.go_on(1)
        self.catch_up()
        took = time.monotonic() - start
        self.go_on(1)
        time.sleep(draw.uniform(0, took))
        self.process.kill()
        self.process.communicate()  # a process that nobody has waited for still seems to live

    def left_to_itself(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.stdin = None


def _send_and_kill(office: PostOffice, ledger: Path, reports: int, kills: int, draw: Random) -> int:
    """How often a process was killed. Each gets leave for so few reports that some are left for the last kill."""
    planted = min(PLANTED, kills)
    for _ in range(planted):
        if _ended(_started(office, ledger, reports, "no", draw.randint(1, 8))) != -signal.SIGKILL:
            raise RuntimeError("a process did not kill itself")
    most = max(0, ((reports - 4 * planted) // max(kills - planted, 1) - 3) // 2)
    running = {backwards: _Running(_started(office, ledger, reports, backwards)) for backwards in ("no", "yes")}
    for _ in range(kills - planted):
        for one in running.values():
            one.go_on(draw.randint(0, most))
        backwards = draw.choice(("no", "yes"))
        running[backwards].killed_within_a_report(draw)
        running[backwards] = _Running(_started(office, ledger, reports, backwards))
    for one in running.values():
        one.left_to_itself()
    codes = [_ended(one.process) for one in running.values()]
    if any(codes):
        raise RuntimeError(f"a process failed: {codes}")
    return kills


def _compared(office: PostOffice, path: Path, reports: int, kills: int, seconds: float) -> Found:
    from reportgen.ledger.store import Ledger

    boxes = office.ids()
    everybody = [(client, address) for client in range(reports) for address in readers(client)]
    uncertain, last = dict.fromkeys((address for _, address in everybody), 0), {}
    with Ledger(path) as ledger:
        for client in range(reports):
            for attempt in ledger.attempts(f"client-{client}", CYCLE):
                uncertain[attempt.key.address] += attempt.state == "uncertain"
                last[attempt.key.address] = attempt.state
    second = {address: max(len(boxes.get(address, ())) - 1, 0) for _, address in everybody}
    return Found(
        reports=reports,
        readers=len(everybody),
        kills=kills,
        lost=sum(address not in boxes for _, address in everybody),
        named_twice=sum(len(set(found)) > 1 for found in boxes.values()),
        copies=sum(second.values()),
        uncertain=sum(uncertain.values()),
        untold=sum(second[address] > uncertain[address] for _, address in everybody),
        differing=sum((address in boxes) != (last.get(address) == "sent") for _, address in everybody),
        seconds=seconds,
    )


def lines(found: Found) -> Iterator[str]:
    yield "| What | Count | Bound |"
    yield "| --- | ---: | ---: |"
    yield f"| reports | {found.reports} | |"
    yield f"| readers | {found.readers} | |"
    yield f"| processes killed while sending | {found.kills} | |"
    yield f"| readers without the mail | {found.lost} | 0 |"
    yield f"| readers with more than one Message-ID | {found.named_twice} | 0 |"
    yield f"| attempts that the ledger lists as uncertain | {found.uncertain} | ≤ {found.kills} |"
    yield f"| second copies | {found.copies} | {min(PLANTED, found.kills)} (planted) to {found.uncertain} |"
    yield f"| second copies of which the ledger does not tell | {found.untold} | 0 |"
    yield f"| readers of whom ledger and mailbox differ | {found.differing} | 0 |"


def main(arguments: list[str]) -> int:
    numbers = [int(text) for text in arguments] + [REPORTS, KILLS, SEED][len(arguments) :]
    found = study(*numbers)
    print("\n".join(lines(found)))
    print(f"\n{found.seconds:.0f} seconds")
    return int(found.broken)


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        work(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
