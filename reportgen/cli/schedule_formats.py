"""Plan → the text of a crontab, of systemd's units, or of a workflow for GitHub Actions."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from reportgen.cli.schedule_times import DueDays, in_utc


@dataclass(frozen=True, slots=True)
class Plan:
    """What runs when: ``arguments`` of reportgen in ``folder``, ``guard`` its arguments that say by exit code 0 whether
    today is the day (only where no scheduler can say it). ``at`` is a time in ``zone``; ``secrets`` names the
    environment variables that the config asks for; ``year``: whose summer time counts."""

    name: str
    folder: str
    arguments: tuple[str, ...]
    guard: tuple[str, ...]
    days: tuple[DueDays, ...]
    at: time
    zone: str
    secrets: tuple[str, ...]
    out: str
    year: int


def crontab(plans: Sequence[Plan], program: Sequence[str]) -> str:
    """``CRON_TZ`` is known to cronie; other crons run by the machine's own zone."""
    lines = [
        "# CRON_TZ holds for the lines below it. A cron that does not know it runs by the machine's own time zone."
    ]
    for plan in plans:
        command = shlex.join([*program, *plan.arguments])
        if plan.guard:
            command = f"{shlex.join([*program, *plan.guard])} && {command}"
        command = f"cd {shlex.quote(plan.folder)} && {command}".replace("%", "\\%")
        lines += ["", f"# {plan.name}", f"CRON_TZ={plan.zone}"]
        lines += [
            f"# {name}=…  a line for it here, if the environment of cron's jobs has none" for name in plan.secrets
        ]
        lines += [f"{plan.at.minute} {plan.at.hour} {days.cron} {command}" for days in plan.days]
    return "\n".join(lines) + "\n"


def systemd(plans: Sequence[Plan], program: Sequence[str]) -> str:
    """A service and its timer; each begins with a line that names its file."""
    return "\n".join(_units(plan, program) for plan in plans)


def github(plans: Sequence[Plan], program: Sequence[str]) -> str:
    """A workflow; begins with a line that names its file. ``program`` is what the runner calls."""
    return "\n".join(_workflow(plan, program) for plan in plans)


def _units(plan: Plan, program: Sequence[str]) -> str:
    unit = "reportgen-" + re.sub(r"[^A-Za-z0-9_.-]+", "-", plan.name)
    guard = f"ExecCondition={_systemd_words([*program, *plan.guard])}\n" if plan.guard else ""
    secrets = f"EnvironmentFile=/etc/{unit}.env\n" if plan.secrets else ""
    calendar = "".join(f"OnCalendar={days.systemd} {plan.at:%H:%M}:00 {plan.zone}\n" for days in plan.days)
    return f"""\
# {unit}.service
[Unit]
Description=Report {_percent(plan.name)}

[Service]
Type=oneshot
WorkingDirectory={_percent(plan.folder)}
{secrets}{guard}ExecStart={_systemd_words([*program, *plan.arguments])}
NoNewPrivileges=yes

# {unit}.timer
[Unit]
Description=Report {_percent(plan.name)}, when its data are final

[Timer]
{calendar}Persistent=yes

[Install]
WantedBy=timers.target
"""


def _workflow(plan: Plan, program: Sequence[str]) -> str:
    utc = in_utc(plan.at, plan.zone, plan.year)
    crons = "".join(f"    - cron: {json.dumps(f'{utc.minute} {utc.hour} {days.cron}')}\n" for days in plan.days)
    secrets = "".join(f"          {name}: ${{{{ secrets.{name} }}}}\n" for name in plan.secrets)
    guard, condition = "", ""
    if plan.guard:
        due = f'if {shlex.join([*program, *plan.guard])}; then echo due=yes >> "$GITHUB_OUTPUT"; fi'
        guard = f"      - id: due\n        run: {json.dumps(due)}\n"
        condition = "        if: steps.due.outputs.due == 'yes' || github.event_name == 'workflow_dispatch'\n"
    return f"""\
# .github/workflows/reportgen-{plan.name}.yml
name: {json.dumps(f"Report {plan.name}")}
on:
  schedule: # in UTC, on the date of {plan.at:%H:%M} in {plan.zone}
{crons}  workflow_dispatch: {{}}
permissions:
  contents: read
concurrency:
  group: {json.dumps(f"reportgen-{plan.name}")}
jobs:
  report:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: sudo apt-get update && sudo apt-get install --yes libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
      - run: pip install ./reportgen-*.whl # stands at the top of the repository
{guard}      - run: {json.dumps(shlex.join([*program, *plan.arguments]))}
{condition}{"        env:" if secrets else ""}{chr(10) if secrets else ""}{secrets}\
{_kept(plan, condition)}"""


def _kept(plan: Plan, condition: str) -> str:
    """The step that keeps the files, where some are written."""
    if "--out" not in plan.arguments:
        return ""
    path = json.dumps(plan.out)
    return f"""\
      - uses: actions/upload-artifact@v4
{condition}        with:
          name: {json.dumps(plan.name)}
          path: {path}
"""


def _systemd_words(words: Sequence[str]) -> str:
    """A command line as systemd splits it; its own signs are doubled."""
    return " ".join(_systemd_word(word) for word in words)


def _systemd_word(word: str) -> str:
    plain = _percent(word).replace("$", "$$")
    if plain and not set(plain) & set(" \t\"'\\;"):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _percent(text: str) -> str:
    return text.replace("%", "%%")


FORMATS: Mapping[str, Callable[[Sequence[Plan], Sequence[str]], str]] = {
    "crontab": crontab,
    "systemd": systemd,
    "github": github,
}
