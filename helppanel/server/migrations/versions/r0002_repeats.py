"""Manifests that came from more than one installation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From the first tables."""
    op.create_table(
        "repeats",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["uuid"], ["manifests.uuid"], name="fk_repeats_uuid_manifests"),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name="fk_repeats_installation_id_installations"
        ),
        sa.PrimaryKeyConstraint("uuid", "installation_id", name="pk_repeats"),
    )
    op.create_index("ix_repeats_installation_id", "repeats", ["installation_id"])
