"""The mail of a real server process, set up in `service.toml`, killed at its worst moments."""

from __future__ import annotations

import re
from pathlib import Path

from tests.server.callers import DeskCaller, UserCaller, report
from tests.server.mail_server import Inbox, free_port, mail_server
from tests.server.web_visitor import WebVisitor
from tests.server_process import ServerProcess

_SETUP = """\
public_url = "{url}"
name = {{ zh-CN = "客服" }}

[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "support@corp.example"
sender_name = "客服"
"""


def _set_up(server: ServerProcess, port: int) -> None:
    server.folder.mkdir(parents=True, exist_ok=True)
    text = _SETUP.format(url="https://help.corp.example", port=port)
    (server.folder / "service.toml").write_text(text, encoding="utf-8")


def test_the_link_in_the_mail_leads_to_the_ticket(tmp_path: Path) -> None:
    """Who reports from the app and leaves an address can follow the ticket by the link in each mail."""
    inbox, port = Inbox(), free_port()
    server = ServerProcess(tmp_path / "data")
    _set_up(server, port)
    with mail_server(inbox, port), server:
        server.add_agent("周予")
        visitor = WebVisitor(server.url)
        with UserCaller(server.url) as user, DeskCaller(server.url, server.token("周予")) as agent:
            number = user.send(report(email="lin@example.com")).number
            agent.answer(number, "请更新")
            mails = inbox.wait(2)
            links = [
                re.findall(r"https://help.corp.example(/support/t/\S+)", mail.get_content()) for mail in mails
            ]
            page = visitor.get(links[1][0])
            form = visitor.get().text
        visitor.session.close()
        assert links[0] == links[1]
        assert number in page.text
        assert "请更新" in page.text
        assert "回复和处理结果会发送到这个邮箱" in form
    assert "Traceback" not in server.errors()


def test_a_kill_loses_no_mail_and_doubles_at_most_the_one_under_way(tmp_path: Path) -> None:
    """Killed before any was sent, and again the moment one was taken, every mail arrives after all.

    The one that SMTP cannot tell of may come twice, under one Message-ID.
    """
    inbox, port = Inbox(), free_port()
    server = ServerProcess(tmp_path / "data")
    _set_up(server, port)
    server.start()
    with UserCaller(server.url) as user:
        numbers = {user.send(report(str(n), email="lin@example.com")).number for n in range(3)}
    server.kill()  # nobody listened so far
    with mail_server(inbox, port):
        server.start()
        inbox.wait(1)
        server.kill()
        server.start()
        inbox.wait_until(lambda mails: {_number(str(mail["Subject"])) for mail in mails} == numbers)
        server.stop()
    ids = [str(mail["Message-ID"]) for mail in inbox.mails]
    assert len(set(ids)) == 3
    assert len(ids) <= 4


def _number(subject: str) -> str:
    found = re.search(r"HP-\d{8}-\d+", subject)
    return found[0] if found else ""
