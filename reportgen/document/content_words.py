"""Views → what is said of posts: their first words, where and when they stood, what formats, topics and times did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from reportgen.document.cells import DASH
from reportgen.document.findings import line, listed
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import Views
from reportgen.document.wording import Part, capital, quote, sentences
from reportgen.model.content import Content, GroupVerdict, NoRanking, PostFigure, Question
from reportgen.model.text import Figure, Text

QUESTIONS: tuple[Question, ...] = ("format", "topic", "part")
MOST_GROUPS = 2  # of a question's better groups; one more where a group is worse
_DANGLING = re.compile(r"\s+\S{1,3}$")
NAME_LENGTH = 46  # characters of a post's first words


def found(report: Views) -> Content:
    """The posts. Raises ValueError where there are none."""
    if report.scorecard.content is None:
        raise ValueError("no posts")
    return report.scorecard.content


def post_id(channel: str, post: PostFigure) -> str:
    return f"content.{channel}.{post.id}"


def post_name(report: Views, channel: str, post: PostFigure) -> Text:
    """The first words, cut at a word; without any the link, else that there are none."""
    words = post.text or post.link.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    if not words:
        return report.words.text("content.untitled")
    return report.words.own(shortened(words, NAME_LENGTH), f"{post_id(channel, post)}.words")


def shortened(words: str, length: int) -> str:
    """Cut at a word, with no short one dangling at the end."""
    if len(words) <= length:
        return words
    whole, _, _ = words[:length].rpartition(" ")
    return _DANGLING.sub("", whole or words[: length - 1]).rstrip(" ,;:.!?–—-…«") + "…"


def post_place(report: Views, channel: str, boosted: bool, post: PostFigure) -> Text:
    """*Instagram, reel, 18 oct.*"""
    words, day = report.words, Figure(f"{post_id(channel, post)}.day", post.published, "day_month")
    name = channel_text(report, channel)
    name = words.text("content.boosted", channel=name) if boosted else name
    if not post.format:
        return words.text("content.meta_plain", channel=name, day=day)
    key, id_ = f"content.one_format.{post.format}", f"{post_id(channel, post)}.format"
    shape = words.text(key) if words.has(key) else words.own(post.format, id_)
    return words.text("content.meta", channel=name, format=shape, day=day)


def post_rate(channel: str, post: PostFigure) -> Text:
    """A dash for a post that nobody saw."""
    if not post.base:
        return DASH
    return (Figure(f"{post_id(channel, post)}.rate", post.results / post.base, "percent", 1),)


def rate_text(report: Views) -> Text:
    """*Interactions par impression*, as all lists are counted."""
    words, lists = report.words, found(report).lists
    bases = {given.base for given in lists}
    clicks = all(name.endswith(("clicks", "clicks_all")) for given in lists for name in given.results)
    results = words.text(f"content.results.{'clicks' if clicks else 'interactions'}")
    base = words.text(f"content.base.{next(iter(bases)) if len(bases) == 1 else 'mixed'}")
    return words.text("content.rate", results=results, base=base)


def span(report: Views) -> dict[str, Figure]:
    """The first and the last day of the posts that this report judges."""
    days = [post.published for given in found(report).lists for post in given.posts if post.current]
    every = days or [post.published for given in found(report).lists for post in given.posts]
    ends = {"first": min(every), "last": max(every)}
    return {name: Figure(f"content.{name}", day, "day_month") for name, day in ends.items()}


def group_lines(report: Views) -> list[Text]:
    """What formats, topics and times did, a line each; those without a clear difference share one."""
    words, insight = report.words, report.insights.content
    groups = insight.groups if insight else ()
    told, open_ = [], []
    for question in QUESTIONS:
        tested = [row for row in groups if row.question == question]
        named = words.text(f"content.question.{question}")
        if any(row.clear for row in tested):
            told.append(words.text("content.groups", questions=named, found=_clear(report, tested)))
        elif tested:
            open_.append(named)
    if open_:
        none = words.text("content.no_group")
        told.append(words.text("content.groups", questions=listed(report, open_), found=none))
    return told


def _clear(report: Views, tested: Sequence[GroupVerdict]) -> Text:
    """The best groups, then the worst one where it is not merely the rest of the best."""
    clear = sorted((row for row in tested if row.clear), key=lambda row: -row.ratio)
    kept = [row for row in clear if row.ratio > 1][:MOST_GROUPS]
    worse = [row for row in clear if row.ratio < 1]
    if worse and (len(tested) > len(kept) + 1 or not kept):
        kept.append(worse[-1])
    text: Text = ()
    for row in kept:
        part = _group(report, row, first=not text)
        text = report.words.text("list.comma", first=text, second=part) if text else part
    return text


def _group(report: Views, row: GroupVerdict, *, first: bool) -> Text:
    words, id_ = report.words, f"content.{row.question}.{row.name}"
    parts: dict[str, Part] = {
        "name": group_name(report, row),
        "ratio": Figure(f"{id_}.ratio", Decimal(str(row.ratio)), "ratio", 1),
        "posts": Figure(f"{id_}.posts", Decimal(row.posts), "count"),
    }
    return words.text("content.group" if first else "content.group_more", **parts)


def group_name(report: Views, row: GroupVerdict) -> Text:
    """*reels*, *#conseil*, *soir*; a format that nobody knows as the platform writes it."""
    key = f"content.{row.question}.{row.name}"
    if row.question != "topic" and report.words.has(key):
        return report.words.text(key)
    return quote(f"#{row.name}" if row.question == "topic" else row.name, f"{key}.name")


def unranked(report: Views) -> list[Text]:
    """The channels whose posts were not ranked, by the reason."""
    insight = report.insights.content
    told = []
    reasons: tuple[NoRanking, ...] = ("too_few_posts", "no_difference")
    for reason in reasons:
        lists = [row for row in (insight.rankings if insight else ()) if row.reason == reason]
        names = [
            report.words.text("content.boosted", channel=name) if row.boosted else name
            for row in lists
            if (name := channel_text(report, row.channel))
        ]
        if names:
            key = "content.too_few" if reason == "too_few_posts" else "content.no_difference"
            told.append(capital(report.words.text(key, channels=listed(report, names))))
    return told


def content_lines(report: Views) -> list[Text]:
    """For the notes: on how many posts the ranking stands, which are left out, from when on a difference is told."""
    insight = report.insights.content
    if insight is None or report.scorecard.content is None:
        return []
    words, lists, ranked = report.words, found(report).all_lists, sum(row.ranked for row in insight.rankings)
    counts = {
        "young": sum(given.young for given in lists),
        "below": sum(row.below for row in insight.rankings),
        "incomplete": sum(given.incomplete for given in lists),
    }
    whole = words.text("content.note", ranked=Figure("content.ranked", Decimal(ranked), "count"))
    told = [
        words.text(f"content.left_out.{name}", count, number=Figure(f"content.{name}", Decimal(count), "count"))
        for name, count in counts.items()
        if count
    ]
    left = words.text("content.left_out.all", found=listed(report, told)) if told else ()
    return [line(report, "content", sentences(*([whole] if found(report).lists else []), left))]
