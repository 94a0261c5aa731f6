"""Rating, reopening and fixed-in over a real server; an answer in less than a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from helppanel.config import HelpConfig
from helppanel.contract.attention import Attention
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.report.draft import Draft
from helppanel.service import HelpService
from tests.server.callers import DeskCaller
from tests.server_process import ServerProcess
from tests.service.conftest import PATIENCE, Desk

Make = Callable[..., HelpService]
AT_ONCE = 1.0  # seconds


def sent(service: HelpService) -> tuple[UUID, str]:
    """The first report, which has its receipt."""
    service.start()
    return sent_more(service)


def sent_more(service: HelpService) -> tuple[UUID, str]:
    """Another one."""
    parcel = service.prepare(Draft(text="打印时闪退"), (), "zh-CN")
    service.submit(parcel)
    assert service.wait_settled(PATIENCE)
    return parcel.uuid, service.conversation(parcel.uuid).number or ""


def is_unread(service: HelpService, count: int) -> bool:
    return service.unread() == count


@pytest.fixture
def agent(server: ServerProcess) -> DeskCaller:
    return DeskCaller(server.url, server.token("周予"))


def test_an_answer_shows_within_a_second(
    make: Make, desk: Desk, agent: DeskCaller, server: ServerProcess
) -> None:
    """With the conversation on screen each of five answers is here less than 1 s after it was written."""
    heard: list[str] = []
    service = make(server.url, heard.append)
    _, number = sent(service)
    service.attend(Attention.CONVERSATION)
    with agent:
        for count in range(1, 6):
            agent.answer(number, f"第 {count} 次")
            began = time.monotonic()
            desk.run_until(partial(is_unread, service, count))
            assert time.monotonic() - began < AT_ONCE


def test_solved_rated_and_reopened(make: Make, desk: Desk, agent: DeskCaller, server: ServerProcess) -> None:
    """The rating reaches the desk; a reopening with its reason puts the ticket in progress again."""
    heard: list[str] = []
    service = make(server.url, heard.append)
    uuid, number = sent(service)
    with agent:
        agent.edit(number, status="solved")
        assert service.wait_settled(PATIENCE)
        solved = service.conversation(uuid)
        assert solved.status is TicketStatus.SOLVED
        assert solved.reopen_until is not None
        service.rate(number, 4, "很快")
        assert service.wait_settled(PATIENCE)
        rated = service.conversation(uuid).rating
        assert rated is not None
        assert (rated.stars, rated.text) == (4, "很快")
        assert rated.state in (None, ParcelState.DELIVERED)
        service.reopen(number, "又出现了")
        assert service.wait_settled(PATIENCE)
        again = service.conversation(uuid)
        assert (again.status, again.reopening) == (TicketStatus.IN_PROGRESS, False)
        assert [entry.text for entry in again.entries] == ["打印时闪退", "又出现了"]


def test_the_question_after_the_upgrade(
    make: Make, desk: Desk, agent: DeskCaller, server: ServerProcess
) -> None:
    """An agent names the version: it is asked from that version on, counted as unread, and settled by yes."""
    service = make(server.url)
    uuid, number = sent(service)
    with agent:
        assert agent.edit(number, status="solved", fixed_in="1.1").ok
    assert service.wait_settled(PATIENCE)
    talk = service.conversation(uuid)
    assert (talk.fixed_in, talk.asks_fixed) == ("1.1", False)
    seen = service.unread()
    folder = service.data_dir()
    assert service.close()
    config = HelpConfig(app_name="App", app_version="1.10", server=server.url, data_dir=folder)
    upgraded = HelpService(config, post=desk.post)
    try:
        assert upgraded.conversation(uuid).asks_fixed
        assert upgraded.unread() == seen + 1
        upgraded.say_fixed(uuid)
        assert not upgraded.conversation(uuid).asks_fixed
        assert upgraded.unread() == seen
    finally:
        assert upgraded.close()


def test_news_are_told_once(make: Make, desk: Desk, agent: DeskCaller, server: ServerProcess) -> None:
    """Two answers are one thing to tell, by one of two instances and not after a restart; a third is new."""
    service, beside = make(server.url), make(server.url)
    uuid, number = sent(service)
    _, other = sent_more(service)
    with agent:
        agent.answer(other, "已修改")
        for text in ("您好", "请问是哪款字体？"):
            agent.answer(number, text)
        agent.edit(number, status="pending")
        assert service.wait_settled(PATIENCE)
        assert [one.number for one in service.untold_news()] == [number, other]
        assert beside.untold_news() == ()
        assert service.close()
        again = make(server.url)
        assert again.untold_news() == ()
        assert again.unread() == 3
        again.mark_read(uuid)
        agent.answer(number, "还在吗？")
        again.start()
        assert again.wait_settled(PATIENCE)
        assert [one.uuid for one in again.untold_news()] == [uuid]
        assert again.untold_news() == ()


def test_rated_then_reopened_and_mended(
    make: Make, desk: Desk, agent: DeskCaller, server: ServerProcess
) -> None:
    """Who rated it before it came back is asked again whether the next version has mended it."""
    service = make(server.url)
    uuid, number = sent(service)
    with agent:
        agent.edit(number, status="solved", fixed_in="1.0")
        assert service.wait_settled(PATIENCE)
        assert service.conversation(uuid).asks_fixed
        service.say_fixed(uuid)
        service.rate(number, 5, "很快")
        assert service.wait_settled(PATIENCE)
        assert not service.conversation(uuid).asks_fixed
        service.reopen(number, "又出现了")
        assert service.wait_settled(PATIENCE)
        assert not service.conversation(uuid).asks_fixed
        agent.edit(number, status="solved", fixed_in="1.0.0.1")
        assert service.wait_settled(PATIENCE)
        waiting = service.conversation(uuid)
        assert (waiting.status, waiting.asks_fixed) == (TicketStatus.SOLVED, False)  # the app has 1.0 yet
        assert waiting.rating is not None
        folder = service.data_dir()
        assert service.close()
        config = HelpConfig(app_name="App", app_version="1.1", server=server.url, data_dir=folder)
        upgraded = HelpService(config, post=desk.post)
        try:
            assert upgraded.conversation(uuid).asks_fixed
        finally:
            assert upgraded.close()
