from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import encode
from helppanel.contract.server_url import check_server_url
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.client import Client
from helppanel.delivery.courier import SendError
from tests.server.callers import attachment, report
from tests.server_process import ServerProcess

INTRODUCTION = InstallationRequest(app_id="app", app_version="1.0", locale="zh-CN")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with ServerProcess(tmp_path_factory.mktemp("server") / "data") as running:
        yield running


@pytest.fixture
def client(server: ServerProcess) -> Iterator[Client]:
    made = Client(server.url)
    made.token = made.register(INTRODUCTION).token
    yield made
    made.close()


def test_a_report_and_its_blob(client: Client, tmp_path: Path) -> None:
    """The receipt names what is missing; once that is sent nothing is, and it can be fetched again."""
    made = report("x", attachment(b"content"))
    receipt = client.put_report(made.uuid, encode(made))
    name = sha256(b"content").hexdigest()
    assert receipt.missing == (name,)
    (tmp_path / "blob").write_bytes(b"content")
    client.put_blob(name, tmp_path / "blob")
    assert client.put_report(made.uuid, encode(made)).missing == ()
    assert client.fetch_blob(name) == b"content"


def test_sync_answers_once(client: Client) -> None:
    """What is new comes with a cursor; asked again with it, there is nothing new."""
    made = report("x")
    client.put_report(made.uuid, encode(made))
    answer = client.sync("0", 0)
    assert answer is not None
    assert [ticket.uuid for ticket in answer.tickets] == [made.uuid]
    assert client.sync(answer.cursor, 0) is None


def test_service_info_is_fetched_once(client: Client) -> None:
    """With the ETag of what we have, unchanged service info is not sent again."""
    found = client.service_info(None)
    assert found is not None
    info, _, etag = found
    assert info.channels
    assert client.service_info(etag) is None


def test_refusals_have_their_code(client: Client) -> None:
    """The server's problem codes reach the courier, and say that nothing was taken in."""
    made = report("x")
    client.put_report(made.uuid, encode(made))
    with pytest.raises(SendError) as caught:
        client.put_report(made.uuid, encode(report("y", uuid=made.uuid)))
    assert caught.value.code is Problem.UUID_CONFLICT
    assert not caught.value.reached
    client.token = "nobody"
    with pytest.raises(SendError) as caught:
        client.sync("0", 0)
    assert caught.value.code is Problem.UNAUTHORIZED


def test_a_missing_local_file_is_told_apart(client: Client, tmp_path: Path) -> None:
    """A blob whose file is gone is the user's problem, not the network's."""
    with pytest.raises(SendError) as caught:
        client.put_blob("0" * 64, tmp_path / "gone")
    assert caught.value.code is Problem.FILE_UNREADABLE


def talk(answer: bytes) -> tuple[str, threading.Thread]:
    """A program on a port of its own that says `answer` to one caller."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as connection:
            connection.recv(65536)
            connection.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}", thread


@pytest.mark.parametrize(
    ("answer", "code", "retry_after", "reached"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html>login</", Problem.CAPTIVE_PORTAL, None, True),
        (
            b"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
            Problem.FOREIGN_ANSWER,
            None,
            True,
        ),
        (b"HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", Problem.UNAVAILABLE, 7.0, True),
        (
            b"HTTP/1.1 429 Slow\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n",
            Problem.RATE_LIMITED,
            9.0,
            True,
        ),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnope", Problem.FOREIGN_ANSWER, None, True),
        (
            b"HTTP/1.1 413 Large\r\nContent-Length: 12\r\n\r\n<h1>413</h1>",
            Problem.TOO_LARGE_ON_WAY,
            None,
            False,
        ),
        (b"HTTP/1.1 401 Log in\r\nContent-Length: 4\r\n\r\nnope", Problem.FOREIGN_ANSWER, None, True),
        (
            b"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 -2300\r\nContent-Length: 0\r\n\r\n",
            Problem.UNAVAILABLE,
            None,
            True,
        ),
        (
            b"HTTP/1.1 503 Busy\r\nRetry-After: \xb2\r\nContent-Length: 0\r\n\r\n",
            Problem.UNAVAILABLE,
            None,
            True,
        ),
        (b"HTTP/1.1 201 Created\r\nContent-Length: 999\r\n\r\ncut", Problem.OFFLINE, None, True),
        (b"", Problem.OFFLINE, None, True),
    ],
)
def test_bad_answers_are_temporary(
    answer: bytes, code: Problem, retry_after: float | None, reached: bool
) -> None:
    """Busy servers, captive portals, cut and foreign answers are tried again, with the server's own delay."""
    url, thread = talk(answer)
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.put_report(uuid4(), b"{}")
    client.close()
    thread.join()
    assert (caught.value.code, caught.value.retry_after) == (code, retry_after)
    assert caught.value.reached is reached
    assert caught.value.code.kind == "temporary"


def test_nobody_there_surely_got_nothing() -> None:
    """A refused connection is known to have reached nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}")
    with pytest.raises(SendError) as caught:
        client.put_report(uuid4(), b"{}")
    client.close()
    assert caught.value.code is Problem.SERVER_DOWN
    assert not caught.value.reached


def test_a_held_call_ends_when_interrupted(client: Client) -> None:
    """Another thread can end a long poll at once, and the client can be used again."""
    answer = client.sync("0", 0)
    cursor = answer.cursor if answer else "0"
    failures: list[SendError] = []

    def poll() -> None:
        try:
            client.sync(cursor, 25)
        except SendError as error:
            failures.append(error)

    thread = threading.Thread(target=poll)
    thread.start()
    while thread.is_alive():
        client.interrupt()
        thread.join(0.05)
    assert [failure.code for failure in failures] == [Problem.OFFLINE]
    assert client.sync(cursor, 0) is None


@pytest.mark.parametrize(
    "url",
    ["http://localhost:1", "http://127.0.0.1:8765/", "http://[::1]:1", "https://help.example.com/base/"],
)
def test_allowed_addresses(url: str) -> None:
    """https anywhere, http only to this machine."""
    assert check_server_url(url) == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.com", Problem.INSECURE_URL),
        ("http://127.0.0.1.example.com", Problem.INSECURE_URL),
        ("http://localhost.example.com", Problem.INSECURE_URL),
        ("ftp://example.com", Problem.BAD_SETTING),
        ("https://user:secret@example.com", Problem.BAD_SETTING),
        ("https://", Problem.BAD_SETTING),
        ("https://example.com:99999", Problem.BAD_SETTING),
        ("help.example.com", Problem.BAD_SETTING),
    ],
)
def test_refused_addresses(url: str, code: Problem) -> None:
    """Anything else is refused with the reason."""
    with pytest.raises(HelpError) as caught:
        check_server_url(url)
    assert caught.value.code is code
