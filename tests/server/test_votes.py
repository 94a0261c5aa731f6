"""Article votes come in once, are counted by article, and are no tickets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from helppanel.contract.article_vote import ArticleVote, VoteReason
from helppanel.contract.report import encode
from tests.server.callers import APP, DeskCaller, UserCaller, code, report

NOW = datetime.now(UTC)


def vote(article: str, helpful: bool = False, text: str = "", **changes: Any) -> ArticleVote:
    """A new vote."""
    values: dict[str, Any] = {"uuid": uuid4(), "created_at": NOW, "locale": "zh-CN", "pack": "a1b2"}
    return ArticleVote(**values | changes, article=article, helpful=helpful, text=text, app=APP)


def put(caller: UserCaller, made: ArticleVote) -> int:
    """Send it; the answer's status."""
    return caller.call("PUT", f"/article-votes/{made.uuid}", data=encode(made)).status_code


def rating(agent: DeskCaller, article: str) -> Any:
    """What the desk says about the article."""
    [found] = [row for row in agent.call("GET", "/desk/article-ratings").json() if row["article"] == article]
    return found


def test_the_same_vote_twice_counts_once(user: UserCaller, other: UserCaller, agent: DeskCaller) -> None:
    """The very bytes again, also from a copy of the folder, get the first receipt and count once."""
    made = vote("once")
    answers = [
        caller.call("PUT", f"/article-votes/{made.uuid}", data=encode(made)) for caller in (user, user, other)
    ]

    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["number"] == ""
    assert (rating(agent, "once")["yes"], rating(agent, "once")["no"]) == (0, 1)


def test_other_bytes_under_one_uuid_conflict(user: UserCaller) -> None:
    """A known UUID with other bytes is refused, as is a manifest that has another."""
    made = vote("conflict")
    assert put(user, made) == 201
    for uuid, body in ((made.uuid, encode(made) + b"\n"), (uuid4(), encode(made))):
        answer = user.call("PUT", f"/article-votes/{uuid}", data=body)
        assert (answer.status_code, code(answer)) == (409, "uuid_conflict")


def test_the_last_vote_of_each_user_counts(user: UserCaller, other: UserCaller, agent: DeskCaller) -> None:
    """A user who changes their mind counts once, with what they said last, in whatever order it arrives."""
    later = NOW + timedelta(minutes=5)
    assert put(user, vote("mind", True, created_at=later)) == 201
    assert put(user, vote("mind", False, reason=VoteReason.UNCLEAR)) == 201
    assert put(other, vote("mind", False, reason=VoteReason.WRONG_STEPS)) == 201
    assert put(other, vote("mind", True, locale="en")) == 201

    rows = [row for row in agent.call("GET", "/desk/article-ratings").json() if row["article"] == "mind"]

    counted = {row["locale"]: (row["yes"], row["no"], row["reasons"]) for row in rows}
    assert counted == {"zh-CN": (1, 1, {"wrong_steps": 1}), "en": (1, 0, {})}


def test_comments_are_shown_newest_first(user: UserCaller, agent: DeskCaller) -> None:
    """What users wrote is kept with query, reason, pack and app; a vote without words is only counted."""
    put(user, vote("words"))
    put(user, vote("words", text="第三步没有这个按钮", reason=VoteReason.WRONG_STEPS, query="打印"))
    put(user, vote("words", True, text="谢谢"))

    comments = rating(agent, "words")["comments"]

    assert [comment["text"] for comment in comments] == ["谢谢", "第三步没有这个按钮"]
    assert comments[1]["reason"] == "wrong_steps"
    assert comments[1]["query"] == "打印"
    assert (comments[1]["pack"], comments[1]["app"]) == ("a1b2", "writer 12.4")


def test_the_articles_that_help_least_come_first(
    user: UserCaller, other: UserCaller, agent: DeskCaller
) -> None:
    """The list is ordered by `no`, and pages of it follow each other."""
    for caller in (user, other):
        for article in ("worst-1", "worst-2"):
            put(caller, vote(article))
    put(user, vote("fine", True))
    every = agent.call("GET", "/desk/article-ratings").json()
    assert [row["no"] for row in every] == sorted((row["no"] for row in every), reverse=True)
    part = agent.call("GET", "/desk/article-ratings", params={"limit": 2, "offset": 1}).json()
    assert part == every[1:3]


def test_a_vote_is_no_ticket(user: UserCaller, agent: DeskCaller) -> None:
    """Neither the user's news nor the desk's list has anything of a vote."""
    user.send(report("a ticket"))
    seen, tickets = user.sync(), agent.call("GET", "/desk/tickets").json()
    put(user, vote("quiet"))
    assert user.sync() == seen
    assert agent.call("GET", "/desk/tickets").json() == tickets


@pytest.mark.parametrize(
    ("changes", "status", "problem"),
    [
        ({"text": "x" * 5001}, 400, "text_too_long"),
        ({"wire": 2}, 400, "wire_unsupported"),
        ({"query": "x" * 501}, 400, "bad_request"),
        ({"article": ""}, 400, "bad_request"),
        ({"reason": "bored"}, 400, "bad_request"),
        ({"text": "x" * 1_000_000}, 413, "too_large"),
    ],
)
def test_what_is_too_much_is_refused(
    user: UserCaller, changes: dict[str, Any], status: int, problem: str
) -> None:
    """A vote beyond the limits, or with a reason nobody knows, is a clear problem."""
    made = vote(**{"article": "x", **changes})
    answer = user.call("PUT", f"/article-votes/{made.uuid}", data=encode(made))
    assert (answer.status_code, code(answer)) == (status, problem)
