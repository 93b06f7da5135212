"""Problems that the data show with a config's keys → the same at the lines where the keys stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reportgen.config.origins import Places
from reportgen.errors import Problem
from reportgen.strict_yaml import Path

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def placed(problems: Iterable[Problem], marks: Places | None) -> tuple[Problem, ...]:
    """Those that name a key and no file get its file, line and column. ``marks`` is None for a config in memory."""
    return tuple(_placed(problem, marks) if marks else problem for problem in problems)


def _placed(problem: Problem, marks: Places) -> Problem:
    key = problem.place.key
    return replace(problem, place=marks.place(_path(key))) if key and not problem.place.file else problem


def _path(key: str) -> Path:
    """``objectives[0].kpi`` → ``("objectives", 0, "kpi")``."""
    return tuple(int(part[1]) if part[1] else part[2] for part in _PART.finditer(key))
