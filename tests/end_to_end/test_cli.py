"""The commands as a user meets them: stdout, stderr, exit codes, and nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.conftest import write

DAY = ["--period", "2026-10", "--as-of", "2026-11-05"]
SMALL = ["a.yaml", *DAY]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"}
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a client of which a few days are missing."""
    write(tmp_path, "a")
    data = tmp_path / "a.csv"
    data.write_text("\n".join(data.read_text("utf-8").splitlines()[:-4]) + "\n", "utf-8")
    return tmp_path


def test_build_prints_the_paths_one_a_line(small: Path) -> None:
    done = run("build", *SMALL, "--out", str(small / "out"), "--paths", cwd=small)
    assert done.returncode == 0, done.stderr
    names = ["a-2026-10.pdf", "a-2026-10.pptx", "a-2026-10.json"]
    assert done.stdout.splitlines() == [str(small / "out" / name) for name in names]
    assert sorted(path.name for path in (small / "out").iterdir()) == sorted(names)
    assert all(line.startswith("warning: ") for line in done.stderr.splitlines())
    assert "2026" in done.stderr, "the gap in the data is said"


def test_quiet_prints_errors_alone(small: Path) -> None:
    done = run("build", *SMALL, "--out", "out", "--format", "json", "-q", cwd=small)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (path,) = (small / "out").iterdir()
    assert json.loads(path.read_text("utf-8"))["schema"] == 1


def test_check_prints_a_line_a_config_and_writes_nothing(small: Path) -> None:
    write(small, "b")
    before = sorted(small.iterdir())
    done = run("check", "a.yaml", "b.yaml", "--as-of", "2026-11-05", cwd=small)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert sorted(small.iterdir()) == before


def test_a_wrong_command_line_ends_with_two(small: Path) -> None:
    assert run("build", cwd=small).returncode == 2
    assert run("build", "a.yaml", "--as-of", "tomorrow", cwd=small).returncode == 2
    done = run("build", *SMALL, "--format", "pdff", cwd=small)
    assert (done.returncode, done.stderr) == (
        2, "error: --format pdff: not a format. Did you mean 'pdf'? The formats are pdf, pptx, json, xlsx.\n",
    )  # fmt: skip


def test_a_failed_build_leaves_the_previous_output(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "broken-2026-10.pdf").write_bytes(b"previous")
    config = tmp_path / "broken.yaml"
    config.write_text((checkout / "configs/maison-lumiere.yaml").read_text("utf-8"), "utf-8")  # its data are not here
    done = run("build", str(config), *DAY, "--out", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "broken-2026-10.pdf").read_bytes() == b"previous"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken-2026-10.pdf", "broken.yaml"]


def test_one_failing_config_does_not_stop_the_others(small: Path) -> None:
    done = run("build", "none.yaml", *SMALL, "--format", "json", "--out", "out", cwd=small)
    assert done.returncode == 1
    assert (small / "out" / "a-2026-10.json").exists()
    assert "none.yaml" in done.stderr


def test_a_read_only_place_is_a_clear_error(small: Path) -> None:
    done = run("build", *SMALL, "--format", "json", "--out", "/proc/none", cwd=small)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: /proc/none: ")


@pytest.mark.parametrize("command", ["build", "check"])
def test_each_command_has_help(command: str, checkout: Path) -> None:
    done = run(command, "--help", cwd=checkout)
    assert done.returncode == 0
    assert "--period" in done.stdout
