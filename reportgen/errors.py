"""What can go wrong, and the exit code that it ends with.

ReportgenError                 1   a fault of ours
├── UsageError                 2   the command line
├── ConfigError                2   the config: holds every Problem of one layer
├── DataError                  2   the input files: holds every Problem of one layer
├── RenderError                1   a document could not be made
├── LedgerError                1   what was reported can't be kept: no room, no right to write
└── HeldError                  4   held on purpose
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is; empty parts are unknown or do not apply.

    ``line`` and ``column`` count from 1 in a text file; ``sheet``, ``row`` (from 1, the file's own
    numbering) and ``field`` (a column's header) lead into a table; ``key`` is a config key path.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    row: int = 0
    field: str = ""
    key: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line:
            where += f":{self.line}:{self.column}" if self.column else f":{self.line}"
        parts = [where] if where else []
        if self.sheet:
            parts.append(f"table '{self.sheet}'")
        if self.row:
            parts.append(f"row {self.row}")
        if self.field:
            parts.append(f"column '{self.field}'")
        text = ", ".join(parts)
        return f"{text} {self.key}" if self.key and text else text or self.key


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, and what would be right.

    ``kind`` is a stable identifier (``unknown_kpi``); ``candidates`` are valid names near the wrong one.
    """

    place: Place
    kind: str
    what: str
    would_be_right: str = ""
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}" if str(self.place) else self.what
        if self.candidates:
            text += f".{meant(self.candidates)}"
        if self.would_be_right:
            text += f"{'' if text.endswith('?') else '.'} {self.would_be_right}"
        return text


def nearest(name: str, valid: Iterable[str]) -> tuple[str, ...]:
    """The valid name most like ``name``; empty when none is near. Ties are broken alphabetically, so it repeats."""
    return tuple(get_close_matches(name, sorted(valid), n=1, cutoff=0.6))


def meant(names: Iterable[str]) -> str:
    """The question after a full stop, *Did you mean 'a' or 'b'?*; "" where there is no name to ask for."""
    quoted = " or ".join(f"'{name}'" for name in names)
    return f" Did you mean {quoted}?" if quoted else ""


class ReportgenError(Exception):
    """The root of all errors that a user may meet."""

    exit_code: ClassVar[int] = 1


class UsageError(ReportgenError):
    """The command line or a call's arguments are wrong."""

    exit_code = 2


class RenderError(ReportgenError):
    """A document could not be made."""


class LedgerError(ReportgenError):
    """The ledger can't be written."""


class HeldError(ReportgenError):
    """A report is held on purpose."""

    exit_code = 4


class _ProblemsError(ReportgenError):
    """An error that holds every Problem found in one layer, sorted by place."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...] | list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=lambda p: (p.place, p.kind, p.what)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ConfigError(_ProblemsError):
    """The config is wrong."""


class DataError(_ProblemsError):
    """The input data are missing, unreadable, or not what the config says."""
