"""A large tidy CSV says the same whether its rows are numbered or not; what is told of a row tells its number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.kpis.aggregate import Index
from reportgen.model.facts import Facts
from reportgen.sources import file_tables, tables
from reportgen.sources.read import read_sources
from reportgen.vocabulary.catalogue import catalogue
from tests.sources.build import AS_OF, Folder, make_config

COLUMNS = {
    "day": "date", "channel": "network", "campaign": "campaign", "impressions": "imp", "ad_spend": "cost",
    "followers": "fans",
}  # fmt: skip
SOURCE = {"name": "tidy", "path": "*.csv", "columns": COLUMNS}
HEAD = "date,network,campaign,imp,cost,fans,note\n"
PLAIN = HEAD + "".join(
    f"2026-10-{day:02},{network},{campaign},{day * 3},{day}.25,{1000 + day if campaign == 'Spring' else ''},{day}\n"
    for campaign in ("Spring", "autumn")
    for network in ("LinkedIn", "instagram")
    for day in range(9, 0, -1)
)
ROW = "2026-10-09,LinkedIn,Spring,27,9.25,1009,9\n"
FILES = {
    "plain": PLAIN,
    "absent marks": PLAIN.replace(",27,", ",--,").replace(",9.25,", ",n/a,"),
    "a copy": PLAIN + ROW,
    "copies of several rows": PLAIN + PLAIN.removeprefix(HEAD),
    "other figures under one name": PLAIN + ROW.replace(",27,", ",28,"),
    "what cannot be added": PLAIN + ROW.replace(",9\n", ",again\n"),
    "a text in a measure": PLAIN.replace(",9.25,", ",nine,"),
    "a decimal comma": PLAIN.replace(",9.25,", ',"9,25",'),
    "an underscore between digits": PLAIN.replace(",27,", ",2_7,"),
    "more than fits": PLAIN.replace(",27,", ",27000000000000,"),
    "a value below zero": PLAIN.replace(",27,", ",-27,"),
    "a day that is none": PLAIN.replace("2026-10-09", "2026-10-39"),
    "days to come": PLAIN.replace("2026-10-09", "2026-12-09"),
    "days with times": PLAIN.replace("2026-10-09", "2026-10-09 10:30"),
    "a channel that is not known": PLAIN.replace("instagram", "billboard"),
    "one channel in two ways": PLAIN + ROW.replace("LinkedIn", "linkedin").replace(",9\n", ",x\n"),
    "one campaign in two ways": PLAIN + ROW.replace("Spring", "SPRING") + ROW.replace("Spring", " Spring"),
    "a total row": PLAIN + "Total,,,270,90,,\n",
    "a row too short": PLAIN + "2026-10-10,LinkedIn\n",
    "an open quote": PLAIN + '2026-10-10,"LinkedIn,Spring,1,1,1,1\n',
}  # fmt: skip
CELLS = {  # those that refuse a file are few among many
    "date": ["2026-10-01", "2026-10-02", "2026-10-02 08:00", "2026-11-20"] * 8 + ["Total", "2026-10-32"],
    "network": ["LinkedIn", "linkedin", "instagram", "billboard", ""],
    "campaign": ["Spring", "SPRING", " Spring", "autumn", ""],
    "imp": ["3", "4", "0", "--", ""] * 8 + ["-2", "1_0", "three"],
    "cost": ["1.5", "1.50", "n/a", "0.0000001", "7e-1"] * 4 + ["1,5"],
    "fans": ["100", "", "101.0"],
    "note": ["a", "b"],
}


@pytest.fixture(autouse=True)
def _database() -> Iterator[None]:
    """However small a CSV is, DuckDB reads it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(file_tables, "SMALL_TABLE", 0)
        yield


def read(folder: Path, numbered: bool) -> Facts | str:
    """What is read, or all that is told where it cannot be."""
    try:
        return read_sources(make_config([SOURCE]), folder, AS_OF, numbered)
    except DataError as error:
        return str(error)


def check(folder: Path) -> None:
    """Both say the same but for the rows of facts."""
    whole, quick = read(folder, numbered=True), read(folder, numbered=False)
    if isinstance(whole, str) or isinstance(quick, str):
        assert quick == whole
        return
    assert all(finding.place.row >= 0 for finding in quick.findings)
    assert (quick.findings, quick.feeds, quick.origins) == (whole.findings, whole.feeds, whole.origins)
    assert [fact._replace(first_row=0, last_row=0) for fact in quick.series] == [
        fact._replace(first_row=0, last_row=0) for fact in whole.series
    ]


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_with_or_without_numbers_a_file_says_the_same(folder: Folder, text: str) -> None:
    check(folder.write("data.csv", text).path)


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_two_files_with_days_in_common_say_the_same(folder: Folder, text: str) -> None:
    folder.write("a_2026-10-09.csv", text).write("b_2026-10-20.csv", PLAIN.replace(",27,", ",28,"))
    check(folder.path)


@settings(max_examples=30)
@given(st.lists(st.tuples(*(st.sampled_from(cells) for cells in CELLS.values())), min_size=1, max_size=12))
def test_whatever_the_cells_are_both_say_the_same(rows: list[tuple[str, ...]]) -> None:
    quoted = "".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) + "\n" for row in rows)
    with TemporaryDirectory() as folder:
        Path(folder, "data.csv").write_text(HEAD + quoted, "utf-8")
        check(Path(folder))


def test_rows_are_numbered_only_where_one_is_told(folder: Folder) -> None:
    quick = read(folder.write("data.csv", PLAIN).path, numbered=False)
    assert isinstance(quick, Facts)
    assert len({fact.first_row for fact in quick.series if fact.first_row < 0}) == 36  # of 2 × 2 × 9 rows
    told = read(folder.write("data.csv", FILES["a value below zero"]).path, numbered=False)
    assert isinstance(told, Facts)
    assert [finding.place.row for finding in told.findings if finding.kind == "negative_values"] == [2]
    assert min(fact.first_row for fact in told.series) == 2


def test_too_many_groups_are_told_without_numbers_too(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_GROUPS", 3)
    folder.write("data.csv", PLAIN)
    assert read(folder.path, numbered=False) == read(folder.path, numbered=True)
    assert "more than 3 groups of rows" in str(read(folder.path, numbered=False))


def test_rows_that_were_not_numbered_are_none_in_a_trace(folder: Folder) -> None:
    facts = read(folder.write("data.csv", PLAIN).path, numbered=False)
    assert isinstance(facts, Facts)
    (trace,) = Index(facts, catalogue().measures, ["tidy"]).traces(facts.series)
    assert (trace.first_row, trace.last_row) == (None, None)
