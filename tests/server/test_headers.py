"""Every answer says what a browser may do with it; HEAD answers like GET."""

from __future__ import annotations

import pytest
import requests

from helppanel.server.secure_answers import DESK, ELSEWHERE
from tests.server.callers import UserCaller
from tests.server_process import ServerProcess


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("PUT", "/desk/tickets", 405),
        ("DELETE", "/desk/login", 405),
        ("OPTIONS", "/desk/tickets", 204),
        ("GET", "/desk/nothing", 404),
        ("GET", "/desk", 303),
        ("HEAD", "/desk/login", 200),
        ("GET", "/desk/desk.css", 200),
    ],
)
def test_the_desk(server: ServerProcess, method: str, path: str, status: int) -> None:
    """All that lies under /desk has the desk's headers, also where no page answers."""
    answer = requests.request(method, f"{server.url}{path}", allow_redirects=False, timeout=30)

    assert answer.status_code == status
    for name in DESK.keys() - {"Cache-Control"}:
        assert answer.headers[name] == DESK[name]
    kept = path.endswith(".css")
    assert answer.headers["Cache-Control"] == ("public, max-age=86400" if kept else "no-store")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/sync", 401),
        ("DELETE", "/api/v1/service", 405),
        ("POST", "/api/v1/installations", 400),
        ("GET", "/", 404),
        ("GET", "/desktop", 404),
    ],
)
def test_a_problem(server: ServerProcess, method: str, path: str, status: int) -> None:
    """A problem document has them too, and is kept nowhere."""
    answer = requests.request(method, f"{server.url}{path}", timeout=30)

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    for name, value in ELSEWHERE.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/service", "/sync", "/openapi.json"])
def test_head_is_get_without_its_body(user: UserCaller, path: str) -> None:
    """HEAD gives GET's status and headers, and the connection goes on."""
    head, got = user.call("HEAD", path), user.call("GET", path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    names = ("Content-Type", "Content-Length", "ETag", "Cache-Control")
    assert [head.headers.get(name) for name in names] == [got.headers.get(name) for name in names]


def test_head_of_what_cannot_be_read(user: UserCaller) -> None:
    """HEAD of a call that only takes something is refused like GET."""
    assert user.call("HEAD", "/installations").status_code == 405
