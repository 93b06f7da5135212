"""The study of planted faults: each is put into a copy of the checkout alone, and the tests must see it.

Prints a table in Markdown. Exit code 1 where a fault survives, is seen by nothing that names its rule, makes the code
break rather than be wrong, or no longer applies.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.faults import CHECKOUT, Fault, faults

COPIED = ("reportgen", "templates", "tests", "configs", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*")
_FAILED = re.compile(r"^FAILED (\S+?)(\[.*?\])?(?: - (.*))?$", re.MULTILINE)
_BREAKS = re.compile(r"^(NameError|TypeError|AttributeError|ImportError|SyntaxError|IndentationError|KeyError)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a fault: ``seen`` is the test that names its rule, ``wrong`` why the study fails."""

    fault: Fault
    seen: str = ""
    wrong: str = ""
    seconds: float = 0.0


def main(wanted: Sequence[str]) -> int:
    chosen = [fault for fault in faults() if not wanted or fault.id in wanted]
    unknown = sorted(set(wanted) - {fault.id for fault in chosen})
    if unknown:
        print(f"no such fault: {', '.join(unknown)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "checkout"
        copy_checkout(copy)
        told = _sound(copy, chosen)
        if told:
            print(told, file=sys.stderr)
            return 1
        print("| Fault | Rule | Seen by | Seconds |\n| --- | --- | --- | --- |")
        outcomes = []
        for fault in chosen:
            outcomes.append(studied(copy, fault))
            print(_row(outcomes[-1]), flush=True)
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    print(f"\n{len(outcomes)} faults, {len(outcomes) - len(wrong)} seen by a test that names the rule.")
    for outcome in wrong:
        print(f"{outcome.fault.id}: {outcome.wrong}", file=sys.stderr)
    return 1 if wrong else 0


def _row(outcome: Outcome) -> str:
    fault = outcome.fault
    seen = f"`{outcome.seen.partition('::')[2]}`" if outcome.seen else f"**{outcome.wrong}**"
    return f"| `{fault.id}` in {fault.file} | {fault.rule} | {seen} | {outcome.seconds:.1f} |"


def copy_checkout(target: Path) -> None:
    """What the tests need, without caches."""
    target.mkdir()
    for name in COPIED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, target / name)


def _sound(copy: Path, chosen: Sequence[Fault]) -> str:
    """What is wrong with the checkout as it is; a test that fails anyway sees no fault."""
    code, output = _run(copy, sorted({test for fault in chosen for test in fault.tests}))
    return f"the tests fail without any fault:\n{output}" if code else ""


def studied(copy: Path, fault: Fault) -> Outcome:
    file, began = copy / fault.file, time.monotonic()
    whole = file.read_text("utf-8")
    try:
        file.write_text(fault.applied(whole), "utf-8")
        _, output = _run(copy, fault.tests)
    except ValueError as error:
        return Outcome(fault, wrong=str(error))
    finally:
        file.write_text(whole, "utf-8")
    failed = [(match[1], match[3] or "") for match in _FAILED.finditer(output)]
    seconds = time.monotonic() - began
    if not failed:
        return Outcome(fault, wrong="survives", seconds=seconds)
    if all(_BREAKS.match(message) for _, message in failed):
        return Outcome(fault, wrong=f"breaks the code: {failed[0][1]}", seconds=seconds)
    seen = next((test for test, _ in failed if fault.is_named_by(test)), "")
    return Outcome(fault, seen, "" if seen else "no failing test names the rule", seconds)


def _run(copy: Path, tests: Sequence[str]) -> tuple[int, str]:
    """Pytest in a process of its own on the copy; the same examples at every run."""
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "CI": "1", "COLUMNS": "200"}
    command = [sys.executable, "-m", "pytest", "-q", "-rf", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist"]
    done = subprocess.run([*command, *tests], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
