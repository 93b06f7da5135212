"""Meta Business Suite's daily files and Meta Ads Manager's exports."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, feed, findings, meta_daily, select, total

DAYS = (("2026-10-01", 7), ("2026-10-02", 14), ("2026-10-04", 3))


def test_the_title_names_the_measure_and_the_network(folder: Folder) -> None:
    text = meta_daily(("Facebook Page visits", DAYS), ("Instagram profile visits", (("2026-10-02", 5),)))
    facts = folder.write("visits.csv", text, "utf-16-le").read({"name": "meta", "path": "visits.csv"})
    assert by_day(facts, "profile_visits", channel="facebook") == {
        "2026-10-01": 7,
        "2026-10-02": 14,
        "2026-10-04": 3,
    }
    assert by_day(facts, "profile_visits", channel="instagram") == {"2026-10-02": 5}
    assert {fact.key.delivery for fact in facts.series} == {"all"}


def test_the_origin_names_file_hash_table_and_row(folder: Folder) -> None:
    facts = folder.write("m/views.csv", meta_daily(("Facebook views", DAYS))).read({"name": "meta", "path": "m/*.csv"})
    (origin,) = facts.origins
    assert (origin.source, origin.file, origin.table, len(origin.sha256)) == (
        "meta",
        "m/views.csv",
        "Facebook views",
        64,
    )
    first = select(facts, "impressions")[0]
    assert (first.origin, first.first_row, first.last_row) == (0, 4, 4)


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Views", "impressions"),
        ("Viewers", "reach"),
        ("Facebook reach", "reach"),
        ("Facebook Page new likes", "followers_gained"),
        ("New Instagram followers", "followers_gained"),
        ("Content interactions", "interactions_given"),
        ("Cliques no link do Instagram", "link_clicks"),
        ("Visitas ao perfil do Instagram", "profile_visits"),
        ("Couverture", "reach"),
    ],
)
def test_titles_of_all_languages_are_known(folder: Folder, title: str, measure: str) -> None:
    facts = folder.write("a.csv", meta_daily((title, DAYS))).read({"name": "m", "path": "a.csv", "channel": "facebook"})
    assert {fact.key.measure for fact in facts.series} == {measure}


def test_a_title_that_is_not_known_is_told(folder: Folder) -> None:
    (line,) = folder.write("a.csv", meta_daily(("Net follows", DAYS))).problems(
        {"name": "m", "path": "a.csv", "channel": "facebook"}
    )
    assert line.startswith("a.csv, row 3: the title above the table is 'Net follows', and it alone names the measure.")


def test_the_network_comes_from_the_title_then_the_source_then_the_path_else_it_is_asked_for(folder: Folder) -> None:
    text = meta_daily(("Follows", DAYS), ("Instagram follows", DAYS))
    folder.write("x.csv", text).write("facebook/x.csv", meta_daily(("Follows", DAYS)))
    given = folder.read({"name": "m", "path": "x.csv", "channel": "facebook"})
    assert {fact.key.channel for fact in given.series} == {"facebook", "instagram"}
    assert {f.key.channel for f in folder.read({"name": "m", "path": "facebook/*.csv"}).series} == {"facebook"}
    (line,) = folder.problems({"name": "m", "path": "x.csv"})
    assert line.startswith("x.csv, row 3: 'Follows' does not say the network. Give the source a 'channel:'")


def test_an_absent_day_is_missing_but_zero_where_the_export_never_writes_a_zero(folder: Folder) -> None:
    text = meta_daily(("Facebook follows", DAYS), ("Instagram follows", DAYS))
    facts = folder.write("f.csv", text).read({"name": "m", "path": "f.csv"})
    span = ((date(2026, 10, 1), date(2026, 10, 5)),)
    dense, sparse = (feed(facts, "followers_gained", channel=name) for name in ("facebook", "instagram"))
    assert (dense.sparse, dense.spans) == (False, span)
    assert (sparse.sparse, sparse.spans) == (True, span)
    (gap,) = findings(facts, "missing_days")
    assert (gap.start, gap.end, gap.channels) == (date(2026, 10, 3), date(2026, 10, 4), ("facebook",))
    (told,) = findings(facts, "zero_assumed")
    assert (told.channels, told.measures, told.severity) == (("instagram",), ("followers_gained",), "info")
    assert dict(told.numbers) == {"days": 1}


def test_hours_move_at_a_clock_change_and_days_do_not(folder: Folder) -> None:
    text = meta_daily(("Facebook views", DAYS)).replace("01T00:00", "01T01:00")
    facts = folder.write("v.csv", text).read({"name": "m", "path": "v.csv"})
    assert list(by_day(facts, "impressions")) == ["2026-10-01", "2026-10-02", "2026-10-04"]


def test_two_files_of_one_title_without_network_are_asked_about(folder: Folder) -> None:
    other = tuple((day, value + 1) for day, value in DAYS)
    folder.write("Views.csv", meta_daily(("Views", DAYS))).write("Views (1).csv", meta_daily(("Views", other)))
    (line,) = folder.problems({"name": "m", "path": "Views*.csv", "channel": "facebook"})
    assert line == (
        "Views.csv, table 'Views': 'Views' names no network, and Views (1).csv has other figures of the same for 3 of "
        "3 common days, from 2026-10-01 on. If they are of two networks, put each into a folder with the network's "
        "name, or give each a source of its own with its 'channel'. If they are of one network, remove the older file."
    )


def test_files_of_one_title_are_read_where_a_folder_names_each_ones_network(folder: Folder) -> None:
    other = tuple((day, value + 1) for day, value in DAYS)
    folder.write("facebook/Views.csv", meta_daily(("Views", DAYS)))
    folder.write("instagram/Views.csv", meta_daily(("Views", other)))
    facts = folder.read({"name": "m", "path": "*/Views.csv"})
    assert (total(facts, "impressions", channel="facebook"), total(facts, "impressions", channel="instagram")) == (
        24,
        27,
    )


def test_an_export_that_goes_on_with_another_last_day_is_no_sibling(folder: Folder) -> None:
    later = (*DAYS[:-1], ("2026-10-04", 30), ("2026-10-05", 8))
    folder.write("a.csv", meta_daily(("Views", DAYS))).write("b.csv", meta_daily(("Views", later)))
    facts = folder.read({"name": "m", "path": "?.csv", "channel": "facebook"})
    assert total(facts, "impressions") == 7 + 14 + 30 + 8


AUDIENCE = """\
sep=\t\t\t
Facebook followers\t\t\t
FB_PAGE\tFOLLOW\tUNIQUE_USERS\t
30222\t\t\t
\t\t\t
Instagram followers\t\t\t
IG_ACCOUNT\tFOLLOW\tUNIQUE_USERS\t
3098\t\t\t
\t\t\t
Facebook followers by gender and age\t\t\t
Age\tWomen\tMen\t
18-24\t2.5%\t0.3%\t
"""


def test_the_audience_file_gives_each_networks_followers_on_the_sources_day(folder: Folder) -> None:
    folder.write("Audience.csv", AUDIENCE, "utf-16-le")
    facts = folder.read({"name": "m", "path": "Audience.csv", "period": "2026-10-31"})
    assert by_day(facts, "followers", channel="facebook") == {"2026-10-31": 30222}
    assert by_day(facts, "followers", channel="instagram") == {"2026-10-31": 3098}
    (left,) = findings(facts, "table_left_out")
    assert dict(left.names)["header"] == "Age, Women, Men"


def test_the_audience_file_without_a_day_is_asked_about(folder: Folder) -> None:
    lines = folder.write("Audience.csv", AUDIENCE, "utf-16-le").problems({"name": "m", "path": "Audience.csv"})
    assert len(lines) == 2
    assert all("Give the source its 'period'" in line for line in lines)


@pytest.mark.parametrize("end", ['\n"2026-10', '\n"2026-10-05T00:00:00"'])
def test_a_file_that_ends_in_the_middle_of_a_row_is_refused(folder: Folder, end: str) -> None:
    text = meta_daily(("Facebook views", DAYS)).rstrip() + end
    (line,) = folder.write("v.csv", text.removesuffix('"') + '"').problems({"name": "m", "path": "v.csv"})
    assert line == (
        "v.csv, row 7: the file ends in the middle of this row. Export it anew; where nothing is missing, end the file "
        "with a line break."
    )


def test_a_whole_file_may_lack_its_last_line_break(folder: Folder) -> None:
    text = meta_daily(("Facebook views", DAYS)).rstrip()
    assert total(folder.write("v.csv", text).read({"name": "m", "path": "v.csv"}), "impressions") == 24


ADS = """\ufeff"Début des rapports","Fin des rapports","Nom de la campagne",Couverture,"Montant dépensé (EUR)",\
"Clics sur un lien",Achats,"Valeur de conversion des achats"
2026-10-01,2026-10-31,,1900,"1 030,55",40,3,"240,50"
2026-10-01,2026-10-01,Été,1000,"1 000,05",25,2,"200,50"
2026-10-01,2026-10-01,Noël,500,"20,25",10,,
2026-10-03,2026-10-03,Noël,700,"10,25",5,1,40
"""


def test_french_ads_are_paid_per_campaign_and_day_and_their_total_row_is_not_added(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS).read({"name": "ads", "path": "ads.csv"})
    assert total(facts, "ad_spend") == Decimal("1030.55")
    assert by_day(facts, "ad_spend", campaign="Noël") == {
        "2026-10-01": Decimal("20.25"),
        "2026-10-03": Decimal("10.25"),
    }
    assert {(f.key.delivery, f.key.channel) for f in facts.series} == {("paid", "meta")}
    assert findings(facts, "total_row_differs") == []


def test_the_total_rows_reach_stands_for_its_period(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS).read({"name": "ads", "path": "ads.csv"})
    (whole,) = [fact for fact in select(facts, "reach") if fact.start == date(2026, 10, 1) and not fact.key.campaign]
    assert (whole.value, whole.end) == (1900, date(2026, 11, 1))


def test_what_the_platform_claims_carries_its_name(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS).read({"name": "ads", "path": "ads.csv", "channel": "instagram"})
    assert total(facts, "gross_revenue", claimed_by="meta_ads", channel="instagram") == Decimal("240.5")
    assert total(facts, "conversions", claimed_by="") == 0


def test_a_campaign_without_row_had_nothing_on_that_day(folder: Folder) -> None:
    facts = folder.write("ads_2026-10.csv", ADS).read({"name": "ads", "path": "*.csv"})
    found = feed(facts, "ad_spend", campaign="Été")
    assert (found.sparse, found.spans) == (True, ((date(2026, 10, 1), date(2026, 11, 1)),))


def test_a_total_row_that_its_rows_do_not_make_is_told(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS.replace("1 030,55", "1 030,65")).read({"name": "ads", "path": "ads.csv"})
    (finding,) = findings(facts, "total_row_differs")
    assert (finding.measures, finding.place.row) == (("ad_spend",), 2)
    assert dict(finding.numbers) == {"total": Decimal("1030.65"), "rows": Decimal("1030.55")}


def test_a_cent_that_the_rounding_of_rows_takes_is_no_difference(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS.replace("1 030,55", "1 030,56")).read({"name": "ads", "path": "ads.csv"})
    assert findings(facts, "total_row_differs") == []


def test_a_filter_leaves_the_total_row_aside(folder: Folder) -> None:
    source = {"name": "ads", "path": "ads.csv", "where": {"Nom de la campagne": "Noël"}}
    facts = folder.write("ads.csv", ADS).read(source)
    assert total(facts, "ad_spend") == Decimal("30.5")
    assert findings(facts, "total_row_differs") == []
    assert facts.origins[0].filter == "Nom de la campagne = Noël"
    assert all(fact.key.campaign for fact in select(facts, "reach"))


def test_a_campaign_called_total_is_a_campaign(folder: Folder) -> None:
    facts = folder.write("ads.csv", ADS.replace("Été", "Total look")).read({"name": "ads", "path": "ads.csv"})
    assert total(facts, "ad_spend", campaign="Total look") == Decimal("1000.05")


def test_amounts_in_another_currency_are_refused(folder: Folder) -> None:
    (line,) = folder.write("ads.csv", ADS).problems({"name": "ads", "path": "ads.csv"}, currency="GBP")
    assert line == (
        "ads.csv, row 1, column 'Montant dépensé (EUR)': the amounts are in EUR, the report is in GBP. "
        "Give its 'rates', or set 'currency: EUR', or export in GBP."
    )


def test_a_header_tells_the_currency_that_the_rates_convert(folder: Folder) -> None:
    rates = [{"from": "EUR", "date": "2026", "rate": Decimal("0.85")}]
    facts = folder.write("ads.csv", ADS).read({"name": "ads", "path": "ads.csv"}, currency="GBP", rates=rates)
    assert {fact.key.currency for fact in select(facts, "ad_spend")} == {"EUR"}
    assert {fact.key.currency for fact in select(facts, "reach")} == {""}


def test_a_text_between_numbers_is_told_with_its_row_and_column(folder: Folder) -> None:
    (line,) = folder.write("ads.csv", ADS.replace(",25,2,", ",vingt,2,")).problems({"name": "ads", "path": "ads.csv"})
    assert line.startswith("ads.csv, row 3, column 'Clics sur un lien': 'vingt' is not a number.")


PERIOD = """Campaign name,Ad name,Reach,Impressions,Amount spent (EUR),Platform,Reporting starts,Reporting ends
,,900,3000,30.00,,2026-10-01,2026-10-31
Summer,One,500,1000,10.00,facebook,2026-10-01,2026-10-31
Summer,Two,600,2000,20.00,instagram,2026-10-01,2026-10-31
"""


def test_rows_of_a_period_get_its_window_and_a_placement_its_channel(folder: Folder) -> None:
    facts = folder.write("ads.csv", PERIOD).read({"name": "ads", "path": "ads.csv"})
    windows = {(fact.start, fact.end) for fact in facts.series}
    assert windows == {(date(2026, 10, 1), date(2026, 11, 1))}
    assert total(facts, "ad_spend", channel="instagram") == 20
    assert facts.feeds == ()
    assert [fact.value for fact in select(facts, "reach", campaign="")] == [900]
