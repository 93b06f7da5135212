"""An export that is read as a stream, its rows packed and added up by window, says the same as one read row by row."""

from __future__ import annotations

import pytest

from reportgen.sources import by_window, file_tables, packed
from tests.sources.build import Folder, findings, total

HEAD = "Day,Campaign name,Ad name,Impressions,Reach,Amount spent (EUR),Purchases\n"
ADS = {"name": "ads", "path": "*.csv"}


def rows(days: range, ads: range, more: int = 0) -> str:
    return "".join(
        f"2026-10-{day:02},C{ad % 3},Ad {ad},{day * ad + more},{day + ad},{ad}.25,{ad % 4 or ''}\n"
        for ad in ads
        for day in days
    )


PLAIN = HEAD + rows(range(1, 10), range(1, 30))
CASES = {
    "one file": {"a_2026-10-09.csv": PLAIN},
    "a total row, right and wrong": {"a.csv": HEAD + ",,,5,,7.5,\n" + rows(range(1, 5), range(1, 9))},
    "files with days in common": {
        "a_2026-10-09.csv": PLAIN,
        "b_2026-10-20.csv": HEAD + rows(range(8, 20), range(5, 40), more=7),
    },
    "copies, and other figures under one name": {
        "a.csv": PLAIN + rows(range(2, 4), range(1, 4)) + rows(range(5, 6), range(1, 4), more=5)
    },
    "values below zero": {"a.csv": PLAIN + "2026-10-10,C1,Ad 1,-5,3,1.5,1\n2026-10-10,C1,Ad 2,8,3,1.5,1\n"},
    "days to come": {"a.csv": PLAIN + "".join(f"2026-11-{day:02},C1,Ad {day},5,3,1,1\n" for day in range(3, 12))},
    "one day written in two ways": {"a.csv": PLAIN + "2026-10-01 00:00,C1,Ad 1,1,2,1.25,1\n"},
    "names with blanks around them": {"a.csv": PLAIN + "2026-10-01,C1, Ad 1 ,1,2,1.25,1\n"},
    "blank lines and longer rows": {
        "a.csv": PLAIN.replace("2026-10-05", "\n2026-10-05", 3).replace(",29.25,1\n", ",29.25,1,\n")
    },
    "no break at the end": {"a.csv": PLAIN.rstrip("\n")},
    "breaks of two characters": {"a.csv": PLAIN.replace("\n", "\r\n")},
    "breaks of an old system": {"a.csv": PLAIN.replace("\n", "\r")},
    "a declared separator": {"a.csv": "sep=;\n" + PLAIN.replace(",", ";")},
}  # fmt: skip
WRONG = {
    "wrong cells": PLAIN + "".join(f"2026-10-{day},C1,Ad {day},n{day},1,1,1\n" for day in range(30, 9, -1)),
    "wrong days": PLAIN + "the first,C1,Ad 1,1,1,1,1\n2026-10-20,C1,Ad 1,one,1,1,1\n",
    "an open quote": PLAIN + '2026-10-20,"C1,Ad 1,1,1,1,1\n',
    "cut off": PLAIN + "2026-10-20,C1,Ad",
    "bytes of another encoding": PLAIN + "2026-10-20,C\x81,Ad 1,1,1,1,1\n",
}


def stream(monkeypatch: pytest.MonkeyPatch, most: int = 4) -> None:
    monkeypatch.setattr(file_tables, "LARGE_TEXT", 0)
    monkeypatch.setattr(packed, "MANY", 7)
    monkeypatch.setattr(packed, "_CHUNK", 5)
    monkeypatch.setattr(by_window, "_MOST", most)


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_a_stream_says_the_same(folder: Folder, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in files.items():
        folder.write(name, text)
    whole = folder.read(ADS)
    stream(monkeypatch)
    streamed = folder.read(ADS)
    assert streamed.series == whole.series
    assert streamed.feeds == whole.feeds
    assert streamed.findings == whole.findings
    assert total(streamed, "impressions") > 0
    assert findings(streamed, "rows_not_added")


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_the_same_mistakes_are_told_first(folder: Folder, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.csv", text, "latin-1")
    whole = folder.problems(ADS)
    stream(monkeypatch)
    assert folder.problems(ADS) == whole


DAY = HEAD + rows(range(9, 10), range(1, 90))  # in parts of twenty rows, of which those of one campaign are added up


def test_a_day_of_which_a_second_file_speaks_is_compared_row_by_row(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("a_2026-10-09.csv", DAY)
    folder.write("b_2026-10-20.csv", HEAD + "2026-10-09,C1,Ad 1,500,3,1.25,1\n")
    stream(monkeypatch, most=20)
    facts = folder.read(ADS)  # the later file has Ad 1 alone: the other ads keep their values
    assert total(facts, "impressions") == 9 * sum(range(1, 90)) - 9 + 500


def test_copies_far_apart_are_found_across_the_parts_of_a_day(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.csv", DAY + rows(range(9, 10), range(1, 4)))
    stream(monkeypatch, most=20)
    facts = folder.read(ADS)
    assert total(facts, "impressions") == 9 * sum(range(1, 90))
    assert [dict(finding.numbers)["rows"] for finding in findings(facts, "duplicate_rows")] == [3]


def test_a_wrong_cell_far_down_tells_its_row(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write("a.csv", PLAIN + "2026-10-10,C1,Ad 1,many,1,1,1\n")
    stream(monkeypatch)
    (line,) = folder.problems(ADS)
    assert line.startswith(f"a.csv, row {len(PLAIN.splitlines()) + 1}, column 'Impressions': 'many'")
