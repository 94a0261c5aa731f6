"""The tables of the desk: what it knows and says beside the tickets' messages."""

from __future__ import annotations

import sqlalchemy as sa

from helppanel.server.schema import UtcTime, metadata

__all__ = [
    "canned_answers",
    "known_issues",
    "mails",
    "metadata",
    "missed_batches",
    "notes",
    "ratings",
    "search_misses",
    "search_stale",
    "ticket_events",
    "ticket_tags",
]

# As published in the service info; `title`, `text`, `error_codes`, `words` and `apps` are JSON.
known_issues = sa.Table(
    "known_issues",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("title", sa.JSON, nullable=False),
    sa.Column("text", sa.JSON, nullable=False),
    sa.Column("error_codes", sa.JSON, nullable=False),
    sa.Column("words", sa.JSON, nullable=False),
    sa.Column("apps", sa.JSON, nullable=False),
    sa.Column("fixed_in", sa.String, nullable=False),
    sa.Column("published", sa.Boolean, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
)

# The last rating of each ticket.
ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), primary_key=True),
    sa.Column("stars", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Index(None, "at"),
)

# What agents write for each other; no user ever sees it.
notes = sa.Table(
    "notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False, index=True),
    sa.Column("agent", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)

# What agents did to a ticket beside its status: `what` is a word such as "priority" or "merged".
ticket_events = sa.Table(
    "ticket_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False, index=True),
    sa.Column("agent", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("value", sa.String, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

ticket_tags = sa.Table(
    "ticket_tags",
    metadata,
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), primary_key=True),
    sa.Column("tag", sa.String, primary_key=True),
    sa.Index(None, "tag"),
)

canned_answers = sa.Table(
    "canned_answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.String, nullable=False, unique=True),
    sa.Column("text", sa.Text, nullable=False),
)

# Mail that waits to be sent or was; `state` is "queued", "sent" or "failed". `key` says what it is about, so
# that nothing is mailed twice.
mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.String, nullable=False, unique=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False, index=True),
    sa.Column("recipient", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("problem", sa.String, nullable=False),
    sa.Index(None, "state", "due_at"),
)

# Searches in the panel that found nothing, from users who agreed to tell; `day` is an ISO date (UTC).
search_misses = sa.Table(
    "search_misses",
    metadata,
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("locale", sa.String, primary_key=True),
    sa.Column("query", sa.String, primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
)

# Which batches of them were counted, so that one sent again is not; `day` is that on which it came.
missed_batches = sa.Table(
    "missed_batches",
    metadata,
    sa.Column("uuid", sa.Uuid, primary_key=True),
    sa.Column("day", sa.String, nullable=False, index=True),
)

# Tickets whose words the desk's search must read again; triggers put them here, and none outlasts its
# transaction. The index itself, `ticket_words`, is a virtual table: see `desk_search`.
search_stale = sa.Table("search_stale", metadata, sa.Column("ticket_id", sa.Integer, primary_key=True))
