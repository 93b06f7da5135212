"""exports/*.yaml → Descriptions; each mistake a Problem with its file, line, column and key.

The shipped files and a client's own are read by the same code. What the keys mean stands in ``description``.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, cast, get_args

from reportgen.errors import ConfigError, Problem
from reportgen.model.facts import Delivery
from reportgen.sources.describe_checks import check
from reportgen.sources.description import (
    Absent,
    Column,
    Description,
    Event,
    Latest,
    Needs,
    Records,
    Role,
    Title,
    Totals,
)
from reportgen.sources.description_node import Lists, Node, Sheet
from reportgen.sources.headers import plain
from reportgen.strict_yaml import Marks, load, load_bytes
from reportgen.vocabulary.catalogue import catalogue

_DATES = ("", "day_first", "month_first")


@cache
def descriptions() -> tuple[Description, ...]:
    """All shipped descriptions, by id. Raises ConfigError."""
    folder = resources.files("reportgen.sources").joinpath("exports")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name)
    return tuple(parse(item.read_text(encoding="utf-8"), item.name) for item in files)


def known_to(folder: Path | None, name: str, measures: Collection[str]) -> tuple[Description, ...]:
    """The shipped descriptions and those in a client's own ``folder``, called ``name`` in messages; of two with one id
    the client's own counts. ``measures``: the client's own. Raises ConfigError with what is wrong with all of them."""
    if folder is None:
        return descriptions()
    found: dict[str, Description] = {item.id: item for item in descriptions()}
    problems: list[Problem] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            own = _parse(*load_bytes(file.read_bytes(), f"{name}/{file.name}"), measures)
            found[own.id] = replace(own, own=True)
        except ConfigError as error:
            problems += error.problems
    if problems:
        raise ConfigError(problems)
    return tuple(found[item] for item in sorted(found))


def parse(text: str, file: str, measures: Collection[str] = ()) -> Description:
    """One description's YAML; ``measures``: a client's own, beside those of the catalogue. Raises ConfigError."""
    return _parse(*load(text, file), measures)


def _parse(values: object, marks: Marks, measures: Collection[str]) -> Description:
    sheet = Sheet(marks)
    root = Node(values, (), sheet)
    found = _description(root)
    root.done()
    if not sheet.problems:
        check(found, sheet, {*catalogue().measures, *measures})
    if sheet.problems:
        raise ConfigError(sheet.problems)
    return found


def _description(node: Node) -> Description:
    period, preamble = _preamble(node.node("preamble"))
    return Description(
        id=node.text("id", needed=True),
        name=node.text("name", needed=True),
        columns=tuple(_column(name, item) for name, item in node.nodes("columns")),
        recognise=node.groups("recognise"),
        report=node.text("report"),
        records=cast(Records, node.one_of("records", get_args(Records), "values")),
        dates=cast(Literal["", "day_first", "month_first"], node.one_of("dates", _DATES, "")),
        absent=cast(Absent, node.one_of("absent", get_args(Absent), "missing")),
        delivery=cast(Delivery, node.one_of("delivery", get_args(Delivery), "all")),
        of="posts" if node.one_of("of", ("account", "posts"), "account") == "posts" else "account",
        counts=node.text("counts"),
        channel=node.text("channel"),
        zone=node.text("zone"),
        without=node.texts("without"),
        sheets=node.texts("sheets"),
        beside=node.texts("beside"),
        above=node.texts("above"),
        name_ends="after" if node.one_of("name_ends", ("on", "after"), "on") == "after" else "on",
        sheets_only=node.flag("sheets_only"),
        description_row=node.flag("description_row"),
        totals=cast(Totals, node.one_of("totals", get_args(Totals), "check")),
        preamble=preamble,
        preamble_period=period,
        levels=node.lists("levels"),
        only=node.lists("only"),
        latest=_latest(node.node("latest")),
        join=_join(node.node("join")),
        events=tuple(_event(item) for item in node.rows("events")),
        channels=node.pairs("channels"),
        currency=node.text("currency"),
        titles=_titles(node.node("titles")),
        never_zero=node.lists("never_zero"),
        networks=tuple((plain(word), channel) for word, channel in node.pairs("networks")),
        counted=node.texts("counted"),
    )


def _column(name: str, node: Node) -> Column:
    delivery = ("", *get_args(Delivery))
    column = Column(
        id=name,
        role=cast(Role, node.one_of("role", get_args(Role), "")),
        measure=node.text("measure"),
        claimed_by=node.text("claimed_by"),
        needs=cast(Needs, node.one_of("needs", ("", *get_args(Needs)), "")),
        in_header="currency" if node.one_of("in_header", ("", "currency"), "") else "",
        headers=node.words("headers"),
        delivery=cast(Literal["", "all", "paid", "organic"], node.one_of("delivery", delivery, "")),
        times=node.number("times") or Decimal(1),
        explained=node.text("explained"),
        empty=node.number("empty"),
        sum_of=node.texts("sum_of"),
        first_of=node.texts("first_of"),
    )
    node.done()
    return column


def _preamble(node: Node | None) -> tuple[bool, Lists]:
    """Whether a line above the header holds a range; and the words before its first and its last date."""
    if node is None:
        return False, ()
    period, words = node.flag("period"), tuple((name, node.texts(name)) for name in ("from", "to"))
    node.done()
    return period, words if all(texts for _, texts in words) else ()


def _latest(node: Node | None) -> Latest | None:
    if node is None:
        return None
    found = Latest(node.texts("by"), node.text("on", needed=True))
    node.done()
    return found


def _join(node: Node | None) -> tuple[str, ...]:
    if node is None:
        return ()
    by = node.texts("by")
    node.done()
    return by


def _event(node: Node) -> Event:
    found = Event(
        measure=node.text("measure", needed=True),
        day=node.text("day", needed=True),
        value=node.text("value"),
        where=node.lists("where"),
        where_not=node.lists("where_not"),
        query=cast(Literal["", "brand", "competitor"], node.one_of("query", ("", "brand", "competitor"), "")),
    )
    node.done()
    return found


def _titles(node: Node | None) -> tuple[Title, ...]:
    return () if node is None else tuple(Title(measure, node.words(measure)) for measure in node.keys)
