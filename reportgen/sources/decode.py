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
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNDEFINED_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded text. ``guessed`` says that no mark and no valid UTF-8 told the encoding, so cp1252 was assumed."""

    text: str
    encoding: str
    guessed: bool = False


def kind_of(head: bytes) -> Kind:
    """The kind of a file by its first bytes (up to ``SNIFFED_BYTES``)."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        return "empty"
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0") or is_spreadsheet_xml(head):
        return "xls"
    if head.startswith(b"PAR1"):
        return "parquet"
    marked = any(head.startswith(bom) for bom, _ in _BOMS)
    return "binary" if b"\x00" in head and not marked else "text"


def is_plain_utf8(head: bytes) -> bool:
    """Whether these first bytes are UTF-8, with or without a mark; a character cut at the end does no harm."""
    if any(head.startswith(bom) for bom, name in _BOMS if name != "utf-8-sig"):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes) -> Text | None:
    """The text of the bytes: by their mark, else UTF-8, else cp1252. None where none of these fits."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Text(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    try:
        return Text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if any(byte in data for byte in _UNDEFINED_IN_CP1252):
            return None
        return Text(data.decode("cp1252"), "cp1252", guessed=True)
