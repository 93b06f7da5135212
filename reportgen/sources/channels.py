"""Source, medium and campaign of a visit, or a channel's name in a table → the channel's id.

The rules are those of ``vocabulary.tags``; a client's own come before them.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.model.facts import Delivery
from reportgen.sources.headers import plain
from reportgen.vocabulary.channels import ALIASES, CHANNELS, NAMES, SOCIAL
from reportgen.vocabulary.tags import Tags, channel_of, delivery_of, group_channel, network_of, plain_tags

VISITS = frozenset({"sessions", "engaged_sessions", "bounced_sessions", "page_views"})
"""Measures whose delivery the tags of a visit tell. What visits led to (orders, leads) is also told by shops and CRMs,
which know of no delivery: there ``all`` is what both sides mean."""


@lru_cache(maxsize=8192)
def tags_of(text: str, campaign: str = "") -> Tags:
    """``facebook / cpc`` → its source and its medium."""
    source, _, medium = text.partition("/") if " / " not in text else text.partition(" / ")
    return plain_tags(source, medium, campaign)


def from_source_medium(text: str) -> str:
    """``facebook / cpc`` → ``facebook``; ``google / organic`` → ``search``; ``(direct) / (none)`` → ``direct``."""
    return channel_of(tags_of(text))


def from_group(text: str) -> str:
    """A channel group of the site analytics → its channel; ``Organic Social`` is social, of a network unknown."""
    return group_channel(text) or "other"


@lru_cache(maxsize=8192)
def visit_delivery(channel: str, source_medium: str, group: str) -> Delivery:
    """Of visits from a social network: ``paid`` where the medium or the channel group says so, else ``organic``.

    Of other channels ``all``: paid search is a channel of its own.

    >>> visit_delivery("facebook", "facebook / cpc", ""), visit_delivery("other_social", "", "Organic Social")
    ('paid', 'organic')
    """
    if channel not in SOCIAL and channel != "meta":
        return "all"
    told = delivery_of(tags_of(source_medium)) if source_medium else ""
    return "paid" if told == "paid" or plain(group).startswith("paid ") else "organic"


@lru_cache(maxsize=1024)
def from_name(text: str) -> str | None:
    """A channel's name as people write it → its id; None where it is no channel that is known."""
    name = plain(text)
    slug = name.replace(" ", "_").replace("-", "_")
    if slug in CHANNELS or slug == "meta":
        return slug
    if name in ALIASES:
        return ALIASES[name]
    for channel, names in NAMES.items():
        if any(plain(word) == name for _, word in names):
            return channel
    group = group_channel(name)
    if group is not None:
        return group
    if "/" in name:
        return from_source_medium(name)
    return network_of(name)
