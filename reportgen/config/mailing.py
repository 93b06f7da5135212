"""Checks of ``deliver``: addresses, the subject, the server, and where large files are put. Case → Problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from reportgen.addresses import Fault, parse
from reportgen.config.case import Case, near
from reportgen.config.schema_deliver import SUBJECT_PARTS, Smtp
from reportgen.config.substitution import InRow
from reportgen.errors import Problem
from reportgen.strict_yaml import Path

_PLACE = re.compile(r"\{([^{}]*)\}")
_LOOSE = re.compile(r"[{}]")


def addresses(case: Case) -> Iterator[Problem]:
    """Each is one address; nobody stands twice among the readers."""
    deliver = case.config.deliver
    if deliver is None:
        return
    seen: dict[str, Path] = {}
    for index, text in enumerate(deliver.to):
        path: Path = ("deliver", "to", index)
        found = parse(text)
        if isinstance(found, Fault):
            yield _wrong(case, path, found)
            continue
        first = seen.setdefault(found.address.casefold(), path)
        if first != path:
            what = f"'{found.address}' is listed twice{case.line(first, path)}"
            yield case.problem(path, "duplicate_address", what, "Take one of the two out.")
    for key, given in (("from", deliver.sender), ("reply_to", deliver.reply_to), ("notice", deliver.notice)):
        if given is not None and isinstance(found := parse(given), Fault):
            yield _wrong(case, ("deliver", key), found)


def shared_link(case: Case) -> Iterator[Problem]:
    """Of a config for many clients: one address for all their files, whose names are the clients' ids and cycles."""
    deliver = case.config.deliver
    if deliver is None or deliver.link is None or not isinstance(case.marks, InRow):
        return
    if not case.marks.filled(("deliver", "link")):
        what = "every client's files lie under one address, and a reader of one can guess the names of the others"
        cure = "Write a column of the client that nobody guesses in folder and link: {client.key}."
        yield case.problem(("deliver", "link"), "clients_share_link", what, cure)


def _wrong(case: Case, path: Path, fault: Fault) -> Problem:
    return Problem(case.inside(path, fault.index), "wrong_address", fault.what, fault.cure)


def subject(case: Case) -> Iterator[Problem]:
    """One line, with no other places than those that are filled."""
    given = case.config.deliver.subject if case.config.deliver else None
    if given is None:
        return
    path: Path = ("deliver", "subject")
    if broken := re.search(r"[\r\n]", given):
        cure = "A subject is one line: write it on one."
        yield Problem(case.inside(path, broken.start()), "line_break", "the subject runs over a line's end", cure)
    cure = f"The places are {' and '.join(f'{{{name}}}' for name in SUBJECT_PARTS)}."
    for match in _PLACE.finditer(given):
        if match[1] not in SUBJECT_PARTS:
            candidates = tuple(f"{{{name}}}" for name in near(match[1], SUBJECT_PARTS))
            what = f"unknown place '{match[0]}'"
            yield Problem(case.inside(path, match.start()), "unknown_place", what, cure, candidates)
    rest = _PLACE.sub(lambda match: " " * len(match[0]), given)
    if loose := _LOOSE.search(rest):
        what = f"'{loose[0]}' stands alone"
        yield Problem(case.inside(path, loose.start()), "unknown_place", what, cure)


def server(case: Case) -> Iterator[Problem]:
    """Without encryption no mail leaves this machine; who signs in does so with one password."""
    smtp = case.config.deliver.smtp if case.config.deliver else None
    if smtp is None:
        return
    path: Path = ("deliver", "smtp")
    if smtp.security == "none" and not _is_here(smtp.host):
        what = f"without encryption, the mail to '{smtp.host}' can be read on its way"
        cure = "Write starttls or tls; none is for a server on this machine (localhost)."
        yield case.problem((*path, "security"), "not_encrypted", what, cure)
    yield from _signing_in(case, path, smtp)


def _signing_in(case: Case, path: Path, smtp: Smtp) -> Iterator[Problem]:
    given = [key for key in ("password", "password_file") if getattr(smtp, key) is not None]
    if len(given) > 1:
        what = "the password is given twice, by a name and by a file"
        yield case.problem((*path, "password_file"), "contradiction", what, "Take one of the two out.")
    if smtp.user is not None and not given:
        cure = "Add password: ${NAME} of an environment variable, or password_file."
        yield case.problem((*path, "user"), "not_declared", "there is no password for this user", cure)
    if smtp.user is None and given:
        cure = "Add user: ${NAME} of an environment variable."
        yield case.problem((*path, given[0]), "not_declared", "there is no user for this password", cure)


def _is_here(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def large_files(case: Case) -> Iterator[Problem]:
    """What is not attached is put somewhere, and readers are told where."""
    deliver = case.config.deliver
    if deliver is None:
        return
    if deliver.link is not None and not _is_web(deliver.link):
        what, cure = (
            f"'{deliver.link}' is not an address of the web",
            "Write it like https://files.example.org/reports.",
        )
        yield case.problem(("deliver", "link"), "wrong_address", what, cure)
    needs = {"folder": ("link",), "link": ("folder",), "attach_up_to_mb": ("folder", "link")}
    for key, others in needs.items():
        lacking = [other for other in others if getattr(deliver, other) is None]
        if getattr(deliver, key) is not None and lacking:
            what = f"files that are not attached need {' and '.join(lacking)} as well"
            yield case.problem(
                ("deliver", key), "not_declared", what, f"Add {' and '.join(lacking)}, or take {key} out."
            )


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\x00-\x1f]", link)
