"""Facts: what the sources say, per measure × key × window, each row with its origin. No formatting, no config."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from reportgen.errors import NOWHERE, Place

Delivery = Literal["all", "paid", "organic"]
Severity = Literal["info", "notice", "hold"]


class Key(NamedTuple):
    """What a series is about.

    ``channel`` "" = not attributed (feeds scope ``all`` only). ``of`` "posts" = lifetime values of posts, dated by
    publication. ``claimed_by`` = the ad platform that claims the figure; a bare id never includes claims.
    ``owner`` "" = the client, else a competitor's name. ``activity`` is for costs and hours.
    """

    measure: str
    channel: str = ""
    delivery: Delivery = "all"
    of: Literal["", "posts"] = ""
    claimed_by: str = ""
    activity: str = ""
    owner: str = ""
    account: str = ""
    campaign: str = ""
    currency: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Rate:
    """What one unit of a currency is worth in report currency, on the day, in the month or the year ``date`` (as
    ``2026-03-15``, ``2026-03``, ``2026``). ``file``: where it stands; "" = in the config."""

    currency: str
    date: str
    value: Decimal
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Sold:
    """What order lines brought in of one product: net revenue in the report's currency, and how many were sold."""

    product: str
    revenue: Decimal
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Sales:
    """What the order lines tell of an amount. ``earned``: the margin in it, each line at its own; None where a line has
    none. ``sold``: by product, sorted; of gross revenue alone."""

    earned: Decimal | None = None
    sold: tuple[Sold, ...] = ()

    def times(self, factor: Decimal) -> Sales:
        """The same in another currency."""
        sold = tuple(Sold(item.product, item.revenue * factor, item.quantity) for item in self.sold)
        return Sales(None if self.earned is None else self.earned * factor, sold)


@dataclass(frozen=True, slots=True)
class Sample:
    """The answers behind a score: how many, and their standard deviation in the score's unit, None where not told."""

    size: Decimal
    spread: Decimal | None = None


class Fact(NamedTuple):
    """One value of a series in the window ``[start, end)`` of local dates (a day: one day long).

    ``sample``: the answers behind a score; ``sales``: what order lines tell of an amount. ``origin`` indexes
    ``Facts.origins``; the rows are the first and the last of the file's own numbering (the header of a plain CSV is row
    1) that went into the value. ``rates``: those by which it was converted from another currency.
    """

    key: Key
    start: date
    end: date
    value: Decimal
    source: str
    origin: int
    first_row: int
    last_row: int
    sample: Sample | None = None
    sales: Sales | None = None
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the client's own as a list of posts tells it. ``id`` tells it apart in its channel.

    ``hour``: of its publication in the client's zone, None where the list has days alone. ``format``: a shipped name
    (`vocabulary.formats`), else as the platform writes it. ``text``: its first words, without addresses, numbers and
    handles of people. ``boosted``: somebody paid for a part of it. ``values``: what each measure of its whole life came
    to, by delivery, sorted. ``exported_on``: the day of the export, None where it does not tell. ``file`` and ``row``:
    where it stands.
    """

    channel: str
    id: str
    published: date
    hour: int | None
    format: str
    topics: tuple[str, ...]
    text: str
    link: str
    boosted: bool
    values: tuple[tuple[str, Delivery, Decimal], ...]
    exported_on: date | None
    source: str
    file: str
    row: int


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A table of a file: source name, path relative to the config, SHA-256 of the bytes, sheet or table, filter, and
    ``format``: the id of the export's description, ``tidy`` for a table of the client's own."""

    source: str
    file: str
    sha256: str
    table: str = ""
    filter: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """The days for which a source speaks about a key.

    ``spans`` are half-open date ranges, sorted, not touching. ``sparse``: an absent day inside a span is zero;
    otherwise it is missing. Outside the spans a day is missing either way. ``exported_on``: the last date in the
    name of the latest export, else the last day that it covers.
    """

    key: Key
    source: str
    sparse: bool
    spans: tuple[tuple[date, date], ...]
    exported_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the data that a reader must know.

    ``kind`` is a stable id with a sentence pattern in the words (``missing_days``, ``stale_source``, ``overlap``,
    ``duplicate_rows``, ``ignored_future_rows``, ``total_row_differs`` …); ``numbers`` and ``names`` fill the pattern.
    """

    kind: str
    severity: Severity
    source: str
    place: Place = NOWHERE
    measures: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    numbers: tuple[tuple[str, Decimal], ...] = ()
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the sources delivered. ``series`` is sorted by key, then start; ``posts`` by channel and day. ``rates``:
    of the config's file."""

    series: tuple[Fact, ...] = ()
    feeds: tuple[Feed, ...] = ()
    origins: tuple[Origin, ...] = ()
    findings: tuple[Finding, ...] = ()
    rates: tuple[Rate, ...] = ()
    posts: tuple[Post, ...] = ()
