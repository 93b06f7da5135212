"""What the commands on a config's ledger share: opening it, and figures in English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.cli.common import LOCALE
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded
    from reportgen.ledger.store import Ledger
    from reportgen.model.text import Unit


@contextmanager
def kept(loaded: Loaded) -> Iterator[Ledger | None]:
    """The config's ledger; None where nothing is recorded yet. Raises UsageError for a config that keeps none."""
    from reportgen.pipeline import ledger_path

    path = ledger_path(loaded)
    if path is None:
        raise UsageError(f"{loaded.path}: this config keeps no ledger. Add ledger: reportgen.db to it.")
    if not path.exists():
        yield None
        return
    from reportgen.ledger.store import Ledger

    with Ledger(path) as ledger:
        yield ledger


def shown(value: Decimal, unit: Unit, currency: str) -> str:
    """A figure as an English report prints it."""
    from reportgen.display import Display, default_precision
    from reportgen.model.text import Figure

    return Display(LOCALE, currency).figure(Figure("value", value, unit, default_precision(unit, value)))
