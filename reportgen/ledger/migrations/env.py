"""Runs migrations in the transaction of the connection that the caller hands over; it commits, or nothing is done."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
