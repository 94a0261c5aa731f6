"""Numbers that are given out once: ticket numbers and the change counter."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

from helppanel.server.schema import counters


def next_value(connection: sa.Connection, name: str) -> int:
    """1, 2, 3, … under `name`. Call it inside a write: it is given out only if that commits."""
    row = connection.execute(
        counters.update()
        .where(counters.c.name == name)
        .values(value=counters.c.value + 1)
        .returning(counters.c.value)
    ).one_or_none()
    if row is not None:
        return int(row.value)
    connection.execute(counters.insert().values(name=name, value=1))
    return 1


def next_change(connection: sa.Connection) -> int:
    """The next value of the change counter, greater than every one before."""
    return next_value(connection, "change")


def next_ticket_number(connection: sa.Connection, now: datetime) -> str:
    """A ticket number people can read out: `HP-20261123-0007` is the seventh of that day (UTC)."""
    day = f"HP-{now.astimezone(UTC):%Y%m%d}"
    return f"{day}-{next_value(connection, day):04d}"
