"""A Table → the same Table with columns that its description computes: sums, first of several, channels, a currency.

They stand behind the file's own columns, under the header of what they are made of, so that a message about a cell
names a column of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.sources import values
from reportgen.sources.channels import from_name
from reportgen.sources.description import Column, Role
from reportgen.sources.headers import plain
from reportgen.sources.packed import Packed, distinct
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row
from reportgen.vocabulary.channels import SOCIAL
from reportgen.vocabulary.tags import Rule, plain_tags

_ANY = "*"  # of an export's own channels: whatever else a cell says
_EMPTY = "(empty)"


def computed(table: Table, rules: Sequence[Rule] = ()) -> Table:
    """The table with all computed columns. ``rules``: the client's own, from a source to its channel."""
    for column in table.description.columns:
        if column.needs == "all_parts" and not table.columns.keys() >= set(column.sum_of):
            continue
        if column.sum_of:
            table = _combined(table, column, column.sum_of, _sum(table, column.sum_of))
        elif column.first_of:
            table = _combined(table, column, column.first_of, _first)
    return _with_currency(_with_channels(table, rules))


def with_column(table: Table, column: Column, head: Cell, cells: Iterable[Cell]) -> Table:
    """The table with one more column behind all others, or in place of the one with the same id."""
    body = table.rows
    width = body.width if isinstance(body, Packed) else max(len(row.cells) for row in (table.header, *body))

    def longer(row: Row, cell: Cell) -> Row:
        return row._replace(cells=(*row.padded(width).cells, cell))

    kept = tuple(item for item in table.description.columns if item.id != column.id)
    return replace(
        table,
        description=replace(table.description, columns=(*kept, column)),
        header=longer(table.header, head),
        columns={**table.columns, column.id: width},
        rows=body.with_cells(width, cells)
        if isinstance(body, Packed)
        else tuple([longer(row, cell) for row, cell in zip(body, cells, strict=True)]),
    )


def _combined(table: Table, column: Column, parts: tuple[str, ...], act: Callable[[tuple[Cell, ...]], Cell]) -> Table:
    """The table with a column made of those of its ``parts`` that it has; unchanged where it has none."""
    indexes = [table.columns[part] for part in parts if part in table.columns]
    if not indexes:
        return table
    cells = [act(tuple(row.cell(index) for index in indexes)) for row in table.rows]
    return with_column(table, column, table.header.cell(indexes[0]), cells)


def _first(cells: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in cells if not values.is_absent(str(cell).strip())), "")


def _sum(table: Table, parts: tuple[str, ...]) -> Callable[[tuple[Cell, ...]], Cell]:
    """Adds cells up; empty where all are, and the first wrong cell as it stands, for the reader to tell of."""
    indexes = [table.columns[part] for part in parts if part in table.columns]
    given = dict.fromkeys(cell for index in indexes for cell in distinct(table.rows, index))

    def added(cells: tuple[Cell, ...]) -> Cell:
        numbers = []
        for cell in cells:
            try:
                number = values.number(cell, style)
            except values.CellError:
                return cell
            if number is not None:
                numbers.append(number)
        return sum(numbers, Decimal(0)) if numbers else ""

    try:
        style = values.decide_style(given, table.language)
    except values.CellError:
        return _first  # the reader finds the same contradiction, and tells it
    return added


def _with_channels(table: Table, rules: Sequence[Rule]) -> Table:
    """The channel's column in the words of the rule table: by the client's rules, else by the export's ``channels``."""
    own = {plain(word): channel for word, channel in table.description.channels}
    column, network = of_role(table, "channel"), of_role(table, "network")
    if not own or column is None:
        return table
    texts = ((_text(table, row, column), _text(table, row, network)) for row in table.rows)
    head = table.header.cell(table.columns[column.id])
    return with_column(table, column, head, [_channel(text, named, own, rules) for text, named in texts])


def of_role(table: Table, role: Role) -> Column | None:
    """The first column of this role that the table has."""
    there = (column for column in table.description.columns if column.id in table.columns)
    return next((column for column in there if column.role == role), None)


def _text(table: Table, row: Row, column: Column | None) -> str:
    return str(row.cell(table.columns[column.id])).strip() if column else ""


def _channel(text: str, network: str, own: Mapping[str, str], rules: Sequence[Rule]) -> str:
    """A cell → its channel; the text itself where no rule knows it. ``network`` says which social one it is."""
    tags = plain_tags(text)
    for rule in rules:
        if rule.source and rule.fits(tags):
            return rule.channel
    found = own.get(plain(text) or _EMPTY) or from_name(text) or own.get(_ANY) or text
    if found == "other_social" and (named := from_name(network)) in SOCIAL:
        return named or found
    return found


def _with_currency(table: Table) -> Table:
    """A column of the export's fixed currency, where no column says one."""
    currency = table.description.currency
    if not currency or of_role(table, "currency"):
        return table
    column = Column(id="fixed currency", role="currency")
    return with_column(table, column, "", (currency for _ in table.rows))
