"""A config's paths as written and a client's row → the Problems of paths that could lead to another client's files.

A path goes only downwards from the folder that the config itself writes before the first ``{client.x}``. A cell in a
path holds no ``..``, no pattern, and does not begin at the root; a link may not lead out of that folder. A file that a
client's pattern finds may not be one that another client's pattern would find as well, unless ``where`` picks the rows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path as File

from reportgen.config.clients import ClientRow
from reportgen.config.substitution import NAME, filled, named
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.patterns import matching
from reportgen.strict_yaml import Path, render

_PATHS = frozenset({"path", "file", "logo", "exports", "pptx_template", "folder", "ledger", "password_file", "fonts"})
_ROOTS = frozenset({"sources", "theme", "exports", "rates_file", "deliver", "ledger"})
_PATTERN = frozenset("*?[]")


def unsafe_paths(resolved: object, folder: str, row: ClientRow, rows: Sequence[ClientRow]) -> Iterator[Problem]:
    """``resolved``: the config's values with their names, each path as seen from ``folder``, the config's own."""
    for path, text, column in named(resolved):
        if _is_path(path):
            cell = row.cells.get(column, "")
            why = _wrong_cell(cell, text.startswith(f"{{client.{column}}}"))
            if why:
                cure = "A client's row leads only downwards from the folder that the config writes."
                yield Problem(row.place(column, render(path)), "client_path", f"'{short(cell)}' {why}", cure)
                continue
            yield from _outside(path, text, column, folder, row)
            if path[0] == "sources" and not _picked(resolved, path):
                yield from _shared(path, text, column, folder, row, rows)


def _is_path(path: Path) -> bool:
    return path[0] in _ROOTS and any(part in _PATHS for part in path if isinstance(part, str))


def _wrong_cell(cell: str, first: bool) -> str:
    if ".." in cell.replace("\\", "/").split("/"):
        return "leads upwards"
    if "\\" in cell or "\0" in cell:
        return "holds '\\'"
    if _PATTERN & set(cell):
        return "is a pattern, which could find others' files"
    if cell.startswith(("/", "~")) or cell[1:2] == ":":
        return "does not begin in the config's folder"
    return "is no folder or file" if first and cell in (".", "") else ""


def _outside(path: Path, text: str, column: str, folder: str, row: ClientRow) -> Iterator[Problem]:
    """A link that leads out of the folder that the config writes."""
    root = os.path.realpath(_join(folder, os.path.dirname(NAME.split(text, maxsplit=1)[0])))  # noqa: PTH120
    for file in _files(folder, text, row):
        if os.path.commonpath([root, os.path.realpath(file)]) != root:
            what = f"'{short(row.cells[column])}' leads through a link out of the folder that the config writes"
            yield Problem(row.place(column, render(path)), "client_path", what, "Put the files themselves there.")
            return


def _shared(
    path: Path, text: str, column: str, folder: str, row: ClientRow, rows: Sequence[ClientRow]
) -> Iterator[Problem]:
    """A file of this client that the pattern of another would find as well."""
    files = [(File(file).parts, File(os.path.realpath(file)).parts) for file in _files(folder, text, row)]
    for other in rows:
        if other.id == row.id or not files:
            continue
        named_there = _join(folder, str(filled(text, other)))
        patterns = (File(named_there).parts, File(os.path.realpath(named_there)).parts)
        both = zip(zip(*files, strict=True), patterns, strict=True)
        if any(_finds(file, pattern) for found, pattern in both for file in found):
            what = f"the client in row {other.row} would find the same files there"
            cure = "Give each client files of its own, or pick its rows by where."
            yield Problem(row.place(column, render(path)), "client_files_shared", what, cure)
            return


def _picked(resolved: object, path: Path) -> bool:
    """Whether the source's ``where`` names the client."""
    source = resolved["sources"][path[1]] if isinstance(resolved, dict) else None
    return isinstance(source, dict) and any(True for _ in named(source.get("where")))


def _files(folder: str, text: str, row: ClientRow) -> list[str]:
    return sorted(matching(_join(folder, str(filled(text, row)))))


def _join(folder: str, name: str) -> str:
    return os.path.join(folder, name)  # noqa: PTH118


def _finds(file: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a glob finds a file, part by part, and on any file system: upper and lower case are one."""
    if not pattern or not file:
        return not pattern and not file
    if pattern[0] == "**":
        return _finds(file, pattern[1:]) or _finds(file[1:], pattern)
    return fnmatchcase(file[0].casefold(), pattern[0].casefold()) and _finds(file[1:], pattern[1:])
