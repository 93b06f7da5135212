"""How a report reaches its readers: ``deliver`` of a config. Part of the config's shape (`schema.py`).

A Secret is kept as the name of an environment variable, ``${NAME}``; it is looked up where it is used, never before.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from reportgen.config.kinds import SECRET, Amount, Line, Model, Whole

SUBJECT_PARTS = ("client", "cycle")  # what a subject's pattern has places for

Secret = Annotated[str, Field(pattern=SECRET)]


class Smtp(Model):
    """The server that takes the mail. ``none`` is without encryption: for a server on this machine alone."""

    host: Line
    port: Annotated[Whole, Field(ge=1, le=65535)] | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Secret | None = None
    password: Secret | None = None
    password_file: Line | None = None  # that its owner alone can read


class Deliver(Model):
    """Who gets the report, from whom, and what has to be done before."""

    to: Annotated[tuple[Line, ...], Field(min_length=1)]
    sender: Annotated[Line, Field(alias="from")]
    reply_to: Line | None = None
    subject: Annotated[str, Field(min_length=1, max_length=200)] | None = None  # such as "{client}: {cycle}"
    smtp: Smtp | None = None
    approval: Literal["required", "none"] = "none"
    folder: Line | None = None  # where files too large to attach are put
    link: Line | None = None  # the address under which that folder is read
    attach_up_to_mb: Annotated[Amount, Field(ge=0, le=100)] | None = None  # all files together, as they are mailed
    notice: Line | None = None  # the agency's own address, for reports that are held
