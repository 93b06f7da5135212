"""Views → the panels of posts: those above and below their channel's usual, what formats, topics and times did.

With more than two objectives the heat map gives way.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.document.content_heat import heat_panel
from reportgen.document.content_words import (
    found,
    group_lines,
    post_id,
    post_name,
    post_place,
    post_rate,
    rate_text,
    span,
    unranked,
)
from reportgen.document.view import Views
from reportgen.document.wording import capital
from reportgen.model.content import ContentInsight, PostFigure, RankedPost
from reportgen.model.report import Cell, Column, Panel, Panels, Row, Table
from reportgen.model.text import Figure, Text

MOST_LISTED = 5  # posts of a list that is too short to be ranked


def content_panels(report: Views) -> tuple[Panels, ...]:
    """Best beside worst, or beside what groups did; none where no post can be counted."""
    insight, content = report.insights.content, report.scorecard.content
    if insight is None or content is None or not content.lists:
        return ()
    rows = [_posts(report, insight)]
    heat = heat_panel(report)
    if heat is not None:
        rows.append((heat,))
    return tuple(Panels(row) for row in rows)


def _posts(report: Views, insight: ContentInsight) -> tuple[Panel, ...]:
    words = report.words
    subtitle = words.text("content.subtitle", rate=rate_text(report), **span(report))
    notes = (*group_lines(report),)
    rest = (words.text("content.index"), *unranked(report))
    sides = [(key, posts) for key, posts in (("above", insight.best), ("below", insight.worst)) if posts]
    if len(sides) == 2:
        return tuple(
            Panel(side_title(report, key, posts), subtitle, _table(report, key, posts), notes=told)
            for (key, posts), told in zip(sides, (notes, rest), strict=True)
        )
    if sides:
        key, posts = sides[0]
        side = Panel(side_title(report, key, posts), subtitle, _table(report, key, posts), notes=rest)
        return (side, Panel(words.text("content.heat.question"), (), None, notes)) if notes else (side,)
    return (_without(report, insight, subtitle, (*notes, *unranked(report))),)


def _without(report: Views, insight: ContentInsight, subtitle: Text, notes: tuple[Text, ...]) -> Panel:
    """That no post stands out; where too few were published to tell, those that there are."""
    words, reasons = report.words, {row.reason for row in insight.rankings}
    if reasons == {"too_few_posts"}:
        rows = [(given.channel, given.boosted, post) for given in found(report).lists for post in given.posts]
        newest = sorted(rows, key=lambda row: row[2].published, reverse=True)[:MOST_LISTED]
        table = _listed(report, newest)
        return Panel(words.text("content.few"), subtitle, table, notes=notes)
    key = "content.chance" if "" not in reasons else "content.none"
    return Panel(words.text(key), subtitle, None, notes)


def side_title(report: Views, key: str, posts: Sequence[RankedPost]) -> Text:
    number = report.words.number(len(posts), f"content.{key}.posts")
    return capital(report.words.text(f"content.{key}", len(posts), number=number))


def _table(report: Views, name: str, posts: Sequence[RankedPost]) -> Table:
    heads = [Column("post", report.words.text("content.head.post"))]
    heads += [Column(key, report.words.text(f"content.head.{key}"), "right") for key in ("rate", "index")]
    rows = tuple(
        Row((*_cells(report, item.channel, item.boosted, item.post), Cell((_index(item),), strong=True)))
        for item in posts
    )
    return Table(f"posts_{name}", (), side_title(report, name, posts), tuple(heads), rows)


def _listed(report: Views, rows: Sequence[tuple[str, bool, PostFigure]]) -> Table:
    """The raw list: no index, as nothing says what is usual."""
    words = report.words
    heads = (Column("post", words.text("content.head.post")), Column("rate", words.text("content.head.rate"), "right"))
    body = tuple(Row(_cells(report, *row)) for row in rows)
    return Table("posts", (), words.text("content.few"), heads, body)


def _cells(report: Views, channel: str, boosted: bool, post: PostFigure) -> tuple[Cell, Cell]:
    name = Cell(post_name(report, channel, post), after=post_place(report, channel, boosted, post))
    return name, Cell(post_rate(channel, post))


def _index(item: RankedPost) -> Figure:
    """100 is usual for the channel."""
    return Figure(f"{post_id(item.channel, item.post)}.index", Decimal(str(item.index)) * 100, "count")
