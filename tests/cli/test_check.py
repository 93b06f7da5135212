"""`reportgen check`: what it prints where a search has lost its client, and how it names a config."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli import main
from tests.sources.test_mentions import HEADER, ROWS

Capture = pytest.CaptureFixture[str]
CONFIG = """\
version: 1
client: Testo Brands
locale: en_GB
currency: GBP
timezone: Europe/London
cycle: month
sources: [{name: listening, path: mentions.csv}]
competitors: [{name: Rival}]
objectives:
  - id: voice
    family: awareness
    title: Be spoken of
    role: Our posts are spoken of.
    kpis: [{kpi: share_of_voice, target: 40%}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mentions.csv").write_text(HEADER + ROWS, "utf-16-le")
    (tmp_path / "own.yaml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_client_that_no_search_names_is_told_with_the_searches(capsys: Capture) -> None:
    """The mentions are in the file: to say that no source gives any would send the reader the wrong way."""
    assert main(["check", "own.yaml", "--period", "2026-10", "--as-of", "2026-11-05"]) == 2
    assert capsys.readouterr().err == (
        "error: own.yaml:14:13 objectives[0].kpis[0].kpi: KPI 'share_of_voice': no search for mentions bears the "
        "client's name 'Testo Brands'; of nobody that is known are 'Industry trends', 'Test - brand'. Did you mean "
        "'Test - brand'? Give the search a name with the client's in it, or choose it under `where` of its source.\n"
    )


def test_a_warning_names_its_file_once(folder: Path, capsys: Capture) -> None:
    (folder / "own.yaml").write_text(CONFIG.replace("Testo Brands", "Test"))
    assert main(["check", "own.yaml", "--period", "2026-10", "--as-of", "2026-11-05"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith("warning: own.yaml:10:") for line in lines)
    assert all(line.startswith("warning: own.yaml:") and line.count("own.yaml") == 1 for line in lines)


def test_an_audience_that_no_source_knows_is_told_at_its_line(folder: Path, capsys: Capture) -> None:
    text = CONFIG.replace("Testo Brands", "Test") + "audience: {target: {country: GB}}\n"
    (folder / "own.yaml").write_text(text)
    assert main(["check", "own.yaml", "--period", "2026-10", "--as-of", "2026-11-05"]) == 0
    assert (
        "warning: own.yaml:15:1 audience: no source gives the profile of followers, so their share in this audience "
        "can't be told. Add an export of the audience, or take the key out.\n"
    ) in capsys.readouterr().err


DEALS = """\
Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal Type,Original Source Type
11,Alpha,Closed Won,1200,2026-10-05 10:00,New Business,Organic Social
"""


def test_amounts_of_which_nobody_said_what_they_hold_are_named_where_revenue_is_missing(
    folder: Path, capsys: Capture
) -> None:
    """That no source gives revenue would send the reader to look for another file."""
    (folder / "deals.csv").write_text(DEALS)
    text = CONFIG.replace("Testo Brands", "Test").replace("sources: [", "sources: [{name: crm, path: deals.csv}, ")
    (folder / "own.yaml").write_text(text.replace("kpis: [", "kpis: [{kpi: revenue}, "))
    assert main(["check", "own.yaml", "--period", "2026-10", "--as-of", "2026-11-05"]) == 2
    assert (
        "The amounts of 'crm' are not read: say what they hold under the source's `revenue_basis`, as in "
        "{tax: excluded, shipping: out}."
    ) in capsys.readouterr().err
