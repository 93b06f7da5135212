"""Views → the line on the audience: who is wanted, and which share of the followers with a known profile that is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from reportgen.document.findings import line
from reportgen.document.view import Views
from reportgen.model.text import Figure, Text
from reportgen.vocabulary.channels import NAMES

DIMENSIONS = ("country", "age", "gender", "language")


def audience_lines(report: Views) -> Iterator[Text]:
    """One line where the config names an audience, also where nobody knows the share."""
    text = audience_text(report)
    if text:
        yield line(report, "audience", text)


def audience_text(report: Views) -> Text:
    """*FR, 25-34 : 46 % des abonnés au profil connu (Facebook 42 %, Instagram 51 %).*"""
    words, wanted = report.words, _wanted(report)
    if not wanted:
        return ()
    rows = {row.channel: row.value for row in report.scorecard.audience}
    whole = rows.pop("", None)
    if whole is None:
        return words.text("audience.unknown", wanted=wanted)
    figure = Figure("audience.share", whole, "percent", 1)
    told = [
        words.text(
            "audience.channel",
            channel=words.name(NAMES.get(channel, (("en", channel),)), f"channel.{channel}"),
            share=Figure(f"audience.{channel}", rows[channel], "percent", 1),
        )
        for channel in (name for name in NAMES if name in rows)
    ]
    if len(told) < 2:  # one network is the whole
        return words.text("audience.share", wanted=wanted, share=figure)
    each = reduce(lambda first, second: words.text("list.comma", first=first, second=second), told)
    return words.text("audience.shares", wanted=wanted, share=figure, each=each)


def _wanted(report: Views) -> Text:
    """The members of each dimension: countries and genders in the report's language where they are known by it, all
    others as the config writes them."""
    if report.config.audience is None:
        return ()
    target = report.config.audience.target
    members = [_named(report, name, member) for name in DIMENSIONS for member in _members(getattr(target, name))]
    own = [report.words.own(member, f"audience.target.{place}") for place, member in enumerate(members)]
    return reduce(lambda first, second: report.words.text("list.comma", first=first, second=second), own)


def _named(report: Views, dimension: str, member: str) -> str:
    if dimension == "country":
        return report.display.country(member)
    key = f"audience.{dimension}.{member.casefold()}"
    return report.words.string(key) if report.words.has(key) else member


def _members(given: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())
