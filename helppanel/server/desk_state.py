"""Tells in a few indexed reads whether anything at the desk has changed."""

from __future__ import annotations

import sqlalchemy as sa

from helppanel.server.schema import counters, messages, status_changes
from helppanel.server.schema_desk import mails, notes, ratings, ticket_events


def state(connection: sa.Connection) -> str:
    """A word that is another one after any message, file, note, rating, mail or change of a ticket."""
    parts = (
        sa.select(counters.c.value).where(counters.c.name == "change"),
        *(sa.select(sa.func.max(table.c.id)) for table in (messages, status_changes, notes, ticket_events)),
        sa.select(sa.func.max(ratings.c.at)),
        *(sa.select(sa.func.count()).where(mails.c.state == name) for name in ("queued", "failed")),
    )
    row = connection.execute(sa.select(*(part.scalar_subquery() for part in parts))).one()
    return ".".join("" if part is None else str(part).replace(" ", "-") for part in row)
