"""A Reallocation in words: how much, from where to where, for which objective, over which cycles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.document.findings import listed
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import Views
from reportgen.document.wording import Noun
from reportgen.model.effort import Move, Reallocation
from reportgen.model.text import Figure, Text
from reportgen.vocabulary.channels import NAMES

SMALL = Decimal(10)  # below it money is shown with cents


def base_id(given: Reallocation) -> str:
    """The beginning of the ids of its figures."""
    return f"effort.{given.objective}.{given.delivery}.{given.unit}"


def decimals(given: Reallocation, amount: Decimal) -> int:
    """Of an amount of effort."""
    if given.unit == "hours":
        return 1
    return 2 if amount < SMALL else 0


def amount(given: Reallocation, what: str, value: Decimal, precision: int, *, signed: bool = False) -> Figure:
    """An effort: money or hours."""
    return Figure(f"{base_id(given)}.{what}", value, given.unit, precision, signed=signed)


def size(report: Views, given: Reallocation, move: Move) -> Text:
    """*125 €*, *125 € de publicité*, *4,1 h*."""
    figure = amount(given, "amount", move.amount, decimals(given, move.amount))
    return report.words.text(f"effort.size.{given.delivery}", amount=figure)


def in_sentence(report: Views, channel: str) -> Text:
    """A channel in a sentence: a name, or what has none with its article (*les autres réseaux sociaux*)."""
    key = f"effort.channel.{channel}"
    return report.words.text(key) if report.words.has(key) else channel_text(report, channel)


def move_text(report: Views, given: Reallocation, move: Move) -> Text:
    """*Déplacer environ 125 € de Facebook vers Instagram*; a *Tester* where it might bring less."""
    key = "effort.move" if move.firm else f"effort.test.{given.cycles[-1].spec.kind}"
    donor, receiver = in_sentence(report, move.donor), in_sentence(report, move.receiver)
    return report.words.text(key, size=size(report, given, move), donor=donor, receiver=receiver)


def title_of(report: Views, objective: str) -> Text:
    """The objective as a person has called it."""
    title = next(o.title for o in report.config.objectives if o.id == objective)
    return report.words.own(title, f"objective.{objective}.title")


def titles(report: Views, given: Sequence[Reallocation]) -> Text:
    """*« Vendre en ligne » et « Recevoir des demandes »*, with what was paid for or not where these stand apart."""
    words = report.words
    names = []
    for item in given:
        name = words.text("effort.titled", title=title_of(report, item.objective))
        text = words.text(f"effort.suffix.{item.delivery}", title=name)
        names += [text] if text not in names else []
    return listed(report, names)


def noun(report: Views, given: Reallocation) -> Noun:
    """What is counted, in a sentence."""
    return report.words.noun(given.result, given.names)


def per(report: Views, given: Reallocation) -> Text:
    """*par mois*."""
    return report.words.text(f"effort.per.{given.cycles[-1].spec.kind}")


def cycles(report: Views, given: Reallocation, form: str) -> Text:
    """*douze mois*, *sur douze mois*."""
    number = report.words.number(len(given.cycles), f"{base_id(given)}.cycles")
    key = f"effort.{form}.{given.cycles[-1].spec.kind}"
    return report.words.text(key, len(given.cycles) if form == "over" else None, number=number)


def named(report: Views, channels: Sequence[str]) -> Text:
    """Channels in the order in which the product lists them."""
    order = list(NAMES)
    kept = sorted(channels, key=lambda name: (order.index(name) if name in NAMES else len(order), name))
    return listed(report, [in_sentence(report, channel) for channel in kept])
