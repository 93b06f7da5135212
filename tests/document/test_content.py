"""Posts in words: best beside worst, what groups did, the heat map, and what is said where nothing can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from reportgen.display import Display
from reportgen.document.content import content_panels
from reportgen.document.content_words import content_lines, shortened
from reportgen.document.slide_content import content_slides
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.content import Content, LeftOut, PostFigure, PostList
from reportgen.model.report import Panel, Table
from reportgen.vocabulary.catalogue import catalogue
from tests.document.build import config
from tests.document.sample import maison_lumiere
from tests.insight.test_content import example_d, post

START, END = date(2025, 11, 1), date(2026, 11, 1)


def views(*lists: PostList, locale: str = "fr_FR", objectives: int = 3) -> Views:
    whole = maison_lumiere()
    card = replace(
        whole, objectives=whole.objectives[:objectives], content=Content(START, END, lists) if lists else None
    )
    settings = config(card, locale)
    words, display = Words(locale), Display(locale, card.currency)
    return Views(settings, catalogue(), card, decide(settings, card), words, display)


def panels(report: Views) -> list[Panel]:
    return [panel for row in content_panels(report) for panel in row.panels]


def plain(report: Views, panel: Panel) -> list[str]:
    """Title, cells and words under them."""
    table = panel.body if isinstance(panel.body, Table) else None
    cells = [part for row in table.rows for cell in row.cells for part in (cell.text, cell.after)] if table else []
    texts = (panel.title, *cells, *panel.paragraphs, *panel.notes)
    return [report.display.text(text).replace("\u00a0", " ").replace("\u202f", " ") for text in texts if text]


def listed(posts: list[PostFigure], channel: str = "instagram", **more: object) -> PostList:
    fields = {"boosted": False, "results": ("reactions",), "base": "impressions", "since": START, "age": 7, **more}
    return PostList(channel, posts=tuple(posts), **fields)  # type: ignore[arg-type]


def said(text: str, **more: object) -> PostList:
    """Example D, its best post with these words."""
    given = example_d()
    best = replace(given.posts[2], text=text, **more)  # type: ignore[arg-type]
    return replace(given, posts=(*given.posts[:2], best, *given.posts[3:]), channel="instagram")


def varied(hours: bool = True) -> PostList:
    rng = Random(8)
    posts = []
    for number in range(120):
        shape = ("reel", "photo", "carousel")[number % 3]
        rate = rng.gauss(60 if shape == "reel" else 40, 4)
        posts.append(post(number, round(rate), 1000, shape, (9, 15, 20)[number % 3] if hours else None))
    return listed(posts)


def test_the_best_posts_stand_beside_the_worst_with_rate_and_index() -> None:
    report = views(said("Une table, avant et après", format="reel"))
    best, worst = panels(report)
    assert plain(report, best)[:5] == [
        "Une publication au-dessus de l’habituel",
        "Une table, avant et après",
        "Instagram, reel, 3 oct.",
        "6,0 %",
        "147",
    ]
    assert plain(report, worst)[0] == "Une publication en dessous de l’habituel"
    assert "Publication sans texte" in plain(report, worst)


def test_in_english_too() -> None:
    report = views(said("A table", format="Quiz"), locale="en_GB")
    best, _ = panels(report)
    assert plain(report, best)[:3] == ["One post above the usual", "A table", "Instagram, Quiz, 3 Oct"]
    assert report.display.text(best.subtitle) == "Interactions per impression, posts from 1\xa0Oct to 8\xa0Oct"


def test_numerals_in_a_posts_words_are_figures_and_its_link_stands_in_for_them() -> None:
    report = views(said("Les 3 erreurs de 2026"))
    assert "Les 3 erreurs de 2026" in plain(report, panels(report)[0])
    linked = views(said("", link="https://www.network.example/p/17"))
    assert "network.example/p/17" in plain(linked, panels(linked)[0])


def test_a_boosted_post_is_said_to_be_one() -> None:
    report = views(replace(said("Une table"), boosted=True))
    assert "Instagram sponsorisé, 3 oct." in plain(report, panels(report)[0])


def test_clear_groups_have_a_line_each_and_the_others_share_one() -> None:
    report = views(varied(hours=False))
    lines = [line for panel in panels(report) for line in plain(report, panel)]
    assert "Formats : reels, 1,5 fois les autres (40 publications), carrousels, 0,8 fois (40)." in lines
    timed = views(listed([post(n, 30 + 7 * n % 30, 1000, hour=(9, 20)[n // 3 % 2]) for n in range(40)]))
    every = [line for panel in panels(timed) for line in plain(timed, panel)]
    assert "Moments : pas de différence nette." in every


def test_posts_that_differ_by_chance_are_said_to() -> None:
    report = views(listed([post(number, 40 + number % 2, 1000) for number in range(12)]))
    (panel,) = panels(report)
    assert plain(report, panel) == [
        "Les publications ne diffèrent pas au-delà du hasard",
        "Instagram : aucune différence au-delà du hasard.",
    ]


def test_too_few_posts_are_listed_without_an_index() -> None:
    report = views(listed([post(number, 40, 1000) for number in range(3)]))
    (panel,) = panels(report)
    assert isinstance(panel.body, Table)
    assert [column.key for column in panel.body.columns] == ["post", "rate"]
    assert (plain(report, panel)[0], len(panel.body.rows)) == ("Trop peu de publications pour un classement", 3)


def test_a_channel_that_is_not_ranked_is_named_beside_those_that_are() -> None:
    report = views(said("Une table"), listed([post(1, 4, 1000)], "linkedin"))
    assert "LinkedIn : trop peu de publications." in plain(report, panels(report)[1])


def test_without_posts_nothing_is_said() -> None:
    report = views()
    assert (content_panels(report), content_slides(report), content_lines(report)) == ((), (), [])


def test_the_notes_say_on_how_many_posts_the_ranking_stands_and_which_are_left_out() -> None:
    young = tuple(LeftOut(name, START, "young", "posts.csv", 2) for name in ("one", "another"))
    report = views(replace(example_d(), left_out=young))
    (line,) = content_lines(report)
    text = report.display.text(line).replace("\u00a0", " ").replace("\u202f", " ")
    assert text.startswith("Publications : 7 publications d’un an")
    assert text.endswith("Hors classement : 2 trop récentes et 1 trop peu vue.")


def test_the_slide_has_a_shaded_cell_for_each_weekday_and_part_of_the_day() -> None:
    report = views(varied())
    (slide,) = content_slides(report)
    assert slide.table is not None
    rows = [row.cells for row in slide.table.rows]
    assert [report.display.text(row[0].text).split(",")[0] for row in rows] == ["Matin", "Après-midi", "Soir"]
    assert {len(row) for row in rows} == {8}
    shades = [{cell.shade for cell in row[1:]} for row in rows]
    assert min(shades[0]) > max(shades[1] | shades[2])
    assert report.display.text(slide.title).replace("\u00a0", " ") == (
        "Les publications du matin obtiennent 1,5 fois le taux des autres moments"
    )


def test_a_cell_of_too_few_posts_has_their_number_and_no_shade() -> None:
    report = views(listed([post(0, 40, 1000, hour=9)] * 3 + [post(n, 30 + 5 * n, 1000, hour=9) for n in range(1, 7)]))
    (slide,) = content_slides(report)
    assert slide.table is not None
    cells = slide.table.rows[0].cells[1:]
    assert [report.display.text(cell.text) for cell in cells if not cell.shade] == ["· sur 1"] * 6
    assert sum(bool(cell.shade) for cell in cells) == 1


@pytest.mark.parametrize(("objectives", "count"), [(2, 2), (3, 1)])
def test_the_heat_map_of_the_pdf_gives_way_from_three_objectives_on(objectives: int, count: int) -> None:
    assert len(content_panels(views(varied(), objectives=objectives))) == count


def test_first_words_are_cut_at_a_word_that_does_not_dangle() -> None:
    assert (
        shortened("La lampe de lecture que l’on nous demande le plus", 46)
        == "La lampe de lecture que l’on nous demande…"
    )
    assert shortened("court", 46) == "court"
    assert shortened("x" * 60, 46) == "x" * 45 + "…"


def test_a_post_that_nobody_saw_has_no_rate() -> None:
    report = views(listed([replace(post(1, 0, 1), base=Decimal(0))]))
    (panel,) = panels(report)
    assert isinstance(panel.body, Table)
    assert [row.cells[1].text for row in panel.body.rows] == [("—",)]


def test_posts_of_which_none_can_be_counted_have_no_panel_and_are_told_in_the_notes() -> None:
    lost = tuple(LeftOut(f"p{day}", date(2026, 10, day), "incomplete", "posts.csv", day) for day in (2, 3))
    report = views(listed([], results=(), base="", left_out=lost))
    card = replace(report.scorecard, content=Content(START, END, (), report.scorecard.content.lists))  # type: ignore[union-attr]
    report = replace(report, scorecard=card, insights=decide(report.config, card))
    assert (content_panels(report), content_slides(report)) == ((), ())
    (told,) = content_lines(report)
    assert report.display.text(told).replace("\u00a0", " ") == "Publications : Hors classement : 2 incomplètes."
