"""Reports one after another: what earlier ones tell the next."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.display import Display
from reportgen.ledger.store import Ledger
from reportgen.model.report import Lines
from reportgen.model.scorecard import KpiScore
from reportgen.pipeline import Build
from tests.ledger.house import House, figures
from tests.ledger.samples import AT


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.config()
    made.month(9, 3)
    made.month(10, 4)
    return made


def kpi(made: Build, name: str = "leads") -> KpiScore:
    return next(score for score in made.scorecard.objectives[0].kpis if score.id == name)


def noted(made: Build, lead: str) -> list[str]:
    """The note lines with this lead."""
    display = Display(made.report.locale, made.report.currency)
    blocks = [block for page in made.report.pages for block in page.blocks if isinstance(block, Lines)]
    lines = [display.text(text).replace("\N{NO-BREAK SPACE}", " ") for block in blocks for text in block.lines]
    return [text.removeprefix(f"{lead} ") for text in lines if text.startswith(lead)]


def test_what_was_reported_stands_in_where_only_this_months_files_exist(house: House) -> None:
    whole = house.built(10)
    house.report(9)
    house.forget(9)
    made = house.report(10)
    for name in ("leads", "cost_per_lead"):
        before, now = kpi(whole, name).previous, kpi(made, name).previous
        assert before.value is not None
        assert now.value is not None
        assert (now.value.value, now.delta) == (before.value.value, before.delta)
        assert (before.value.archived, now.value.archived) == (False, True)
    assert figures(made)["kpi.leads.leads.delta"] == "+37.8%"
    assert noted(made, "As reported:") == [
        "in September 2026, for leads and the cost per lead: figures as reported at the time; "
        "today’s files give less of them."
    ]
    assert [(value.cycle.id, value.archived) for value in kpi(made).history] == [("2026-09", True), ("2026-10", False)]
    assert noted(whole, "As reported:") == []


def test_without_a_ledger_nothing_is_kept_and_nothing_stands_in(house: House) -> None:
    house.config(("ledger: reportgen.db\n", ""))
    house.report(9)
    house.forget(9)
    assert kpi(house.report(10)).previous.value is None
    assert not (house.folder / "reportgen.db").exists()


def test_a_figure_of_which_todays_files_cover_less_is_that_of_then(house: House) -> None:
    house.report(9)
    house.month(9, 3, days=12)
    previous = kpi(house.built(10)).previous.value
    assert previous is not None
    assert (previous.value, previous.archived, kpi(house.built(10)).restated) == (Decimal(90), True, ())


def test_another_currency_formula_or_source_is_never_mixed_in(house: House) -> None:
    house.report(9)
    house.forget(9)
    house.config(("currency: EUR", "currency: USD"))
    made = house.built(10)
    assert kpi(made, "cost_per_lead").previous.value is None, "euros are no dollars"
    assert kpi(made).previous.value is not None, "a count has no currency"
    house.config(("name: leads, path", "name: crm, path"))
    assert (kpi(house.built(10)).previous.delta.kind, kpi(house.built(10)).previous.delta.reason) == (
        "withheld",
        "series_break",
    )


def test_figures_of_another_formula_are_not_compared(house: House) -> None:
    own = "kpis: [{id: enquiry_cost, name: Cost, formula: 'FORMULA', unit: currency, better: lower}]\nobjectives:"
    listed = ("kpi: cost_per_lead", "kpi: enquiry_cost")
    house.config(("objectives:", own.replace("FORMULA", "agency_fees / leads[channel=social]")), listed)
    house.report(9)
    house.forget(9)
    house.config(("objectives:", own.replace("FORMULA", "2 * agency_fees / leads[channel=social]")), listed)
    delta = kpi(house.built(10), "enquiry_cost").previous.delta
    assert (delta.kind, delta.reason) == ("withheld", "formula_changed")


def test_a_restated_figure_is_told_beside_the_reported_one_and_the_change_uses_it(house: House) -> None:
    house.report(9)
    house.month(9, 5)
    made = house.built(10)
    assert figures(made)["kpi.leads.leads.delta"] == "−17.3%"
    assert noted(made, "Restated:") == [
        "in September 2026, Leads: 90 as reported, 150 restated; "
        "Cost per lead, full: €6.67 as reported, €4.00 restated. Changes are calculated from the restated figures."
    ]
    told: dict[str, Any] = json.loads(made.artifacts[0].data)
    restated = told["scorecard"]["objectives"][0]["kpis"][0]["restated"]
    assert [(row["cycle"]["id"], row["reported"], row["restated"]) for row in restated] == [("2026-09", "90", "150")]


def test_a_difference_that_no_reader_sees_is_no_restatement(house: House) -> None:
    house.config(("agency: 600", "agency: 600.001"))
    house.report(9)
    house.config()
    assert kpi(house.built(10), "cost_per_lead").restated == ()
    assert noted(house.built(10), "Restated:") == []


def test_restatements_of_cycles_that_are_not_compared_are_counted(house: House) -> None:
    house.month(8, 2)
    for month in (8, 9):
        house.report(month)
    house.month(8, 7)
    assert noted(house.built(10), "Restated:") == ["Two figures of other earlier periods are restated."]


def test_past_cycles_count_by_the_target_that_was_in_force(house: House) -> None:
    house.report(9)
    assert kpi(house.built(10)).attainments == (Decimal("0.9"), Decimal("1.24"))
    house.target = 200
    house.config()
    assert kpi(house.built(10)).attainments == (Decimal("0.9"), Decimal("0.62"))
    house.forget(9)
    assert kpi(house.built(10)).attainments == (Decimal("0.9"), Decimal("0.62")), "also where only the archive knows"
    (house.folder / "reportgen.db").unlink()
    house.month(9, 3)
    assert kpi(house.built(10)).attainments == (Decimal("0.45"), Decimal("0.62"))


def test_a_target_that_changed_is_told_with_what_past_cycles_count_by(house: House) -> None:
    house.report(9)
    assert noted(house.built(10), "Targets:") == []
    house.target = 200
    house.config()
    assert noted(house.built(10), "Targets:") == [
        "Leads, 200 in this report, 100 in September 2026. Each earlier period counts by the target of its own report, "
        "or by today’s where it has none."
    ]
    house.config(("locale: en_GB", "locale: fr_FR"))
    assert noted(house.built(10), "Objectifs chiffrés :") == [
        "Prospects, 200 dans ce rapport, 100 en septembre 2026. Chaque période passée se mesure à l’objectif chiffré "
        "de son propre rapport, à défaut à celui d’aujourd’hui."
    ]


def test_past_cycles_that_count_by_todays_target_for_want_of_a_report_are_told(house: House) -> None:
    house.target = 200
    house.config(("ledger: reportgen.db\n", ""))
    made = house.built(10)
    assert made.measured.insights.objectives[0].decision.streak == 2
    told = ["earlier periods of which no report is kept count by today’s targets."]
    assert noted(made, "Targets:") == told
    house.month(8, 3)
    house.config()
    house.report(9)
    made = house.built(10)
    assert made.measured.insights.objectives[0].decision.streak == 3
    assert noted(made, "Targets:") == told, "of August alone"


def test_costs_returns_and_channels_come_from_the_archive_as_their_kpis_do(house: House) -> None:
    """Paid media stand in the files, by channel; the agency's fee in the config, where it is for every month."""
    house.config(("channel: {value: facebook}, leads: leads", "channel: channel, leads: leads, ad_spend: spend"))
    for month, leads in ((9, 3), (10, 4)):
        days = [date(2026, month, day) for day in range(1, 31 if month == 9 else 32)]
        rows = [f"{day},{name},{leads},{cost}" for day in days for name, cost in (("facebook", 2), ("linkedin", 5))]
        text = "\n".join(["day,channel,leads,spend", *rows]) + "\n"
        (house.folder / f"data/{month:02d}.csv").write_text(text, "utf-8")
    whole = house.built(10)
    house.report(9)
    house.forget(9)
    made = house.report(10)

    def told(build: Build) -> tuple[object, ...]:
        card = build.scorecard
        assert card.returns is not None
        figures = {score.id: score.previous for score in (*card.returns.kpis, *card.objectives[0].kpis)}
        changes = {name: (then.value and then.value.value, then.delta) for name, then in figures.items()}
        return changes, card.costs, card.returns.costs, kpi(build).channels

    assert told(made) == told(whole)
    assert [(line.kind, line.previous) for line in made.scorecard.costs] == [("agency_fees", 600), ("ad_spend", 210)]
    assert [(row.channel, row.previous) for row in kpi(made).channels] == [("facebook", 90), ("linkedin", 90)]
    assert noted(made, "As reported:") == [
        "in September 2026, for leads, the cost per lead and the investment page: "
        "figures as reported at the time; today’s files give less of them."
    ]


def test_kpis_that_came_or_went_since_the_last_report_are_told(house: House) -> None:
    house.report(9)
    assert noted(house.built(10), "Indicators:") == []
    house.config(("kpi: cost_per_lead", "kpi: total_cost"))
    made = house.built(10)
    assert noted(made, "Indicators:") == [
        "new since the report for September 2026: Full cost.",
        "left out since the report for September 2026: Cost per lead, full.",
    ]


def test_the_same_report_twice_is_the_same_bytes_and_one_record(house: House) -> None:
    house.report(9)
    first, second = house.report(10), house.report(10, AT + timedelta(days=1))
    assert [file.data for file in first.artifacts] == [file.data for file in second.artifacts]
    house.report(9, AT + timedelta(days=2))  # the cycle before, built again from the same files
    assert house.built(10).artifacts[0].data == first.artifacts[0].data
    with Ledger(house.folder / "reportgen.db") as ledger:
        assert [made.cycle for made in ledger.history("lumiere")] == ["2026-09", "2026-10"]


def test_a_report_never_compares_with_its_own_earlier_build(house: House) -> None:
    house.report(10)
    house.month(10, 9)
    made = house.report(10)
    assert (kpi(made).restated, kpi(made).current.value) == ((), Decimal(279))


def test_a_record_holds_what_the_report_was_made_of(house: House) -> None:
    made = house.report(10)
    with Ledger(house.folder / "reportgen.db") as ledger:
        (record,) = ledger.history("lumiere")
    file = made.artifacts[0]
    assert record.artifacts == ((file.name, hashlib.sha256(file.data).hexdigest()),)
    assert record.inputs == tuple(
        (f"data/{month}.csv", hashlib.sha256((house.folder / f"data/{month}.csv").read_bytes()).hexdigest())
        for month in ("09", "10")
    )
    assert record.config_sha256 == made.config_sha256
    leads, cost = (figure for figure in record.figures if figure.listed)
    assert (leads.value, leads.target, leads.counted, leads.coverage) == (
        Decimal(124), Decimal(100), Decimal("1.24"), (31, 31),
    )  # fmt: skip
    assert (cost.kpi, cost.formula, cost.target) == ("cost_per_lead", "total_cost / leads[channel=social]", None)
    assert record.summary[0] == Display("en_GB", "EUR").text(made.report.pages[0].blocks[1].text)  # type: ignore[union-attr]
    assert record.summary[1].startswith("Leads: ")


def undated(made: Build) -> list[str]:
    return [str(problem) for problem in made.measured.warnings if problem.kind == "undated_words"]


def test_words_that_stood_in_an_earlier_report_are_warned_of(house: House) -> None:
    house.config(("ledger:", "commentary: {summary: A good month.}\nledger:"))
    assert undated(house.report(9)) == []
    (told,) = undated(house.built(10))
    assert told.endswith(
        "lumiere.yaml:20:14 commentary.summary: the words of 'summary' belong to no cycle, and stood in the report of "
        "2026-09 as well. Write them under the cycle that they are about: 2026-10: {summary: …}."
    )
    house.config(("ledger:", "commentary: {2026-10: {summary: A good month.}}\nledger:"))
    assert undated(house.built(10)) == []
