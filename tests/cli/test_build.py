"""`reportgen build` and `check`: what is wrong is told before the work, with the config and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli import main

Capture = pytest.CaptureFixture[str]
CONFIG = """\
version: 1
client: Client
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {name: own, path: own.csv, columns: {day: day, channel: channel, leads: leads}}
objectives:
  - id: leads
    family: leads
    title: Title
    role: Role
    kpis: [{kpi: leads}, {kpi: reach}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = [f"2026-10-{day:02d},x,1" for day in range(1, 32)]
    (tmp_path / "own.csv").write_text("\n".join(["day,channel,leads", *rows]) + "\n", "utf-8")
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(CONFIG, "utf-8")
    return tmp_path


@pytest.mark.parametrize("out", ["own.csv", "own.csv/deeper"])
def test_a_file_in_the_folders_place_is_refused_before_the_work(folder: Path, capsys: Capture, out: str) -> None:
    (folder / "a.yaml").write_text("never read", "utf-8")
    assert main(["build", "a.yaml", "--out", out]) == 2
    assert capsys.readouterr().err == (
        f"error: --out {out}: own.csv is a file. Name a folder: the files are called as the config is.\n"
    )


@pytest.mark.usefixtures("folder")
def test_formats_that_are_named_one_by_one_add_up(capsys: Capture) -> None:
    Path("a.yaml").write_text(CONFIG.replace(", {kpi: reach}", ""), "utf-8")
    build = ["build", "a.yaml", "--as-of", "2026-11-05", "--out", "out"]
    assert main([*build, "--format", "json", "--format", "xlsx, json", "-q"]) == 0
    assert sorted(path.name for path in Path("out").iterdir()) == ["a-2026-10.json", "a-2026-10.xlsx"]
    assert main([*build, "--format", ","]) == 2
    assert "--format: it names no format. Write some of pdf,pptx,json,xlsx." in capsys.readouterr().err


def test_a_kpi_that_no_source_gives_is_told_at_its_line(folder: Path, capsys: Capture) -> None:
    assert main(["check", "a.yaml", "--as-of", "2026-11-05"]) == 2
    assert capsys.readouterr().err.startswith(
        "error: a.yaml:14:27 objectives[0].kpis[1].kpi: KPI 'reach': no source gives 'reach'"
    )


def test_in_a_batch_wrong_data_name_their_config(folder: Path, capsys: Capture) -> None:
    (folder / "own.csv").write_text("day,channel,leads\n2026-10-01,x,many\n", "utf-8")
    assert main(["check", "a.yaml", "b.yaml", "--as-of", "2026-11-05"]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("error: a.yaml: own.csv, row 2, column 'leads': 'many' is not a number.")
    assert second == first.replace("a.yaml", "b.yaml")


@pytest.mark.usefixtures("folder")
def test_of_one_config_for_many_clients_what_is_wrong_ends_with_one_and_of_one_of_them_with_two() -> None:
    Path("a.yaml").write_text(CONFIG + "clients: c.csv\nnosuch: 1\n", "utf-8")
    Path("c.csv").write_text("id,name\nzoe,Zoe\npaul,Paul\n", "utf-8")
    assert main(["check", "a.yaml", "--as-of", "2026-11-05"]) == 1
    assert main(["check", "a.yaml", "--client", "zoe", "--as-of", "2026-11-05"]) == 2
