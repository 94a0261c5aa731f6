"""`GET /me/export` and `DELETE /me`, at a running server."""

from __future__ import annotations

import hashlib
import io
import json
from base64 import b64encode
from pathlib import Path
from zipfile import ZipFile

import pytest

from helppanel.contract.report import encode
from tests.server.callers import DeskCaller, UserCaller, attachment, code, reply, report
from tests.server.test_votes import vote
from tests.server_process import ServerProcess

SECRET = "只有我知道的一句话 7f3a"
FILE = b"the file's own bytes 51c0" * 100


def blob_file(server: ServerProcess, content: bytes) -> Path:
    sha256 = hashlib.sha256(content).hexdigest()
    return server.folder / "blobs" / sha256[:2] / sha256


def erase(user: UserCaller) -> dict[str, object]:
    answer = user.call("DELETE", "/me")
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def test_everything_of_one_installation_is_erased(
    server: ServerProcess, user: UserCaller, other: UserCaller, agent: DeskCaller
) -> None:
    """Words, files and votes of the caller are gone from rows, disk and log; those of others stay."""
    sent = report(SECRET, attachment(FILE), email="lin@secret.example")
    number = user.send(sent).number
    assert user.put_blob(FILE).status_code == 201
    agent.answer(number, f"关于{SECRET}")
    assert user.send_reply(number, reply(f"又是{SECRET}")).status_code == 201
    said = vote("pdf", text=SECRET)
    assert user.call("PUT", f"/article-votes/{said.uuid}", data=encode(said)).status_code == 201
    kept = report("another's words")
    others = other.send(kept).number

    erased = erase(user)

    assert {name: erased[name] for name in ("reports", "messages", "files", "votes")} == {
        "reports": 1,
        "messages": 3,
        "files": 1,
        "votes": 1,
    }
    assert not blob_file(server, FILE).exists()
    stored = b"".join(file.read_bytes() for file in server.folder.rglob("*sqlite3*"))
    assert SECRET.encode() not in stored
    assert b"secret.example" not in stored
    assert [ticket.number for ticket in other.sync().tickets] == [others]


def test_the_desk_keeps_a_tombstone(user: UserCaller, agent: DeskCaller) -> None:
    """Number, times and status are left, an open ticket is closed, and nobody can write into it."""
    number = user.send(report(SECRET)).number
    erase(user)
    ticket = agent.ticket(number)
    assert ticket["erased_at"] is not None
    assert ticket["status"] == "closed"
    assert [ticket[name] for name in ("title", "email", "messages", "facts", "manifest")] == [
        "",
        None,
        [],
        [],
        None,
    ]
    listed = {row["number"]: row for row in agent.call("GET", "/desk/tickets").json()}
    assert listed[number]["erased_at"] == ticket["erased_at"]
    tries = (
        agent.call("POST", f"/desk/tickets/{number}/messages", json={"text": "您好"}),
        agent.edit(number, status="in_progress"),
    )
    assert [(answer.status_code, code(answer)) for answer in tries] == [(410, "erased")] * 2


def test_asked_again_it_confirms_the_same(user: UserCaller) -> None:
    """The token opens nothing any more, but whoever lost the answer gets the very same one."""
    user.send(report(SECRET))
    first = erase(user)
    assert erase(user) == first
    assert code(user.call("GET", "/sync")) == "unauthorized"
    assert code(user.put_report(report().uuid, b"{}")) == "unauthorized"


def test_what_was_erased_does_not_come_back(user: UserCaller, other: UserCaller) -> None:
    """A report, a reply and a vote under an erased UUID are refused from whomever they come: gone."""
    sent, said, voted = report(SECRET), reply(SECRET), vote("pdf", text=SECRET)
    number = user.send(sent).number
    user.send_reply(number, said)
    user.call("PUT", f"/article-votes/{voted.uuid}", data=encode(voted))
    erase(user)
    tries = (
        other.put_report(sent.uuid, encode(sent)),
        other.call("PUT", f"/article-votes/{voted.uuid}", data=encode(voted)),
        other.send_reply(other.send(report("mine")).number, said),
    )
    assert [(answer.status_code, code(answer)) for answer in tries] == [(410, "erased")] * 3


def test_a_file_that_others_sent_too_stays(
    server: ServerProcess, user: UserCaller, other: UserCaller
) -> None:
    """A blob two installations brought is erased with the second of them, not with the first."""
    content = b"shared by two" * 50
    for caller in (user, other):
        caller.send(report("with a file", attachment(content)))
        caller.put_blob(content)
    erase(user)
    sha256 = hashlib.sha256(content).hexdigest()
    assert other.call("GET", f"/blobs/{sha256}").content == content
    erase(other)
    assert not blob_file(server, content).exists()


def test_an_upload_under_way_goes_too(server: ServerProcess, user: UserCaller) -> None:
    """What has arrived of an unfinished upload is thrown away with the rest."""
    content = b"half of it" * 100
    user.send(report("with a file", attachment(content)))
    started = user.call(
        "POST",
        "/uploads",
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content)),
            "Upload-Metadata": f"sha256 {_base64(hashlib.sha256(content).hexdigest())}",
        },
    )
    place = started.headers["Location"].rpartition("/")[2]
    user.call(
        "PATCH",
        f"/uploads/{place}",
        data=content[:300],
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        },
    )
    partial = server.folder / "blobs" / "partial" / place
    assert partial.stat().st_size == 300
    erase(user)
    assert not partial.exists()


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_stranger_is_told_nothing(user: UserCaller, method: str) -> None:
    """Without a token that is or was known there is nothing to take out or to erase."""
    path = "/me/export" if method == "GET" else "/me"
    answer = user.call(method, path, headers={"Authorization": "Bearer nobody"})
    assert (answer.status_code, code(answer)) == (401, "unauthorized")


def test_the_export_holds_every_byte(user: UserCaller, other: UserCaller, agent: DeskCaller) -> None:
    """Manifests and files come out as they went in, tickets with their answers, and nothing of others."""
    sent, said, voted = report(SECRET, attachment(FILE)), reply("还有"), vote("pdf", text="有用")
    number = user.send(sent).number
    user.put_blob(FILE)
    user.send_reply(number, said)
    user.call("PUT", f"/article-votes/{voted.uuid}", data=encode(voted))
    agent.answer(number, "请安装字体")
    other.send(report("another's words"))

    answer = user.call("GET", "/me/export")

    assert answer.headers["Content-Type"] == "application/zip"
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    sha256 = hashlib.sha256(FILE).hexdigest()
    assert set(files) == {
        "export.json",
        f"tickets/{number}.json",
        f"manifests/{sent.uuid}.json",
        f"manifests/{said.uuid}.json",
        f"files/{sha256}",
    }
    assert files[f"manifests/{sent.uuid}.json"] == encode(sent)
    assert files[f"files/{sha256}"] == FILE
    texts = [message["text"] for message in json.loads(files[f"tickets/{number}.json"])["messages"]]
    assert texts == [SECRET, "还有", "请安装字体"]
    assert [one["text"] for one in json.loads(files["export.json"])["votes"]] == ["有用"]


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
