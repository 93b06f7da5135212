"""A person's words, for every cycle or for one: which of them a cycle's report prints, and when that is doubtful."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportgen.config.commentary import undated_words
from reportgen.config.load import load_config
from reportgen.config.schema import Loaded
from reportgen.periods import parse_period
from tests.ledger.samples import record

CONFIG = """\
version: 1
client: Maison Lumière
locale: fr_FR
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {name: own, path: data.csv, columns: {day: day, leads: leads}}
objectives:
  - {id: leads, family: leads, title: Des devis, role: Amener., kpis: [{kpi: leads, target: 140}]}
commentary:
"""


def loaded(folder: Path, commentary: str, **files: str) -> Loaded:
    (folder / "lumiere.yaml").write_text(CONFIG + commentary, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return load_config(folder / f"{next(iter(files), 'lumiere')}.yaml")


def test_words_of_a_cycle_take_the_place_of_those_without_name_by_name(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        "  summary: Chaque mois.\n  next: Chaque mois aussi.\n"
        "  2026-10: {summary: Octobre., leads: Des devis.}\n  2026-09: {summary: Septembre.}\n",
    ).config
    assert config.words("2026-10") == {"summary": "Octobre.", "next": "Chaque mois aussi.", "leads": "Des devis."}
    assert config.words("2026-09") == {"summary": "Septembre.", "next": "Chaque mois aussi."}
    assert config.words("2026-08") == {"summary": "Chaque mois.", "next": "Chaque mois aussi."}


def test_words_of_a_cycle_merge_with_a_bases_name_by_name(tmp_path: Path) -> None:
    base = "  next: Chaque mois.\n  2026-10: {summary: De l'agence., leads: De l'agence.}\n"
    own = "extends: lumiere.yaml\ncommentary: {next: , 2026-10: {summary: Du client., learned: Du client.}}\n"
    config = loaded(tmp_path, base, own=own).config
    assert config.words("2026-10") == {"summary": "Du client.", "leads": "De l'agence.", "learned": "Du client."}


def test_words_of_a_cycle_may_come_from_a_clients_row(tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text("id,name,october\na,Atelier,Un bon mois.\n", "utf-8")
    own = 'extends: lumiere.yaml\nclients: clients.csv\ncommentary: {2026-10: {summary: "{client.october}"}}\n'
    loaded(
        tmp_path,
        "  next: Chaque mois.\n",
        own=own.replace("clients: clients.csv\n", "").replace("{client.october}", ""),
    )
    (tmp_path / "own.yaml").write_text(own, "utf-8")
    config = load_config(tmp_path / "own.yaml", "a").config
    assert config.words("2026-10") == {"next": "Chaque mois.", "summary": "Un bon mois."}


def test_words_of_a_cycle_leave_the_hash_as_it_is_and_those_of_all_cycles_change_it(tmp_path: Path) -> None:
    """So that a report which waits for its approval is not another one when the next month's words are written."""
    first = loaded(tmp_path, "  next: Chaque mois.\n").sha256
    assert loaded(tmp_path, "  next: Chaque mois.\n  2026-11: {summary: Un bon mois.}\n").sha256 == first
    assert loaded(tmp_path, "  2026-11: {summary: Un bon mois.}\n").sha256 == loaded(tmp_path, "  {}\n").sha256
    assert loaded(tmp_path, "  next: Chaque année.\n").sha256 != first


def told(made: Loaded, period: str, as_of: date = date(2026, 11, 5), *reports: tuple[str, str]) -> list[str]:
    """What is doubtful, without its cure. ``reports``: (cycle, the hash of its config) of earlier ones."""
    earlier = [record(int(cycle[-2:]), config_sha256=sha256) for cycle, sha256 in reports]
    cycle = parse_period(period, made.config.spec, as_of)
    found = [problem.what for problem in undated_words(made, cycle, as_of, earlier)]
    return [what.removeprefix("the words of 'summary' and 'leads' belong to no cycle, and ") for what in found]


WORDS = "  summary: Un bon mois.\n  learned: ' '\n  leads: Plus de devis.\n"


def test_words_without_a_cycle_are_doubtful_where_the_cycle_runs_is_an_earlier_one_or_follows_a_report_with_them(
    tmp_path: Path,
) -> None:
    made = loaded(tmp_path, WORDS)
    assert told(made, "last") == []
    assert told(made, "current") == ["2026-11 is still running"]
    assert told(made, "2026-09") == ["2026-09 is not the last complete one (2026-10)"]
    assert told(made, "last", date(2026, 11, 5), ("2026-09", "of another config")) == []
    assert told(made, "last", date(2026, 11, 5), ("2026-08", made.sha256), ("2026-09", made.sha256)) == [
        "stood in the report of 2026-09 as well"
    ]


@pytest.mark.parametrize("period", ["current", "2026-09", "last"])
def test_words_of_the_cycle_itself_are_never_doubtful(tmp_path: Path, period: str) -> None:
    dated = "".join(f"  {cycle}: {{summary: Un bon mois.}}\n" for cycle in ("2026-09", "2026-10", "2026-11"))
    made = loaded(tmp_path, dated)
    assert told(made, period, date(2026, 11, 5), ("2026-08", made.sha256)) == []
    assert told(loaded(tmp_path, f"  summary: Toujours.\n{dated}"), period) == []
