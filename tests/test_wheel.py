"""An installed wheel works in an empty folder outside the checkout, templates, fonts and catalogue included."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.batch.conftest import write


@pytest.fixture(scope="module")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(checkout)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = folder.glob("reportgen-*.whl")
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True, capture_output=True)
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"reportgen/templates/deck.pptx", "reportgen/templates/report.html.j2", "reportgen/py.typed"} <= names
    return target


def test_the_wheel_builds_reports_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    write(tmp_path, "a")
    run = [sys.executable, "-m", "reportgen"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    where = "import reportgen; print(reportgen.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == str(installed / "reportgen" / "__init__.py")
    arguments = ["build", "a.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--paths", "-q"]
    done = subprocess.run(
        [*run, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_what_is_meant_for_others_is_what_is_there(installed: Path) -> None:
    import reportgen

    assert set(reportgen.__all__) == {"Build", "ReportgenError", "__version__", "build", "load_config", "write"}
    assert all(hasattr(reportgen, name) for name in reportgen.__all__)
