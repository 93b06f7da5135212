"""SQL → rows, in a DuckDB of its own that loads nothing and reaches no network. Where a file breaks, the line of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Runs one statement. Raises NotPlainError."""

_LINE = re.compile(r"Line: (\d+)")


class NotPlainError(Exception):
    """The file is no plain table: it needs the row reader, or cannot be read; ``line`` is 0 where unknown."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


@contextmanager
def database() -> Iterator[Ask]:
    """One connection for all statements about a file: opening it takes longer than reading a small file. What does not
    fit into memory lies in a folder of its own, which nobody else can read, instead of the current one."""
    import duckdb  # heavy: needed by Parquet and large tables alone

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with (
        TemporaryDirectory(prefix="reportgen-") as folder,
        duckdb.connect(":memory:", config={**settings, "temp_directory": folder}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")  # it would be drawn into the program's own output

        def ask(sql: str) -> list[tuple[Any, ...]]:
            try:
                return list(connection.execute(sql).fetchall())
            except duckdb.Error as error:
                line = _LINE.search(str(error))
                raise NotPlainError(int(line[1]) if line else 0, _reason(str(error))) from None

        yield ask


def text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A column's name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _reason(error: str) -> str:
    if counts := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", error):
        return f"{counts[2]} cells where the header has {counts[1]}"
    if "unterminated quote" in error:
        return "a quote is opened here and never closed"
    if "unicode" in error or "utf-8" in error:
        return "the text is not UTF-8"
    return "the file is damaged"
