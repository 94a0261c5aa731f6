"""Mail that did not get there, on the page of its ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from helppanel.contract.service_info import ServiceInfo
from tests.desk.conftest import AGENT
from tests.desk.visitor import PASSWORD, Visitor, field
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server.mail_server import Inbox, free_port, mail_server
from tests.server_process import ServerProcess

LIN = "lin@example.com"
MAIL = '\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "help@corp.example"\n'


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, inbox: Inbox) -> Iterator[ServerProcess]:
    """A running server that mails into `inbox`, with an agent."""
    folder, port = tmp_path_factory.mktemp("office") / "data", free_port()
    server = ServerProcess(folder, ServiceInfo(name={"zh-CN": "客服"}))
    with (folder / "service.toml").open("a", encoding="utf-8") as file:
        file.write(MAIL.format(port=port))
    with mail_server(inbox, port), server:
        server.add_agent(AGENT, PASSWORD)
        yield server
        assert "Traceback" not in server.errors()


@pytest.fixture
def agent(office: ServerProcess) -> Iterator[Visitor]:
    """The agent, logged in."""
    visitor = Visitor(office.url)
    assert visitor.log_in(AGENT).status_code == 303
    yield visitor
    visitor.session.close()


@pytest.fixture
def user(office: ServerProcess) -> Iterator[UserCaller]:
    with UserCaller(office.url) as caller:
        yield caller


def banner(agent: Visitor, number: str) -> str:
    """What the ticket's page says of its mails."""
    page = agent.get(f"/desk/tickets/{number}").text
    return page.partition('id="mails"')[2].partition("</div>\n")[0]


def press(agent: Visitor, number: str, mail: str) -> int:
    token = agent.token(f"/desk/tickets/{number}")
    return agent.post(f"/desk/tickets/{number}/mail", csrf=token, mail=mail).status_code


def test_a_failed_mail_is_sent_again_once(
    office: ServerProcess, agent: Visitor, user: UserCaller, inbox: Inbox
) -> None:
    """A refused mail is shown with its reason; 重新发送, pressed three times, mails it once and as it was."""
    number = user.send(report(email=LIN)).number
    inbox.wait(1)
    inbox.refused_recipients.add(LIN)
    page = agent.get(f"/desk/tickets/{number}")
    form = {
        "csrf": field(page, "csrf"),
        "uuid": field(page, "uuid"),
        "text": "请更新到 12.5",
        "after": "solved",
    }
    assert agent.post(f"/desk/tickets/{number}/reply", **form).status_code == 303
    inbox.wait_for_tries(2)
    # The mailer's next mail leaves after it has settled this one.
    user.send(report(email="chen@example.com"))
    inbox.wait(2)
    said = banner(agent, number)
    assert f"客服回复邮件没有送达 {LIN}" in said
    assert "No such user here" in said
    found = re.search(r'name="mail" value="(\d+)"', said)
    assert found

    inbox.refused_recipients.clear()
    assert [press(agent, number, found[1]) for _ in range(3)] == [303] * 3
    assert press(agent, user.send(report()).number, found[1]) == 303
    inbox.wait(3)
    user.send(report(email="last@example.com"))
    mails = inbox.wait(4)

    assert inbox.recipients == [LIN, "chen@example.com", LIN, "last@example.com"]
    assert str(mails[2]["Subject"]) == f"【{number}】已解决：打印不了"
    assert "请更新到 12.5" in mails[2].get_content()
    assert "没有送达" not in banner(agent, number)


def test_what_cannot_be_sent_again(
    office: ServerProcess, agent: Visitor, user: UserCaller, inbox: Inbox
) -> None:
    """An address that is none is said without a button, and a mail that is none is refused in words."""
    number = user.send(report(email="lin@localhost")).number
    said = banner(agent, number)
    assert "这个邮箱地址无法使用" in said
    assert "<button" not in said
    for wrong in ("", "x", "-1", "9" * 40):
        assert press(agent, number, wrong) == 422
    with DeskCaller(office.url, office.token(AGENT)) as api:
        assert api.ticket(number)["status"] == "new"
    assert inbox.tried == 0
