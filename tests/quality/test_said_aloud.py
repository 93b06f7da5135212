"""Each doubt about the data is a Finding with its place, decides the gate, and stands in the notes and on page 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from reportgen.config.checks import full_catalogue
from reportgen.config.load import load_config
from reportgen.display import Display
from reportgen.document.findings import data_notes
from reportgen.document.notes import note_lines
from reportgen.document.view import Views
from reportgen.document.wording import Words
from reportgen.model.facts import Finding
from reportgen.pipeline import Measured, measure

AS_OF = date(2026, 11, 5)
FAR = date(2026, 12, 1)
OCTOBER = [date(2026, 10, 1) + timedelta(days=number) for number in range(31)]
CONFIG = """\
version: 1
client: Corner Bakery
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
compare: [target]
sources:
  - {{name: web, path: "data/*.csv"{more}}}
quality: {{gate: {gate}}}
objectives:
  - id: traffic
    family: traffic
    title: Bring visitors
    role: They come.
    due: 2026-12-31
    agreed_by: Ana
    kpis: [{{kpi: social_sessions, target: 100}}]
"""


def table(days: list[date], value: int = 100, last: int | None = None, total: int | None = None) -> str:
    rows = [f"{day},facebook,{value}" for day in days]
    if last is not None:
        rows[-1] = f"{days[-1]},facebook,{last}"
    if total is not None:
        rows.append(f"Total,,{total}")
    return "\n".join(["day,channel,sessions", *rows]) + "\n"


@dataclass(frozen=True)
class Doubt:
    """Files that give one kind of Finding; ``place``: where it points; ``said``: what the notes say, and page 1 unless
    ``page`` is what that says."""

    kind: str
    files: dict[str, str]
    place: str
    said: str
    more: str = ""
    page: str = ""
    page_one: bool = True


EARLIER, LATER = OCTOBER[:20], OCTOBER[10:]
WHOLE, GAP = table(OCTOBER), table(OCTOBER[:9] + OCTOBER[12:])
FRESH = ", fresh_within: 3"
FOREIGN = WHOLE.replace(",facebook", ",billboard", 1)
DOUBTS = [
    Doubt("missing_days", {"a.csv": GAP}, "data/a.csv, row 10", "3 days missing", page="28 of 31 days"),
    Doubt("stale_source", {"a.csv": table(EARLIER)}, "data/a.csv, row 21", "20 October", FRESH, "out of date"),
    Doubt("duplicate_rows", {"a.csv": table([*OCTOBER, OCTOBER[3]])}, "data/a.csv", "1 duplicate row, counted once"),
    Doubt("same_content", {"a.csv": WHOLE, "b.csv": WHOLE}, "data/b.csv", "present twice and counted"),
    Doubt("overlap", {"a.csv": table(EARLIER), "b.csv": table(LATER, 110)}, "data/b.csv", "files overlap"),
    Doubt("overlap_undated", {"a.csv": WHOLE, "b.csv": table(LATER, 110)}, "data/b.csv", "nothing tells which"),
    Doubt("unfinished_day", {"a.csv": table(OCTOBER, last=30)}, "data/a.csv, row 32", "looks unfinished"),
    Doubt("total_row_differs", {"a.csv": table(OCTOBER, total=9)}, "data/a.csv, row 33", "differs from the sum"),
    Doubt("negative_values", {"a.csv": table(OCTOBER[:5], last=-4)}, "data/a.csv, row 6", "negative count"),
    Doubt("no_rows", {"a.csv": WHOLE, "b.csv": table([])}, "data/b.csv", "no rows"),
    Doubt("unknown_channel", {"a.csv": FOREIGN}, "data/a.csv, row 1", "unknown channel"),
    Doubt("partial_last_day", {"a.csv": table([*OCTOBER, AS_OF])}, "data/a.csv", "day of the export", page_one=False),
    Doubt("ignored_future_rows", {"a.csv": table([*OCTOBER, FAR])}, "data/a.csv", "dated after", page_one=False),
]  # fmt: skip


def measured(folder: Path, files: dict[str, str], more: str = "", gate: str = "send_with_notice") -> Measured:
    (folder / "data").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "data" / name).write_text(text, "utf-8")
    (folder / "client.yaml").write_text(CONFIG.format(more=more, gate=gate), "utf-8")
    return measure(load_config(folder / "client.yaml"), "2026-10", AS_OF)


def found(of: Measured, kind: str) -> Finding:
    (finding,) = [finding for finding in of.findings if finding.kind == kind]
    return finding


def said(of: Measured) -> tuple[str, str]:
    """The notes, and page 1's paragraphs on the data."""
    config, display = of.config.config, Display("en_GB", "EUR")
    views = Views(config, full_catalogue(config), of.scorecard, of.insights, Words("en_GB"), display)
    texts = ["\n".join(display.text(text) for text in lines) for lines in (note_lines(views), data_notes(views))]
    return texts[0].replace("\u00a0", " "), texts[1].replace("\u00a0", " ")


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt.kind)
def test_a_doubt_has_its_place_and_stands_in_the_notes_and_where_it_matters_on_page_one(
    tmp_path: Path, doubt: Doubt
) -> None:
    of = measured(tmp_path, doubt.files, doubt.more)
    finding = found(of, doubt.kind)
    assert str(finding.place) == doubt.place
    notes, page_one = said(of)
    assert doubt.said in notes
    assert ((doubt.page or doubt.said) in page_one) is doubt.page_one
    assert (finding.severity == "notice") is doubt.page_one


@pytest.mark.parametrize("doubt", [doubt for doubt in DOUBTS if doubt.page_one], ids=lambda doubt: doubt.kind)
@pytest.mark.parametrize("gate", ["send", "send_with_notice", "hold"])
def test_a_doubt_of_the_cycle_closes_the_gate_as_far_as_the_config_wants(
    tmp_path: Path, doubt: Doubt, gate: str
) -> None:
    assert measured(tmp_path, doubt.files, doubt.more, gate).scorecard.gate == gate


@pytest.mark.parametrize("gate", ["send", "send_with_notice", "hold"])
def test_whole_data_are_sent(tmp_path: Path, gate: str) -> None:
    of = measured(tmp_path, {"a.csv": table(OCTOBER)}, gate=gate)
    assert (of.scorecard.gate, of.findings) == ("send", ())


@pytest.mark.parametrize(
    ("files", "more", "source", "kpi"),
    [
        ({"a.csv": table(OCTOBER)}, "", "ok", "ok"),
        ({"a.csv": table(OCTOBER[:9] + OCTOBER[12:])}, "", "partial", "partial"),
        ({"a.csv": table(OCTOBER[:26])}, FRESH, "stale", "partial"),
    ],
)
def test_what_is_found_decides_the_state(
    tmp_path: Path, files: dict[str, str], more: str, source: str, kpi: str
) -> None:
    of = measured(tmp_path, files, more)
    assert of.scorecard.sources[0].state == source
    assert of.scorecard.objectives[0].kpis[0].current.state == kpi


def test_the_later_of_two_overlapping_exports_wins_and_brings_an_unfinished_day_whole(tmp_path: Path) -> None:
    of = measured(tmp_path, {"a.csv": table(EARLIER, last=20), "b.csv": table(LATER)})
    assert of.scorecard.objectives[0].kpis[0].current.value == 3100
    assert {finding.kind: finding.severity for finding in of.findings} == {"overlap": "info"}


def test_a_doubt_about_other_days_asks_for_no_notice(tmp_path: Path) -> None:
    spring = [date(2026, 3, 1) + timedelta(days=number) for number in range(245)]
    of = measured(tmp_path, {"a.csv": table([day for day in spring if day != date(2026, 4, 7)])})
    assert (found(of, "missing_days").severity, of.scorecard.gate) == ("info", "send")
