"""The desk's full-text index, and the triggers that note which tickets are to be read again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# What of a table makes its ticket stale. Files come with their message.
_TRIGGERS = (
    ("tickets", "INSERT", "new.id"),
    ("tickets", "UPDATE OF title, email, account_name, error_code, erased_at", "new.id"),
    ("messages", "INSERT", "new.ticket_id"),
    ("messages", "DELETE", "old.ticket_id"),
    ("notes", "INSERT", "new.ticket_id"),
    ("notes", "DELETE", "old.ticket_id"),
    ("ticket_tags", "INSERT", "new.ticket_id"),
    ("ticket_tags", "DELETE", "old.ticket_id"),
)


def upgrade() -> None:
    """From the tables without them; every ticket there is gets indexed."""
    op.create_table(
        "search_stale",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_search_stale"),
    )
    op.execute(
        "CREATE VIRTUAL TABLE ticket_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')"
    )
    for table, when, ticket in _TRIGGERS:
        name = f"search_{table}_{when.split()[0].lower()}"
        # Not OR IGNORE: the statement that fires a trigger may overrule that.
        noted = " ".join(("(SELECT 1 FROM search_stale WHERE ticket_id =", ticket, ")"))
        body = " ".join(("INSERT INTO search_stale SELECT", ticket, "WHERE NOT EXISTS", noted))
        op.execute(f"CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {body}; END")
    op.execute("INSERT INTO search_stale SELECT id FROM tickets")
