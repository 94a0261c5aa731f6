"""What the user sent into a ticket, as the conversation shows it: replies, reopenings, the rating."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import Problem, code_of
from helppanel.contract.report import ParcelKind, Rating, Reopening, Reply
from helppanel.contract.ticket import Ticket
from helppanel.delivery.conversation import GivenRating
from helppanel.delivery.kinds import kind_of

_reply = msgspec.json.Decoder(Reply)
_reopening = msgspec.json.Decoder(Reopening)
_rating = msgspec.json.Decoder(Rating)


def message_of(row: sqlite3.Row) -> Reply | None:
    """What a parcel into a ticket says in the thread; None for a rating, which stands elsewhere."""
    kind = kind_of(row)
    if kind is ParcelKind.RATING:
        return None
    if kind is ParcelKind.REOPENING:
        said = _reopening.decode(row["manifest"])
        return Reply(uuid=said.uuid, created_at=said.created_at, text=said.text)
    return _reply.decode(row["manifest"])


def is_reopening(rows: Iterable[sqlite3.Row]) -> bool:
    """Whether one that asks to open the ticket again is on its way."""
    return any(
        kind_of(row) is ParcelKind.REOPENING
        and state_of(row) not in (ParcelState.DELIVERED, ParcelState.REFUSED)
        for row in rows
    )


def rating_of(rows: Iterable[sqlite3.Row], ticket: Ticket | None) -> GivenRating | None:
    """The user's last rating: one that is on its way, or as the server has it."""
    known = ticket.rating if ticket is not None else None
    ours = [(row, _rating.decode(row["manifest"])) for row in rows if kind_of(row) is ParcelKind.RATING]
    row, latest = max(ours, key=lambda pair: pair[1].created_at, default=(None, None))
    on_its_way = row is not None and (known is None or state_of(row) is not ParcelState.DELIVERED)
    if on_its_way and row is not None and latest is not None:
        return GivenRating(
            stars=latest.stars,
            text=latest.text,
            at=latest.created_at,
            state=state_of(row),
            problem=problem_of(row),
            next_try=next_try_of(row),
        )
    return None if known is None else GivenRating(stars=known.stars, text=known.text, at=known.at)


def is_settled_by_hand(row: sqlite3.Row) -> bool:
    """Its receipt came as a file: that the server is still to be shown it is nothing to the user."""
    return bool(row["by_hand"]) and row["number"] is not None


def state_of(row: sqlite3.Row) -> ParcelState:
    """Where a parcel stands, to its user."""
    return ParcelState.DELIVERED if is_settled_by_hand(row) else ParcelState(row["state"])


def problem_of(row: sqlite3.Row) -> Problem | None:
    """Why it has not arrived."""
    return code_of(row["problem"]) if row["problem"] and not is_settled_by_hand(row) else None


def next_try_of(row: sqlite3.Row) -> datetime | None:
    """When it is tried again, where that is known."""
    if state_of(row) is not ParcelState.RETRYING:
        return None
    return datetime.fromtimestamp(row["next_try"], UTC)
