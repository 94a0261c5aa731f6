"""How a status, a priority and a kind look: text key, tint and icon."""

from __future__ import annotations

from dataclasses import dataclass

from helppanel.contract.ticket import Priority, TicketStatus


@dataclass(frozen=True)
class Chip:
    """A tinted word; `tint` is a class of `desk.css`."""

    key: str
    tint: str
    icon: str


STATUS: dict[TicketStatus, Chip] = {
    TicketStatus.NEW: Chip("status_new", "accent", "send"),
    TicketStatus.ACKNOWLEDGED: Chip("status_acknowledged", "teal", "user-check"),
    TicketStatus.IN_PROGRESS: Chip("status_in_progress", "violet", "loader"),
    TicketStatus.PENDING: Chip("status_pending", "warn", "reply"),
    TicketStatus.SOLVED: Chip("status_solved", "ok", "check"),
    TicketStatus.CLOSED: Chip("status_closed", "neutral", "checkc"),
    TicketStatus.MERGED: Chip("status_merged", "neutral", "copy"),
}

PRIORITY: dict[Priority, str] = {priority: f"priority_{priority}" for priority in reversed(Priority)}

# What an agent may set by hand; `new` is where a ticket begins, `merged` what merging makes of it.
SETTABLE = tuple(status for status in TicketStatus if status not in (TicketStatus.NEW, TicketStatus.MERGED))
AFTER_REPLY = (TicketStatus.PENDING, TicketStatus.IN_PROGRESS, TicketStatus.SOLVED)

# What mails are about.
MAIL = {"receipt": "mail_receipt", "answer": "mail_answer", "solved": "mail_solved", "told": "mail_told"}

# Where tickets come from.
SOURCES = {"app": "source_app", "hand": "source_hand", "web": "source_web"}
