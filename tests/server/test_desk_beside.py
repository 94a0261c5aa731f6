"""Notes, tags, canned answers, events and files of agents: what the desk has beside messages and status."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import requests

from tests.server.callers import DeskCaller, UserCaller, code, report

PICTURE = b"\x89PNG picture"


def send_file(agent: DeskCaller, number: str, content: bytes, sha256: str = "") -> requests.Response:
    name = sha256 or hashlib.sha256(content).hexdigest()
    return agent.call("PUT", f"/desk/tickets/{number}/blobs/{name}", data=content)


def test_notes_stay_at_the_desk(user: UserCaller, agent: DeskCaller) -> None:
    """A note is there for agents, in its order, and is no news for the user."""
    number = user.send(report()).number
    seen = user.sync().cursor

    for text in ("先问字体", "<b>再</b>看日志"):
        assert agent.call("POST", f"/desk/tickets/{number}/notes", json={"text": text}).status_code == 201

    notes = agent.call("GET", f"/desk/tickets/{number}/notes").json()
    assert [(note["agent"], note["text"]) for note in notes] == [
        ("周予", "先问字体"),
        ("周予", "<b>再</b>看日志"),
    ]
    assert user.sync(seen).tickets == ()
    assert "先问字体" not in user.call("GET", f"/tickets/{number}").text


def test_tags_are_kept_tidy(user: UserCaller, agent: DeskCaller) -> None:
    """Tags are told once each, without white space around them; the new ones take the place of the old."""
    number, tag = user.send(report()).number, uuid4().hex
    assert agent.edit(number, tags=[f" {tag} ", tag, "导出  PDF"]).status_code == 200
    assert {tag, "导出 PDF"} <= set(agent.call("GET", "/desk/tags").json())

    assert agent.edit(number, tags=["导出 PDF"]).status_code == 200

    assert tag not in agent.call("GET", "/desk/tags").json()
    for wrong in ([" "], ["x" * 51], [str(n) for n in range(21)]):
        assert code(agent.edit(number, tags=wrong)) == "bad_request"


def test_what_was_done_is_noted(user: UserCaller, agent: DeskCaller) -> None:
    """Each change beside the status is an event with who did it; what stays as it is, is none."""
    number = user.send(report()).number
    for _ in range(2):
        agent.edit(number, priority="high", assignee="周予", tags=["b", "a"], fixed_in="12.5")
    agent.edit(number, assignee=None)

    events = agent.call("GET", f"/desk/tickets/{number}/events").json()

    assert [(event["agent"], event["what"], event["value"]) for event in events] == [
        ("周予", "priority", "high"),
        ("周予", "assignee", "周予"),
        ("周予", "tags", "a, b"),
        ("周予", "fixed_in", "12.5"),
        ("周予", "assignee", ""),
    ]


def test_canned_answers_are_kept_by_title(agent: DeskCaller) -> None:
    """One of the same title takes the place of the other; removed it is gone."""
    title = f"清除缓存 {uuid4().hex}"
    statuses = [
        agent.call("PUT", "/desk/canned-answers", json={"title": title, "text": text}).status_code
        for text in ("请清除缓存", "请重启后清除缓存")
    ]
    assert statuses == [201, 200]
    kept = agent.call("GET", "/desk/canned-answers").json()
    assert [one["text"] for one in kept if one["title"] == title] == ["请重启后清除缓存"]

    gone = [agent.call("DELETE", "/desk/canned-answers", params={"title": title}) for _ in range(2)]

    assert [answer.status_code for answer in gone] == [204, 404]


def test_an_answer_brings_files(user: UserCaller, other: UserCaller, agent: DeskCaller) -> None:
    """A file that an agent sent before is in the answer; its user can read it, and nobody else."""
    number, content = user.send(report()).number, PICTURE + uuid4().bytes
    sha256 = hashlib.sha256(content).hexdigest()
    assert [send_file(agent, number, content).status_code for _ in range(2)] == [201, 200]
    file = {"sha256": sha256, "name": "步骤.png", "media_type": "image/png", "size": len(content)}

    sent = agent.call(
        "POST",
        f"/desk/tickets/{number}/messages",
        json={"text": "", "attachments": [file], "status": "pending"},
    )

    assert sent.status_code == 201, sent.text
    ticket = user.ticket(number)
    assert ticket.status == "pending"
    assert [(one.sha256, one.name) for one in ticket.messages[-1].attachments] == [(sha256, "步骤.png")]
    assert user.call("GET", f"/blobs/{sha256}").content == content
    assert other.call("GET", f"/blobs/{sha256}").status_code == 404


def test_files_that_did_not_come_are_refused(user: UserCaller, agent: DeskCaller) -> None:
    """A message with a file nobody sent, or of another size, is refused whole; so are other bytes."""
    number, content = user.send(report()).number, PICTURE + uuid4().bytes
    sha256 = hashlib.sha256(content).hexdigest()
    file = {"sha256": sha256, "name": "a.png", "media_type": "image/png", "size": len(content)}

    def answer(**changes: object) -> requests.Response:
        body = {"text": "看图", "attachments": [{**file, **changes}]}
        return agent.call("POST", f"/desk/tickets/{number}/messages", json=body)

    assert code(answer()) == "blob_unknown"
    assert code(send_file(agent, number, b"other", sha256)) == "blob_mismatch"
    send_file(agent, number, content)
    assert code(answer(size=1)) == "blob_unknown"
    assert code(agent.call("POST", f"/desk/tickets/{number}/messages", json={})) == "text_empty"
    assert len(user.ticket(number).messages) == 1


def test_the_status_after_an_answer(user: UserCaller, agent: DeskCaller) -> None:
    """Answered and solved at once, the ticket waits for nobody, and its history has each status once."""
    number = user.send(report()).number
    assert user.ticket(number).promised_at is not None

    agent.call("POST", f"/desk/tickets/{number}/messages", json={"text": "请更新", "status": "solved"})

    ticket = user.ticket(number)
    assert [change.status for change in ticket.history] == ["new", "solved"]
    assert ticket.promised_at is None
    assert ticket.reopen_until is not None
