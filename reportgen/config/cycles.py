"""Checks of time: the objectives' own cycles are made of whole cycles of the report, series breaks name what exists.

Case → Problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case, near, objectives
from reportgen.config.wanted import listed, short
from reportgen.errors import Problem
from reportgen.periods import CycleSpec
from reportgen.strict_yaml import Path

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Cycle → how many months it has."""


def own_cycles(case: Case) -> Iterator[Problem]:
    spec = case.config.spec
    for path, objective in objectives(case.config):
        own = case.config.spec_of(objective)
        if not _is_multiple(own, spec):
            what = f"{_told(own)} can't be made of whole cycles of the report: {_told(spec)}"
            yield case.problem((*path, "cycle"), "cycle_not_multiple", what, _cure(spec))


def breaks(case: Case) -> Iterator[Problem]:
    known = {*case.catalogue.measures, *case.catalogue.kpis}
    for index, row in enumerate(case.config.breaks):
        if row.of is None and row.channel is None:
            cure = "Add of with a measure or KPI, or channel."
            yield case.problem(("breaks", index), "break_of_nothing", "nothing says which series is broken", cure)
        for name, path in _written(row.of, index):
            if name not in known:
                found = near(name, sorted(known))
                what = f"unknown measure or KPI '{short(name)}'"
                cure = "" if found else "`reportgen kpis` lists the KPIs."
                yield case.problem(path, "unknown_name", what, cure, found)


def _written(of: str | list[str] | None, index: int) -> Iterator[tuple[str, Path]]:
    """Each name with the place where it stands."""
    if isinstance(of, str):
        yield of, ("breaks", index, "of")
    for place, name in enumerate(of if isinstance(of, list) else ()):
        yield name, ("breaks", index, "of", place)


def _is_multiple(own: CycleSpec, spec: CycleSpec) -> bool:
    """Whether each of the objective's cycles begins and ends with one of the report's."""
    if own.kind in MONTHS and spec.kind in MONTHS:
        return MONTHS[own.kind] % MONTHS[spec.kind] == 0
    mine, its = _days(own), _days(spec)
    return bool(mine and its) and mine % its == 0 and (own.anchor - spec.anchor).days % its == 0


def _days(spec: CycleSpec) -> int:
    """Days of a cycle that always has as many; 0 for the others. A week's anchor, 2001-01-01, is a Monday."""
    return 7 if spec.kind == "week" else spec.days


def _told(spec: CycleSpec) -> str:
    return f"{spec.days} days from {spec.anchor}" if spec.kind == "days" else f"a {spec.kind}"


def _cure(spec: CycleSpec) -> str:
    if spec.kind in MONTHS:
        fitting = [kind for kind, months in MONTHS.items() if months % MONTHS[spec.kind] == 0]
        return f"Write {listed(fitting, 'or')}."
    first = "a Monday" if spec.kind == "week" else f"{spec.anchor}"
    return f"Write {{days: …, from: …}} with a multiple of {_days(spec)} days, counted from {first}."
