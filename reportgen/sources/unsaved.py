"""A workbook's bytes → the cells that have no value: formulas that failed, or whose results were never saved.

The reader of workbooks hands both over as empty cells, so that a figure would be missing without a word. Here each is
found again as what stands in it: ``#REF!``, or the formula itself, which is no number wherever one is read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO

Place = tuple[int, int]
"""A cell's row and column, counted from 0."""

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?\br:id=\"([^\"]+)\"")
_RELATION = re.compile(rb"<Relationship\s[^>]*>")
_FIELDS = re.compile(rb"\b(Id|Target)=\"([^\"]+)\"")
_FAILED = rb"<c\b([^>/]*\bt=\"e\"[^>/]*)>(.*?)</c>"
_BARE = rb"<c\b([^>/]*)>\s*(<f\b[^>]*(?:/>|>[^<]*</f>))\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
_CELL = re.compile(_FAILED + rb"|" + _BARE, re.DOTALL)
_NAME = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_TAGS = re.compile(rb"<[^>]*>")
_RESULT = re.compile(rb"<v>([^<]*)</v>")


def unsaved(data: bytes) -> list[Mapping[Place, str]]:
    """Of each sheet of an XLSX workbook, in their order, the cells without a value and the text that tells why."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = set(packed.namelist())
        return [dict(_cells(packed.read(name))) if name in names else {} for name in _members(packed)]


def _members(packed: zipfile.ZipFile) -> list[str]:
    """The archive's members that hold the sheets, in the workbook's order."""
    try:
        book, relations = packed.read("xl/workbook.xml"), packed.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return []
    fields = (dict(_FIELDS.findall(relation)) for relation in _RELATION.findall(relations))
    targets = {item[b"Id"]: item[b"Target"].decode("utf-8", "replace") for item in fields if len(item) == 2}
    there = (targets.get(given, "") for given in _SHEET.findall(book))
    return [target.removeprefix("/") if target.startswith("/") else f"xl/{target}" for target in there]


def _cells(sheet: bytes) -> Iterator[tuple[Place, str]]:
    for match in _CELL.finditer(sheet):
        failed = match[1] is not None
        fields = match[1] if failed else match[3]
        at = _NAME.search(fields)
        if at is None or b't="str"' in fields:  # a formula may result in an empty text
            continue
        result = _RESULT.search(match[2]) if failed else None
        text = (result[1] if result else b"#ERROR!") if failed else b"=" + _TAGS.sub(b"", match[4])
        yield (int(at[2]) - 1, _index(at[1])), unescape(text.decode("utf-8", "replace"))


def _index(letters: bytes) -> int:
    """A column's letters → its index: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
