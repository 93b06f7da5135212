"""The section *Investment and return* and its slides in words: messages, tables that add up, what is not there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reportgen.display import Display, added_up
from reportgen.document.outline import compose
from reportgen.document.returns_costs import staff_texts
from reportgen.document.returns_units import units_note
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.insight.decide import decide
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Lines, Panel, Panels, Report, Slide, Table
from reportgen.model.returns import StaffTime
from reportgen.model.text import figures
from reportgen.vocabulary.catalogue import catalogue
from tests.kpis.build import config, facts, key, on, scorecard, sparse

SPANS = ((date(2025, 10, 1), date(2026, 11, 1)),)
SHARES = {"instagram": "75%", "facebook": "25%"}
COSTS = {"agency": 900, "tools": 2000, "shares": SHARES}


def sold(day: str, channel: str = "instagram", net: int = 8700, **more: int) -> list[Any]:
    parts = {"gross_revenue": net, "tax": 0, "shipping": 0, "refunds": 0, **more}
    return [on(day, key(measure, channel), value) for measure, value in parts.items()]


OCTOBER = [*sold("2026-10-12", new_customers=20, leads=46), *sold("2026-10-12", "facebook", 400, new_customers=6)]


def report(rows: list[Any] = OCTOBER, *kpis: Any, locale: str = "fr_FR", **more: Any) -> Report:
    settings = config(*(kpis or ("revenue",)), **{"margin": "38%", "costs": COSTS, "locale": locale, **more})
    card = scorecard(settings, facts(rows, feeds=sparse(rows, *SPANS)))
    return compose(settings, catalogue(), card, decide(settings, card))


def read(made: Report, text: Any) -> str:
    return re.sub(r"\s", " ", Display(made.locale, made.currency).text(text))


def panels(made: Report) -> list[Panel]:
    section = next((page for page in made.pages if page.id == "returns"), None)
    return [panel for block in section.blocks if isinstance(block, Panels) for panel in block.panels] if section else []


def titles(made: Report) -> list[str]:
    return [read(made, panel.title) for panel in panels(made)]


def rows(made: Report, name: str) -> list[list[str]]:
    tables = [panel.body for panel in panels(made) if isinstance(panel.body, Table)]
    table = next(table for table in tables if table.name == name)
    return [[read(made, cell.text) for cell in row.cells] for row in table.rows]


def notes(made: Report) -> str:
    return " ".join(read(made, note) for panel in panels(made) for note in (*panel.paragraphs, *panel.notes))


def slide(made: Report, name: str) -> Slide:
    return next(slide for slide in made.slides if slide.id == name)


def test_the_titles_say_in_french_what_was_spent_what_is_left_and_which_channel_pays() -> None:
    made = report()
    assert titles(made) == [
        "Coût inchangé, à 2 900 €",
        "Il reste 558 € de marge une fois les coûts payés",
        "1 € investi rapporte 1,19 € de marge brute",
        "Un nouveau client coûte 111,54 €",
        "Facebook ne couvre pas son coût",
    ]


def test_the_titles_say_it_in_english() -> None:
    made = report(locale="en_GB")
    assert titles(made)[1:3] == [
        "€558 of margin is left once the costs are paid",
        "€1 invested brings €1.19 of gross margin",
    ]


@pytest.mark.parametrize(
    ("spent", "locale", "title"),
    [
        (1000, "fr_FR", "1 € de publicité rapporte 3,46 € de marge brute"),
        (5000, "en_GB", "€1 spent on ads brings back only €0.69 of gross margin"),
    ],
)
def test_where_ads_alone_are_counted_the_return_is_said_to_be_theirs(spent: int, locale: str, title: str) -> None:
    rows = [*OCTOBER, on("2026-10-12", key("ad_spend", "instagram"), spent)]
    assert title in titles(report(rows, costs={}, locale=locale))


def test_while_the_cycle_runs_its_cost_is_that_of_as_many_days() -> None:
    settings = config(
        "revenue", locale="en_GB", margin="38%", costs={**COSTS, "tools": {"amount": 3100, "from": date(2026, 10, 1)}}
    )
    card = scorecard(settings, facts(OCTOBER, feeds=sparse(OCTOBER, *SPANS)), "current", as_of=date(2026, 10, 22))
    made = compose(settings, catalogue(), card, decide(settings, card))
    assert titles(made)[0].endswith("than on the same days in September 2026, mostly on tools")


def test_amounts_without_cents_add_up_as_displayed() -> None:
    made = report(costs={"agency": 130.40, "tools": 260.40}, currency="JPY")
    assert [row[1] for row in rows(made, "costs")] == ["261 JPY", "130 JPY", "391 JPY"]


def test_a_cost_that_moved_is_told_with_its_kind() -> None:
    costs = {"agency": {"amount": 900, "from": date(2026, 10, 1)}, "tools": 2000}
    assert titles(report(costs=costs))[0] == "900 € de plus qu’en sept., surtout en honoraires d’agence"
    costs = {"agency": {"amount": 900, "to": date(2026, 9, 30)}, "tools": 2000}
    assert titles(report(costs=costs, locale="en_GB"))[0] == "€900 less than in Sept, mostly on agency fees"


def test_a_single_kind_of_cost_is_not_said_to_have_moved_most() -> None:
    higher = [{"amount": 2000, "to": date(2026, 9, 30)}, {"amount": 2400, "from": date(2026, 10, 1)}]
    assert titles(report(costs={"tools": higher}))[0] == "400 € de plus qu’en sept."


def test_a_cost_that_moved_by_less_than_a_hundredth_is_unchanged() -> None:
    costs = {"agency": {"amount": 5, "from": date(2026, 10, 1)}, "tools": 2660}
    assert titles(report(costs=costs))[0] == "Coût inchangé, à 2 665 €"


def test_what_lacks_is_called_a_net_loss() -> None:
    made = report(costs={"agency": 5000})
    assert titles(made)[1:3] == [
        "Il manque 1 542 € de marge pour couvrir les coûts",
        "1 € investi ne rapporte que 0,69 € de marge brute",
    ]
    bridge = panels(made)[1].body
    assert isinstance(bridge, ChartSpec)
    assert read(made, bridge.categories[-1][0]) == "Perte nette"
    assert "soit une perte nette de 1 542 €" in read(made, slide(made, "returns").title)
    roi = panels(made)[2].body
    assert isinstance(roi, ChartSpec)
    assert read(made, roi.labels[0].text) == "−30,8 (perte)"


def test_without_a_margin_revenue_stands_in_and_is_called_so() -> None:
    made = report(margin=None)
    assert titles(made)[1] == "Il reste 6 200 € de chiffre d’affaires une fois les coûts payés"
    assert "Calculé sur le chiffre d’affaires, pas sur la marge." in notes(made)
    assert not [figure for figure in figures(made.pages) if ".clv." in figure.id]


def test_without_a_margin_bridge_table_and_deck_leave_what_a_reader_reckons() -> None:
    made = report(margin=None, costs={**COSTS, "agency": Decimal("900.50")})  # 6,199.50 left of 9,100 less 2,900.50
    assert titles(made)[1] == "Il reste 6 199 € de chiffre d’affaires une fois les coûts payés"
    bridge = next(panel.body for panel in panels(made) if isinstance(panel.body, ChartSpec) and panel.body.totals)
    labels = [read(made, label.text) for label in bridge.labels]
    assert (labels[0], labels[-1]) == ("9 100", "6 199")
    table = rows(made, "channels")
    assert table[-1][1:5] == ["2 901 €", "9 100 €", "3,14 €", "+6 199 €"]
    assert [row[4] for row in table[:-1]] == ["+6 524 €", "−325 €"]  # of 2,176 and 725 € of cost
    shown = {read(made, figure.name): read(made, figure.value) for figure in slide(made, "returns").key_figures}
    assert shown["Gain net"] == "6 199 €"


def test_a_line_of_unit_costs_leaves_out_what_an_objectives_table_has() -> None:
    def told(*kpis: Any) -> str:
        settings = config(*kpis, margin="38%", costs=COSTS, locale="fr_FR")
        card = scorecard(settings, facts(OCTOBER, feeds=sparse(OCTOBER, *SPANS)))
        words = Words(settings.locale)
        display = Display(settings.locale, card.currency)
        text = units_note(Views(settings, catalogue(), card, decide(settings, card), words, display))
        return re.sub(r"\s", " ", display.text(text))

    assert told("revenue").startswith("Coût d’acquisition client (CAC) 111,54 €")
    assert "111,54" not in told("revenue", "cac")


def test_where_all_is_lost_the_roi_has_an_axis_from_minus_a_hundred_and_a_gain_has_none() -> None:
    def ticks(margin: str) -> list[str]:
        made = report(margin=margin)
        charts = [panel.body for panel in panels(made) if isinstance(panel.body, ChartSpec)]
        chart = next(chart for chart in charts if chart.kind == "returns")
        return [read(made, (tick,)) for tick in chart.ticks]

    assert ticks("5%") == ["−100", "0"]
    assert ticks("38%") == []


def test_a_loss_is_not_called_a_gain_on_the_slide_of_returns() -> None:
    figures_of = slide(report(margin="5%"), "returns").key_figures
    names = [read(report(), figure.name) for figure in figures_of]
    assert "Perte nette" in names
    assert "Gain net" not in names


def test_every_column_adds_up_as_displayed() -> None:
    made = report(costs={"agency": Decimal("1000.40"), "tools": Decimal("999.40"), "other": Decimal("900.40")})
    table = rows(made, "costs")
    assert [row[1] for row in table] == ["1 001 €", "999 €", "900 €", "2 900 €"]
    parts = added_up([Decimal("0.4"), Decimal("0.4"), Decimal("0.4"), Decimal("-0.7")], 0)
    assert sum(parts) == 1
    assert set(parts) <= {Decimal(0), Decimal(1), Decimal(-1)}


def test_costs_below_a_thousand_keep_their_cents_beside_larger_revenue() -> None:
    made = report(costs={"agency": Decimal("963.62"), "shares": SHARES})
    assert [row[1] for row in rows(made, "channels")] == ["722,72 €", "240,90 €", "963,62 €"]
    assert rows(made, "channels")[-1][2] == "9 100 €"
    assert rows(made, "costs")[0][1] == "963,62 €"


def test_the_table_of_channels_keeps_a_small_base_apart_and_adds_up_to_the_bridge() -> None:
    made = report()
    assert rows(made, "channels") == [
        ["Instagram", "2 175 €", "8 700 €", "4,00 €", "+1 131 €", "20", "108,75 €", "46"],
        ["Facebook", "725 €", "400 €", "0,55 €", "−573 €", "6", "base < 10", "—"],
        ["Total", "2 900 €", "9 100 €", "3,14 €", "+558 €", "26", "111,54 €", "46"],
    ]
    assert "Sous 10 nouveaux clients" in notes(made)


def test_where_no_channel_covers_its_cost_none_is_called_the_best() -> None:
    assert "Aucun des deux canaux ne couvre son coût" in titles(report(costs={**COSTS, "agency": 5000}))
    dear = report([*OCTOBER, *sold("2026-10-12", "tiktok", 300)], costs={**COSTS, "agency": 9000}, locale="en_GB")
    assert "Neither channel covers its cost" not in titles(dear)
    assert "Instagram and Facebook do not cover their cost" in titles(dear)  # TikTok has no share of the costs


def test_abbreviations_are_explained_where_their_column_stands() -> None:
    assert "CA : chiffre d’affaires net" in notes(report())
    assert "Coût d’acq. : coût d’acquisition d’un client." in notes(report())
    shown = notes(report(sold("2026-10-12", leads=46)))
    assert "CA : chiffre d’affaires net" in shown
    assert "Coût d’acq." not in shown


def test_hours_at_several_rates_are_told_together_and_those_unchanged_once() -> None:
    settings = config("revenue", margin="38%", costs=COSTS, locale="fr_FR")
    card = scorecard(settings, facts(OCTOBER, feeds=sparse(OCTOBER, *SPANS)))
    two = tuple(StaffTime(Decimal(rate), *(Decimal(hours),) * 3) for rate, hours in ((32, 40), (14, 30)))

    def told(*staff: StaffTime) -> list[str]:
        shown = replace(card, returns=replace(card.returns, staff=staff))
        made = compose(settings, catalogue(), shown, decide(settings, shown))
        views = Views(settings, catalogue(), shown, decide(settings, shown), Words("fr_FR"), Display("fr_FR", "EUR"))
        return [read(made, text) for text in staff_texts(views)]

    assert told(*two) == ["Équipe (14 € à 32 € l’heure) : 70 h, inchangé."]
    moved = replace(two[0], previous=Decimal(38))
    assert told(moved) == ["Équipe (32 € l’heure) : 40 h ; 38 h en sept. 2026 et 40 h en oct. 2025."]


def test_margins_that_differ_by_channel_are_told_with_their_channels() -> None:
    made = report(margin={"default": "38%", "instagram": "50%"})
    (told,) = [
        text
        for page in made.pages
        for block in page.blocks
        if isinstance(block, Lines)
        for text in (read(made, line) for line in block.lines)
        if text.startswith("Marge brute")
    ]
    rates = "Marge brute : 50 % (Instagram) et 38 % (autres canaux) du chiffre d’affaires net"
    assert told == f"{rates}, taux déclarés."
    assert f"{rates}." in read(made, slide(made, "returns").source)


def test_a_channel_whose_revenue_is_not_measured_has_no_loss_and_a_note() -> None:
    month = [row._replace(start=date(2026, 10, 1), end=date(2026, 11, 1)) for row in OCTOBER]
    settings = config("revenue", margin="38%", costs={"ads": [{"amount": 184, "channel": "linkedin"}]}, locale="fr_FR")
    card = scorecard(settings, facts(month))
    made = compose(settings, catalogue(), card, decide(settings, card))
    linkedin = next(row for row in rows(made, "channels") if row[0] == "LinkedIn")
    assert linkedin[1:3] == ["184,00 €", "non mesuré"]
    assert "−184 €" not in linkedin
    assert "LinkedIn : chiffre d’affaires non mesuré ; son coût compte dans le total" in notes(made)
    assert "LinkedIn" not in titles(made)[-1]


def test_the_wider_roi_shows_what_it_assumes_and_is_never_added() -> None:
    values = [{"result": "leads", "low": 8, "base": 15, "high": 25, "stage": "lead"}]
    made = report(values=values)
    assert rows(made, "worths")[0] == ["Prospects", "20", "8 €", "15 €", "25 €"]
    assert "26 nouveaux clients, déjà comptés dans la marge" in notes(made)
    assert "ne s’additionnent pas" in notes(made)
    box = slide(made, "returns")
    assert read(made, box.decision_heading) == "Ce que le ROI élargi suppose"
    assert read(made, box.decision[0]) == "20 × prospects à 15 € (8 € à 25 €)"


def test_a_budget_is_told_with_the_share_that_is_spent() -> None:
    made = report(OCTOBER, {"kpi": "total_cost", "budget": 3000})
    assert "Budget (coût complet) : 2 900 € sur 3 000 €, soit 97 % consommés." in notes(made)


def test_sales_of_no_channel_leave_the_costs_and_say_why_there_is_no_return() -> None:
    made = report(sold("2026-10-12", ""), "total_cost")
    assert titles(made) == ["Coût inchangé, à 2 900 €"]
    assert "Retour non mesuré : non attribué par canal." in notes(made)
    assert "returns" not in [slide.id for slide in made.slides]


def test_without_costs_and_sales_there_is_no_section() -> None:
    rows_ = [on("2026-10-12", key("posts"), 1)]
    assert panels(report(rows_, "posts", costs={}, margin=None)) == []


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (date(2026, 9, 1), "La marge ne couvre pas encore le coût"),
        (date(2026, 10, 1), ""),
    ],
)
def test_the_way_to_break_even_is_told_where_it_began(start: date, said: str) -> None:
    made = report(objective={"family": "sales", "start": start})
    assert [title for title in titles(made) if "couvre" in title and "marge" in title.lower()] == (
        [said] if said else []
    )


def test_the_slides_carry_the_same_money() -> None:
    made = report()
    title = read(made, slide(made, "returns").title)
    assert title.startswith("2 900 € investis ont rapporté 3 458 € de marge brute, soit un gain net de 558 €")
    assert title.endswith("et un ROI des ventes de 19,2 %")
    assert [read(made, figure.value) for figure in slide(made, "returns").key_figures] == [
        "19,2 %",
        "558 €",
        "111,54 €",
    ]
    assert slide(made, "channels").layout == "chart_and_table"


def test_the_slide_of_channels_shows_what_its_title_counts() -> None:
    made = report(OCTOBER, "revenue", "leads", costs={"agency": 900}, margin=None)
    page = slide(made, "channels")
    assert read(made, page.title) == "Instagram apporte 46 prospects sur 46, pour ce qui est mesuré"
    assert page.table
    assert page.chart
    assert page.chart.series[0].values == (Decimal(46),)
    assert read(made, page.heading) == "Prospects par canal"
    assert [read(made, column.head) for column in page.table.columns][:2] == ["Canal", "Prospects"]
