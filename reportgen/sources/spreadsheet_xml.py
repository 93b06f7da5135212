"""The bytes of a SpreadsheetML 2003 workbook (XML that is often called .xls) → its sheets' records.

Cells may name their own column and rows their own number (``ss:Index``); what lies between is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from reportgen.sources.rows import Cell, Row, Sheet

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_IN = f"{{{_NAMESPACE}}}"
_LARGEST_NUMBER = 30  # characters of a number: beyond it stands no figure


class BadXmlError(ValueError):
    """The bytes are no such workbook, or one out of bounds."""


def is_spreadsheet_xml(head: bytes) -> bool:
    """Whether a file that begins so is a SpreadsheetML workbook."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml") and _NAMESPACE.encode() in head


def read_xml(data: bytes, most_rows: int, most_columns: int) -> Iterator[Sheet]:
    """The workbook's sheets, in their order; row 1 is the sheet's own first row.

    Raises BadXmlError for broken XML, for a document type (a workbook has none, and it could swell without end), and
    for a sheet with more rows or columns than these.
    """
    if re.search(rb"<!DOCTYPE|<!ENTITY", data):
        raise BadXmlError("it declares a document type, as no workbook does")
    rows: list[Row] = []
    try:
        for event, element in iterparse(BytesIO(data), ("start", "end")):
            if element.tag == f"{_IN}Row" and event == "end":
                rows += _records(element, len(rows) + 1, most_rows, most_columns)
                element.clear()
            elif element.tag == f"{_IN}Worksheet" and event == "end":
                yield Sheet(element.get(f"{_IN}Name", ""), tuple(rows))
                rows = []
    except ParseError as error:
        raise BadXmlError(f"line {error.position[0]}, column {error.position[1] + 1} is no XML") from None


def _records(row: Element, number: int, most_rows: int, most_columns: int) -> Iterator[Row]:
    """The record of a row, and before it the blank ones that it leaves out; ``number``: that of the next one."""
    at = _index(row, number)
    if at > most_rows:
        raise BadXmlError(f"a sheet has more than {most_rows} rows")
    yield from (Row(blank, ()) for blank in range(number, at))
    yield Row(at, tuple(_cells(row, most_columns)))


def _cells(row: Element, most: int) -> Iterator[Cell]:
    column = 0
    for cell in row.iter(f"{_IN}Cell"):
        at = _index(cell, column + 1)
        if at > most:
            raise BadXmlError(f"a sheet has more than {most} columns")
        yield from [""] * (at - column - 1)
        column = at
        data = cell.find(f"{_IN}Data")
        yield "" if data is None else _value(data)
        merged = min(_number(cell, "MergeAcross", 0), most)
        yield from [""] * merged
        column += merged


def _index(element: Element, next_one: int) -> int:
    """Where an element stands: the place that it names, never before the next one."""
    return max(_number(element, "Index", next_one), next_one)


def _number(element: Element, name: str, default: int) -> int:
    text = element.get(f"{_IN}{name}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _value(data: Element) -> Cell:
    """A cell's content, by the type that it bears; a number or date that is none stays text."""
    text, kind = "".join(data.itertext()), data.get(f"{_IN}Type", "String")
    try:
        if kind == "Number" and len(text) <= _LARGEST_NUMBER:
            value = Decimal(text)
            return value if value.is_finite() else text
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except (InvalidOperation, ValueError):
        return text
    if kind == "Boolean":
        return {"1": "true", "0": "false"}.get(text, text)
    return text
