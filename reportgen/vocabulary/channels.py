"""The channels that the product knows by name, and the groups of them that a formula may select."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.model.scorecard import Names

NAMES: Mapping[str, Names] = MappingProxyType(
    {
        "facebook": (("en", "Facebook"), ("fr", "Facebook")),
        "instagram": (("en", "Instagram"), ("fr", "Instagram")),
        "linkedin": (("en", "LinkedIn"), ("fr", "LinkedIn")),
        "tiktok": (("en", "TikTok"), ("fr", "TikTok")),
        "x": (("en", "X"), ("fr", "X")),
        "youtube": (("en", "YouTube"), ("fr", "YouTube")),
        "pinterest": (("en", "Pinterest"), ("fr", "Pinterest")),
        "threads": (("en", "Threads"), ("fr", "Threads")),
        "snapchat": (("en", "Snapchat"), ("fr", "Snapchat")),
        "reddit": (("en", "Reddit"), ("fr", "Reddit")),
        "bluesky": (("en", "Bluesky"), ("fr", "Bluesky")),
        "mastodon": (("en", "Mastodon"), ("fr", "Mastodon")),
        "other_social": (("en", "Other social networks"), ("fr", "Autres réseaux sociaux")),
        "email": (("en", "E-mail"), ("fr", "E-mail")),
        "search": (("en", "Organic search"), ("fr", "Recherche naturelle")),
        "paid_search": (("en", "Paid search"), ("fr", "Recherche payante")),
        "direct": (("en", "Direct"), ("fr", "Accès direct")),
        "referral": (("en", "Referral"), ("fr", "Sites référents")),
        "display": (("en", "Display"), ("fr", "Display")),
        "other": (("en", "Other channels"), ("fr", "Autres canaux")),
    }
)
"""Channel id → its names, in the order in which channels are listed."""

CHANNELS: tuple[str, ...] = tuple(NAMES)

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "fb": "facebook",
        "face": "facebook",
        "ig": "instagram",
        "insta": "instagram",
        "li": "linkedin",
        "in": "linkedin",
        "lnkd": "linkedin",
        "tt": "tiktok",
        "tik tok": "tiktok",
        "tw": "x",
        "twitter": "x",
        "twitter/x": "x",
        "x/twitter": "x",
        "yt": "youtube",
        "you tube": "youtube",
        "pin": "pinterest",
        "snap": "snapchat",
        "bsky": "bluesky",
        "mail": "email",
        "mailing": "email",
        "emailing": "email",
        "e-mailing": "email",
        "newsletter": "email",
        "newsletters": "email",
        "infolettre": "email",
        "courriel": "email",
        "seo": "search",
        "sea": "paid_search",
        "google ads": "paid_search",
        "adwords": "paid_search",
    }
)
"""What people write in their own tables, in small letters → the channel's id."""

SOCIAL: frozenset[str] = frozenset(
    {
        "facebook",
        "instagram",
        "linkedin",
        "tiktok",
        "x",
        "youtube",
        "pinterest",
        "threads",
        "snapchat",
        "reddit",
        "bluesky",
        "mastodon",
        "other_social",
    }
)
"""Organic and paid social and video networks. ``other_social``: known to be social, the network is not."""

GROUP_NAMES: Mapping[str, Names] = MappingProxyType(
    {
        "social": (("en", "Social media"), ("fr", "Réseaux sociaux")),
        "all": (("en", "All channels"), ("fr", "Tous les canaux")),
    }
)
"""The groups a selection may name beside a channel: ``social`` = SOCIAL, ``all`` = every channel and what has none."""
