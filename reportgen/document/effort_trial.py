"""A proposal → what its trial has to show, and what is not known: evidence, expected effect, criterion, limits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.document.effort_words import amount, base_id, cycles, in_sentence, noun, per, size
from reportgen.document.view import Views
from reportgen.model.effort import ChannelYield, Move, Reallocation
from reportgen.model.text import Figure, Text

LEVEL = Decimal("0.8")  # of the ranges of a channel's yield
FACTORS = {"half": (Decimal("0.5"), 1), "three_quarters": (Decimal("0.75"), 2)}
LEAST = 5  # results that a channel's yield is shown as, per so much effort
MOST_BASE = 3  # at most per thousand
MANY = 100  # from here on without a decimal


def evidence(report: Views, given: Reallocation, move: Move) -> Text:
    """What the two channels gave for the same effort, with their ranges."""
    by_name = {item.channel: item for item in given.channels}
    donor, receiver = by_name[move.donor], by_name[move.receiver]
    power = _power(donor)
    return report.words.text(
        "effort.gave",
        window=cycles(report, given, "over"),
        base=amount(given, "base", Decimal(10) ** power, 0),
        donor=in_sentence(report, move.donor),
        given=_yield(report, given, donor, power),
        receiver=in_sentence(report, move.receiver),
        taken=_yield(report, given, receiver, power),
        noun=noun(report, given).text,
        level=Figure("effort.level", LEVEL, "percent"),
    )


def effect(report: Views, given: Reallocation, move: Move) -> Text:
    """Results more in a cycle, from low to high."""
    ends = {name: _count(given, f"effect.{name}", getattr(move, name)) for name in ("low", "base", "high")}
    return report.words.text("effort.effect", by=per(report, given), noun=noun(report, given).text, **ends)


def criterion(report: Views, given: Reallocation, move: Move) -> Text:
    """The trial has to bring what the effort brought before."""
    donor = next(item for item in given.channels if item.channel == move.donor)
    subject = noun(report, given)
    return report.words.text(
        "effort.criterion",
        subject.count,
        receiver=in_sentence(report, move.receiver),
        noun=subject.text,
        least=_count(given, "least", float(move.amount) * (donor.rate or 0.0), signed=False),
        by=per(report, given),
        size=size(report, given, move),
        donor=in_sentence(report, move.donor),
    )


def limits(report: Views, given: Reallocation) -> Iterator[Text]:
    """What such a comparison can't see, and what it rests on."""
    words = report.words
    yield words.text("effort.last_click")
    factors = {name: Figure(f"effort.{name}", value, "ratio", n) for name, (value, n) in FACTORS.items()}
    yield words.text("effort.factors", **factors)
    yield window(report, given)


def window(report: Views, given: Reallocation) -> Text:
    """The cycles looked at."""
    first, last = given.cycles[0], given.cycles[-1]
    return report.words.text(
        "effort.window",
        cycles=cycles(report, given, "cycles"),
        **{
            "from": report.words.cycle("from", first, f"{base_id(given)}.from"),
            "until": report.words.cycle("until", last, f"{base_id(given)}.until"),
        },
    )


def _power(donor: ChannelYield) -> int:
    """So much effort, as a power of ten, that the weaker channel's results are a number one can read."""
    power = 0
    while (donor.rate or 0.0) * 10**power < LEAST and power < MOST_BASE:
        power += 1
    return power


def _yield(report: Views, given: Reallocation, item: ChannelYield, power: int) -> Text:
    def figure(what: str, value: float | None) -> Figure:
        shown = Decimal(repr(value or 0.0)) * 10**power
        precision = 0 if (item.rate or 0.0) * 10**power >= MANY else 1
        return Figure(f"{base_id(given)}.{item.channel}.{what}", shown, "count", precision)

    ends = {"low": figure("yield.low", item.low), "high": figure("yield.high", item.high)}
    return report.words.text("effort.with_range", value=figure("yield", item.rate), **ends)


def _count(given: Reallocation, what: str, value: float, *, signed: bool = True) -> Figure:
    precision = 0 if abs(value) >= MANY else 1
    exact = Decimal(f"{value:.8g}")  # of a rate with ten digits: 1.95 of it must not become 1.9499999997
    return Figure(f"{base_id(given)}.{what}", exact, "count", precision, signed=signed)
