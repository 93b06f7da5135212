"""An order's rows, one for each line item → what they tell of its amounts: the margin in each, net sales by product.

A line's net revenue is its part of the order's own: in proportion to price × quantity − the line's discount. So what
the export tells of the order as a whole (its discount, tax, shipping and refunds) falls on each line in proportion, and
the lines add up to the order. Where one tax rate or one refund does not fit all lines, that is an approximation.

Example: an order of 90 € net holds a lamp for 72 € at a margin of 50 % and bulbs for 48 € at 25 %: 54 € and 36 € net,
so that its margin is 27 + 9 = 36 €, 40 % of each of its amounts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.config.schema_money import ProductMargins
from reportgen.model.facts import Finding, Sales, Sample, Sold
from reportgen.sources.description import Role
from reportgen.sources.extract import Task
from reportgen.sources.headers import plain
from reportgen.sources.layout import Layout, place
from reportgen.sources.orders import Amounts, held
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row
from reportgen.vocabulary.personal import looks_personal

ZERO = Decimal(0)
CENT = Decimal("0.01")
NO_SALES = Sales(ZERO)
"""Of an order that does not count: it takes back what an earlier export told."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """``product``: the name under which its sales are told; ``amount``: price × quantity."""

    product: str
    amount: Decimal
    quantity: Decimal
    discount: Decimal
    margin: Decimal | None

    @property
    def net(self) -> Decimal:
        """What the line comes to before what is told of the order as a whole."""
        return self.amount - self.discount


class OrderLines:
    """Reads the line items of one table's orders; ``number``: a row's cell → its number."""

    def __init__(self, table: Table, task: Task, layout: Layout, number: Callable[[Row, int], Decimal | None]) -> None:
        self._table, self._task, self._number = table, task, number
        self._at: dict[Role, int] = {role: at for role, (_, at) in layout.roles.items()}
        self._given = {"price", "quantity"} <= self._at.keys()
        margins = task.margins if self._given and task.margins and task.margins.by in self._at else None
        self._margins = Margins(margins) if margins else None
        self._differing: list[Row] = []
        self._lines = 0
        self._without: Counter[str] = Counter()

    def of(self, rows: Sequence[Row]) -> tuple[OrderLine, ...]:
        """The order's lines; rows without a price or a quantity are none. Nothing where the file has no lines."""
        found = (self._line(row) for row in rows) if self._given else ()
        return tuple(line for line in found if line is not None)

    def _line(self, row: Row) -> OrderLine | None:
        price, quantity = self._number(row, self._at["price"]), self._number(row, self._at["quantity"])
        if price is None or quantity is None:
            return None
        discount = self._amount(row, "line_discount") or ZERO
        product = self._text(row, "product") or self._text(row, "sku")
        margin = self._margins.of(self._text(row, self._margins.by)) if self._margins else None
        return OrderLine("…" if looks_personal(product) else product, price * quantity, quantity, discount, margin)

    def told(self, parts: Mapping[str, Decimal], rows: Sequence[Row], amounts: Amounts) -> dict[str, Sales]:
        """Measure → what the lines of a counted order say of its amount; without those of which they say nothing."""
        lines = self.of(rows)
        if not lines:
            return {}
        if not _agree(lines, amounts, self._amount(rows[0], "discount")):
            self._differing.append(rows[0])
        net = parts["gross_revenue"] - parts["tax"] - parts["shipping"] - parts["refunds"]
        margin = self._margin(lines, net) if self._margins else None
        earned = {name: Sales(held(value * margin)) for name, value in parts.items()} if margin is not None else {}
        sold = _by_product(zip(lines, _shares([line.net for line in lines], net), strict=False))
        return earned | {"gross_revenue": Sales(earned.get("gross_revenue", Sales()).earned, sold)}

    def _margin(self, lines: Sequence[OrderLine], net: Decimal) -> Decimal | None:
        """The order's margin: of its lines, weighted by their amounts; None where it is not known."""
        default = self._margins.default if self._margins else None
        self._lines += len(lines)
        self._without.update(line.product for line in lines if line.margin is None)
        whole = sum((line.net for line in lines), ZERO)
        if not net or whole <= 0:
            return ZERO if default is None and not net else default
        total = ZERO
        for line in lines:
            margin = default if line.margin is None else line.margin
            if margin is None and line.net:
                return None
            total += line.net * (margin or ZERO)
        return total / whole

    def findings(self) -> Iterator[Finding]:
        """Orders whose lines come to another amount, and lines without a margin of their own."""
        source, where = self._task.source.name, place(self._table, self._task)
        if self._differing:
            at, numbers = place(self._table, self._task, self._differing[0]), Decimal(len(self._differing))
            yield Finding("order_lines_differ", "notice", source, at, numbers=(("rows", numbers),))
        margins, without = self._task.margins, sum(self._without.values())
        unknown = margins is not None and margins.default is None
        if margins and not self._margins:
            yield Finding("no_order_lines" if unknown else "no_order_lines_default", "notice", source, where)
        if margins and without:
            product = min(self._without, key=lambda name: (-self._without[name], name))
            numbers_of = (("rows", Decimal(without)), ("lines", Decimal(self._lines)))
            names = (("product", product or "—"),)
            yield Finding(
                "line_margins_missing" if unknown else "line_margins_default",
                "notice" if unknown else "info",
                source,
                where,
                numbers=numbers_of,
                names=names,
            )

    def _amount(self, row: Row, role: Role) -> Decimal | None:
        return self._number(row, self._at[role]) if role in self._at else None

    def _text(self, row: Row, role: Role) -> str:
        return " ".join(str(row.cell(self._at[role])).split()) if role in self._at else ""


class Margins:
    """Looks up a line's margin by the name that it bears: the whole of it, else the longest beginning of it."""

    def __init__(self, given: ProductMargins) -> None:
        self.by, self.default = given.by, given.default
        named = {plain(name): share for name, share in given.each.items()}
        self._whole = {name: share for name, share in named.items() if not name.endswith("*")}
        starts = ((name.removesuffix("*"), share) for name, share in named.items() if name.endswith("*"))
        self._starts = sorted(starts, key=lambda start: -len(start[0]))

    def of(self, name: str) -> Decimal | None:
        """The margin; None where the config has none for this name."""
        bare = plain(name)
        found = self._whole.get(bare)
        if found is None and bare:
            found = next((share for start, share in self._starts if bare.startswith(start)), None)
        return found


def together(beside: Sequence[Sample | Sales | None]) -> Sales | None:
    """What the lines of several orders tell, added up; the margin is known only where it is of all of them."""
    known = [item for item in beside if isinstance(item, Sales)]
    if not known:
        return None
    earned = [item.earned for item in known if item.earned is not None]
    whole = sum(earned, ZERO) if len(earned) == len(beside) else None
    return Sales(whole, _added(sold for item in known for sold in item.sold))


def _added(sold: Iterable[Sold]) -> tuple[Sold, ...]:
    totals: dict[str, tuple[Decimal, Decimal]] = {}
    for item in sold:
        revenue, quantity = totals.get(item.product, (ZERO, ZERO))
        totals[item.product] = revenue + item.revenue, quantity + item.quantity
    return tuple(Sold(product, *totals[product]) for product in sorted(totals))


def _by_product(lines: Iterable[tuple[OrderLine, Decimal]]) -> tuple[Sold, ...]:
    return _added(Sold(line.product, net, line.quantity) for line, net in lines if line.product)


def _shares(amounts: Sequence[Decimal], net: Decimal) -> list[Decimal]:
    """The order's net revenue, divided in proportion; rounded so that the shares add up to it. Empty where the amounts
    come to nothing."""
    whole = sum(amounts, ZERO)
    if whole <= 0:
        return []
    shares, done, before = [], ZERO, ZERO
    for amount in amounts:
        done += amount
        upto = held(net * done / whole)
        shares.append(upto - before)
        before = upto
    return shares


def _agree(lines: Sequence[OrderLine], amounts: Amounts, discount: Decimal | None) -> bool:
    """Whether the lines come to the order's goods, to the cent. An order's discount may hold those of its lines, and
    the goods may be told with or without the tax."""
    gross, off = sum((line.amount for line in lines), ZERO), sum((line.discount for line in lines), ZERO)
    offs = {off, off + (discount or ZERO), discount or ZERO}
    if amounts.subtotal is not None:
        goods = {amounts.subtotal}
    else:
        goods = {amounts.total - (amounts.shipping or ZERO) - tax for tax in (ZERO, amounts.taxes or ZERO)}
    return any(abs(gross - less - whole) <= CENT for less in offs for whole in goods)
