"""The client's calls of resumable uploads, against the real server and against strangers."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from helppanel.contract.problems import Problem
from helppanel.contract.report import encode
from helppanel.delivery.client import Client
from helppanel.delivery.sender import SendError
from helppanel.delivery.uploads import WHOLE, Upload
from tests.delivery.test_client import INTRODUCTION, talk
from tests.server.callers import attachment, report
from tests.server_process import ServerProcess


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


def named(client: Client, content: bytes) -> tuple[UUID, str]:
    """A report that names `content`, and its hash."""
    made = report("x", attachment(content))
    client.put_report(made.uuid, encode(made))
    return made.uuid, sha256(content).hexdigest()


def nothing(_: int) -> None:
    pass


def test_a_file_arrives_in_pieces(client: Client, tmp_path: Path) -> None:
    """What the pieces bring is the blob, and the bytes that left were told up to the last."""
    content = uuid4().bytes + bytes(2 * WHOLE)
    _, name = named(client, content)
    (tmp_path / "file").write_bytes(content)
    urls: list[str] = []
    told: list[int] = []

    assert Upload(client, name, tmp_path / "file", None, urls.append, told.append).carry(lambda: False)

    assert client.fetch_blob(name) == content
    assert told[-1] == len(content)
    assert len(told) > 100
    assert client.upload_offset(urls[0]) == len(content)


def test_problems_of_an_upload_have_their_code(client: Client) -> None:
    """Another offset, an upload that is gone, other bytes and a lost installation are told apart."""
    content = uuid4().bytes
    _, name = named(client, content)
    url, offset = client.create_upload(name, 16)
    assert offset == 0
    for where, start, piece, code in (
        (url, 5, b"x", Problem.UPLOAD_MOVED),
        (url.replace("uploads/", "uploads/0"), 0, b"x", Problem.UPLOAD_MOVED),
        (url, 0, b"x" * 16, Problem.BLOB_MISMATCH),
    ):
        with pytest.raises(SendError) as caught:
            client.upload_piece(where, start, piece, nothing)
        assert caught.value.code is code
    assert client.upload_offset(url) is None
    client.token = "nobody"
    with pytest.raises(SendError) as caught:
        client.upload_offset(url)
    assert caught.value.code is Problem.UNAUTHORIZED


def test_an_upload_of_another_server_is_none(client: Client) -> None:
    """A URL that was kept for another server is not called: the token goes nowhere else."""
    assert client.upload_offset("http://127.0.0.1:9/api/v1/uploads/x") is None
    assert client.upload_offset("https://example.org/api/v1/uploads/x") is None


@pytest.mark.parametrize("location", ["http://127.0.0.1:9/api/v1/uploads/x", "//example.org/x", "/x", ""])
def test_an_answer_cannot_send_the_token_elsewhere(location: str) -> None:
    """An upload at an address that is not this server's is a stranger's answer."""
    answer = f"HTTP/1.1 201 Created\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    url, thread = talk(answer.encode())
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.create_upload("a" * 64, 10)
    thread.join()
    client.close()
    assert caught.value.code is Problem.FOREIGN_ANSWER


@pytest.mark.parametrize("offset", ["", "x", "0", "99", "9" * 5000])
def test_an_answer_must_say_what_arrived(offset: str) -> None:
    """A piece is acknowledged only with an offset that it can have led to."""
    answer = f"HTTP/1.1 204 No Content\r\nUpload-Offset: {offset}\r\n\r\n"
    url, thread = talk(answer.encode())
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.upload_piece(f"{url}/api/v1/uploads/x", 0, b"0123456789", nothing)
    thread.join()
    client.close()
    assert caught.value.code is Problem.FOREIGN_ANSWER


def test_a_login_page_is_no_offset() -> None:
    """A 404 that does not speak our protocol does not make us begin anew."""
    url, thread = talk(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.upload_offset(f"{url}/api/v1/uploads/x")
    thread.join()
    client.close()
    assert caught.value.code is Problem.FOREIGN_ANSWER


def test_a_file_is_withdrawn(client: Client) -> None:
    """A withdrawn file is no longer missing."""
    content = uuid4().bytes
    made = report("x", attachment(content))
    client.put_report(made.uuid, encode(made))
    client.withdraw_file(None, made.uuid, attachment(content).sha256)
    assert client.put_report(made.uuid, encode(made)).missing == ()


PAGE = b"Content-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Sign in</html>"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\n" + PAGE, Problem.CAPTIVE_PORTAL),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 204 No Content\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", Problem.FOREIGN_ANSWER),
    ],
)
def test_a_stranger_acknowledges_no_file(answer: bytes, code: Problem, tmp_path: Path) -> None:
    """A small file counts as sent when our server says so, not when a sign-in page answers 200 to it."""
    (tmp_path / "file").write_bytes(b"bytes")
    url, thread = talk(answer)
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.put_blob("a" * 64, tmp_path / "file")
    thread.join()
    client.close()
    assert caught.value.code is code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\n" + PAGE, Problem.CAPTIVE_PORTAL),
        (b"HTTP/1.1 304 Not Modified\r\n\r\n", Problem.FOREIGN_ANSWER),
    ],
)
def test_a_stranger_withdraws_no_file(answer: bytes, code: Problem) -> None:
    """That a file will not come has been heard when our server says so, not when a sign-in page answers."""
    url, thread = talk(answer)
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.withdraw_file(None, uuid4(), "a" * 64)
    thread.join()
    client.close()
    assert caught.value.code is code
