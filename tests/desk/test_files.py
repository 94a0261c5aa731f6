"""What users sent is handed out as bytes and never as a page of ours."""

from __future__ import annotations

import pytest

from helppanel.contract.report import Attachment, AttachmentRole, encode
from tests.desk.visitor import Visitor, png
from tests.server.callers import DeskCaller, UserCaller, attachment, report
from tests.server.uploader import Uploader


def _screenshot(content: bytes, name: str = "screenshot.png") -> Attachment:
    made = attachment(content, name)
    return Attachment(
        sha256=made.sha256,
        name=name,
        media_type="image/png",
        size=made.size,
        role=AttachmentRole.SCREENSHOT,
    )


def test_attachments_come_back_byte_for_byte(agent: Visitor, user: UserCaller) -> None:
    """A download holds the very bytes, as an attachment without a type to act on."""
    content = b"<script>alert(1)</script>"
    file = attachment(content, "日志 1.txt.gz")
    number = user.send(report("a", file)).number
    user.put_blob(content)
    answer = agent.get(f"/desk/tickets/{number}/files/{file.sha256}")
    assert answer.content == content
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E6%97%A5%E5%BF%97%201.txt.gz"
    )
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_manifest_comes_back_byte_for_byte(agent: Visitor, user: UserCaller) -> None:
    """The raw manifest is what the client sent."""
    made = report("原文")
    number = user.send(made).number
    answer = agent.get(f"/desk/tickets/{number}/manifest")
    assert answer.content == encode(made)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_screenshot_is_shown_by_its_bytes(agent: Visitor, user: UserCaller) -> None:
    """A real picture is served as the type its bytes show; a page that calls itself image/png is not."""
    picture, page = png(), b"<!doctype html><script>alert(1)</script>"
    number = user.send(report("a", _screenshot(picture), _screenshot(page, "b.png"))).number
    user.put_blob(picture)
    user.put_blob(page)
    good = agent.get(f"/desk/tickets/{number}/pictures/{_screenshot(picture).sha256}")
    assert (good.content, good.headers["Content-Type"]) == (picture, "image/png")
    assert "sandbox" in good.headers["Content-Security-Policy"]
    bad = agent.get(f"/desk/tickets/{number}/pictures/{_screenshot(page).sha256}")
    assert bad.status_code == 404
    assert "截图不是可显示的图片" in agent.get(f"/desk/tickets/{number}?picture=2").text


def test_what_has_not_arrived_says_so(agent: Visitor, user: UserCaller) -> None:
    """Before its blob has arrived an attachment is listed whole, marked, and cannot be opened."""
    picture = png(3, 3)
    file = _screenshot(picture)
    number = user.send(report("a", file)).number
    page = agent.get(f"/desk/tickets/{number}").text
    assert file.sha256 in page
    assert "尚未到达" in page
    assert "<img" not in page
    assert agent.get(f"/desk/tickets/{number}/files/{file.sha256}").status_code == 404
    user.put_blob(picture)
    page = agent.get(f"/desk/tickets/{number}").text
    assert "尚未到达" not in page
    assert f'<img src="/desk/tickets/{number}/pictures/{file.sha256}"' in page


def test_what_is_on_its_way_says_how_far(agent: Visitor, user: UserCaller) -> None:
    """Of a file in pieces the page says how much has come, and of one the user stopped that it will not."""
    upload = Uploader(user).begin()
    upload.patch(0, upload.content[: len(upload.content) // 3])
    assert "上传中 33%" in agent.get(f"/desk/tickets/{upload.number}").text
    user.call("PUT", f"/reports/{upload.report.uuid}/withdrawn/{upload.sha256}")
    page = agent.get(f"/desk/tickets/{upload.number}").text
    assert "用户已停止发送" in page
    assert "上传中" not in page


@pytest.mark.parametrize("kind", ["files", "pictures"])
def test_a_ticket_opens_its_own_files_only(agent: Visitor, user: UserCaller, kind: str) -> None:
    """Another ticket's file, a made-up one and a path are not found."""
    picture = png(5, 5)
    user.send(report("a", _screenshot(picture)))
    user.put_blob(picture)
    number = user.send(report("b")).number
    for name in (_screenshot(picture).sha256, "0" * 64, "..%2f..%2fhelppanel.sqlite3"):
        assert agent.get(f"/desk/tickets/{number}/{kind}/{name}").status_code == 404


def test_files_are_for_agents(visitor: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Without a session every file and page leads to the login."""
    content = png(7, 7)
    file = _screenshot(content)
    number = user.send(report("a", file)).number
    user.put_blob(content)
    assert api.ticket(number)["attachments"][0]["arrived"] is True
    for path in (f"files/{file.sha256}", f"pictures/{file.sha256}", "manifest", ""):
        answer = visitor.get(f"/desk/tickets/{number}/{path}".rstrip("/"))
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/desk/login")
