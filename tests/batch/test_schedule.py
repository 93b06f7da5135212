"""`reportgen schedule`: each report on the first day on which its data are final, where the client is."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.cli import main
from reportgen.cli.schedule_times import DueDays, due_days, in_utc, is_due
from reportgen.errors import UsageError
from reportgen.periods import CycleSpec, Kind, last_complete
from reportgen.strict_yaml import load
from tests.batch.conftest import CONFIG

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("spec", "settle", "cron", "systemd"),
    [
        (CycleSpec("month"), 3, ["4 * *"], ["*-*-04"]),
        (CycleSpec("week"), 0, ["* * 1"], ["Mon *-*-*"]),
        (CycleSpec("week"), 6, ["* * 0"], ["Sun *-*-*"]),
        (CycleSpec("quarter"), 7, ["8 1,4,7,10 *"], ["*-01,04,07,10-08"]),
        (CycleSpec("quarter", fiscal_year_start=2), 0, ["1 2,5,8,11 *"], ["*-02,05,08,11-01"]),
        (CycleSpec("half"), 14, ["15 1,7 *"], ["*-01,07-15"]),
        (CycleSpec("year", fiscal_year_start=4), 0, ["1 4 *"], ["*-04-01"]),
    ],
)
def test_each_cycle_has_its_days(spec: CycleSpec, settle: int, cron: list[str], systemd: list[str]) -> None:
    days = due_days(spec, settle)
    assert ([day.cron for day in days], [day.systemd for day in days]) == (cron, systemd)


def test_a_leap_year_moves_no_report_before_its_data() -> None:
    """Sixty days after 1 January are 2 March, and 1 March in a leap year."""
    assert [day.cron for day in due_days(CycleSpec("quarter"), 60)] == ["2 3 *", "30 8,11 *", "31 5 *"]


def test_data_that_settle_after_the_next_cycle_have_no_day() -> None:
    with pytest.raises(UsageError, match="no day is right for --period last"):
        due_days(CycleSpec("week"), 7)
    with pytest.raises(UsageError, match="the next cycle may end after 28"):
        due_days(CycleSpec("month"), 28)
    with pytest.raises(UsageError, match="the next cycle may end after 89"):
        due_days(CycleSpec("quarter", fiscal_year_start=2), 89)  # February to April
    assert due_days(CycleSpec("quarter"), 89)


KINDS: tuple[Kind, ...] = ("month", "quarter", "half", "year", "week")


@given(
    kind=st.sampled_from(KINDS),
    first=st.integers(1, 12),
    settle=st.integers(0, 90),
    day=st.dates(date(2026, 1, 1), date(2033, 1, 1)),
)
def test_on_a_due_day_the_last_cycle_is_final_and_every_cycle_has_one(
    kind: Kind, first: int, settle: int, day: date
) -> None:
    spec = CycleSpec(kind, fiscal_year_start=first)
    try:
        days = due_days(spec, settle)
    except UsageError:
        return
    cycle = last_complete(spec, day)
    found = [
        at
        for at in (cycle.end + timedelta(days=n) for n in range((cycle.next().end - cycle.end).days))
        if hits(days, at)
    ]
    assert len(found) == 1
    assert timedelta(0) <= found[0] - (cycle.end + timedelta(days=settle)) <= timedelta(days=1)


def hits(days: tuple[DueDays, ...], day: date) -> bool:
    return any(
        day.month in due.months and due.day in (None, day.day) and due.weekday in (None, day.weekday()) for due in days
    )


def test_cycles_of_days_are_due_on_the_day_that_the_guard_knows() -> None:
    spec = CycleSpec("days", 28, date(2026, 1, 5))
    assert due_days(spec, 3)[0].every_day
    due = [day for day in (date(2026, 2, 1) + timedelta(days=n) for n in range(60)) if is_due(spec, 3, day)]
    assert due == [date(2026, 2, 5), date(2026, 3, 5), date(2026, 4, 2)][: len(due)]
    assert len(due) >= 2


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Europe/Paris", time(5, 30)),  # 04:30 UTC in summer would be 05:30 in winter
        ("America/Los_Angeles", time(14, 30)),
        ("Pacific/Auckland", time(0, 5)),  # 06:30 there is the day before in UTC
        ("UTC", time(6, 30)),
    ],
)
def test_a_time_in_utc_is_on_the_same_date_and_never_too_early(zone: str, utc: time) -> None:
    assert in_utc(time(6, 30), zone, 2026) == utc


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In a folder whose name every format has to quote."""
    folder = tmp_path / "our 100% clients"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "lumiere.yaml").write_text(CONFIG.format(name="lumiere"), "utf-8")
    return folder / "lumiere.yaml"


def printed(capsys: Capture, *options: str) -> str:
    command = ["schedule", "lumiere.yaml", "--program", "/usr/local/bin/reportgen", "--as-of", "2026-11-05"]
    assert main([*command, *options]) == 0
    return capsys.readouterr().out


CRON = re.compile(r"(\d+|\*) (\d+|\*) (\d+|\*) (\d+(?:,\d+)*|\*) ([0-6]|\*) (\S.*)")


@pytest.mark.usefixtures("config")
def test_the_crontab_has_five_fields_and_a_quoted_command(capsys: Capture, config: Path) -> None:
    lines = [line for line in printed(capsys).splitlines() if line and not line.startswith("#")]
    assert lines[0] == "CRON_TZ=Europe/Paris"
    match = CRON.fullmatch(lines[1])
    assert match is not None
    assert match.groups()[:5] == ("30", "6", "4", "*", "*")
    folder = str(config.parent).replace("%", "\\%")
    assert match[6] == (
        f"cd '{folder}' && /usr/local/bin/reportgen build lumiere.yaml --settled --wait 600 --quiet --out reports"
    )


@pytest.mark.usefixtures("config")
def test_the_workflow_is_yaml_that_runs_on_its_days(capsys: Capture, checkout: Path) -> None:
    text = printed(capsys, "--format", "github", "--at", "07:00")
    tree, _ = load(text, "workflow.yml")
    assert isinstance(tree, dict)
    assert tree["on"]["schedule"] == [{"cron": "0 6 4 * *"}]
    steps = tree["jobs"]["report"]["steps"]
    assert steps[-2]["run"] == (
        "/usr/local/bin/reportgen build lumiere.yaml --settled --wait 600 --quiet --out reports"
    )
    assert steps[-1]["with"] == {"name": "lumiere", "path": "reports"}
    installs = [step["run"] for step in steps if "install" in step.get("run", "")]
    assert installs[0].endswith(f"install --yes {libraries(checkout)}"), "what scripts/report installs"
    assert installs[1] == "pip install ./reportgen-*.whl", "a registry's package of that name is another program"


def libraries(checkout: Path) -> str:
    """Those of the system that the scripts install."""
    found = re.search(r"apt_install (libpango.*)", (checkout / "scripts" / "setup.sh").read_text("utf-8"))
    assert found is not None
    return found[1]


@pytest.mark.usefixtures("config")
def test_a_cycle_of_days_runs_daily_behind_a_guard(capsys: Capture, config: Path) -> None:
    text = config.read_text("utf-8").replace("cycle: month", "cycle: {days: 28, from: 2026-01-05}")
    config.write_text(text, "utf-8")
    assert "30 6 * * * cd" in printed(capsys)
    assert "ExecCondition=/usr/local/bin/reportgen schedule lumiere.yaml --due\n" in printed(
        capsys, "--format", "systemd"
    )
    tree, _ = load(printed(capsys, "--format", "github"), "workflow.yml")
    assert isinstance(tree, dict)
    due, build, kept = tree["jobs"]["report"]["steps"][-3:]
    assert due["id"] == "due"
    assert build["if"] == kept["if"] == "steps.due.outputs.due == 'yes' || github.event_name == 'workflow_dispatch'"
    assert main(["schedule", "lumiere.yaml", "--due", "--as-of", "2026-02-05"]) == 0
    assert main(["schedule", "lumiere.yaml", "--due", "--as-of", "2026-02-06"]) == 4


def test_a_config_that_delivers_sends_and_hands_its_secrets_over_by_name(config: Path, capsys: Capture) -> None:
    deliver = (
        "deliver:\n  to: [Ana <ana@example.com>]\n  from: reports@example.com\n"
        "  smtp: {host: mail.example.com, user: '${SMTP_USER}', password: '${SMTP_PASSWORD}'}\n"
    )
    config.write_text(config.read_text("utf-8") + deliver, "utf-8")
    assert "reportgen send lumiere.yaml --settled --wait 600 --quiet\n" in printed(capsys)
    tree, _ = load(printed(capsys, "--format", "github"), "workflow.yml")
    assert isinstance(tree, dict)
    assert tree["jobs"]["report"]["steps"][-1]["env"] == {
        "SMTP_USER": "${{ secrets.SMTP_USER }}",
        "SMTP_PASSWORD": "${{ secrets.SMTP_PASSWORD }}",
    }
    assert "Description=Report lumiere\n" in (units := printed(capsys, "--format", "systemd"))
    assert "EnvironmentFile=/etc/reportgen-lumiere.env\n" in units
    lines = printed(capsys).splitlines()
    assert [line.split("=")[0] for line in lines[3:6]] == ["CRON_TZ", "# SMTP_USER", "# SMTP_PASSWORD"]
    config.write_text(config.read_text("utf-8") + "  approval: required\n", "utf-8")
    assert "SMTP_" not in printed(capsys, "--format", "github"), "a build needs no secret"
    assert "reportgen build lumiere.yaml --settled --wait 600 --out reports\n" in printed(capsys), "it tells who waits"


def test_clients_of_one_rhythm_run_together_and_others_each_on_its_own(config: Path, capsys: Capture) -> None:
    text = config.read_text("utf-8").replace("timezone: Europe/Paris", 'timezone: "{client.zone}"\nclients: c.csv')
    config.write_text(text, "utf-8")
    Path("c.csv").write_text("id,name,zone\na,A,Asia/Tokyo\nb,B,Asia/Tokyo\n", "utf-8")
    together = printed(capsys)
    assert together.count("reportgen build") == 1
    assert "--client" not in together
    assert "--jobs auto" in together
    Path("c.csv").write_text("id,name,zone\na,A,Asia/Tokyo\nb,B,Asia/Dubai\n", "utf-8")
    apart = printed(capsys)
    assert [line for line in apart.splitlines() if line.startswith("CRON_TZ")] == [
        "CRON_TZ=Asia/Tokyo",
        "CRON_TZ=Asia/Dubai",
    ]
    assert "--client b" in apart
    assert "--jobs" not in apart, "one report is made in one process"


def files(text: str) -> dict[str, str]:
    """The files of a printed text: each begins with a line that names it."""
    parts = re.split(r"^# (reportgen-\S+)$", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.services
def test_systemd_takes_the_units(config: Path, tmp_path: Path, capsys: Capture) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    assert main(["schedule", "lumiere.yaml", "--format", "systemd", "--program", "/bin/true"]) == 0
    units = files(capsys.readouterr().out)
    assert sorted(units) == ["reportgen-lumiere.service", "reportgen-lumiere.timer"]
    for name, text in units.items():
        (tmp_path / name).write_text(text, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "reportgen-" in line]) == (0, [])
    for days in (*due_days(CycleSpec("quarter"), 60), *due_days(CycleSpec("week"), 2), DueDays()):
        calendar = ["systemd-analyze", "calendar", f"{days.systemd} 06:30:00 Europe/Paris"]
        assert subprocess.run(calendar, capture_output=True, check=False).returncode == 0, days


def test_the_docs_show_what_is_printed(checkout: Path, config: Path, capsys: Capture) -> None:
    page = (checkout / "docs" / "cron.md").read_text("utf-8")
    blocks = re.findall(r"^```(cron|ini|yaml)\n(.*?)^```", page, re.M | re.S)
    folder = str(config.parent)
    for language, name in (("cron", "crontab"), ("ini", "systemd"), ("yaml", "github")):
        options = ("--format", name, *(("--program", "reportgen") if name == "github" else ()))
        shown = printed(capsys, *options, "--as-of", "2026-11-05")
        shown = shown.replace("'" + folder.replace("%", "\\%") + "'", "/srv/reports").replace(
            folder.replace("%", "%%"), "/srv/reports"
        )
        assert (language, shown) in blocks


def test_a_shell_runs_what_is_printed_whatever_the_names(config: Path, capsys: Capture) -> None:
    """As cron does it, which takes the backslash from a percent sign, and as a workflow's step does."""
    name = "l'été 5% $HOME.yaml"
    config.rename(config.with_name(name))
    called = config.with_name("a program")
    called.write_text('#!/bin/sh\nprintf "%s\\n" "$PWD" "$@"\n', "utf-8")
    called.chmod(0o755)
    wanted = ["build", name, "--settled", "--wait", "600", "--quiet", "--out", "our reports"]
    options = ("--program", str(called), "--out", "our reports")
    assert main(["schedule", name, *options]) == 0
    match = CRON.fullmatch(capsys.readouterr().out.splitlines()[-1])
    assert match is not None
    assert shell(match[6].replace("\\%", "%"), Path("/")) == [str(config.parent), *wanted]
    assert main(["schedule", name, *options, "--format", "github"]) == 0
    tree, _ = load(capsys.readouterr().out, "workflow.yml")
    assert isinstance(tree, dict)
    assert shell(tree["jobs"]["report"]["steps"][-2]["run"], config.parent) == [str(config.parent), *wanted]


def shell(command: str, folder: Path) -> list[str]:
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, env={}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
