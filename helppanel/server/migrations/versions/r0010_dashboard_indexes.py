"""Indexes that hold all the dashboard counts by, in the place of those with the time alone."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

_MADE = ("created_at", "app_id", "kind", "status", "erased_at", "solved_at", "error_code", "article")
_ANSWERED = ("answered_at", "app_id", "kind", "created_at", "tier", "assignee_id")
_SOLVED = ("solved_at", "app_id", "kind", "status", "erased_at", "created_at", "assignee_id")


def upgrade() -> None:
    """From the tables without them."""
    for name, columns in (("made", _MADE), ("answered", _ANSWERED), ("solved", _SOLVED)):
        op.drop_index(f"ix_tickets_{columns[0]}", "tickets")
        op.create_index(f"ix_tickets_{name}", "tickets", columns)
