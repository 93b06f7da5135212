"""A recognised Table and its source → a Layout: all that is decided once for the table, before its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from reportgen.errors import Place, nearest
from reportgen.model.facts import Finding
from reportgen.sources import money, values
from reportgen.sources.description import APART, WHEN, Column, Role
from reportgen.sources.extract import Task
from reportgen.sources.headers import header, plain
from reportgen.sources.ids import first_intact
from reportgen.sources.packed import distinct
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row
from reportgen.sources.titles import network_of, title_measure
from reportgen.vocabulary.roles import NPS

T = TypeVar("T")
COUNTED = -1
"""The index of a measure that every row counts one of."""
NUMBERS: frozenset[Role] = frozenset(
    {
        "total", "subtotal", "taxes", "shipping", "refunded", "discount", "price", "quantity", "line_discount",
        "sample", "spread", "share_of", "promoters", "passives", "detractors",
    }
)  # fmt: skip
_TELLS_CHANNEL: frozenset[Role] = frozenset({"channel", "source_medium", "channel_group", "utm"})


@dataclass(frozen=True, slots=True)
class Layout:
    """``roles``: role → (column id, index); ``apart``: the columns whose cells tell an export's rows apart; ``where``:
    index and the values that a row may have there; ``measures``: column, measure, index; ``channel``: of all rows, or
    empty; ``units``: index → the currency that the header of an amount bears."""

    roles: Mapping[Role, tuple[str, int]]
    apart: tuple[tuple[str, int], ...]
    where: tuple[tuple[int, frozenset[str]], ...]
    measures: tuple[tuple[Column, str, int], ...]
    channel: str
    style: values.Style
    order: values.Order | None
    units: Mapping[int, str]

    @property
    def channel_by_row(self) -> bool:
        return not self.channel and bool(_TELLS_CHANNEL & set(self.roles))

    def wanted(self, row: Row) -> bool:
        """Whether the row passes the source's ``where``."""
        return all(str(row.cell(index)).strip() in options for index, options in self.where)


def lay_out(table: Table, task: Task) -> Layout | None:
    """The Layout of a table; None, with the task's problems told, where it cannot be read."""
    before = len(task.problems)
    roles, apart = _roles(table, task)
    measures = tuple(_measures(table, task, roles))
    style, order = _dialect(table, task, roles, measures)
    where, channel = _where(table, task), _channel(table, task, roles)
    _tell_alike(table, task)
    _tell_shares(table, task, measures)
    layout = Layout(roles, apart, where, measures, channel, style or "point", order, money.units(table, task, measures))
    money.check(table, task, layout)
    return layout if len(task.problems) == before else None


def place(table: Table, task: Task, row: Row | None = None, column: str = "") -> Place:
    """A place in the table; without a row its header."""
    return Place(file=task.file, sheet=table.sheet, row=(row or table.header).number, field=column)


def attempt(task: Task, where: Place, act: Callable[[], T]) -> T | None:
    """``act()``, or None with its CellError told as a Problem at this place."""
    try:
        return act()
    except values.CellError as error:
        task.wrong(error.kind, str(error), error.would_be_right, where)
        return None


def unknown_column(table: Table, task: Task, name: str) -> None:
    """Tell that the table has no such column, and which there are."""
    there = [str(cell).strip() for cell in table.header.cells if str(cell).strip()]
    near = nearest(name, there)
    right = "" if near else f"Its columns are: {', '.join(there[:12])}."
    task.wrong("unknown_column", f"there is no column '{name}'", right, place(table, task), near)


def _roles(table: Table, task: Task) -> tuple[dict[Role, tuple[str, int]], tuple[tuple[str, int], ...]]:
    roles: dict[Role, tuple[str, int]] = {}
    apart: list[tuple[str, int]] = []
    for column in table.description.columns:
        if column.role and column.id in table.columns:
            at = (column.id, table.columns[column.id])
            roles.setdefault(column.role, at)
            if column.role in APART and table.description.id != "tidy":
                apart.append(at)
    if "post" in roles:  # a post is one post, whatever else is told of it
        roles["post"] = _post(table, task, roles["post"])
        return roles, (roles["post"],)
    if "id" in roles:  # an event is one event, wherever it comes from
        return roles, (roles["id"],)
    return roles, tuple(apart)


def _post(table: Table, task: Task, first: tuple[str, int]) -> tuple[str, int]:
    """The column by which the posts are known: the first that no spreadsheet has rounded, which is told."""
    about = table.description
    columns = [item.id for item in about.columns if item.role == "post" and item.id in table.columns]
    intact = first_intact(table.rows, [(name, table.columns[name]) for name in columns])
    where, names = place(table, task, column=table.name_of(first[0])), (("column", table.name_of(first[0])),)
    if intact is None:
        cure = "Export the file anew, and do not save it from a spreadsheet."
        task.wrong("rounded_ids", "a spreadsheet has rounded the ids, so that posts can be mistaken", cure, where)
    elif intact != first:
        task.found(Finding("rounded_ids", "info", task.source.name, where, names=names))
    return intact or first


def _tell_alike(table: Table, task: Task) -> None:
    """Tell the measures that are not read because several columns bear their name."""
    for column, name in table.alike:
        measure = table.description.column(column).measure
        where, names = place(table, task, column=name), (("column", name),)
        task.found(Finding("columns_alike", "notice", task.source.name, where, (measure,), names=names))


def _tell_shares(table: Table, task: Task, measures: Iterable[tuple[Column, str, int]]) -> None:
    """Tell the columns of counts or amounts that hold percentages: a hundredth of them would be counted."""
    for _, measure, index in measures:
        cells = distinct(table.rows, index) if index != COUNTED and measure not in task.scores else ()
        for cell in cells:
            if isinstance(cell, str) and cell.endswith("%") and not values.is_absent(cell.strip()):
                what = f"the column holds percentages, and {measure} is counted or paid"
                where = place(table, task, column=str(table.header.cell(index)).strip())
                task.wrong("percentages", what, "Export the numbers that they are shares of.", where)
                break


def _where(table: Table, task: Task) -> tuple[tuple[int, frozenset[str]], ...]:
    indexes = {header(str(cell)).full: index for index, cell in reversed(list(enumerate(table.header.cells)))}
    found = []
    for name, wanted in sorted(task.source.where.items()):
        if plain(name) not in indexes:
            unknown_column(table, task, name)
            continue
        options = [wanted] if isinstance(wanted, str) else wanted
        found.append((indexes[plain(name)], frozenset(option.strip() for option in options)))
    return tuple(found)


def _measures(table: Table, task: Task, roles: Mapping[Role, tuple[str, int]]) -> Iterator[tuple[Column, str, int]]:
    """The description's measures that the table has, and those that the source's ``columns`` add."""
    if table.description.records == "titled":
        yield from _titled(table, task, roles)
        return
    for column in table.description.columns:
        if not column.measure or column.id not in table.columns:
            continue
        if column.needs == "revenue_basis" and task.source.revenue_basis is None:
            where = place(table, task, column=table.name_of(column.id))
            task.found(Finding("revenue_basis_unknown", "notice", task.source.name, where, (column.measure,)))
            continue
        yield column, column.measure, table.columns[column.id]
    if "promoters" in roles and NPS not in {column.measure for column in table.description.columns}:
        yield Column(NPS, measure=NPS), NPS, roles["promoters"][1]  # made of its counts, row by row
    if table.description.counts:
        yield Column("counts", measure=table.description.counts), table.description.counts, COUNTED
    if table.description.id != "tidy":
        yield from _added(table, task)


def _added(table: Table, task: Task) -> Iterator[tuple[Column, str, int]]:
    names = [header(str(cell)).full for cell in table.header.cells]
    for measure, given in sorted(task.source.columns.items()):
        if not isinstance(given, str):
            task.wrong("constant", f"'{measure}': a recognised export takes the names of columns, not constants")
        elif plain(given) in names:
            yield Column(f"own {measure}", measure=measure), measure, names.index(plain(given))
        else:
            unknown_column(table, task, given)


def _titled(table: Table, task: Task, roles: Mapping[Role, tuple[str, int]]) -> Iterator[tuple[Column, str, int]]:
    measure = title_measure(table.description, table.title)
    name, index = roles["value"]
    if measure is not None:
        yield table.description.column(name), measure, index
        return
    titles = ", ".join(title.words[0][1] for title in table.description.titles)
    shown = f"is '{table.title}'" if table.title else "is missing"
    what = f"the title above the table {shown}, and it alone names the measure"
    task.wrong("unknown_title", what, f"Titles that are read: {titles}.", place(table, task))


def _channel(table: Table, task: Task, roles: Mapping[Role, tuple[str, int]]) -> str:
    """The channel of all rows: the title's, the source's, the path's, the export's default; "" where rows tell it."""
    if table.description.records != "titled":
        _check_channel_from(table, task, roles)
        return "" if _TELLS_CHANNEL & set(roles) else task.source.channel or table.description.channel
    found = network_of(table.description, table.title, task)
    if found is None:
        cure = "Give the source a 'channel:', or put the file into a folder that bears the network's name."
        task.wrong("unknown_channel", f"'{table.title}' does not say the network", cure, place(table, task))
    return found or ""


def _check_channel_from(table: Table, task: Task, roles: Mapping[Role, tuple[str, int]]) -> None:
    """Tell where the source names a column for the channel and the table has another one instead."""
    needed: dict[str, Role] = {"session_source": "source_medium", "note_attributes": "utm"}
    role = needed.get(task.source.channel_from or "")
    orders = table.description.records == "orders"
    if role and role not in roles and (orders or "channel_group" in roles):
        what = f"'channel_from: {task.source.channel_from}' needs a column that the file does not have"
        there = "" if orders else "Export the session's source / medium, or write 'channel_from: channel'."
        task.wrong("no_channel_column", what, there, place(table, task))


def _dialect(
    table: Table, task: Task, roles: Mapping[Role, tuple[str, int]], measures: tuple[tuple[Column, str, int], ...]
) -> tuple[values.Style | None, values.Order | None]:
    numbers = [index for _, _, index in measures if index != COUNTED]
    numbers += [at[1] for role, at in roles.items() if role in NUMBERS]
    dates = [at[1] for role, at in roles.items() if role in WHEN and role not in ("nth_day", "month")]

    def cells(indexes: list[int]) -> Iterable[Cell]:
        """Each distinct cell once, in the order of columns and rows, so that the same example is told each time."""
        return dict.fromkeys(cell for index in indexes for cell in distinct(table.rows, index))

    where, language = place(table, task), table.language
    source = task.source
    style = source.decimal or attempt(task, where, lambda: values.decide_style(cells(numbers), language))
    if source.dates:
        return style, source.dates
    return style, attempt(task, where, lambda: _order(cells(dates), table, where, task))


def _order(cells: Iterable[Cell], table: Table, where: Place, task: Task) -> values.Order | None:
    """The order of day and month: as the file tells it, else as the platform writes it, else as the report's locale
    has it, which is told."""
    usual = table.description.dates
    try:
        told = values.decide_order(cells, "" if usual else table.language)
        if told is not None:
            task.orders[told] = ""
        return told
    except values.OpenDateError as error:
        if usual:
            return usual
        order, names = values.order_of(task.locale), (("example", error.example),)
        if order is None:
            raise
        by_day, task.assumed, task.orders[order] = order == "day_first", True, error.example
        kept = Finding("dates_day_first" if by_day else "dates_month_first", "info", task.source.name, where)
        task.found(replace(kept, names=names))
        return order
