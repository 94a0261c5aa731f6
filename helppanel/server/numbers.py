"""Numbers that are given out once: ticket numbers and the change counter."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import sqlalchemy as sa

from helppanel.server.schema import counters

_CHANGE = "change"
_GAP, _AFTER_GAPS = "gap-", "gap."  # how the names of gaps begin, and what sorts behind them all


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
    return next_value(connection, _CHANGE, least=time.time_ns() // 1_000_000)


def note_start(connection: sa.Connection) -> None:
    """Note that the server starts: no change lies between the last one here and the next.

    One that a client has heard of all the same was given out after a backup that has been put back: see
    `was_lost`.
    """
    last = connection.execute(sa.select(counters.c.value).where(counters.c.name == _CHANGE)).scalar() or 0
    until = next_change(connection)
    name = f"{_GAP}{last}"
    connection.execute(counters.delete().where(counters.c.name == name))
    connection.execute(counters.insert().values(name=name, value=until))


def was_lost(connection: sa.Connection, change: int) -> bool:
    """Whether `change` was given out, and is not in this database."""
    gaps = connection.execute(
        sa.select(counters).where(counters.c.name > _GAP, counters.c.name < _AFTER_GAPS)
    )
    return any(int(row.name.removeprefix(_GAP)) < change <= row.value for row in gaps)


def next_ticket_number(connection: sa.Connection, now: datetime) -> str:
    """A ticket number people can read out: `HP-20261123-431207`, its day (UTC) and its place in that day.

    The place is the tenth of a second of the day at least, and greater than every one before: a backup, put
    back, knows nothing of the numbers given out after it, and must not give them to others.
    """
    now = now.astimezone(UTC)
    day = f"HP-{now:%Y%m%d}"
    tenth = ((now.hour * 60 + now.minute) * 60 + now.second) * 10 + now.microsecond // 100_000
    return f"{day}-{next_value(connection, day, least=max(tenth, 1)):06d}"
