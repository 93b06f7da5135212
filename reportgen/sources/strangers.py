"""A file's first bytes → what it is where it is no export: a web page, a PDF, JSON, a packed file; and the cure."""

from __future__ import annotations

import re

_PAGE = re.compile(rb"<(!doctype html|html|head|body|table)\b", re.IGNORECASE)
_JSON = re.compile(rb'(\{\s*("|\})|\[\s*(\{|\[|\]))')
_MARKS = b"\xef\xbb\xbf \t\r\n"

Stranger = tuple[str, str]
"""What the file is, and what to do."""


def stranger(head: bytes) -> Stranger | None:
    """What a file with these first bytes is that no reader takes; None where it may be an export."""
    start = head[:1024].lstrip(_MARKS)
    if _PAGE.match(start):
        cure = "Sign in to the platform and export it anew; save a table of a web page as CSV or XLSX."
        return "this is a web page, as a download gives that has failed", cure
    if start.startswith(b"%PDF"):
        return "this is a PDF", "Export the figures as CSV or XLSX."
    if _JSON.match(start):
        return "this is JSON, as a platform answers a program", "Export the figures as CSV or XLSX."
    if head.startswith(b"\x1f\x8b"):
        return "this is a packed file", "Unpack it, and give the file that is in it."
    return None
