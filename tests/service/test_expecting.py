"""When the first answer can be expected: counted in service time, and not said where nobody knows."""

from __future__ import annotations

from datetime import datetime, time

import msgspec
import pytest

from helppanel.contract.service_info import Hours, ServiceInfo
from helppanel.contract.ticket import Author, TicketStatus
from helppanel.delivery.conversation import Conversation
from helppanel.service.expecting import expected
from tests.ui.feedback_samples import at, conversation, history, said

DAY = Hours(days=(1, 2, 3, 4, 5), start=time(9), end=time(18))
INFO = ServiceInfo(name={}, time_zone="Asia/Shanghai", hours=(DAY,), first_response=7_200)
# Tuesday the 22nd of September 2026, 14:03 and 17:30 in Beijing
SENT = conversation(status=TicketStatus.NEW, steps=history((TicketStatus.NEW, "09-22 14:03")))
LATE = conversation(status=TicketStatus.NEW, steps=history((TicketStatus.NEW, "09-22 17:30")))
ANSWER = said(9, Author.AGENT, "周予", "好的", "09-22 15:00")


@pytest.mark.parametrize(
    ("talk", "when"),
    [
        (SENT, at("09-22 16:03")),
        (LATE, at("09-23 10:30")),
        (msgspec.structs.replace(SENT, entries=(*SENT.entries, ANSWER)), None),
        (msgspec.structs.replace(SENT, status=TicketStatus.SOLVED), None),
        (conversation(), None),
    ],
)
def test_in_service_time(talk: Conversation, when: datetime | None) -> None:
    """What is left at closing time goes on the next day; one that was answered, is over or waits has none."""
    assert expected(INFO, talk) == when


@pytest.mark.parametrize(
    "info", [None, ServiceInfo(name={}), msgspec.structs.replace(INFO, time_zone="Nowhere/Else")]
)
def test_nobody_knows(info: ServiceInfo | None) -> None:
    """Without service info, without a median, or in a time zone that is none."""
    assert expected(info, SENT) is None
