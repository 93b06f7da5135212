"""Real exports as people hand them on: each copy gives the same figures or is refused, and never gives others.

A file of the list is one that expected.yaml reads; what a copy may lack, and which are refused, stands here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import DataError
from reportgen.model.facts import Facts, Key
from tests.real.expected import Entry, entries, figures
from tests.real.mutate import OF_TEXT, Mutation, as_csv_again, as_xlsx, cut_after_a_row, cut_in_a_row, renamed
from tests.sources.build import Folder

CHOSEN = (
    "meta_business_suite/mh4u_Audience.csv",
    "meta_business_suite/mh4u_Follows.csv",
    "meta_business_suite/mh4u_Reach.csv",
    "meta_business_suite/oigetit_Visits_1.csv",
    "meta_business_suite/ufscar_pt_Alcance.csv",
    "meta_content_export/mh4u_fb_posts_Dec-12-2023_Mar-06-2024.csv",
    "meta_content_export/oigetit_fb_posts_Jan-14-2025_Apr-14-2025.csv",
    "meta_content_export/oigetit_fb_posts_Mar-18-2025_Apr-14-2025.csv",
    "meta_content_export/oigetit_ig_posts_Mar-18-2025_Apr-14-2025.csv",
    "facebook_insights_legacy/vic_page_2015-02-20_2015-08-18.csv",
    "facebook_insights_legacy/vic_posts_2015-02-20_2015-08-18.csv",
    "facebook_insights_legacy/vic_videos_2015-02-20_2015-08-18.csv",
    "linkedin_page/nplf_linkedin_2020Q2.xls",
    "twitter_legacy/banklessdao_daily_tweet_activity_metrics_20210508_20210608_en.csv",
    "x_analytics/topdomainclub_account_overview_analytics.csv",
    "shopify/usd_orders_export.csv",
    "google_ads/officefruit_campaign_report_utf16.csv",
    "ga4/mh4u_data-export_daily.csv",
    "google_ads/overview_time_series_2026-02.csv",
    "meta_ads/idr_ad_creative_2026-04.csv",
    "youtube/codingtrain_Totals_2021.csv",
    "crm_leads/xeducation_leads_first3000.csv",
    "fivetran_ad_reporting/google_ads_campaign_stats_data.csv",
    "datasets/case_chosen_shopify_orders.csv",
)
"""Files whose copies are read; any entry of expected.yaml can be added."""
TWO_DIGIT_YEARS = (  # LibreOffice shows 02/20/15, and saves in a text file what it shows
    *(name for name in CHOSEN if name.startswith("meta_content_export/")),
    "facebook_insights_legacy/vic_page_2015-02-20_2015-08-18.csv",
    "facebook_insights_legacy/vic_posts_2015-02-20_2015-08-18.csv",
    "facebook_insights_legacy/vic_videos_2015-02-20_2015-08-18.csv",
)
REFUSED = {(name, "as_csv_again"): "is not a date" for name in TWO_DIGIT_YEARS}
REFUSED |= {  # beside its folder nothing tells it from another platform's table of days and views
    ("youtube/codingtrain_Totals_2021.csv", name): "the header fits several exports alike"
    for name in ("shuffled", "other_separator", "other_encoding", "renamed", "as_xlsx", "as_csv_again")
}
"""Copies that are refused where others of their kind are read: (file, mutation) → a part of what is said."""

UNSORTED = ("fivetran_ad_reporting/google_ads_campaign_stats_data.csv",)
"""Their rows are in no order of days, and a day without a row is zero: what is cut off leaves no gap."""

GIVEN = {entry.file: entry for entry in entries()}
TEXTS = [name for name in CHOSEN if name.endswith(".csv")]


def read(copy: Path, entry: Entry) -> Facts:
    folder = Folder(copy.parent)
    return folder.read({**entry.source(), "path": copy.name}, **entry.given.get("config", {}))


def said(copy: Path, entry: Entry) -> dict[str, Any] | str:
    """The figures that a copy gives, or why it is refused."""
    names = [name for name in entry.figures() if name != "period"]
    try:
        return figures(read(copy, entry), iter(names))
    except DataError as error:
        return str(error)


def check(file: str, mutation: Mutation, shared: Path, tmp_path: Path) -> None:
    entry = GIVEN[file]
    found = said(mutation(shared / "data" / "real" / file, tmp_path), entry)
    told = REFUSED.get((file, mutation.__name__))
    if told is None:
        assert found == entry.figures()
    else:
        assert isinstance(found, str)
        assert told in found


@pytest.mark.parametrize("mutation", OF_TEXT, ids=lambda item: item.__name__)
@pytest.mark.parametrize("file", TEXTS)
def test_a_copy_gives_the_same_figures(shared: Path, tmp_path: Path, file: str, mutation: Mutation) -> None:
    check(file, mutation, shared, tmp_path)


@pytest.mark.parametrize("file", [name for name in CHOSEN if name not in TEXTS])
def test_a_renamed_workbook_gives_the_same_figures(shared: Path, tmp_path: Path, file: str) -> None:
    check(file, renamed, shared, tmp_path)


@pytest.mark.services
@pytest.mark.parametrize("file", CHOSEN)
def test_a_copy_saved_as_a_workbook_gives_the_same_figures(shared: Path, tmp_path: Path, file: str) -> None:
    check(file, as_xlsx, shared, tmp_path)


@pytest.mark.services
@pytest.mark.parametrize("file", TEXTS)
def test_a_copy_saved_as_a_workbook_and_as_a_text_again_gives_the_same_figures(
    shared: Path, tmp_path: Path, file: str
) -> None:
    check(file, as_csv_again, shared, tmp_path)


@pytest.mark.parametrize("file", TEXTS)
def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(shared: Path, tmp_path: Path, file: str) -> None:
    found = said(cut_in_a_row(shared / "data" / "real" / file, tmp_path), GIVEN[file])
    assert isinstance(found, str), found


@pytest.mark.parametrize("file", [name for name in TEXTS if (name, "renamed") not in REFUSED and name not in UNSORTED])
def test_what_a_file_that_ends_after_a_row_lacks_is_missing_and_not_zero(
    shared: Path, tmp_path: Path, file: str
) -> None:
    """Only where several rows make one figure (a day's posts or orders, a period's leads) it can be smaller: nothing in
    a list tells how long it was."""
    entry, path = GIVEN[file], shared / "data" / "real" / file
    whole, part = read(path, entry), read(cut_after_a_row(path, tmp_path), entry)
    there, kept = values(whole), values(part)
    added = {(fact.key, fact.start, fact.end) for fact in whole.series if fact.first_row < fact.last_row}
    assert kept.keys() <= there.keys()
    for window, value in there.items():
        if window in added or window[0].of == "posts":
            assert abs(kept.get(window, Decimal(0))) <= abs(value)
        elif window in kept:
            assert kept[window] == value
        else:
            assert not counts_as_zero(part, *window[:2])


def values(facts: Facts) -> dict[tuple[Key, date, date], Decimal]:
    found: dict[tuple[Key, date, date], Decimal] = {}
    for fact in facts.series:
        window = fact.key, fact.start, fact.end
        found[window] = found.get(window, Decimal(0)) + fact.value
    return found


def counts_as_zero(facts: Facts, key: Key, day: date) -> bool:
    """Whether the source says of a key that a day without value is zero, and this is such a day."""
    spans = (span for feed in facts.feeds if feed.key == key and feed.sparse for span in feed.spans)
    return any(start <= day < end for start, end in spans)


def test_a_list_of_posts_that_ends_early_falls_short_of_the_range_in_its_name(shared: Path, tmp_path: Path) -> None:
    file = "meta_content_export/oigetit_ig_posts_Mar-18-2025_Apr-14-2025.csv"
    part = read(cut_after_a_row(shared / "data" / "real" / file, tmp_path), GIVEN[file])
    (told,) = [finding for finding in part.findings if finding.kind == "short_of_name"]
    assert (told.start, told.end) == (date(2025, 4, 1), date(2025, 4, 15))
