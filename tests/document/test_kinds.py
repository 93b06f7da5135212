"""Whatever the stages before can say about the data, the documents can say it: kinds and causes read from the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import reportgen
from reportgen.model.facts import Finding
from reportgen.model.report import Lines, Objective
from reportgen.vocabulary.catalogue import CONFIG_VALUES
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_states import said
from tests.vocabulary.words import leaves

PACKAGE = Path(reportgen.__file__).parent
DAY, NEXT = date(2026, 10, 3), date(2026, 10, 6)
# A finding of each kind with the fields that its maker fills.
FINDINGS = {
    "missing_days": {"measures": ("leads",), "start": DAY, "end": NEXT, "numbers": (("days", Decimal(3)),)},
    "no_rows": {},
    "stale_source": {"end": DAY, "numbers": (("days", Decimal(9)), ("allowed", Decimal(3)))},
    "overlap": {
        "start": DAY, "end": NEXT, "numbers": (("days", Decimal(3)), ("changed", Decimal(2))),
        "names": (("kept", "b.csv"), ("replaced", "a.csv")),
    },
    "overlap_undated": {
        "measures": ("leads",), "start": DAY, "end": NEXT, "names": (("kept", "b.csv"), ("replaced", "a.csv")),
        "numbers": (("first", Decimal(363)), ("second", Decimal(171))),
    },
    "posts_unnamed": {"numbers": (("rows", Decimal(7)),)},
    "overlap_accounts": {
        "measures": ("ad_spend",), "start": DAY, "end": NEXT, "names": (("kept", "b.csv"), ("replaced", "a.csv")),
        "numbers": (("first", Decimal(363)), ("second", Decimal(171))),
    },
    "duplicate_rows": {"numbers": (("rows", Decimal(3)),)},
    "same_content": {"names": (("same_as", "a.csv"),)},
    "ignored_future_rows": {"start": DAY, "end": NEXT, "numbers": (("rows", Decimal(1)),)},
    "partial_last_day": {"start": DAY, "end": NEXT, "numbers": (("rows", Decimal(1)),)},
    "total_row_differs": {"measures": ("leads",), "numbers": (("total", Decimal(7)), ("rows", Decimal(6)))},
    "unknown_channel": {"names": (("channel", "Bluesky 2"),), "numbers": (("rows", Decimal(4)),)},
    "visits_of_events": {"measures": ("sessions",)},
    "followers_differ": {
        "measures": ("followers",), "channels": ("instagram",), "start": DAY, "end": NEXT,
        "numbers": (("level", Decimal(50)), ("flows", Decimal(62))),
    },
    "rows_not_added": {"measures": ("reach",), "numbers": (("windows", Decimal(2)),)},
    "revenue_basis_unknown": {"measures": ("revenue",)},
    "sources_differ": {
        "measures": ("leads",), "start": DAY, "end": NEXT, "names": (("other", "crm"),),
        "numbers": (("first", Decimal(120)), ("second", Decimal("98.5"))),
    },
    "sources_same": {"measures": ("leads",), "start": DAY, "end": NEXT, "names": (("other", "crm"),)},
    "marked_unavailable": {"measures": ("leads",), "start": DAY, "end": NEXT, "numbers": (("days", Decimal(1)),)},
    "zero_assumed": {"measures": ("leads",), "start": DAY, "end": NEXT, "numbers": (("days", Decimal(1)),)},
    "competitors_missing": {
        "measures": ("competitor_mentions",), "start": DAY, "end": NEXT, "names": (("competitors", "Silent, Other"),),
        "numbers": (("known", Decimal(1)), ("declared", Decimal(3))),
    },
    "claims_exceed": {"measures": ("leads",), "start": DAY, "end": NEXT, "numbers": (("total", Decimal(40)),)},
    "guessed_encoding": {"names": (("encoding", "windows-1252"),)},
    "columns_alike": {"measures": ("impressions",), "names": (("column", "Views"),)},
    "short_of_name": {"start": DAY, "end": NEXT},
    "rounded_ids": {"names": (("column", "Post ID"),)},
    "order_lines_differ": {"numbers": (("rows", Decimal(2)),)},
    "no_order_lines": {},
    "no_order_lines_default": {},
    "line_margins_default": {"numbers": (("rows", Decimal(1)), ("lines", Decimal(9))), "names": (("product", "Lamp"),)},
    "line_margins_missing": {"numbers": (("rows", Decimal(4)), ("lines", Decimal(9))), "names": (("product", "Lamp"),)},
    "scores_without_sample": {"numbers": (("rows", Decimal(1)),)},
    "score_differs": {"numbers": (("rows", Decimal(2)),)},
    "older_versions": {"numbers": (("rows", Decimal(20)),)},
    "unknown_query": {"names": (("query", "Trends"),), "numbers": (("rows", Decimal(4)),)},
    "rows_without_post": {"numbers": (("rows", Decimal(3)),)},
    "dates_day_first": {"names": (("example", "01/10/2026"),)},
    "dates_month_first": {"names": (("example", "01/10/2026"),)},
    "hidden_sheet": {"names": (("sheet", "Notes 2026"),)},
    "sheet_left_out": {"names": (("sheet", "Notes 2026"),)},
    "total_row": {"numbers": (("rows", Decimal(1)),)},
    "negative_values": {"measures": ("leads",), "numbers": (("rows", Decimal(2)),)},
    "table_left_out": {"names": (("header", "Top 10 posts"),)},
    "campaign_unmatched": {"names": (("campaign", "Soldes 2026"), ("match", "soldes*"))},
    "campaign_untold": {"names": (("campaign", "Soldes 2026"), ("match", "soldes*"))},
    "campaign_unmatched_near": {"names": (("campaign", "Soldes"), ("match", "solde"), ("near", "soldes"))},
    "untagged": {"measures": ("sessions",), "start": DAY, "end": NEXT, "numbers": (("share", Decimal("12.5")),)},
    "unknown_tags": {
        "measures": ("sessions",), "start": DAY, "end": NEXT, "numbers": (("share", Decimal("7.5")),),
        "names": (("tags", "tg 24 / bio"),),
    },
    "unfinished_day": {
        "measures": ("impressions",), "start": DAY, "end": NEXT,
        "numbers": (("value", Decimal(700)), ("usual", Decimal(3000))),
    },
    "year_assumed": {},
    "own_export": {"names": (("export", "our_crm"),)},
    "rows_left_out": {"numbers": (("rows", Decimal(4)),), "names": (("column", "action_type"),)},
    "rows_not_joined": {"numbers": (("rows", Decimal(4)),), "names": (("column", "Post ID"),)},
}  # fmt: skip
EXPLAINED = {"later", "less_coverage", "by_channel"}  # said by `reportgen explain` alone
MADE = {"common_part", "gross_unique", "unweighted", "revenue_not_margin"}


def trees(folder: str) -> Iterator[ast.Module]:
    for path in sorted((PACKAGE / folder).glob("*.py")):
        yield ast.parse(path.read_text("utf-8"))


def words_of(node: ast.AST) -> set[str]:
    """Ids among the string literals of a piece of code."""
    found = {item.value for item in ast.walk(node) if isinstance(item, ast.Constant) and isinstance(item.value, str)}
    return {word for word in found if re.fullmatch(r"[a-z]+(_[a-z]+)*", word)}


def called(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in names:
            yield node


def finding_kinds() -> set[str]:
    """First arguments of ``Finding(…)``; of a variable its loop's ids, or those that its function is called with."""
    kinds: set[str] = set()
    for folder in ("sources", "kpis", "insight", "config"):
        for tree in trees(folder):
            for call in called(tree, "Finding"):
                found = words_of(call.args[0]) or _values(tree, call, ast.unparse(call.args[0]))
                assert found, f"a finding whose kind can't be read from the code: {ast.unparse(call)}"
                kinds |= found
    return kinds


def _values(tree: ast.Module, call: ast.Call, name: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.For) and call in ast.walk(node) and name in ast.unparse(node.target):
            found |= words_of(node.iter)
        elif isinstance(node, ast.FunctionDef) and call in ast.walk(node):
            place = [argument.arg for argument in node.args.args].index(name)
            found |= {word for user in called(tree, node.name) for word in words_of(user.args[place])}
    return found


def causes() -> set[str]:
    """What the KPI stage gives as a cause or a note: to its errors, parameters and variables of these names."""
    named = {"cause", "why", "other", "note", "notes"}
    found: set[str] = set()
    for tree in trees("kpis"):
        given: list[ast.AST] = [call.args[-1] for call in called(tree, "UnavailableError", "Found", "Setting")]
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in named:
                given.append(node.value)
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if named & {getattr(target, "id", getattr(target, "attr", "")) for target in targets}:
                    given.append(node.value)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("notes.append"):
                given += node.args
            elif isinstance(node, ast.Return) and node.value is not None:
                found |= {word for word in words_of(node.value) if word.startswith("no_")}
        found |= {word for node in given for word in words_of(node)}
    return found - EXPLAINED


def test_every_kind_of_finding_in_the_code_is_known_here_and_has_words_in_both_languages() -> None:
    kinds = finding_kinds()
    assert len(kinds) > 10
    assert kinds == set(FINDINGS)
    for language in ("en", "fr"):
        keys = {key.split(".")[1] for key in leaves(language) if key.startswith("finding.")}
        assert keys - {"all_measures", "overlaps", "more"} == kinds, language  # no kinds: words that several share


@pytest.mark.parametrize("locale", ["fr_FR", "en_GB"])
@pytest.mark.parametrize("kind", sorted(FINDINGS))
def test_every_finding_is_a_sentence(kind: str, locale: str) -> None:
    finding = Finding(kind, "notice", "shop", **FINDINGS[kind])  # type: ignore[arg-type]
    made = report(scorecard(objective("leads", "t", "r", kpi("leads", [1, 2], 3)), findings=(finding,)), locale)
    line = next(block for block in made.pages[2].blocks if isinstance(block, Lines)).lines[0]
    text = said(made, line)
    assert text.endswith(".")
    assert "{" not in text
    assert "()" not in text


def test_every_cause_in_the_code_has_words_in_both_languages() -> None:
    found = causes() | {f"no_{name}" for name in CONFIG_VALUES}
    assert {"no_rows", "not_additive", "crosses_cycle", "no_channel", "division_by_zero", *MADE} <= found
    for language in ("en", "fr"):
        words = leaves(language)
        missing = {name for name in found if f"cause.{name}" not in words and f"notes.made.{name}" not in words}
        assert not missing, language
        told = {key.split(".")[-1] for key in words if key.startswith(("cause.", "notes.made."))}
        assert told - found == {"other"}, f"{language}: words that nothing says"


@pytest.mark.parametrize("cause", sorted(MADE))
def test_how_a_figure_was_made_is_a_lettered_note(cause: str) -> None:
    card = scorecard(objective("leads", "t", "r", kpi("leads", [1, 2], 3, cause=cause)))
    block = report(card).pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.table.rows[0].cells[0].reference == "a"
    assert block.table.notes[0][0] == "a"
    assert len(said(report(card), block.table.notes[0])) > 30
