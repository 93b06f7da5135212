"""What a column of a client's own table may be beside a measure: the words of a source's ``columns``."""

from __future__ import annotations

from typing import Literal, get_args

TableRole = Literal["day", "month", "year", "channel", "delivery", "account", "campaign", "competitor", "currency"]

ROLES: tuple[TableRole, ...] = get_args(TableRole)
DATES: frozenset[TableRole] = frozenset(("day", "month"))
"""The roles of which a table needs one."""
