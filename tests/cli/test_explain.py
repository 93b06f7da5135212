"""`reportgen explain`: what it says is what was computed, and leads to the rows that it was computed from."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli import main
from reportgen.cli.explain_json import as_json
from reportgen.cli.explain_text import as_text
from reportgen.config.checks import full_catalogue
from reportgen.config.load import load_config
from reportgen.insight.decide import decide
from reportgen.insight.evidence import judgement
from reportgen.kpis.evaluate import evaluate
from reportgen.kpis.explain import explained
from reportgen.kpis.subject import subject
from reportgen.model.explanation import Explanation
from reportgen.periods import parse_period
from reportgen.pipeline import Explained
from reportgen.sources import read
from reportgen.vocabulary.catalogue import catalogue
from reportgen.vocabulary.channels import CHANNELS
from reportgen.vocabulary.formula import Binary, Call, Node, Number, parse, write

Capture = pytest.CaptureFixture[str]
Json = dict[str, Any]
AS_OF = date(2026, 11, 5)
GOLDEN = Path(__file__).parent / "explain"
SHOP, TALENT = "configs/maison-lumiere.yaml", "configs/northwind-talent.yaml"


def printed(capture: Capture, *arguments: str, code: int = 0) -> str:
    assert main(["explain", *arguments, "--as-of", AS_OF.isoformat()]) == code
    out, err = capture.readouterr()
    return err if code else out


def as_data(capture: Capture, *arguments: str) -> Json:
    found: Json = json.loads(printed(capture, *arguments, "--format", "json"))
    return found


def walk(step: Json) -> Iterator[Json]:
    yield step
    for child in step["steps"]:
        yield from walk(child)


def recomputed(step: Json) -> Decimal:
    """The formula's figure from nothing but the terms below it."""
    values = {child["written"]: Decimal(child["value"] or 0) for child in step["steps"]}
    assert all(child["value"] is not None or child["state"] == "absent" for child in step["steps"])

    def value(node: Node) -> Decimal:
        match node:
            case Number(value=number):
                return number
            case Binary(op=op, left=left, right=right):
                a, b = value(left), value(right)
                return {"+": a + b, "-": a - b, "*": a * b, "/": a / b if op == "/" else b}[op]
            case Call(name="min", args=(left, right)):
                return min(value(left), value(right))
            case _:
                return values[write(node)]

    return value(parse(step["formula"])[0])


class Sample:
    """A sample read once, to explain many KPIs of it."""

    def __init__(self, path: Path) -> None:
        self.loaded = load_config(path)
        self.config = self.loaded.config
        self.catalogue = full_catalogue(self.config)
        self.facts = read.read_sources(self.config, Path(self.loaded.folder), AS_OF)
        self.cycle = parse_period("last", self.config.spec, AS_OF)

    def recent(self) -> Sample:
        """Without the history, which many KPIs at once need not drag along."""
        found = copy(self)
        series = tuple(fact for fact in self.facts.series if fact.start >= self.cycle.previous().start)
        found.facts = replace(self.facts, series=series)
        return found

    def explain(self, kpi: str, channel: str = "") -> tuple[Explanation, Explained]:
        asked = subject(self.config, self.catalogue, kpi, "", channel)
        found = explained(asked, self.facts, self.cycle, AS_OF)
        if found.scorecard is None or found.score is None:
            return found, Explained(self.loaded, found, asked.decided, None, None)
        insights = decide(asked.config, found.scorecard)
        limits = judgement(found.score, insights.verdict(found.objective, kpi), asked.settings.season)
        return found, Explained(self.loaded, found, asked.decided, insights, limits)


@pytest.fixture(scope="module", params=[SHOP, TALENT])
def sample(request: pytest.FixtureRequest, checkout: Path) -> Sample:
    return Sample(checkout / request.param)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cost_per_lead", [SHOP, "cost_per_lead"]),
        ("new_followers_of_instagram", [SHOP, "gross_new_followers", "--channel", "instagram"]),
        ("cost_per_lead_of_instagram", [SHOP, "cost_per_lead", "--channel", "instagram"]),
        ("reach", [SHOP, "reach"]),
        ("audience", [TALENT, "audience"]),
        ("bounce_rate", [TALENT, "bounce_rate"]),
        ("influence_score", [TALENT, "influence_score"]),
    ],
)
def test_the_whole_text(
    name: str, arguments: list[str], checkout: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout)
    assert printed(capsys, *arguments) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_every_kpi_is_explained_within_a_hundred_columns_and_its_terms_give_its_value(sample: Sample) -> None:
    computed, recent = 0, sample.recent()
    for kpi in catalogue().kpis:
        told, found = recent.explain(kpi)
        assert max(map(len, as_text(found).splitlines())) <= 100, kpi
        data = json.loads(as_json(found))
        if told.score is None or told.score.current.value is None:
            assert data["missing"], kpi
            assert "What is missing" in as_text(found)
            continue
        assert told.step.value == told.score.current.value, kpi
        for step in walk(data["derivation"]):
            if step["kind"] == "kpi":
                assert recomputed(step) == Decimal(step["value"]), (kpi, step["written"])
                computed += 1
    assert computed > 30


def test_a_channels_figure_is_the_one_of_the_report(sample: Sample) -> None:
    recent = sample.recent()
    scorecard = evaluate(recent.config, recent.catalogue, recent.facts, recent.cycle, AS_OF)
    rows = [
        (kpi.id, row.channel, row.value)
        for objective in scorecard.objectives
        for kpi in objective.kpis[-2:]
        for row in kpi.channels
    ]
    assert len(rows) > 5
    for kpi, channel, value in rows:
        told, _ = recent.explain(kpi, channel)
        assert told.step.value == value, (kpi, channel)
        assert told.score is not None
        assert told.score.current.value == value, (kpi, channel)


def test_the_figure_verdict_and_decision_are_those_of_the_report(sample: Sample) -> None:
    scorecard = evaluate(sample.config, sample.catalogue, sample.facts, sample.cycle, AS_OF)
    insights = decide(sample.config, scorecard)
    for objective in scorecard.objectives:
        told, found = sample.explain(objective.main.id)
        assert told.score == objective.main
        assert found.insights is not None
        verdict = insights.verdict(objective.id, told.kpi)
        assert found.insights.verdict(objective.id, told.kpi) == verdict
        assert found.insights.objectives == (insights.objective(objective.id),)
        limits = found.judgement
        assert (limits is None) == (verdict.high is None)
        if limits and limits.form == "values" and not limits.level:
            assert limits.n == verdict.n
            assert limits.centre + 3 * limits.s == pytest.approx(verdict.high)


def rows_of(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    return [[], *csv.reader(text.splitlines())]  # row 1 at 1


def test_the_row_ranges_hold_the_rows(checkout: Path, capsys: Capture) -> None:
    data = as_data(capsys, str(checkout / SHOP), "link_clicks")
    (leaf,) = data["derivation"]["steps"]
    assert len(leaf["traces"]) == 2
    total = 0
    for trace in leaf["traces"]:
        path = checkout / "configs" / trace["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == trace["sha256"]
        rows = rows_of(path)[trace["first_row"] : trace["last_row"] + 1]
        assert len(rows) == trace["count"] == 31
        assert (rows[0][0][:10], rows[-1][0][:10]) == ("2026-10-01", "2026-10-31")
        total += sum(int(row[1]) for row in rows)
    assert total == int(data["value"])


def test_the_rows_of_a_tidy_table_add_up_to_the_input(checkout: Path, capsys: Capture) -> None:
    data = as_data(capsys, str(checkout / TALENT), "impressions", "--channel", "linkedin")
    (leaf,) = data["derivation"]["steps"]
    (trace,) = leaf["traces"]
    rows = rows_of(checkout / "configs" / trace["file"])
    column = rows[1].index("impressions")
    inside = [row for row in rows[trace["first_row"] : trace["last_row"] + 1] if row[1] == "linkedin"]
    assert (inside[0][0], inside[-1][0], len(inside)) == ("2026-07-01", "2026-09-30", trace["count"])
    assert sum(int(row[column]) for row in inside) == int(leaf["value"]) == int(data["value"])


def test_the_json_is_the_same_each_time_and_exact(checkout: Path, capsys: Capture) -> None:
    first, second = (printed(capsys, str(checkout / TALENT), "bounce_rate", "--format", "json") for _ in range(2))
    assert first == second
    data = json.loads(first)
    assert f"{json.dumps(data, ensure_ascii=False, indent=2)}\n" == first
    assert data["schema"] == 1
    assert isinstance(data["value"], str)
    assert (data["cycle"]["id"], data["as_of"], data["channel"]) == ("2026-Q3", "2026-11-05", None)
    assert data["previous"]["delta"]["kind"] == "points"


CONFIG = """\
version: 1
client: Client
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - name: data
    path: data.csv
    columns: {day: date, channel: network, leads: leads, impressions: shown}
costs:
  ads: {amount: 300, channel: facebook}
objectives:
  - id: first
    family: leads
    title: Title
    role: Role
    kpis: [{kpi: leads, target: 100}, {kpi: cost_per_lead}]
  - id: second
    family: leads
    title: Other title
    role: Role
    result: impressions
    kpis: [{kpi: leads}]
"""


@pytest.fixture
def hand_made(tmp_path: Path) -> str:
    """September whole: 2 leads a day and network. October: Instagram without the 10th to 12th and the 31st."""
    lines = ["date,network,leads,shown"]
    for month, days in ((9, 30), (10, 31)):
        for day in range(1, days + 1):
            lines.append(f"2026-{month:02d}-{day:02d},facebook,2,100")
            if month == 9 or day not in (10, 11, 12, 31):
                lines.append(f"2026-{month:02d}-{day:02d},instagram,2,100")
    (tmp_path / "data.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (tmp_path / "hand.yaml").write_text(CONFIG, "utf-8")
    return str(tmp_path / "hand.yaml")


def test_gaps_are_named_by_channel_and_day(hand_made: str, capsys: Capture) -> None:
    text = printed(capsys, hand_made, "leads").replace("\u00a0", " ")
    sha = hashlib.sha256((Path(hand_made).parent / "data.csv").read_bytes()).hexdigest()[:12]
    wanted = (GOLDEN / "hand_made.txt").read_text("utf-8").replace("\u00a0", " ")
    assert text == wanted.replace("<sha>", sha)


def test_gaps_stand_in_the_json(hand_made: str, capsys: Capture) -> None:
    data = as_data(capsys, hand_made, "leads")
    (leaf,) = data["derivation"]["steps"]
    assert [(gap["channel"], gap["first"], gap["last"]) for gap in leaf["gaps"]] == [
        ("instagram", "2026-10-10", "2026-10-12"),
        ("instagram", "2026-10-31", "2026-10-31"),
    ]
    assert (data["value"], data["state"], data["coverage"]) == ("116", "partial", {"present": 58, "expected": 62})
    assert data["previous"]["delta"] == {
        "kind": "withheld", "absolute": None, "relative": None, "per_day": None, "reason": "coverage",
    }  # fmt: skip


def test_the_year_to_date_is_compared_with_its_own_coverage(hand_made: str, capsys: Capture) -> None:
    """118 of 608 days and networks since January, 62 of the year before; October alone has 58 of 62."""
    source = Path(hand_made)
    data = source.with_name("data.csv")
    rows = [f"2025-10-{day:02d},{network},2,100" for day in range(1, 32) for network in ("facebook", "instagram")]
    data.write_text(data.read_text("utf-8") + "\n".join(rows) + "\n", "utf-8")
    source.write_text(f"{CONFIG}compare: [previous, ytd]\n", "utf-8")
    text = " ".join(printed(capsys, hand_made, "leads").split())
    assert "change withheld: the two cycles are not covered alike: 19% against 10% (coverage)" in text


def test_a_running_cycle_has_no_verdict_and_ends_the_day_before(hand_made: str, capsys: Capture) -> None:
    assert main(["explain", hand_made, "leads", "--period", "current", "--as-of", "2026-10-11"]) == 0
    text = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Cycle        October 2026 (running), 1 October 2026 to 10 October 2026; as of 11 October 2026" in text
    assert "Verdict      none" in text


def test_another_objective_lends_its_own_result(hand_made: str, capsys: Capture) -> None:
    first = as_data(capsys, hand_made, "cost_per_result", "--objective", "first")
    second = as_data(capsys, hand_made, "cost_per_result", "--objective", "second")
    assert first["used_by"] == second["used_by"] == []
    for data, result, value in ((first, "leads", "116"), (second, "impressions", "5800")):
        term = next(step for step in data["derivation"]["steps"] if step["written"] == "result")
        assert (term["id"], term["value"]) == (result, value)


def test_a_side_counts_on_the_days_of_the_other_alone(hand_made: str, capsys: Capture) -> None:
    """Instagram's views are known on all days, its leads are not: the days without leads stay out on both sides."""
    source = Path(hand_made)
    data = source.with_name("data.csv")
    rows = [f"2026-10-{day},instagram,,900" for day in (10, 11, 12, 31)]
    data.write_text(data.read_text("utf-8") + "\n".join(rows) + "\n", "utf-8")
    row = "id: leads_by_view, name: Leads by view, unit: percent, formula: 'leads[channel=social] / impressions'"
    source.write_text(f"{CONFIG}kpis: [{{{row}}}]\n", "utf-8")
    found = as_data(capsys, hand_made, "leads_by_view")
    leads, views = found["derivation"]["steps"]
    assert (leads["value"], views["value"], found["derivation"]["note"]) == ("116", "5800", "common_part")
    assert [trace["count"] for trace in views["traces"]] == [58]
    assert (views["coverage"], views["gaps"], len(leads["gaps"])) == ({"present": 58, "expected": 62}, [], 2)
    assert "all sides of the formula share" in printed(capsys, hand_made, "leads_by_view")


VALUED = """\
values:
  - {result: leads, low: 8, base: 15, high: 25, stage: lead}
margin: {default: 40%, instagram: 50%}
"""


def test_the_configs_values_and_margins_stand_in_the_tree(hand_made: str, capsys: Capture) -> None:
    source = Path(hand_made)
    rows = source.with_name("data.csv").read_text("utf-8").splitlines()
    rows = [f"{rows[0]},bought,sales,tax,shipping,refunds", *(f"{row},1,10,0,0,0" for row in rows[1:])]
    source.with_name("data.csv").write_text("\n".join(rows) + "\n", "utf-8")
    columns = (
        "leads: leads, new_customers: bought, gross_revenue: sales, tax: tax, shipping: shipping, refunds: refunds,"
    )
    source.write_text(CONFIG.replace("leads: leads,", columns) + VALUED, "utf-8")
    data = as_data(capsys, hand_made, "roi_full")
    steps = {step["written"]: step for step in walk(data["derivation"])}
    valued = steps["valued_results"]
    assert (valued["kind"], valued["formula"]) == (
        "derived", "excess(leads, new_customers[channel=social]) * worth_of_leads",
    )  # fmt: skip
    assert Decimal(valued["value"]) == (116 - 58) * 15
    assert [(step["written"], Decimal(step["value"])) for step in valued["steps"]] == [
        ("leads", 116), ("new_customers[channel=social]", 58), ("worth_of_leads", 15),
    ]  # fmt: skip
    margin = steps["margin"]
    assert (margin["note"], Decimal(margin["value"])) == ("by_channel", Decimal("0.4"))
    assert [(step["written"], step["keys"]) for step in margin["steps"]] == [
        ("margin[channel=instagram]", ["margin.instagram"])
    ]
    assert Decimal(steps["gross_margin"]["value"]) == 310 * Decimal("0.4") + 270 * Decimal("0.5")
    assert Decimal(data["low"]) < Decimal(data["value"]) < Decimal(data["high"])
    text = printed(capsys, hand_made, "roi_full")
    assert "as the results are worth least or most" in text
    assert "each channel's sales at its own margin" in text


def test_the_pace_of_a_running_cycle_is_said(hand_made: str, capsys: Capture) -> None:
    assert main(["explain", hand_made, "leads", "--period", "current", "--as-of", "2026-10-10"]) == 0
    text = capsys.readouterr().out
    assert "after 9 of 31 days 36 where 29 were due; pace 124%; ahead;" in text


def test_what_is_missing_is_said_with_what_to_do(hand_made: str, capsys: Capture) -> None:
    data = as_data(capsys, hand_made, "gross_margin")
    assert data["value"] is None
    causes = {row["term"]: row["to_do"] for row in data["missing"]}
    assert causes["margin"] == "Write `margin`, such as 40%."
    assert causes["gross_revenue[channel=social]"] == (
        "Add a source that has it, or map a column to it under `columns`."
    )


def test_a_channel_bears_its_part_of_the_shared_costs(checkout: Path, capsys: Capture) -> None:
    """Hours a month: Facebook 14, Instagram 12, LinkedIn 2, none 10, at 34 euros; the agency's 900 euros are shared."""
    data = as_data(capsys, str(checkout / SHOP), "cost_per_lead", "--channel", "instagram")
    steps = {step["id"]: step for step in walk(data["derivation"])}
    by, share = steps["staff_cost"]["share"]
    assert (by, f"{Decimal(share):.6f}") == ("hours", f"{Decimal(12) / 28:.6f}")
    assert f"{Decimal(steps['staff_cost']['value']):.4f}" == f"{34 * (12 + Decimal(10) * 12 / 28):.4f}"
    assert f"{Decimal(steps['agency_fees']['value']):.4f}" == f"{900 * Decimal(12) / 28:.4f}"
    assert (steps["ad_spend"]["value"], steps["ad_spend"]["share"]) == ("1227.03", None)
    assert data["target"] is None


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["lead"], "lead: not a KPI. Did you mean 'leads'? `reportgen kpis` lists them all."),
        (["saves"], "saves: not a KPI. It is a measure. `reportgen kpis` lists them all."),
        (
            ["leads", "--objective", "frist"],
            "--objective frist: not an objective. Did you mean 'first'? The objectives are first, second.",
        ),
        (
            ["leads", "--channel", "instagran"],
            f"--channel instagran: not a channel. Did you mean 'instagram'? The channels are {', '.join(CHANNELS)}.",
        ),
        (
            ["leads", "--channel", "recherche payante"],
            "--channel recherche payante: not a channel. Did you mean 'paid_search'? "
            f"The channels are {', '.join(CHANNELS)}.",
        ),
        (
            ["Coût par prospect"],
            "Coût par prospect: not a KPI. Did you mean 'cost_per_lead'? `reportgen kpis` lists them all.",
        ),
        (
            ["leads", "--objective", "other title"],
            "--objective other title: not an objective. Did you mean 'second'? The objectives are first, second.",
        ),
        (["leads", "--period", "2026-13"], None),
    ],
)
def test_a_wrong_word_ends_with_two_and_the_nearest(
    arguments: list[str], error: str | None, hand_made: str, capsys: Capture
) -> None:
    told = printed(capsys, hand_made, *arguments, code=2)
    assert told.startswith("error: ")
    assert error is None or told == f"error: {error}\n"


def test_the_example_of_the_docs_is_what_is_printed(
    checkout: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (checkout / "docs/explain.md").read_text("utf-8")
    command, text = re.search(r"```sh\nreportgen (.*?)\n```\n\n```text\n(.*?)```", page, re.S).groups()  # type: ignore[union-attr]
    monkeypatch.chdir(checkout)
    assert main(command.split()) == 0
    assert capsys.readouterr().out == text


def test_explain_loads_no_renderer(checkout: Path) -> None:
    code = (
        "import sys; from reportgen.cli import main;"
        f"main(['explain', {str(checkout / TALENT)!r}, 'hires', '--as-of', '2026-11-05']);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) & {"weasyprint", "matplotlib", "pptx", "jinja2"} == set()


def test_rows_that_the_config_chose_are_told_with_the_choice(tmp_path: Path, capsys: Capture) -> None:
    rows = [f"2026-10-{day:02d},{country},1" for day in range(1, 32) for country in ("FR", "BE")]
    (tmp_path / "a.csv").write_text("date,country,enquiries\n" + "\n".join(rows) + "\n", "utf-8")
    (tmp_path / "a.yaml").write_text(
        """\
version: 1
client: Corner Bakery
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {name: tidy, path: a.csv, columns: {day: date, leads: enquiries, channel: {value: instagram}}, where: {country: FR}}
objectives:
  - {id: leads, family: leads, title: Enquiries, role: They ask., kpis: [{kpi: leads, target: 30}]}
""",
        "utf-8",
    )
    assert "a.csv, rows where country = FR\n" in printed(capsys, str(tmp_path / "a.yaml"), "leads")
    (leaf,) = [
        step for step in walk(as_data(capsys, str(tmp_path / "a.yaml"), "leads")["derivation"]) if step["traces"]
    ]
    assert [trace["filter"] for trace in leaf["traces"]] == ["country = FR"]
