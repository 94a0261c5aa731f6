"""What a row of the list says about a conversation, and which filter it passes. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import OPEN_STATUSES, Author, TicketStatus
from helppanel.ui.feedback.dates import list_date
from helppanel.ui.feedback.delivery_words import percent, row_line
from helppanel.ui.feedback.foreign import one_line

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.service.progress import Progress
    from helppanel.ui.texts import Texts

_ENDED = frozenset({TicketStatus.SOLVED, TicketStatus.CLOSED})


class Filter(StrEnum):
    """The segments above the list."""

    ALL = "all"
    OPEN = "open"
    SOLVED = "solved"

    def passes(self, conversation: Conversation) -> bool:
        """Whether the list shows it. What has no receipt is nobody's work yet, so it is only in 全部."""
        if self is Filter.ALL:
            return True
        wanted = OPEN_STATUSES if self is Filter.OPEN else _ENDED
        return status_of(conversation) in wanted


def status_of(conversation: Conversation) -> TicketStatus | None:
    """The ticket's status; None before the receipt, `new` until the first news after it."""
    if conversation.number is None:
        return None
    return conversation.status or TicketStatus.NEW


def standing(conversation: Conversation) -> TicketStatus | ParcelState:
    """What the chip says: where the parcel stands before the receipt, the ticket's status after it."""
    return status_of(conversation) or conversation.state


def state_of(conversation: Conversation) -> TicketStatus | ParcelState:
    """What the menu of states calls it; what waits, on its way or for its next try, is all 待发送."""
    found = standing(conversation)
    waits = found in (ParcelState.SENDING, ParcelState.RETRYING)
    return ParcelState.QUEUED if waits else found


def is_new(conversation: Conversation) -> bool:
    """Whether it counts as unread: an answer nobody has seen, or a question after an upgrade."""
    return conversation.unread > 0 or conversation.asks_fixed


def holds(conversation: Conversation, query: str) -> bool:
    """Whether all words of `query` are in its title, number or thread."""
    words = query.casefold().split()
    if not words:
        return True
    parts = [conversation.title, conversation.number or "", *(entry.text for entry in conversation.entries)]
    text = "\n".join(parts).casefold()
    return all(word in text for word in words)


def counts(conversations: Iterable[Conversation]) -> dict[Filter, int]:
    """How many conversations each filter shows."""
    every = tuple(conversations)
    return {one: sum(one.passes(conversation) for conversation in every) for one in Filter}


def last_line(conversation: Conversation, texts: Texts, progress: Progress | None = None) -> str:
    """The newest word of either side, what happens next, or how far its files are that are being sent."""
    if conversation.number is None:
        return row_line(conversation, texts)
    if conversation.uploading:
        refused = conversation.state is ParcelState.REFUSED
        if progress is not None and not refused:
            return texts.t("feedback.uploading_percent", percent=percent(progress))
        waits = "upload_paused" if conversation.next_try is not None else "uploading"
        return texts.t("feedback.upload_refused" if refused else f"feedback.{waits}")
    said = [entry for entry in conversation.entries if entry.uuid != conversation.uuid]
    if not said:
        return texts.t(f"feedback.line_{status_of(conversation)}")
    entry = said[-1]
    words = one_line(entry.text) or texts.t("feedback.files_only")
    name = texts.t("feedback.you") if entry.author is Author.USER else one_line(entry.author_name)
    return texts.t("feedback.line_by", name=name, words=words) if name else words


def spoken(conversation: Conversation, chip: str, now: datetime, texts: Texts) -> str:
    """The row for a screen reader: 未读，导出 PDF 时提示…，待您回复，10:24."""
    parts = [one_line(conversation.title), chip, list_date(conversation.updated_at, now, texts)]
    if is_new(conversation):
        parts.insert(0, texts.t("feedback.unread"))
    return texts.t("feedback.comma").join(parts)
