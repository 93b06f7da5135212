"""Leads and deals of a CRM: a lead on the day it was created, a deal on the day it closed, each by its channel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, csv_text, feed, findings, select, total

CRM = {"name": "crm", "path": "crm.csv"}
BASIS = {"revenue_basis": {"tax": "excluded", "shipping": "out"}}
CONTACT = [
    *("Record ID", "First Name", "Email", "Create Date", "Lifecycle Stage", "Lead Status", "Original Source"),
    *("Original Source Drill-Down 1", "Became a Customer Date"),
]
CONTACTS = [
    "1,Ada,ada@example.org,2026-10-01 23:50,Customer,New,Organic Social,LinkedIn,2026-10-20",
    "2,Bo,bo@example.org,2026-10-01 08:00,Lead,New,Organic Search,google,",
    "3,Cy,cy@example.org,2026-10-02 08:00,Subscriber,,Direct Traffic,shop.example,",
    "4,Di,di@example.org,2026-10-02 09:00,Sales Qualified Lead,Open,Paid Social,Facebook,",
    "5,Ed,ed@example.org,2026-10-02 09:30,Opportunity,Open,Social Media,a campaign,",
    "6,Fy,fy@example.org,2026-10-03 09:30,Lead,Open,Offline Sources,IMPORT,",
]
DEALS = """Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal Type,Original Source Type
11,Alpha,Closed Won,1200.50,2026-10-05 10:00,2026-07-01 10:00,New Business,Organic Social
12,Beta,Closed Won (Sales Pipeline),800,2026-10-05 12:00,2026-08-01 10:00,Existing Business,Direct Traffic
13,Gamma,Closed Lost,900,2026-10-06 10:00,2026-09-01 10:00,New Business,Organic Social
14,Delta,Proposal Sent,5000,2026-11-30 10:00,2026-10-01 10:00,New Business,Organic Social
15,Eps,closedwon,100,,2026-10-01 10:00,New Business,Organic Social
"""


def contacts(width: int = len(CONTACT)) -> str:
    """An export of contacts with the first of its columns."""
    return csv_text(*(dict(zip(CONTACT[:width], line.split(","), strict=False)) for line in CONTACTS))


def channels(folder: Folder, measure: str, **source: object) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for fact in select(folder.read({**CRM, **source}), measure):
        found[fact.key.channel] = found.get(fact.key.channel, Decimal(0)) + fact.value
    return found


def test_a_hubspot_contact_is_a_lead_on_its_day_and_of_its_network(folder: Folder) -> None:
    facts = folder.write("crm.csv", contacts()).read(CRM)
    assert by_day(facts, "leads") == {"2026-10-01": 2, "2026-10-02": 2, "2026-10-03": 1}
    assert channels(folder, "leads") == {"linkedin": 1, "search": 1, "facebook": 1, "other_social": 1, "other": 1}
    assert (total(facts, "qualified_leads"), total(facts, "won_leads")) == (3, 1)
    assert by_day(facts, "new_customers") == {"2026-10-20": 1}
    assert findings(facts, "unknown_channel") == []
    assert feed(facts, "leads", channel="search").spans == ((date(2026, 10, 1), date(2026, 10, 21)),)


def test_an_export_without_the_day_of_becoming_a_customer_says_nothing_of_new_customers(folder: Folder) -> None:
    facts = folder.write("crm.csv", contacts(len(CONTACT) - 1)).read(CRM)
    assert (total(facts, "leads"), select(facts, "new_customers")) == (5, [])


def test_a_subscriber_is_no_lead(folder: Folder) -> None:
    facts = folder.write("crm.csv", contacts()).read(CRM)
    assert "direct" not in {fact.key.channel for fact in facts.series}


def test_nothing_of_a_contact_gets_out(folder: Folder) -> None:
    facts = folder.write("crm.csv", contacts()).read(CRM)
    assert "ada" not in repr(facts).casefold()


def test_a_won_deal_counts_on_its_close_date_and_no_other_deal_counts(folder: Folder) -> None:
    facts = folder.write("crm.csv", DEALS).read({**CRM, **BASIS})
    assert by_day(facts, "orders") == {"2026-10-05": 2}
    assert by_day(facts, "gross_revenue") == {"2026-10-05": Decimal("2000.50")}
    assert by_day(facts, "new_customers") == {"2026-10-05": 1}
    assert total(facts, "gross_revenue", channel="other_social") == Decimal("1200.50")


def until(folder: Folder, name: str, *days: int) -> date:
    """The end of what a list of won deals speaks for that is called so, each closed on a day of October."""
    header, sold, *_ = DEALS.splitlines()
    rows = [sold.replace("11,", f"{day},", 1).replace("2026-10-05", f"2026-10-{day:02}") for day in days]
    folder.write(name, "\n".join((header, *rows, "")))
    return feed(folder.read({**CRM, "path": name, **BASIS}), "orders").spans[-1][1]


def test_a_list_that_was_often_as_quiet_speaks_up_to_the_day_of_its_export(folder: Folder) -> None:
    assert until(folder, "deals-2026-11-05.csv", 5, 18, 24) == date(2026, 11, 5)  # silent for 11 days, before for 12
    assert until(folder, "deals-2026-11-05.csv", 5, 14, 24) == date(2026, 10, 25)  # before for 9 at most: cut off?
    assert until(folder, "deals-2026-10-25.csv", 5, 18, 24) == date(2026, 10, 25)
    assert until(folder, "deals.csv", 5, 18, 24) == date(2026, 10, 25)


def test_a_list_of_a_later_export_speaks_no_further_than_the_report(folder: Folder) -> None:
    assert until(folder, "deals-2026-11-12.csv", 5, 31) == date(2026, 11, 5)


def test_a_deal_of_which_nobody_said_what_its_amount_holds_is_no_revenue(folder: Folder) -> None:
    facts = folder.write("crm.csv", DEALS).read(CRM)
    assert select(facts, "gross_revenue") == []
    assert [finding.severity for finding in findings(facts, "revenue_basis_unknown")] == ["notice"]
    assert total(facts, "orders") == 2


def test_a_deal_of_two_exports_counts_once_as_the_later_one_says(folder: Folder) -> None:
    head, first, *_ = DEALS.splitlines(keepends=True)
    folder.write("crm_a.csv", head + first)
    folder.write("crm_b.csv", head + first.replace("1200.50", "1300") + DEALS.splitlines(keepends=True)[2])
    facts = folder.read({**CRM, **BASIS, "path": "crm_*.csv"})
    assert by_day(facts, "gross_revenue") == {"2026-10-05": 2100}


TWICE = {"name": "crm", "path": "*.csv"}
CLOSED = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Original Source Type\n"
LEADS = "Lead ID,Created Date,Lead Source,Status,Converted\n"


@pytest.mark.parametrize(
    ("row", "orders"),
    [
        ("1,A,Closed Won,100,2026-10-02,2026-09-01,Organic Social", {"2026-10-01": 0, "2026-10-02": 1}),
        ("1,A,Closed Lost,100,2026-10-01,2026-09-01,Organic Social", {"2026-10-01": 0}),
        ("1,A,Proposal,100,2027-01-15,2026-09-01,Organic Social", {"2026-10-01": 0}),
        ("1,A,Closed Won,100,2026-10-01,2026-09-01,Referrals", {"2026-10-01": 1}),
    ],
    ids=["another day", "lost after all", "open again", "another channel"],
)
def test_a_deal_is_what_the_newest_export_that_has_it_says(folder: Folder, row: str, orders: dict[str, int]) -> None:
    folder.write("a_2026-10-03.csv", f"{CLOSED}1,A,Closed Won,100,2026-10-01,2026-09-01,Organic Social\n")
    folder.write("b_2026-10-08.csv", f"{CLOSED}{row}\n2,B,Closed Won,50,2026-10-07,2026-09-01,Organic Social\n")
    facts = folder.read(TWICE)
    assert by_day(facts, "orders") == {**orders, "2026-10-07": 1}
    assert [finding.place.file for finding in findings(facts, "overlap")] == ["b_2026-10-08.csv"]


def test_a_later_export_without_the_column_takes_nothing_back(folder: Folder) -> None:
    folder.write("a_2026-10-03.csv", f"{LEADS}1,2026-10-01,Social Media,Open,1\n2,2026-10-02,Social Media,Open,1\n")
    later = "Lead ID,Created Date,Lead Source,Status\n1,2026-10-01,Social Media,Open\n3,2026-10-04,Web,Open\n"
    facts = folder.write("b_2026-10-05.csv", later).read(TWICE)
    assert (total(facts, "leads"), total(facts, "qualified_leads")) == (3, 2)


def test_of_leads_without_ids_the_later_export_speaks_for_the_days_that_it_covers(folder: Folder) -> None:
    head = LEADS.removeprefix("Lead ID,")
    folder.write("a_2026-10-03.csv", f"{head}2026-10-01,Web,Open,1\n2026-10-02,Social Media,Open,0\n")
    later = f"{head}2026-10-01,Referrals,Open,0\n2026-10-02,Social Media,Open,0\n2026-10-02,social media,Open,0\n"
    facts = folder.write("b_2026-10-05.csv", later).read(TWICE)
    assert by_day(facts, "leads") == {"2026-10-01": 1, "2026-10-02": 2}
    assert total(facts, "qualified_leads") == 0


def test_lists_without_ids_that_have_no_day_and_channel_in_common_are_joined(folder: Folder) -> None:
    head = LEADS.removeprefix("Lead ID,")
    folder.write("a.csv", f"{head}2026-10-01,Web,Open,1\n2026-10-02,Web,Open,0\n")
    facts = folder.write("b.csv", f"{head}2026-10-01,Social Media,Open,0\n2026-10-02,Social Media,Open,0\n").read(TWICE)
    assert (total(facts, "leads"), total(facts, "qualified_leads")) == (4, 1)


def test_a_salesforce_lead_that_converted_qualified_and_is_no_customer_yet(folder: Folder) -> None:
    text = """Lead ID,First Name,Company / Account,Lead Source,Lead Status,Created Date,Converted
00Q1,Ada,Acme,Web,Open,10/14/2026,0
00Q2,Bo,Beta,LinkedIn,Closed - Converted,10/14/2026,1
00Q3,Cy,Gamma,Trade Show,Working,10/15/2026,0
"""
    facts = folder.write("crm.csv", text).read(CRM)
    assert by_day(facts, "leads") == {"2026-10-14": 2, "2026-10-15": 1}
    assert total(facts, "qualified_leads", channel="linkedin") == total(facts, "qualified_leads") == 1
    assert select(facts, "won_leads") == []
    assert channels(folder, "leads") == {"linkedin": 1, "other": 2}


def test_an_open_or_lost_opportunity_is_no_sale(folder: Folder) -> None:
    text = """Opportunity Name,Stage,Amount,Close Date,Created Date,Lead Source,Amount Currency,Type
Alpha,Closed Won,"1,000.00",2026-10-14,2026-05-01,LinkedIn,EUR,New Customer
Beta,Closed Lost,500.00,2026-10-14,2026-05-01,LinkedIn,EUR,New Customer
Gamma,Negotiation/Review,700.00,2026-12-14,2026-05-01,Web,EUR,New Customer
Delta,Closed Won,"1,000.00",2026-10-14,2026-05-01,LinkedIn,EUR,Existing Customer
"""
    facts = folder.write("crm.csv", text).read({**CRM, **BASIS})
    assert by_day(facts, "orders", channel="linkedin") == {"2026-10-14": 2}
    assert by_day(facts, "gross_revenue") == {"2026-10-14": 2000}  # two deals alike, without an id, are two deals
    assert total(facts, "new_customers") == 1


def test_leads_without_dates_are_of_the_period_that_the_source_states(folder: Folder) -> None:
    text = """Lead Origin,Lead Source,Converted,TotalVisits,City
API,Google,1,5,Paris
API,google,0,2,Select
API,Olark Chat,0,2,Lyon
Landing Page Submission,Facebook,0,0,Lille
Landing Page Submission,Select,1,0,Lille
Landing Page Submission,,0,0,Lille
"""
    folder.write("crm.csv", text)
    facts = folder.read({**CRM, "period": "2026-09"})
    (leads,) = select(facts, "leads", channel="search")
    assert (leads.value, leads.start, leads.end) == (2, date(2026, 9, 1), date(2026, 10, 1))
    assert channels(folder, "leads", period="2026-09") == {"search": 2, "facebook": 1, "other": 3}
    assert total(facts, "won_leads") == 2
    assert [dict(finding.names)["channel"] for finding in findings(facts, "unknown_channel")] == ["Olark Chat"]
    (line,) = folder.problems(CRM)
    assert "neither the rows nor the file's name say the period" in line


def test_a_clients_own_rule_says_what_its_lead_sources_are(folder: Folder) -> None:
    text = "Lead Source,Converted\nOlark Chat,0\nWelcome desk 3,0\nGoogle,1\n"
    rules = [{"source": "welcome desk*", "channel": "referral"}, {"source": "google", "channel": "paid_search"}]
    facts = folder.write("crm.csv", text).read({**CRM, "period": "2026-09"}, channels=rules)
    found = {fact.key.channel: fact.value for fact in select(facts, "leads")}
    assert found == {"other": 1, "referral": 1, "paid_search": 1}
