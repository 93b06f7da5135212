"""Google Ads: reports with their preamble and totals, in several languages; the cards of the overview page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, findings, select, total

REPORT = """Campaign report
"October 1, 2026 - October 31, 2026"
Campaign status,Campaign,Currency code,Impr.,Clicks,CTR,Search impr. share,Cost,Conversions,Conv. value
Enabled,Brand,EUR,"12,400",310,2.50%,< 10%,"1,204.55",12.50,980.00
Paused,Tea,EUR,800,20,2.50%, --,40.01,0.00,0.00
Total: Campaigns, --,EUR,"13,200",330,2.50%, --,"1,244.56",12.50,980.00
Total: Account,,EUR,"13,200",330,2.50%,,"1,244.56",12.50,980.00
Total: Search,,EUR,"13,200",330,2.50%,,"1,244.56",12.50,980.00
"""
DAILY = """Kampagnenbericht
1. Oktober 2026 - 2. Oktober 2026
Tag;Kampagne;Währungscode;Impr.;Klicks;Kosten;Conversions;Conv.-Wert
2026-10-01;Marke;EUR;1.200;31;12,50;1,00;80,00
2026-10-02;Marke;EUR;1.300;29;11,40;0,50;40,00
Gesamt: Konto; --;EUR;2.500;60;23,90;1,50;120,00
"""
CARD = """Date,Clicks,Impressions,Avg. CPC,Cost
"Thu, 1 Oct 2026",26,75,US$1.92,US$50.00
"Fri, 2 Oct 2026",4,41,US$1.48,US$5.92
"""
ADS = {"name": "ads", "path": "*.csv"}


def test_a_report_stands_for_the_range_above_it_and_its_totals_are_not_added(folder: Folder) -> None:
    facts = folder.write("r.csv", REPORT).read(ADS)
    (brand,) = select(facts, "ad_spend", campaign="Brand")
    assert (brand.value, brand.start, brand.end) == (Decimal("1204.55"), date(2026, 10, 1), date(2026, 11, 1))
    assert (total(facts, "impressions"), total(facts, "clicks_all")) == (13200, 330)
    assert {(fact.key.channel, fact.key.delivery) for fact in facts.series} == {("paid_search", "paid")}
    assert findings(facts, "total_row_differs") == []


def test_conversions_and_their_value_are_claimed_by_the_platform(folder: Folder) -> None:
    facts = folder.write("r.csv", REPORT).read(ADS)
    assert total(facts, "conversions", claimed_by="google_ads") == Decimal("12.5")
    assert total(facts, "gross_revenue", claimed_by="google_ads") == 980
    assert total(facts, "conversions", claimed_by="") == total(facts, "gross_revenue", claimed_by="") == 0


def test_the_first_of_several_totals_is_held_against_the_rows(folder: Folder) -> None:
    facts = folder.write("r.csv", REPORT.replace("Paused,Tea", "#Paused,Tea").replace("800,20", "700,20")).read(ADS)
    assert [finding.measures for finding in findings(facts, "total_row_differs")] == [("impressions",)]


def test_the_same_report_as_utf_16_with_tabs_reads_the_same(folder: Folder) -> None:
    plain = folder.write("r.csv", REPORT).read(ADS)
    lines = REPORT.replace('"12,400"', "12,400").replace('"13,200"', "13,200").splitlines()
    tabbed = "\n".join(
        line.strip('"') if line.startswith('"') else line.replace(",", "\t").replace("\t400", ",400") for line in lines
    )
    tabbed = tabbed.replace("13\t200", "13,200").replace('"1\t', '"1,')
    spread = folder.write("r.csv", tabbed, "utf-16-le").read(ADS)
    assert [(fact.key, fact.start, fact.value) for fact in spread.series] == [
        (fact.key, fact.start, fact.value) for fact in plain.series
    ]


def test_a_day_column_makes_days_in_german_too(folder: Folder) -> None:
    facts = folder.write("r.csv", DAILY).read(ADS)
    assert by_day(facts, "ad_spend") == {"2026-10-01": Decimal("12.5"), "2026-10-02": Decimal("11.4")}
    assert total(facts, "gross_revenue", claimed_by="google_ads") == 120


@pytest.mark.parametrize("period", ["9 de abril de 2026 - 21 de abril de 2026", "9 April 2026 – 21 April 2026"])
def test_the_range_may_be_in_words_of_other_languages(folder: Folder, period: str) -> None:
    text = REPORT.replace('"October 1, 2026 - October 31, 2026"', period)
    (brand,) = select(folder.write("r.csv", text).read(ADS), "ad_spend", campaign="Brand")
    assert (brand.start, brand.end) == (date(2026, 4, 9), date(2026, 4, 22))


def test_a_card_has_days_in_words_and_amounts_with_their_currency(folder: Folder) -> None:
    facts = folder.write("card.csv", CARD).read(ADS, currency="USD")
    assert by_day(facts, "ad_spend") == {"2026-10-01": 50, "2026-10-02": Decimal("5.92")}
    assert (total(facts, "clicks_all"), total(facts, "impressions")) == (30, 116)


def test_a_currency_that_the_cells_alone_tell_is_checked(folder: Folder) -> None:
    (line,) = folder.write("card.csv", CARD).problems(ADS)
    assert "the amounts are in USD, the report is in EUR" in line
    (line,) = folder.write("card.csv", CARD.replace("US$", "$")).problems(ADS)
    assert "the amounts bear a sign that EUR does not have" in line
    assert "AUD, BRL, CAD" in line
    (line,) = folder.write("card.csv", CARD.replace("US$5.92", "€5.92")).problems(ADS)
    assert "the signs of several currencies" in line


def test_a_sign_that_may_be_the_expected_currencys_is_read_as_it(folder: Folder) -> None:
    facts = folder.write("card.csv", CARD.replace("US$", "$")).read(ADS, currency="CAD")
    assert {fact.key.currency for fact in facts.series} == {""}
    other = folder.write("card.csv", CARD.replace("US$", "$")).read({**ADS, "currency": "USD"}, currency="USD")
    assert total(other, "ad_spend") == Decimal("55.92")
