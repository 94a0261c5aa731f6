"""What the desk knows and says beside messages: members, promises, ratings, notes, known issues, mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """From the tables without them."""
    _known_issues()
    _installations()
    _tickets()
    _of_tickets()
    _of_the_desk()


def _known_issues() -> None:
    op.create_table(
        "known_issues",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("error_codes", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("apps", sa.JSON(), nullable=False),
        sa.Column("fixed_in", sa.String(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_known_issues"),
    )


def _installations() -> None:
    for name in ("account_name", "tier"):
        op.add_column("installations", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column("installations", sa.Column("account_until", sa.DateTime(), nullable=True))


def _tickets() -> None:
    for name, default in (
        ("source", "app"),
        ("account_name", ""),
        ("tier", ""),
        ("error_code", ""),
        ("fixed_in", ""),
    ):
        op.add_column("tickets", sa.Column(name, sa.String(), server_default=default, nullable=False))
    op.add_column("tickets", sa.Column("rank", sa.Integer(), server_default="0", nullable=False))
    op.add_column("tickets", sa.Column("secret_hash", sa.String(), nullable=True))
    for name in ("waiting_since", "promised_at", "answered_at", "solved_at"):
        op.add_column("tickets", sa.Column(name, sa.DateTime(), nullable=True))
    # In words of SQL: Alembic would copy the whole table, to which messages refer, for a foreign key.
    for name, kind, table in (
        ("known_issue_id", "VARCHAR", "known_issues"),
        ("merged_into_id", "INTEGER", "tickets"),
    ):
        op.execute(
            f"ALTER TABLE tickets ADD COLUMN {name} {kind}"
            f" CONSTRAINT fk_tickets_{name}_{table} REFERENCES {table} (id)"
        )
    for name in ("known_issue_id", "merged_into_id", "promised_at", "secret_hash"):
        op.create_index(f"ix_tickets_{name}", "tickets", [name])


def _of_tickets() -> None:
    op.create_table(
        "ratings",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ratings_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_at", "ratings", ["at"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_notes_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_ticket_id", "notes", ["ticket_id"])
    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_events_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_ticket_events"),
    )
    op.create_index("ix_ticket_events_ticket_id", "ticket_events", ["ticket_id"])
    op.create_table(
        "ticket_tags",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_ticket_tags_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("ticket_id", "tag", name="pk_ticket_tags"),
    )
    op.create_index("ix_ticket_tags_tag", "ticket_tags", ["tag"])
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_mails_ticket_id_tickets"),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("key", name="uq_mails_key"),
    )
    op.create_index("ix_mails_ticket_id", "mails", ["ticket_id"])
    op.create_index("ix_mails_state_due_at", "mails", ["state", "due_at"])


def _of_the_desk() -> None:
    op.create_table(
        "canned_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_answers"),
        sa.UniqueConstraint("title", name="uq_canned_answers_title"),
    )
    op.create_table(
        "search_misses",
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "locale", "query", name="pk_search_misses"),
    )
