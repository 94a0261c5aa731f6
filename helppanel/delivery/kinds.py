"""What kind of parcel a row of the outbox is."""

from __future__ import annotations

import sqlite3

from helppanel.contract.report import ParcelKind

_INTO_TICKETS = frozenset({ParcelKind.RATING, ParcelKind.REOPENING})


def kind_of(row: sqlite3.Row) -> ParcelKind:
    """An older version of the app, which may run beside this one, writes no kind with a reply.

    Raises ValueError for a kind that a newer one made.
    """
    if row["ticket"] is not None and row["kind"] not in _INTO_TICKETS:
        return ParcelKind.REPLY
    return ParcelKind(row["kind"])
