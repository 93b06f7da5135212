"""Media monitoring: the brand's mentions and their tone, each competitor's mentions, nothing of their authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.model.facts import Facts
from tests.sources.build import Folder, by_day, findings, select, total

HEADER = "Date\tHeadline\tURL\tOpening Text\tHit Sentence\tSource\tInfluencer\tReach\tSentiment\tInput Name\tKeywords\n"
ROWS = """01-Oct-2026 09:00AM\tA\thttps://a.example/1\t\tgood\tTwitter\t@ada\t1200\tPositive\tTest - brand\ttest
01-Oct-2026 11:00PM\tB\thttps://a.example/2\t\tso-so\tInstagram\t@bo\t30\tNeutral\tTest - brand\ttest
02-Oct-2026 09:00AM\tC\thttps://a.example/3\t\tbad\tReddit\t@cy\t30\tNegative\tTest - brand\ttest
02-Oct-2026 09:30AM\tD\thttps://news.example/4\t\t?\tThe Daily Post\tDi\t900000\tNot Rated\tTest - brand\ttest
02-Oct-2026 10:00AM\tC\thttps://a.example/3\t\tbad\tReddit\t@cy\t30\tNegative\tRival Ltd\trival
03-Oct-2026 10:00AM\tE\thttps://a.example/5\t\tgood\tFacebook\t@ed\t30\tPositive\tRival Ltd\trival
03-Oct-2026 10:00AM\tF\thttps://a.example/6\t\tgood\tFacebook\t@fy\t30\tPositive\tIndustry trends\ttrend
"""
SOURCE = {"name": "listening", "path": "mentions.csv"}
RIVALS = [{"name": "Rival"}, {"name": "Silent"}]


def read(folder: Folder, text: str = HEADER + ROWS, **source: Any) -> Facts:
    folder.write("mentions.csv", text, encoding="utf-16-le")
    given: Mapping[str, Any] = {**SOURCE, **source}
    return folder.read(given, competitors=RIVALS)


def test_mentions_and_their_tone_are_the_brands_own(folder: Folder) -> None:
    facts = read(folder)
    assert by_day(facts, "mentions") == {"2026-10-01": 2, "2026-10-02": 2}
    tones = [total(facts, f"{tone}_mentions", owner="") for tone in ("positive", "neutral", "negative")]
    assert tones == [1, 1, 1]  # of four mentions one is not rated: it is no neutral one


def test_a_competitors_mentions_bear_its_name_as_the_config_has_it(folder: Folder) -> None:
    facts = read(folder)
    assert by_day(facts, "competitor_mentions", owner="Rival") == {"2026-10-02": 1, "2026-10-03": 1}
    assert {fact.key.owner for fact in select(facts, "competitor_mentions")} == {"Rival"}
    assert {fact.key.owner for fact in select(facts, "positive_mentions")} == {""}


def test_a_newspaper_is_no_social_network(folder: Folder) -> None:
    facts = read(folder)
    assert {fact.key.channel for fact in select(facts, "mentions")} == {"x", "instagram", "reddit", "other"}
    assert findings(facts, "unknown_channel") == []


def test_a_search_that_names_neither_the_client_nor_a_competitor_is_told_and_not_counted(folder: Folder) -> None:
    (finding,) = findings(read(folder), "unknown_query")
    assert (finding.severity, dict(finding.names), dict(finding.numbers)) == (
        "notice",
        {"query": "Industry trends"},
        {"rows": 1},
    )


def test_a_search_that_the_source_picks_is_the_brands(folder: Folder) -> None:
    facts = read(folder, where={"Input Name": ["Industry trends"]})
    assert total(facts, "mentions") == total(facts, "positive_mentions") == 1
    assert findings(facts, "unknown_query") == []


def test_a_document_that_stands_twice_in_one_search_counts_once(folder: Folder) -> None:
    first = ROWS.splitlines(keepends=True)[0]
    assert total(read(folder, HEADER + first + first), "mentions") == 1


def test_mentions_without_an_address_are_all_counted(folder: Folder) -> None:
    row = "05-Oct-2026 09:00AM\tA\t\t\tgood\tTwitter\t@ada\t1200\tPositive\tTest - brand\ttest\n"
    facts = read(folder, HEADER + ROWS + row + row)
    assert by_day(facts, "mentions") == {"2026-10-01": 2, "2026-10-02": 2, "2026-10-05": 2}
    assert findings(facts, "duplicate_rows") == []


def test_a_mention_is_rated_as_in_the_newest_export_and_the_other_searches_stay(folder: Folder) -> None:
    folder.write("a_2026-10-05.csv", HEADER + ROWS, encoding="utf-16-le")
    first, *_, rival, _, _ = ROWS.splitlines(keepends=True)
    later = (
        first.replace("Positive", "Negative")
        + rival.replace("/3", "/1")
        + first.replace("/1", "/9").replace("01-", "08-")
    )
    folder.write("b_2026-10-09.csv", HEADER + later, encoding="utf-16-le")
    facts = folder.read({"name": "listening", "path": "*.csv"}, competitors=RIVALS)
    assert by_day(facts, "mentions") == {"2026-10-01": 2, "2026-10-02": 2, "2026-10-08": 1}
    tones = [total(facts, f"{tone}_mentions") for tone in ("positive", "neutral", "negative")]
    assert tones == [1, 1, 2]
    assert by_day(facts, "competitor_mentions") == {"2026-10-02": 2, "2026-10-03": 1}


def test_nothing_of_an_author_gets_out(folder: Folder) -> None:
    assert "@ada" not in repr(read(folder)).casefold()


def test_of_two_rivals_one_of_whose_names_begins_the_others_the_longer_one_is_meant(folder: Folder) -> None:
    text = HEADER + ROWS.splitlines(keepends=True)[4].replace("Rival Ltd", "Rival Plus")
    folder.write("mentions.csv", text, encoding="utf-16-le")
    facts = folder.read(SOURCE, competitors=[{"name": "Rival"}, {"name": "Rival Plus"}])
    assert {fact.key.owner for fact in facts.series} == {"Rival Plus"}


def test_the_clients_own_rows_among_the_competitors_are_its_own(folder: Folder) -> None:
    folder.write("watch.csv", "day,brand,count\n2026-10-01,TEST,2\n2026-10-01,Rival,8\n")
    given = {
        "name": "watch",
        "path": "watch.csv",
        "columns": {"day": "day", "competitor": "brand", "mentions": "count"},
    }
    facts = folder.read(given, competitors=[{"name": "Rival"}])
    assert by_day(facts, "mentions", owner="") == {"2026-10-01": 2}
    assert by_day(facts, "mentions", owner="Rival") == {"2026-10-01": 8}
