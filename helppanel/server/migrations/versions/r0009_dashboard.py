"""What the desk's dashboard reads: the article a report came from, counts of missed searches, and indexes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_INDEXES = (
    ("tickets", "created_at"),
    ("tickets", "answered_at"),
    ("tickets", "solved_at"),
    ("article_votes", "received_at"),
)


def upgrade() -> None:
    """From the tables without them. The article is in the report's manifest, which is what was sent."""
    op.add_column("tickets", sa.Column("article", sa.String(), server_default="", nullable=False))
    op.execute(
        "UPDATE tickets SET article = coalesce((SELECT json_extract(CAST(body AS TEXT), '$.article')"
        " FROM manifests WHERE manifests.uuid = tickets.uuid AND json_valid(CAST(body AS TEXT))), '')"
    )
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_table(
        "missed_batches",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name="pk_missed_batches"),
    )
    op.create_index("ix_missed_batches_day", "missed_batches", ["day"])
