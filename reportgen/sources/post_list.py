"""The Extracts of one source → its Posts, each once: the newest export that tells both its views and its interactions.

Numerator and denominator of a post come from one file. What other people publish, and posts without a day, are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportgen.model.facts import Delivery, Post
from reportgen.sources.extract import DAY, Extract, PostWords
from reportgen.sources.newer import rank

BASES = frozenset({"impressions", "reach", "video_views"})
_NOT_VALUES = frozenset({"posts"})


@dataclass(slots=True)
class _File:
    """What one file says of a post: the extract and row where it says it first."""

    extract: int
    row: int
    published: date
    words: PostWords
    values: dict[tuple[str, Delivery], Decimal] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether both sides of a rate are there."""
        measures = {measure for measure, _ in self.values}
        return bool(measures & BASES) and bool(measures - BASES)


def posts_of(source: str, extracts: Sequence[Extract]) -> Iterator[Post]:
    """In no order."""
    found: dict[tuple[str, str], dict[str, _File]] = {}
    for index in sorted(range(len(extracts)), key=lambda number: rank(extracts[number])):
        extract = extracts[index]
        for key, series in extract.values.items() if extract.posts else ():
            if key.of != "posts" or key.owner or not key.channel:
                continue
            for line, value in series:
                if line.first_row not in extract.posts or not line.apart[0]:
                    continue
                files = found.setdefault((key.channel, line.apart[0]), {})
                words = extract.posts[line.first_row]
                file = files.setdefault(extract.origin.file, _File(index, line.first_row, line.window[0], words))
                slot = key.measure, key.delivery
                if key.measure not in _NOT_VALUES:  # of a post without any figure its row alone is known
                    file.values[slot] = max(value, file.values.get(slot, value))  # a row that stands twice counts once
    for (channel, name), files in found.items():
        file = next((item for item in reversed(files.values()) if item.whole), [*files.values()][-1])
        yield _post(source, channel, name, file, extracts[file.extract])


def _post(source: str, channel: str, name: str, file: _File, extract: Extract) -> Post:
    paid = any(value > 0 for (_, delivery), value in file.values.items() if delivery == "paid")
    words = file.words
    return Post(
        channel,
        name,
        file.published,
        words.hour,
        words.format,
        words.topics,
        words.text,
        words.link,
        words.boosted or paid,
        tuple((measure, delivery, value) for (measure, delivery), value in sorted(file.values.items())),
        extract.exported_on or (extract.span[1] - DAY if extract.span else None),
        source,
        extract.origin.file,
        file.row,
    )


def distinct(posts: Sequence[Post]) -> tuple[Post, ...]:
    """By channel and day; a post that several sources list is the first one's."""
    seen: dict[tuple[str, str], Post] = {}
    texts: dict[tuple[str, date, str], str] = {}
    for post in posts:
        told = texts.setdefault((post.channel, post.published, post.text), post.source) if post.text else post.source
        if told == post.source:
            seen.setdefault((post.channel, post.id), post)
    return tuple(sorted(seen.values(), key=lambda post: (post.channel, post.published, post.id)))
