"""`reportgen build` of many configs: each on its own, one table, one summary, the exit code of all."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reportgen import batch, locks
from reportgen.cli import build_summary, main
from reportgen.cli.one_build import Outcome, Task
from reportgen.locks import locked
from tests.batch.conftest import write

Capture = pytest.CaptureFixture[str]
DAY = ["--as-of", "2026-11-05"]
JSON = [*DAY, "--format", "json", "--out", "out"]


def summary(path: str = "s.json") -> list[tuple[str, str, int | None]]:
    tree: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    assert tree["schema"] == 1
    return [(one["config"], one["result"], one["code"]) for one in tree["reports"]]


def events(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.usefixtures("folder")
def test_a_failing_client_stops_no_other_in_processes_as_in_one(capsys: Capture) -> None:
    configs = ["a.yaml", "b.yaml", "c.yaml"]
    assert main(["build", *configs, *JSON, "--jobs", "2", "--summary", "s.json"]) == 1
    assert summary() == [("a.yaml", "built", 0), ("b.yaml", "failed", 2), ("c.yaml", "built", 0)]
    told = capsys.readouterr()
    assert told.out == ""
    assert "error: b.yaml: b.csv, row 2, column 'leads': 'many' is not a number." in told.err
    assert told.err.splitlines()[-1] == "3 reports: 2 built, 1 failed"
    assert main(["build", *configs, *DAY, "--format", "json", "--out", "single"]) == 1
    names = ["a-2026-10.json", "c-2026-10.json"]
    assert sorted(path.name for path in Path("out").iterdir()) == names
    for name in names:
        assert Path("out", name).read_bytes() == Path("single", name).read_bytes()


@pytest.mark.usefixtures("folder")
def test_only_failed_leaves_what_ended_well_and_keeps_its_record(folder: Path, capsys: Capture) -> None:
    command = ["build", "a.yaml", "b.yaml", *JSON, "--summary", "s.json", "--only-failed"]
    assert main(command) == 2
    assert capsys.readouterr().err == "error: --only-failed: there is no summary s.json yet. Build once without it.\n"
    assert main(command[:-1]) == 1
    write(folder, "b")
    Path("out/a-2026-10.json").unlink()
    assert main([*command, "--log", "json"]) == 0
    assert summary() == [("a.yaml", "built", 0), ("b.yaml", "built", 0)]
    assert [path.name for path in Path("out").iterdir()] == ["b-2026-10.json"]
    next_month = [*command[:3], "--as-of", "2026-12-05", *command[5:]]
    assert main([*next_month, "--period", "2026-11"]) == 1, "another cycle is another report"


@pytest.mark.usefixtures("folder")
def test_fail_fast_begins_no_further_report() -> None:
    assert main(["build", "b.yaml", "a.yaml", *JSON, "--fail-fast", "--summary", "s.json"]) == 1
    assert summary() == [("b.yaml", "failed", 2), ("a.yaml", "not_started", None)]


@pytest.mark.usefixtures("folder")
def test_a_success_off_a_terminal_says_nothing(capsys: Capture) -> None:
    Path("a.yaml").write_text(
        Path("a.yaml").read_text("utf-8").replace("{kpi: leads}", "{kpi: leads, target: {value: 9, by: 2026-12-31}}"),
        "utf-8",
    )
    assert main(["build", "a.yaml", *JSON, "--quiet"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")


@pytest.mark.services
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_cron_hears_nothing_of_a_success_whatever_the_environment_lacks(folder: Path, jobs: str) -> None:
    """No home where the libraries may keep anything, no locale, no terminal: nothing is said, and nothing stays."""
    (folder / "tmp").mkdir()
    command = [sys.executable, "-m", "reportgen", "build", "a.yaml", "c.yaml", *DAY, "--out", "out", "-q"]
    done = subprocess.run(
        [*command, "--jobs", jobs],
        env={"PATH": os.environ["PATH"], "HOME": "/proc", "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(list((folder / "out").iterdir())) == 6
    assert list((folder / "tmp").iterdir()) == []


@pytest.mark.usefixtures("folder")
def test_a_held_report_is_written_and_names_what_holds_it(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_text("day,channel,leads\n2026-10-01,x,3\n2026-10-31,x,3\n", "utf-8")
    (folder / "a.yaml").write_text((folder / "a.yaml").read_text("utf-8") + "quality: {gate: hold}\n", "utf-8")
    held = (
        "held: a.yaml: quality.gate is hold and the data are not complete; do not send this report\n"
        "held: a.yaml: by the source 'own': partial, 2 of 31 days\n"
        "held: a.yaml: by the finding missing_days: Own: 29 days missing, 2 October to 30 October 2026 (leads).\n"
        "held: a.yaml: by the figure of leads: partial\n"
    )
    assert main(["build", "a.yaml", *JSON, "--quiet"]) == 4
    assert capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") == held
    assert [path.name for path in Path("out").iterdir()] == ["a-2026-10.json"]
    assert main(["build", "a.yaml", "c.yaml", *JSON, "--quiet"]) == 4, "of a batch, too"
    assert main(["check", "a.yaml", *DAY, "--quiet"]) == 4


@pytest.mark.usefixtures("folder")
def test_a_terminal_shows_how_far_it_is_the_paths_and_a_table(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["build", "a.yaml", "b.yaml", "c.yaml", *JSON]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == ["out/a-2026-10.json", "out/c-2026-10.json"]
    assert "0/3: a.yaml" in told.err
    assert "2/3, 1 failed: c.yaml" in told.err
    head, a, b, c, total = (line.removeprefix("\x1b[K").split() for line in told.err.splitlines()[-5:])
    assert head[-4:] == ["config", "period", "result", "seconds"]
    assert [row[:3] for row in (a, b, c)] == [
        ["a.yaml", "2026-10", "built"],
        ["b.yaml", "2026-10", "failed"],
        ["c.yaml", "2026-10", "built"],
    ]
    assert total[:2] == ["3", "reports:"]


@pytest.mark.usefixtures("folder")
def test_the_log_is_one_line_an_event_with_problems_in_parts(capsys: Capture) -> None:
    assert main(["build", "a.yaml", "b.yaml", *JSON, "--log", "json"]) == 1
    told = events(capsys)
    names = [event["event"] for event in told if event["event"] != "warning"]
    assert names == ["start", "built", "start", "failed", "finished"]
    built = next(event for event in told if event["event"] == "built")
    assert (built["config"], built["period"], built["code"]) == ("a.yaml", "2026-10", 0)
    assert built["files"] == ["out/a-2026-10.json"]
    failed = next(event for event in told if event["event"] == "failed")
    assert failed["code"] == 2
    assert failed["problems"][0]["place"] == {"file": "b.csv", "row": 2, "field": "leads"}
    assert main(["build", "a.yaml", "a.yaml", "--log", "json"]) == 2
    assert events(capsys)[0]["event"] == "failed"


@pytest.mark.usefixtures("folder")
def test_a_cycle_that_may_still_change_is_left_with_four(capsys: Capture) -> None:
    early = ["build", "a.yaml", "--format", "json", "--out", "out", "--settled", "--as-of"]
    assert main([*early, "2026-11-03"]) == 4
    assert capsys.readouterr().err == (
        "held: a.yaml: 2026-10 has not settled: its data are final from 2026-11-04 on (settle_days)\n"
    )
    assert not Path("out").exists()
    assert main([*early, "2026-11-04"]) == 0


@pytest.mark.usefixtures("folder")
def test_a_report_that_another_run_builds_is_waited_for_or_left_with_four(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(locks, "time", SimpleNamespace(monotonic=lambda: sum(slept), sleep=slept.append))
    with locked(Path("out/.a.lock"), 0, "held"):
        assert main(["build", "a.yaml", "c.yaml", *JSON, "--wait", "60"]) == 4
    assert sum(slept) == pytest.approx(60)
    assert "held: a.yaml: another run is building this report (waited 60 seconds)" in capsys.readouterr().err
    assert [path.name for path in Path("out").iterdir()] == ["c-2026-10.json"], "no lock stays behind"
    assert main(["build", "a.yaml", *JSON]) == 0


def test_a_lock_that_a_dead_process_left_holds_nobody_up(tmp_path: Path) -> None:
    path = tmp_path / ".a.lock"
    take = f"from reportgen.locks import locked; hold = locked(Path({str(path)!r}), 0, ''); hold.__enter__()"
    code = f"import os; from pathlib import Path; {take}; os._exit(0)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert path.exists()
    with locked(path, 0, "held"):
        pass
    assert not path.exists()


AGENCY = """\
version: 1
clients: clients.csv
client: "{client.name}"
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources: [{name: own, path: "{client.id}.csv", columns: {day: day, channel: channel, leads: leads}}]
objectives:
  - {id: leads, family: leads, title: More, role: Enquiries., kpis: [{kpi: leads}]}
"""


def test_one_config_builds_the_reports_of_its_clients(folder: Path, capsys: Capture) -> None:
    (folder / "agency.yaml").write_text(AGENCY, "utf-8")
    (folder / "clients.csv").write_text("id,name\na,Bakery\nb,Bistro\nc,Deli\n", "utf-8")
    assert main(["build", "agency.yaml", *JSON, "--summary", "s.json"]) == 1
    assert sorted(path.name for path in Path("out").iterdir()) == ["a-2026-10.json", "c-2026-10.json"]
    assert summary() == [("agency.yaml", "built", 0), ("agency.yaml", "failed", 2), ("agency.yaml", "built", 0)]
    assert "error: agency.yaml (b): b.csv, row 2" in capsys.readouterr().err
    assert main(["build", "agency.yaml", *DAY, "--format", "json", "--out", "one", "--client", "c"]) == 0
    assert Path("one/c-2026-10.json").read_bytes() == Path("out/c-2026-10.json").read_bytes()
    assert main(["build", "agency.yaml", "a.yaml", *JSON]) == 2, "a client and a config of one name"
    assert main(["check", "agency.yaml", *DAY, "--client", "d"]) == 2
    assert main(["check", "agency.yaml", *DAY]) == 1


def records(path: str = "s.json") -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return tree


@pytest.mark.usefixtures("folder")
def test_a_run_that_is_killed_leaves_a_summary_from_which_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_summary, "EVERY_S", 0)
    kept: list[bytes] = []

    def run(work: Any, tasks: list[Task], *rest: Any) -> Iterator[tuple[Task, Outcome]]:
        for task in tasks:
            kept.append(Path("s.json").read_bytes())
            yield task, work(task)

    command = ["build", "a.yaml", "c.yaml", *JSON, "--summary", "s.json"]
    with monkeypatch.context() as patched:
        patched.setattr(batch, "run", run)
        assert main(command) == 0
    before, between = (json.loads(state) for state in kept)
    assert [state["code"] for state in (before, between, records())] == [None, None, 0]
    assert [one["result"] for one in between["reports"]] == ["built", "not_started"]
    Path("s.json").write_bytes(kept[1])
    Path("out/a-2026-10.json").unlink()
    Path("out/c-2026-10.json").unlink()
    assert main([*command, "--only-failed"]) == 0
    assert [path.name for path in Path("out").iterdir()] == ["c-2026-10.json"]


@pytest.mark.usefixtures("folder")
def test_ctrl_c_is_in_the_summary_and_takes_nothing_from_what_ended_well_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = ["build", "a.yaml", "b.yaml", "c.yaml", *JSON, "--summary", "s.json"]
    assert main(command) == 1

    def ended(*_: Any) -> Iterator[tuple[Task, Outcome]]:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(batch, "run", ended)
    assert main([*command, "--only-failed"]) == 130
    assert records()["code"] == 130
    assert summary() == [("a.yaml", "built", 0), ("b.yaml", "not_started", None), ("c.yaml", "built", 0)]


@pytest.mark.usefixtures("folder")
def test_a_worker_that_is_lost_is_a_failed_report(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def lost(work: Any, tasks: list[Task], *_: Any) -> Iterator[tuple[Task, Outcome | batch.Lost]]:
        yield tasks[0], batch.Lost("its process ended by signal 9")
        yield tasks[1], work(tasks[1])

    monkeypatch.setattr(batch, "run", lost)
    assert main(["build", "a.yaml", "c.yaml", *JSON, "--summary", "s.json"]) == 1
    assert "error: a.yaml: its process ended by signal 9\n" in capsys.readouterr().err
    assert summary() == [("a.yaml", "failed", 1), ("c.yaml", "built", 0)]


@pytest.mark.usefixtures("folder")
def test_a_summary_that_cannot_be_written_is_told_before_the_work(capsys: Capture) -> None:
    Path("s.json").mkdir()
    assert main(["build", "a.yaml", *JSON, "--summary", "s.json"]) == 1
    assert "s.json" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_report_named_twice_is_refused(folder: Path, capsys: Capture) -> None:
    assert main(["build", "a.yaml", "c.yaml", "a.yaml", *JSON]) == 2
    assert capsys.readouterr().err == "error: a.yaml: it is named twice. Name it once.\n"


@pytest.mark.parametrize("other", ["below/a.yaml", "below/A.yaml", "./a.yaml"])
def test_two_reports_of_one_name_are_refused_with_both(folder: Path, other: str, capsys: Capture) -> None:
    (folder / "below").mkdir()
    assert main(["build", "c.yaml", "a.yaml", other, *JSON]) == 2
    assert capsys.readouterr().err == (
        f"error: {other}: its files would be named like those of a.yaml. Build them into two folders.\n"
    )
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("rows", "code", "told"),
    [
        ("id,name\n", 2, "error: clients.csv: the file has no client. Write a row for each client.\n"),
        ("id,name\na,Bakery\na,Bistro\n", 2, "error: clients.csv, row 3, column 'id': the id 'a' stands in row 2"),
        ("id;name\na;\nc;Café « L’Été » / .. %\n", 1, "error: agency.yaml (a): clients.csv, row 2, column 'name' "),
    ],
)
def test_a_wrong_row_fails_its_own_report_and_a_file_that_cannot_be_told_apart_all(
    folder: Path, rows: str, code: int, told: str, capsys: Capture
) -> None:
    (folder / "agency.yaml").write_text(AGENCY, "utf-8")
    (folder / "clients.csv").write_text(rows, "utf-8-sig")
    assert main(["build", "agency.yaml", *JSON]) == code
    assert told in capsys.readouterr().err
    assert [path.name for path in Path("out").glob("*")] == (["c-2026-10.json"] if code == 1 else [])


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("wrong", [["--jobs", "0"], ["--jobs", "many"], ["--wait", "-1"], ["--only-failed"]])
def test_a_wrong_option_ends_with_two(wrong: list[str]) -> None:
    try:
        code = main(["build", "a.yaml", *wrong])
    except SystemExit as end:
        code = int(str(end.code))
    assert code == 2


HEEDS_CTRL_C = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "reportgen", *sys.argv[1:]])
"""
"""Whoever runs the tests in the background has them ignore it, and with them all that they start."""


@pytest.mark.services
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended_leaves_no_worker_but_a_summary(folder: Path, asked: signal.Signals) -> None:
    """However quick it is: two of the reports are held here, so that both workers come to wait."""
    names = [write(folder, f"n{number}") for number in range(12)]
    options = ["--jobs", "2", "--summary", "s.json", "--paths", "--wait", "600"]
    command = [sys.executable, "-c", HEEDS_CTRL_C, "build", *names, *JSON, *options]
    with locked(Path("out/.n5.lock"), 0, "held"), locked(Path("out/.n8.lock"), 0, "held"):
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )
        assert process.stdout is not None
        assert process.stdout.readline()
        # Ctrl-C goes to all, systemd's to the first
        (os.killpg if asked == signal.SIGINT else os.kill)(process.pid, asked)
        _, told = process.communicate(timeout=300)
    assert (process.returncode, "Traceback" in told) == (130, False)
    assert {code for _, _, code in summary()} == {0, None}
    assert records()["code"] == 130
    assert not [path.name for path in Path("out").iterdir() if path.name.startswith(".")]
    until = time.monotonic() + 300
    while subprocess.run(["pgrep", "-s", str(process.pid)], check=False, capture_output=True).stdout:
        assert time.monotonic() < until, "a process is left"
        time.sleep(0.1)
