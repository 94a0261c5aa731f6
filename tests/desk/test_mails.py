"""Mail that did not get there, on the page of its ticket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.conftest import AGENT
from tests.desk.office import Office, mailing_office
from tests.desk.visitor import Visitor, field
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server.web_visitor import WebVisitor, number_on

LIN = "lin@example.com"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with mailing_office(tmp_path / "data") as running:
        yield running


@pytest.fixture
def user(office: Office) -> Iterator[UserCaller]:
    with UserCaller(office.server.url) as caller:
        yield caller


def banner(agent: Visitor, number: str) -> str:
    """What the ticket's page says of its mails."""
    page = agent.get(f"/desk/tickets/{number}").text
    return page.partition('id="mails"')[2].partition("</div>\n")[0]


def press(agent: Visitor, number: str, mail: str) -> int:
    token = agent.token(f"/desk/tickets/{number}")
    return agent.post(f"/desk/tickets/{number}/mail", csrf=token, mail=mail).status_code


def test_a_failed_mail_is_sent_again_once(office: Office, user: UserCaller) -> None:
    """A refused mail is shown with its reason; 重新发送, pressed three times, mails it once and as it was."""
    agent, inbox = office.agent, office.inbox
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


def test_what_cannot_be_sent_again(office: Office, user: UserCaller) -> None:
    """An address that is none is said without a button, and a mail that is none is refused in words."""
    agent, number = office.agent, user.send(report(email="lin@localhost")).number
    said = banner(agent, number)
    assert "这个邮箱地址无法使用" in said
    assert "<button" not in said
    for wrong in ("", "x", "-1", "9" * 40):
        assert press(agent, number, wrong) == 422
    with DeskCaller(office.server.url, office.server.token(AGENT)) as api:
        assert api.ticket(number)["status"] == "new"
    assert office.inbox.tried == 0


def test_the_reply_says_where_it_goes(office: Office, user: UserCaller) -> None:
    """To the app, or to the website's page, and to the address that was left."""
    app, mailed = user.send(report()).number, user.send(report(email=LIN)).number
    visitor = WebVisitor(office.server.url)
    web = number_on(visitor.get(visitor.report("打不开文件")))
    visitor.session.close()
    for number, place, copy in (
        (app, "用户会在应用的“我的反馈”中看到。", ""),
        (mailed, "用户会在应用的“我的反馈”中看到。", f"邮件也会发到 {LIN}。"),
        (web, "用户会在反馈的网页上看到。", ""),
    ):
        page = office.agent.get(f"/desk/tickets/{number}").text
        hint = re.findall(r'<p class="quiet" id="reply-note">([^<]+)</p>', page)
        assert [" ".join(one.split()) for one in hint] == [f"{place} {copy}".strip()]
