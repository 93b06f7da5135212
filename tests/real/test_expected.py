"""Every real export reads as another tool counted it: expected.yaml has the figures and the way to them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from reportgen.sources.inspect import inspect as looks_at
from reportgen.vocabulary.catalogue import catalogue
from tests.real.expected import Entry, entries, figures, files, select
from tests.sources.build import AS_OF, Folder, make_config

MOST_REFUSED = 5
ALL = entries()
READ = [entry for entry in ALL if not entry.refused]
REFUSED = [entry for entry in ALL if entry.refused]


@pytest.fixture
def real(shared: Path) -> Folder:
    return Folder(shared / "data" / "real")


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.file)
def test_a_real_file_gives_the_figures_that_another_tool_found(real: Folder, entry: Entry) -> None:
    facts = real.read(entry.source(), **entry.given.get("config", {}))
    expected = entry.figures()
    assert figures(facts, (name for name in expected if name != "period")) == expected
    counted = {fact for name in expected if name != "period" for fact in select(facts, name)}
    uncounted = {str(fact.key) for fact in facts.series if fact not in counted}
    assert uncounted == set(), "read, and held against nothing"


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.file)
def test_a_real_file_is_recognised_and_its_rows_are_counted(real: Folder, entry: Entry) -> None:
    (source,) = looks_at(make_config([entry.source()], **entry.given.get("config", {})), real.path, AS_OF)
    tables = [table for file in source.files for table in file.tables]
    assert {table.export for table in tables} == set(entry.given["exports"])
    rows = Counter(dict.fromkeys(entry.given["rows"], 0))
    for table in tables:
        rows[table.export] += table.rows
    assert dict(rows) == entry.given["rows"]
    assert not source.refused


@pytest.mark.parametrize("entry", REFUSED, ids=lambda entry: entry.file)
def test_a_real_file_that_cannot_be_read_is_refused_in_words(real: Folder, entry: Entry) -> None:
    lines = real.problems(entry.source(), **entry.given.get("config", {}))
    assert lines
    assert all(entry.file in line for line in lines)


def test_every_real_file_has_an_entry_and_every_entry_a_file(shared: Path) -> None:
    there, named = set(files(shared)), {entry.file for entry in ALL}
    assert (sorted(there - named), sorted(named - there)) == ([], [])


def test_at_most_five_real_files_are_refused() -> None:
    assert len(REFUSED) <= MOST_REFUSED


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.file)
def test_an_entry_says_how_it_was_found_and_names_measures_that_there_are(entry: Entry) -> None:
    assert entry.wrong_keys() == set()
    named = {name.partition("[")[0] for name in entry.given.get("totals", {})}
    assert named - set(catalogue().measures) == set()
    assert len(entry.given.get("command", entry.refused).split()) > 2
