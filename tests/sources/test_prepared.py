"""What a description makes of a table before it is read: newest versions, sums, channels, events; its checks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.config.schema import Source
from reportgen.errors import ConfigError
from reportgen.sources.describe import parse
from reportgen.sources.extract import Task
from reportgen.sources.prepared import prepared
from reportgen.sources.recognise import Table, recognise
from reportgen.sources.rows import Cell, read_text

SUMS = """
id: demo
name: Demo
recognise: [day, likes]
latest: {by: [post], on: read_at}
columns:
  day: {role: day, headers: Day}
  post: {role: label, headers: Post}
  read_at: {headers: Read}
  likes: {headers: Likes}
  loves: {headers: Loves}
  reactions: {measure: reactions, sum_of: [likes, loves]}
  shown: {measure: impressions, first_of: [loves, likes]}
"""
EVENTS = """
id: demo
name: Demo
records: events
recognise: [created, stage]
channels: {"Word of mouth": referral, "*": other}
columns:
  created: {headers: Created}
  closed: {headers: Closed}
  stage: {headers: Stage}
  amount: {headers: Amount}
  source: {role: channel, headers: Source}
events:
  - {measure: leads, day: created, where_not: {stage: [Spam]}}
  - {measure: orders, day: closed, where: {stage: [Won*]}}
  - {measure: gross_revenue, day: closed, value: amount, where: {stage: [Won*]}}
"""


def task() -> Task:
    source = Source.model_validate({"name": "demo", "path": "demo.csv"})
    return Task(source, "demo.csv", "", "EUR", ZoneInfo("Europe/Paris"), date(2026, 11, 5))


def made(description: str, text: str, given: Task | None = None) -> tuple[Table, ...]:
    (table,) = recognise(read_text(text), [parse(description, "demo.yaml")]).tables
    return prepared(table, given or task())


def column(table: Table, name: str) -> list[Cell]:
    return [row.cell(table.columns[name]) for row in table.rows]


def test_the_newest_version_of_each_post_stays_where_it_stood_and_the_others_are_counted() -> None:
    doing = task()
    rows = "2026-10-01,a,2026-10-03,1,0\n2026-10-01,b,2026-10-02,5,0\n2026-10-01,a,2026-10-02,9,9\n"
    (table,) = made(SUMS, "Day,Post,Read,Likes,Loves\n" + rows, doing)
    assert [(row.number, row.cell(1), row.cell(3)) for row in table.rows] == [(2, "a", "1"), (3, "b", "5")]
    assert [(finding.kind, dict(finding.numbers)) for finding in doing.findings] == [("older_versions", {"rows": 1})]


def test_versions_that_nothing_tells_apart_are_a_problem() -> None:
    doing = task()
    (table,) = made(SUMS, "Day,Post,Likes\n2026-10-01,a,1\n2026-10-01,a,2\n", doing)
    assert table.rows == ()
    (problem,) = doing.problems
    assert (problem.kind, problem.what.endswith("is missing: Read")) == ("no_version_column", True)


def test_a_sum_is_empty_where_all_its_parts_are_and_missing_parts_are_no_zero() -> None:
    rows = "2026-10-01,a,1,4,2\n2026-10-01,b,1,,3\n2026-10-01,c,1,,\n2026-10-01,d,1,5,--\n"
    (table,) = made(SUMS, "Day,Post,Read,Likes,Loves\n" + rows)
    assert column(table, "reactions") == [Decimal(6), Decimal(3), "", Decimal(5)]
    assert column(table, "shown") == ["2", "3", "", "5"]
    assert table.name_of("reactions") == "Likes"


def test_a_wrong_part_stays_as_it_is_so_that_the_reader_tells_of_it() -> None:
    (table,) = made(SUMS, "Day,Post,Read,Likes,Loves\n2026-10-01,a,1,many,2\n")
    assert column(table, "reactions") == ["many"]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=20))
def test_sums_of_rows_add_up_to_the_sums_of_columns(pairs: list[tuple[int, int]]) -> None:
    rows = "".join(f"2026-10-01,{at},1,{first},{second}\n" for at, (first, second) in enumerate(pairs))
    (table,) = made(SUMS, "Day,Post,Read,Likes,Loves\n" + rows)
    found = sum((Decimal(str(cell)) for cell in column(table, "reactions")), Decimal(0))
    assert found == sum(first + second for first, second in pairs)


def test_a_row_is_an_event_on_each_of_its_days_and_none_where_the_day_is_missing() -> None:
    text = (
        "Created,Closed,Stage,Amount,Source\n"
        "2026-09-01,2026-10-05,Won (B2B),50,word of Mouth\n"
        "2026-09-02,,Won,70,LinkedIn\n"
        "2026-09-03,2026-10-06,Lost,90,A friend\n"
        "2026-09-04,--,Spam,,\n"
    )
    leads, deals = made(EVENTS, text)
    assert column(leads, "created") == ["2026-09-01", "2026-09-02", "2026-09-03"]
    assert column(leads, "source") == ["referral", "linkedin", "other"]
    assert [column(deals, name) for name in ("event 0", "event 1")] == [[Decimal(1)], ["50"]]
    assert [item.role for item in deals.description.columns if item.id == "closed"] == ["day"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("sum_of: [likes, loves]", "sum_of: [likes, lovs]", "there is no column 'lovs'. Did you mean 'loves'?"),
        ("name: Demo", "name: Demo\ncurrency: euro", "demo.yaml:4:1 currency: 'euro' is no currency's code"),
        (
            "name: Demo",
            "name: Demo\nchannels: {Friends: refferal}",
            "demo.yaml:4:12 channels.Friends: there is no channel 'refferal'. Did you mean 'referral'?",
        ),
        (
            "name: Demo",
            "name: Demo\nevents: [{measure: mentions, day: day, query: brand}]",
            "columns: an event with the key 'query' needs a column with role: query",
        ),
        (
            "name: Demo",
            "name: Demo\nevents: [{measure: mentions, day: day, query: ours}]",
            "events[0].query: 'ours' is not known here. It can be brand, competitor.",
        ),
    ],
)
def test_a_wrong_description_is_refused(before: str, after: str, told: str) -> None:
    assert before in SUMS
    with pytest.raises(ConfigError) as caught:
        parse(SUMS.replace(before, after), "demo.yaml")
    assert told in str(caught.value)
