"""A mapping of a description's YAML, taken apart key by key; what is wrong becomes a Problem at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportgen.errors import Problem, nearest
from reportgen.strict_yaml import Marks, Path

Lists = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(slots=True)
class Sheet:
    """One file being read: where its values stand, and what is wrong with them."""

    marks: Marks
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, path: Path, kind: str, what: str, right: str = "", near: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(self.marks.place(path), kind, what, right, near))


class Node:
    """A mapping that must be read to its last key: ``done`` tells those that nothing asked for."""

    def __init__(self, value: object, path: Path, sheet: Sheet) -> None:
        self.path, self.sheet = path, sheet
        self._values = value if isinstance(value, Mapping) else {}
        self._asked: list[str] = []
        if not isinstance(value, Mapping):
            self._expected(path, "a mapping", value)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._values)

    def take(self, key: str) -> object:
        """The value of a key; None where it is absent."""
        self._asked.append(key)
        return self._values.get(key)

    def text(self, key: str, *, needed: bool = False) -> str:
        value = self.take(key)
        if value is None and key not in self._values:
            if needed:
                self.sheet.wrong(self.path, "missing_key", f"the key '{key}' is missing", f"Add {key}: text.")
            return ""
        if isinstance(value, str) and value.strip():
            return value
        self._expected((*self.path, key), "text", value)
        return ""

    def one_of(self, key: str, valid: tuple[str, ...], default: str | None = None) -> str:
        """One of the valid words; the default where the key is absent, which is wrong without a default."""
        value = self.text(key, needed=default is None)
        if value and value not in valid:
            near = nearest(value, valid)
            right = "" if near else f"It can be {', '.join(filter(None, valid))}."
            self.sheet.wrong((*self.path, key), "unknown_choice", f"'{value}' is not known here", right, near)
            return default or valid[0]
        return value or default or valid[0]

    def flag(self, key: str) -> bool:
        value = self.take(key)
        if value is not None and not isinstance(value, bool):
            self._expected((*self.path, key), "true or false", value)
        return value is True

    def number(self, key: str) -> Decimal | None:
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._expected((*self.path, key), "a number", value)
            return None
        return Decimal(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a text alone is a list of one."""
        return self._texts(self.take(key), (*self.path, key))

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of texts or of lists of texts: each a tuple of alternatives."""
        value, path = self.take(key), (*self.path, key)
        if value is not None and not isinstance(value, list | tuple):
            self._expected(path, "a list", value)
            return ()
        return tuple(self._texts(item, (*path, at)) for at, item in enumerate(value or ()))

    def lists(self, key: str) -> Lists:
        """Key → a list of texts."""
        return tuple((name, self._texts(item, path)) for name, item, path in self._items(key))

    def words(self, key: str) -> tuple[tuple[str, str], ...]:
        """``{en: Day, fr: [Jour, Date]}`` → (en, Day), (fr, Jour), (fr, Date); of no language: ``Day`` or a list."""
        value = self._values.get(key)
        if not isinstance(value, Mapping):
            return tuple(("", word) for word in self.texts(key))
        return tuple((language, word) for language, words in self.lists(key) for word in words)

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Key → one text."""
        found = ((name, self._texts(item, path)) for name, item, path in self._items(key))
        return tuple((name, words[0]) for name, words in found if words)

    def nodes(self, key: str) -> tuple[tuple[str, Node], ...]:
        """Key → a mapping."""
        return tuple((name, Node(item, path, self.sheet)) for name, item, path in self._items(key))

    def node(self, key: str) -> Node | None:
        value = self.take(key)
        return None if value is None else Node(value, (*self.path, key), self.sheet)

    def rows(self, key: str) -> tuple[Node, ...]:
        """A list of mappings."""
        value, path = self.take(key), (*self.path, key)
        if value is not None and not isinstance(value, list | tuple):
            self._expected(path, "a list", value)
            return ()
        return tuple(Node(item, (*path, at), self.sheet) for at, item in enumerate(value or ()))

    def done(self) -> None:
        """Tell the keys that nothing asked for."""
        for key in self._values:
            if key not in self._asked:
                near = nearest(key, self._asked)
                right = "" if near else f"The keys here are {', '.join(self._asked)}."
                self.sheet.wrong((*self.path, key), "unknown_key", f"unknown key '{key}'", right, near)

    def _items(self, key: str) -> Iterator[tuple[str, object, Path]]:
        value, path = self.take(key), (*self.path, key)
        if isinstance(value, Mapping):
            yield from ((str(name), item, (*path, str(name))) for name, item in value.items())
        elif value is not None:
            self._expected(path, "a mapping", value)

    def _texts(self, value: object, path: Path) -> tuple[str, ...]:
        given = list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
        wrong = [item for item in given if not isinstance(item, str) or not item.strip()]
        if wrong:
            self._expected(path, "text or a list of texts", wrong[0])
        return tuple(item for item in given if isinstance(item, str) and item.strip())

    def _expected(self, path: Path, wanted: str, value: object) -> None:
        found = next((word for kind, word in _KINDS if isinstance(value, kind)), "nothing")
        found = "an empty text" if isinstance(value, str) and not value.strip() else found
        cure = "Put it in quotes." if "text" in wanted and found in ("a number", "true or false", "a date") else ""
        self.sheet.wrong(path, "wrong_shape", f"expected {wanted}, found {found}", cure)


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (Mapping, "a mapping"),
    ((list, tuple), "a list"),
    (bool, "true or false"),
    ((int, Decimal), "a number"),
    (date, "a date"),
    (str, "text"),
)
