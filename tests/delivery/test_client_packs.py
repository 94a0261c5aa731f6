"""Packs and votes on the wire: over the real server, and against programs that only look like one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from helppanel import assets
from helppanel.contract.problems import HelpError, Problem
from helppanel.delivery.client import Client
from helppanel.delivery.courier import SendError
from helppanel.delivery.pack_folder import PackFolder
from helppanel.delivery.packs import PART, PackErrand
from tests.delivery.test_client import talk
from tests.server_process import ServerProcess

SHIPPED = assets.path("articles.pack")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """One that offers the shipped pack."""
    folder = tmp_path_factory.mktemp("server") / "data"
    (folder / "packs").mkdir(parents=True)
    shutil.copy(SHIPPED, folder / "packs" / "help.pack")
    with ServerProcess(folder) as running:
        yield running


def test_the_list_and_the_parts_make_the_pack(server: ServerProcess) -> None:
    """Parts of any size, put together, are the file; the list is sent once."""
    client, content = Client(server.url), SHIPPED.read_bytes()
    found = client.packs("")
    assert found is not None
    [offer] = found[0].packs
    assert client.packs(found[1]) is None
    parts = b""
    for length in (1, 7, 100_000, PART, offer.size):
        if len(parts) < offer.size:
            parts += client.pack_part(offer.sha256, len(parts), min(length, offer.size - len(parts)))
    client.close()
    assert parts == content


def test_the_errand_over_the_wire(server: ServerProcess, tmp_path: Path) -> None:
    """Client, errand and server together put the very file in place."""
    client, folder = Client(server.url), PackFolder(tmp_path / "packs", "here")
    found = client.packs("")
    assert found is not None
    errand = PackErrand(folder, "app", found[0].packs[0].format, lambda _: None)
    while errand.step(client) is not None:
        pass
    client.close()
    current = folder.current()
    assert current is not None
    assert current.read_bytes() == SHIPPED.read_bytes()


@pytest.mark.parametrize(
    ("answer", "call", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]", "list", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nwhole pac", "part", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 0\r\n\r\n", "part", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 206 Part\r\nContent-Length: 99\r\n\r\ncut", "part", Problem.OFFLINE),
        (b"HTTP/1.1 404 No\r\nContent-Length: 4\r\n\r\nnope", "part", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "part", Problem.UNAVAILABLE),
    ],
)
def test_bad_answers_are_temporary(answer: bytes, call: str, code: Problem) -> None:
    """A cut part, the whole in place of one, and what is no list are told and tried again."""
    url, thread = talk(answer)
    client = Client(url)
    with pytest.raises(SendError) as caught:
        client.packs("") if call == "list" else client.pack_part("0" * 64, 5, 50)
    client.close()
    thread.join()
    assert (caught.value.code, caught.value.code.kind) == (code, "temporary")


def test_a_part_is_never_longer_than_asked() -> None:
    """However much a program sends, no more is taken."""
    url, thread = talk(b"HTTP/1.1 206 Part\r\nContent-Length: 60000\r\n\r\n" + b"x" * 60_000)
    client = Client(url)
    assert client.pack_part("0" * 64, 5, 50) == b"x" * 50
    client.close()
    thread.join()


def test_a_server_older_than_votes_is_asked_again() -> None:
    """A vote it has no call for waits for its update instead of being refused for good."""
    body = b'{"code":"not_found","detail":""}'
    url, thread = talk(b"HTTP/1.1 404 No\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    client = Client(url)
    with pytest.raises(HelpError) as caught:
        client.put_vote(uuid4(), b"{}")
    client.close()
    thread.join()
    assert caught.value.code is Problem.UNAVAILABLE
