"""What an answer makes of itself: ours, a network's sign-in page, somebody else's, too much."""

from __future__ import annotations

import socket

import pytest

from helppanel.contract.problems import Problem
from helppanel.delivery import answers
from helppanel.delivery.client import Client
from helppanel.delivery.courier import SendError
from tests.delivery.listener import Listener, Talk, heard, says


def failure(talk: Talk, *, behind_portal: bool = False) -> SendError:
    """How a call fails that `talk` answers."""
    with Listener(talk) as server:
        client = Client(f"http://127.0.0.1:{server.port}")
        client.behind_portal = behind_portal
        with pytest.raises(SendError) as caught:
            client.service_info(None)
        client.close()
    return caught.value


def answer(status: str, *headers: str, body: bytes = b"") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


HTML = "Content-Type: text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer("200 OK", HTML, body=b"Welcome, please sign in"), Problem.CAPTIVE_PORTAL),
        (answer("200 OK", body=b"\n<!DOCTYPE html><title>x"), Problem.CAPTIVE_PORTAL),
        (answer("302 Found", "Location: http://portal.example/login"), Problem.CAPTIVE_PORTAL),
        (answer("307 Elsewhere", "Location: //portal.example/"), Problem.CAPTIVE_PORTAL),
        (answer("511 Sign in", HTML, body=b"<html>"), Problem.CAPTIVE_PORTAL),
        (answer("302 Found", "Location: /login"), Problem.FOREIGN_ANSWER),
        (answer("301 Moved"), Problem.FOREIGN_ANSWER),
        (answer("308 Moved", "Location: http://[broken"), Problem.FOREIGN_ANSWER),
        (answer("200 OK", "Content-Type: application/json", body=b"[1]"), Problem.FOREIGN_ANSWER),
        (answer("404 No", HTML, body=b"<html>nginx"), Problem.FOREIGN_ANSWER),
        (answer("400 No", "Content-Type: application/json", body=b"{}"), Problem.FOREIGN_ANSWER),
        (answer("407 Who", HTML), Problem.PROXY_LOGIN),
        (answer("408 Slow"), Problem.TIMEOUT),
        (answer("425 Early"), Problem.UNAVAILABLE),
        (answer("429 Often"), Problem.RATE_LIMITED),
        (answer("500 Oh", HTML, body=b"<html>"), Problem.UNAVAILABLE),
        (answer("503 Busy"), Problem.UNAVAILABLE),
        (answer("599 New"), Problem.UNAVAILABLE),
    ],
)
def test_each_answer_has_its_code(said: bytes, code: Problem) -> None:
    """A sign-in page, a foreign server and a busy one are told apart; all of them may have got the bytes."""
    found = failure(says(said))
    assert (found.code, found.reached) == (code, True)


def test_the_system_knows_of_a_portal() -> None:
    """Behind a portal the system told us of, whatever fails is the portal's doing; a busy server is not."""
    assert failure(says(b""), behind_portal=True).code is Problem.CAPTIVE_PORTAL
    assert failure(says(answer("503 Busy")), behind_portal=True).code is Problem.UNAVAILABLE


def endless(head: bytes, told: list[int]) -> Talk:
    """Says `head` and then goes on until the other side hangs up; how much it was rid of by then."""

    def talk(connection: socket.socket) -> None:
        heard(connection)
        connection.sendall(head)
        sent = 0
        try:
            while sent < 2**30:
                sent += connection.send(b"<p>" * 20_000)
        except OSError:
            pass
        told.append(sent)

    return talk


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 200 OK\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 302 Go\r\nLocation: /\r\nContent-Length: 1073741824\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 404 No\r\nContent-Length: 1073741824\r\n\r\n", Problem.FOREIGN_ANSWER),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 1073741824\r\n\r\n", Problem.UNAVAILABLE),
    ],
)
def test_an_endless_answer_is_not_read(head: bytes, code: Problem) -> None:
    """Of a gigabyte no more is taken than an answer of ours may have, whether it says its length or not."""
    told: list[int] = []
    assert failure(endless(head, told)).code is code
    assert told[0] < answers.MOST + 16 * 2**20  # what fits into the buffers of both ends


def test_a_refusal_that_breaks_off_still_counts() -> None:
    """The status has said it, though the words behind it never came."""
    said = b"HTTP/1.1 503 Busy\r\nRetry-After: 9\r\nContent-Length: 99\r\n\r\ncut"
    found = failure(says(said))
    assert (found.code, found.retry_after) == (Problem.UNAVAILABLE, 9.0)
