"""What a check is given: the config, the catalogue it may name, the file as written, and the place of each key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportgen import strict_yaml
from reportgen.config.kinds import given
from reportgen.config.origins import Places
from reportgen.config.schema import Config, Kpi, Objective, Target
from reportgen.errors import Place, Problem, nearest
from reportgen.model.scorecard import Names
from reportgen.vocabulary.catalogue import Catalogue
from reportgen.vocabulary.printed import ids_of


@dataclass(frozen=True, slots=True)
class Case:
    """``written`` and ``marks`` are None for a config that was made in memory: places then hold the key alone."""

    config: Config
    catalogue: Catalogue
    folder: Path
    written: object = None
    marks: Places | None = None
    as_of: date | None = None  # the day of the report, where one is made

    def place(self, path: strict_yaml.Path) -> Place:
        return self.marks.place(path) if self.marks else Place(key=strict_yaml.render(path))

    def inside(self, path: strict_yaml.Path, index: int) -> Place:
        """The place of a character of the text at ``path``."""
        return self.marks.inside(path, index) if self.marks else self.place(path)

    def problem(
        self, path: strict_yaml.Path, kind: str, what: str, cure: str = "", near: tuple[str, ...] = ()
    ) -> Problem:
        return Problem(self.place(path), kind, what, cure, near)

    def at(self, path: strict_yaml.Path) -> Any:
        """What the file says at ``path``, before validation; None where it says nothing."""
        value: Any = self.written
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return given(value)

    def line(self, path: strict_yaml.Path, here: strict_yaml.Path) -> str:
        """`` (line 12)``, to point from ``here`` at a second place, with its file where that is another one."""
        there = self.place(path)
        file = "" if there.file == self.place(here).file else f"{there.file}, "
        return f" ({file}line {there.line})" if there.line else ""


Check = Callable[[Case], Iterable[Problem]]


def objectives(config: Config) -> Iterator[tuple[strict_yaml.Path, Objective]]:
    for index, objective in enumerate(config.objectives):
        yield ("objectives", index), objective


def kpis(config: Config) -> Iterator[tuple[strict_yaml.Path, Objective, Kpi]]:
    """Every KPI of every objective, in the file's order."""
    for path, objective in objectives(config):
        for index, kpi in enumerate(objective.kpis):
            yield (*path, "kpis", index), objective, kpi


def target_of(kpi: Kpi) -> Target | None:
    """The target in its long form."""
    return kpi.target if kpi.target is None or isinstance(kpi.target, Target) else Target(value=kpi.target)


def near(name: str, valid: Iterable[str], printed: Mapping[str, Names] | None = None) -> tuple[str, ...]:
    """The ids that are printed under this name, else the valid name most like it, whatever its capitals."""
    names = list(valid)
    return ids_of(name, printed or {}) or nearest(name, names) or nearest(name.lower(), names)
