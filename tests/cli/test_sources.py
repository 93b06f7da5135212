"""`reportgen sources`: what each file is recognised as, what is read of it, what is left out and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli import main

Capture = pytest.CaptureFixture[str]
SHOP, TALENT = "configs/maison-lumiere.yaml", "configs/northwind-talent.yaml"
WEB = """\
# ----------------------------------------
# Traffic acquisition
# Start date: 20261001
# End date: 20261003
# ----------------------------------------

Date,Session source / medium,Sessions,Total users,Bounce rate
20261001,facebook / cpc,60,50,0.5
20261002,(direct) / (none),30,20,0.4
20261003,flyer / print,10,9,0.3
,Total,100,79,

# ----------------------------------------
Country,Sessions
FR,100
"""
EXPECTED = """\
web.csv
  recognised as  Google Analytics 4
  by the rule    ga4: 'Date', 'Sessions', row 7
  rows           3
  period         1 October 2026 to 3 October 2026
  channels       Direct, Facebook, Other channels, no channel (all together)
  measures       sessions, sessions[delivery=paid], site_users
  not read       1 column: 'Bounce rate'
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(capture: Capture, *arguments: str, code: int = 0) -> str:
    assert main(["sources", *arguments, "--as-of", "2026-11-05"]) == code
    out, err = capture.readouterr()
    return err if code == 2 and not out else out


def as_data(capture: Capture, *arguments: str, code: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shown(capture, *arguments, "--format", "json", code=code))
    return found


def test_a_file_shows_what_it_is_what_is_read_and_what_is_not(folder: Path, capsys: Capture) -> None:
    (folder / "web.csv").write_text(WEB, "utf-8")
    text = shown(capsys, "web.csv").replace("\u00a0", " ")
    assert text.startswith(EXPECTED)
    words = " ".join(text.split())
    assert "info From 1 October to 3 October 2026, 30% of sessions carry no tag and count as direct." in words
    assert "note From 1 October to 3 October 2026, 10% of sessions belong to no known channel" in words
    assert "(“flyer / print”)" in words
    assert "A second table in the file was left out (“Country, Sessions”)" in words
    assert text.endswith("1 file: 1 read, 0 refused\n")


@pytest.mark.parametrize("target", [pytest.param(SHOP, marks=pytest.mark.services), TALENT])
@pytest.mark.parametrize("locale", ["en_GB", "fr_FR"])
def test_a_config_shows_all_its_files_within_eighty_columns(capsys: Capture, target: str, locale: str) -> None:
    text = shown(capsys, target, "--locale", locale)
    assert max(map(len, text.splitlines())) <= 80
    files = [file for source in as_data(capsys, target)["sources"] for file in source["files"]]
    assert len(files) == (42 if target == SHOP else 3)
    for file in files:
        assert file["file"] in text
        assert file["tables"] != []
        assert file["problems"] == []


def test_a_source_is_told_with_its_gaps_and_its_age(folder: Path, capsys: Capture) -> None:
    (folder / "own.csv").write_text("day,channel,leads\n2026-09-01,x,1\n2026-09-04,x,2\n", "utf-8")
    (folder / "client.yaml").write_text(
        "version: 1\nclient: C\nlocale: en_GB\ncurrency: EUR\ntimezone: Europe/Paris\ncycle: month\n"
        "sources: [{name: own, path: own.csv, fresh_within: 7}]\n"
        "objectives: [{id: l, family: leads, title: L, role: R, kpis: [{kpi: leads}]}]\n",
        "utf-8",
    )
    words = " ".join(shown(capsys, "client.yaml").split())
    assert "own: own.csv recognised as a table with columns of your own" in words
    assert "own: all files note 2 days missing, 2 September to 3 September 2026 (leads)." in words
    assert "note Latest data of 4 September 2026." in words


def test_a_refused_file_stands_with_its_cure_beside_the_others(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_text("day,channel,leads\n2026-09-01,x,many\n", "utf-8")
    (folder / "sub").mkdir()
    (folder / "sub" / "b.csv").write_text("day,channel,leads\n2026-09-01,x,2\n", "utf-8")
    (folder / "c.csv").write_text("Gender,Colour\nf,red\n", "utf-8")
    (folder / ".hidden").write_text("x", "utf-8")
    (folder / "client.yaml").write_text("x: 1", "utf-8")
    text = shown(capsys, ".", code=2)
    assert text.endswith("3 files: 1 read, 2 refused\n")
    words = " ".join(text.split())
    assert "problem row 2, column 'leads': 'many' is not a number. Write a number" in words
    assert "not recognised. It is nearest to" in words
    assert [file["file"] for source in as_data(capsys, ".", code=2)["sources"] for file in source["files"]] == [
        "a.csv",
        "c.csv",
        "sub/b.csv",
    ]


def test_many_files_may_be_shown_a_line_each(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_text("day,channel,leads\n2026-09-01,x,many\n2026-09-02,x,more\n", "utf-8")
    (folder / "web.csv").write_text(WEB, "utf-8")
    assert shown(capsys, ".", "--format", "lines", code=2).replace("\u00a0", " ").splitlines() == [
        "a.csv: REFUSED: row 2, column 'leads': 'many' is not a number. Write a number with a decimal point, or leave"
        " the cell empty. (and 1 problem more)",
        "web.csv: Google Analytics 4 · 3 rows · 1 October 2026 to 3 October 2026 · 3 notes",
        "2 files: 1 read, 1 refused",
    ]


def test_what_is_no_export_is_left_out_in_one_line(folder: Path, capsys: Capture) -> None:
    (folder / "a.csv").write_text("day,channel,leads\n2026-09-01,x,2\n", "utf-8")
    for name in ("own-2026-09.json", "own-2026-09.pdf", "own-2026-09.pptx", "own-2026-08.PDF"):
        (folder / name).write_text("{}", "utf-8")
    assert main(["sources", ".", "--as-of", "2026-11-05"]) == 0
    told = capsys.readouterr()
    assert told.out.endswith("1 file: 1 read, 0 refused\n")
    assert told.err == "left out, as files that are no exports: 4 (.json, .pdf, .pptx)\n"
    (folder / "a.csv").unlink()
    assert main(["sources", ".", "--as-of", "2026-11-05"]) == 2
    assert "the folder holds no file of data." in capsys.readouterr().err


def test_many_gaps_are_summed_up(folder: Path, capsys: Capture) -> None:
    rows = "".join(f"2026-09-{day:02d},x,2\n" for day in range(1, 30, 2))
    (folder / "a.csv").write_text("day,channel,leads\n" + rows, "utf-8")
    text = shown(capsys, "a.csv")
    assert (text.count("day missing"), text.count("and 11 gaps more")) == (3, 1)


def test_a_table_without_a_figure_says_so(folder: Path, capsys: Capture) -> None:
    (folder / "names.csv").write_text("id,name,_fivetran_synced\n1,Spring,2026-09-01 10:00:00\n", "utf-8")
    assert "measures none: it names or details what other tables count" in " ".join(shown(capsys, "names.csv").split())


def test_a_table_that_is_refused_is_not_said_to_have_no_figures_of_its_own(folder: Path, capsys: Capture) -> None:
    (folder / "table.csv").write_text("Content,Views,Watch time (hours)\nTotal,9,2\nabc,9,2\n", "utf-8")
    words = " ".join(shown(capsys, "table.csv", code=2).split())
    assert "measures none: see below" in words
    assert "neither the rows nor the file's name say the period" in words


def test_the_json_has_every_table_with_its_days_and_measures(folder: Path, capsys: Capture) -> None:
    (folder / "web.csv").write_text(WEB, "utf-8")
    tree = as_data(capsys, "web.csv")
    (source,) = tree["sources"]
    ((table,), findings) = source["files"][0]["tables"], source["files"][0]["findings"]
    assert (tree["schema"], source["refused"]) == (1, False)
    assert (table["export"], table["header_row"], table["rows"]) == ("ga4", 7, 3)
    assert (table["first_day"], table["last_day"]) == ("2026-10-01", "2026-10-03")
    assert table["channels"] == ["direct", "facebook", "other", ""]
    assert table["columns_not_read"] == ["Bounce rate"]
    assert {finding["kind"] for finding in findings} == {"untagged", "unknown_tags", "table_left_out"}


def test_amounts_of_any_currency_are_read_without_a_config(folder: Path, capsys: Capture) -> None:
    (folder / "ads.csv").write_text("day,channel,ad_spend,currency\n2026-09-01,x,2,UAH\n", "utf-8")
    shown(capsys, "ads.csv")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["wbe.csv"], "error: wbe.csv: there is no such file or folder. Did you mean 'web.csv'?"),
        (["empty"], "error: empty: the folder holds no file."),
        (["web.csv", "--locale", "xx_YY"], "error: --locale xx_YY: not a locale."),
        (["absent.yaml"], "error: absent.yaml: there is no such file"),
    ],
)
def test_a_wrong_command_says_what_would_be_right(
    folder: Path, capsys: Capture, arguments: list[str], error: str
) -> None:
    (folder / "web.csv").write_text(WEB, "utf-8")
    (folder / "empty").mkdir()
    assert shown(capsys, *arguments, code=2).startswith(error)


FORUM = """\
id: forum
name: Forum
absent: zero
recognise: [day, topics]
columns:
  day: {role: day, headers: Date}
  topics: {measure: posts, headers: New topics}
"""


def test_own_descriptions_beside_a_file_count_without_a_config(folder: Path, capsys: Capture) -> None:
    (folder / "forum.csv").write_text("Date,New topics\n2026-10-01,12\n2026-10-02,9\n", "utf-8")
    (folder / "exports").mkdir()
    (folder / "exports" / "forum.yaml").write_text(FORUM, "utf-8")
    assert "recognised as  Forum" in shown(capsys, "forum.csv")
