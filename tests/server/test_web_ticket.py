"""The page of a ticket behind its secret link, over HTTP at a real server process."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from tests.desk.visitor import field, png
from tests.server.callers import DeskCaller, UserCaller, report
from tests.server.web_visitor import WebVisitor, number_on
from tests.server_process import ServerProcess

PICTURE = ("截图.png", png(), "image/png")


@pytest.fixture
def visitor(server: ServerProcess) -> Iterator[WebVisitor]:
    """Closed at the end."""
    made = WebVisitor(server.url)
    yield made
    made.session.close()


def _write(visitor: WebVisitor, path: str, form: str, **fields: str) -> int:
    token = field(visitor.get(path), "form")
    return visitor.post(f"{path}/{form}", {"form": token, **fields}).status_code


def test_status_and_answers_are_followed(visitor: WebVisitor, agent: DeskCaller) -> None:
    """The page shows the agent's words, every status with its time, and that it waits for the user."""
    path = visitor.report("打不开文件")
    number = number_on(visitor.get(path))
    agent.answer(number, "请问 <b>哪个</b> 文件")
    agent.edit(number, status="pending")
    page = visitor.get(path).text
    assert "请问 &lt;b&gt;哪个&lt;/b&gt; 文件" in page
    assert "周予" in page
    assert "客服在等您的回复" in page
    assert page.count("<time") >= 5
    assert "北京时间 (UTC+08:00)" in page


def test_a_reply_with_files_goes_on_with_the_ticket(visitor: WebVisitor, agent: DeskCaller) -> None:
    """Words and files are in the ticket, once however often they are sent, and it waits for support again."""
    path = visitor.report("打不开文件")
    number = number_on(visitor.get(path))
    agent.edit(number, status="pending")
    token = field(visitor.get(path), "form")
    answers = [
        visitor.post(f"{path}/reply", {"form": token, "text": "这个"}, PICTURE, ("a.log", b"x", "text/plain"))
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    ticket = agent.ticket(number)
    assert [message["text"] for message in ticket["messages"]] == ["打不开文件", "这个"]
    assert ticket["status"] == "in_progress"
    assert all(file["arrived"] for file in ticket["attachments"])
    shown = re.findall(r'(?:src|href)="(/support/t/[^"]+/(?:pictures|files)/[^"]+)"', visitor.get(path).text)
    types = {visitor.get(address).headers["Content-Type"] for address in shown}
    assert types == {"image/png", "application/octet-stream"}
    assert "sandbox" in visitor.get(shown[0]).headers["Content-Security-Policy"]


def test_empty_and_too_long_replies_come_back(visitor: WebVisitor) -> None:
    """What was typed into the reply is kept beside what is wrong with it."""
    path = visitor.report("打不开文件")
    token = field(visitor.get(path), "form")
    empty = visitor.post(f"{path}/reply", {"form": token, "text": " "})
    long = visitor.post(f"{path}/reply", {"form": token, "text": "y" * 5001})
    assert (empty.status_code, long.status_code) == (422, 422)
    assert "请填写回复或选择文件" in empty.text
    assert "y" * 5001 in long.text


def test_what_is_solved_is_rated_and_reopened(visitor: WebVisitor, agent: DeskCaller) -> None:
    """Rating and reopening are offered once it is solved; a rating needs stars, a reopening a reason."""
    path = visitor.report("打不开文件")
    number = number_on(visitor.get(path))
    assert 'id="rating"' not in visitor.get(path).text
    agent.answer(number, "好了")
    agent.edit(number, status="solved")
    assert _write(visitor, path, "rating", text="谢谢") == 422
    assert _write(visitor, path, "rating", stars="4", text="谢谢") == 303
    assert "您的评价： 满意" in visitor.get(path).text
    assert _write(visitor, path, "reopen", text=" ") == 422
    assert _write(visitor, path, "reopen", text="又打不开了") == 303
    ticket = agent.ticket(number)
    assert ticket["status"] == "in_progress"
    assert ticket["messages"][-1]["text"] == "又打不开了"


def test_the_link_of_one_ticket_opens_no_other(visitor: WebVisitor) -> None:
    """Files are had with their own ticket's secret only, and a changed secret opens nothing."""
    mine, other = visitor.report("一", PICTURE), visitor.report("二")
    (sha256,) = set(re.findall(r"pictures/([0-9a-f]{64})", visitor.get(mine).text))
    assert visitor.get(f"{mine}/pictures/{sha256}").status_code == 200
    assert visitor.get(f"{other}/pictures/{sha256}").status_code == 404
    assert visitor.get(f"{other}/files/{sha256}").status_code == 404
    assert visitor.get(mine[:-1] + ("A" if mine[-1] != "A" else "B")).status_code == 404


def test_a_report_from_the_app_has_no_page_unasked(
    visitor: WebVisitor, user: UserCaller, server: ServerProcess
) -> None:
    """A ticket's UUID or number opens nothing: only the link in its mail does."""
    receipt = user.send(report())
    for guess in (receipt.number, str(receipt.uuid), receipt.uuid.hex):
        assert visitor.get(f"/support/t/{guess}").status_code == 404


def test_hostile_names_and_words_stay_words(visitor: WebVisitor) -> None:
    """Markup, direction marks and paths in names and texts are shown, not obeyed."""
    evil = '"><img src=x onerror=alert(1)>\u202egpj.exe'
    page = visitor.get(visitor.report(evil, (evil, b"<svg onload=alert(1)>", "image/svg+xml")))
    assert "<img src=x" not in page.text
    assert "&lt;img src=x" in page.text
    assert "[U+202E]" in html.unescape(page.text)
    (address,) = set(re.findall(r'href="(/support/t/[^"]+/files/[^"]+)"', page.text))
    download = visitor.get(address)
    assert download.headers["Content-Type"] == "application/octet-stream"
    assert download.headers["Content-Disposition"].startswith("attachment;")
