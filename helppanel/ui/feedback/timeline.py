"""A conversation as the items of its thread: messages and status events by time. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from helppanel.contract.ticket import OPEN_STATUSES, Author, TicketStatus

if TYPE_CHECKING:
    from helppanel.service import Conversation, Entry

# What the thread tells apart from the messages: the report itself says `new`, the question says `pending`.
_TOLD = frozenset(
    {
        TicketStatus.ACKNOWLEDGED,
        TicketStatus.IN_PROGRESS,
        TicketStatus.SOLVED,
        TicketStatus.CLOSED,
        TicketStatus.MERGED,
    }
)


@dataclass(frozen=True)
class Said:
    """A message."""

    entry: Entry

    @property
    def mine(self) -> bool:
        """Whether this user wrote it."""
        return self.entry.author is Author.USER


@dataclass(frozen=True)
class Happened:
    """The ticket changed its status; `agent` is who moved it, "" for the system."""

    status: TicketStatus
    at: datetime
    agent: str


Item = Said | Happened


def items_of(conversation: Conversation) -> tuple[Item, ...]:
    """Messages and events, oldest first."""
    said = [Said(entry) for entry in conversation.entries]
    happened = [
        Happened(change.status, change.at, change.agent)
        for change in conversation.history
        if change.status in _TOLD
    ]
    return tuple(sorted((*said, *happened), key=_order))


def _order(item: Item) -> tuple[datetime, int, datetime]:
    """To the second: an answer and the status it brings are one act; work begins first and ends last."""
    if isinstance(item, Said):
        at, rank = item.entry.at, 1
    else:
        at, rank = item.at, 0 if item.status in OPEN_STATUSES else 2
    return at.replace(microsecond=0), rank, at
