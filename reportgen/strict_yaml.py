"""YAML text → plain values with the line and column of each; the only user of PyYAML.

Scalars follow the core schema of YAML 1.2 (``yaml_scalars``): a word such as ``NO`` stays a word. Keys are text as
written: ``2026: x`` has the key ``"2026"``.

Refused, each with its place: duplicate keys, merge keys, tags, several documents, an empty document, nesting over
32 levels, over 100 aliases, and over 100,000 values, where an alias counts as much as what it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Never

import yaml

from reportgen.errors import ConfigError, Place, Problem
from reportgen.yaml_mistakes import COMMENT, syntax, unread_colour
from reportgen.yaml_scalars import ScalarError, value_of

Path = tuple[str | int, ...]

MAX_DEPTH = 32
MAX_ALIASES = 100
MAX_VALUES = 100_000

_PARSER: type = getattr(yaml, "CLoader", yaml.Loader)  # used for its parser alone: events, never constructors

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class _Mark:
    """Where a key or an item begins, where its value begins, and the marks of what the value holds. Counted from 1."""

    line: int
    column: int
    value_line: int
    value_column: int
    inline: bool = False  # a text on one line, its characters standing in the file as they are
    children: dict[str | int, _Mark] = field(default_factory=dict)


class Marks:
    """Key path → place in the file. What comes from an alias has the place where it is written."""

    def __init__(self, file: str, root: _Mark) -> None:
        self.file = file
        self._root = root

    def place(self, path: Path) -> Place:
        """The place of the key or item at ``path``, else of its nearest ancestor that the file has."""
        mark, _ = self._find(path)
        return Place(self.file, mark.line, mark.column, key=render(path))

    def inside(self, path: Path, index: int) -> Place:
        """The place of character ``index`` (from 0) of the text at ``path``; its beginning if it is folded."""
        mark, whole = self._find(path)
        if not whole:
            return self.place(path)
        column = mark.value_column + (index if mark.inline else 0)
        return Place(self.file, mark.value_line, column, key=render(path))

    def _find(self, path: Path) -> tuple[_Mark, bool]:
        mark = self._root
        for part in path:
            if part not in mark.children:
                return mark, False
            mark = mark.children[part]
        return mark, True


def render(path: Path) -> str:
    """``("objectives", 0, "kpi")`` → ``objectives[0].kpi``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def load_bytes(data: bytes, file: str) -> tuple[object, Marks]:
    """The bytes of a UTF-8 file → its values and marks; see ``load``."""
    return load(_decoded(data, file), file)


def load(text: str, file: str) -> tuple[object, Marks]:
    """A YAML text → its values (dict, list, str, int, Decimal, bool, date, None) and their marks.

    Raises ConfigError with all Problems: those of values together, and the one of syntax at which reading ended.
    """
    text = text.removeprefix("\ufeff")
    if found := _UNPRINTABLE.search(text):
        raise ConfigError([_unprintable(text, found.start(), file)])
    reader = _Reader(text, file)
    try:
        value, mark = reader.document()
    except yaml.MarkedYAMLError as error:
        raise ConfigError([*reader.problems, syntax(error, text, file)]) from None
    except _StopError:
        raise ConfigError(reader.problems) from None
    if reader.problems:
        raise ConfigError(reader.problems)
    return value, Marks(file, mark)


class _StopError(Exception):
    """A bound is exceeded: the problem is noted, reading ends."""


@dataclass(frozen=True, slots=True)
class _Built:
    """A value with its marks, the number of values in it (aliases counted in full) and its levels of nesting."""

    value: object
    mark: _Mark
    size: int = 1
    height: int = 0


class _Reader:
    """Events → values. Recursion goes no deeper than MAX_DEPTH."""

    def __init__(self, text: str, file: str) -> None:
        self.file, self._lines = file, text.splitlines()
        self.problems: list[Problem] = []
        self._events: Iterator[Any] = yaml.parse(text, Loader=_PARSER)
        self._anchors: dict[str, _Built | None] = {}  # None while the anchored value is being read
        self._aliases = 0
        self._values = 0
        self._path: list[str | int] = []

    def document(self) -> tuple[object, _Mark]:
        next(self._events)  # the stream's start
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(Place(self.file), "empty_file", "the file is empty")
        built = self._value(next(self._events))
        next(self._events)  # the document's end
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            place = self._place(event)
            self._stop(place, "several_documents", "a second document begins here", "Keep one document in a file.")
        if built.value is None:
            self._stop(Place(self.file), "empty_file", "the file is empty")
        return built.value, built.mark

    def _value(self, event: Any) -> _Built:
        self._values += 1
        self._bound_values(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            cure = "Leave the tag out; put a text in quotes."
            self._note(event, "tag", f"the tag '{event.tag}' is not allowed", cure)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            built = _Built(self._scalar(event), _mark(event))
        elif len(self._path) >= MAX_DEPTH:
            self._too_deep(event)
        else:
            built = self._mapping(event) if isinstance(event, yaml.MappingStartEvent) else self._sequence(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = built
        return built

    def _mapping(self, start: Any) -> _Built:
        values: dict[str, object] = {}
        mark, size, height = _mark(start), 1, 0
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, values, mark)
            self._path.append(key)
            built = self._value(next(self._events))
            self._path.pop()
            if key not in values:  # of a key given twice the first is kept: the problem is noted
                values[key] = built.value
                mark.children[key] = _placed(built.mark, event)
            size, height = size + built.size, max(height, built.height)
        return _Built(values, mark, size, height + 1)

    def _sequence(self, start: Any) -> _Built:
        values: list[object] = []
        mark, size, height = _mark(start), 1, 0
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            self._path.append(len(values))
            built = self._value(event)
            self._path.pop()
            mark.children[len(values)] = _placed(built.mark, event)
            values.append(built.value)
            size, height = size + built.size, max(height, built.height)
        return _Built(values, mark, size, height + 1)

    def _key(self, event: Any, values: dict[str, object], mark: _Mark) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            what = "a key must be a word, not a list, a block or an alias"
            self._stop(self._place(event), "key_not_text", what, "Put a text that begins with { or [ or * in quotes.")
        if event.tag is not None or event.anchor is not None:
            self._note(event, "key_not_text", "a key can bear neither a tag nor an anchor", "Write the word alone.")
        key = str(event.value)
        self._path.append(key)
        if key == "<<" and event.implicit[0]:
            self._note(event, "merge_key", "merge keys ('<<') are not allowed", "Write the keys out.")
        elif not key:
            self._note(event, "key_not_text", "a key is missing before ':'", "Write 'key: value'.")
        elif key in values:
            first = mark.children[key].line
            what = f"the key '{key}' stands twice: on line {first} and on line {_begins(event)[0]}"
            self._note(event, "duplicate_key", what, "Keep one of the two.")
        self._path.pop()
        return key

    def _alias(self, event: Any) -> _Built:
        name = event.anchor
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            what = f"more than {MAX_ALIASES} aliases in one file"
            self._stop(self._place(event), "too_many_aliases", what, "Write the values out.")
        if name not in self._anchors:
            self._note(event, "unknown_anchor", f"no anchor '&{name}' stands before this alias")
            return _Built(None, _mark(event))
        built = self._anchors[name]
        if built is None:
            self._stop(self._place(event), "recursive_alias", f"the value '&{name}' contains itself")
        self._values += built.size - 1
        self._bound_values(event)
        if len(self._path) + built.height > MAX_DEPTH:
            self._too_deep(event)
        return built

    def _scalar(self, event: Any) -> object:
        if not event.implicit[0]:  # quoted, or a block of text
            return str(event.value)
        if not event.value:
            self._check_comment(event)
        try:
            return value_of(event.value)
        except ScalarError as error:
            return self._note(event, error.kind, error.what, error.would_be_right)

    def _check_comment(self, event: Any) -> None:
        """Note a colour that stands as a comment where a value is missing."""
        line, column = event.start_mark.line, event.start_mark.column
        colour = COMMENT.match(self._lines[line], column) if line < len(self._lines) else None
        if colour:
            place = Place(self.file, line + 1, colour.start(1) + 1, key=render(tuple(self._path)))
            self.problems.append(Problem(place, "syntax", *unread_colour(colour[1])))

    def _place(self, event: Any) -> Place:
        return Place(self.file, *_begins(event), key=render(tuple(self._path)))

    def _note(self, event: Any, kind: str, what: str, would_be_right: str = "") -> object:
        """Note a problem; None stands in for the value."""
        self.problems.append(Problem(self._place(event), kind, what, would_be_right))
        return None

    def _stop(self, place: Place, kind: str, what: str, would_be_right: str = "") -> Never:
        self.problems.append(Problem(place, kind, what, would_be_right))
        raise _StopError

    def _bound_values(self, event: Any) -> None:
        if self._values > MAX_VALUES:
            self._stop(self._place(event), "too_many_values", f"more than {MAX_VALUES:,} values in one file")

    def _too_deep(self, event: Any) -> Never:
        what = f"nested deeper than {MAX_DEPTH} levels"
        self._stop(Place(self.file, *_begins(event)), "too_deep", what)


def _begins(event: Any) -> tuple[int, int]:
    """Line and column, from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


def _mark(event: Any) -> _Mark:
    line, column = _begins(event)
    if not isinstance(event, yaml.ScalarEvent):
        return _Mark(line, column, line, column)
    end: Any = event.end_mark
    quoted = event.style in ("'", '"')
    length = end.column + 1 - column - (2 if quoted else 0)
    inline = line == end.line + 1 and length == len(event.value)
    return _Mark(line, column, line, column + (1 if quoted and inline else 0), inline)


def _placed(value: _Mark, event: Any) -> _Mark:
    """The value's mark under the key, or for the item, that begins with ``event``."""
    return _Mark(*_begins(event), value.value_line, value.value_column, value.inline, value.children)


def _decoded(data: bytes, file: str) -> str:
    cure = "Save the file as UTF-8."
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ConfigError([Problem(Place(file), "not_utf8", "the file is in UTF-16, not in UTF-8", cure)])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        what = f"the file is not in UTF-8: byte 0x{data[error.start]:02X}"
        raise ConfigError([Problem(_at(before, len(before), file), "not_utf8", what, cure)]) from None


def _at(text: str, index: int, file: str) -> Place:
    line_start = text.rfind("\n", 0, index) + 1
    return Place(file, text.count("\n", 0, index) + 1, index - line_start + 1)


def _unprintable(text: str, index: int, file: str) -> Problem:
    what = f"the control character U+{ord(text[index]):04X} is not allowed"
    return Problem(_at(text, index, file), "control_character", what, "Delete it.")
