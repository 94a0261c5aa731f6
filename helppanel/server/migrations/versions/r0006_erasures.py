"""What users had erased: its mark on installations and tickets, and what must not come back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """From the tables without them."""
    for table in ("installations", "tickets"):
        op.add_column(table, sa.Column("erased_at", sa.DateTime(), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_erasures"),
    )
    op.create_table(
        "erased_uuids",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_erased_uuids"),
    )
    op.create_table(
        "blob_removals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blob_removals"),
    )
