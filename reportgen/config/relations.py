"""Checks of pairs that may evolve together, and of the scenario. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case, near
from reportgen.config.counted import counted, measures_of
from reportgen.config.names import kpi_of_measure
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import Kpi

MOST = 6
SOCIAL_SESSIONS = "such as sessions[channel=all] - sessions[channel=social]"


def relations(case: Case) -> Iterator[Problem]:
    given = case.config.relations
    if len(given) > MOST:
        what = f"{len(given)} relations are asked for: of many pairs some move together by chance"
        cure = f"Keep the {MOST} that a decision hangs on."
        yield case.problem(("relations", MOST), "too_many_relations", what, cure)
    first: dict[frozenset[str], Path] = {}
    for index, pair in enumerate(given):
        path: Path = ("relations", index)
        ids = frozenset({pair.x, pair.y})
        if ids in first:
            what = f"the pair of '{pair.x}' and '{pair.y}' stands here a second time{case.line(first[ids], path)}"
            yield case.problem(path, "duplicate_relation", what, "Keep one of the two.")
        first.setdefault(ids, path)
        kpis = [case.catalogue.kpis.get(name) for name in (pair.x, pair.y)]
        for key, name, kpi in zip(("x", "y"), (pair.x, pair.y), kpis, strict=True):
            yield from _side(case, (*path, key), name, kpi)
        if kpis[0] is not None and kpis[1] is not None:
            yield from _part_and_whole(case, path, kpis[0], kpis[1])


def _side(case: Case, path: Path, name: str, kpi: Kpi | None) -> Iterator[Problem]:
    if kpi is None:
        what, found = f"unknown KPI '{name}'", near(name, case.catalogue.kpis, case.catalogue.printed_kpis())
        cure = "" if found else "Write a KPI of the catalogue, or one declared under kpis."
        if name in case.catalogue.measures:
            what, cure, found = f"'{name}' is a measure, not a KPI", kpi_of_measure(case, name), ()
        yield case.problem(path, "unknown_kpi", what, cure, found)
    elif {case.catalogue.measures[measure].kind for measure in measures_of(case.catalogue, kpi)} == {"level"}:
        what = f"'{name}' is a level: it stands from one week to the next, and seems to follow whatever grows"
        yield case.problem(path, "relation_of_level", what, "Write what is gained, such as net_new_followers.")


def _part_and_whole(case: Case, path: Path, x: Kpi, y: Kpi) -> Iterator[Problem]:
    """A part moves with its whole whatever happens."""
    if x.id == y.id:
        yield case.problem(path, "relation_with_itself", f"'{x.id}' is held against itself", "Write another KPI as y.")
    elif counted(case.catalogue, x) & counted(case.catalogue, y):
        what = f"'{x.id}' and '{y.id}' count the same thing in part, so that they move together anyway"
        cure = f"Take the common part off in a KPI of your own, {SOCIAL_SESSIONS}; or write another KPI."
        yield case.problem(path, "part_of_whole", what, cure)
