"""The tables, as SQLAlchemy Core. A change here needs a revision under `migrations/versions`.

Times are UTC. `changed` is a value of the counter `change` (see `numbers`): it only grows, and `sync` asks
for what is greater than its cursor.
"""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(sa.types.TypeDecorator[datetime]):
    """An aware datetime, kept as naive UTC because SQLite knows no time zones."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


# The last value given out under each name: "change" (milliseconds since the epoch, or a little more), and one
# name a day for ticket numbers. "gap-<change>": between that change and its value there is none.
counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

# One client. `changed` is the greatest `changed` of its tickets, so that a poll is one indexed read.
installations = sa.Table(
    "installations",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("token_hash", sa.String, nullable=False, unique=True),
    sa.Column("app_id", sa.String, nullable=False),
    sa.Column("app_version", sa.String, nullable=False),
    sa.Column("locale", sa.String, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    # Nobody has its token: its ticket came as a file and waits for who shows the same bytes.
    sa.Column("by_hand", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("erased_at", UtcTime, nullable=True),  # when its user had all it sent erased
    # Who its user is, as the host's signed token says; `tier` "" for one that is no member.
    sa.Column("account_name", sa.String, nullable=False, server_default=""),
    sa.Column("tier", sa.String, nullable=False, server_default=""),
    sa.Column("account_until", UtcTime, nullable=True),
)

agents = sa.Table(
    "agents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False, unique=True),
    sa.Column("password_hash", sa.String, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
)

agent_tokens = sa.Table(
    "agent_tokens",
    metadata,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False, index=True),
    sa.Column("created_at", UtcTime, nullable=False),
)

agent_sessions = sa.Table(
    "agent_sessions",
    metadata,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("agent_id", sa.ForeignKey("agents.id"), nullable=False, index=True),
    sa.Column("expires_at", UtcTime, nullable=False),
)

tickets = sa.Table(
    "tickets",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("number", sa.String, nullable=False, unique=True),
    sa.Column("uuid", sa.Uuid, nullable=False, unique=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("priority", sa.String, nullable=False),
    sa.Column("assignee_id", sa.ForeignKey("agents.id"), nullable=True),
    sa.Column("email", sa.String, nullable=True),
    sa.Column("locale", sa.String, nullable=False),
    sa.Column("app_id", sa.String, nullable=False),
    sa.Column("app_name", sa.String, nullable=False),
    sa.Column("app_version", sa.String, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("erased_at", UtcTime, nullable=True),  # when its user had it erased: nothing is in it any more
    # Where it came from: "app", "hand" (a file) or "web" (the form; `secret_hash` is that of its link).
    sa.Column("source", sa.String, nullable=False, server_default="app"),
    sa.Column("secret_hash", sa.String, nullable=True, index=True),
    # The user's account and tier when the report came; `rank` is the tier's, members first: 0 for none.
    sa.Column("account_name", sa.String, nullable=False, server_default=""),
    sa.Column("tier", sa.String, nullable=False, server_default=""),
    sa.Column("rank", sa.Integer, nullable=False, server_default="0"),
    sa.Column("error_code", sa.String, nullable=False, server_default=""),
    sa.Column("article", sa.String, nullable=False, server_default=""),  # read before the report; "": none
    # The user waits since, and was promised the next answer by; NULL while the desk owes none.
    sa.Column("waiting_since", UtcTime, nullable=True),
    sa.Column("promised_at", UtcTime, nullable=True),
    sa.Column("answered_at", UtcTime, nullable=True),  # the first answer of a person
    sa.Column("solved_at", UtcTime, nullable=True),
    sa.Column("known_issue_id", sa.ForeignKey("known_issues.id"), nullable=True, index=True),
    sa.Column("fixed_in", sa.String, nullable=False, server_default=""),
    sa.Column("merged_into_id", sa.ForeignKey("tickets.id"), nullable=True, index=True),
    sa.Index(None, "installation_id", "changed"),
    sa.Index(None, "promised_at"),
    sa.Index(None, "status", "updated_at"),
    sa.Index(None, "assignee_id", "updated_at"),
    sa.Index(None, "updated_at"),
    # With all that the dashboard counts by: it reads these, and of the tickets themselves none.
    sa.Index(
        "ix_tickets_made",
        *("created_at", "app_id", "kind", "status", "erased_at", "solved_at", "error_code", "article"),
    ),
    sa.Index("ix_tickets_answered", "answered_at", "app_id", "kind", "created_at", "tier", "assignee_id"),
    sa.Index(
        "ix_tickets_solved",
        *("solved_at", "app_id", "kind", "status", "erased_at", "created_at", "assignee_id"),
    ),
)

# The exact bytes received, of reports and of replies: the key against doubles.
manifests = sa.Table(
    "manifests",
    metadata,
    sa.Column("uuid", sa.Uuid, primary_key=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), nullable=False, index=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False, index=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("received_at", UtcTime, nullable=False),
)

# Other installations that sent a manifest's very bytes, such as a copy of the folder of the first: they may
# bring its blobs. The ticket stays with the first.
repeats = sa.Table(
    "repeats",
    metadata,
    sa.Column("uuid", sa.ForeignKey("manifests.uuid"), primary_key=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), primary_key=True),
    sa.Index(None, "installation_id"),
)

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("uuid", sa.Uuid, nullable=False, unique=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False),
    sa.Column("author", sa.String, nullable=False),
    sa.Column("author_name", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Index(None, "ticket_id", "changed"),
)

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.ForeignKey("messages.id"), nullable=False, index=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("media_type", sa.String, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("withdrawn_at", UtcTime, nullable=True),  # when the user said the file will not come
    sa.Index(None, "sha256", "installation_id"),
)

# A blob that has arrived: the file is durable. One row for each installation that has shown to hold the
# bytes, so that nobody reads another's file by naming its hash; the file itself is kept once.
blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("arrived_at", UtcTime, nullable=False),
)

# Resumable uploads of blobs. What has arrived of one lies in a file of its own, whose size is its offset;
# `proven`: the bytes were those named, and the file is, or is about to be, the blob. `stated` is the
# Upload-Metadata as the client gave it.
uploads = sa.Table(
    "uploads",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("stated", sa.String, nullable=False),
    sa.Column("proven", sa.Boolean, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.UniqueConstraint("installation_id", "sha256", "size"),
    sa.Index(None, "expires_at"),
)

status_changes = sa.Table(
    "status_changes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("ticket_id", sa.ForeignKey("tickets.id"), nullable=False, index=True),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("agent", sa.String, nullable=False),
)

# What users said about articles. `sha256` is that of the manifest: the key against doubles keeps to the
# very bytes, as `manifests` does. `created_at` is the client's clock, which only orders its own votes.
article_votes = sa.Table(
    "article_votes",
    metadata,
    sa.Column("uuid", sa.Uuid, primary_key=True),
    sa.Column("installation_id", sa.ForeignKey("installations.id"), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("article", sa.String, nullable=False),
    sa.Column("locale", sa.String, nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("query", sa.String, nullable=False),
    sa.Column("pack", sa.String, nullable=False),
    sa.Column("app_id", sa.String, nullable=False),
    sa.Column("app_version", sa.String, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("received_at", UtcTime, nullable=False),
    sa.Index(None, "article", "locale", "installation_id", "created_at"),
    sa.Index(None, "received_at"),
)

# What `DELETE /me` answered, for whoever asks again with the token of then.
erasures = sa.Table(
    "erasures",
    metadata,
    sa.Column("token_hash", sa.String, primary_key=True),
    sa.Column("erased_at", UtcTime, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("messages", sa.Integer, nullable=False),
    sa.Column("files", sa.Integer, nullable=False),
    sa.Column("votes", sa.Integer, nullable=False),
)

# Reports, replies and votes that were erased: whoever sends one again is told so.
erased_uuids = sa.Table("erased_uuids", metadata, sa.Column("uuid", sa.Uuid, primary_key=True))

# Blobs that were erased and whose files may still be there.
blob_removals = sa.Table("blob_removals", metadata, sa.Column("sha256", sa.String(64), primary_key=True))
