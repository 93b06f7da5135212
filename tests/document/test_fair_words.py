"""What a figure does not bear out is not said: poor comparisons, changes that no one can see, running cycles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reportgen.model.facts import Finding
from reportgen.model.report import Definitions, Lines, Masthead, Notice, Objective, Passages, Report
from reportgen.model.scorecard import Comparison, Coverage, Delta, Input, KpiScore, Scorecard
from reportgen.model.targets import Pace, TargetScore
from reportgen.model.text import Emphasis, Text
from reportgen.periods import cycle_of
from tests.document.build import OCTOBER, kpi, objective, report, scorecard
from tests.document.test_states import STEADY, headline, one, row, said, tile


def poor_year() -> KpiScore:
    """Leads whose year before rests on a third of its days."""
    score = kpi("leads", [*STEADY, 132], 120)
    assert score.year_ago.value is not None
    before = replace(score.year_ago.value, state="partial", coverage=Coverage(1, 3))
    return replace(score, year_ago=replace(score.year_ago, value=before, delta=Delta("withheld", reason="coverage")))


def test_a_poor_figure_of_the_year_before_bears_a_note_and_stands_in_no_sentence() -> None:
    made = report(one(poor_year()))
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert (said(made, row(made)["year_ago"].text), row(made)["year_ago"].reference) == ("118", "a")
    assert said(made, block.table.notes[0]) == "a Oct. 2025 : couverture de 33 %."
    assert "118" not in " ".join(said(made, text) for text in block.commentary)
    slide = next(slide for slide in made.slides if slide.layout == "objective")
    assert "118" not in " ".join(said(made, part) for key in slide.key_figures for part in (key.value, key.change.text))


def test_a_whole_figure_of_the_year_before_bears_no_note() -> None:
    made = report(one(kpi("leads", [*STEADY, 132], 120)))
    assert row(made)["year_ago"].reference == ""


def test_a_change_between_two_figures_that_read_the_same_is_stable() -> None:
    made = report(one(kpi("engagement_rate", [0.0385, 0.0394], 0.04), "community"))  # 3.85 and 3.94: both 3.9
    assert (said(made, tile(made).value), said(made, tile(made).previous)) == ("3,9 %", "sept. : 3,9 %")
    assert (said(made, tile(made).change.text), tile(made).change.sign) == ("stable", "none")
    assert Decimal("0.0394") - Decimal("0.0385") > Decimal("0.0005")  # what would print as +0,1 pt


def running() -> Scorecard:
    """Leads to 15 October beside those to 15 September; September as a whole had 123."""
    now, before = replace(OCTOBER, until=date(2026, 10, 16)), replace(OCTOBER.previous(), until=date(2026, 9, 16))
    year = replace(cycle_of(OCTOBER.spec, date(2025, 10, 1)), until=date(2025, 10, 16))
    score = kpi("leads", [*STEADY, 70], 140)
    known = Comparison(
        before, replace(score.history[-2], value=Decimal(61)), Delta("relative", Decimal(9), Decimal("0.1475"))
    )
    return replace(one(replace(score, previous=known)), cycle=now, previous=before, year_ago=year)


def test_a_running_cycle_names_the_days_that_it_compares() -> None:
    made = report(running())
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    heads = [said(made, column.head) for column in block.table.columns]
    assert heads[1:3] == ["Au 15 oct. 2026", "Au 15 sept. 2026"]
    assert said(made, tile(made).previous) == "au 15 sept. : 61"
    assert said(made, compared_line(made)) == (
        "arrêté au 15 octobre 2026, comparé aux mêmes jours en septembre 2026 et en octobre 2025"
    )


def test_the_chart_of_a_running_cycle_says_that_its_last_value_is_not_whole() -> None:
    made = report(running())
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.chart is not None
    assert said(made, block.chart.subtitle) == "Prospects par mois, le dernier arrêté au 15 octobre 2026"
    assert "61" not in said(made, block.chart.alt)  # the column of September shows the whole month's 123


def compared_line(made: Report) -> Text:
    return next(block for block in made.pages[0].blocks if isinstance(block, Masthead)).comparison


def lines(made: Report) -> list[str]:
    return [said(made, text) for block in made.pages[2].blocks if isinstance(block, Lines) for text in block.lines]


def test_chance_is_told_for_the_indicators_that_this_report_judges() -> None:
    judged = [kpi(name, [*STEADY, 121], 120) for name in ("leads", "social_sessions")]
    made = report(scorecard(objective("leads", "Recevoir", "Un rôle.", *judged, kpi("orders", [12, 14]))))
    (line,) = [text for text in lines(made) if text.startswith("Hasard")]
    assert "(2 dans ce rapport)" in line
    assert "tous les 20 rapports" in line
    alone = report(one(kpi("leads", [118, 124])))
    assert not [text for text in lines(alone) if text.startswith("Hasard")]


def test_american_words_are_spelt_as_in_the_united_states() -> None:
    for locale, word in (("en_GB", "unfavourable"), ("en_US", "unfavorable")):
        made = report(one(kpi("cac", [52.31, 60], 50), "sales"), locale)
        assert said(made, tile(made).change.text).endswith(f" {word}")


def test_how_a_file_was_read_stands_in_the_notes_and_not_on_page_1() -> None:
    guessed = Finding("guessed_encoding", "notice", "shop", names=(("encoding", "cp1252"),))
    made = report(one(kpi("leads", [*STEADY, 132], 120), findings=(guessed,)))
    assert not [block for block in made.pages[0].blocks if isinstance(block, Notice)]
    assert any("cp1252" in text for text in lines(made))


def test_a_missing_opening_is_not_called_a_missing_delivery() -> None:
    leaves = tuple(
        Input(name, "level", "count", value, Coverage(31, 31))
        for name, value in (("followers", Decimal(800)), ("opening(followers)", None))
    )
    score = kpi("net_new_followers", [None], 150, cause="no_rows")
    score = replace(score, current=replace(score.current, inputs=leaves))
    made = report(one(score, "community"))
    assert said(made, tile(made).change.text) == "Valeur de début de période manquante"


def passage(made: Report, index: int) -> str:
    texts = next(block for block in made.pages[0].blocks if isinstance(block, Passages)).passages[index].paragraphs
    return " ".join(said(made, text) for text in texts)


def test_of_partial_figures_alone_no_one_says_that_they_are_usual() -> None:
    score = kpi("leads", [*STEADY, 121], 120, state="partial", coverage=Coverage(20, 31))
    assert "fourchette habituelle" not in passage(report(one(score)), 1)


def test_where_some_objectives_have_no_view_the_next_steps_say_so() -> None:
    met = objective("leads", "Recevoir", "Un rôle.", kpi("leads", [*STEADY, 132], 120))
    bare = objective("traffic", "Faire venir", "Un rôle.", kpi("social_sessions", [*STEADY, 121]))
    assert "pour le reste, aucune décision" in passage(report(scorecard(met, bare)), 2)


def test_speaker_notes_give_the_number_of_every_part_of_a_formula() -> None:
    costs: dict[str, float] = {"staff_cost": 640, "tool_cost": 50, "leads[channel=social]": 115}
    score = kpi("cost_per_lead", [6.1, 6.0], 8, inputs=costs)
    made = report(one(score))
    slide = next(slide for slide in made.slides if slide.layout == "objective")
    figures = next(text for label, text in slide.notes.paragraphs if said(made, label) == "Chiffres")
    assert "(640,00 € + 50,00 €) ÷ 115" in said(made, figures)


def test_speaker_notes_keep_the_signs_inside_a_part() -> None:
    sold: dict[str, float] = {
        "gross_revenue[channel=social]": 1200,
        "refunds[channel=social]": 200,
        "orders[channel=social]": 10,
    }
    made = report(one(kpi("aov", [90, 100], 95, inputs=sold), "sales"))
    slide = next(slide for slide in made.slides if slide.layout == "objective")
    figures = next(text for label, text in slide.notes.paragraphs if said(made, label) == "Chiffres")
    assert "(1 200 − 200) ÷ 10" in said(made, figures).replace(",00", "").replace(" €", "")


def test_the_scoreboard_counts_of_all_targets_where_one_alone_can_be_judged() -> None:
    judged = kpi("leads", [*STEADY, 31], 150)
    unjudged = kpi("social_sessions", [*STEADY, 31], 150)
    assert unjudged.target is not None
    unjudged = replace(unjudged, target=replace(unjudged.target, status=None, attainment=None))
    made = report(scorecard(objective("leads", "Recevoir", "Un rôle.", judged, unjudged)))
    slide = next(slide for slide in made.slides if slide.id == "scoreboard")
    assert said(made, slide.title) == "Un objectif chiffré sur deux est manqué, un sans verdict"


def test_the_usual_range_of_a_seasonal_indicator_is_defined_as_it_is_made() -> None:
    made = report(one(kpi("leads", seasonal(), 120)))
    assert any("année précédente" in text for text in definitions(made))
    made = report(one(kpi("leads", [*STEADY, 132], 120)))
    assert not any("année précédente" in text for text in definitions(made))


def seasonal() -> list[float | None]:
    """Three years of the same strong year, with a little growth."""
    year = [100, 120, 160, 220, 300, 380, 400, 370, 290, 210, 150, 110]
    return [round(value * (1 + 0.01 * n) + (n * value) % 3) for n in range(3) for value in year]


def definitions(made: Report) -> list[str]:
    blocks = [block for block in made.pages[2].blocks if isinstance(block, Definitions)]
    return [said(made, text) for block in blocks for _, text in block.items]


def test_a_cumulative_target_is_held_against_what_has_come_so_far() -> None:
    score = kpi("leads", [*STEADY, 121], 1500)
    way = Pace(Decimal(1215), 304, 365, Decimal(1249), None, None, None)
    target = TargetScore(Decimal(1500), Decimal("0.81"), None, mode="cumulative", pace=way)
    made = report(one(replace(score, target=target)))
    assert tile(made).bar == 0.81
    assert said(made, tile(made).status.text) == "Cumul 1 215"
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.chart is not None
    assert [series.role for series in block.chart.series] == ["current"]
    assert "1 500" not in said(made, block.chart.alt)
    assert said(made, block.table.notes[0]) == "a Objectif cumulé : 1 215 à ce jour."
    holed = report(one(replace(score, target=replace(target, coverage=Coverage(881, 912)))))
    block = holed.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert said(holed, block.table.notes[0]) == "a Objectif cumulé : 1 215 à ce jour. Couverture de 97 %."
    summary = next(slide for slide in made.slides if slide.id == "summary")
    assert summary.table is not None
    assert said(made, summary.table.rows[0].cells[1].text) == "Cumul 1 215 (objectif 1 500)"


def test_a_cumulative_target_says_what_was_due_by_now_and_where_its_pace_leads() -> None:
    score = kpi("leads", [*STEADY, 121], 1500)
    ends = (Decimal(1459), Decimal(1459))
    way = Pace(Decimal(1215), 304, 365, Decimal(1249), Decimal("0.83"), Decimal("0.97"), "on_pace", projection=ends)
    target = TargetScore(Decimal(1500), Decimal("0.81"), None, mode="cumulative", pace=way)
    made = report(one(replace(score, target=target)))
    assert said(made, tile(made).status.text) == "Au rythme, 97 %"
    assert said(made, tile(made).target) == "Cumul 1 215 sur 1 500"
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert said(made, block.status.text) == "Au rythme, 97 %"
    assert said(made, row(made, kpi_index=0)["attainment"].text) == "97 %"
    judged = kpi("orders", [*STEADY, 62], 60)  # beside it the column is of attainments, not of paces
    beside = report(scorecard(objective("leads", "Recevoir", "Un rôle.", replace(score, target=target), judged)))
    assert said(beside, row(beside, kpi_index=0)["attainment"].text) == "97 %"
    slide = next(slide for slide in made.slides if slide.id == "scoreboard")
    assert slide.table is not None
    columns = [column.key for column in slide.table.columns]
    cells = dict(zip(columns, slide.table.rows[0].cells, strict=True))
    assert [said(made, cells[key].text) for key in ("attainment", "status")] == ["97 %", "Au rythme"]
    assert said(made, block.table.notes[0]) == (
        "a Objectif cumulé : 1 215 à ce jour, pour 1 249 attendus (au rythme, 97 %). "
        "Au rythme actuel : 1 459 à l’échéance de l’objectif."
    )


def test_notes_that_read_alike_share_a_letter() -> None:
    second = replace(poor_year(), id="info_requests")
    made = report(scorecard(objective("leads", "Recevoir", "Un rôle.", poor_year(), second)))
    assert [row(made, kpi_index=index)["year_ago"].reference for index in (0, 1)] == ["a", "a"]


def test_a_change_that_the_days_contradict_is_no_direction() -> None:
    score = kpi("leads", [*STEADY[:-1], 64, 65], 60)
    change = Delta("relative", Decimal(1), Decimal("0.0156"), Decimal("-0.0171"))  # 31 days against 30
    made = report(one(replace(score, previous=replace(score.previous, delta=change))))
    assert headline(one(replace(score, previous=replace(score.previous, delta=change)))) == (
        "Les prospects atteignent leur objectif, à 65."
    )
    assert (said(made, tile(made).change.text), tile(made).change.sign) == (
        "+1,6 % avec un jour de plus",
        "none",
    )
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert "Avec un jour de plus : par jour, la variation est de −1,7 %." in said(made, block.table.notes[0])
    (strip,) = next(slide for slide in made.slides if slide.id == "summary").key_figures
    assert not [part for part in strip.change.text if isinstance(part, Emphasis)]  # as light as any other change
    assert said(made, strip.change.text) == "+1,6 % avec un jour de plus"


def test_an_attainment_below_nothing_is_told_by_its_status_alone() -> None:
    score = kpi("roi_sales", [-0.8, -0.786], 0.2)
    assert score.target is not None
    assert score.target.attainment is not None
    assert score.target.attainment < -3
    made = report(one(score, "sales"))
    assert said(made, tile(made).status.text) == "Non atteint"
    assert said(made, row(made)["attainment"].text) == "Non atteint"


def test_costs_of_ads_alone_are_named_so_and_told_on_page_one() -> None:
    score = replace(kpi("cost_per_lead", [30.0] * 12 + [26.0], 28), form="ads_only")
    made = report(one(score))
    assert said(made, tile(made).name) == "Coût par prospect (publicité seule)"
    notice = next(block for block in made.pages[0].blocks if isinstance(block, Notice))
    assert said(made, notice.paragraphs[0]).startswith("Coûts et retours ne comptent que la publicité")
