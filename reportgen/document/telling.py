"""Views of a report without a status (no targets, a running cycle) → the two KPIs that say most: what went well, and
what did not."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.document.cells import is_small
from reportgen.document.view import View, Views

_SIDES = {"signal_good": 1, "signal_bad": -1}


def most_telling(report: Views) -> list[View]:
    """The best news and the worst; two of one side where the other has none. A signal goes before a usual variation,
    however large that is; then an objective's main KPI before its others; then the larger move. Empty without a
    figure."""
    objectives = report.scorecard.objectives
    known = _once(view for o in objectives for view in report.of(o) if view.measured and not view.score.context)
    judged = [view for view in known if view.score.main or view.verdict.kind in _SIDES]
    views = [view for view in judged if not is_small(view)] or judged
    ranked = sorted(views, key=_weight, reverse=True)
    good, bad = ([view for view in ranked if side(view) == way] for way in (1, -1))
    if good and bad:
        return [good[0], bad[0]]
    return (good or bad or ranked)[:2]


def side(view: View) -> int:
    """1 for good news, -1 for bad, 0 for none: by the signal, without one by the move."""
    move = favour(view)
    return _SIDES.get(view.verdict.kind, (move > 0) - (move < 0))


def favour(view: View) -> float:
    """How much a KPI moved in its good direction, relative to before."""
    delta, before = view.delta, view.score.previous.value
    size = delta.relative if delta.kind == "relative" else delta.absolute
    if size and delta.kind != "relative" and before is not None and before.value:
        size /= abs(before.value)
    return float(-(size or 0) if view.lower else size or 0) * abs(view.direction(delta))


def _weight(view: View) -> tuple[bool, bool, float]:
    return view.verdict.kind in _SIDES, view.score.main, abs(favour(view))


def _once(views: Iterable[View]) -> list[View]:
    """A KPI of two objectives is one piece of news."""
    found: dict[str, View] = {}
    for view in sorted(views, key=lambda view: not view.score.main):
        found.setdefault(view.score.id, view)
    return list(found.values())
