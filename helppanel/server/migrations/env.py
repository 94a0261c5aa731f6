"""Alembic's entry: runs the revisions on the connection that `upgrade` handed in."""

from __future__ import annotations

from alembic import context

from helppanel.server.schema_desk import metadata  # with the tables of both files

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
