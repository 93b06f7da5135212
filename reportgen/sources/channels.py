"""Source, medium and campaign of a visit, or a channel's name in a table → the channel's id.

The rules are those of ``vocabulary.tags``; a client's own come before them.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.sources.headers import plain
from reportgen.vocabulary.channels import ALIASES, CHANNELS, NAMES
from reportgen.vocabulary.tags import Rule, Tags, channel_of, group_channel, network_of, plain_tags


@lru_cache(maxsize=8192)
def tags_of(text: str, campaign: str = "") -> Tags:
    """``facebook / cpc`` → its source and its medium."""
    source, _, medium = text.partition("/") if " / " not in text else text.partition(" / ")
    return plain_tags(source, medium, campaign)


@lru_cache(maxsize=8192)
def from_source_medium(text: str, campaign: str = "", own: tuple[Rule, ...] = ()) -> str:
    """``facebook / cpc`` → ``facebook``; ``google / organic`` → ``search``; ``(direct) / (none)`` → ``direct``."""
    return channel_of(tags_of(text, campaign), own)


@lru_cache(maxsize=8192)
def from_utm(source: str, medium: str = "", campaign: str = "", own: tuple[Rule, ...] = ()) -> str:
    """The channel of a visit's or an order's tags. No tag at all: ``direct``; no rule: ``other``."""
    return channel_of(plain_tags(source, medium, campaign), own)


def from_group(text: str) -> str:
    """A channel group of the site analytics → its channel; ``Organic Social`` is social, of a network unknown."""
    return group_channel(text) or "other"


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
