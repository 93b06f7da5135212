"""The rows of a list of posts → what each tells beside its figures: hour, format, topics, first words, link.

Of a post's text no more is kept than its first words and its hashtags, and nobody's address, number or handle.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from reportgen.sources import values
from reportgen.sources.description import Role
from reportgen.sources.extract import PostWords, Task
from reportgen.sources.headers import plain
from reportgen.sources.layout import Layout
from reportgen.sources.recognise import Table
from reportgen.sources.rows import Row
from reportgen.vocabulary.formats import format_of
from reportgen.vocabulary.personal import without_people

FIRST_WORDS = 120  # characters
_HASHTAG = re.compile(r"(?<![\w&#/])#(\w*[^\W\d_]\w*)")
_PICTURES = frozenset({"So", "Sk", "Cf", "Co", "Cn", "Cs", "Me"})  # emojis and what joins or colours them
_PAID = frozenset({"sponsored", "boosted", "promoted", "paid", "yes", "true", "1", "sponsorisé", "patrocinado"})


def post_words(table: Table, task: Task, layout: Layout) -> Mapping[int, PostWords]:
    """By the row's number; empty where the table does not tell its posts apart or says no day of publication."""
    of_posts = "posts" in (task.source.of, table.description.of)
    if not of_posts or not {"post", "day"} <= layout.roles.keys():
        return {}
    reader = _Reader(table, task, layout)
    return {row.number: reader.words(row) for row in table.rows}


@dataclass(frozen=True, slots=True)
class _Reader:
    table: Table
    task: Task
    layout: Layout

    def words(self, row: Row) -> PostWords:
        texts = [text for text in self._cells(row, "text") if text]
        topics = (
            topic for role in ("topic", "text") for cell in self._cells(row, role) for topic in _topics(role, cell)
        )
        links = [cell for role in ("link", "post") for cell in self._cells(row, role) if cell.startswith("http")]
        boosted = any(plain(cell) in _PAID for cell in self._cells(row, "boosted"))
        shape = next((cell for cell in self._cells(row, "format") if cell), "")
        return PostWords(
            self._hour(row),
            format_of(shape),
            tuple(dict.fromkeys(topics)),
            first_words(texts[0]) if texts else "",
            next(iter(links), ""),
            boosted,
        )

    def _hour(self, row: Row) -> int | None:
        zone = self.table.description.zone
        cell = row.cell(self.layout.roles["day"][1])
        return values.hour(cell, self.layout.order, self.task.zone, ZoneInfo(zone) if zone else None)

    def _cells(self, row: Row, role: Role) -> Iterator[str]:
        for column in self.table.description.columns:
            if column.role == role and column.id in self.table.columns:
                yield str(row.cell(self.table.columns[column.id])).strip()


def _topics(role: str, cell: str) -> Iterator[str]:
    """The hashtags of a text; of a person's own list of topics each of them."""
    found = _HASHTAG.findall(cell) if role == "text" else re.split(r"[,;|]", cell)
    yield from (topic for item in found if (topic := without_people(item).strip().casefold()))


def first_words(text: str) -> str:
    """The beginning of a text on one line, cut at a word, without pictures and people's addresses, numbers, handles."""
    kept = "".join(
        sign for sign in without_people(text) if unicodedata.category(sign) not in _PICTURES and sign != "\ufe0f"
    )
    words = " ".join(kept.split())
    if len(words) <= FIRST_WORDS:
        return words
    return words[:FIRST_WORDS].rsplit(" ", maxsplit=1)[0].rstrip(" ,;:.–—-") + "…"
