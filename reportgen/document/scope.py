"""View → the channels that its figure stands on, where its objective measures more: *LinkedIn seul*."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from reportgen.document.wording import Words
from reportgen.model.text import Text
from reportgen.vocabulary.channels import NAMES

if TYPE_CHECKING:
    from reportgen.document.view import View

MOST_NAMED = 2


def scope_words(view: View, form: str = "name") -> Text:
    """After a name (``name``: *LinkedIn seul*) or in a sentence (``on``: *sur LinkedIn seul*): the channels that are
    there, else those that are not; of many of both their number. Empty where none is lacking."""
    covers, lacks, words = view.score.covers, view.score.lacks, view.words
    if not lacks or not view.measured:
        return ()
    if len(covers) <= MOST_NAMED:
        return words.text(f"scope.{form}.alone", len(covers), channels=_listed(view, covers))
    if len(lacks) <= MOST_NAMED:
        return words.text(f"scope.{form}.without", channels=_listed(view, lacks))
    found, total = len(covers), len(covers) + len(lacks)
    number = words.number(found, f"{view.id}.scope.found", total)
    return words.text(f"scope.{form}.some", found=number, total=words.number(total, f"{view.id}.scope.total"))


def scoped(words: Words, name: Text, scope: Text) -> Text:
    """*Nouveaux abonnés (LinkedIn seul)*; in the name's own parentheses where it ends with some."""
    *first, last = name
    if isinstance(last, str) and last.endswith(")"):
        return words.text("scope.within", kpi=(*first, last.removesuffix(")")), scope=scope)
    return words.text("scope.named", kpi=name, scope=scope)


def brief(view: View) -> Text:
    """The title where there is one line for it: what the name says in parentheses gives way to the channels."""
    scope = scope_words(view)
    *first, last = view.words.name(view.score.names, view.score.id)
    if not scope or view.period.own or not isinstance(last, str):
        return view.title
    return view.words.text("scope.named", kpi=(*first, last.split(" (", maxsplit=1)[0]), scope=scope)


def scope_note(view: View) -> Text:
    """Which channels the figure lacks that its objective measures; empty where none."""
    if not view.score.lacks or not view.measured:
        return ()
    return view.words.text("scope.note", len(view.score.lacks), channels=_listed(view, view.score.lacks))


def _listed(view: View, channels: Sequence[str]) -> Text:
    order = list(NAMES)
    ranked = sorted(channels, key=lambda name: (order.index(name) if name in NAMES else len(order), name))
    names = [view.words.name(NAMES.get(name, (("en", name),)), f"channel.{name}") for name in ranked]
    first = reduce(lambda a, b: view.words.text("list.comma", first=a, second=b), names[:-1]) if names[1:] else ()
    return view.words.text("list.two", first=first, second=names[-1]) if first else names[0]
