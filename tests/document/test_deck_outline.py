"""The deck's body holds at most twelve slides; what gives way stands behind the definitions, none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.document.deck_outline import MOST, MOST_OBJECTIVES, arranged
from reportgen.model.report import Slide, SpeakerNotes
from reportgen.model.text import Figure
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import STEADY

FIRST, MONEY = ["cover", "summary", "scoreboard"], ["returns", "channels", "relations", "campaigns"]
LAST = ["funnel", "content", "actions", "definitions", "definitions.2", "indicators"]


def order(objectives: int) -> list[str]:
    aims = [f"objective.{number}" for number in range(objectives)]
    made = [
        Slide(id=name, layout="table", title=(name,), notes=SpeakerNotes(())) for name in (*FIRST, *aims, *MONEY, *LAST)
    ]
    found = arranged(made, "Annexe")
    assert sorted(slide.id for slide in found) == sorted(slide.id for slide in made)
    place = next(n for n, slide in enumerate(found) if slide.id == "definitions")
    assert {slide.group for slide in found[place + 1 :]} == {"Annexe"}
    return [slide.id for slide in found]


@pytest.mark.parametrize(
    ("objectives", "gone"),
    [
        (1, []), (2, ["relations"]), (3, ["relations", "campaigns"]), (4, ["relations", "campaigns", "content"]),
        (5, ["relations", "campaigns", "funnel", "content"]),
    ],
)  # fmt: skip
def test_the_heat_map_goes_with_the_fourth_objective_and_the_funnel_with_the_fifth(objectives, gone) -> None:
    names = order(objectives)
    body, appendix = names[: names.index("definitions") + 1], names[names.index("definitions") + 1 :]
    assert len(body) <= MOST
    assert appendix == ["definitions.2", "indicators", *gone]


def test_objectives_beyond_the_fifth_stand_in_the_appendix() -> None:
    names = order(7)
    assert names.index("objective.4") < names.index("definitions") < names.index("objective.5")


def test_a_scoreboard_of_many_kpis_shows_each_main_one_and_leaves_the_rest_to_the_appendix() -> None:
    rows = [
        objective(n, f"But {n}", "Rôle", *(kpi(name, [*STEADY, 121], 120) for name in ("leads", "orders", "revenue")))
        for n in ("leads", "sales", "traffic", "loyalty")
    ]
    made = report(scorecard(*rows))
    boards = {slide.id: slide for slide in made.slides if slide.id in ("scoreboard", "indicators")}
    assert [len(boards[name].table.rows) for name in ("scoreboard", "indicators")] == [8, 4]  # type: ignore[union-attr]
    assert len(boards["scoreboard"].link) == 8
    assert [slide.id for slide in made.slides][-1] == "indicators"


def test_of_more_objectives_than_the_summary_has_room_for_the_appendix_shows_all() -> None:
    rows = [
        replace(objective(f"aim_{n}", f"But {n}", "Rôle", kpi("leads", [*STEADY, 115], 120)), family="leads")
        for n in range(9)
    ]
    made = {slide.id: slide for slide in report(scorecard(*rows)).slides}
    assert len(made["summary"].table.rows) == MOST_OBJECTIVES  # type: ignore[union-attr]
    assert len(made["summary"].link) == MOST_OBJECTIVES
    parts = [slide for name, slide in made.items() if name.startswith("decisions")]
    assert [len(slide.table.rows) for slide in parts] == [5, 4]  # type: ignore[union-attr]
    assert [target for slide in parts for target in slide.link] == [f"objective.aim_{n}" for n in range(9)]
    six = {slide.id: slide for slide in report(scorecard(*rows[:6])).slides}
    assert len(six["summary"].table.rows) == 6  # type: ignore[union-attr]
    assert "decisions" not in six


def test_the_rest_of_the_indicators_are_counted_in_their_title() -> None:
    others = (
        "orders",
        "revenue",
        "aov",
        "impressions",
        "downloads",
        "event_signups",
        "social_sessions",
        "hires",
        "cac",
    )
    rows = [kpi("leads", [*STEADY, 121], 120), *(kpi(name, [*STEADY, 121], 130) for name in others)]
    slide = next(s for s in report(scorecard(objective("leads", "But", "Rôle", *rows))).slides if s.id == "indicators")
    title = Display("fr_FR", "EUR").text(slide.title).replace("\u00a0", " ")
    assert title == "Autres indicateurs : un objectif chiffré sur deux est atteint, un presque atteint"
    figures = [part for _, text in slide.notes.paragraphs for part in text if isinstance(part, Figure)]
    assert [part.value for part in figures if part.id.endswith(".current")] == [121, 121]


def test_a_target_that_cannot_be_judged_is_counted_as_such() -> None:
    rows = [kpi("leads", [*STEADY, 121], 120), kpi("orders", [*STEADY, 121], 130), kpi("aov", [*STEADY, None], 130)]
    card = scorecard(objective("leads", "But", "Rôle", *rows))
    title = next(s for s in report(card).slides if s.id == "scoreboard").title
    assert Display("fr_FR", "EUR").text(title).replace("\u00a0", " ") == (
        "Un objectif chiffré sur trois est atteint, un presque atteint et un sans verdict"
    )


def test_a_scoreboard_without_any_target_has_no_columns_for_them() -> None:
    def heads(target: float | None) -> list[str]:
        card = scorecard(objective("leads", "But", "Rôle", kpi("leads", [*STEADY, 121], target)))
        table = next(slide.table for slide in report(card).slides if slide.id == "scoreboard")
        assert table is not None
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
        return [column.key for column in table.columns]

    told = {"target", "attainment", "status"}
    assert told < set(heads(120))
    assert [key for key in heads(120) if key not in told] == heads(None)
