"""A mail address as people write it → Recipient, or what is wrong with it and where. The only reader of addresses.

Written are ``claire@example.org`` or ``Claire Morel <claire@example.org>``. What mail libraries mend or drop in silence
(a second address after a semicolon, a line break) is a Fault here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from reportgen.model.delivery import Recipient

MOST_LOCAL, MOST_ADDRESS, MOST_LABEL, MOST_NAME = 64, 254, 63, 120  # bytes on the wire; RFC 5321 §4.5.3, RFC 1035
_ATOM = re.compile(r"[^\W\d_]|[0-9!#$%&'*+/=?^_`{|}~-]")  # RFC 5322 atext, with the letters of RFC 6531
_LABEL = re.compile(r"(?!-)(?:[^\W_]|-)+(?<!-)")
_CHANGED = "ßς\u200c\u200d"  # the older rules of international domains turn these into another domain
_WRITE = "Write it like Claire Morel <claire@example.org>."
_ONE_EACH = "Write one address an item of the list."


@dataclass(frozen=True, slots=True)
class Fault:
    """``index`` is the character of the text at which it shows."""

    index: int
    what: str
    cure: str


def parse(text: str) -> Recipient | Fault:
    """One address with or without a display name."""
    if fault := _unprintable(text):
        return fault
    opened = text.find("<", text.rfind('"') + 1)
    if opened < 0:
        start = len(text) - len(text.lstrip())
        return _checked("", text.strip(), start)
    closed = text.find(">", opened)
    if closed < 0:
        return Fault(opened, "the bracket '<' is never closed", _WRITE)
    if text[closed + 1 :].strip():
        rest = closed + 1 + len(text[closed + 1 :]) - len(text[closed + 1 :].lstrip())
        return Fault(rest, f"'{text[rest]}' stands after the address", _ONE_EACH)
    name = _name(text[:opened].strip())
    return name if isinstance(name, Fault) else _checked(name, text[opened + 1 : closed], opened + 1)


def on_the_wire(address: str) -> str:
    """The address with its domain in ASCII (IDNA), as servers are told; the part before the @ stays as it is."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def _unprintable(text: str) -> Fault | None:
    for index, char in enumerate(text):
        if char in "\r\n":
            return Fault(index, "the address runs over a line's end", _WRITE)
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"):
            return Fault(index, f"a character that does not print (U+{ord(char):04X}) stands in it", _WRITE)
    return None


def _name(text: str) -> str | Fault:
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    name = text[1:-1].replace('\\"', '"').replace("\\\\", "\\") if quoted else text
    if not quoted and (found := re.search(r'[;,<>@"]', text)):
        cure = f"{_ONE_EACH} A name that holds such a sign stands in quotes." if found[0] in ";," else _WRITE
        return Fault(found.start(), f"'{found[0]}' stands in the name", cure)
    if len(name) > MOST_NAME:
        return Fault(0, f"a name of {len(name)} characters is too long", f"At most {MOST_NAME} are possible.")
    return name.strip()


def _checked(name: str, address: str, start: int) -> Recipient | Fault:
    """``start`` is where the address stands in the whole text."""
    if found := re.search(r"[;,]", address):
        return Fault(start + found.start(), f"'{found[0]}' stands between addresses", _ONE_EACH)
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        return Fault(start, f"'{address}' is not an address", _WRITE)
    if fault := _local(local, start) or _domain(domain, start + len(local) + 1):
        return fault
    if len(local.encode()) > MOST_LOCAL or len(on_the_wire(address).encode()) > MOST_ADDRESS:
        return Fault(start, "the address is too long", f"At most {MOST_LOCAL} characters stand before the @.")
    return Recipient(name, address)


def _local(local: str, start: int) -> Fault | None:
    for index, char in enumerate(local):
        if char == "." and 0 < index < len(local) - 1 and local[index - 1] != ".":
            continue
        if not _ATOM.fullmatch(char):
            return Fault(start + index, f"'{char}' can't stand here, before the @", _WRITE)
    return None


def _domain(domain: str, start: int) -> Fault | None:
    at = start
    for label in domain.split("."):
        if not _LABEL.fullmatch(label):
            return Fault(at, f"'{domain}' is not a domain", "Write letters, digits and hyphens between its full stops.")
        if changed := next((char for char in label if char in _CHANGED), ""):
            what = f"mail libraries read '{changed}' in a domain in two ways"
            return Fault(at + label.index(changed), what, "Write the domain's ASCII form, which begins with xn--.")
        at += len(label) + 1
    try:
        domain.encode("idna")
    except UnicodeError:
        return Fault(start, f"'{domain}' is not a domain", f"A part of it has at most {MOST_LABEL} characters.")
    return None
