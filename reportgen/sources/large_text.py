"""A large text file → its one Sheet, whose records are read from the file anew each time they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from os import SEEK_END
from pathlib import Path

from reportgen.sources import decode
from reportgen.sources.rows import Row, Sheet, records, separator_of

_CHUNK = 2**20
_HEAD = 5_000  # lines from which the separator is told


@dataclass(frozen=True, slots=True)
class _Records(Iterable[Row]):
    path: Path
    encoding: str
    separator: str

    def __iter__(self) -> Iterator[Row]:
        return records(_lines(self.path, self.encoding), self.separator)


def read_large(path: Path, encoding: str) -> Sheet:
    """The sheet of a text in this encoding. Its records raise RaggedTextError where a quote is never closed."""
    separator = separator_of("".join(islice(_lines(path, encoding), _HEAD)))
    return Sheet("", _Records(path, encoding, separator), separator)


def encoding_of(path: Path, told: str | None) -> decode.Text | None:
    """The encoding of a file, as ``decode.decode`` tells it, without its text; None where none fits."""
    with path.open("rb") as file:
        head = file.read(decode.SNIFFED_BYTES)
    found = next((encoding for encoding in decode.candidates(head, told) if _fits(path, encoding)), None)
    return None if found is None else decode.Text("", found, guessed=told is None and found == decode.GUESSED)


def ends_with_break(path: Path) -> bool:
    """Whether a line break ends the last line."""
    with path.open("rb") as file:
        file.seek(-4, SEEK_END)  # a character of UTF-32
        return file.read().rstrip(b"\0").endswith((b"\n", b"\r"))


def _fits(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines, each with one ``\\n``, whatever ends them in the file."""
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(_CHUNK)
        mac = "\r" in head and "\n" not in head
    with path.open(encoding=encoding, newline="\r" if mac else "\n") as file:
        first = next(file, "").removeprefix("\ufeff")
        for line in chain([first], file):
            if mac:
                yield line.replace("\r", "\n")
            else:
                yield line.rstrip("\r\n") + "\n" if line.endswith("\r\n") else line
