"""The deck's body holds at most twelve slides; what gives way stands behind the definitions, none is lost."""

from __future__ import annotations

import pytest

from reportgen.document.deck_outline import MOST, arranged
from reportgen.model.report import Slide, SpeakerNotes
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
