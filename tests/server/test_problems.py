"""Every error is a problem document with a code."""

from __future__ import annotations

import pytest

from helppanel.contract.problems import Problem
from helppanel.server.problem_documents import status_of
from tests.server.callers import UserCaller, code


@pytest.mark.parametrize(
    ("method", "path", "status", "expected"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/../nothing", 404, "not_found"),
        ("GET", "/", 404, "not_found"),
        ("GET", "", 404, "not_found"),
        ("PUT", "/reports/not-a-uuid", 404, "not_found"),
        ("DELETE", "/service", 405, "bad_request"),
        ("GET", "/installations", 405, "bad_request"),
        ("GET", "/openapi.json/more", 404, "not_found"),
    ],
)
def test_what_the_api_does_not_know(
    user: UserCaller, method: str, path: str, status: int, expected: str
) -> None:
    """Unknown URLs and methods are answered like every other error, never in HTML."""
    answer = user.call(method, path)

    assert (answer.status_code, code(answer)) == (status, expected)
    if status == 405:
        assert answer.headers["Allow"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"app_id": 1}', b"\x00"])
def test_an_installation_needs_its_values(user: UserCaller, body: bytes) -> None:
    """A body that is not what the call asks for is a 400."""
    answer = user.call("POST", "/installations", data=body)

    assert (answer.status_code, code(answer)) == (400, "bad_request")


def test_a_small_call_takes_no_large_body(user: UserCaller) -> None:
    """64 KB is enough for everything but manifests and blobs."""
    answer = user.call("POST", "/installations", data=b'{"app_id": "' + b"x" * 100_000 + b'"}')

    assert (answer.status_code, code(answer)) == (413, "too_large")


def test_codes_of_the_other_side_have_a_status() -> None:
    """No code that the server answers on purpose falls through to 500."""
    answered = (
        *(Problem.BAD_REQUEST, Problem.TEXT_EMPTY, Problem.TEXT_TOO_LONG, Problem.WIRE_UNSUPPORTED),
        *(Problem.UNAUTHORIZED, Problem.NOT_FOUND, Problem.BLOB_UNKNOWN, Problem.AGENT_UNKNOWN),
        *(Problem.UUID_CONFLICT, Problem.BLOB_MISMATCH, Problem.TOO_LARGE),
    )

    assert all(400 <= status_of(problem) < 500 for problem in answered)
