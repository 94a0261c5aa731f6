"""A conversation as the items of its thread: messages and status events by time. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from helppanel.contract.ticket import Author, TicketStatus

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
    """Messages and events, oldest first; at the same moment the message comes before the event."""
    told: list[tuple[datetime, int, Item]] = [(entry.at, 0, Said(entry)) for entry in conversation.entries]
    told += [
        (change.at, 1, Happened(change.status, change.at, change.agent))
        for change in conversation.history
        if change.status in _TOLD
    ]
    return tuple(item for _, _, item in sorted(told, key=lambda row: row[:2]))
