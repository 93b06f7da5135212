"""The JSON: every figure once, exact, with the way back to its rows."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reportgen.insight.content import judge_content
from reportgen.model.content import Content
from reportgen.model.insights import Decision, Insights, ObjectiveInsight, Verdict
from reportgen.model.report import Headline as HeadlineBlock
from reportgen.model.report import Report, Section
from reportgen.model.scorecard import (
    Comparison,
    Coverage,
    Delta,
    Input,
    KpiScore,
    ObjectiveScore,
    Scorecard,
    Trace,
    Value,
)
from reportgen.model.text import Figure, figures
from reportgen.periods import CycleSpec, cycle_of
from reportgen.render.data import render_json
from tests.insight.test_content import example_d
from tests.render_deck.fixtures import FRENCH

CYCLE = cycle_of(CycleSpec("month"), date(2026, 10, 5))
TRACE = Trace("web", "ga4/october.csv", "ab" * 32, "", 8, 39, 31)
LEAF = Input("leads[channel=social]", "flow", "count", Decimal("115"), Coverage(31, 31), (TRACE,))


def value(number: str | None, months_back: int = 0) -> Value:
    cycle = CYCLE
    for _ in range(months_back):
        cycle = cycle.previous()
    known = None if number is None else Decimal(number)
    return Value(cycle, known, "ok", formula="leads / 3", inputs=(LEAF,), coverage=Coverage(31, 31))


KPI = KpiScore(
    "leads", (("en", "Leads"), ("fr", "Prospects")), (), "count", "higher", True, False, Decimal(1), False,
    value("38.33333333333333333333333333"), Comparison(CYCLE.previous(), value("37", 1), Delta("relative", Decimal(1))),
    Comparison(None, None, Delta("none")), None, None, (),
)  # fmt: skip
SCORECARD = Scorecard(
    CYCLE, CYCLE.previous(), None, date(2026, 11, 3), "EUR", (ObjectiveScore("leads", "leads", "Leads", "", (KPI,)),)
)
INSIGHTS = Insights(
    ((("leads", "leads"), Verdict("usual", n=13, low=20.5, high=50.25)),),
    (ObjectiveInsight("leads", None, None, Decision("continue", 1, "met")),),
    ("leads",),
)
PRINTED = (
    Figure("kpi.leads.leads.current", KPI.current.value, "count"),
    Figure("kpi.leads.leads.delta", Decimal("0.036"), "percent", 1, signed=True),
    Figure("kpi.leads.leads.input.leads[channel=social]", Decimal("115"), "count"),
    Figure("kpi.leads.leads.target", Decimal("40"), "count"),
)


def report() -> Report:
    return replace(FRENCH, pages=(Section("summary", (), (HeadlineBlock(("Prospects : ", *PRINTED)),)),))


def made() -> dict[str, Any]:
    data = render_json(SCORECARD, INSIGHTS, report(), "ab" * 32, "x.json").data
    return dict(json.loads(data))


def figure(content: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in content["figures"] if item["id"] == name)


def test_every_figure_of_the_report_stands_in_the_json_once() -> None:
    found = [(item["id"], item["unit"], item["text"]) for item in made()["figures"]]
    assert {name for name, *_ in found} == {item.id for item in figures(report())}
    assert found == sorted(found, key=lambda item: (item[0], item[2]))


def test_numbers_are_exact() -> None:
    current = figure(made(), "kpi.leads.leads.current")
    assert (current["value"], current["text"]) == ("38.33333333333333333333333333", "38")


def test_a_figure_leads_to_formula_inputs_coverage_and_rows() -> None:
    (derived,) = figure(made(), "kpi.leads.leads.current")["derivation"]
    assert (derived["cycle"], derived["formula"], derived["coverage"]) == (
        "2026-10", "leads / 3", {"present": 31, "expected": 31},
    )  # fmt: skip
    (leaf,) = derived["inputs"]
    assert (leaf["expression"], leaf["value"]) == ("leads[channel=social]", "115")
    (origin,) = leaf["origin"]
    assert (origin["file"], origin["first_row"], origin["last_row"]) == ("ga4/october.csv", 8, 39)


def test_a_change_rests_on_both_cycles_an_input_on_itself_a_target_on_no_rows() -> None:
    content = made()
    assert [v["cycle"] for v in figure(content, "kpi.leads.leads.delta")["derivation"]] == ["2026-10", "2026-09"]
    (leaf,) = figure(content, "kpi.leads.leads.input.leads[channel=social]")["derivation"]
    assert leaf["expression"] == "leads[channel=social]"
    assert figure(content, "kpi.leads.leads.target")["derivation"] == []


def test_model_values_keep_their_names_and_missing_is_null() -> None:
    content = made()
    assert content["schema"] == 1
    kpi = content["scorecard"]["objectives"][0]["kpis"][0]
    assert kpi["names"] == {"en": "Leads", "fr": "Prospects"}
    assert kpi["year_ago"]["value"] is None
    assert content["scorecard"]["cycle"] == {"id": "2026-10", "start": "2026-10-01", "end": "2026-11-01", "until": None}
    assert content["insights"]["verdicts"][0][1]["low"] == 20.5


def test_a_text_of_the_report_names_its_figures() -> None:
    (block,) = made()["report"]["pages"][0]["blocks"]
    assert block["type"] == "Headline"
    assert block["text"][1] == {"figure": "kpi.leads.leads.current", "text": "38"}


def test_the_bytes_repeat_and_are_utf_8_with_a_last_line_end() -> None:
    one = render_json(SCORECARD, INSIGHTS, report(), "ab" * 32, "x.json")
    assert one == render_json(SCORECARD, INSIGHTS, report(), "ab" * 32, "x.json")
    assert "réseaux" in one.data.decode()
    assert one.data.endswith(b"}\n")
    assert one.media_type == "application/json"


def test_a_posts_rate_and_index_lead_to_its_row_and_to_the_measures_that_were_added() -> None:
    given = example_d()
    parts = [replace(post, file="posts.csv", row=7, parts=(("reactions", post.results),)) for post in given.posts]
    content = Content(date(2025, 11, 1), date(2026, 11, 1), (replace(given, posts=tuple(parts)),))
    insight = judge_content(content)
    best = insight.best[0]
    name = f"content.{best.channel}.{best.post.id}"
    printed = tuple(Figure(f"{name}.{what}", Decimal(1), "count") for what in ("rate", "index", "day"))
    report = replace(FRENCH, pages=(Section("content", (), (HeadlineBlock(printed),)),))
    scorecard, insights = replace(SCORECARD, content=content), replace(INSIGHTS, content=insight)
    made: dict[str, Any] = json.loads(render_json(scorecard, insights, report, "ab" * 32, "x.json").data)
    rate, index = (figure(made, f"{name}.{what}")["derivation"] for what in ("rate", "index"))
    where = {"unit": "count", "file": "posts.csv", "row": 7}
    assert rate[0]["formula"] == "reactions / impressions"
    assert rate[0]["inputs"] == [
        {"expression": "reactions", "value": str(best.post.results), **where},
        {"expression": "impressions", "value": str(best.post.base), **where},
    ]
    assert index[0] == rate[0]
    assert index[1]["value"] == best.score / index[1]["usual"]
    assert figure(made, f"{name}.day")["derivation"] == []
