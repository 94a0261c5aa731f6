"""Every error as an RFC 9457 problem document: `application/problem+json` with our code in it."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from helppanel.contract.problems import HelpError, Problem

MEDIA_TYPE = "application/problem+json"

_RETRY_AFTER = 30  # seconds

PIECE_MISMATCH = 460  # "Checksum Mismatch", tus's own

_log = logging.getLogger("helppanel.server")

_STATUS: dict[Problem, int] = {
    Problem.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    Problem.TEXT_EMPTY: HTTPStatus.BAD_REQUEST,
    Problem.TEXT_TOO_LONG: HTTPStatus.BAD_REQUEST,
    Problem.WIRE_UNSUPPORTED: HTTPStatus.BAD_REQUEST,
    Problem.UNAUTHORIZED: HTTPStatus.UNAUTHORIZED,
    Problem.FORBIDDEN: HTTPStatus.FORBIDDEN,
    Problem.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Problem.BLOB_UNKNOWN: HTTPStatus.NOT_FOUND,
    Problem.UUID_CONFLICT: HTTPStatus.CONFLICT,
    Problem.ERASED: HTTPStatus.GONE,
    Problem.AGENT_UNKNOWN: HTTPStatus.CONFLICT,
    Problem.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Problem.BLOB_MISMATCH: HTTPStatus.UNPROCESSABLE_ENTITY,
    Problem.ACCOUNT_TOKEN_INVALID: HTTPStatus.UNPROCESSABLE_ENTITY,
    Problem.NOT_SOLVED: HTTPStatus.CONFLICT,
    Problem.REOPEN_OVER: HTTPStatus.CONFLICT,
    Problem.MERGE_REFUSED: HTTPStatus.CONFLICT,
    Problem.TIMEOUT: HTTPStatus.REQUEST_TIMEOUT,
    Problem.UPLOAD_MOVED: HTTPStatus.CONFLICT,
    Problem.PIECE_MISMATCH: PIECE_MISMATCH,
    Problem.RATE_LIMITED: HTTPStatus.TOO_MANY_REQUESTS,
    Problem.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}
_CODES = {
    HTTPStatus.UNAUTHORIZED: Problem.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN: Problem.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Problem.NOT_FOUND,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem.TOO_LARGE,
    HTTPStatus.TOO_MANY_REQUESTS: Problem.RATE_LIMITED,
    HTTPStatus.SERVICE_UNAVAILABLE: Problem.UNAVAILABLE,
}


class ProblemDocument(msgspec.Struct, frozen=True, kw_only=True):
    """`detail` is technical and in English; what people read is looked up by `code`."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: Problem


def status_of(code: Problem) -> int:
    """The HTTP status that goes with a code."""
    return _STATUS.get(code, HTTPStatus.INTERNAL_SERVER_ERROR)


def answer_help_error(request: Request[Any, Any, Any], error: HelpError) -> Response[ProblemDocument]:
    """A known problem."""
    status = status_of(error.code)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s %s: %s", request.method, request.url.path, error)
    headers = {"WWW-Authenticate": "Bearer"} if status == HTTPStatus.UNAUTHORIZED else {}
    return _document(status, error.code, error.detail, headers)


def answer_http_error(request: Request[Any, Any, Any], error: HTTPException) -> Response[ProblemDocument]:
    """What the framework refuses: unknown URLs, methods, values."""
    status = HTTPStatus(error.status_code)
    code = _CODES.get(
        status, Problem.BAD_REQUEST if status < HTTPStatus.INTERNAL_SERVER_ERROR else Problem.BUG
    )
    return _document(status, code, error.detail, dict(error.headers or {}))


def answer_trouble(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemDocument]:
    """The disk or the database cannot just now: full, locked, failing. Worth another try later."""
    _log.error("%s %s: %s", request.method, request.url.path, error)
    headers = {"Retry-After": str(_RETRY_AFTER)}
    return _document(HTTPStatus.SERVICE_UNAVAILABLE, Problem.UNAVAILABLE, "", headers)


def answer_bug(request: Request[Any, Any, Any], error: Exception) -> Response[ProblemDocument]:
    """Anything unforeseen: the log learns what, the caller only that."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _document(HTTPStatus.INTERNAL_SERVER_ERROR, Problem.BUG, "", {})


def _document(status: int, code: Problem, detail: str, headers: dict[str, str]) -> Response[ProblemDocument]:
    title = "Checksum Mismatch" if status == PIECE_MISMATCH else HTTPStatus(status).phrase
    content = ProblemDocument(title=title, status=status, detail=detail, code=code)
    return Response(content, status_code=status, media_type=MEDIA_TYPE, headers=headers)
