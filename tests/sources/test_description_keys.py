"""What a description can say: each key with a small file in a layout of its kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from tests.sources.build import Folder, by_day, feed, findings, select, total

HEAD = "id: demo\nname: Demo\n"
DAILY = """
recognise: [day, views]
columns:
  day: {role: day, headers: {en: Day}}
  views: {measure: video_views, headers: {en: Views}}
"""
POSTS = """
of: posts
counts: posts
recognise: [post, likes]
columns:
  post: {role: post, headers: Post ID}
  day: {role: day, headers: Published}
  account: {role: account, headers: Page}
  likes: {measure: reactions, headers: Likes}
"""
SOURCE = {"name": "demo", "path": "*.csv", "channel": "facebook"}


class Demo:
    """A folder with one description, ``demo``, in place of the shipped ones for its files."""

    def __init__(self, folder: Folder, text: str) -> None:
        self.folder = folder.write("exports/demo.yaml", HEAD + text)

    def read(self, text: str, name: str = "a.csv", **given: object):  # type: ignore[no-untyped-def]
        config = {"exports": "exports", **given.pop("config", {})}  # type: ignore[dict-item]
        self.folder.write(name, text)
        return self.folder.read({**SOURCE, "format": "demo", **given}, **config)

    def problems(self, text: str, **given: object) -> list[str]:
        self.folder.write("a.csv", text)
        return self.folder.problems({**SOURCE, "format": "demo", **given}, exports="exports")


def test_rows_are_posts_with_values_of_their_life_and_each_is_counted(folder: Folder) -> None:
    facts = Demo(folder, POSTS).read(
        "Post ID,Published,Page,Likes\n1,2026-10-01,A,5\n2,2026-10-01,A,7\n3,2026-10-04,A,0\n"
    )
    assert by_day(facts, "reactions", of="posts") == {"2026-10-01": 12, "2026-10-04": 0}
    assert by_day(facts, "posts", of="posts") == {"2026-10-01": 2, "2026-10-04": 1}
    assert {fact.key.of for fact in facts.series} == {"posts"}
    assert not findings(facts, "missing_days")


def test_a_post_of_two_exports_counts_once_with_its_newest_values_wherever_it_is_dated(folder: Folder) -> None:
    demo = Demo(folder, POSTS)
    folder.write("a_2026-10-10.csv", "Post ID,Published,Page,Likes\n1,2026-10-01,Old name,5\n2,2026-10-02,Old name,7\n")
    facts = demo.read(
        "Post ID,Published,Page,Likes\n1,2026-10-02,New name,9\n3,2026-10-04,New name,1\n", "b_2026-10-20.csv"
    )
    assert by_day(facts, "reactions") == {"2026-10-02": 16, "2026-10-04": 1}
    assert total(facts, "posts") == 3
    assert {finding.severity for finding in findings(facts, "overlap")} == {"info"}


def test_a_post_that_stands_twice_in_a_file_counts_once_with_its_greater_values(folder: Folder) -> None:
    facts = Demo(folder, POSTS).read("Post ID,Published,Page,Likes\n1,2026-10-01,A,5\n1,2026-10-01,A,6\n")
    assert (total(facts, "reactions"), total(facts, "posts")) == (6, 1)
    assert len(findings(facts, "duplicate_rows")) == 1


def test_times_without_an_offset_move_from_the_platforms_zone_in_lists_of_posts(folder: Folder) -> None:
    text = "Post ID,Published,Page,Likes\n1,10/01/2026 16:30,A,5\n2,10/01/2026 14:30,A,7\n3,10/13/2026,A,1\n"
    facts = Demo(folder, f"zone: America/Los_Angeles{POSTS}").read(text)
    assert by_day(facts, "reactions") == {"2026-10-02": 5, "2026-10-01": 7, "2026-10-13": 1}


def test_columns_have_their_own_delivery_unit_and_meaning_of_an_empty_cell(folder: Folder) -> None:
    text = """
recognise: [day, free]
columns:
  day: {role: day, headers: Date}
  free: {measure: impressions, delivery: organic, headers: Impressions (organic)}
  paid: {measure: impressions, delivery: paid, headers: Impressions (sponsored)}
  watched: {measure: watch_seconds, times: 3600, headers: Watch time (hours)}
  cost: {measure: ad_spend, times: 0.000001, headers: Cost micros}
  shares: {measure: shares, empty: 0, headers: Shares}
  saves: {measure: saves, headers: Saves}
"""
    head = "Date,Impressions (organic),Impressions (sponsored),Watch time (hours),Cost micros,Shares,Saves\n"
    facts = Demo(folder, text).read(head + "2026-10-01,10,4,0.5251,21737841000000,,\n2026-10-02,20,5,2,1,3,1\n")
    assert total(facts, "impressions", delivery="organic") == 30
    assert total(facts, "impressions", delivery="paid") == 9
    assert by_day(facts, "watch_seconds") == {"2026-10-01": Decimal("1890.36"), "2026-10-02": 7200}
    assert by_day(facts, "ad_spend") == {"2026-10-01": 21737841, "2026-10-02": Decimal("0.000001")}
    assert by_day(facts, "shares") == {"2026-10-01": 0, "2026-10-02": 3}
    assert by_day(facts, "saves") == {"2026-10-02": 1}


def test_a_column_that_must_not_be_there_tells_two_exports_apart(folder: Folder) -> None:
    text = DAILY.replace("recognise", "without: [post]\nrecognise") + "  post: {headers: Post ID}\n"
    assert total(Demo(folder, text).read("Day,Views\n2026-10-01,3\n"), "video_views") == 3
    (line,) = Demo(folder, text).problems("Day,Views,Post ID\n2026-10-01,3,1\n")
    assert "a.csv" in line


def test_the_row_below_the_header_may_explain_the_columns(folder: Folder) -> None:
    demo = Demo(folder, f"description_row: true{DAILY}")
    assert by_day(demo.read("Day,Views\n,Daily: The number of views\n2026-10-01,3\n"), "video_views") == {
        "2026-10-01": 3
    }
    assert by_day(demo.read("Day,Views\n2026-10-01,3\n2026-10-02,4\n"), "video_views") == {
        "2026-10-01": 3,
        "2026-10-02": 4,
    }


TOPS = """
recognise: [video, views]
columns:
  video: {role: label, headers: Video}
  views: {measure: video_views, headers: Views}
"""
TOP_LIST = "Video,Views\n{},181588\nOne,30331\nTwo,5051\n"


@pytest.mark.parametrize("word", ["Total", "Gesamt", "Totale", "TOTAL GENERAL", "Total général"])
def test_a_total_row_stands_for_its_rows_where_they_are_only_the_best(folder: Folder, word: str) -> None:
    facts = Demo(folder, f"totals: use{TOPS}").read(TOP_LIST.format(word), period="2026-10")
    (fact,) = select(facts, "video_views")
    assert (fact.start, fact.end, fact.value, fact.first_row) == (date(2026, 10, 1), date(2026, 11, 1), 181588, 2)
    assert not findings(facts, "total_row_differs")


def test_best_rows_without_their_total_are_no_figure(folder: Folder) -> None:
    (line,) = Demo(folder, f"totals: use{TOPS}").problems("Video,Views\nOne,30331\nTwo,5051\n", period="2026-10")
    assert "the table has no total row, and its rows are only parts of the figures" in line


def test_a_total_row_may_be_checked_or_ignored(folder: Folder) -> None:
    facts = Demo(folder, TOPS).read(TOP_LIST.format("Total"), period="2026-10")
    (finding,) = findings(facts, "total_row_differs")
    assert dict(finding.numbers) == {"total": 181588, "rows": 35382}
    facts = Demo(folder, f"totals: ignore{TOPS}").read(TOP_LIST.format("Total"), period="2026-10")
    assert (total(facts, "video_views"), findings(facts, "total_row_differs")) == (35382, [])


@pytest.mark.parametrize(
    "line",
    [
        "27 January 2026 - 23 February 2026",
        '"January 27, 2026 - February 23, 2026"',
        "27 de enero de 2026 - 23 de febrero de 2026",
        "27 janvier 2026 - 23 février 2026",
        "1/27/2026 - 2/23/2026",
        "27/01/2026 - 23/02/2026",
        "20260127-20260223",
        "Period,2026-01-27 - 2026-02-23",
    ],
)
def test_a_line_above_the_header_may_hold_the_period_in_any_language(folder: Folder, line: str) -> None:
    text = f"Campaign report\n{line}\nVideo,Views\nOne,5\nTwo,6\n"
    facts = Demo(folder, f"preamble: {{period: true}}{TOPS}").read(text)
    assert {(fact.start, fact.end) for fact in facts.series} == {(date(2026, 1, 27), date(2026, 2, 24))}
    assert total(facts, "video_views") == 11


def test_a_level_stands_above_the_table_with_its_day(folder: Folder) -> None:
    text = "Total followers on 10/13/2026:,782\n,\nDay,Views\n10/12/2026,3\n10/13/2026,5\n"
    facts = Demo(folder, f"levels: {{followers: [Total followers on]}}\nabsent: zero{DAILY}").read(text)
    (level,) = select(facts, "followers")
    assert (level.start, level.value, level.first_row) == (date(2026, 10, 13), 782, 1)
    assert by_day(facts, "video_views") == {"2026-10-12": 3, "2026-10-13": 5}
    assert not findings(facts, "table_left_out")


def test_only_rows_of_the_wanted_kind_are_read_and_the_others_counted(folder: Folder) -> None:
    text = "only: {kind: [Purchase]}" + DAILY + "  kind: {headers: Action}\n"
    facts = Demo(folder, text).read(
        "Day,Action,Views\n2026-10-01,purchase,3\n2026-10-01,click,900\n2026-10-02,click,1\n"
    )
    assert by_day(facts, "video_views") == {"2026-10-01": 3}
    (finding,) = findings(facts, "rows_left_out")
    assert (dict(finding.numbers), dict(finding.names)) == ({"rows": 2}, {"column": "Action"})


def test_an_order_of_day_and_month_that_the_platform_always_has_settles_what_the_cells_leave_open(
    folder: Folder,
) -> None:
    facts = Demo(folder, f"dates: month_first{DAILY}").read("Day,Views\n3/4/2026,3\n")
    assert by_day(facts, "video_views") == {"2026-03-04": 3}
    facts = Demo(folder, f"dates: month_first{DAILY}").read("Day,Views\n03-04-2026,3\n13-04-2026,4\n")
    assert by_day(facts, "video_views") == {"2026-04-03": 3, "2026-04-13": 4}


def test_names_are_recognised_and_give_no_figure(folder: Folder) -> None:
    text = "records: names\nrecognise: [id, name]\ncolumns: {id: {headers: ID}, name: {headers: Name}}\n"
    facts = Demo(folder, text).read("ID,Name\n1,Autumn\n")
    assert (facts.series, [finding.kind for finding in facts.findings]) == ((), ["own_export"])


def test_a_list_of_posts_speaks_for_the_range_that_its_file_names(folder: Folder) -> None:
    text = "Post ID,Published,Page,Likes\n1,2026-10-05,A,5\n"
    facts = Demo(folder, POSTS).read(text, "p_2026-10-01_2026-10-31.csv")
    assert feed(facts, "reactions").spans == ((date(2026, 10, 1), date(2026, 11, 1)),)


SIDE = """
of: posts
join: {by: post}
sheets: ["Stories*"]
recognise: [post, likes]
columns:
  post: {role: post, headers: Post ID}
  likes: {measure: reactions, empty: 0, headers: like}
"""


def stories(folder: Folder, **sheets: list[list[object]]) -> None:
    folder.write("exports/demo.yaml", HEAD + POSTS.replace("counts: posts", "sheets: [Key Metrics]"))
    folder.write("exports/side.yaml", "id: side\nname: Side\n" + SIDE)
    with xlsxwriter.Workbook(folder.path / "posts.xlsx") as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


MAIN = [["Post ID", "Published", "Page", "Likes"], ["1_1", "2026-10-01", "A", 5], ["1_2", "2026-10-03", "A", 6]]


def test_a_side_sheet_takes_its_days_from_the_main_one(folder: Folder) -> None:
    side = [["Post ID", "share", "like"], ["1_2", 1, 40], ["1_1", 2, ""], ["1_9", 3, 7]]
    stories(folder, Key_Metrics=[["Post ID", "Published", "Page", "Likes"], *MAIN[1:]], Stories_by_action=side)
    source = {"name": "demo", "path": "posts.xlsx", "channel": "facebook"}
    facts = folder.read(source, exports="exports")
    assert [(fact.start.day, fact.value) for fact in select(facts, "reactions") if fact.origin == 1] == [
        (1, 0),
        (3, 40),
    ]
    (finding,) = findings(facts, "rows_not_joined")
    assert dict(finding.numbers) == {"rows": 1}


def test_a_side_sheet_without_its_main_one_is_told(folder: Folder) -> None:
    stories(folder, Stories_by_action=[["Post ID", "like"], ["1_2", 40]])
    (line,) = folder.problems({"name": "demo", "path": "posts.xlsx", "channel": "facebook"}, exports="exports")
    assert "the table has no dates, and the file has no other table with 'Post ID' and dates" in line


def test_an_export_is_looked_for_on_its_sheets_alone(folder: Folder) -> None:
    stories(folder, Other=MAIN)
    source = {"name": "demo", "path": "posts.xlsx", "channel": "facebook"}
    assert "posts.xlsx" in folder.problems({**source, "format": "demo"}, exports="exports")[0]


def test_a_sheet_of_its_own_may_state_the_period_of_another(folder: Folder) -> None:
    folder.write("exports/demo.yaml", HEAD + f"preamble: {{period: true}}{TOPS}")
    with xlsxwriter.Workbook(folder.path / "book.xlsx") as book:
        book.add_worksheet("Summary").write_column(0, 0, ["All Web Site Data", "Pages", "20260701-20260731"])
        sheet = book.add_worksheet("Dataset1")
        for number, row in enumerate([["Video", "Views"], ["One", 5], ["Two", 6]]):
            sheet.write_row(number, 0, row)
    facts = folder.read(
        {"name": "demo", "path": "book.xlsx", "channel": "youtube", "format": "demo"}, exports="exports"
    )
    assert {(fact.start, fact.end) for fact in facts.series} == {(date(2026, 7, 1), date(2026, 8, 1))}


def test_a_header_row_that_is_named_is_the_header(folder: Folder) -> None:
    text = "Day,Views\n2026-09-30,999\n\nDay,Views\n2026-10-01,3\n"
    assert by_day(Demo(folder, DAILY).read(text), "video_views") == {"2026-09-30": 999, "2026-10-01": 3}
    assert by_day(Demo(folder, DAILY).read(text, header_row=4), "video_views") == {"2026-10-01": 3}


def test_a_source_says_how_its_files_write(folder: Folder) -> None:
    demo = Demo(folder, DAILY)
    facts = demo.read("Day,Views\n03/04/2026,1.234\n", dates="month_first", decimal="comma")
    assert by_day(facts, "video_views") == {"2026-03-04": 1234}
    facts = demo.read("Day,Views\n03/04/2026,1.5\n", dates="day_first", decimal="point")
    assert by_day(facts, "video_views") == {"2026-04-03": Decimal("1.5")}


def test_a_source_names_the_currency_of_amounts_that_the_file_does_not(folder: Folder) -> None:
    text = "recognise: [day, cost]\ncolumns:\n  day: {role: day, headers: Day}\n"
    demo = Demo(
        folder, text + "  cost: {measure: ad_spend, headers: Cost}\n  likes: {measure: reactions, headers: Likes}\n"
    )
    rates = {"config": {"rates": [{"from": "USD", "date": "2026-10-01", "rate": 0.9}]}}
    facts = demo.read("Day,Cost,Likes\n2026-10-01,10,3\n", currency="USD", **rates)
    assert {(fact.key.measure, fact.key.currency) for fact in facts.series} == {("ad_spend", "USD"), ("reactions", "")}
