"""Source, medium and campaign of a visit → its channel and its delivery, by rules; and what a link's own tags shall be.

The rules lie in ``tag_rules.yaml``: data, not code. Nothing is hidden: what carries no tag is ``direct``, what no rule
knows is ``other``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, cast

from reportgen.strict_yaml import load

FIELDS = ("source", "medium", "campaign")
_ANY = "\ue000"  # stands for "any characters" where one pattern is held against another; no tag has it


class Tags(NamedTuple):
    """What a visit's link said of itself."""

    source: str = ""
    medium: str = ""
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What the tags must be, each one of several texts (``*``: any characters; none: whatever it is), and the channel
    that they then lead to."""

    channel: str
    source: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ()

    def fits(self, tags: Tags) -> bool:
        """Whether the rule decides for these tags, which are in the form that ``plain_tags`` gives them."""
        return all(_matches(getattr(self, name), getattr(tags, name)) for name in FIELDS)

    def covers(self, later: Rule) -> bool:
        """Whether all that a later rule fits is decided by this one already."""
        return all(_covers(getattr(self, name), getattr(later, name)) for name in FIELDS)


@dataclass(frozen=True, slots=True)
class LinkTags:
    """How a channel's links are tagged. ``organic`` or ``paid`` is empty where there is no such delivery."""

    source: str
    organic: str = ""
    paid: str = ""


@dataclass(frozen=True, slots=True)
class _Data:
    absent: frozenset[str]
    rules: tuple[Rule, ...]
    delivery: tuple[tuple[Literal["paid", "organic"], tuple[str, ...]], ...]
    tags: Mapping[str, LinkTags]
    groups: Mapping[str, str]


def plain_tags(source: str, medium: str = "", campaign: str = "") -> Tags:
    """Tags in the form in which they are compared: small letters, one kind of blanks, none at the ends."""
    return Tags(*(_plain(text) for text in (source, medium, campaign)))


def channel_of(tags: Tags, own: Iterable[Rule] = ()) -> str:
    """The channel of these tags: by the client's ``own`` rules, else ours. No tag: ``direct``; no rule: ``other``."""
    return next((rule.channel for rule in own if rule.fits(tags)), "") or _by_our_rules(tags)


@lru_cache(maxsize=4096)  # visits and orders repeat their tags
def _by_our_rules(tags: Tags) -> str:
    if not told(tags):
        return "direct"
    return next((rule.channel for rule in _data().rules if rule.fits(tags)), "other")


def told(tags: Tags) -> bool:
    """Whether the tags say anything: source, medium or campaign."""
    return any(text not in _data().absent for text in tags)


def delivery_of(tags: Tags) -> Literal["all", "paid", "organic"]:
    """``paid`` or ``organic`` where the medium says so, else ``all``."""
    fitting = (name for name, patterns in _data().delivery if _matches(patterns, tags.medium))
    return next(fitting, "all") if tags.medium else "all"


def network_of(source: str) -> str | None:
    """The network that a source alone names: the channel of the first rule that asks for nothing else."""
    tags = plain_tags(source)
    alone = (rule for rule in _data().rules if rule.source and not rule.medium and not rule.campaign)
    return next((rule.channel for rule in alone if rule.channel not in _NO_NETWORK and rule.fits(tags)), None)


_NO_NETWORK = frozenset({"email", "search"})


def group_channel(group: str) -> str | None:
    """The channel of a channel group of the site analytics; None of one that is no channel's (``Unassigned``)."""
    return _data().groups.get(_plain(group))


def link_tags() -> Mapping[str, LinkTags]:
    """Channel → the tags of its links."""
    return _data().tags


def rule(channel: str, given: Mapping[str, str | Iterable[str] | None]) -> Rule:
    """A Rule as a mapping writes it: each of source, medium and campaign one text, or several."""
    return Rule(channel, *(_texts(given.get(name)) for name in FIELDS))


def _texts(given: str | Iterable[str] | None) -> tuple[str, ...]:
    texts = () if given is None else (given,) if isinstance(given, str) else given
    return tuple(_plain(str(text)) for text in texts)


@cache
def _data() -> _Data:
    text = resources.files("reportgen.vocabulary").joinpath("tag_rules.yaml").read_text(encoding="utf-8")
    values: Any = load(text, "tag_rules.yaml")[0]
    delivery = tuple((name, tuple(words)) for name, words in values["delivery"].items())
    return _Data(
        absent=frozenset(values["absent"]),
        rules=tuple(rule(item["channel"], item) for item in values["rules"]),
        delivery=cast(Any, delivery),
        tags=MappingProxyType({channel: LinkTags(**item) for channel, item in values["tags"].items()}),
        groups=MappingProxyType(dict(values["groups"])),
    )


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _matches(patterns: tuple[str, ...], text: str) -> bool:
    return not patterns or bool(_pattern(patterns).fullmatch(text))


def _covers(patterns: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether every text of the others is one of the patterns', too."""
    return not patterns or (bool(others) and all(_matches(patterns, text.replace("*", _ANY)) for text in others))


@lru_cache(maxsize=1024)
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(".*".join(map(re.escape, text.split("*"))) for text in patterns), re.DOTALL)
