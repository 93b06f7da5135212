"""A client's own descriptions of exports: the example of the docs as printed, precedence, and what is wrong in them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.errors import ConfigError
from tests.sources.build import Folder, by_day, findings, select, total

FORUM = {"name": "forum", "path": "forum.csv"}


@pytest.fixture
def blocks(checkout: Path) -> list[tuple[str, str]]:
    """(language, text) of each printed block."""
    return re.findall(r"^```(\w+)\n(.*?)^```", (checkout / "docs" / "exports.md").read_text("utf-8"), re.M | re.S)


@pytest.fixture
def forum(folder: Folder, blocks: list[tuple[str, str]]) -> Folder:
    """The folder of the docs' example: the config's key, the file, its description."""
    (_, key), (_, table), (_, description), *_ = blocks
    assert key == "exports: exports\n"
    return folder.write("forum.csv", table).write("exports/forum.yaml", description)


def test_the_printed_description_has_ten_lines_and_reads_the_printed_file(forum: Folder) -> None:
    assert len((forum.path / "exports/forum.yaml").read_text("utf-8").splitlines()) <= 10
    facts = forum.read(FORUM, exports="exports")
    assert by_day(facts, "other_cost") == {"2026-03-02": Decimal("310.5"), "2026-03-03": Decimal("232.9")}
    assert (total(facts, "posts"), total(facts, "reach")) == (21, 8100)
    assert not findings(facts, "total_row_differs")
    assert [dict(finding.names) for finding in findings(facts, "own_export")] == [{"export": "Customers' forum"}]


def test_without_its_description_the_file_is_unknown(forum: Folder) -> None:
    (line,) = forum.problems(FORUM)
    assert line.startswith("forum.csv, row 2: not recognised.") or "none of the exports that are known" in line


def test_an_own_description_counts_before_the_shipped_one_of_its_id(folder: Folder) -> None:
    folder.write("ads.csv", "Day,Amount spent (EUR),Link clicks\n2026-10-01,12.50,3\n2026-10-02,7.50,4\n")
    ads = {"name": "ads", "path": "ads.csv"}
    assert total(folder.read(ads), "link_clicks") == 7
    own = "id: meta_ads\nname: Our ads\nrecognise: [day, spend]\ncolumns:\n"
    own += "  day: {role: day, headers: Day}\n  spend: {measure: tool_cost, headers: Amount spent}\n"
    facts = folder.write("e/meta_ads.yaml", own).read(ads, exports="e")
    assert {fact.key.measure for fact in facts.series} == {"tool_cost"}


def test_all_that_is_wrong_in_own_descriptions_is_told_with_file_line_column_and_key(folder: Folder) -> None:
    folder.write("data.csv", "a,b\n")
    folder.write("e/one.yaml", "id: one\nname: One\nrecognise: [day]\ncolumns:\n  day: {rôle: day, headers: D}\n")
    folder.write("e/two.yaml", "id: three\nname: Two\nrecognise: [day]\ncolumns: {day: {role: dai, headers: D}}\n")
    folder.write("e/four.yaml", "id: four\nname: [\n")
    with pytest.raises(ConfigError) as caught:
        folder.read({"name": "d", "path": "data.csv"}, exports="e")
    lines = str(caught.value).splitlines()
    assert lines[0].startswith("e/four.yaml:3:1: a key or a value is missing")
    assert lines[1].startswith("e/one.yaml:5:9 columns.day.rôle: unknown key 'rôle'. Did you mean 'role'?")
    assert lines[2].startswith("e/two.yaml:4:17 columns.day.role: 'dai' is not known here. Did you mean 'day'?")


def test_posts_without_ids_are_all_counted(folder: Folder) -> None:
    lines = ["id: board", "name: Board", "of: posts", "counts: posts", "recognise: [day, board, likes]", "columns:"]
    lines += ["  day: {role: day, headers: Date}", "  board: {role: label, headers: Board}"]
    folder.write("exports/board.yaml", "\n".join([*lines, "  likes: {measure: reactions, headers: Likes}"]))
    folder.write("a.csv", "Date,Board,Likes\n2026-10-01,A,5\n2026-10-02,A,7\n2026-10-02,B,1\n2026-10-02,B,1\n")
    facts = folder.read({"name": "board", "path": "a.csv", "channel": "facebook"}, exports="exports")
    assert (total(facts, "posts", of="posts"), total(facts, "reactions", of="posts")) == (4, 14)


def test_a_measure_of_the_clients_own_can_be_a_columns(folder: Folder) -> None:
    text = "id: gifts\nname: Gifts\nrecognise: [day, gifts]\ncolumns:\n  day: {role: day, headers: Day}\n"
    text += "  gifts: {measure: gift_boxes, headers: Gift boxes}\n"
    folder.write("e/gifts.yaml", text).write("gifts.csv", "Day,Gift boxes\n2026-10-01,5\n")
    source, boxes = (
        {"name": "g", "path": "gifts.csv"},
        {"id": "gift_boxes", "kind": "flow", "unit": "count", "name": "G"},
    )
    assert total(folder.read(source, exports="e", measures=[boxes]), "gift_boxes") == 5
    with pytest.raises(ConfigError, match="there is no measure 'gift_boxes'"):
        folder.read(source, exports="e")


def test_a_format_that_is_named_is_read_though_another_fits_better(folder: Folder) -> None:
    base = "absent: missing\nrecognise: [day, likes]\ncolumns:\n  day: {role: day, headers: Day}\n"
    rich = f"id: rich\nname: Rich\n{base}  likes: {{measure: reactions, headers: Likes}}\n"
    rich += "  comments: {measure: comments, headers: Comments}\n"
    poor = f"id: poor\nname: Poor\n{base}  likes: {{measure: saves, headers: Likes}}\n"
    folder.write("e/rich.yaml", rich).write("e/poor.yaml", poor)
    folder.write("d.csv", "Day,Likes,Comments\n2026-10-01,5,2\n")
    source = {"name": "d", "path": "d.csv"}
    assert total(folder.read(source, exports="e"), "comments") == 2
    facts = folder.read({**source, "format": "poor"}, exports="e")
    assert [(fact.key.measure, fact.value) for fact in select(facts, "saves")] == [("saves", 5)]
    assert not select(facts, "comments")
