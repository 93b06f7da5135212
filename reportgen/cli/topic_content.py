"""Posts → how each list was ranked, what formats, topics and times did, and which posts were left out, with the why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known
from reportgen.cli.explain_tree import channel_name

if TYPE_CHECKING:
    from reportgen.model.content import (
        Content,
        ContentInsight,
        GroupVerdict,
        LeftOut,
        PostFigure,
        PostList,
        RankedPost,
        Ranking,
        Slot,
    )

REASONS = {
    "too_few_posts": "not ranked: fewer than six posts above the floor",
    "no_difference": "not ranked: the posts' rates differ by no more than chance",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
QUESTIONS = {"format": "format", "topic": "topic", "part": "time of day"}


def content(known: Known) -> Iterator[Branch]:
    """A branch for each list, for the groups, and for the heat map."""
    given, insight = known.scorecard.content, known.insights.content
    if given is None or insight is None:
        return
    yield _whole(known, given, insight)
    for one, ranking in zip(given.lists, insight.rankings, strict=True):
        yield _list(known, one, ranking)
    for one in given.uncounted:
        yield Branch(f"{_name(one)}: no post can be counted", (), tuple(_out(known, one, 0)))
    yield from _groups(known, insight)
    yield from _slots(known, insight)


def _whole(known: Known, given: Content, insight: ContentInsight) -> Branch:
    days = [post.published for one in given.lists for post in one.posts if post.current]
    ranked = known.count(sum(row.ranked for row in insight.rankings))
    notes = [f"published from {known.display.day(given.start)} to before {known.display.day(given.end)}"]
    if days:
        notes.append(f"judged are those of {known.display.day(min(days))} to {known.display.day(max(days))}")
    return Branch(f"{ranked} posts ranked; 100 is the usual rate of the post's list", tuple(notes))


def _list(known: Known, given: PostList, ranking: Ranking) -> Branch:
    from reportgen.insight.content import scored

    floor = known.number(ranking.floor, 1)
    notes = [
        f"rate: ({' + '.join(given.results)}) / {given.base}",
        f"floor: {floor} {given.base}, the larger of 100 and a fifth of the median of all posts",
        f"judged since {known.display.day(given.since)}; older posts tell what is usual",
    ]
    fit = ranking.fit
    if fit:
        prior = f"; prior b {known.number(fit.prior, 0)}" if fit.prior is not None else ""
        between = f"{fit.between:.3g}"
        notes.append(f"usual rate m {known.number(fit.mean, 2, 'percent')}; variance beyond chance τ² {between}{prior}")
    if ranking.reason:
        notes.append(f"{REASONS[ranking.reason]} ({ranking.reason})")
    posts = scored(given, ranking)
    told = {item.post.id: "above the usual rate beyond chance" for item in ranking.best}
    told |= {item.post.id: "below the usual rate beyond chance" for item in ranking.worst}
    ranked = [_post(known, given, item, rank, told.get(item.post.id, "")) for rank, item in enumerate(posts, 1)]
    listed = (Branch("best first", (), tuple(ranked)),) if ranked else ()
    return Branch(
        f"{_name(given)}: {known.count(ranking.ranked)} posts ranked",
        tuple(notes),
        (*listed, *_out(known, given, ranking.floor)),
    )


def _name(given: PostList) -> str:
    return channel_name(given.channel) + (", boosted posts" if given.boosted else "")


def _post(known: Known, given: PostList, item: RankedPost, rank: int, told: str) -> Branch:
    post = item.post
    index = known.number(item.index * 100, 0, "count")
    low, score, high = (known.number(value, 1, "percent") for value in (item.low, item.score, item.high))
    clear = f"; {told}" if told else ""
    notes = (
        f"{_sum(known, post)} of {known.any(post.base, 'count')} {given.base}: rate {_rate(known, post)}",
        f"drawn to (results + b × m) / ({given.base} + b) = {score}, 90% {low} to {high}",
        f"{post.file}, row {post.row}",
    )
    return Branch(f"{known.count(rank)}. {post.id}, {known.display.day(post.published)}: index {index}{clear}", notes)


def _sum(known: Known, post: PostFigure) -> str:
    parts = [f"{name} {known.any(value, 'count')}" for name, value in post.parts]
    return f"{' + '.join(parts)} = {known.any(post.results, 'count')}" if len(parts) > 1 else "".join(parts)


def _rate(known: Known, post: PostFigure) -> str:
    return known.number(post.results / post.base, 1, "percent") if post.base else "—"


def _out(known: Known, given: PostList, floor: float) -> Iterator[Branch]:
    """The posts under the floor, too young, or without one of the measures."""
    low = [post for post in given.posts if float(post.base) < floor]
    below = [
        f"{post.id}, {known.display.day(post.published)}: below the floor, {known.any(post.base, 'count')} "
        f"{given.base}; rate {_rate(known, post)}; {post.file}, row {post.row}"
        for post in low
    ]
    found = (*below, *(_left(known, given, post) for post in given.left_out))
    if found:
        yield Branch(f"left out: {known.count(len(found))}", (), tuple(map(Branch, found)))


def _left(known: Known, given: PostList, post: LeftOut) -> str:
    why = f"lacks {', '.join(post.lacks)}"
    if post.why == "young":
        why = f"published less than {known.count(given.age)} days before the export"
    return f"{post.id}, {known.display.day(post.published)}: {why}; {post.file}, row {post.row}"


def _groups(known: Known, insight: ContentInsight) -> Iterator[Branch]:
    rows = tuple(Branch(_group(known, row)) for row in insight.groups)
    if rows:
        note = "each against all other posts; Welch's t of log rates, p by permutation, adjusted for all of them (0.05)"
        yield Branch("Formats, topics and times of day", (note,), rows)


def _group(known: Known, row: GroupVerdict) -> str:
    parts = [f"ratio {known.number(row.ratio, 2)}", _posts(known, row.posts)]
    parts.append(f"t {known.number(row.t, 2, signed=True)}, p {known.p(row.p)}")
    return f"{QUESTIONS[row.question]} {row.name}: {'; '.join([*parts, *['clear'] * row.clear])}"


def _slots(known: Known, insight: ContentInsight) -> Iterator[Branch]:
    rows = [_slot(known, slot) for slot in (*insight.slots, *insight.hours) if slot.posts]
    if rows:
        judged = known.count(sum(slot.posts for slot in insight.slots))
        notes = (
            f"{judged} posts whose hour is known",
            "index: results of the posts ÷ those usual in their lists for as many of the base; from three posts on",
            "night 0 to 6, morning 6 to 12, afternoon 12 to 18, evening 18 to 24, by the client's clock",
        )
        yield Branch("Weekdays and times of day", notes, tuple(rows))


def _slot(known: Known, slot: Slot) -> Branch:
    when = slot.part if slot.hour is None else f"{known.count(slot.hour)} h"
    index = "too few posts" if slot.index is None else f"index {known.number(slot.index * 100, 0, 'count')}"
    return Branch(f"{DAYS[slot.weekday]}, {when}: {index}; {_posts(known, slot.posts)}")


def _posts(known: Known, number: int) -> str:
    return f"{known.count(number)} post{'' if number == 1 else 's'}"
