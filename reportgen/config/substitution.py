"""Values with ``{client.<column>}`` and a client's row → the same values with the row's cells, and what leads to them.

Plain substitution, once: a cell's text is never looked at for further names. A value that is a single ``{client.x}`` is
a number or a boolean where the cell is one and the key asks for one. Keys are never changed. An empty cell is an error
but as a person's words: nobody has written any.

What a row can do to a path is bounded in `substitution_paths.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.config.clients import ClientRow
from reportgen.config.kinds import Given
from reportgen.config.origins import Places
from reportgen.config.wanted import short
from reportgen.errors import Place, Problem, nearest
from reportgen.strict_yaml import Path, render
from reportgen.yaml_scalars import ScalarError, value_of

NAME = re.compile(r"\{client\.([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class InRow:
    """Places of a config of which some values come from a client's row: those lead to the cell."""

    marks: Places
    row: ClientRow
    columns: Mapping[Path, str]  # key path → the first column that its value names

    def place(self, path: Path) -> Place:
        column = self.columns.get(path)
        return self.marks.place(path) if column is None else self.row.place(column, render(path))

    def of_key(self, path: Path) -> Place:
        """The place of the key itself, which no row writes."""
        return self.marks.place(path)

    def inside(self, path: Path, index: int) -> Place:
        return self.place(path) if path in self.columns else self.marks.inside(path, index)

    def filled(self, path: Path) -> bool:
        """Whether the value at ``path``, or one below it, comes from the row."""
        return any(key[: len(path)] == path for key in self.columns)


def filled(value: object, row: ClientRow, path: Path = ()) -> object:
    """A copy with every ``{client.x}`` in its texts replaced; of unknown or empty columns the text stays."""
    if isinstance(value, dict):
        return {key: filled(inner, row, (*path, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, row) for inner in value]
    if not isinstance(value, str):
        return value
    return "" if _unwritten(value, row, path) else _text(value, row)


def named(value: object, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """(key path, the text, the column) of each name in the values."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from named(inner, (*path, key))
    elif isinstance(value, str):
        yield from ((path, value, found[1]) for found in NAME.finditer(value))


def misplaced(value: Any, places: Places, path: Path = ()) -> Iterator[Problem]:
    """``{client.x}`` where it can't stand: in a key, or without quotes, where YAML reads a mapping."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = (*path, key)
            if inner is None and len(value) == 1 and str(key).startswith("client."):
                what = f"'{{{short(key)}}}' without quotes is a mapping"
                yield Problem(places.place(path), "client_unquoted", what, f'Write "{{{short(key)}}}".')
            elif NAME.search(str(key)):
                what, cure = "a key can't come from the clients' file", "Write the key out."
                yield Problem(places.place(here), "client_in_key", what, cure)
            yield from misplaced(inner, places, here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from misplaced(inner, places, (*path, index))


def unfit(value: object, row: ClientRow | None, places: Places) -> Iterator[Problem]:
    """Names of columns that there are not, of empty cells, and names without a file of clients."""
    for path, text, column in named(value):
        if row is None:
            what, cure = f"'{{client.{short(column)}}}' in a config without clients", "Name their file: clients."
            yield Problem(places.place(path), "client_without_clients", what, cure)
        elif column not in row.cells:
            near = nearest(column, row.cells)
            cure = "" if near else f"Its columns are {short(', '.join(row.cells), 120)}."
            what = f"{row.file} has no column '{short(column)}'"
            yield Problem(places.place(path), "client_column_unknown", what, cure, near)
        elif not row.cells[column] and not _unwritten(text, row, path):
            what = "the cell is empty, and the config asks for it"
            yield Problem(row.place(column, render(path)), "client_cell_empty", what, "Fill it in.")


def _unwritten(text: str, row: ClientRow, path: Path) -> bool:
    """Whether a person's words are those of an empty cell: of a client or a cycle for which nobody has written yet."""
    whole = NAME.fullmatch(text)
    return path[:1] == ("commentary",) and whole is not None and row.cells.get(whole[1]) == ""


def _text(text: str, row: ClientRow) -> object:
    whole = NAME.fullmatch(text)
    if whole:
        return _given(row.cells.get(whole[1]) or text)
    return NAME.sub(lambda found: row.cells.get(found[1]) or found[0], text)


def _given(cell: str) -> str:
    """A cell that would be a number or a boolean in YAML, marked as one, for keys that ask for it."""
    try:
        value = value_of(cell)
    except ScalarError:
        return cell
    return cell if value is None or isinstance(value, str) else Given(cell)
