"""The ledger's tables, as the newest migration leaves them (a test compares the two).

Decimals and dates are kept as text, so that each comes back as it went in; points in time in UTC.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

VERSION = "0002"
"""The newest migration: what this program writes, and the newest it reads."""

metadata = MetaData()

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client", Text, nullable=False),
    Column("cycle", Text, nullable=False),
    Column("start", Text, nullable=False),
    Column("end", Text, nullable=False),
    Column("until", Text),
    Column("as_of", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("gate", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("config_sha256", Text, nullable=False),
    Column("catalogue_sha256", Text, nullable=False),
    Column("summary", Text, nullable=False),  # a JSON list
    Column("content_sha256", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("turn", Integer, nullable=False),  # rises with each build of other content: the largest is the last built
    UniqueConstraint("client", "cycle", "content_sha256", name="records_once"),
)

figures = Table(
    "figures",
    metadata,
    Column("record", Integer, ForeignKey("records.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("objective", Text, nullable=False),
    Column("kpi", Text, nullable=False),
    Column("cycle", Text, nullable=False),
    Column("start", Text, nullable=False),
    Column("end", Text, nullable=False),
    Column("until", Text),
    Column("value", Text),
    Column("unit", Text, nullable=False),
    Column("formula", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("present", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("base_found", Integer),
    Column("base_needed", Integer),
    Column("target", Text),
    Column("mode", Text, nullable=False),
    Column("counted", Text),
)

files = Table(
    "files",
    metadata,
    Column("record", Integer, ForeignKey("records.id"), primary_key=True),
    Column("role", Text, primary_key=True),  # input | artifact
    Column("name", Text, primary_key=True),
    Column("sha256", Text, primary_key=True),
)

findings = Table(
    "findings",
    metadata,
    Column("record", Integer, ForeignKey("records.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
)

restatements = Table(
    "restatements",
    metadata,
    Column("record", Integer, ForeignKey("records.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("objective", Text, nullable=False),
    Column("kpi", Text, nullable=False),
    Column("cycle", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("reported", Text, nullable=False),
    Column("restated", Text, nullable=False),
)

approvals = Table(
    "approvals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client", Text, nullable=False),
    Column("cycle", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("artifacts", Text, nullable=False),  # a JSON list of [name, sha256]
    UniqueConstraint("client", "cycle", "sha256", "who", name="approvals_once"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client", Text, nullable=False),
    Column("cycle", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("artifacts", Text, nullable=False),  # a JSON list of [name, sha256]
    Column("claimed_at", Text, nullable=False),
    Column("owner", Text, nullable=False),  # the process that claimed it
    Index("attempts_of", "client", "cycle", "address"),
)
