"""The README's and the docs' examples run as printed."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import reportgen
from reportgen.cli import _parser, main
from reportgen.config.schema import Config
from reportgen.model.facts import Facts
from reportgen.pipeline import Build
from reportgen.sources import read
from tests.end_to_end.conftest import SAMPLES, built

SET_UP = ("scripts/report", "scripts/test")  # run by CI and by a newcomer: they would run this test again


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.fixture
def clone(checkout: Path, tmp_path: Path) -> Path:
    for name in ("configs", "templates", "README.md", "docs"):
        source = checkout / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


@pytest.fixture(scope="module")
def read_once() -> Iterator[None]:
    """The samples' files are read once for all commands: what is tried here is what the docs say of the commands."""
    original, kept = read.read_sources, {}

    def remembered(config: Config, folder: Path, as_of: date, numbered: bool = True) -> Facts:
        key = (config.client, repr(config.sources), as_of, numbered)
        if key not in kept:
            kept[key] = original(config, folder, as_of, numbered)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "read_sources", remembered)
        yield


def sh(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-eu", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def words_of(command: str) -> list[str]:
    """A command's words as a shell hands them over, in the folder where it runs."""
    words = shlex.split(command)
    return [name for word in words for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])]


@pytest.mark.services  # no server, but minutes of builds
@pytest.mark.usefixtures("read_once")
def test_every_shell_command_of_the_docs_runs(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = [
        line
        for page in [clone / "README.md", *sorted((clone / "docs").rglob("*.md"))]
        for block in blocks(page.read_text("utf-8"), "sh")
        for line in block.splitlines()
        if line.strip() and not line.startswith(("#", *SET_UP))
    ]
    assert len(commands) >= 3
    monkeypatch.chdir(clone)
    for command in dict.fromkeys(commands):
        program, *arguments = words_of(command)
        assert program == "reportgen"
        assert main(arguments) == 0, f"{command}\n{capsys.readouterr().err}"


def test_the_readmes_python_runs(
    clone: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the sample as it was built for other tests, asked for by name, cycle and day."""
    name = "maison-lumiere"
    made = built(checkout, name)

    def build(config: str, *, period: str, as_of: date) -> Build:
        assert Path(config).resolve() == clone / "configs" / f"{name}.yaml"
        assert (period, as_of) == SAMPLES[name]
        return made

    found = blocks((clone / "README.md").read_text("utf-8"), "python")
    assert len(found) == 1
    monkeypatch.chdir(clone)
    monkeypatch.setattr(reportgen, "build", build)
    exec(compile(found[0], "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("2026-10 ['maison-lumiere-2026-10.pdf'")
    assert (clone / "out" / "maison-lumiere-2026-10.pdf").exists()


def test_the_first_config_builds(clone: Path) -> None:
    found = blocks((clone / "README.md").read_text("utf-8"), "yaml")
    assert len(found) == 1
    (clone / "first.yaml").write_text(found[0], "utf-8")
    (table,) = blocks((clone / "README.md").read_text("utf-8"), "csv")
    rows = [f"2026-10-{day:02d},instagram,{day % 3},{200 + day}" for day in range(len(table.splitlines()), 32)]
    (clone / "first.csv").write_text(table + "\n".join(rows) + "\n", "utf-8")
    done = sh("reportgen build first.yaml --period 2026-10 --as-of 2026-11-02 --format pdf", clone)
    assert done.returncode == 0, done.stderr
    assert not re.search(r"first\.yaml:\d", done.stderr), "nothing is to be said against an example"


def test_every_command_and_every_option_stands_in_the_docs(checkout: Path) -> None:
    pages = [checkout / "README.md", *sorted((checkout / "docs").glob("*.md"))]
    text = "\n".join(page.read_text("utf-8") for page in pages)
    _, commands = _parser()
    assert [name for name in commands if f"`reportgen {name}" not in text] == []
    options = {option for command in commands.values() for option in command.options if option.startswith("--")}
    assert len(options) > 20
    assert sorted(option for option in options - {"--help"} if not re.search(rf"{option}\b", text)) == []


def test_the_docs_links_lead_somewhere(checkout: Path) -> None:
    pages = [checkout / "README.md", checkout / "CONTRIBUTING.md", *sorted((checkout / "docs").rglob("*.md"))]
    where = re.compile(r'\]\(([^)#:]+)\)|src="(docs/[^"]+)"')
    links = [(page, "".join(found)) for page in pages for found in where.findall(page.read_text("utf-8"))]
    assert len(links) > 5
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []
