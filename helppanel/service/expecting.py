"""When the first answer to a report can be expected, as the server's median of the last days says."""

from __future__ import annotations

from datetime import datetime

from helppanel.contract.problems import HelpError
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import OPEN_STATUSES, Author
from helppanel.delivery.conversation import Conversation
from helppanel.support.presence import answered_by


def expected(info: ServiceInfo | None, talk: Conversation) -> datetime | None:
    """In service time from when the server had it; None once it was answered, or where nobody knows."""
    answered = any(entry.author is Author.AGENT for entry in talk.entries)
    if info is None or talk.status not in OPEN_STATUSES or answered:
        return None
    try:
        return answered_by(info, talk.history[0].at if talk.history else talk.created_at)
    except HelpError:  # an unknown time zone
        return None
