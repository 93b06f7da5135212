"""Two exports of the same days: one account's told anew, or two accounts'; figures are never halved without a word."""

from __future__ import annotations

import pytest

from tests.sources.build import Folder, by_day, findings, total

ADS = {"name": "ads", "path": "*.csv"}
FIRST = [100, 120, 90, 110, 105, 95, 130, 80, 100, 115, 125, 90]
SECOND = [40, 60, 210, 35, 50, 190, 45, 20, 170, 30, 65, 155]
SETTLED = [*FIRST[:9], 118, 140, 200]  # the last three days were not over, or restated


def ads(values: list[int], extra: str = "", cell: str = "", currency: str = "EUR") -> str:
    head = f"Campaign name,Day,Amount spent ({currency}),Impressions{extra}\n"
    rows = (f"Always on,2026-10-{day:02d},{value},{value * 50}{cell}\n" for day, value in enumerate(values, start=1))
    return head + "".join(rows)


def test_two_accounts_without_a_name_are_refused_and_never_halved(folder: Folder) -> None:
    folder.write("lyon.csv", ads(FIRST)).write("paris.csv", ads(SECOND))
    (told,) = folder.problems(ADS)
    assert told == (
        "paris.csv: the file tells the same rows as lyon.csv with other figures: of 11 figures of ad_spend, 0 are "
        "within a tenth of each other, so that these are hardly two exports of one account. If they are two accounts, "
        "export both with a column of the account, or give each a source of its own with its 'account'. If they are "
        "one account's, remove the one that is wrong."
    )


def test_two_accounts_of_which_one_ended_earlier_are_refused_whatever_dates_their_names_bear(folder: Folder) -> None:
    folder.write("lyon_2026-10-31.csv", ads(FIRST)).write("paris_2026-11-02.csv", ads([*SECOND, 70, 80]))
    (told,) = folder.problems(ADS)
    assert told.startswith("paris_2026-11-02.csv: the file tells the same rows as lyon_2026-10-31.csv")


def test_an_export_told_anew_replaces_the_earlier_one(folder: Folder) -> None:
    facts = folder.write("a.csv", ads(FIRST)).write("b.csv", ads(SETTLED)).read(ADS)
    assert total(facts, "ad_spend") == sum(SETTLED)
    assert [finding.kind for finding in facts.findings] == ["overlap_undated"]


def test_too_few_rows_to_tell_are_a_notice_that_names_what_to_do(folder: Folder) -> None:
    facts = folder.write("lyon.csv", ads(FIRST[:5])).write("paris.csv", ads(SECOND[:5])).read(ADS)
    (finding,) = findings(facts, "overlap_accounts")
    assert (finding.severity, finding.measures) == ("notice", ("ad_spend",))
    assert dict(finding.names) == {"kept": "paris.csv", "replaced": "lyon.csv"}
    assert dict(finding.numbers) == {"first": sum(SECOND[:5]), "second": sum(FIRST[:5])}


@pytest.mark.parametrize("column", ["Account name", "Account ID"])
def test_accounts_that_a_column_names_add_up(folder: Folder, column: str) -> None:
    folder.write("a.csv", ads(FIRST, f",{column}", ",11")).write("b.csv", ads(SECOND, f",{column}", ",22"))
    facts = folder.read(ADS)
    assert total(facts, "ad_spend") == sum(FIRST) + sum(SECOND)
    assert {fact.key.account for fact in facts.series} == {"11", "22"}
    assert facts.findings == ()


def test_campaigns_that_ids_tell_apart_add_up(folder: Folder) -> None:
    folder.write("a.csv", ads(FIRST, ",Campaign ID", ",11")).write("b.csv", ads(SECOND, ",Campaign ID", ",22"))
    assert total(folder.read(ADS), "ad_spend") == sum(FIRST) + sum(SECOND)


def test_one_campaign_by_its_id_that_is_told_wholly_anew_is_no_second_account(folder: Folder) -> None:
    folder.write("a.csv", ads(FIRST, ",Campaign ID", ",11")).write("b.csv", ads(SECOND, ",Campaign ID", ",11"))
    facts = folder.read(ADS)
    assert total(facts, "ad_spend") == sum(SECOND)
    assert [finding.kind for finding in facts.findings] == ["overlap_undated"]


def test_two_sources_with_an_account_each_add_up(folder: Folder) -> None:
    folder.write("lyon.csv", ads(FIRST)).write("paris.csv", ads(SECOND))
    lyon = {"name": "lyon", "path": "lyon.csv", "account": "Lyon"}
    facts = folder.read(lyon, {"name": "paris", "path": "paris.csv", "account": "Paris"})
    assert total(facts, "ad_spend") == sum(FIRST) + sum(SECOND)
    assert by_day(facts, "ad_spend", account="Lyon").get("2026-10-01") == 100
    assert {fact.key.account for fact in facts.series} == {"Lyon", "Paris"}


def test_two_shops_whose_orders_bear_the_same_numbers_are_refused(folder: Folder) -> None:
    head = "Name,Financial Status,Created at,Total,Currency,Lineitem quantity\n"
    for name, factor in (("lyon", 10), ("paris", 17)):
        rows = (f"#{at},paid,2026-10-{at:02d} 10:00:00 +0200,{at * factor},EUR,1\n" for at in range(10, 28))
        folder.write(f"{name}.csv", head + "".join(rows))
    assert "two accounts" in folder.problems({"name": "shop", "path": "*.csv"})[0]


def renamed(name: str, days: range, ids: str = "11", extra: str = "") -> str:
    head = "Campaign name,Campaign ID,Day,Amount spent (EUR),Impressions\n"
    return head + "".join(f"{name},{ids},2026-10-{day:02d},{10 + day},{day * 50}\n" for day in days) + extra


def test_a_campaign_renamed_between_two_exports_counts_once(folder: Folder) -> None:
    folder.write("ads_2026-10-10.csv", renamed("Old", range(1, 10)))
    total_row = ",,,999,9999\n"
    facts = folder.write("ads_2026-10-12.csv", renamed("New", range(4, 12), extra=total_row)).read(ADS)
    assert total(facts, "ad_spend") == sum(range(11, 22))
    assert (total(facts, "ad_spend", campaign="Old"), total(facts, "ad_spend", campaign="New")) == (36, 140)


def test_a_google_campaign_renamed_between_two_exports_counts_once(folder: Folder) -> None:
    head = "Day,Campaign,Campaign ID,Cost,Impr.\n"
    folder.write("a_2026-10-02.csv", f"{head}2026-10-01,Old,7,5.00,100\nTotal: Campaigns, --, --,5.00,100\n")
    facts = folder.write("b_2026-10-03.csv", f"{head}2026-10-01,New,7,5.00,100\n").read({**ADS, "currency": "EUR"})
    assert total(facts, "ad_spend") == 5


@pytest.mark.parametrize("ids", ["1.2E+17", "", "--"])
def test_ids_that_tell_nothing_leave_it_to_the_names(folder: Folder, ids: str) -> None:
    text = renamed("One", range(1, 4), ids) + renamed("Two", range(1, 4), ids).split("\n", 1)[1]
    facts = folder.write("ads.csv", text).read(ADS)
    assert total(facts, "ad_spend", campaign="One") == total(facts, "ad_spend", campaign="Two") == 36
