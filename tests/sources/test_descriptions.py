"""The shipped descriptions are sound, and a wrong one is refused with its key."""

from __future__ import annotations

from importlib import resources

import pytest

from reportgen.sources.description import DescriptionError, descriptions, parse
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
        ("name: Demo", "nmae: Demo", "'name' must be text"),
        ("name: Demo", "name: Demo\ncolour: red", "unknown key 'colour'"),
        ("absent: missing", "absent: none", "'absent' is 'none'; it can be missing, zero, zero_on_open_days"),
        ("recognise: [day, likes]", "recognise: [day, loves]", "recognise names 'loves', which is no column"),
        ("measure: reactions, ", "", "column 'likes' needs either a role or a measure"),
        ("en: Likes", "en: Day", "'Day' is a header of both 'day' and 'likes'"),
        ("id: demo", "id: other", "an id that is the file's name"),
    ],
)
def test_a_wrong_description_is_refused(before: str, after: str, told: str) -> None:
    assert before in GOOD
    with pytest.raises(DescriptionError, match=told):
        parse(GOOD.replace(before, after), "demo.yaml")
