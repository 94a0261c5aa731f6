"""What the desk shows of a ticket that its user had erased."""

from __future__ import annotations

import pytest

from tests.desk.test_stated import send, words
from tests.desk.visitor import Visitor, field
from tests.server.callers import UserCaller

SECRET = "lin@secret.example"


@pytest.fixture
def erased(user: UserCaller, agent: Visitor) -> str:
    """The number of one that an agent had already answered."""
    number = send(user, email=SECRET)
    page = agent.get(f"/desk/tickets/{number}")
    agent.post(
        f"/desk/tickets/{number}/reply",
        csrf=field(page, "csrf"),
        uuid=field(page, "uuid"),
        text="请更新驱动",
        after="pending",
    )
    assert user.call("DELETE", "/me").status_code == 200
    return number


@pytest.mark.parametrize(
    ("language", "said"), [("zh-CN", "用户已要求删除"), ("en", "Erased at the user’s request")]
)
def test_only_number_times_and_status_are_left(agent: Visitor, erased: str, language: str, said: str) -> None:
    """List and page say that the user had it erased, in both languages, and nothing of what it was."""
    agent.session.headers["Accept-Language"] = language
    agent.session.cookies.set("language", "")
    page, listed = agent.get(f"/desk/tickets/{erased}"), agent.get(f"/desk/tickets?user={erased}")
    assert page.status_code == 200
    assert erased in words(page.text)
    assert said in words(page.text)
    assert said in words(listed.text)
    for gone in ("打印不了", "请更新驱动", SECRET, "Writer", "截图.png"):
        assert gone not in words(page.text)
    assert "<textarea" not in page.text


def test_what_was_written_meanwhile_goes_nowhere(agent: Visitor, user: UserCaller) -> None:
    """An answer begun before the erasure is refused, and its files and manifest are gone."""
    number = send(user)
    page = agent.get(f"/desk/tickets/{number}")
    user.call("DELETE", "/me")
    answer = agent.post(
        f"/desk/tickets/{number}/reply",
        csrf=field(page, "csrf"),
        uuid=field(page, "uuid"),
        text="太晚了",
        after="",
    )
    assert answer.status_code == 422
    assert "太晚了" not in agent.get(f"/desk/tickets/{number}").text
    assert agent.get(f"/desk/tickets/{number}/manifest").status_code == 404
