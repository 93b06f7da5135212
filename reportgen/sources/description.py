"""exports/*.yaml → Descriptions: what an export looks like, what its columns mean. Typed and checked; data, not code.

One file describes one export of one platform::

    id: meta_ads                    # the file's own name
    name: Meta Ads Manager
    records: values                 # values: a measure per column | titled: the title names the measure | orders
    absent: zero                    # a day without row is missing | zero | zero_on_open_days (zero where the day has
                                    #   other rows, else missing)
    delivery: paid                  # all | paid | organic
    channel: meta                   # of rows where neither the file nor the source says one; optional
    recognise: [spend, [day, from]] # columns that must be there; in brackets: one of them
    columns:
      day: {role: day, headers: {en: Day, fr: Jour}}
      spend: {measure: ad_spend, in_header: currency, headers: {en: Amount spent, fr: Montant dépensé}}

Headers are compared without case, odd blanks and quotes, and also without a unit at their end: ``(EUR)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast, get_args

from reportgen.model.facts import Delivery
from reportgen.sources.headers import Header, header, plain
from reportgen.strict_yaml import load

Records = Literal["values", "titled", "orders"]
Absent = Literal["missing", "zero", "zero_on_open_days"]
Role = Literal[
    "",  # a measure's column
    "day", "nth_day", "from", "to", "period", "month", "year",
    "channel", "source_medium", "channel_group", "account", "campaign", "label", "delivery", "competitor", "currency",
    "value",  # of a titled table
    "order", "status", "cancelled", "total", "subtotal", "taxes", "shipping", "refunded", "payment", "tags", "utm",
]  # fmt: skip
WHEN: frozenset[Role] = frozenset({"day", "nth_day", "from", "to", "period", "month"})
APART: frozenset[Role] = frozenset({"channel", "source_medium", "channel_group", "account", "campaign", "label"})
"""Roles whose cells tell rows apart: together with the day they are a row's natural key."""


class DescriptionError(Exception):
    """A shipped description is wrong: a fault of ours, or of a plug-in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: its role, or the measure that it holds. ``headers`` are (language, header) pairs."""

    id: str
    role: Role = ""
    measure: str = ""
    claimed_by: str = ""
    needs: Literal["", "revenue_basis"] = ""
    in_header: Literal["", "currency"] = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a titled table: the words that it is, or ends with, in each language, and its measure."""

    measure: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Description:
    id: str
    name: str
    columns: tuple[Column, ...]
    recognise: tuple[tuple[str, ...], ...]
    records: Records = "values"
    absent: Absent = "missing"
    delivery: Delivery = "all"
    channel: str = ""
    titles: tuple[Title, ...] = ()
    never_zero: tuple[tuple[str, tuple[str, ...]], ...] = ()  # measure → channels whose tables leave out days of 0
    networks: tuple[tuple[str, str], ...] = ()  # a word of a title or a path → its channel
    counted: tuple[str, ...] = ()  # an order's statuses that count
    preamble: tuple[tuple[str, tuple[str, ...]], ...] = ()  # from, to → the words before a preamble's date

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.id == name)

    def find(self, given: Header) -> Column | None:
        """The column that this header names: by its whole text, else by its text without the unit."""
        for wanted in (given.full, given.name):
            for column in self.columns:
                if any(plain(text) == wanted for _, text in column.headers):
                    return column
        return None


@cache
def descriptions() -> tuple[Description, ...]:
    """All shipped descriptions, by id. Raises DescriptionError."""
    folder = resources.files("reportgen.sources").joinpath("exports")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return tuple(parse(item.read_text(encoding="utf-8"), item.name) for item in files)


def parse(text: str, file: str) -> Description:
    """One description's YAML. Raises DescriptionError naming the file and the key; ConfigError for broken YAML."""
    values, _ = load(text, file)
    node = _Node(values, file)
    found = Description(
        id=node.text("id"),
        name=node.text("name"),
        columns=tuple(_column(name, _Node(value, f"{file} columns.{name}")) for name, value in node.items("columns")),
        recognise=tuple((item,) if isinstance(item, str) else tuple(item) for item in node.list("recognise")),
        records=cast(Records, node.one_of("records", get_args(Records), "values")),
        absent=cast(Absent, node.one_of("absent", get_args(Absent))),
        delivery=cast(Delivery, node.one_of("delivery", get_args(Delivery), "all")),
        channel=node.text("channel", ""),
        titles=tuple(Title(name, tuple(_words(value))) for name, value in node.items("titles")),
        never_zero=tuple((name, tuple(value)) for name, value in node.items("never_zero")),  # type: ignore[arg-type]
        networks=tuple((plain(word), str(channel)) for word, channel in node.items("networks")),
        counted=tuple(node.list("counted")),
        preamble=tuple((name, tuple(value)) for name, value in node.items("preamble")),  # type: ignore[arg-type]
    )
    node.done()
    _check(found, file)
    return found


def _column(name: str, node: _Node) -> Column:
    column = Column(
        id=name,
        role=cast(Role, node.one_of("role", get_args(Role), "")),
        measure=node.text("measure", ""),
        claimed_by=node.text("claimed_by", ""),
        needs=cast(Literal["", "revenue_basis"], node.one_of("needs", ("", "revenue_basis"), "")),
        in_header=cast(Literal["", "currency"], node.one_of("in_header", ("", "currency"), "")),
        headers=tuple(_words(node.take("headers"))),
    )
    node.done()
    return column


def _words(value: object) -> Iterator[tuple[str, str]]:
    """``{en: Day, fr: [Jour, Date]}`` → (en, Day), (fr, Jour), (fr, Date)."""
    if isinstance(value, Mapping):
        for language, words in value.items():
            for word in [words] if isinstance(words, str) else words:
                yield str(language), str(word)


def _check(found: Description, file: str) -> None:
    known = {column.id for column in found.columns}
    for name in (name for group in found.recognise for name in group):
        if name not in known:
            raise DescriptionError(f"{file}: recognise names '{name}', which is no column")
    if not found.recognise or f"{found.id}.yaml" != file:
        raise DescriptionError(f"{file}: needs 'recognise', and an id that is the file's name")
    if found.records == "values" and not any(column.role in WHEN for column in found.columns) and not found.preamble:
        raise DescriptionError(f"{file}: no column and no preamble says when")
    seen: dict[str, str] = {}
    for column in found.columns:
        if bool(column.role) == bool(column.measure):
            raise DescriptionError(f"{file}: column '{column.id}' needs either a role or a measure")
        for _, text in column.headers:
            normal = header(text).full
            if seen.setdefault(normal, column.id) != column.id:
                raise DescriptionError(f"{file}: '{text}' is a header of both '{seen[normal]}' and '{column.id}'")


class _Node:
    """A mapping of a description that must be read to its last key."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise DescriptionError(f"{where}: a mapping is expected")
        self._left = {str(key): item for key, item in value.items()}
        self._where = where

    def take(self, key: str, default: object = None) -> object:
        return self._left.pop(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, default)
        if not isinstance(value, str):
            raise DescriptionError(f"{self._where}: '{key}' must be text")
        return value

    def one_of(self, key: str, valid: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in valid:
            raise DescriptionError(f"{self._where}: '{key}' is '{value}'; it can be {', '.join(filter(None, valid))}")
        return value

    def list(self, key: str) -> tuple[str, ...]:
        value = self.take(key, [])
        if not isinstance(value, list | tuple):
            raise DescriptionError(f"{self._where}: '{key}' must be a list")
        return tuple(value)

    def items(self, key: str) -> tuple[tuple[str, object], ...]:
        value = self.take(key, {})
        if not isinstance(value, Mapping):
            raise DescriptionError(f"{self._where}: '{key}' must be a mapping")
        return tuple((str(name), item) for name, item in value.items())

    def done(self) -> None:
        if self._left:
            raise DescriptionError(f"{self._where}: unknown key '{sorted(self._left)[0]}'")
