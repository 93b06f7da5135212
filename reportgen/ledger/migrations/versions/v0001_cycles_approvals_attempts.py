"""The first ledger: cycles as reported, approvals, attempts to deliver."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("client"),
        _text("cycle"),
        _text("start"),
        _text("end"),
        sa.Column("until", sa.Text),
        *map(_text, ("as_of", "currency", "gate", "program", "config_sha256", "catalogue_sha256", "summary")),
        _text("content_sha256"),
        _text("recorded_at"),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.UniqueConstraint("client", "cycle", "content_sha256", name="records_once"),
    )
    op.create_table(
        "figures",
        *_key("place", sa.Integer),
        *map(_text, ("objective", "kpi", "cycle", "start", "end")),
        sa.Column("until", sa.Text),
        sa.Column("value", sa.Text),
        *map(_text, ("unit", "formula", "series", "state", "cause")),
        sa.Column("present", sa.Integer, nullable=False),
        sa.Column("expected", sa.Integer, nullable=False),
        sa.Column("base_found", sa.Integer),
        sa.Column("base_needed", sa.Integer),
        sa.Column("target", sa.Text),
        _text("mode"),
        sa.Column("counted", sa.Text),
    )
    op.create_table(
        "files",
        *_key("role", sa.Text),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
    )
    op.create_table("findings", *_key("place", sa.Integer), _text("kind"), _text("source"))
    op.create_table(
        "approvals",
        sa.Column("id", sa.Integer, primary_key=True),
        *map(_text, ("client", "cycle", "sha256", "who", "at", "artifacts")),
        sa.UniqueConstraint("client", "cycle", "sha256", "who", name="approvals_once"),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        *map(_text, ("client", "cycle", "address", "message_id", "state", "at", "detail", "artifacts")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _key(name: str, kind: type[sa.Integer] | type[sa.Text]) -> tuple[sa.Column[int], sa.Column[object]]:
    """A record's number, and what tells its rows apart."""
    return sa.Column("record", sa.Integer, sa.ForeignKey("records.id"), primary_key=True), sa.Column(
        name, kind, primary_key=True
    )
