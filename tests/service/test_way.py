"""The way to the server comes and goes: what is noticed, and how often a silent server is asked."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from helppanel.contract.attention import Attention
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import NO_WAY, HelpError, Problem
from helppanel.delivery.courier import SendError
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from helppanel.service.carrier import Carrier
from helppanel.service.clock_watch import ClockWatch
from helppanel.service.link_state import LinkState
from tests.delivery.listener import Listener, says
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Make = Callable[..., HelpService]
BUSY = says(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
LONG = 1000.0


def send(service: HelpService) -> UUID:
    parcel = service.prepare(Draft(text="打印时闪退"), (), "zh-CN")
    service.submit(parcel)
    return parcel.uuid


def carrier_of(service: HelpService) -> Carrier:
    assert service._carrier is not None
    return service._carrier


def wait_retrying(service: HelpService, uuid: UUID) -> None:
    def is_retrying() -> bool:
        return service.conversation(uuid).state is ParcelState.RETRYING

    assert carrier_of(service).wait(is_retrying, PATIENCE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def waiting(make: Make) -> tuple[HelpService, int]:
    """A service that found nobody and will not ask again for long, and the port it asks."""
    port = free_port()
    service = make(f"http://127.0.0.1:{port}")
    service.start()
    wait_retrying(service, send(service))
    assert carrier_of(service).wait(lambda: service.online is False, PATIENCE)
    for rest in (carrier_of(service)._out_rest, carrier_of(service)._in_rest):
        rest.pause(LONG)
    return service, port


# what a call says of the way


@pytest.mark.parametrize("code", list(Problem))
def test_what_says_something_of_the_way(code: Problem) -> None:
    """No way means offline, words of our server's mean online; all else leaves what was known."""
    for before in (None, SendError(Problem.OFFLINE)):
        state = LinkState()
        state.told(before)
        was = state.online
        changed = state.told(SendError(code))
        another_reason = was is False and state.online is False and code is not Problem.OFFLINE
        assert changed is (state.online is not was or another_reason)
        if code in NO_WAY:
            assert state.online is False
        elif code.kind == "refused" or code is Problem.RATE_LIMITED:
            assert state.online is True
        elif code in (Problem.UNAVAILABLE, Problem.FOREIGN_ANSWER, Problem.FILE_UNREADABLE):
            assert state.online is was


def test_a_server_that_is_down_is_queued_for(waiting: tuple[HelpService, int]) -> None:
    """Online with the server down: the parcel waits for its next try and says why, as it does offline."""
    service, _ = waiting
    [talk] = service.conversations()
    assert (talk.state, talk.problem) == (ParcelState.RETRYING, Problem.SERVER_DOWN)
    assert talk.next_try is not None
    assert isinstance(service.last_failure, HelpError)


# what is noticed


def test_a_new_network_is_tried_at_once(waiting: tuple[HelpService, int]) -> None:
    """When the system reports another network, what waits for its next try is sent without it."""
    service, port = waiting
    with Listener(BUSY, port=port) as server:
        service.network_changed(reachable=False)
        assert not server.called.wait(0.2)
        service.network_changed()
        assert server.called.wait(PATIENCE)


def test_waking_up_tries_at_once(waiting: tuple[HelpService, int]) -> None:
    """After sleep, or when the clock was set, what waits for its next try is sent without it."""
    service, port = waiting
    loop, shift = carrier_of(service)._in_loop, [0.0]
    loop._watch = ClockWatch(lambda: time.time() + shift[0])
    loop._look = 0.01
    loop.wake()
    with Listener(BUSY, port=port) as server:
        shift[0] = 8 * 3600.0
        assert server.called.wait(PATIENCE)


def test_the_system_knows_of_a_portal(waiting: tuple[HelpService, int]) -> None:
    """Behind a sign-in page the system told us of, that is what the parcel says, until it is gone."""
    service, _ = waiting
    carrier = carrier_of(service)

    def says_so(code: Problem) -> bool:
        return service.conversations()[0].problem is code

    for there, code in ((True, Problem.CAPTIVE_PORTAL), (False, Problem.SERVER_DOWN)):
        service.network_changed(behind_portal=there)
        assert carrier.wait(partial(says_so, code), PATIENCE)


def test_a_held_call_is_begun_anew_on_another_network(make: Make, desk: Desk, server: ServerProcess) -> None:
    """A call held on the old network ends without counting as a failure, and the next answer still comes."""
    service = make(server.url, lambda _what: None)
    service.start()
    uuid = send(service)
    assert service.wait_settled(PATIENCE)
    carrier = carrier_of(service)
    service.attend(Attention.CONVERSATION)
    assert carrier.wait(lambda: carrier.news_due, PATIENCE)
    service.network_changed()
    with DeskCaller(server.url, server.token("周予")) as agent:
        agent.answer(service.conversation(uuid).number or "", "请更新到 12.5")
        desk.run_until(lambda: service.unread() == 1)
    assert service.online
    assert carrier._in_rest.failures == 0
    service.attend(Attention.HIDDEN)


# how often


def test_pressing_retry_does_not_hammer(make: Make) -> None:
    """However often the user asks for another try, a server that is down is asked once in two seconds."""
    with Listener(BUSY) as server:
        service = make(f"http://127.0.0.1:{server.port}")
        service.start()
        uuids = [send(service) for _ in range(20)]
        wait_retrying(service, uuids[0])
        began, before = time.monotonic(), server.callers
        for _ in range(100):
            service.retry_now()
        carrier_of(service).wait(lambda: server.callers - before > 40, 1.0)
        lines = 2  # one out, one in
        assert server.callers - before <= lines * (1 + (time.monotonic() - began) / 2)


def test_retry_after_wins_over_retry(make: Make) -> None:
    """A server that asked for patience is left alone, whoever presses what."""
    slow = says(b"HTTP/1.1 429 Slow\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n")
    with Listener(slow) as server:
        service = make(f"http://127.0.0.1:{server.port}")
        service.start()
        wait_retrying(service, send(service))
        before = server.callers
        for _ in range(20):
            service.retry_now()
            service.network_changed()
        carrier_of(service).wait(lambda: server.callers > before, 1.0)
        assert server.callers == before
