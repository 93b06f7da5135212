"""What a list of posts tells of each post: when, of what kind, its first words, without anybody's data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.model.facts import Post
from reportgen.sources.post_words import first_words
from reportgen.vocabulary.formats import format_of
from tests.sources.build import Folder, findings, total

HEADER = (
    '"Post ID","Account ID","Account username",Description,"Publish time",Permalink,"Post type",Date,'
    "Views,Reach,Likes,Shares,Comments,Saves,Follows\n"
)
POST = '18355151116178767,178,maison,"{text}","{time}",https://i/p/1,"{kind}",Lifetime,{views},60,{likes},0,1,2,\n'
FACEBOOK = """\
"Post ID","Page ID","Page name",Title,Description,"Publish time",Permalink,"Post type","Custom labels",Date,Views,\
Reach,"Reach from Organic posts","Reach from Boosted posts",Reactions,Comments,Shares
1,108,Maison,,"Ce que Zerlina a dit : @zquastel, zq@quastel.example ou +33 6 99 88 77 66 #Lampe #2026 #lampe",\
"09/30/2026 20:15",https://f/1,Photos,"Conseil, Pose",Lifetime,120,80,70,10,7,1,1
2,108,Maison,Le titre,Le texte,"10/01/2026",https://f/2,Quiz,,Lifetime,120,80,80,0,7,1,1
"""


def instagram(
    text: str = "A", time: str = "10/02/2026 09:48", kind: str = "IG reel", views: int = 52, likes: int = 3
) -> str:
    return POST.format(text=text, time=time, kind=kind, views=views, likes=likes)


def posts(folder: Folder, **files: str) -> tuple[Post, ...]:
    for name, text in files.items():
        folder.write(f"list/{name}.csv", text)
    return folder.read({"name": "posts", "path": "list/*.csv"}).posts


def test_a_post_has_its_local_hour_its_format_and_its_figures(folder: Folder) -> None:
    (post,) = posts(folder, instagram=HEADER + instagram())
    assert (post.channel, post.id, post.format, post.link) == (
        "instagram",
        "18355151116178767",
        "reel",
        "https://i/p/1",
    )
    assert (post.published, post.hour) == (date(2026, 10, 2), 18)  # 9:48 in California
    values = {measure: value for measure, _, value in post.values}
    assert (values["impressions"], values["reactions"], values["saves"]) == (52, 3, Decimal(2))
    assert (post.source, post.file, post.row, post.boosted) == ("posts", "list/instagram.csv", 2, False)


def test_a_day_without_a_time_has_no_hour(folder: Folder) -> None:
    second = posts(folder, facebook=FACEBOOK)[1]
    assert (second.published, second.hour) == (date(2026, 10, 1), None)


def test_a_boosted_post_is_told_from_its_paid_reach(folder: Folder) -> None:
    assert [post.boosted for post in posts(folder, facebook=FACEBOOK)] == [True, False]


def test_topics_are_a_persons_labels_and_the_hashtags_with_a_letter(folder: Folder) -> None:
    assert posts(folder, facebook=FACEBOOK)[0].topics == ("conseil", "pose", "lampe")


def test_nobodys_address_number_or_handle_stands_in_a_posts_words(folder: Folder) -> None:
    first, second = posts(folder, facebook=FACEBOOK)
    assert first.text == "Ce que Zerlina a dit : @…, … ou … #Lampe #2026 #lampe"
    assert (second.text, second.format) == ("Le titre", "Quiz")


def test_a_post_of_two_exports_is_as_the_newer_one_tells_it(folder: Folder) -> None:
    old = HEADER + instagram() + instagram(time="10/20/2026 09:48").replace("767,178", "768,178")
    new = HEADER + instagram(views=99, likes=8) + instagram(time="10/21/2026 09:48").replace("767,178", "769,178")
    found = posts(folder, old=old, new=new)
    assert [post.id[-3:] for post in found] == ["767", "768", "769"]
    assert ("impressions", "all", Decimal(99)) in found[0].values


def test_both_sides_of_a_posts_rate_come_from_one_export(folder: Folder) -> None:
    new = HEADER + instagram(time="10/21/2026 09:48").replace(",52,60,3,", ",,,3,").replace("10/21", "10/02")
    old = HEADER + instagram(likes=8)
    (post,) = posts(folder, a_old=old, b_new=new)
    assert ("reactions", "all", Decimal(8)) in post.values


def test_a_post_that_two_sources_list_is_the_first_ones(folder: Folder) -> None:
    folder.write("a.csv", HEADER + instagram()).write("b.csv", HEADER + instagram(views=99))
    found = folder.read({"name": "one", "path": "a.csv"}, {"name": "two", "path": "b.csv"}).posts
    assert [post.source for post in found] == ["one"]


def test_posts_of_as_of_and_later_are_none(folder: Folder) -> None:
    assert posts(folder, instagram=HEADER + instagram(time="11/05/2026 09:48")) == ()


def test_first_words_are_cut_at_a_word() -> None:
    assert first_words("a " * 200) == "a " * 59 + "a…"
    assert first_words(" Deux\n\nlignes ") == "Deux lignes"


@pytest.mark.parametrize(
    ("written", "named"),
    [("IG carousel", "carousel"), ("Reel do Instagram", "reel"), ("Photos", "photo"), ("Vidéo", "video"), ("", "")],
)
def test_formats_are_known_under_the_platforms_own_words(written: str, named: str) -> None:
    assert format_of(written) == named


def test_a_post_without_any_figure_is_a_post_all_the_same(folder: Folder) -> None:
    bare = '18355151116178768,178,maison,"B","10/03/2026 09:48",https://i/p/2,"IG reel",Lifetime,,,,,,,\n'
    first, second = posts(folder, instagram=HEADER + instagram() + bare)
    assert (first.published.day, len(first.values) > 0) == (2, True)
    assert (second.id, second.published.day, second.link, second.values) == (
        "18355151116178768",
        3,
        "https://i/p/2",
        (),
    )


TIDY = {
    "name": "own",
    "path": "own.csv",
    "channel": "facebook",
    "of": "posts",
    "columns": {"day": "day", "reach": "reach", "reactions": "likes", "posts": {"value": 1}},
}
ROWS = "day,reach,likes\n2026-10-01 09:10,100,3\n2026-10-01 18:00,20,1\n2026-10-03 10:00,5,0\n"


def test_posts_of_a_table_of_the_clients_own_are_known_by_their_times(folder: Folder) -> None:
    facts = folder.write("own.csv", ROWS).read(TIDY)
    assert [(post.id, post.hour, post.row) for post in facts.posts] == [
        ("2026-10-01 09:10", 9, 2),
        ("2026-10-01 18:00", 18, 3),
        ("2026-10-03 10:00", 10, 4),
    ]
    assert (total(facts, "posts"), total(facts, "reach"), facts.findings) == (3, 125, ())


@pytest.mark.parametrize("given", [(" 18:00", " 09:10"), (" 09:10", "")])
def test_posts_that_nothing_tells_apart_are_counted_and_it_is_told_that_they_are_not_compared(
    folder: Folder, given: tuple[str, str]
) -> None:
    facts = folder.write("own.csv", ROWS.replace(*given)).read(TIDY)
    assert (facts.posts, total(facts, "posts"), total(facts, "reach")) == ((), 3, 125)
    (told,) = findings(facts, "posts_unnamed")
    assert (told.severity, told.place.file, dict(told.numbers)) == ("info", "own.csv", {"rows": 3})


BOARD = """\
id: board
name: Board
of: posts
counts: posts
recognise: [day, address, likes]
columns:
  day: {role: day, headers: Date}
  address: {role: link, headers: Permalink}
  likes: {measure: reactions, headers: Likes}
"""


@pytest.mark.parametrize(
    ("second", "known"),
    [("https://b/2", ["https://b/1", "https://b/2"]), ("https://b/1", []), ("", [])],
)
def test_posts_without_ids_are_known_by_links_of_their_own(folder: Folder, second: str, known: list[str]) -> None:
    folder.write("exports/board.yaml", BOARD)
    folder.write("a.csv", f"Date,Permalink,Likes\n2026-10-01,https://b/1,5\n2026-10-02,{second},7\n")
    facts = folder.read({"name": "board", "path": "a.csv", "channel": "facebook"}, exports="exports")
    assert [post.id for post in facts.posts] == known
    assert (total(facts, "posts"), total(facts, "reactions")) == (2, 12)
