"""Numbers that are given out once: ticket numbers and the change counter."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import sqlalchemy as sa

from helppanel.server.schema import counters


def next_value(connection: sa.Connection, name: str, least: int = 1) -> int:
    """The next value under `name`, counted on from the one before, or `least` where that is greater.

    Call it inside a write: it is given out only if that commits.
    """
    row = connection.execute(
        counters.update()
        .where(counters.c.name == name)
        .values(value=sa.func.max(counters.c.value + 1, least))
        .returning(counters.c.value)
    ).one_or_none()
    if row is not None:
        return int(row.value)
    connection.execute(counters.insert().values(name=name, value=least))
    return least


def next_change(connection: sa.Connection) -> int:
    """The next value of the change counter, greater than every one before.

    Milliseconds since the epoch at least: clients may have heard of changes that a backup, put back, does
    not know, and what is new after it must not hide behind their cursors.
    """
    return next_value(connection, "change", least=time.time_ns() // 1_000_000)


def next_ticket_number(connection: sa.Connection, now: datetime) -> str:
    """A ticket number people can read out: `HP-20261123-0007` is the seventh of that day (UTC)."""
    day = f"HP-{now.astimezone(UTC):%Y%m%d}"
    return f"{day}-{next_value(connection, day):04d}"
