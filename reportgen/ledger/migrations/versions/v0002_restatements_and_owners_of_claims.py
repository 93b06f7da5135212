"""A report keeps the figures that it restates. A claim says when it was made and by which process, so that one whose
process ended is seen at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "restatements",
        sa.Column("record", sa.Integer, sa.ForeignKey("records.id"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("objective", "kpi", "cycle", "unit", "reported", "restated")
        ),
    )
    op.add_column("attempts", sa.Column("claimed_at", sa.Text, nullable=False, server_default=""))
    op.add_column("attempts", sa.Column("owner", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE attempts SET claimed_at = at")
    op.create_index("attempts_of", "attempts", ["client", "cycle", "address"])
