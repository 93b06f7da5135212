"""Rows that are added up before files are merged give the same figures as rows that are kept one by one."""

from __future__ import annotations

import pytest

from reportgen.model.facts import Facts
from reportgen.sources import condense
from tests.sources.build import Folder, findings, total

HEAD = "Day,Campaign name,Ad name,Impressions,Reach,Amount spent (EUR)\n"
ADS = {"name": "ads", "path": "*.csv"}


def rows(days: range, ads: range, more: int = 0) -> str:
    return "".join(
        f"2026-10-{day:02},C{ad % 3},Ad {ad},{day * ad + more},{day + ad},{ad}.25\n" for day in days for ad in ads
    )


def read(folder: Folder, few: int, monkeypatch: pytest.MonkeyPatch) -> Facts:
    monkeypatch.setattr(condense, "_FEW", few)
    return folder.read(ADS)


CASES = {
    "one file": {"a_2026-10-09.csv": rows(range(1, 10), range(1, 30))},
    "two files of days of their own": {
        "a_2026-10-09.csv": rows(range(1, 10), range(1, 30)),
        "b_2026-10-20.csv": rows(range(10, 20), range(1, 9)),
    },
    "two files with days in common": {
        "a_2026-10-09.csv": rows(range(1, 10), range(1, 30)),
        "b_2026-10-20.csv": rows(range(8, 20), range(5, 40), more=7),
    },
    "copies of rows": {"a.csv": rows(range(1, 5), range(1, 10)) + rows(range(2, 4), range(1, 4))},
    "other figures under one name": {"a.csv": rows(range(1, 5), range(1, 10)) + rows(range(2, 4), range(1, 4), more=5)},
}


@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_sums_made_early_are_the_same(folder: Folder, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in files.items():
        folder.write(name, HEAD + text)
    late, early = read(folder, 10**9, monkeypatch), read(folder, 0, monkeypatch)
    assert early == late
    assert total(early, "impressions") > 0
    assert findings(early, "rows_not_added")
