"""Findings → the lines that the notes say of the data: what is alike is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from reportgen.document.findings import finding_text, listed, source_name
from reportgen.document.view import Views
from reportgen.document.wording import sentences
from reportgen.model.facts import Finding
from reportgen.model.text import Text

_SHARES = frozenset({"untagged", "unknown_tags"})
_OF_ANY_SOURCE = frozenset({"partial_last_day", "ignored_future_rows"})
"""What is true of every export that a running cycle is made of: which days and rows do not count yet."""
_COUNTS = (["rows"], ["days"])
_SHEETS = ("sheet", "header")


def finding_lines(report: Views) -> list[Text]:
    """What the notes say of the data: a sentence per kind and source; what is of every export, and files that overlap
    without harm, is told once with its sources."""
    kept = [(index, f) for index, f in enumerate(report.scorecard.findings) if _noted(report, f)]
    overlaps = [f for _, f in kept if _harmless_overlap(f)]
    others = [(index, f) for index, f in kept if len(overlaps) < 2 or not _harmless_overlap(f)]
    lines = [line for group in _alike(others) for line in _told_once(report, group)]
    if len(overlaps) > 1:
        lines.append(report.words.text("finding.overlaps", sources=_sources(report, [(0, f) for f in overlaps])))
    return lines


Group = list[tuple[int, Finding]]


def _alike(findings: Group) -> Iterable[Group]:
    """The findings of one kind, source and subject together, some of whatever source; what asks for a look stands
    alone."""
    groups: dict[object, Group] = {}
    for index, finding in findings:
        subject = tuple(pair for pair in finding.names if pair[0] not in _SHEETS)
        source = "" if finding.kind in _OF_ANY_SOURCE else finding.source
        key = (finding.kind, source, subject) if finding.severity == "info" else index
        groups.setdefault(key, []).append((index, finding))
    return groups.values()


def _told_once(report: Views, group: Group) -> Iterable[Text]:
    """The sentence of a group: of counts their sum; else of the first, and how many others there are."""
    index, first = group[0]
    counted = all([name for name, _ in f.numbers] in _COUNTS and f.names == first.names for _, f in group)
    if len(group) > 1 and counted:
        summed = _summed([finding for _, finding in group])
        return [finding_text(report, summed, f"{index}.and_alike", _sources(report, group))]
    different = {report.display.text(finding_text(report, finding, place)) for place, finding in group}
    text, more = finding_text(report, first, index), len(different) - 1
    if not more:
        return [text]
    number = report.words.number(more, f"finding.{index}.more")
    return [sentences(text, report.words.text("finding.more", more, number=number))]


def _summed(findings: list[Finding]) -> Finding:
    """Findings that count the same as one: the counts added, over all their days and measures."""
    starts, ends = [f.start for f in findings if f.start], [f.end for f in findings if f.end]
    return replace(
        findings[0],
        numbers=((findings[0].numbers[0][0], sum((f.numbers[0][1] for f in findings), Decimal(0))),),
        measures=tuple(dict.fromkeys(measure for f in findings for measure in f.measures)),
        start=min(starts, default=None),
        end=max(ends, default=None),
    )


def _noted(report: Views, finding: Finding) -> bool:
    """Whether a finding stands in the notes: a share of other days than this cycle's says nothing of it."""
    if finding.kind not in _SHARES or finding.start is None or finding.end is None:
        return True
    return finding.start < report.cycle.stop and report.cycle.start < finding.end


def _harmless_overlap(finding: Finding) -> bool:
    return finding.kind == "overlap" and finding.severity == "info"


def _sources(report: Views, group: Group) -> Text:
    return listed(report, [source_name(report, name) for name in dict.fromkeys(f.source for _, f in group)])
