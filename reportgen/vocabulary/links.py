"""A page's address, a channel and a campaign → the address with the tags by which its visits count for the channel.

What the address has already stays as it is: its query, its fragment, its letters. Older utm_ tags alone are replaced:
an address with two of one name is read by either. Tags are small letters without
accents or blanks, so that one campaign is one campaign in every report; nothing of a person goes into an address that
others see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, unquote_plus, urlsplit, urlunsplit

from reportgen.vocabulary.personal import has_address, looks_personal
from reportgen.vocabulary.tags import Rule, Tags, channel_of, link_tags, plain_tags

PARTS = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_KEPT = re.compile(r"[^a-z0-9._~-]+")
_ABLE = re.compile(r"[\s\x00-\x1f\x7f]")


class LinkError(ValueError):
    """The link cannot be tagged; ``would_be_right`` says what could be."""

    def __init__(self, what: str, would_be_right: str = "") -> None:
        super().__init__(what)
        self.would_be_right = would_be_right


def tagged(
    address: str, channel: str, campaign: str, content: str = "", term: str = "", paid: bool = False,
    own: Iterable[Rule] = (),
) -> str:  # fmt: skip
    """The address with its tags. ``own``: the client's rules, by which the link is read first.

    Raises LinkError: for what is no page's address, for a channel without tags, for people's data, and where the
    client's rules would count the visits for another channel.
    """
    parts = _page(address)
    source, medium = _source_and_medium(channel, paid)
    texts = dict(zip(PARTS, (source, medium, _slug(campaign, "--campaign"), "", ""), strict=True))
    texts |= {"utm_content": _slug(content, "--content") if content else ""}
    texts |= {"utm_term": _slug(term, "--term") if term else ""}
    _check_way_back(plain_tags(source, medium, texts["utm_campaign"]), channel, tuple(own))
    kept = [pair for pair in parts.query.split("&") if pair and _name(pair) not in PARTS]
    added = [f"{name}={quote(text, safe='')}" for name, text in texts.items() if text]
    return urlunsplit(parts._replace(query="&".join([*kept, *added])))


def older_tags(address: str) -> tuple[str, ...]:
    """The utm_ tags that an address bears, as its query writes them: ``utm_source=old``."""
    return tuple(pair for pair in urlsplit(address).query.split("&") if _name(pair) in PARTS)


def _page(address: str) -> SplitResult:
    if _ABLE.search(address):
        raise LinkError(f"'{address}' holds a blank", "Write the address as the browser shows it.")
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise LinkError(f"'{address}' is no page's address", "Write it whole: https://www.example.com/page.")
    if "@" in parts.netloc or has_address(unquote_plus(parts.query)):
        raise LinkError(
            "the address holds a user's name or somebody's e-mail address",
            "Take it out: whoever sees the link can read it.",
        )
    return parts


def _source_and_medium(channel: str, paid: bool) -> tuple[str, str]:
    known = link_tags()
    if channel not in known:
        names = ", ".join(known)
        what = (
            "direct visits carry no tag"
            if channel == "direct"
            else f"'{channel}' is no channel that links are tagged for"
        )
        raise LinkError(what, f"The channels are {names}.")
    tags = known[channel]
    medium = tags.paid if paid else tags.organic
    if medium:
        return tags.source, medium
    if paid:
        raise LinkError(f"'{channel}' has no paid links", "Leave --paid out, or write the paid channel.")
    raise LinkError(f"the links of '{channel}' are paid ones", "Add --paid.")


def _slug(text: str, option: str) -> str:
    """``Soldes d'été`` → ``soldes_d_ete``."""
    if looks_personal(text):
        raise LinkError(
            f"{option} holds somebody's e-mail address or telephone number", "Name the campaign, not people."
        )
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    slug = _KEPT.sub("_", letters).strip("_")
    if not any(letter.isalnum() for letter in slug):
        raise LinkError(f"{option} '{text}' has no letter or digit that a tag can hold", "Write it in Latin letters.")
    return slug


def _check_way_back(tags: Tags, channel: str, own: tuple[Rule, ...]) -> None:
    """The link must be read as it is meant: the client's own rules come first."""
    read = channel_of(tags, own)
    if read != channel:
        rule = next((number for number, rule in enumerate(own) if rule.fits(tags)), 0)
        what = f"the config's own rule channels[{rule}] counts such a link for '{read}', not for '{channel}'"
        raise LinkError(what, "Choose another campaign, or narrow that rule.")


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).casefold()
