"""``deliver.smtp`` + the environment → Server: the door's address with its keys. The only place that reads a secret.

A secret is read when mail is to be sent, and stands in no message, no log and no record.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportgen.config.schema_deliver import Smtp
from reportgen.errors import ConfigError, Place, Problem

PORTS = {"starttls": 587, "tls": 465, "none": 25}
_MOST_BYTES = 4096  # of a file that holds a password
_KEY = "deliver.smtp"


@dataclass(frozen=True, slots=True)
class Server:
    """``user`` is empty where nobody signs in. ``timeout_s`` is for each answer of the server."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    timeout_s: float = 60.0


def server(smtp: Smtp, folder: Path, environment: Mapping[str, str]) -> Server:
    """``folder`` is the config's. Raises ConfigError for a secret that is not there, or that others can read."""
    problems: list[Problem] = []
    user = _named("user", smtp.user, environment, problems)
    password = _named("password", smtp.password, environment, problems)
    if smtp.password_file is not None:
        password = _from_file(folder / smtp.password_file, problems)
    if problems:
        raise ConfigError(problems)
    return Server(smtp.host, smtp.port or PORTS[smtp.security], smtp.security, user, password)


def _named(key: str, secret: str | None, environment: Mapping[str, str], problems: list[Problem]) -> str:
    if secret is None:
        return ""
    name = secret.removeprefix("${").removesuffix("}")
    value = environment.get(name, "")
    if not value:
        what = f"the environment variable {name} is {'empty' if name in environment else 'not set'}"
        problems.append(_problem(key, "no_secret", what, f"Set {name} where reportgen runs."))
    elif any(char in value for char in "\r\n\0"):
        what = f"what {name} holds runs over a line's end"
        problems.append(_problem(key, "no_secret", what, "It is one line."))
    return value


def _from_file(path: Path, problems: list[Problem]) -> str:
    """The file's only line. Its rights are looked at on the open file, so that no other can take its place."""
    key = "password_file"
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        problems.append(_problem(key, "no_secret", f"the file can't be read: {error.strerror}"))
        return ""
    if os.name == "posix" and stat.S_IMODE(about.st_mode) & 0o077:
        what = "others than its owner can read or change this file"
        problems.append(_problem(key, "open_secret", what, "Take their rights away: chmod 600."))
        return ""
    try:
        password = data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        password = ""
    if not password or len(data) > _MOST_BYTES or any(char in password for char in "\r\n\0"):
        problems.append(_problem(key, "no_secret", "the file does not hold a password", "It is its only line."))
    return password


def _problem(key: str, kind: str, what: str, cure: str = "") -> Problem:
    return Problem(Place(key=f"{_KEY}.{key}"), kind, what, cure)
