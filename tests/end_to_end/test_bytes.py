"""The same bytes for the same inputs and the same day, wherever and whenever they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.pipeline import Build

ARGUMENTS = ["--period", "2026-10", "--as-of", "2026-11-05"]


def made(out: Path, checkout: Path, prefix: list[str], **environment: str) -> dict[str, str]:
    """Hashes of the shop's files as another process makes them."""
    command = [
        *prefix,
        sys.executable,
        "-m",
        "reportgen",
        "build",
        "maison-lumiere.yaml",
        *ARGUMENTS,
        "--out",
        str(out),
    ]
    subprocess.run(
        command, cwd=checkout / "configs", env={**os.environ, **environment}, check=True, capture_output=True
    )
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def no_network() -> list[str]:
    """What runs a command in a namespace of its own; nothing where the system lets nobody make one."""
    ways = (["unshare", "--net"], ["unshare", "--net", "--map-root-user"])
    allowed = (way for way in ways if not subprocess.run([*way, "true"], capture_output=True, check=False).returncode)
    return next(allowed, []) if shutil.which("unshare") else []


@pytest.fixture(scope="module")
def here(shop: Build) -> dict[str, str]:
    return {item.name: sha256(item.data).hexdigest() for item in sorted(shop.artifacts, key=lambda item: item.name)}


def test_another_process_folder_seed_zone_locale_home_and_core_without_a_network_give_the_same_bytes(
    here: dict[str, str], tmp_path: Path, checkout: Path
) -> None:
    """All at once, as each alone would take a build. Without a network: in a namespace that has no interface, not even
    a loopback that is up."""
    copy, home = tmp_path / "elsewhere", tmp_path / "home"
    shutil.copytree(checkout / "configs", copy / "configs")
    home.mkdir()
    one_core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
    alone = no_network()
    other = made(
        tmp_path / "out", copy, [*alone, *one_core],
        PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C", HOME=str(home),
    )  # fmt: skip
    assert len(other) == 3
    assert other == here
    if not alone:
        pytest.skip("needs root to make a network namespace")


@pytest.mark.services
def test_the_clock_a_year_on_gives_the_same_bytes(here: dict[str, str], tmp_path: Path, checkout: Path) -> None:
    assert shutil.which("faketime"), "scripts/test services installs faketime"
    assert made(tmp_path / "out", checkout, ["faketime", "-f", "+1y"]) == here
