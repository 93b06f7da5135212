"""What the readers hand over: one Extract per table of a file, its entries not yet merged with those of other files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from decimal import Decimal
from pathlib import PurePosixPath
from typing import NamedTuple

from reportgen.config.schema import Days, Source
from reportgen.config.schema_money import ProductMargins
from reportgen.errors import Place, Problem
from reportgen.model.facts import Finding, Key, Origin, Sales, Sample
from reportgen.sources.description import Absent
from reportgen.vocabulary.tags import Rule

MOST_PROBLEMS = 10  # of one file; a column of wrong cells is one mistake, not a thousand


DAY = timedelta(days=1)
Window = tuple[date, date]
"""Half-open range of local dates."""


class Line(NamedTuple):
    """Where the values of a row (or of a group of rows) stand; one object for all of them. ``apart`` is what tells rows
    of one key and window apart. ``beside``: the answers behind a score, or what order lines tell of an amount."""

    window: Window
    first_row: int
    last_row: int
    apart: tuple[str, ...] = ()
    beside: Sample | Sales | None = None


Series = list[tuple[Line, Decimal]]
Values = dict[Key, Series]
"""What a table says of each key, in the order of its rows."""


def windows_of(values: Mapping[Key, Series]) -> frozenset[Window]:
    """The windows of all values, each once."""
    return frozenset(line.window for series in values.values() for line, _ in series)


def join(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Half-open ranges → sorted ones that neither overlap nor touch."""
    joined: list[Window] = []
    for start, end in sorted(set(windows)):
        if joined and start <= joined[-1][1]:
            if end > joined[-1][1]:
                joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def without(spans: Iterable[Window], gone: Iterable[Window]) -> tuple[Window, ...]:
    """Sorted half-open ranges less those that are ``gone``."""
    left = tuple(spans)
    for first, last in gone:
        cut = ((part for part in ((start, min(end, first)), (max(start, last), end))) for start, end in left)
        left = tuple((start, end) for parts in cut for start, end in parts if start < end)
    return left


def period_of(source: Source) -> Window | None:
    """The half-open range of a source's ``period``: its days, a month (2026-10), a year or a day."""
    given = source.period
    if given is None:
        return None
    if isinstance(given, Days):
        return given.start, given.end + DAY
    year, month, day = (int(part) for part in (given + "-0-0").split("-")[:3])
    if day:
        return date(year, month, day), date(year, month, day) + DAY
    first = date(year, month or 1, 1)
    return first, date(year + month // 12, month % 12 + 1, 1) if month else date(year + 1, 1, 1)


class PostWords(NamedTuple):
    """What a row tells of a post beside its figures: as `model.facts.Post` has it."""

    hour: int | None
    format: str
    topics: tuple[str, ...]
    text: str
    link: str
    boosted: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of events speaks about: the ``ids`` of its rows (none where no column has them), each with the
    competitor whose it is, and the ``measures`` that its columns tell."""

    ids: frozenset[tuple[str, str]]
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Extract:
    """All that one table says. ``windows``: of its values, each once; ``span``: the range for which it speaks;
    ``by_row``: the Key's fields that differ from row to row; ``labels``: the columns whose cells ``Line.apart`` holds;
    without them, rows of the same key and day with other figures are a contradiction; ``totals``: how many total rows
    the table has; ``open_network``: the source alone says of which network a titled table is; ``summed``: the windows
    in which the rows of a key are held as their sum; ``posts``: what rows tell of posts, by the row's number;
    ``listed``: what a list of events speaks about; ``unmeasured``: measure → the windows whose rows mark it as not
    available and give not one figure of it."""

    export: str
    origin: Origin
    absent: Absent
    values: Mapping[Key, Series]
    windows: frozenset[Window]
    span: Window | None
    exported_on: date | None
    by_row: frozenset[str] = frozenset()
    labels: tuple[str, ...] = ()
    totals: int = 0
    open_network: bool = False
    summed: frozenset[Window] = frozenset()
    posts: Mapping[int, PostWords] = field(default_factory=dict)
    listed: Listed | None = None
    unmeasured: Mapping[str, frozenset[Window]] = field(default_factory=dict)


OF_CELLS = frozenset(
    {"not_a_number", "not_a_date", "not_a_year", "not_a_month", "open_date", "mixed_dates", "no_year", "too_large"}
    | {"no_period", "unknown_delivery", "other_currency", "rounded_number"}
)
"""Kinds of Problems whose text quotes a cell."""


def unquoted(what: str) -> str:
    """A message without the cell that it quotes: where a row has slipped, a name may stand under a date.

    >>> unquoted("'Jean O'Neil' is not a number")
    "'…' is not a number"
    """
    return _QUOTED.sub("'…'", what)


_QUOTED = re.compile(r"'.*'")


@dataclass(slots=True)
class Task:
    """One file being read for one source; problems and findings gather here. ``amounts``: the measures that are money;
    ``rated``: other currencies of which the config gives a rate; ``locale``: the report's; ``client`` and
    ``competitors``: their names; ``margins``: of single products, where the config has such;
    ``scores``: the measures that are scores."""

    source: Source
    file: str
    sha256: str
    currency: str
    zone: tzinfo
    as_of: date
    locale: str = ""
    amounts: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()
    client: str = ""
    competitors: tuple[str, ...] = ()
    orders: dict[str, str] = field(default_factory=dict)  # order of day and month → a date that tells it, or is so read
    assumed: bool = False  # the order is the locale's: no date of the file tells it
    veiled: bool = False  # the file holds people's data: no message quotes a cell of it
    rules: tuple[Rule, ...] = ()  # the client's own, from a visit's tags to its channel
    margins: ProductMargins | None = None
    scores: frozenset[str] = frozenset()
    singly: frozenset[Window] = frozenset()  # windows of which another file speaks: their rows are held one by one
    numbered: bool = True  # else a large CSV's rows may have a number below 0, which no file has: it is not looked for
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def period(self) -> Window | None:
        """The period that the source states."""
        return period_of(self.source)

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.file)

    def wrong(
        self, kind: str, what: str, would_be_right: str = "", place: Place | None = None, near: tuple[str, ...] = ()
    ) -> None:
        """Note a Problem of this file, up to ``MOST_PROBLEMS``; the last one says that there are more."""
        what = unquoted(what) if kind in OF_CELLS and (self.veiled or "@" in what) else what
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(place or Place(file=self.file), kind, what, would_be_right, near))
        elif len(self.problems) == MOST_PROBLEMS:
            last = place or self.problems[-1].place
            self.problems.append(Problem(last, "more_problems", "and there are more problems in this file"))

    def found(self, finding: Finding) -> None:
        self.findings.append(finding)
