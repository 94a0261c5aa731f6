"""The server's clock against this one."""

from __future__ import annotations

import time
from email.utils import formatdate

import msgspec
import pytest

from helppanel.contract.problems import Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.delivery.client import Client
from helppanel.delivery.courier import SendError
from tests.delivery.test_client import talk

INFO = msgspec.json.encode(ServiceInfo(name={"en": "Support"}))


def ahead(*headers: str, status: str = "304 Not Modified", body: bytes = b"") -> float | None:
    """What the client makes of an answer with these headers."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    url, thread = talk("\r\n".join(lines).encode() + body)
    client = Client(url)
    try:
        return client.clock_ahead('"etag"')
    finally:
        client.close()
        thread.join()


@pytest.mark.parametrize("seconds", [0, 90, -3_600, 40 * 365 * 86_400])
def test_the_difference_is_told(seconds: int) -> None:
    """How far the stated time is ahead of this clock, behind it negative, to about a second."""
    found = ahead(f"Date: {formatdate(time.time() + seconds, usegmt=True)}")
    assert found == pytest.approx(seconds, abs=5)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("Date: soon",),
        ("Date: Fri, 31 Dec 9999 23:59:59 -2300",),
        (f"Date: {formatdate(0, usegmt=True)}", "Age: 900"),
    ],
)
def test_what_is_no_time_of_the_servers_says_nothing(headers: tuple[str, ...]) -> None:
    """No date, a broken one, or one out of a cache: the clock is not judged by it."""
    assert ahead(*headers) is None


def test_only_our_server_is_asked_the_time() -> None:
    """A whole answer counts if it is service info; a login page's clock says nothing about this one."""
    date = f"Date: {formatdate(time.time() + 90, usegmt=True)}"
    assert ahead(date, status="200 OK", body=INFO) == pytest.approx(90, abs=5)
    with pytest.raises(SendError) as caught:
        ahead(date, status="200 OK", body=b"<html>")
    assert caught.value.code is Problem.CAPTIVE_PORTAL
