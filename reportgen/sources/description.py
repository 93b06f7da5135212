"""What an export looks like and what its columns mean: Descriptions, as typed data. ``describe`` reads their files.

One YAML file describes one export of one platform. Keys of the export::

    id: meta_ads                    # the file's own name
    name: Meta Ads Manager
    report: Ads Manager > Reports   # where in the platform the export is asked for
    records: values                 # values: a measure per column | titled: the title names the measure | orders
                                    #   events: a row is an event | names: ids and their names, without figures
    absent: zero                    # a day without row is missing | zero | zero_on_open_days (zero where the day has
                                    #   other rows, else missing)
    of: posts                       # rows are posts with lifetime values, dated by publication; else account
    counts: posts                   # each row that is read counts one of this measure
    delivery: paid                  # all | paid | organic
    channel: meta                   # of rows where neither the file nor the source says one
    dates: month_first              # how the platform writes 04/03/2026, where a file's own cells do not tell
    zone: America/Los_Angeles       # of time stamps without an offset, in lists of posts and events
    recognise: [spend, [day, from]] # columns that must be there; in brackets: one of them
    without: [post]                 # columns that must not be there
    beside: [RPM, CPM]              # what else may stand in the header; with any other column it is another export
    above: [Claimed accounts]       # one of these words stands in a line above the header
    name_ends: after                # the last date in the file's or folder's name is the day after the last; else on it
    sheets: [Metrics, "Update *"]   # the only sheets of a workbook on which it is looked for; * = and so on
    sheets_only: true               # nor in a text file, which has no sheet's name to tell it by
    description_row: true           # the row below the header explains the columns
    totals: check                   # of a total row: check the rows by it | use it in place of the rows | ignore it
    preamble: {from: [Start date], to: [End date]}  # the words before dates above the header
    preamble: {period: true}        # a line above the header holds a range of dates
    levels: {followers: [Total followers on]}       # a level that a line above the header states with its date
    only: {action_type: [purchase]} # column → the cells with which a row is read; others are left out
    latest: {by: [post], on: synced}  # of rows with the same cells there, the one with the greatest here
    join: {by: post}                # a side table: days and keys stand in the file's other table, in the row alike here
    channels: {referrals: referral, "*": other}  # the export's own names of channels, before the rules; * = any other
    currency: USD                   # of its amounts, where no column says it
    events: [{measure: leads, day: created, where: {stage: [Lead, "Customer*"]}}]  # what a row of ``events`` counts as

Keys of a column: ``role`` or ``measure`` (neither where other keys name it: its cells are read for them alone), and
``headers``::

    day: {role: day, headers: {en: Day, fr: Jour}}
    spend: {measure: ad_spend, in_header: currency, headers: {en: Amount spent, fr: Montant dépensé}}
    visits: {measure: profile_visits, explained: (Total Count), headers: Page Views}  # of two of one name, by that row
    watched: {measure: watch_seconds, times: 3600, delivery: organic, empty: 0, headers: Watch time (hours)}
    reactions: {measure: reactions, sum_of: [likes, loves]}      # of other columns; empty where all of them are
    shown: {measure: impressions, first_of: [impressions, views]}  # the first that is not empty

Headers are compared without case, odd blanks and quotes, and also without a unit at their end: ``(EUR)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.model.facts import Delivery
from reportgen.sources.headers import Header, is_called, plain

Records = Literal["values", "titled", "orders", "events", "names"]
Absent = Literal["missing", "zero", "zero_on_open_days"]
Needs = Literal["revenue_basis", "all_parts"]
Totals = Literal["check", "use", "ignore"]
Role = Literal[
    "",  # a measure's column; or one that only other keys of the description name
    "day", "nth_day", "from", "to", "period", "month", "year",
    "week",  # the first day of seven
    "until",  # the last day of all that there were: a total without a beginning
    "channel", "source_medium", "channel_group", "account", "campaign", "label", "delivery", "competitor", "currency",
    "id",  # of an event, a lead or a deal: its natural key, so that it counts once, as the newest export tells it
    "event",  # what was counted: conversions are those of one
    "post",  # a post's id or link: its natural key
    "life",  # says that a row holds a post's whole life; a date there says that it holds one day of it
    "text", "link", "format", "topic",  # of a post: its words, its address, its kind, a person's own word on its topic
    "boosted",  # of a post: whether somebody paid for it
    "synced",  # when the row was written: the newest of several counts
    "value",  # of a titled table
    "network",  # which of the social networks, where the channel says only that it is one
    "query",  # a search's name, which bears the client's name or a competitor's
    "order", "status", "cancelled", "total", "subtotal", "taxes", "shipping", "refunded", "payment", "tags", "utm",
    "test", "taxes_included",  # of an order: yes or no
    "discount", "price", "quantity", "line_discount", "product", "sku", "vendor", "type",  # of an order's lines
    "sample", "spread", "share_of", "promoters", "passives", "detractors",  # of the answers behind a score
]  # fmt: skip
WHEN: frozenset[Role] = frozenset({"day", "nth_day", "from", "to", "period", "month", "week", "until"})
APART: frozenset[Role] = frozenset(
    {"channel", "source_medium", "channel_group", "account", "campaign", "label", "event"}
)
"""Roles whose cells tell rows apart: together with the day they are a row's natural key."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: its role, or the measure that it holds. ``headers`` are (language, header) pairs;
    ``times``: what a cell is multiplied by; ``explained``: what the explanation below the header says
    where several are headed alike; ``empty``: what an empty cell stands for, None where it is missing;
    ``needs``: without what it is left out: the source's word on revenue, or any of the columns of its sum."""

    id: str
    role: Role = ""
    measure: str = ""
    claimed_by: str = ""
    needs: Literal[""] | Needs = ""
    in_header: Literal["", "currency"] = ""
    headers: tuple[tuple[str, str], ...] = ()
    delivery: Literal["", "all", "paid", "organic"] = ""
    times: Decimal = Decimal(1)
    explained: str = ""
    empty: Decimal | None = None
    sum_of: tuple[str, ...] = ()
    first_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a titled table: the words that it is, or ends with, in each language, and its measure."""

    measure: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Latest:
    """Of rows with the same cells in the columns ``by``, the one with the greatest cell in ``on`` counts."""

    by: tuple[str, ...]
    on: str


Test = tuple[str, tuple[str, ...]]
"""A column, and the texts that its cell may be."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a row counts as: one of ``measure``, or the amount in the column ``value``, at the day in the column
    ``day``, where the columns of ``where`` hold one of these texts, and those of ``where_not`` none; a * at a text's
    end stands for whatever follows. ``query``: whose the search must be that found the row."""

    measure: str
    day: str
    value: str = ""
    where: tuple[Test, ...] = ()
    where_not: tuple[Test, ...] = ()
    query: Literal["", "brand", "competitor"] = ""


@dataclass(frozen=True, slots=True)
class Description:
    id: str
    name: str
    columns: tuple[Column, ...]
    recognise: tuple[tuple[str, ...], ...]
    report: str = ""
    records: Records = "values"
    dates: Literal["", "day_first", "month_first"] = ""
    absent: Absent = "missing"
    delivery: Delivery = "all"
    of: Literal["account", "posts"] = "account"
    counts: str = ""
    channel: str = ""
    zone: str = ""
    without: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    name_ends: Literal["on", "after"] = "on"
    sheets_only: bool = False
    description_row: bool = False
    totals: Totals = "check"
    preamble: tuple[tuple[str, tuple[str, ...]], ...] = ()  # from, to → the words before a preamble's date
    preamble_period: bool = False
    levels: tuple[tuple[str, tuple[str, ...]], ...] = ()  # measure → the words before its date
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    latest: Latest | None = None
    join: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()  # what the export calls a channel → its id
    currency: str = ""
    titles: tuple[Title, ...] = ()
    never_zero: tuple[tuple[str, tuple[str, ...]], ...] = ()  # measure → channels whose tables leave out days of 0
    networks: tuple[tuple[str, str], ...] = ()  # a word of a title or a path → its channel
    own: bool = False  # a client's, not one of those that are shipped
    counted: tuple[str, ...] = ()  # an order's statuses that count

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.id == name)

    def find(self, given: Header) -> Column | None:
        """The column that this header names: by its whole text, else by its text without the unit."""
        for wanted in (given.full, given.name):
            for column in self.columns:
                if any(plain(text) == wanted for _, text in column.headers):
                    return column
        return None

    def is_on(self, sheet: str) -> bool:
        """Whether the export is looked for on a sheet so called; a text file's table has no sheet."""
        name = plain(sheet)
        if not name:
            return not self.sheets_only
        return not self.sheets or any(is_called(name, plain(wanted)) for wanted in self.sheets)
