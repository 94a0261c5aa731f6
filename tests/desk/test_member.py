"""Members at the desk, by what their tier is called."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helppanel.contract.service_info import ServiceInfo
from tests.desk.conftest import AGENT
from tests.desk.visitor import PASSWORD, Visitor
from tests.server.callers import UserCaller, report
from tests.server.test_accounts_live import MEMBERS, token
from tests.server_process import ServerProcess


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server that has members, and an agent."""
    folder = tmp_path_factory.mktemp("club") / "data"
    server = ServerProcess(folder, ServiceInfo(name={"zh-CN": "客服"}))
    with (folder / "service.toml").open("a", encoding="utf-8") as file:
        file.write(MEMBERS)
    with server:
        server.add_agent(AGENT, PASSWORD)
        yield server
        assert "Traceback" not in server.errors()


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "金牌会员"), ("en", "Gold")])
def test_a_tier_is_called_by_its_title(club: ServerProcess, language: str, title: str) -> None:
    """List and ticket name the member's tier in the agent's language, never by its id, and no one else's."""
    with UserCaller(club.url) as member, UserCaller(club.url) as stranger:
        assert member.call("PUT", "/account", json=token()).status_code == 200
        number, other = member.send(report("会员的问题")).number, stranger.send(report("别人的问题")).number
    agent = Visitor(club.url, language)
    agent.log_in(AGENT)
    listed, shown = agent.get("/desk/tickets").text, agent.get(f"/desk/tickets/{number}").text
    theirs = agent.get(f"/desk/tickets/{other}").text
    agent.session.close()

    row = listed.partition(number)[2].partition("</tr>")[0]
    assert f'class="gem" title="{title}"' in row
    assert f"<bdi>{title}</bdi></span>" in shown
    assert "gold" not in shown.partition('id="ticket-side"')[2].partition("customer-title")[2][:600]
    assert "chip tier" not in theirs


def test_members_come_before_the_urgent(club: ServerProcess) -> None:
    """By time left or by priority, members are first, and after them the most urgent only by priority."""
    with UserCaller(club.url) as member, UserCaller(club.url) as stranger:
        first, urgent = (stranger.send(report()).number for _ in range(2))
        assert member.call("PUT", "/account", json=token()).status_code == 200
        theirs = member.send(report()).number
    agent = Visitor(club.url)
    agent.log_in(AGENT)
    csrf = agent.token(f"/desk/tickets/{urgent}")
    agent.post(f"/desk/tickets/{urgent}/handling", csrf=csrf, priority="urgent")

    def listed(order: str) -> list[str]:
        page = agent.get(f"/desk/tickets?order={order}").text
        every = re.findall('name="number" value="([^"]+)"', page)
        return [number for number in every if number in (first, urgent, theirs)]

    by_time, by_priority = listed("promise"), listed("priority")
    agent.session.close()
    assert by_time == [theirs, first, urgent]
    assert by_priority == [theirs, urgent, first]
