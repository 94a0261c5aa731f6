"""What the user stated beside the text, and what was masked, on the ticket's page."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec
import pytest

from helppanel.contract.report import AttachmentRole
from tests.desk.visitor import Visitor, png
from tests.server.callers import DeskCaller, UserCaller, attachment, report

HOSTILE = "<script>alert(1)</script>\u202e"


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def send(user: UserCaller, masked: int = 3, **changes: Any) -> str:
    """A report with a covered picture; its number."""
    picture = msgspec.structs.replace(
        attachment(png(), "截图.png"), media_type="image/png", role=AttachmentRole.SCREENSHOT, masked=masked
    )
    number = user.send(report("打印不了", picture, **changes)).number
    assert user.put_blob(png()).status_code in (200, 201, 204)
    return number


def test_everything_stated_is_shown(agent: Visitor, user: UserCaller) -> None:
    """Error code, account, steps and what is masked stand on the page, in the agent's language."""
    number = send(
        user,
        error_code="E-2107",
        account="lin_xiao",
        tried="重启过\n换过字体",
        scrubbed={"email": 2, "token": 1},
    )
    said = words(agent.get(f"/desk/tickets/{number}").text)
    for part in ("错误代码 E-2107", "账号 lin_xiao", "已尝试的步骤 重启过 换过字体", "已由用户遮盖 3 处"):
        assert part in said
    assert "已遮盖 邮箱 2 、 密钥 1" in said


def test_nothing_stated_takes_no_place(agent: Visitor, user: UserCaller) -> None:
    """Without them there is no empty row."""
    said = words(agent.get(f"/desk/tickets/{send(user, masked=0)}").text)
    for part in ("错误代码", "账号", "已尝试的步骤", "已遮盖", "遮盖"):
        assert part not in said


def test_one_place_is_counted_as_one(agent: Visitor, user: UserCaller) -> None:
    """One covered place is said in the singular where a language has one."""
    number = send(user, masked=1)
    agent.session.headers["Accept-Language"] = "en"
    assert "1 place masked by the user" in words(agent.get(f"/desk/tickets/{number}").text)


def test_the_api_has_them_too(api: DeskCaller, user: UserCaller) -> None:
    """The desk's API says of each attachment how much of it is masked; the rest is in the manifest."""
    ticket = api.ticket(send(user, error_code="E-1"))
    assert [file["masked"] for file in ticket["attachments"]] == [3]
    assert ticket["manifest"]["error_code"] == "E-1"


@pytest.mark.parametrize("field", ["error_code", "account", "tried"])
def test_hostile_words_stay_words(agent: Visitor, user: UserCaller, field: str) -> None:
    """Markup in any of them is shown as text, and a kind nobody knows by its own name."""
    stated: dict[str, Any] = {field: HOSTILE, "scrubbed": {HOSTILE: 1}}
    page = agent.get(f"/desk/tickets/{send(user, **stated)}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
