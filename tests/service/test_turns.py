"""When the *in* loop asks, and what it still has to ask for."""

from __future__ import annotations

import time
from collections.abc import Callable

from helppanel.contract.attention import Attention
from helppanel.contract.ticket import Installation, SyncAnswer
from helppanel.delivery.inbox import SERVICE_AT
from helppanel.delivery.schedule import SPREAD
from helppanel.service import HelpService
from helppanel.service.carrier import Carrier

Make = Callable[..., HelpService]


def carrier_of(service: HelpService) -> Carrier:
    assert service._carrier is not None
    return service._carrier


def test_what_is_overdue_at_the_start_waits_its_turn(make: Make) -> None:
    """Hidden, after the start and after sleep, the sync comes in turn; whoever looks gets it now."""
    service = make("http://127.0.0.1:9")
    rooms, carrier = service._opened(), carrier_of(service)
    rooms.database.set_meta("last_sync", "1")
    carrier._share = 0.5
    assert SPREAD * 0.4 < carrier._due_in(rooms) <= SPREAD * 0.5
    carrier._woke -= SPREAD
    assert carrier._due_in(rooms) == 0
    carrier._clock_jumped()
    assert carrier._due_in(rooms) > SPREAD * 0.4
    carrier._in_rest.succeeded()
    carrier._attention = Attention.VISIBLE
    assert carrier._due_in(rooms) == 0


def test_service_info_that_was_announced_is_due_until_it_came(make: Make) -> None:
    """The cursor counts it as told: a call for it that fails, or a kill before it, must not be the last."""
    service = make("http://127.0.0.1:9")
    rooms, carrier = service._opened(), carrier_of(service)
    me = rooms.inbox.keep_installation(Installation(id="i", token="t"))
    rooms.inbox.keep_service_info(b"{}", '"old"')
    for announced, due in (("old", False), ("new", True)):
        rooms.database.set_meta(SERVICE_AT, repr(time.time()))
        answer = SyncAnswer(cursor=f"1-{announced}", tickets=(), poll_after=0.0, service=announced)
        rooms.inbox.keep(answer, me)
        assert carrier._wants_service_info(rooms, announced=False) is due
