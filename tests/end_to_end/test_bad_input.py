"""Bad input: an error that names file, row and column, exit code 2, nothing written, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.cli import main

CONFIG = """\
version: 1
client: Test
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {name: tidy, path: data.csv, columns: {day: date, channel: network, leads: leads, impressions: shown}}
costs: {agency: 1200}
objectives:
  - id: leads
    family: leads
    title: Leads
    role: Social media bring people who ask for an offer.
    kpis: [{kpi: leads, target: 140}]
"""
HEADER = "date,network,leads,shown\n"
ROWS = [f"2026-10-{day:02d},instagram,{day},{day * 100}\n" for day in range(1, 32)]


def good(folder: Path) -> None:
    (folder / "data.csv").write_text(HEADER + "".join(ROWS), "utf-8")


def missing_file(folder: Path) -> None:
    (folder / "date.csv").write_text(HEADER, "utf-8")


def empty_file(folder: Path) -> None:
    (folder / "data.csv").write_bytes(b"")


def another_format(folder: Path) -> None:
    (folder / "data.csv").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")


def wrong_encoding(folder: Path) -> None:
    (folder / "data.csv").write_bytes((HEADER + "".join(ROWS)).encode("utf-16-le") + b"\x00")


def unknown_column(folder: Path) -> None:
    (folder / "data.csv").write_text(HEADER.replace("leads", "leeds") + "".join(ROWS), "utf-8")


def no_data_in_the_period(folder: Path) -> None:
    (folder / "data.csv").write_text(HEADER + "".join(row.replace("2026", "2025") for row in ROWS), "utf-8")


def text_for_a_number(folder: Path) -> None:
    rows = [*ROWS[:4], "2026-10-05,instagram,many,500\n", *ROWS[5:]]
    (folder / "data.csv").write_text(HEADER + "".join(rows), "utf-8")


def date_out_of_range(folder: Path) -> None:
    (folder / "data.csv").write_text(HEADER + "".join([*ROWS[:4], "2026-10-45,instagram,5,500\n"]), "utf-8")


def no_source_for_the_kpi(folder: Path) -> None:
    good(folder)
    config = folder / "test.yaml"
    config.write_text(config.read_text("utf-8").replace("{kpi: leads, target: 140}", "{kpi: revenue}"), "utf-8")


CASES: list[tuple[Callable[[Path], None], tuple[str, ...]]] = [
    (missing_file, ("data.csv", "date.csv")),
    (empty_file, ("data.csv", "empty")),
    (another_format, ("data.csv", "PDF")),
    (wrong_encoding, ("data.csv",)),
    (unknown_column, ("data.csv", "leads", "leeds")),
    (no_data_in_the_period, ("2026-10", "2025-10")),
    (text_for_a_number, ("data.csv", "row 6", "leads", "many")),
    (date_out_of_range, ("data.csv", "row 6", "2026-10-45")),
    (no_source_for_the_kpi, ("revenue", "gross_revenue")),
]


BUILD = ["build", "test.yaml", "--period", "2026-10", "--as-of", "2026-11-05", "--out", "out"]


@pytest.mark.parametrize(("spoil", "named"), CASES, ids=[case[0].__name__ for case in CASES])
def test_a_spoilt_input_is_named(
    spoil: Callable[[Path], None],
    named: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test.yaml").write_text(CONFIG, "utf-8")
    spoil(tmp_path)
    code = main(BUILD)
    out, told = capsys.readouterr()
    assert (code, out) == (2, ""), told
    assert "Traceback" not in told
    assert all(line.startswith(("error: ", "warning: ")) for line in told.splitlines())
    assert [word for word in named if word not in told] == [], told
    assert not (tmp_path / "out").exists()


def test_the_good_input_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test.yaml").write_text(CONFIG, "utf-8")
    good(tmp_path)
    code = main([*BUILD, "--paths", "--format", "json"])
    out, told = capsys.readouterr()
    assert code == 0, told
    assert out == "out/test-2026-10.json\n"
