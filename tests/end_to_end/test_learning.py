"""From written files to verdicts: the worked examples of actions and split tests, the funnel, and all their words."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import reportgen
from reportgen.config.load import load_config
from reportgen.display import Display
from reportgen.model.learning import ActionVerdict
from reportgen.model.report import Asks, Lines, Panels, Section, Table
from reportgen.model.text import Text
from reportgen.periods import CycleSpec, cycle_of
from reportgen.pipeline import Build, Measured, measure

LEADS = [118, 124, 115, 121, 130, 119, 126, 122, 117, 125, 120, 123]  # example A of the algorithms
START = date(2026, 9, 1)  # the thirteenth month of the files
AS_OF = date(2026, 11, 2)

Written = Callable[..., Path]


def months(count: int, last: date = date(2026, 10, 1)) -> list[date]:
    found = [last]
    while len(found) < count:
        found.append(cycle_of(CycleSpec("month"), found[-1] - timedelta(days=1)).start)
    return found[::-1]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """A client with one value a month and channel in a file: the days add up to ``by_channel``'s."""

    def write(by_channel: dict[str, list[int]], **more: Any) -> Path:
        rows = ["day,channel,leads,sessions,impressions"]
        for channel, values in by_channel.items():
            for month, value in zip(months(len(values)), values, strict=True):
                days = (cycle_of(CycleSpec("month"), month).end - month).days
                rows.append(f"{month},{channel},{value},{10 * value},{1000 * value}")
                rows += [f"{month + timedelta(days=d)},{channel},0,0,0" for d in range(1, days)]
        (tmp_path / "data.csv").write_text("\n".join(rows) + "\n", "utf-8")
        columns = {name: name for name in ("day", "channel", "leads", "sessions", "impressions")}
        settings = {
            "version": 1, "client": "Maison", "locale": "fr_FR", "currency": "EUR", "timezone": "Europe/Paris",
            "cycle": "month", "sources": [{"name": "data", "path": "data.csv", "columns": columns}],
            "objectives": [
                {"id": "devis", "family": "leads", "title": "Recevoir des demandes", "role": "Amener des particuliers.",
                 "kpis": [{"kpi": "leads", "target": 140}]}
            ],
            **more,
        }  # fmt: skip
        path = tmp_path / "maison.yaml"
        path.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), "utf-8")
        return path

    return write


def measured(path: Path, period: str = "2026-10") -> Measured:
    return measure(load_config(str(path)), period, AS_OF)


def action(criterion: dict[str, float] | None = None, **more: Any) -> dict[str, Any]:
    row = {"id": "form", "title": "Formulaire court", "start": START, "kpi": "leads", **more}
    return {**row, "criterion": criterion} if criterion else row


def verdict(path: Path, period: str = "2026-10") -> ActionVerdict:
    (found,) = measured(path, period).insights.lessons.actions
    return found


@pytest.mark.parametrize(
    ("after", "criterion", "outcome", "interval"),
    [
        ([131, 136], {"change": 10}, "worked", (11.8, 2.8, 20.8)),
        ([131, 136], {"change": 25}, "did_not", (11.8, 2.8, 20.8)),
        ([124, 127], {"change": 10}, "cannot_tell", (3.8, -5.2, 12.8)),
        ([131, 136], {"level": 131}, "worked", (11.8, 2.8, 20.8)),
        ([131, 136], {"level": 147}, "did_not", (11.8, 2.8, 20.8)),
    ],
)
def test_example_h_from_a_file(
    written: Written,
    after: list[int],
    criterion: dict[str, float],
    outcome: str,
    interval: tuple[float, float, float],
) -> None:
    found = verdict(written({"facebook": [*LEADS, *after]}, actions=[action(criterion)]))
    assert found.outcome == outcome
    assert found.effect is not None
    shown = (found.effect.difference, found.effect.low, found.effect.high)
    assert tuple(round(value, 1) for value in shown) == interval


def test_example_i_from_a_config(written: Written) -> None:
    arms: dict[str, Any] = {"a": {"name": "Bleu", "events": 48, "cases": 1200}, "end": date(2026, 10, 20)}
    tests = [
        {"id": f"with_{n}", "title": "Bouton", **arms, "b": {"name": "Vert", "events": n, "cases": 1200}}
        for n in (66, 80)
    ]
    path = written({"facebook": LEADS}, tests=tests)
    first, second = measured(path).insights.lessons.tests
    assert (first.better, first.doubt, second.better) == ("", "within_chance", "b")
    assert [round(100 * v, 1) for v in (second.difference, second.low, second.high)] == [2.7, 0.9, 4.5]


def test_a_split_test_is_read_once_at_its_planned_end_or_size(written: Written) -> None:
    arms = {"a": {"name": "A", "events": 48, "cases": 1200}, "b": {"name": "B", "events": 80, "cases": 1200}}
    ways: list[dict[str, Any]] = [
        {"end": date(2026, 11, 1)}, {"size": 2401}, {"size": 2400}, {"end": date(2026, 10, 31)},
    ]  # fmt: skip
    tests = [{"id": f"t{n}", "title": "Bouton", **arms, **way} for n, way in enumerate(ways)]
    found = measured(written({"facebook": LEADS}, tests=tests)).insights.lessons.tests
    assert [(test.better, test.doubt) for test in found] == [("", "too_early"), ("", "too_early"), ("b", ""), ("b", "")]


@pytest.mark.parametrize(
    ("values", "more", "doubt"),
    [
        ([*LEADS, 131, 136], {"start": date(2026, 9, 2)}, "too_early"),  # September is in neither
        ([*LEADS[:5], 131, 136], {}, "too_little_history"),
    ],
)
def test_what_keeps_a_verdict_back(written: Written, values: list[int], more: dict[str, Any], doubt: str) -> None:
    found = verdict(written({"facebook": values}, actions=[action(**more)]))
    assert (found.outcome, found.doubt, found.effect) == ("cannot_tell", doubt, None)


def test_a_running_or_unsettled_cycle_is_not_after_an_action_yet(written: Written) -> None:
    path = written({"facebook": [*LEADS, 131, 136]}, actions=[action()])
    running = measure(load_config(str(path)), "2026-10", date(2026, 10, 20)).insights.lessons.actions[0]
    assert running.doubt == "too_early"
    text = path.read_text("utf-8").replace("  path: data.csv", "  path: data.csv\n  settle_days: 7")
    path.write_text(text, "utf-8")
    assert verdict(path).doubt == "too_early"
    later = measure(load_config(str(path)), "2026-10", date(2026, 11, 9)).insights.lessons.actions[0]
    assert later.outcome == "worked"


def test_two_actions_at_once_on_one_channel_confound_each_other_and_on_two_they_do_not(written: Written) -> None:
    series = {"facebook": [*LEADS, 131, 136], "instagram": [*LEADS, 131, 136]}

    def told(*channels: str) -> list[str]:
        rows = [action(id=f"a{n}", channel=channel) for n, channel in enumerate(channels)]
        return [found.doubt for found in measured(written(series, actions=rows)).insights.lessons.actions]

    assert told("facebook", "facebook") == ["confounded", "confounded"]
    assert told("facebook", "instagram") == ["", ""]


def test_a_rise_that_untouched_channels_share_is_not_the_actions(written: Written) -> None:
    shared = {"facebook": [*LEADS, 180, 182], "instagram": [*LEADS, 180, 182]}
    found = verdict(written(shared, actions=[action(channel="facebook")]))
    assert (found.outcome, found.doubt) == ("cannot_tell", "shared")
    assert found.effect is not None
    assert found.effect.low > 0
    alone = {"facebook": [*LEADS, 180, 182], "instagram": [*LEADS, 121, 122]}
    path = written(alone, actions=[action(channel="facebook")])
    assert verdict(path).outcome == "worked"
    (trial,) = measured(path).scorecard.learning.trials  # type: ignore[union-attr]
    assert trial.untouched == ("instagram",)
    assert [float(v.value or 0) for v in trial.kpi.history] == [*LEADS, 180, 182]


def test_an_action_that_ended_leaves_the_report_once_it_could_be_judged(written: Written) -> None:
    ended = action(start=date(2026, 7, 1), end=date(2026, 7, 31))
    path = written({"facebook": [*LEADS[:10], 150, 155, 120, 120]}, actions=[ended])
    assert verdict(path, "2026-07").doubt == "too_early"
    assert verdict(path, "2026-08").outcome == "worked"
    assert measured(path, "2026-09").insights.lessons.actions == ()


def test_what_is_planned_or_begins_later_is_listed_and_not_judged(written: Written) -> None:
    rows = [
        action(id="later", start=date(2026, 11, 10)),
        {"id": "idea", "title": "Une idée", "status": "planned", "due": date(2026, 11, 5)},
    ]
    made = built(written({"facebook": LEADS}, actions=rows))
    assert made.measured.insights.lessons.actions == ()
    assert [said(made, row.cells[0].text) for row in table(made, "planned").rows] == ["Une idée", "Formulaire court"]


def built(path: Path) -> Build:
    return reportgen.build(path, "2026-10", AS_OF, ["json"])


def said(made: Build, text: Text) -> str:
    plain = Display(made.report.locale, made.report.currency).text(text)
    return plain.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def section(made: Build) -> Section | None:
    return next((page for page in made.report.pages if page.id == "actions"), None)


def table(made: Build, name: str) -> Table:
    page = section(made)
    assert page is not None
    panels = [panel for block in page.blocks if isinstance(block, Panels) for panel in block.panels]
    return next(p.body for p in panels if isinstance(p.body, Table) and p.body.name == name)


def test_the_section_says_it_all_in_words(written: Written) -> None:
    given = action({"change": 10}, why="Neuf champs rebutaient", learned="Quatre suffisent")
    made = built(written({"facebook": [*LEADS, 131, 136]}, actions=[given]))
    (row,) = table(made, "trials").rows
    assert [said(made, cell.text) for cell in row.cells] == [
        "Formulaire court", "Prospects : +10", "134 (avant : 122)", "A marché",
    ]  # fmt: skip
    assert row.cells[3].sign == "met"
    page = section(made)
    assert page is not None
    (panel,) = next(b for b in page.blocks if isinstance(b, Panels) and isinstance(b.panels[0].body, Table)).panels
    assert said(made, panel.title) == "L'essai a marché"
    assert said(made, panel.notes[0]) == (
        "Formulaire court : prospects, moyenne de 134 après contre 122 avant (deux mois et douze mois) ; "
        "écart +12, de +3 à +21 compte tenu du hasard. Pourquoi : Neuf champs rebutaient. Appris : Quatre suffisent."
    )


def test_a_weak_step_is_named_and_nothing_is_weak_in_a_steady_funnel(written: Written) -> None:
    path = written({"facebook": [*LEADS, 121]})
    steady = measured(path)
    learning = steady.scorecard.learning
    assert learning is not None
    assert [step.id for step in learning.funnel] == ["impressions", "social_sessions", "leads"]
    assert steady.insights.lessons.weakest == ""
    text = (
        (path.parent / "data.csv")
        .read_text("utf-8")
        .replace("2026-10-01,facebook,121,1210,", "2026-10-01,facebook,60,1210,")
    )
    (path.parent / "data.csv").write_text(text, "utf-8")
    weak = measured(path)
    assert weak.insights.lessons.weakest == "leads"
    made = built(path)
    page = section(made)
    assert page is not None
    (block,) = page.blocks
    assert isinstance(block, Panels)
    assert said(made, block.panels[0].title) == (
        "Le maillon faible est le passage de visites issues des réseaux sociaux à prospects : 5,0 %, moins que "
        "d'habitude"
    )


def test_of_two_weak_steps_the_earlier_is_named(written: Written) -> None:
    path = written({"facebook": [*LEADS, 121]})
    data = path.parent / "data.csv"
    row = "2026-10-01,facebook,121,1210,"
    data.write_text(data.read_text("utf-8").replace(row, "2026-10-01,facebook,30,600,"), "utf-8")
    found = measured(path).insights.lessons
    assert [verdict.kind for _, verdict in found.steps] == ["signal_bad", "signal_bad"]
    assert found.weakest == "social_sessions"


def test_declared_steps_take_the_place_of_the_default_chain(written: Written) -> None:
    path = written({"facebook": LEADS}, funnel=[{"of": "sessions", "name": "Visites"}, {"of": "leads"}])
    learning = measured(path).scorecard.learning
    assert learning is not None
    first, second = learning.funnel
    assert (dict(first.count.names)["fr"], str(first.count.current.value)) == ("Visites", "1230")
    assert second.rate is not None
    assert (str(second.rate.current.value), second.rate.current.formula) == (
        "0.1",
        "leads[channel=social] / sessions[channel=social]",
    )


def test_decisions_asked_for_stand_on_page_one_before_the_notice(written: Written) -> None:
    asks = [
        {
            "decision": "Reconduire la campagne.",
            "amount": 1200,
            "deadline": date(2026, 11, 20),
            "owner": "la direction",
        },
        {"decision": "Choisir 2 visuels"},
    ]
    made = built(written({"facebook": LEADS}, asks=asks))
    (block,) = (block for block in made.report.pages[0].blocks if isinstance(block, Asks))
    assert said(made, block.heading) == "Décisions attendues"
    assert [said(made, line) for line in block.lines] == [
        "Reconduire la campagne (1 200 €, d'ici au 20 novembre 2026, la direction)",
        "Choisir 2 visuels",
    ]
    assert not [b for b in built(written({"facebook": LEADS})).report.pages[0].blocks if isinstance(b, Asks)]


def test_the_notes_lines_close_with_the_eight_steps(written: Written) -> None:
    def steps(**more: Any) -> str:
        made = built(written({"facebook": [*LEADS, 131, 136]}, **more))
        block = next(block for block in made.report.pages[-1].blocks if isinstance(block, Lines))
        return said(made, block.lines[-1])

    assert steps() == (
        "Les huit étapes : Faites : indicateurs, cycle, mesure, comparaison ; "
        "à faire : objectifs, analyse, amélioration, mise à l'essai."
    )
    arms = {"a": {"name": "A", "events": 48, "cases": 1200}, "b": {"name": "B", "events": 80, "cases": 1200}}
    test = {"id": "t", "title": "Bouton", **arms, "size": 2400}
    done = steps(actions=[action()], tests=[test], commentary={"summary": "Un bon mois."})
    assert done.endswith("à faire : objectifs.")


def test_the_json_carries_all_evidence(written: Written) -> None:
    given = action({"change": 10}, channel="facebook")
    made = built(written({"facebook": [*LEADS, 131, 136], "instagram": [*LEADS, 121, 122]}, actions=[given]))
    data = json.loads(made.artifacts[0].data)
    (found,) = data["insights"]["lessons"]["actions"]
    assert (found["outcome"], found["criterion"], found["control"]["control"]) == ("worked", 10, True)
    (trial,) = data["scorecard"]["learning"]["trials"]
    assert len(trial["kpi"]["history"]) == len(trial["others"]) == 14
    rate = next(figure for figure in data["figures"] if figure["id"].endswith("leads_per_social_sessions.current"))
    assert rate["derivation"][0]["inputs"][0]["origin"][0]["file"] == "data.csv"


def test_without_anything_tried_or_measured_the_section_vanishes(written: Written) -> None:
    path = written({"facebook": LEADS})
    text = path.read_text("utf-8").replace("    impressions: impressions\n", "")
    path.write_text(text, "utf-8")
    made = built(path)
    assert section(made) is None
    assert not [slide for slide in made.report.slides if slide.id in ("funnel", "actions")]


def test_check_asks_for_what_only_a_person_can_say_once_an_action_has_ended(written: Written) -> None:
    def asked(**more: Any) -> list[str]:
        path = written({"facebook": [*LEADS, 131, 136]}, actions=[action(**more)])
        return [str(w.place.key) for w in measured(path).warnings if w.kind == "to_be_completed"]

    assert asked(end=date(2026, 10, 31)) == ["actions[0].learned", "actions[0].why"]
    assert asked(end=date(2026, 11, 30)) == asked() == []
    assert asked(end=date(2026, 10, 31), why="Essai", learned="Rien") == []
