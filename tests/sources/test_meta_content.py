"""Meta Business Suite's lists of posts, of Facebook and of Instagram."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, findings, select, total

FACEBOOK = """\
\ufeff"Post ID","Page ID","Page name",Description,"Publish time",Permalink,"Data comment",Date,Views,Reach,\
"Reactions, Comments and Shares",Reactions,Comments,Shares,"Total clicks","Link Clicks","Other Clicks","Seconds viewed"
1142979803545328,108,Maison,"Two lines,
and ""quotes"" 😀","09/30/2026 20:15",https://f/1,,Lifetime,120,80,9,7,1,1,6,2,4,12.5
1142979803545329,108,Maison,One,"10/01/2026 09:00",https://f/2,,Lifetime,50,40,2,2,0,0,3,,3,
,,,,,,An error occurred while computing,Lifetime,,,,,,,,,,
"""
INSTAGRAM = """\
\ufeff"Post ID","Account ID","Account username","Account name",Description,"Publish time",Permalink,"Post type",Date,\
Views,Reach,Likes,Shares,Comments,Saves,Follows
18355151116178767,178,maison_fr,Maison,A,"10/02/2026 09:48",https://i/1,"IG reel",Lifetime,52,60,3,0,1,2,
18355151116178768,178,maison_fr,Maison,B,"10/02/2026 10:48",https://i/2,"IG image",Lifetime,10,9,1,1,0,0,4
"""
PT = """\
Identificação da publicação;Identificação da conta;Horário de publicação;Alcance;Curtidas;Salvamentos;Visualizações
9001;178;10/04/2026 12:00;1.100;120;40;2.300
"""


def test_a_facebook_post_counts_on_its_own_day_with_its_lifetimes_values(folder: Folder) -> None:
    facts = folder.write("fb.csv", FACEBOOK).read({"name": "meta", "path": "fb.csv"})
    assert {fact.key.of for fact in facts.series} == {"posts"}
    assert {fact.key.channel for fact in facts.series} == {"facebook"}
    assert by_day(facts, "posts") == {"2026-10-01": 2}  # 20:15 in California is the next morning in Paris
    assert total(facts, "impressions") == 170
    assert (total(facts, "interactions_given"), total(facts, "clicks_all")) == (11, 9)
    assert total(facts, "watch_seconds") == Decimal("12.5")


def test_no_link_click_is_an_empty_cell_and_other_empty_cells_are_missing(folder: Folder) -> None:
    facts = folder.write("fb.csv", FACEBOOK.replace(",2,4,12.5", ",,4,")).read({"name": "meta", "path": "fb.csv"})
    assert [fact.value for fact in select(facts, "link_clicks")] == [0]
    assert select(facts, "watch_seconds") == []


def test_a_row_that_names_no_post_is_left_out_and_told(folder: Folder) -> None:
    facts = folder.write("fb.csv", FACEBOOK).read({"name": "meta", "path": "fb.csv"})
    (told,) = findings(facts, "rows_without_post")
    assert (told.severity, dict(told.numbers)) == ("info", {"rows": 1})


def test_the_day_stands_first_in_no_file_of_meta(folder: Folder) -> None:
    text = FACEBOOK.replace("09/30/2026", "10/03/2026").replace("10/01/2026", "10/02/2026")
    facts = folder.write("fb.csv", text).read({"name": "meta", "path": "fb.csv"}, locale="fr_FR")
    assert sorted(by_day(facts, "posts")) == ["2026-10-02", "2026-10-04"]
    assert findings(facts, "dates_day_first") == []


def test_instagram_gives_no_total_of_interactions(folder: Folder) -> None:
    facts = folder.write("ig.csv", INSTAGRAM).read({"name": "meta", "path": "ig.csv"})
    assert {fact.key.channel for fact in facts.series} == {"instagram"}
    found = {name: total(facts, name) for name in ("posts", "impressions", "reach", "reactions", "saves")}
    assert found == {"posts": 2, "impressions": 62, "reach": 69, "reactions": 4, "saves": 2}
    assert total(facts, "followers_gained") == 4
    assert select(facts, "interactions_given") == []


def test_a_portuguese_file_with_semicolons_is_read(folder: Folder) -> None:
    facts = folder.write("ig.csv", PT).read({"name": "meta", "path": "ig.csv"})
    assert by_day(facts, "impressions") == {"2026-10-04": 2300}
    assert (total(facts, "reach"), total(facts, "saves")) == (1100, 40)


def test_a_caption_with_semicolons_does_not_decide_the_separator(folder: Folder) -> None:
    lines = "\n".join(f"line {number}; and more" for number in range(250))
    text = INSTAGRAM.replace(",A,", f',"{lines}",')
    facts = folder.write("ig.csv", text).read({"name": "meta", "path": "ig.csv"})
    assert total(facts, "posts") == 2


def test_a_post_of_two_exports_counts_once_as_the_later_one_says(folder: Folder) -> None:
    later = INSTAGRAM.replace(",52,60,", ",99,60,")
    folder.write("Sep-30-2026_Oct-02-2026_1.csv", INSTAGRAM).write("Sep-30-2026_Oct-09-2026_2.csv", later)
    facts = folder.read({"name": "meta", "path": "*.csv"})
    assert total(facts, "impressions") == 109
    assert total(facts, "posts") == 2


@pytest.mark.parametrize("rounded", ["1.83551511161788E+16", "1,83551511161788E+16", "1.83551511161788E+016"], ids=str)
def test_ids_that_a_spreadsheet_rounded_give_way_to_the_posts_links(folder: Folder, rounded: str) -> None:
    text = re.sub(r"^\d{17}", f'"{rounded}"', INSTAGRAM, flags=re.MULTILINE)
    facts = folder.write("ig.csv", text).read({"name": "meta", "path": "ig.csv"})
    assert (total(facts, "posts"), total(facts, "impressions")) == (2, 62)
    assert dict(findings(facts, "rounded_ids")[0].names) == {"column": "Post ID"}


def test_rounded_ids_without_links_are_refused(folder: Folder) -> None:
    text = re.sub(r"^\d{17}", "1.8E+16", INSTAGRAM, flags=re.MULTILINE).replace("Permalink", "Where")
    (line,) = folder.write("ig.csv", text).problems({"name": "meta", "path": "ig.csv"})
    assert line == (
        "ig.csv, row 1, column 'Post ID': a spreadsheet has rounded the ids, so that posts can be mistaken. "
        "Export the file anew, and do not save it from a spreadsheet."
    )


def test_of_two_columns_called_views_neither_is_read_and_that_is_told(folder: Folder) -> None:
    text = FACEBOOK.replace('"Seconds viewed"', "Views")
    facts = folder.write("fb.csv", text).read({"name": "meta", "path": "fb.csv"})
    assert select(facts, "impressions") == []
    assert total(facts, "reach") == 120
    (told,) = findings(facts, "columns_alike")
    assert (told.severity, told.measures, dict(told.names)) == ("notice", ("impressions",), {"column": "Views"})


def test_a_list_that_ends_before_the_range_in_its_name_is_told(folder: Folder) -> None:
    facts = folder.write("Oct-01-2026_Oct-31-2026_77.csv", INSTAGRAM).read({"name": "meta", "path": "*.csv"})
    (told,) = findings(facts, "short_of_name")
    assert (str(told.start), str(told.end), told.severity) == ("2026-10-03", "2026-11-01", "info")


def test_rows_of_single_days_of_posts_are_refused(folder: Folder) -> None:
    text = INSTAGRAM.replace("Lifetime,10", "2026-10-03,10")
    (line,) = folder.write("ig.csv", text).problems({"name": "meta", "path": "ig.csv"})
    assert line == (
        "ig.csv, row 3, column 'Date': the row holds one day of a post, and not its lifetime. "
        "Export the posts with values of their lifetime, one row for each."
    )


def test_the_accounts_names_are_in_no_figure(folder: Folder) -> None:
    facts = folder.write("ig.csv", INSTAGRAM).read({"name": "meta", "path": "ig.csv"})
    assert "maison" not in repr(facts.series).casefold()
