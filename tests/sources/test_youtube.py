"""YouTube Studio's exports of the advanced mode: table, totals by day, chart."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, findings, select, total

TABLE = """Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,\
Impressions click-through rate (%)
Total,,,,1815,24.3645,97,509,1.68
UWQNrpakgcA,"One, two","Aug 28, 2025",9,303,4.58772,14,45,3.51
-Boc6OawEW0,Three,"Apr 1, 2024",15,50,,3,31,
"""
SOURCE = {"name": "y", "path": "*.csv", "period": "2026-10"}


def test_the_total_row_is_the_channels_figure_and_the_videos_are_not_added(folder: Folder) -> None:
    facts = folder.write("Table data.csv", TABLE).read(SOURCE)
    assert {fact.key.measure: fact.value for fact in facts.series} == {
        "video_views": 1815,
        "watch_seconds": Decimal("87712.2"),
        "followers_net": 97,
        "impressions": 509,
    }
    assert {(fact.start, fact.end) for fact in facts.series} == {(date(2026, 10, 1), date(2026, 11, 1))}
    assert findings(facts, "total_row_differs") == []  # fewer than the total is this export's way


def test_impressions_of_thumbnails_are_no_views_and_subscribers_no_level(folder: Folder) -> None:
    facts = folder.write("Table data.csv", TABLE).read(SOURCE)
    assert (total(facts, "video_views"), total(facts, "impressions")) == (1815, 509)
    assert select(facts, "followers") == select(facts, "followers_gained") == []


def test_the_publish_time_is_no_period_and_the_chosen_one_is_asked_for(folder: Folder) -> None:
    (line,) = folder.write("Table data.csv", TABLE).problems({"name": "y", "path": "*.csv"})
    assert "period" in line


def test_the_folder_that_was_unpacked_says_the_period(folder: Folder) -> None:
    name = "Content 2026-10-01_2026-11-01 Maison/Table data.csv"
    facts = folder.write(name, TABLE).read({"name": "y", "path": "*/*.csv"})
    assert {(fact.start, fact.end) for fact in facts.series} == {(date(2026, 10, 1), date(2026, 11, 1))}  # October


GERMAN = """Videos,Videotitel,Veröffentlichungszeitpunkt des Videos,Dauer,Aufrufe,Wiedergabezeit (Stunden),Abonnenten,\
Geschätzter Umsatz (EUR),Impressionen,Klickrate der Impressionen (%)
Gesamt,,,,1815,24.3645,97,12.345,509,1.68
UWQNrpakgcA,Eins,"Aug 28, 2025",9,303,4.58772,14,1.2,45,3.51
"""
PORTUGUESE = """Conteúdo,Título do vídeo,Horário de publicação do vídeo,Visualizações,Tempo de exibição (horas),\
Inscritos,Receita estimada (EUR),Impressões,Taxa de cliques de impressões (%)
Total,,,1815,24.3645,97,12.345,509,1.68
UWQNrpakgcA,Um,"Aug 28, 2025",303,4.58772,14,1.2,45,3.51
"""
FRENCH = """Contenu,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,Durée de visionnage (heures),\
Abonnés,Revenus estimés (EUR),Impressions,Taux de clics par impression (%)
Total,,,,"1 815","24,3645",97,"12,345",509,"1,68"
UWQNrpakgcA,Une,"28 sept. 2025",9,303,"4,58772",14,"1,2",45,"3,51"
"""


@pytest.mark.parametrize("text", [GERMAN, PORTUGUESE, FRENCH], ids=["de", "pt", "fr"])
def test_the_table_is_read_in_other_languages(folder: Folder, text: str) -> None:
    facts = folder.write("t.csv", text).read(SOURCE)
    assert {fact.key.measure: fact.value for fact in facts.series} == {
        "video_views": 1815,
        "watch_seconds": Decimal("87712.2"),
        "followers_net": 97,
        "gross_revenue": Decimal("12.345"),
        "impressions": 509,
    }


def test_the_estimated_revenue_is_youtubes_and_no_sale(folder: Folder) -> None:
    facts = folder.write("t.csv", GERMAN).read(SOURCE)
    assert {fact.key.claimed_by for fact in select(facts, "gross_revenue")} == {"youtube"}
    (line,) = folder.problems(SOURCE, currency="USD")
    assert "the amounts are in EUR, the report is in USD" in line


COUNTRIES = (
    "Geography,Views,Average view duration,Watch time (hours)\nTotal,1815,0:04:34,24.3645\nUS,900,0:05:42,9\nXK,0,,0\n"
)


def test_two_tables_of_one_channel_are_two_views_of_the_same_total(folder: Folder) -> None:
    folder.write("y/content.csv", TABLE).write("y/geography.csv", COUNTRIES)
    facts = folder.read({"name": "y", "path": "y/*.csv", "period": "2026-10"})
    assert (total(facts, "video_views"), total(facts, "impressions")) == (1815, 509)


CHART = """Date,Content,Video title,Video publish time,Duration,Views
2026-10-01,UWQNrpakgcA,One,"Aug 28, 2025",9,300
2026-10-02,UWQNrpakgcA,One,"Aug 28, 2025",9,3
"""


def test_the_chart_of_the_best_videos_gives_no_figure(folder: Folder) -> None:
    folder.write("y/Chart data.csv", CHART).write("y/Totals.csv", "Date,Views\n2026-10-01,900\n2026-10-02,915\n")
    facts = folder.read({"name": "y", "path": "y/*.csv", "channel": "youtube"})
    assert by_day(facts, "video_views") == {"2026-10-01": 900, "2026-10-02": 915}


@pytest.mark.parametrize(
    "head", ["Date,Views", "Datum,Aufrufe", "Data,Visualizações", "Date,Vues"], ids=["en", "de", "pt", "fr"]
)
def test_the_totals_are_the_channel_by_day(folder: Folder, head: str) -> None:
    facts = folder.write("youtube/Totals.csv", f"{head}\n2026-10-01,900\n2026-10-02,915\n").read(
        {"name": "y", "path": "youtube/*.csv"}
    )
    assert by_day(facts, "video_views", channel="youtube") == {"2026-10-01": 900, "2026-10-02": 915}


def test_days_that_were_saved_anew_with_the_day_first_are_read_so(folder: Folder) -> None:
    text = "Date,Views\n12-10-2026,9\n13-10-2026,7\n"
    facts = folder.write("youtube/Totals.csv", text).read({"name": "y", "path": "youtube/*.csv"})
    assert by_day(facts, "video_views") == {"2026-10-12": 9, "2026-10-13": 7}


def test_a_table_by_date_is_checked_by_its_total_row(folder: Folder) -> None:
    text = "Date,Views,Watch time (hours)\nTotal,1816,2\n2026-10-01,900,1\n2026-10-02,915,1\n"
    facts = folder.write("t.csv", text).read({"name": "y", "path": "t.csv", "channel": "youtube"})
    assert (total(facts, "video_views"), total(facts, "watch_seconds")) == (1815, 7200)
    (told,) = findings(facts, "total_row_differs")
    assert told.measures == ("video_views",)


def test_a_day_and_views_alone_are_ambiguous_and_asked_for(folder: Folder) -> None:
    (line,) = folder.write("data.csv", "Date,Views\n2026-10-01,900\n").problems({"name": "d", "path": "data.csv"})
    assert "Google Analytics 4" in line
    assert "YouTube Studio (by day)" in line
    assert "format" in line


def test_a_file_with_a_column_that_youtube_never_has_is_not_youtubes(folder: Folder) -> None:
    text = "Date,Subscribers,{}\n2026-10-01,9,1\n"
    (line,) = folder.write("a.csv", text.format("Opens")).problems({"name": "d", "path": "a.csv"})
    assert "not recognised" in line
    facts = folder.write("b.csv", text.format("Average view duration")).read({"name": "d", "path": "b.csv"})
    assert by_day(facts, "followers_net", channel="youtube") == {"2026-10-01": 9}


def test_without_its_total_row_the_table_is_refused(folder: Folder) -> None:
    cut = "\n".join(line for line in TABLE.splitlines() if not line.startswith("Total")) + "\n"
    (line,) = folder.write("Table data.csv", cut).problems(SOURCE)
    assert "the table has no total row, and its rows are only parts of the figures" in line
