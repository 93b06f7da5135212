"""The figures of posts: which are old enough, how they are counted, of which channel and delivery."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reportgen.kpis.content import content
from reportgen.model.content import Content, PostList
from reportgen.model.facts import Delivery, Post
from reportgen.periods import CycleSpec, cycle_of

OCTOBER = cycle_of(CycleSpec("month"), date(2026, 10, 1))
AS_OF = date(2026, 11, 5)
EXPORTED = date(2026, 10, 31)
Values = tuple[tuple[str, Delivery, Decimal], ...]


def values(**given: int) -> Values:
    return tuple((name, "all", Decimal(value)) for name, value in sorted(given.items()))


USUAL = values(impressions=1000, reactions=20, comments=3, shares=2)


def post(
    day: str, given: Values = USUAL, *, channel: str = "facebook", boosted: bool = False, told: bool = True
) -> Post:
    published, exported = date.fromisoformat(day), EXPORTED if told else None
    name = f"{channel} {day}"
    return Post(channel, name, published, 9, "photo", (), "", "", boosted, given, exported, "posts", "posts.csv", 2)


def made(*posts: Post) -> Content:
    found = content(posts, OCTOBER, AS_OF)
    assert found is not None
    return found


def only(*posts: Post) -> PostList:
    (given,) = made(*posts).lists
    return given


def uncounted(*posts: Post) -> PostList:
    found = made(*posts)
    assert found.lists == ()
    (given,) = found.uncounted
    return given


def test_posts_younger_than_a_week_at_their_export_are_counted_and_not_judged() -> None:
    given = only(post("2026-10-24"), post("2026-10-25"))
    assert ([p.published.day for p in given.posts], given.young) == ([24], 1)


def test_an_export_that_does_not_tell_its_day_was_made_on_the_reports() -> None:
    assert only(post("2026-10-29", told=False)).young == 0
    assert uncounted(post("2026-10-30", told=False)).young == 1


def test_posts_of_networks_fed_by_search_are_old_after_four_weeks() -> None:
    given = only(post("2026-10-03", channel="youtube"), post("2026-10-04", channel="youtube"))
    assert ([p.published.day for p in given.posts], given.young, given.age) == ([3], 1, 28)


def test_a_report_judges_the_posts_of_its_cycle_and_those_that_were_too_young_before() -> None:
    given = only(post("2026-09-23"), post("2026-09-24"), post("2026-10-10"))
    assert [p.current for p in given.posts] == [False, True, True]
    assert given.since == date(2026, 9, 24)
    assert (given.posts[0].file, given.posts[0].row) == ("posts.csv", 2)


def test_posts_of_a_year_tell_what_is_usual_and_none_after_the_cycle() -> None:
    found = made(post("2025-10-31"), post("2025-11-01"), post("2026-10-10"), post("2026-11-01"))
    assert (found.start, found.end) == (date(2025, 11, 1), date(2026, 11, 1))
    assert [p.published for p in found.lists[0].posts] == [date(2025, 11, 1), date(2026, 10, 10)]


def test_all_posts_of_a_list_are_counted_by_the_same_components() -> None:
    lacking = values(impressions=900, reactions=7)
    one = values(impressions=800, reactions=5, comments=1, shares=0, saves=9)
    given = only(post("2026-10-01"), post("2026-10-02"), post("2026-10-03", lacking), post("2026-10-04", one))
    assert (given.results, given.base, given.incomplete) == (("comments", "reactions", "shares"), "impressions", 1)
    assert given.posts[0].parts == (("comments", 3), ("reactions", 20), ("shares", 2))
    assert [(left.id, left.why, left.lacks, left.file, left.row) for left in given.left_out] == [
        ("facebook 2026-10-03", "incomplete", ("comments", "shares"), "posts.csv", 2)
    ]
    assert [p.results for p in given.posts] == [25, 25, 6]  # without the saves that other posts do not tell


def test_without_single_interactions_the_platforms_total_counts_else_clicks() -> None:
    assert only(post("2026-10-01", values(reach=50, interactions_given=4, clicks_all=9))).results == (
        "interactions_given",
    )
    clicks = only(post("2026-10-01", values(video_views=50, clicks_all=9)))
    assert (clicks.results, clicks.base) == (("clicks_all",), "video_views")


def test_boosted_posts_and_channels_stand_apart() -> None:
    found = made(post("2026-10-01"), post("2026-10-02", boosted=True), post("2026-10-03", channel="instagram"))
    assert [(item.channel, item.boosted) for item in found.lists] == [
        ("facebook", False),
        ("facebook", True),
        ("instagram", False),
    ]


def test_paid_and_organic_add_up_but_people_reached_either_way_do_not() -> None:
    parts: Values = (
        ("impressions", "organic", Decimal(600)),
        ("impressions", "paid", Decimal(400)),
        ("reach", "organic", Decimal(500)),
        ("reach", "paid", Decimal(300)),
        ("reactions", "organic", Decimal(9)),
    )
    (figure,) = only(post("2026-10-01", parts, boosted=True)).posts
    assert (figure.results, figure.base) == (9, 1000)
    without = tuple(row for row in parts if row[0] != "impressions")
    assert uncounted(post("2026-10-01", without, boosted=True)).left_out[0].lacks == ("impressions",)


def test_no_post_is_no_content() -> None:
    assert content([], OCTOBER, AS_OF) is None


def test_posts_without_any_figure_are_left_out_and_not_forgotten() -> None:
    given = uncounted(post("2026-10-01", ()), post("2026-10-02", ()))
    assert (given.results, given.base, given.posts) == ((), "", ())
    assert [(left.id, left.why, left.lacks) for left in given.left_out] == [
        ("facebook 2026-10-01", "incomplete", ("interactions_given", "impressions")),
        ("facebook 2026-10-02", "incomplete", ("interactions_given", "impressions")),
    ]


def test_a_list_of_posts_each_of_which_lacks_something_else_counts_none() -> None:
    likes, comments = values(impressions=900, reactions=7), values(impressions=900, comments=7)
    found = content(
        [post("2026-10-01", likes), post("2026-10-02", comments), post("2026-10-03", channel="x")], OCTOBER, AS_OF
    )
    assert found is not None
    assert [given.channel for given in found.lists] == ["x"]
    assert [(given.channel, given.incomplete) for given in found.uncounted] == [("facebook", 2)]
    assert content([], OCTOBER, AS_OF) is None
