"""Several files of one source; what is dated after the report's day; findings about the data."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.extract import join
from tests.sources.build import Folder, by_day, feed, findings, meta_daily, total

FACEBOOK = {"name": "facebook", "path": "*.csv", "channel": "facebook"}


def views(first: int, values: list[int]) -> str:
    return meta_daily(("Views", [(f"2026-10-{first + offset:02d}", value) for offset, value in enumerate(values)]))


def test_the_later_export_wins_day_by_day(folder: Folder) -> None:
    folder.write("b_old.csv", views(1, [10, 20, 3])).write("a_new.csv", views(3, [30, 40]))
    facts = folder.read(FACEBOOK)
    assert by_day(facts, "impressions") == {"2026-10-01": 10, "2026-10-02": 20, "2026-10-03": 30, "2026-10-04": 40}
    (finding,) = findings(facts, "overlap")
    assert (finding.severity, dict(finding.numbers)) == ("info", {"days": 1, "changed": 1})
    assert dict(finding.names) == {"kept": "a_new.csv", "replaced": "b_old.csv"}


def test_of_exports_that_end_alike_the_later_named_date_wins_and_the_difference_is_a_notice(folder: Folder) -> None:
    folder.write("v_2026-10-05.csv", views(1, [1, 2])).write("v_2026-10-04.csv", views(1, [8, 9]))
    facts = folder.read(FACEBOOK)
    assert total(facts, "impressions") == 3
    assert findings(facts, "overlap")[0].severity == "notice"
    assert feed(facts, "impressions").exported_on == date(2026, 10, 5)


def test_files_are_told_by_their_folders_where_these_alone_differ(folder: Folder) -> None:
    folder.write("old/v.csv", views(1, [10, 20, 3])).write("new/v.csv", views(3, [30, 40]))
    (finding,) = findings(folder.read({**FACEBOOK, "path": "*/v.csv"}), "overlap")
    assert dict(finding.names) == {"kept": "new/v.csv", "replaced": "old/v.csv"}


def test_an_extension_in_capitals_is_found_beside_one_in_small_letters(folder: Folder) -> None:
    folder.write("in/sept.csv", spent(1, [1, 2])).write("in/OCT.CSV", spent(3, [4]))
    assert total(folder.read({"name": "ads", "path": "in/*.csv"}), "ad_spend") == 7


ADS = {"name": "ads", "path": "*.csv"}


def spent(first: int, values: list[int]) -> str:
    rows = [f"A,2026-10-{first + offset:02d},{value}\n" for offset, value in enumerate(values)]
    return "Campaign name,Day,Amount spent (EUR)\n" + "".join(rows)


@pytest.mark.parametrize("name", ["a_new.csv", "c_new.csv"])
def test_of_exports_that_end_alike_the_one_that_begins_later_wins_whatever_its_name_and_the_doubt_is_told(
    folder: Folder, name: str
) -> None:
    folder.write("b.csv", spent(1, [1, 2, 4])).write(name, spent(2, [5, 7]))
    facts = folder.read(ADS)
    assert by_day(facts, "ad_spend") == {"2026-10-01": 1, "2026-10-02": 5, "2026-10-03": 7}
    (finding,) = findings(facts, "overlap_undated")
    assert (finding.severity, finding.measures) == ("notice", ("ad_spend",))
    assert dict(finding.names) == {"kept": name, "replaced": "b.csv"}
    assert dict(finding.numbers) == {"first": 12, "second": 6}
    assert (finding.start, finding.end) == (date(2026, 10, 2), date(2026, 10, 4))


@pytest.mark.parametrize(
    ("earlier", "later"), [("v.csv", "v (2).csv"), ("v (9).csv", "v (10).csv"), ("v.csv", "v_b.csv")]
)
def test_of_exports_of_the_same_days_the_later_name_wins_numbers_by_their_value(
    folder: Folder, earlier: str, later: str
) -> None:
    facts = folder.write(earlier, spent(1, [9, 9])).write(later, spent(1, [1, 2])).read(ADS)
    assert total(facts, "ad_spend") == 3
    assert dict(findings(facts, "overlap_undated")[0].names) == {"kept": later, "replaced": earlier}


def test_an_export_whose_name_bears_a_later_date_corrects_one_that_covers_more(folder: Folder) -> None:
    folder.write("v.csv", spent(1, [1, 2, 4, 8])).write("v_2026-10-20.csv", spent(1, [10, 20]))
    facts = folder.read(ADS)
    assert by_day(facts, "ad_spend") == {"2026-10-01": 10, "2026-10-02": 20, "2026-10-03": 4, "2026-10-04": 8}
    assert findings(facts, "overlap_undated") == []


def test_exports_of_one_day_that_agree_are_in_no_doubt(folder: Folder) -> None:
    facts = folder.write("a.csv", spent(1, [1, 2])).write("b.csv", spent(2, [2])).read(ADS)
    assert (findings(facts, "overlap")[0].severity, findings(facts, "overlap_undated")) == ("info", [])


def test_the_same_content_under_another_name_counts_once(folder: Folder) -> None:
    folder.write("a.csv", views(1, [1, 2])).write("b.csv", views(1, [1, 2]))
    facts = folder.read(FACEBOOK)
    assert (total(facts, "impressions"), len(facts.origins)) == (3, 1)
    (finding,) = findings(facts, "same_content")
    assert (finding.place.file, finding.names) == ("b.csv", (("same_as", "a.csv"),))


def test_a_row_that_stands_twice_counts_once_and_one_that_contradicts_is_refused(folder: Folder) -> None:
    text = meta_daily(("Views", [("2026-10-01", 5), ("2026-10-01", 5)]))
    facts = folder.write("a.csv", text).read(FACEBOOK)
    assert total(facts, "impressions") == 5
    assert dict(findings(facts, "duplicate_rows")[0].numbers) == {"rows": 1}
    (line,) = folder.write("a.csv", text.replace('"5"', '"6"', 1)).problems(FACEBOOK)
    assert "row 5: a second value of impressions for 2026-10-01, other than that of row 4" in line


def test_the_days_between_two_files_are_missing(folder: Folder) -> None:
    facts = folder.write("a.csv", views(1, [1, 2])).write("b.csv", views(6, [1, 2])).read(FACEBOOK)
    (finding,) = findings(facts, "missing_days")
    assert (finding.start, finding.end, finding.measures) == (date(2026, 10, 3), date(2026, 10, 6), ("impressions",))
    assert feed(facts, "impressions").spans == (
        (date(2026, 10, 1), date(2026, 10, 3)),
        (date(2026, 10, 6), date(2026, 10, 8)),
    )


def test_a_campaigns_and_an_ads_export_of_one_day_are_not_added(folder: Folder) -> None:
    campaigns = "Campaign name,Day,Amount spent (EUR)\nA,2026-10-01,10\nA,2026-10-02,5\n"
    ads = "Campaign name,Ad name,Day,Amount spent (EUR)\nA,x,2026-10-01,4\nA,y,2026-10-01,6\n"
    facts = folder.write("a.csv", campaigns).write("b.csv", ads).read({"name": "ads", "path": "*.csv"})
    assert by_day(facts, "ad_spend") == {"2026-10-01": 10, "2026-10-02": 5}


def test_exports_of_other_campaigns_are_joined(folder: Folder) -> None:
    one = "Campaign name,Day,Amount spent (EUR)\nA,2026-10-01,10\n"
    facts = folder.write("a.csv", one).write("b.csv", one.replace("A,", "B,")).read({"name": "ads", "path": "*.csv"})
    assert total(facts, "ad_spend") == 20
    assert findings(facts, "overlap") == []


NAMESAKES = "Campaign name,Day,Amount spent (EUR),Impressions,Region of sale\n"
TWO_OF_ONE_NAME = (
    NAMESAKES
    + "A,2026-10-01,1,100,North\nB,2026-10-01,5,100,North\nA,2026-10-01,2,100,South\nA,2026-10-01,2,100,East\n"
)


def test_rows_of_one_name_that_differ_anywhere_all_count_however_alike_a_figure_is(folder: Folder) -> None:
    facts = folder.write("a.csv", TWO_OF_ONE_NAME).read({"name": "ads", "path": "*.csv"})
    assert (total(facts, "ad_spend"), total(facts, "impressions")) == (10, 400)
    assert findings(facts, "duplicate_rows") == []


def test_a_copy_of_one_of_several_rows_of_a_name_counts_once(folder: Folder) -> None:
    text = TWO_OF_ONE_NAME + "A,2026-10-01,2,100,South\n"
    facts = folder.write("a.csv", text).read({"name": "ads", "path": "*.csv"})
    assert (total(facts, "ad_spend"), total(facts, "impressions")) == (10, 400)
    assert dict(findings(facts, "duplicate_rows")[0].numbers) == {"rows": 1}


def test_rows_of_one_name_are_replaced_by_those_of_a_later_export_wherever_they_stand_in_it(folder: Folder) -> None:
    head, first, *others = TWO_OF_ONE_NAME.splitlines(keepends=True)
    later = head + "C,2026-09-30,9,9,North\n" + first + "".join(others) + "A,2026-10-02,4,100,North\n"
    facts = folder.write("a.csv", TWO_OF_ONE_NAME).write("b.csv", later).read({"name": "ads", "path": "*.csv"})
    assert by_day(facts, "ad_spend") == {"2026-09-30": 9, "2026-10-01": 10, "2026-10-02": 4}
    assert dict(findings(facts, "overlap")[0].numbers) == {"days": 1, "changed": 0}


def test_rows_of_today_and_of_the_future_are_ignored_and_counted(folder: Folder) -> None:
    facts = folder.write("a.csv", views(1, [1, 2, 4, 8])).read(FACEBOOK, as_of=date(2026, 10, 3))
    assert total(facts, "impressions") == 3
    assert feed(facts, "impressions").spans == ((date(2026, 10, 1), date(2026, 10, 3)),)
    assert dict(findings(facts, "ignored_future_rows")[0].numbers) == {"rows": 1}
    assert dict(findings(facts, "partial_last_day")[0].numbers) == {"rows": 1}
    assert {finding.severity for finding in facts.findings} == {"info"}
    assert feed(facts, "impressions").exported_on == date(2026, 10, 2)


def test_a_source_that_is_late_is_stale(folder: Folder) -> None:
    folder.write("a.csv", views(1, [1, 2]))
    fresh = folder.read({**FACEBOOK, "fresh_within": 3}, as_of=date(2026, 10, 6))
    assert findings(fresh, "stale_source") == []
    (finding,) = findings(folder.read({**FACEBOOK, "fresh_within": 3}, as_of=date(2026, 10, 7)), "stale_source")
    assert (finding.end, dict(finding.numbers)) == (date(2026, 10, 3), {"days": 4, "allowed": 3})


def test_a_header_alone_is_valid_and_empty(folder: Folder) -> None:
    facts = folder.write("a.csv", meta_daily(("Views", []))).write("b.csv", views(1, [1])).read(FACEBOOK)
    assert total(facts, "impressions") == 1
    assert findings(facts, "no_rows")[0].place.file == "a.csv"


def test_series_feeds_and_origins_are_sorted_and_repeat(folder: Folder) -> None:
    folder.write("b.csv", views(3, [3])).write("a.csv", views(1, [1, 2]))
    facts = folder.read(FACEBOOK)
    assert [origin.file for origin in facts.origins] == ["a.csv", "b.csv"]
    assert [(fact.start.day, fact.origin) for fact in facts.series] == [(1, 0), (2, 0), (3, 1)]
    assert facts == folder.read(FACEBOOK)


DAYS = st.integers(0, 40).map(lambda offset: date(2026, 1, 1) + timedelta(days=offset))


@given(st.lists(st.tuples(DAYS, st.integers(1, 9))))
def test_joined_spans_cover_the_same_days_and_never_touch(parts: list[tuple[date, int]]) -> None:
    spans = [(first, first + timedelta(days=length)) for first, length in parts]
    joined = join(spans)
    days = {first + timedelta(days=n) for first, end in spans for n in range((end - first).days)}
    assert days == {first + timedelta(days=n) for first, end in joined for n in range((end - first).days)}
    assert all(one[1] < two[0] for one, two in pairwise(joined))
