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
    """Messages and events, oldest first.

    At the same moment work begins before the words that come with it, and ends after them.
    """
    told: list[tuple[datetime, int, Item]] = [(entry.at, 1, Said(entry)) for entry in conversation.entries]
    told += [
        (
            change.at,
            0 if change.status in OPEN_STATUSES else 2,
            Happened(change.status, change.at, change.agent),
        )
        for change in conversation.history
        if change.status in _TOLD
    ]
    return tuple(item for _, _, item in sorted(told, key=lambda row: row[:2]))
