"""What agents write for each other never leaves the desk, on whatever way a user is told something."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.desk.conftest import AGENT
from tests.desk.office import Office, mailing_office
from tests.desk.visitor import Visitor, field
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server.web_visitor import WebVisitor, number_on

SECRET, SAID = "只给同事看的话 8f3c", "请更新到 12.5"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with mailing_office(tmp_path / "data") as running:
        yield running


def handle(desk: Visitor, number: str) -> None:
    """A note before the answer and one after the solution."""
    address = f"/desk/tickets/{number}"
    for form, fields in (
        ("note", {"text": SECRET}),
        ("reply", {"text": SAID, "after": "solved"}),
        ("note", {"text": f"{SECRET}，之后"}),
    ):
        page = desk.get(address)
        tokens = {name: field(page, name) for name in ("csrf", "uuid")}
        assert desk.post(f"{address}/{form}", **tokens, **fields).status_code == 303
    assert desk.get(address).text.count(SECRET) == 2


def test_no_note_reaches_the_app(office: Office) -> None:
    """Not by sync, the ticket, the export or a mail, which all have the answer; nor is it news to a poll."""
    with UserCaller(office.server.url) as user:
        number = user.send(report(email="lin@example.com")).number
        handle(office.agent, number)
        seen = user.call("GET", "/sync").content.decode()
        ticket = user.call("GET", f"/tickets/{number}").content.decode()
        archive = ZipFile(BytesIO(user.call("GET", "/me/export").content))
        exported = "\n".join(archive.read(name).decode() for name in archive.namelist())
        cursor = user.sync().cursor
        with DeskCaller(office.server.url, office.server.token(AGENT)) as api:
            assert api.call("POST", f"/desk/tickets/{number}/notes", json={"text": SECRET}).status_code == 201
        assert user.call("GET", "/sync", headers={"If-None-Match": f'"{cursor}"'}).status_code == 304
    mails = [mail.as_string() + mail.get_content() for mail in office.inbox.wait(2)]

    for told in (seen, ticket, exported, mails[1]):
        assert SAID in told
        assert SECRET not in told
    assert SECRET not in mails[0]


def test_no_note_reaches_the_website(office: Office) -> None:
    """Not by the page behind the secret link, in either language, and not by its mails."""
    for language in ("zh-CN", "en"):
        visitor = WebVisitor(office.server.url, language)
        path = visitor.report("打不开文件", email="chen@example.com")
        handle(office.agent, number_on(visitor.get(path)))
        page = visitor.get(path).text
        visitor.session.close()
        assert SAID in page
        assert SECRET not in page
    for mail in office.inbox.wait(4):
        assert SECRET not in mail.as_string() + mail.get_content()
