"""`reportgen explain` of a topic: what it says is what the report says, within the width of a terminal."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.cli.explain_branch import Branch, Known, lines
from reportgen.cli.topics import BY_ID, TOPICS, topic_json, topic_text
from reportgen.config.checks import full_catalogue
from reportgen.config.load import load_config
from reportgen.display import rounded
from reportgen.document.outline import compose
from reportgen.model.text import Figure, figures
from reportgen.pipeline import Measured, measure

AS_OF = date(2026, 11, 5)
GOLDEN = Path(__file__).parent / "explain"
SHOP, TALENT = "configs/maison-lumiere.yaml", "configs/northwind-talent.yaml"
PRINTED = {
    "content": r"content\.(?!part|first|last)",
    "relations": r"relation\.\w+\.\w+\.(lag|n|p|r)$",
    "scenario": r"scenario\.(?!level)",
    "funnel": r"kpi\.funnel-steps\.\w+\.current$",
    "actions": r"(action|test)\.\w+\.(criterion|a|b|difference|low|high)",
    "campaigns": r"campaign\.",
    "returns": r"returns\.(bridge\.page|channel|cost|cumulative\.(cost|margin)|roi_\w+\.(current|low|high)|staff)\b",
    "effort": r"effort\.\w+\.all\.currency\.(amount|effect|least|\w+\.(now|next))\b",
}
"""Which figures of the report a topic explains, by their ids."""
ADDED_UP = re.compile(r"returns\.(cost|channel)\.|effort\.\w+\.all\.currency\.\w+\.(now|next)$")
"""Amounts of columns: the one up, the other down, so that the column adds up as displayed. All others are rounded."""
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def samples(checkout: Path) -> dict[str, Measured]:
    given = {SHOP: "2026-09", TALENT: "2026-Q3"}
    return {
        config: measure(load_config(checkout / config), period, AS_OF, numbered=True)
        for config, period in given.items()
    }


def numbers(text: str) -> set[Decimal]:
    return {Decimal(found.replace(",", "")) for found in NUMBER.findall(text)}


def printed(measured: Measured, topic: str) -> Iterator[Figure]:
    config = measured.config.config
    report = compose(config, full_catalogue(config), measured.scorecard, measured.insights)
    for figure in figures(report):
        if re.match(PRINTED[topic], figure.id) and isinstance(figure.value, Decimal):
            yield figure


def test_every_figure_of_a_topic_that_the_report_prints_is_explained(samples: dict[str, Measured]) -> None:
    seen, untold = set(), []
    for measured in samples.values():
        for topic in TOPICS:
            told = numbers(topic_text(topic, measured))
            for figure in printed(measured, topic.id):
                size = 100 if figure.unit in ("percent", "points") else 1
                shown = rounded(abs(Decimal(str(figure.value))) * size, figure.precision)
                found = shown in {rounded(number, figure.precision) for number in told}
                if ADDED_UP.match(figure.id) and figure.unit == "currency":
                    found |= any(abs(number - shown) < Decimal(1).scaleb(-figure.precision) for number in told)
                if not found:
                    untold.append((figure.id, shown))
                seen.add(topic.id)
    assert (untold, seen) == ([], set(BY_ID))


def test_each_topic_keeps_within_the_width_of_a_terminal(samples: dict[str, Measured]) -> None:
    for measured in samples.values():
        for topic in TOPICS:
            text = topic_text(topic, measured)
            assert all(len(line) <= 100 for line in text.split("\n")), topic.id
            assert (topic.without in text.replace("\n", " ")) == (not list(topic.branches(Known(measured)))), topic.id


@pytest.mark.parametrize(
    ("config", "topic"), [(TALENT, "relations"), (TALENT, "scenario"), (SHOP, "campaigns"), (TALENT, "content")]
)
def test_a_topic_reads_as_a_whole(samples: dict[str, Measured], config: str, topic: str) -> None:
    told = topic_text(BY_ID[topic], samples[config])
    assert told + "\n" == (GOLDEN / f"{topic}.txt").read_text("utf-8")


def test_a_post_leads_to_the_row_of_its_file(samples: dict[str, Measured], checkout: Path) -> None:
    measured = samples[SHOP]
    best = measured.insights.content.best[0] if measured.insights.content else None
    assert best is not None
    told = topic_text(BY_ID["content"], measured)
    at = told[told.index(f"{best.post.id}, ") :]
    found = re.search(r"(data/\S+), row (\d+)", at)
    assert found
    with (checkout / "configs" / found[1]).open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[int(found[2]) - 1]
    assert best.post.id in row


def test_posts_that_are_left_out_are_named_with_the_reason(samples: dict[str, Measured]) -> None:
    from reportgen.model.content import LeftOut

    measured = samples[SHOP]
    content = measured.scorecard.content
    assert content is not None
    day = date(2026, 9, 30)
    out = (LeftOut("new", day, "young", "p.csv", 3), LeftOut("bare", day, "incomplete", "p.csv", 4, ("shares",)))
    first = content.lists[0]
    small = replace(first.posts[0], base=Decimal(12))
    lists = (replace(first, posts=(small, *first.posts[1:]), left_out=out), *content.lists[1:])
    lost = LeftOut("lost", day, "incomplete", "p.csv", 5, ("interactions_given", "impressions"))
    none = replace(first, channel="x", posts=(), results=(), base="", left_out=(lost,))
    whole = replace(content, lists=lists, uncounted=(none,))
    other = replace(measured, scorecard=replace(measured.scorecard, content=whole))
    told = re.sub(r"[\s\u00a0│]+", " ", topic_text(BY_ID["content"], other))
    assert "left out: 3" in told
    assert f"{small.id}, {small.published.day} October 2025: below the floor, 12 impressions" in told
    assert "new, 30 September 2026: published less than 7 days before the export; p.csv, row 3" in told
    assert "bare, 30 September 2026: lacks shares; p.csv, row 4" in told
    assert "X: no post can be counted" in told
    assert "lost, 30 September 2026: lacks interactions_given, impressions; p.csv, row 5" in told


def test_the_data_of_a_topic_are_what_was_computed_and_what_follows(samples: dict[str, Measured]) -> None:
    for measured in samples.values():
        for topic in TOPICS:
            data = json.loads(topic_json(topic, measured))
            assert (data["schema"], data["topic"], data["cycle"]["id"]) == (1, topic.id, measured.cycle.id)
    relations = json.loads(topic_json(BY_ID["relations"], samples[TALENT]))
    assert [(row["x"], row["n"]) for row in relations["judged"]][:1] == [("interactions", 108)]
    assert len(relations["given"][0]["weeks"]) == 108


def test_a_branch_is_drawn_with_its_notes_and_what_is_below() -> None:
    tree = Branch("root", ("a note",), (Branch("one", (), (Branch("leaf"),)), Branch("two", ("its note",))))
    assert list(lines(tree)) == ["root", "│  a note", "├─ one", "│  └─ leaf", "└─ two", "      its note"]


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["explain", *arguments, "--as-of", AS_OF.isoformat()]) == code
    out, err = capsys.readouterr()
    return err if code else out


def test_a_name_near_a_topic_is_told(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, str(checkout / SHOP), "contents", code=2) == (
        "error: contents: neither a KPI nor a topic. Did you mean 'content'? The topics are content, relations, "
        "scenario, funnel, actions, campaigns, returns, effort.\n"
    )


def test_a_topic_is_explained_as_a_whole(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, str(checkout / SHOP), "content", "--channel", "instagram", code=2) == (
        "error: --channel goes with a KPI. content is a topic, which is explained as a whole.\n"
    )


def test_without_a_subject_topics_and_kpis_are_listed(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, str(checkout / SHOP))
    assert [topic.id for topic in TOPICS if f"\n  {topic.id:<11}{topic.about}\n" in text] == list(BY_ID)
    assert "\nKPIs of devis\n  leads\n  cost_per_lead\n  conversion_rate\n" in text
    data = json.loads(told(capsys, str(checkout / SHOP), "--format", "json"))
    assert [topic["id"] for topic in data["topics"]] == list(BY_ID)
    assert data["kpis"][1] == {"objective": "devis", "kpis": ["leads", "cost_per_lead", "conversion_rate"]}
