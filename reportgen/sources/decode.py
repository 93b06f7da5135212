"""A file's bytes → what kind of file they are, and its text. Decided by content, never by the file's extension."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

from reportgen.sources.spreadsheet_xml import is_spreadsheet_xml

Kind = Literal["text", "xlsx", "xls", "parquet", "empty", "binary"]

SNIFFED_BYTES = 65_536
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # it begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSED = "cp1252"
"""What a text is taken for that bears no mark and is no UTF-8; five bytes that it leaves undefined may refuse it."""


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded text. ``guessed`` says that no mark and no valid UTF-8 told the encoding, so cp1252 was assumed."""

    text: str
    encoding: str
    guessed: bool = False


def kind_of(head: bytes, encoding: str | None = None) -> Kind:
    """The kind of a file by its first bytes (up to ``SNIFFED_BYTES``); ``encoding``: said to be that of a text."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return "empty"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0") or is_spreadsheet_xml(head):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    told = encoding is not None or any(head.startswith(bom) for bom, _ in _BOMS) or _unmarked_utf16(head)
    return "binary" if b"\x00" in head and not told else "text"


def _unmarked_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of a mostly Latin text is zero, and none of the others."""
    sample = head[: len(head) // 2 * 2]
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if high.count(0) * 10 > len(high) * 7 and 0 not in low:
            return encoding
    return None


def is_plain_utf8(head: bytes) -> bool:
    """Whether these first bytes are UTF-8, with or without a mark; a character cut at the end does no harm."""
    if any(head.startswith(bom) for bom, name in _BOMS if name != "utf-8-sig"):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def candidates(head: bytes, told: str | None = None) -> tuple[str, ...]:
    """The encodings that a text may be in, by its first bytes: the one that is ``told``, else the one of its mark, else
    UTF-16 by its pattern, else UTF-8 and then cp1252."""
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    sure = told or marked or _unmarked_utf16(head[:SNIFFED_BYTES])
    return (sure,) if sure else ("utf-8", GUESSED)


def decode(data: bytes, told: str | None = None) -> Text | None:
    """The text of the bytes, in the first of its ``candidates`` that fits. None where none does."""
    for encoding in candidates(data, told):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Text(text.removeprefix("\ufeff"), encoding, guessed=told is None and encoding == GUESSED)
    return None
