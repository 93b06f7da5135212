"""The commands as a user meets them: stdout, stderr, exit codes, and nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOP = ["configs/maison-lumiere.yaml", "--period", "2026-10", "--as-of", "2026-11-05"]
TALENT = ["configs/northwind-talent.yaml", "--period", "2026-Q3", "--as-of", "2026-11-05"]  # the quicker one


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, check=False, env={**os.environ, "LANG": "C.UTF-8"}
    )


def test_build_prints_the_paths_one_a_line(checkout: Path, tmp_path: Path) -> None:
    done = run("build", *SHOP, "--out", str(tmp_path), "--paths", cwd=checkout)
    assert done.returncode == 0, done.stderr
    names = ["maison-lumiere-2026-10.pdf", "maison-lumiere-2026-10.pptx", "maison-lumiere-2026-10.json"]
    assert done.stdout.splitlines() == [str(tmp_path / name) for name in names]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert all(line.startswith("warning: ") for line in done.stderr.splitlines())
    assert "2026" in done.stderr or "Instagram" in done.stderr  # the gap in the data is said


def test_quiet_prints_errors_alone(checkout: Path, tmp_path: Path) -> None:
    done = run("build", *SHOP, "--out", str(tmp_path), "--format", "json", "-q", cwd=checkout)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    (path,) = tmp_path.iterdir()
    assert json.loads(path.read_text("utf-8"))["schema"] == 1


def test_check_renders_nothing(checkout: Path, tmp_path: Path) -> None:
    done = run(
        "check", "configs/maison-lumiere.yaml", "configs/northwind-talent.yaml", "--as-of", "2026-11-05", cwd=checkout
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2


def test_a_wrong_command_line_ends_with_two(checkout: Path) -> None:
    assert run("build", cwd=checkout).returncode == 2
    assert run("build", "configs/maison-lumiere.yaml", "--as-of", "tomorrow", cwd=checkout).returncode == 2
    done = run("build", *SHOP, "--format", "pdff", cwd=checkout)
    assert (done.returncode, done.stderr) == (
        2, "error: --format pdff: not a format. Did you mean 'pdf'? The formats are pdf, pptx, json, xlsx.\n",
    )  # fmt: skip


def test_a_failed_build_leaves_the_previous_output(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "broken-2026-10.pdf").write_bytes(b"previous")
    config = tmp_path / "broken.yaml"
    config.write_text((checkout / "configs/maison-lumiere.yaml").read_text("utf-8"), "utf-8")  # its data are not here
    done = run(
        "build", str(config), "--period", "2026-10", "--as-of", "2026-11-05", "--out", str(tmp_path), cwd=tmp_path
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert (tmp_path / "broken-2026-10.pdf").read_bytes() == b"previous"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken-2026-10.pdf", "broken.yaml"]


def test_one_failing_config_does_not_stop_the_others(checkout: Path, tmp_path: Path) -> None:
    done = run("build", "configs/none.yaml", *TALENT, "--format", "json", "--out", str(tmp_path), cwd=checkout)
    assert done.returncode == 1
    assert (tmp_path / "northwind-talent-2026-Q3.json").exists()
    assert "configs/none.yaml" in done.stderr


def test_a_read_only_place_is_a_clear_error(checkout: Path) -> None:
    done = run("build", *TALENT, "--format", "json", "--out", "/proc/none", cwd=checkout)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("error: /proc/none: ")


@pytest.mark.parametrize("command", ["build", "check"])
def test_each_command_has_help(command: str, checkout: Path) -> None:
    done = run(command, "--help", cwd=checkout)
    assert done.returncode == 0
    assert "--period" in done.stdout
