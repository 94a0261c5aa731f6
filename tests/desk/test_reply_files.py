"""An agent's files on their way to the user: from a real browser's form to the user's own API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helppanel.contract.ticket import Message
from tests.desk.visitor import png
from tests.server.callers import UserCaller, report

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
ENDINGS = bytes(range(256)) + b"\r\n\n\r\0\x1a--boundary\r\n"
FILES = {
    "修复步骤 (1).tar.gz": (ENDINGS, "application/octet-stream"),
    "large.bin": (ENDINGS * 12_000, "application/octet-stream"),  # 3 MB, beyond what is held in memory
    "empty.txt": (b"", "application/octet-stream"),
    "换好字体后.png": (png(), "image/png"),
}


def _send(page: Page, number: str, folder: Path, text: str) -> None:
    page.goto(f"/desk/tickets/{number}")
    for name, (content, _) in FILES.items():
        (folder / name).write_bytes(content)
    page.get_by_label("附件").set_input_files([folder / name for name in FILES])
    page.get_by_label("回复内容").fill(text)
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".message-agent .sent-files a bdi")).to_have_text(list(FILES))


def _last(user: UserCaller, number: str) -> Message:
    return user.ticket(number).messages[-1]


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("text", ["请照附件操作", ""])
def test_byte_for_byte(agent_page: Opener, user: UserCaller, tmp_path: Path, script: bool, text: str) -> None:
    """Whatever bytes they hold, with or without words: the user gets the same under the same names."""
    number = user.send(report("打印不了")).number
    _send(agent_page(script=script), number, tmp_path, text)
    message = _last(user, number)
    assert message.text == text
    assert [file.name for file in message.attachments] == list(FILES)
    for file in message.attachments:
        content, media_type = FILES[file.name]
        answer = user.call("GET", f"/blobs/{file.sha256}")
        assert answer.content == content
        assert file.sha256 == hashlib.sha256(content).hexdigest()
        assert (file.size, file.media_type) == (len(content), media_type)


def test_only_for_their_user(agent_page: Opener, user: UserCaller, tmp_path: Path) -> None:
    """The files of a reply are nobody else's, and the agent's browser downloads the same bytes."""
    number = user.send(report("打印不了")).number
    page = agent_page(script=True)
    _send(page, number, tmp_path, "请看附件")
    with UserCaller(user.api.removesuffix("/api/v1")) as other:
        for file in _last(user, number).attachments:
            assert other.call("GET", f"/blobs/{file.sha256}").status_code == 404
    with page.expect_download() as download:
        page.get_by_role("link", name="large.bin", exact=True).click()
    assert Path(download.value.path()).read_bytes() == FILES["large.bin"][0]
    assert download.value.suggested_filename == "large.bin"
    picture = page.get_by_role("img", name="换好字体后.png")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 64)
