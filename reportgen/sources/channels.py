"""Source, medium and campaign of a visit, or a channel's name in a table → the channel's id. Rules, first match wins.

Nothing is hidden: what carries no tag is ``direct``, what no rule knows is ``other``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from reportgen.sources.headers import plain
from reportgen.vocabulary.channels import ALIASES, CHANNELS, NAMES

_NETWORKS: tuple[tuple[str, str], ...] = (
    (r"instagram|^ig$|linkinbio", "instagram"),
    (r"facebook|^fb$|^fb\.|messenger|^face$", "facebook"),
    (r"linkedin|lnkd\.in", "linkedin"),
    (r"tiktok", "tiktok"),
    (r"twitter|^t\.co$|^x$|^x\.com$", "x"),
    (r"youtube|youtu\.be|^yt$", "youtube"),
    (r"pinterest|^pin\.it$", "pinterest"),
    (r"threads\.(net|com)|^threads$", "threads"),
    (r"snapchat", "snapchat"),
    (r"reddit", "reddit"),
    (r"bsky|bluesky", "bluesky"),
    (r"mastodon", "mastodon"),
    (r"^meta$|^meta.ads$|^audience.network$", "meta"),
)
_SEARCH = re.compile(r"google|bing|yahoo|duckduckgo|ecosia|qwant|baidu|yandex|lilo|search")
_PAID = re.compile(r"^(.*cp[cvm].*|ppc|retargeting|paid.*|sea|sem|ads?)$")
_EMAIL = re.compile(r"e-?mail|newsletter|mailing|mailchimp|klaviyo|brevo|sendinblue")
_DISPLAY = re.compile(r"^(display|banner|expandable|interstitial|cpm|programmatic)$")
_SOCIAL_MEDIUM = re.compile(r"social|^sm$")
_NONE = frozenset({"", "(none)", "(direct)", "direct", "none", "(not set)", "not set", "(data not available)"})
_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "direct": "direct",
        "organic search": "search",
        "organic shopping": "search",
        "paid search": "paid_search",
        "paid shopping": "paid_search",
        "display": "display",
        "email": "email",
        "referral": "referral",
        "organic social": "other_social",
        "paid social": "other_social",
        "organic video": "other_social",
        "paid video": "other_social",
    }
)


@lru_cache(maxsize=8192)
def from_source_medium(text: str) -> str:
    """``facebook / cpc`` → ``facebook``; ``google / organic`` → ``search``; ``(direct) / (none)`` → ``direct``."""
    source, _, medium = text.partition("/") if " / " not in text else text.partition(" / ")
    return from_utm(source, medium)


@lru_cache(maxsize=8192)
def from_utm(source: str, medium: str = "", campaign: str = "") -> str:
    """The channel of a visit's or an order's tags. No tag at all: ``direct``; no rule: ``other``."""
    origin, way, name = plain(source), plain(medium), plain(campaign)
    if origin in _NONE and way in _NONE:
        return "direct" if name in _NONE else "other"
    network = _network(origin)
    if network:
        return network
    if _EMAIL.search(way) or _EMAIL.search(origin):
        return "email"
    if _SOCIAL_MEDIUM.search(way):
        return "other_social"
    if _DISPLAY.match(way):
        return "display"
    if _SEARCH.search(origin):
        return "paid_search" if _PAID.match(way) else "referral" if way == "referral" else "search"
    if way == "organic":
        return "search"
    return "referral" if way == "referral" else "other"


def from_group(text: str) -> str:
    """A channel group of the site analytics → its channel; ``Organic Social`` is social, of a network unknown."""
    return _GROUPS.get(plain(text), "other")


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
    if name in _GROUPS:
        return _GROUPS[name]
    if "/" in name:
        return from_source_medium(name)
    return _network(name)


def _network(origin: str) -> str | None:
    return next((channel for pattern, channel in _NETWORKS if re.search(pattern, origin)), None)
