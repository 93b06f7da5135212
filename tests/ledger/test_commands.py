"""`reportgen history` and `reportgen approve` on a config with a ledger."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.config.schema_deliver import Deliver
from reportgen.deliver.notice import notice_parcel
from reportgen.deliver.parcels import unapproved
from reportgen.ledger.store import Ledger
from reportgen.model.delivery import DeliveryKey
from tests.ledger.house import House
from tests.ledger.samples import AT, record


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    made = House(tmp_path)
    made.config()
    made.month(9, 3)
    made.month(10, 4)
    return made


def test_history_tells_builds_restatements_approvals_and_deliveries(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    house.report(9)
    house.month(9, 5)
    file = house.report(10).artifacts[0].name
    assert (
        main(["approve", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--by", "Claire Martin"]) == 0
    )
    approved = capsys.readouterr().out
    with Ledger(Path("reportgen.db")) as ledger:
        record = ledger.history("lumiere")[-1]
        key = DeliveryKey("lumiere", "2026-10", "paul@example.com")
        ledger.claim(key, "<one@example.com>", record.artifacts, AT)
        ledger.settle(key, "sent", AT, "250 queued")
    assert approved.startswith("lumiere, 2026-10, made as of 2026-11-05, gate send\n  ")
    assert f"  {file}  {record.artifacts[0][1]}\napproved by Claire Martin: " in approved
    assert all(line in approved for line in record.summary)
    assert main(["history", "lumiere.yaml"]) == 0
    text = capsys.readouterr().out
    september, october = text.split("\n\n")
    assert september.startswith("2026-09  ")
    assert "built      2026-11-05 06:00 UTC, as of 2026-10-05, by reportgen" in september
    assert "restated   2026-09 leads.leads: as reported 90, restated 150" in october
    assert "2026-09 leads.cost_per_lead: as reported €6.67, restated €4.00" in october
    assert "approved   by Claire Martin, " in october
    assert "delivery   sent paul@example.com, 2026-11-05 06:00 UTC: 250 queued" in october
    assert main(["history", "lumiere.yaml", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["records"]
    assert [row["cycle"] for row in told] == ["2026-09", "2026-10"]
    assert told[1]["restated"][0] == {
        "objective": "leads", "kpi": "leads", "cycle": "2026-09", "unit": "count", "reported": "90", "restated": "150",
    }  # fmt: skip
    assert told[1]["approvals"][0]["who"] == "Claire Martin"
    assert (told[1]["attempts"][0]["state"], told[0]["attempts"]) == ("sent", [])


def test_history_tells_which_record_counts_and_names_a_mail_once(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three builds share a presentation; the second was sent, so the third took nobody's place."""
    deck = ("lumiere-2026-10.pptx", "b" * 64)
    made = [record(artifacts=(("lumiere-2026-10.pdf", digit * 64), deck)) for digit in "123"]
    with Ledger(Path("reportgen.db")) as ledger:
        for one in made:
            ledger.record(one, AT)
        key = DeliveryKey("lumiere", "2026-10", "paul@example.com")
        ledger.claim(key, "<one@example.com>", made[1].artifacts, AT)
        ledger.settle(key, "sent", AT)
    assert main(["history", "lumiere.yaml"]) == 0
    first, sent, last = capsys.readouterr().out.split("\n\n")
    assert first.splitlines()[0].endswith("  replaced by a later build")
    assert last.splitlines()[0].endswith("  an earlier build counts as reported")
    assert ["delivery" in text for text in (first, sent, last)] == [False, True, False]
    assert not sent.splitlines()[0].endswith(("build", "reported"))
    assert main(["history", "lumiere.yaml", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["records"]
    assert [(row["reported"], row["replaced"]) for row in told] == [(False, True), (True, False), (False, False)]


def test_history_tells_what_the_agency_was_told_of_a_report_that_is_held_and_that_no_build_recorded(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    deliver = Deliver.model_validate({"to": ["z@example.com"], "from": "b@example.com"})
    with Ledger(Path("reportgen.db")) as ledger:
        for client in ("lumiere", "other"):
            parcel = notice_parcel(client, "2026-10", "Lumière", ["why"], deliver, "Halo <a@example.com>", AT)
            ledger.claim(parcel.key, parcel.message_id, parcel.artifacts, AT)
            ledger.settle(parcel.key, "sent", AT, "250 queued")
    assert main(["history", "lumiere.yaml"]) == 0
    assert capsys.readouterr().out == (
        "Told to the agency, of reports that are held:\n"
        "  2026-10    sent a@example.com, 2026-11-05 06:00 UTC: 250 queued\n"
    )
    assert main(["history", "lumiere.yaml", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["records"], [(row["cycle"], row["address"]) for row in told["notices"]]) == (
        [], [("2026-10", "a@example.com")],
    )  # fmt: skip


def test_a_rebuilt_report_with_other_bytes_needs_a_new_approval(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    approve = ["approve", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--by", "Claire"]
    house.report(10)
    assert [main(approve), main(approve)] == [0, 0]
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines() if line.startswith("approved")] == [
        "approved by Claire",
        "approved before by Claire",
    ]
    house.month(10, 5)
    house.report(10)
    with Ledger(Path("reportgen.db")) as ledger:
        before, now = ledger.history("lumiere")
        given = ledger.approvals("lumiere", "2026-10")
    assert unapproved(before.artifacts, given) == ""
    assert unapproved(now.artifacts, given).endswith(": lumiere-2026-10.json changed")
    assert main(["history", "lumiere.yaml"]) == 0
    first, second = capsys.readouterr().out.split("\n\n")
    assert ("replaced by a later build" in first, "approved   by Claire" in first) == (True, True)
    assert ("replaced" in second, "approved" in second) == (False, False)


def test_a_build_that_waits_for_an_approval_says_with_what_command_it_is_given(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.pipeline.MAILED_FORMATS", ("json",))  # as if it were mailed: the others take longer
    asked = "deliver: {to: [a@example.org], from: b@example.org, approval: required}\nledger: reportgen.db"
    house.config(("ledger: reportgen.db", asked))
    build = ["build", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--format", "json"]
    approve = "reportgen approve lumiere.yaml --period 2026-10"
    assert main(build) == 0
    told = f"warning: lumiere.yaml: nobody has approved these files. Look at them, then run {approve}\n"
    assert capsys.readouterr().err.endswith(told)
    assert main([*approve.split()[1:], "--by", "Claire"]) == 0
    corrected = asked.replace("[a@example.org]", "[zoe@example.org], notice: c@example.org")
    house.config(("ledger: reportgen.db", corrected))
    assert main(build) == 0
    assert "approved" not in capsys.readouterr().err, "who gets it is no part of the files"
    house.month(10, 5)
    assert main(build) == 0
    assert ": lumiere-2026-10.json changed. Look at them, then run" in capsys.readouterr().err


def test_a_build_without_the_files_that_readers_are_sent_cannot_be_approved(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "deliver: {to: [a@example.org], from: b@example.org, approval: required}\nledger: reportgen.db"
    house.config(("ledger: reportgen.db", asked))
    house.report(10)
    capsys.readouterr()
    assert main(["approve", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--by", "Claire"]) == 2
    assert capsys.readouterr() == (
        "",
        "error: lumiere.yaml: the last build of 2026-10 holds no lumiere-2026-10.pdf and no lumiere-2026-10.pptx, "
        "which readers are sent. Build the report with all its files, then look at them.\n",
    )
    with Ledger(Path("reportgen.db")) as ledger:
        assert ledger.approvals("lumiere", "2026-10") == ()


def test_a_build_whose_ledger_is_locked_keeps_its_files_and_the_next_run_records_it(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger.__init__, "__defaults__", (0.05,))
    build = ["build", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--format", "json", "--quiet"]
    Ledger(Path("reportgen.db")).close()
    with closing(sqlite3.connect("reportgen.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(build) == 4
        assert "another process keeps the ledger locked. Try again when it has ended." in capsys.readouterr().err
    assert Path("lumiere-2026-10.json").exists()
    with Ledger(Path("reportgen.db")) as ledger:
        assert ledger.history("lumiere") == ()
    assert main(build) == 0
    with Ledger(Path("reportgen.db")) as ledger:
        assert len(ledger.history("lumiere")) == 1


def test_what_is_not_there_is_said(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "lumiere.yaml"]) == 0
    assert capsys.readouterr().out == "lumiere.yaml: nothing is recorded yet\n"
    assert main(["approve", "lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--by", "C"]) == 2
    assert "no report of 2026-10 is recorded. Build it first" in capsys.readouterr().err
    house.config(("ledger: reportgen.db\n", ""))
    assert main(["history", "lumiere.yaml"]) == 2
    assert "this config keeps no ledger. Add ledger: reportgen.db to it." in capsys.readouterr().err
    assert not Path("reportgen.db").exists()
