"""What users said about articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """From the tables of reports and repeats."""
    op.create_table(
        "article_votes",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("installation_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("pack", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("app_version", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["installation_id"], ["installations.id"], name="fk_article_votes_installation_id_installations"
        ),
        sa.PrimaryKeyConstraint("uuid", name="pk_article_votes"),
    )
    op.create_index(
        "ix_article_votes_article_locale_installation_id_created_at",
        "article_votes",
        ["article", "locale", "installation_id", "created_at"],
    )
