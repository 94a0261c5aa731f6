"""Resumable uploads, and attachments that the user withdrew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """From the tables without them."""
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("installation_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stated", sa.String(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name="fk_uploads_installation_id_installations"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
        sa.UniqueConstraint(
            "installation_id", "sha256", "size", name="uq_uploads_installation_id_sha256_size"
        ),
    )
    op.create_index("ix_uploads_expires_at", "uploads", ["expires_at"])
    op.add_column("attachments", sa.Column("withdrawn_at", sa.DateTime(), nullable=True))
