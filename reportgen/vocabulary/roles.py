"""What a column of a client's own table may be beside a measure: the words of a source's ``columns``."""

from __future__ import annotations

from typing import Literal, get_args

TableRole = Literal[
    "day", "week", "month", "year", "channel", "delivery", "account", "campaign", "competitor", "currency",
    "sample", "spread", "share_of", "promoters", "passives", "detractors",
]  # fmt: skip

ROLES: tuple[TableRole, ...] = get_args(TableRole)
DATES: frozenset[TableRole] = frozenset(("day", "week", "month"))
"""The roles of which a table needs one."""

NPS = "nps"
COUNTS: tuple[TableRole, ...] = ("promoters", "passives", "detractors")
"""What the NPS is made of; it needs no column of its own beside them."""
