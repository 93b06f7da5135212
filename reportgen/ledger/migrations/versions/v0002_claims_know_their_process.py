"""A claim says when it was made and by which process, so that one whose process ended is seen at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("attempts", sa.Column("claimed_at", sa.Text, nullable=False, server_default=""))
    op.add_column("attempts", sa.Column("owner", sa.Text, nullable=False, server_default=""))
    op.execute("UPDATE attempts SET claimed_at = at")
    op.create_index("attempts_of", "attempts", ["client", "cycle", "address"])
