"""A row → the series of its measures, each under its Key: channel, delivery, campaign, competitor.

Each distinct key is made once, and found again by the row's own cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from reportgen.model.facts import Finding, Key
from reportgen.sources import orders
from reportgen.sources.channels import VISITS, from_group, from_name, tags_of, visit_delivery
from reportgen.sources.description import Column, Role
from reportgen.sources.extract import Series, Task, Values
from reportgen.sources.layout import Layout, place
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Cell, Row, picked
from reportgen.sources.untagged import untagged
from reportgen.vocabulary.personal import looks_personal
from reportgen.vocabulary.tags import channel_of

FIELDS: Mapping[Role, str] = {
    "account": "account",
    "campaign": "campaign",
    "competitor": "owner",
    "delivery": "delivery",
}
"""Roles whose cells are fields of the Key as they stand."""
TAGGED: frozenset[Role] = frozenset({"source_medium", "channel_group"})
"""Roles whose cells tell a visit's delivery, too."""
_TOLD: tuple[Role, ...] = ("source_medium", "channel_group", "channel", "utm", "currency", *FIELDS)


class Keys:
    """The keys of one table's rows. ``values``: what the rows say of each, filled by the reader; ``columns``:
    those that tell a row's keys."""

    def __init__(self, table: Table, task: Task, layout: Layout) -> None:
        self._table, self._task, self._layout = table, task, layout
        self.columns = tuple(layout.roles[role][1] for role in _TOLD if role in layout.roles)
        self._cells = picked(self.columns)
        self._seen: dict[tuple[Cell, ...], tuple[Series, ...]] = {}
        self._unknown: dict[tuple[Cell, ...], str] = {}
        self._unknown_orders: Counter[str] = Counter()
        self._rows: Counter[tuple[Cell, ...]] = Counter()
        self._orders: dict[tuple[tuple[str, str], str, str], Series] = {}
        self.values: Values = {}

    def of(self, row: Row, rows: int = 1) -> tuple[Series, ...]:
        """The series of each of the layout's measures, in its order; of so many ``rows`` that tell the same keys."""
        seen = self._cells(row.cells)
        series = self._seen.get(seen)
        if series is None:
            channel = self._channel(row, seen)
            texts = {FIELDS[role]: self._text(row, role) for role in FIELDS if role in self._layout.roles}
            if texts.get("owner", "").casefold() == self._task.client.casefold():
                texts["owner"] = ""  # the client's own rows stand among the competitors'
            if "delivery" in texts:
                texts["delivery"] = self._delivery(row, texts["delivery"])
            visits = {"delivery": self._visit_delivery(row, channel), **texts}
            series = self._seen[seen] = tuple(
                self._series(
                    measure, channel, column, visits if measure in VISITS else texts, self._currency(row, index)
                )
                for column, measure, index in self._layout.measures
            )
        if seen in self._unknown:
            self._rows[seen] += rows
        return series

    def _series(
        self, measure: str, channel: str, column: Column | None, texts: Mapping[str, str], currency: str
    ) -> Series:
        return self.values.setdefault(self._new(measure, channel, column, texts, currency), [])

    def of_total(self) -> tuple[Key, ...]:
        """The keys of a total row: of no campaign or account."""
        return tuple(
            self._new(measure, self._layout.channel, column, {}) for column, measure, _ in self._layout.measures
        )

    def of_table(self, measure: str) -> Key:
        """The key of a measure that is said of the table as a whole."""
        return self._new(measure, self._layout.channel, None, {})

    def origin_of_order(self, row: Row) -> tuple[str, str]:
        """An order's channel and campaign: by the tags in its notes, where the source says so, else the source's own
        channel or none."""
        if self._task.source.channel_from == "note_attributes":
            tags = orders.tags_of_notes(self._text(row, "utm"))
            channel = channel_of(tags, self._task.rules)
            if channel == "other":
                self._unknown_orders[" / ".join(tags[:2])] += 1
            return channel, "" if looks_personal(tags.campaign) else tags.campaign
        return self._task.source.channel or "", ""

    def of_order(self, row: Row, origin: tuple[str, str], measure: str) -> Series:
        """The series of one part of an order of this channel and campaign, in the order's own currency."""
        currency = self._currency(row)
        series = self._orders.get((origin, measure, currency))
        if series is None:
            key = self._new(measure, origin[0], None, {"campaign": origin[1]}, currency)
            series = self._orders[(origin, measure, currency)] = self.values.setdefault(key, [])
        return series

    def tell_unknown_channels(self) -> None:
        """Tell which names of channels no rule knows, and how many visits or orders have no tag or an unknown one;
        what is not known is counted under ``other``."""
        rows: Counter[str] = Counter(self._unknown_orders)
        for seen, name in self._unknown.items():
            rows[name] += self._rows[seen]
        where, source = place(self._table, self._task), self._task.source.name
        if self._tells_origin:
            self._task.findings += untagged(self.values, rows, source, where)
            return
        for name in sorted(rows):
            shown = "…" if looks_personal(name) else name
            numbers, names = (("rows", Decimal(rows[name])),), (("channel", shown),)
            self._task.found(Finding("unknown_channel", "notice", source, where, numbers=numbers, names=names))

    @property
    def _tells_origin(self) -> bool:
        """Whether tags or channel groups tell the channels of the rows."""
        by_notes = self._task.source.channel_from == "note_attributes"
        return by_notes or bool(self._layout.channel_by_row and TAGGED & self._layout.roles.keys())

    def _channel(self, row: Row, seen: tuple[Cell, ...]) -> str:
        layout, source = self._layout, self._task.source
        if not layout.channel_by_row:
            return layout.channel
        if "source_medium" in layout.roles and source.channel_from != "channel":
            tags = tags_of(self._text(row, "source_medium"), self._text(row, "campaign"))
            return self._known(seen, channel_of(tags, self._task.rules), self._text(row, "source_medium"))
        if "channel_group" in layout.roles:
            group = self._text(row, "channel_group")
            return self._known(seen, from_group(group), group)
        text = self._text(row, "channel")
        if not text:
            return source.channel or self._table.description.channel
        found = from_name(text)
        if found is None:
            self._unknown[seen] = text
        return found or "other"

    def _known(self, seen: tuple[Cell, ...], channel: str, text: str) -> str:
        """The channel; where it is none that is known, the text that should have told it is kept."""
        if channel == "other":
            self._unknown[seen] = text
        return channel

    def _visit_delivery(self, row: Row, channel: str) -> str:
        """Of the visits of a row that tells its channel by its tags or its group; else empty."""
        if not (self._layout.channel_by_row and TAGGED & self._layout.roles.keys()):
            return ""
        return visit_delivery(channel, self._text(row, "source_medium"), self._text(row, "channel_group"))

    def _delivery(self, row: Row, text: str) -> str:
        delivery = text.casefold()
        if delivery in ("", "all", "paid", "organic"):
            return delivery or "all"
        where = place(self._table, self._task, row, self._table.name_of(self._layout.roles["delivery"][0]))
        self._task.wrong("unknown_delivery", f"'{text}' is no delivery", "It is paid, organic or all.", where)
        return "all"

    def _currency(self, row: Row, index: int | None = None) -> str:
        """The currency of a row's amounts, by its own column, a header's unit or the source; empty: the report's."""
        unit = self._text(row, "currency").upper()
        if not unit and index is not None and self._layout.units:
            unit = self._layout.units.get(index, "")
        unit = unit or self._task.source.currency or ""
        return "" if unit == self._task.currency else unit

    def _text(self, row: Row, role: Role) -> str:
        at = self._layout.roles.get(role)
        return str(row.cell(at[1])).strip() if at else ""

    def _new(
        self, measure: str, channel: str, column: Column | None, texts: Mapping[str, str], currency: str = ""
    ) -> Key:
        about = self._table.description
        delivery = texts.get("delivery") or (column.delivery if column else "") or about.delivery
        return Key(
            measure=measure,
            channel=channel,
            delivery=delivery,  # type: ignore[arg-type]
            of="posts" if "posts" in (self._task.source.of, about.of) else "",
            claimed_by=column.claimed_by if column else "",
            owner=texts.get("owner", ""),
            account=texts.get("account") or self._task.source.account or "",
            campaign=texts.get("campaign", ""),
            currency=currency if measure in self._task.amounts else "",
        )
