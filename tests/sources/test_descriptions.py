"""The shipped descriptions are sound, and a wrong one is refused with its key."""

from __future__ import annotations

from importlib import resources

import pytest

from reportgen.errors import ConfigError
from reportgen.sources.describe import descriptions, parse
from reportgen.sources.recognise import recognise
from reportgen.sources.rows import read_text
from reportgen.vocabulary.catalogue import catalogue

GOOD = """
id: demo
name: Demo
absent: missing
recognise: [day, likes]
columns:
  day: {role: day, headers: {en: Day, fr: Jour}}
  likes: {measure: reactions, headers: {en: Likes, fr: "J'aime"}}
"""


def test_every_shipped_file_is_a_description_of_known_measures() -> None:
    folder = resources.files("reportgen.sources").joinpath("exports")
    files = [item for item in folder.iterdir() if item.name.endswith(".yaml")]
    assert len(files) == len(descriptions()) >= 4
    measures = {column.measure for item in descriptions() for column in item.columns if column.measure}
    measures |= {title.measure for item in descriptions() for title in item.titles}
    assert len(measures) > 15
    assert measures <= set(catalogue().measures)


def test_a_header_is_found_in_any_language_case_blank_and_quote() -> None:
    about = parse(GOOD, "demo.yaml")
    sheet = read_text("JOUR ;J\u2019AIME\u00a0\n2026-10-01;3\n")
    (table,) = recognise(sheet, [about]).tables
    assert (table.columns, table.language) == ({"day": 0, "likes": 1}, "fr")


def test_a_header_in_the_middle_begins_a_table_and_a_blank_row_ends_none() -> None:
    about = parse(GOOD, "demo.yaml")
    sheet = read_text("Day,Likes\n2026-10-01,3\n\n2026-10-02,4\nDay,Likes\n2026-10-03,5\n")
    first, second = recognise(sheet, [about]).tables
    assert [row.number for row in first.rows] == [2, 4]
    assert [row.number for row in second.rows] == [6]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("name: Demo", "nmae: Demo", "demo.yaml:3:1 nmae: unknown key 'nmae'. Did you mean 'name'?"),
        ("name: Demo", "name: 12", "demo.yaml:3:1 name: expected text, found a number. Put it in quotes."),
        ("name: Demo\n", "", "demo.yaml:2:1: the key 'name' is missing. Add name: text."),
        ("absent: missing", "absent: none", "demo.yaml:4:1 absent: 'none' is not known here. It can be"),
        (
            "absent: missing",
            "description_row: 1",
            "demo.yaml:4:1 description_row: expected true or false, found a number",
        ),
        (
            "recognise: [day, likes]",
            "recognise: [day, lieks]",
            "demo.yaml:5:18 recognise[1][0]: there is no column 'lieks'. Did you mean 'likes'?",
        ),
        ("recognise: [day, likes]\n", "", "demo.yaml:2:1 recognise: nothing says by which columns"),
        ("likes]", "likes]\nwithout: [reach]", "demo.yaml:6:11 without[0]: there is no column 'reach'"),
        ("likes]", "likes]\ncounts: post", "demo.yaml:6:1 counts: there is no measure 'post'. Did you mean 'posts'?"),
        ("likes]", "likes]\nzone: Paris", "demo.yaml:6:1 zone: there is no time zone 'Paris'"),
        ("likes]", "likes]\nonly: {kind: [a]}", "demo.yaml:6:8 only.kind: there is no column 'kind'"),
        ("likes]", "likes]\nlatest: {by: day, on: sync}", "demo.yaml:6:19 latest.on: there is no column 'sync'"),
        (
            "absent: missing",
            "records: titled",
            "demo.yaml:6:1 columns: records: titled needs a column with role: value",
        ),
        ("absent: missing", "records: events", "demo.yaml:4:1 records: records: events needs the key 'events'"),
        ("measure: reactions", "measure: reaction", "there is no measure 'reaction'. Did you mean 'reactions'?"),
        ("measure: reactions", "measure: reactions, role: day", "a column has either a role or a measure"),
        ("fr: Jour}", "fr: Jour}, times: often", "columns.day.times: expected a number, found text"),
        ("headers: {en: Day, fr: Jour}", "role: day", "stands twice"),
        (
            "reactions, ",
            "reactions, explained: all, ",
            "demo.yaml:8:31 columns.likes.explained: there is no row below the header that could explain it. "
            "Add description_row: true.",
        ),
        ("likes]", "likes]\nsheets_only: true", "demo.yaml:6:1 sheets_only: no sheet is named. Add sheets: a list"),
        ("en: Likes", "en: Day", "demo.yaml:8:31 columns.likes.headers: 'Day' is a header of 'day', too"),
        ("id: demo", "id: other", "demo.yaml:2:1 id: the id 'other' is not the file's name"),
    ],
)
def test_a_wrong_description_is_refused(before: str, after: str, told: str) -> None:
    assert before in GOOD
    with pytest.raises(ConfigError) as caught:
        parse(GOOD.replace(before, after), "demo.yaml")
    assert told in str(caught.value)


def test_a_column_without_role_or_measure_is_one_that_other_keys_name() -> None:
    text = GOOD.replace("measure: reactions, ", "")
    assert parse(text, "demo.yaml").column("likes").measure == ""
    with pytest.raises(ConfigError, match="nothing says what the column is for"):
        parse(text.replace("[day, likes]", "[day]"), "demo.yaml")


def test_all_that_is_wrong_with_a_description_is_told_at_once() -> None:
    text = GOOD.replace("absent: missing", "absent: none").replace("name: Demo", "nmae: Demo")
    with pytest.raises(ConfigError) as caught:
        parse(text, "demo.yaml")
    assert len(caught.value.problems) == 3


def test_headers_may_be_a_text_a_list_or_words_of_languages() -> None:
    for headers in ("Day", "[Day, Tag]", "{en: Day, de: [Tag]}"):
        about = parse(GOOD.replace("{en: Day, fr: Jour}", headers), "demo.yaml")
        assert about.column("day").headers[0][1] == "Day"
