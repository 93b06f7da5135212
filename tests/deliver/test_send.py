"""`reportgen send` from the config to the readers' mailboxes."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reportgen import pipeline
from reportgen.cli import main
from reportgen.config.schema import Loaded
from reportgen.config.schema_deliver import Deliver
from reportgen.deliver.folder import is_attached
from reportgen.deliver.message import delivery_key
from reportgen.deliver.parcels import hashes
from reportgen.errors import LedgerError
from reportgen.ledger import claims
from reportgen.ledger.store import Ledger
from reportgen.locks import locked
from reportgen.model.delivery import Approval, DeliveryKey, together
from reportgen.pipeline import Build
from tests.deliver.conftest import DECK, NOW, Write, send
from tests.deliver.servers import Mailbox

FIRST = "<an-id-of-then@reportgen.invalid>"


def test_each_reader_has_the_mail_once_and_a_second_run_does_not_even_build(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write()
    assert send(config, "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert [to for to, _ in box.taken] == ["zoe@example.org", "paul@example.org"]
    (file,) = box.messages("zoe@example.org")[0].iter_attachments()
    assert file.get_filename() == "northwind-talent-2026-Q3.pptx"
    monkeypatch.setattr(pipeline, "build", None)
    assert send(config) == 0
    assert capsys.readouterr() == ("", "")
    assert len(box.taken) == 2
    with Ledger(tmp_path / "reportgen.db") as ledger:
        (record,) = ledger.history("northwind-talent")
        attempts = ledger.attempts("northwind-talent", "2026-Q3")
    assert [(attempt.key.address, attempt.state) for attempt in attempts] == [
        ("zoe@example.org", "sent"),
        ("paul@example.org", "sent"),
    ]
    assert {attempt.artifacts for attempt in attempts} == {record.artifacts}
    assert (record.cycle, record.as_of) == ("2026-Q3", date(2026, 11, 5))


def test_who_is_refused_is_told_and_the_others_have_it(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    box.faults = {"zoe@example.org": ["550 5.1.1 unknown"]}
    config = write()
    assert send(config, "--quiet") == 3
    assert capsys.readouterr().err == "error: zoe@example.org: refused by the server: 550 5.1.1 unknown\n"
    assert [to for to, _ in box.taken] == ["paul@example.org"]


def test_a_held_report_is_told_to_the_agency_alone_and_once(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write(more="quality: {gate: hold}\n")
    for _ in range(2):
        assert send(config) == 4
        assert capsys.readouterr().err.endswith(
            f"held: {config}: quality.gate is hold and the data are not complete: nothing was sent\n"
            f"held: {config}: by the source 'social': partial, 92 of 92 days\n"
        )
    assert [to for to, _ in box.taken] == ["agence@example.org"]
    (notice,) = box.messages("agence@example.org")
    assert notice["Subject"] == "Held: Northwind Talent, 2026-Q3"
    assert "held, and sent to nobody." in notice.get_content()
    assert "- by the source 'social': partial, 92 of 92 days" in notice.get_content()
    capsys.readouterr()
    assert send(config, "--dry-run") == 0, "it could show the mail"
    shown = capsys.readouterr().out
    assert "  held    quality.gate is hold and the data are not complete: nothing was sent\n" in shown


def test_strict_holds_a_report_with_a_notice(write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]) -> None:
    config = write()
    assert send(config, "--strict") == 4
    assert f"held: {config}: the report bears a notice: held by --strict\n" in capsys.readouterr().err
    assert [to for to, _ in box.taken] == ["agence@example.org"]
    assert send(config) == 0
    assert f"warning: {config}: sent with a notice\n" in capsys.readouterr().err


def test_only_the_very_files_that_a_person_approved_go_out(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write(deliver="  approval: required\n")
    why = "nobody has approved these files. Build them, look at them, then run"
    for _ in range(2):
        assert send(config, "--quiet") == 4
        assert capsys.readouterr().err == f"held: {config}: {why} reportgen approve {config} --period 2026-Q3\n"
    (notice,) = (box.messages(to)[0] for to, _ in box.taken)
    assert notice["To"] == "agence@example.org"
    assert f"{why} reportgen approve {config}" in " ".join(notice.get_content().split())
    files = hashes([DECK])
    other = ((files[0][0], "0" * 64),)
    with Ledger(tmp_path / "reportgen.db") as ledger:
        for given, code, told in (
            (other, 4, f"these files are not those that Claire approved on 2026-11-05: {files[0][0]} changed. Build"),
            ((("a.json", "0" * 64),), 4, f"approved on 2026-11-05: {files[0][0]} new. Build"),
            (files, 0, ""),
        ):
            ledger.approve(Approval("northwind-talent", "2026-Q3", together(given), "Claire", NOW, given))
            assert send(config, "--quiet") == code
            assert told in capsys.readouterr().err
    assert [to for to, _ in box.taken[3:]] == ["zoe@example.org", "paul@example.org"]


def test_who_comes_later_gets_the_report_that_the_others_have(
    write: Write, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write()
    assert send(config, "--only", "zoe@example.org") == 0
    asked: list[date] = []
    build = pipeline.build

    def noted(loaded: Loaded, period: str, as_of: date, formats: object) -> Build:
        asked.append(as_of)
        return build(loaded, period, as_of, formats)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", noted)
    assert main(["send", config, "--period", "2026-Q3", "--patience", "0"]) == 0
    assert asked == [date(2026, 11, 5)]
    files = [[file.get_content() for file in box.messages(to)[0].iter_attachments()] for to, _ in box.taken]
    assert files[0] == files[1]


def test_a_dry_run_shows_the_mail_and_touches_nothing(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    assert send(config, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "  to      Zoé Morel <zoe@example.org>: to be sent\n  to      paul@example.org: to be sent\n" in shown
    assert "  subject Northwind Talent, Q3\u00a02026: quarterly social media report\n" in shown
    assert "  files   northwind-talent-2026-Q3.pptx\n" in shown
    assert "The quarter’s six indicators" in shown
    assert not box.seen
    assert not (tmp_path / "reportgen.db").exists()


def test_one_reader_may_be_chosen_and_has_to_be_one_of_the_configs(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    assert send(config, "--only", "Paul@example.org") == 0
    assert [to for to, _ in box.taken] == ["paul@example.org"]
    assert send(config, "--only", "paula@example.org") == 2
    assert capsys.readouterr().err.endswith(
        "error: --only paula@example.org: not one of the config's readers. Did you mean 'paul@example.org'?\n"
    )


def test_files_too_large_to_attach_stand_in_a_folder_before_the_mail_that_links_them(
    write: Write, box: Mailbox, tmp_path: Path
) -> None:
    config = write(deliver="  folder: public\n  link: https://files.example.org/r/\n  attach_up_to_mb: 0\n")
    assert send(config) == 0
    message = box.messages("paul@example.org")[0]
    assert not list(message.iter_attachments())
    address = "https://files.example.org/r/northwind-talent-2026-Q3.pptx"
    for form in ("plain", "html"):
        assert address in message.get_body((form,)).get_content()  # type: ignore[union-attr]
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["northwind-talent-2026-Q3.pptx"]


def test_a_config_without_delivery_and_a_missing_secret_are_told_at_their_lines(
    write: Write, checkout: Path, box: Mailbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", None)  # before anything is built
    assert send(str(checkout / "configs/northwind-talent.yaml")) == 2
    assert "deliver: this key is missing: without it nothing can be sent. Add deliver with" in capsys.readouterr().err
    config = Path(write())
    smtp = '{host: 127.0.0.1, security: none, user: "${RG_TEST_USER}", password: "${RG_TEST_PASSWORD}"}'
    config.write_text(config.read_text("utf-8").split("  smtp:")[0] + f"  smtp: {smtp}\n", "utf-8")
    monkeypatch.setenv("RG_TEST_USER", "halo")
    monkeypatch.delenv("RG_TEST_PASSWORD", raising=False)
    assert send(str(config)) == 2
    assert capsys.readouterr().err == (
        f"error: {config}:8:68 deliver.smtp.password: the environment variable RG_TEST_PASSWORD is not set. "
        "Set RG_TEST_PASSWORD where reportgen runs.\n"
    )


def test_a_notice_that_the_agencys_server_refuses_is_told(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    box.faults = {"agence@example.org": ["550 5.1.1 unknown"]}
    config = write(more="quality: {gate: hold}\n")
    assert send(config) == 4
    assert capsys.readouterr().err.endswith(
        f"held: {config}: the notice of it: agence@example.org: refused by the server: 550 5.1.1 unknown\n"
    )


def test_a_log_for_machines_has_a_line_for_each_mail_and_for_what_came_of_the_report(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    box.faults = {"zoe@example.org": ["550 5.1.1 unknown"]}
    config = write()
    assert send(config, "--log", "json") == 3
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in told if line["event"] != "warning"] == [
        "start",
        "mail",
        "mail",
        "unsent",
        "finished",
    ]
    zoe, paul = (line for line in told if line["event"] == "mail")
    assert (zoe["address"], zoe["state"], zoe["detail"]) == ("zoe@example.org", "refused", "550 5.1.1 unknown")
    assert (paul["state"], paul["again"], paul["period"], paul["config"]) == ("sent", False, "2026-Q3", config)
    (ended,) = (line for line in told if line["event"] == "unsent")
    assert (ended["code"], ended["message"]) == (3, "zoe@example.org: refused by the server: 550 5.1.1 unknown")
    assert send(config, "--log", "json") == 0
    assert send(config, "--log", "json") == 0
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in told if line["event"] in ("sent", "kept")] == ["sent", "kept"]
    assert send("absent.yaml", "--log", "json") == 2
    _, failed, _ = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (failed["event"], failed["code"], failed["problems"][0]["place"]) == ("failed", 2, {"file": "absent.yaml"})


def test_of_two_runs_at_once_the_second_waits_or_leaves(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    with locked(tmp_path / ".northwind-talent.send.lock", 0, "the first run"):
        assert send(config) == 4
        assert capsys.readouterr().err == f"held: {config}: another run is sending this report\n"
    assert not box.seen
    assert send(config, "--quiet") == 0
    assert not list(tmp_path.glob(".*"))


def test_a_ledger_that_is_locked_holds_the_report_and_the_next_run_sends_it(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger.__init__, "__defaults__", (0.05,))
    config, path = write(), tmp_path / "reportgen.db"
    Ledger(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert send(config, "--quiet") == 4
        assert capsys.readouterr().err == (
            f"held: {config}: {path}: another process keeps the ledger locked. Try again when it has ended.\n"
        )
    assert not box.seen
    assert send(config, "--quiet") == 0
    assert len(box.taken) == 2


def test_a_ledger_that_fails_in_the_middle_ends_the_run_with_each_reader_told(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write()
    settle = Ledger.settle

    def full(ledger: Ledger, key: DeliveryKey, *rest: Any) -> None:
        if key.address == "paul@example.org":
            raise LedgerError("reportgen.db: no space is left for the ledger.")
        settle(ledger, key, *rest)

    monkeypatch.setattr(Ledger, "settle", full)
    assert send(config, "--quiet") == 3
    assert [to for to, _ in box.taken] == ["zoe@example.org", "paul@example.org"]
    assert capsys.readouterr().err == (
        "error: paul@example.org: perhaps sent, the next run sends it again with the same Message-ID: "
        "the server took it, but the ledger could not record it: 250 taken\n"
        "error: reportgen.db: no space is left for the ledger. "
        "Who is not named here may still lack the mail: run again.\n"
    )


@pytest.mark.parametrize(("size", "attached"), [(730_769, True), (730_770, False)])
def test_files_are_attached_as_long_as_the_mail_stays_below_the_limit(size: int, attached: bool) -> None:
    """A million bytes of Base64 with its line ends are 57 of every 78."""
    asked = {"to": ["a@example.org"], "from": "b@example.org", "folder": "public", "attach_up_to_mb": 1}
    deliver = Deliver.model_validate(asked)
    assert is_attached([replace(DECK, data=bytes(size))], deliver) is attached
    assert is_attached([replace(DECK, data=bytes(size))], deliver.model_copy(update={"folder": None}))


def test_reports_share_one_patience_so_a_server_that_is_down_delays_no_run_for_longer(
    write: Write, box: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.faults = {"zoe@example.org": ["450 try later"] * 99}
    config, other, waited = Path(write()), tmp_path / "other.yaml", list[float]()
    other.write_text(config.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(time, "sleep", waited.append)
    days = ["--period", "2026-Q3", "--as-of", "2026-11-05"]
    assert main(["send", str(config), str(other), *days, "--patience", "60", "--quiet"]) == 3
    assert 2 <= sum(waited) <= 60
    assert sorted(to for to, _ in box.taken) == ["paul@example.org"] * 2


def test_a_clock_that_jumped_back_into_an_earlier_cycle_sends_no_report_of_it(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    assert send(config, "--quiet") == 0
    back = ["send", config, "--as-of", "2026-08-05", "--patience", "0", "--quiet"]
    assert main(back) == 4
    assert capsys.readouterr().err == (
        f"held: {config}: 2026-Q2 is before 2026-Q3, which was sent already: is this machine's clock right? "
        "To send it all the same, name it: --period 2026-Q2\n"
    )
    assert len(box.taken) == 2
    assert main(["send", config, "--as-of", "2026-11-05", "--patience", "0", "--quiet"]) == 0, "the next run goes on"


def test_a_clock_that_jumped_back_keeps_nobody_from_the_mail_and_sends_nothing_twice(
    write: Write, box: Mailbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is recorded lies in the future: a mail that was sent, one that a machine had in hand as it died, a yes."""
    config, path, later = write(deliver="  approval: required\n"), tmp_path / "reportgen.db", timedelta(days=40)
    paul, zoe = (delivery_key("northwind-talent", "2026-Q3", f"{name}@example.org") for name in ("paul", "zoe"))
    files, soon = hashes([DECK]), datetime.now(UTC) + later
    with Ledger(path) as ledger, monkeypatch.context() as elsewhere:
        elsewhere.setattr(claims, "owner", lambda: "elsewhere/pid:[1]/1")
        ledger.approve(Approval("northwind-talent", "2026-Q3", together(files), "Claire", soon, files))
        for key in (paul, zoe):
            ledger.claim(key, FIRST, files, soon)
        ledger.settle(paul, "sent", soon)
    assert send(config, "--quiet") == 0
    assert [to for to, _ in box.taken] == ["zoe@example.org"]
    with Ledger(path) as ledger:
        attempts = ledger.attempts("northwind-talent", "2026-Q3")
    assert [(made.key, made.state) for made in attempts] == [(paul, "sent"), (zoe, "uncertain"), (zoe, "sent")]
    assert {made.message_id for made in attempts} == set(box.ids("zoe@example.org")) == {FIRST}, "the first one's"
