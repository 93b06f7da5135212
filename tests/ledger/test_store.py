"""What is recorded comes back as it was, once, and the right record of a cycle counts as reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.deliver.parcels import unapproved
from reportgen.ledger.store import Ledger
from reportgen.model.delivery import Approval, CycleRecord, DeliveryKey, RestatedFigure, together
from tests.ledger.samples import AT, DECK, PDF, figure, record

KEY = DeliveryKey("lumiere", "2026-10", "claire@example.com")
LATER = date(2027, 1, 1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "reportgen.db") as opened:
        yield opened


def values(records: tuple[CycleRecord, ...]) -> list[Decimal | None]:
    return [made.figures[0].value for made in records]


def test_a_record_comes_back_as_it_went_in(ledger: Ledger) -> None:
    figures = (
        figure("118.50", small_base=(12, 30), counted=Decimal("0.846428571428571428571428571")),
        figure(None, kpi="cost_per_lead", cause="no_rows", until=date(2026, 10, 20), target=None, mode=""),
    )
    restated = (RestatedFigure("leads", "leads", "2026-09", "count", Decimal(118), Decimal("121.0")),)
    given = record(figures=figures, until=date(2026, 10, 20), restated=restated)
    assert ledger.record(given, AT)
    assert ledger.history("lumiere") == (replace(given, recorded_at=AT),)
    assert str(ledger.history("lumiere")[0].figures[0].value) == "118.50"


def test_the_same_content_is_recorded_once(ledger: Ledger) -> None:
    assert [ledger.record(record(), AT), ledger.record(record(), AT + timedelta(days=1))] == [True, False]
    assert [made.recorded_at for made in ledger.history("lumiere")] == [AT]


@pytest.mark.parametrize(
    "changes",
    [
        {"artifacts": (PDF, (DECK[0], "f" * 64))},
        {"inputs": (("data/facebook.csv", "f" * 64),)},
        {"findings": ()},
        {"program": "0.2.0"},
        {"figures": (figure("118.6"),)},
        {"figures": (figure(target=Decimal(150)),)},
    ],
)
def test_any_other_content_is_another_record(ledger: Ledger, changes: dict[str, object]) -> None:
    assert ledger.record(record(), AT)
    assert ledger.record(record(**changes), AT)
    assert len(ledger.history("lumiere")) == 2


def test_what_was_built_last_counts_as_reported(ledger: Ledger) -> None:
    for value in ("118", "121"):
        ledger.record(record(value=value), AT)
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(121)]
    ledger.record(record(value="118"), AT)  # built again: the last now
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(118)]
    assert values(ledger.history("lumiere")) == [Decimal(121), Decimal(118)]


def test_what_was_sent_counts_before_what_was_built_later(ledger: Ledger) -> None:
    sent = record(value="118")
    ledger.record(sent, AT)
    ledger.record(record(value="121", artifacts=((PDF[0], "f" * 64),)), AT)
    ledger.claim(KEY, "<one@example.com>", (PDF,), AT)
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(121)], "only claimed"
    ledger.settle(KEY, "sent", AT)
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(118)]


def test_a_later_build_that_shares_one_file_with_what_was_sent_does_not_count(ledger: Ledger) -> None:
    ledger.record(record(value="118", artifacts=(PDF, DECK)), AT)
    ledger.record(record(value="121", artifacts=((PDF[0], "f" * 64), DECK)), AT)
    ledger.claim(KEY, "<one@example.com>", (PDF, DECK), AT)
    ledger.settle(KEY, "sent", AT)
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(118)]


def test_a_report_of_the_whole_cycle_counts_before_one_to_date(ledger: Ledger) -> None:
    ledger.record(record(value="118"), AT)
    ledger.record(record(value="70", until=date(2026, 10, 20)), AT)
    assert values(ledger.reported("lumiere", LATER)) == [Decimal(118)]


def test_only_earlier_cycles_of_the_same_client_are_looked_at(ledger: Ledger) -> None:
    for month in (10, 8, 9):
        ledger.record(record(month), AT)
    ledger.record(record(9, client="other"), AT)
    assert [made.cycle for made in ledger.reported("lumiere", date(2026, 10, 1))] == ["2026-08", "2026-09"]


def test_an_approval_is_for_these_bytes_alone(ledger: Ledger) -> None:
    given = Approval("lumiere", "2026-10", together((PDF, DECK)), "Claire Martin", AT, (PDF, DECK))
    assert [ledger.approve(given), ledger.approve(given)] == [True, False]
    assert (ledger.approvals("lumiere", "2026-10"), ledger.approvals("lumiere", "2026-11")) == ((given,), ())
    assert (unapproved((DECK,), [given]), unapproved((PDF, DECK), [given])) == ("", "")
    other, new = (DECK[0], "f" * 64), ("lumiere-2026-10.xlsx", "a" * 64)
    since = "these files are not those that Claire Martin approved on 2026-11-05: "
    assert unapproved((PDF, other, new), [given]) == f"{since}{DECK[0]} changed; {new[0]} new"
    assert unapproved((PDF,), []) == "nobody has approved these files"


def test_files_together_have_one_hash_whatever_their_order() -> None:
    assert together([PDF, DECK]) == together([DECK, PDF]) != together([PDF])


def test_a_point_in_time_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="has no zone"):
        ledger.record(record(), AT.replace(tzinfo=None))
