"""Content + its rankings → where a post's rate and index come from: the row, the measures added, the usual rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.content import Content, ContentInsight, PostFigure, PostList, Ranking

Encode = Callable[[object], object]


def post_figures(content: Content | None, insight: ContentInsight | None, encode: Encode) -> dict[str, list[object]]:
    """The derivation of each post's rate and index, by the figure's id."""
    found: dict[str, list[object]] = {}
    rankings = insight.rankings if insight else ()
    for given, ranking in zip(content.lists if content else (), rankings, strict=True):
        for post in given.posts:
            rate = _rate(given, post, encode)
            name = f"content.{given.channel}.{post.id}"
            found[f"{name}.rate"] = [rate]
            found[f"{name}.index"] = [rate, *_index(ranking, post)]
    return found


def _rate(given: PostList, post: PostFigure, encode: Encode) -> dict[str, object]:
    top = " + ".join(given.results)
    return {
        "value": encode(post.results / post.base) if post.base else None,
        "formula": f"({top}) / {given.base}" if len(given.results) > 1 else f"{top} / {given.base}",
        "inputs": [
            {"expression": name, "value": encode(value), "unit": "count", "file": post.file, "row": post.row}
            for name, value in (*post.parts, (given.base, post.base))
        ],
    }


def _index(ranking: Ranking, post: PostFigure) -> list[object]:
    """The score and what it is set against; nothing for a post that does not differ beyond chance."""
    scored = next((item for item in (*ranking.best, *ranking.worst) if item.post.id == post.id), None)
    if scored is None or ranking.fit is None:
        return []
    usual, prior = ranking.fit.mean, ranking.fit.prior
    return [
        {
            "value": scored.index,
            "formula": "(results + prior * usual) / (base + prior) / usual",
            "usual": usual,
            "prior": prior,
            "score": scored.score,
            "low": scored.low,
            "high": scored.high,
        }
    ]
