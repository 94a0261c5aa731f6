"""Installations of tickets that came as a file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From the tables without the mark."""
    mark: sa.Column[bool] = sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("installations", mark)
