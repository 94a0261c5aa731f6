"""What a failed request shows: the login, or a page that says what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.exceptions import HTTPException

from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.contract.service_info import ServiceInfo
from helppanel.server.desk.render import go, page
from helppanel.server.desk.session import AnyRequest, FormExpiredError, LoginNeededError, stranger

_log = logging.getLogger(__name__)

Handler = Callable[[AnyRequest, Any], Response[Any]]


def handlers(service: Callable[[], ServiceInfo]) -> dict[int | type[Exception], Handler]:
    """Exception handlers for the desk's router."""

    def show(request: AnyRequest, problem: str, status: int) -> Response[str]:
        return page("problem.html", stranger(request, ""), service(), {"problem": problem}, status=status)

    def login_needed(request: AnyRequest, error: LoginNeededError) -> Response[None]:
        return go(f"/desk/login?{urlencode({'next': error.back, 'expired': 1})}")

    def form_expired(request: AnyRequest, error: FormExpiredError) -> Response[str]:
        return show(request, "forbidden", 403)

    def known(request: AnyRequest, error: HelpError) -> Response[str]:
        if error.code == Problem.NOT_FOUND:
            return show(request, "not_found", 404)
        if error.code.kind in (Kind.USER, Kind.REFUSED):
            return show(request, "input", 422)
        return bug(request, error)

    def refused(request: AnyRequest, error: HTTPException) -> Response[str]:
        if error.status_code == 404:
            return show(request, "not_found", 404)
        if error.status_code == 413:
            return show(request, "too_large", 413)
        if error.status_code < 500:
            return show(request, "input", error.status_code)
        return bug(request, error)

    def bug(request: AnyRequest, error: Exception) -> Response[str]:
        _log.error("the desk failed at %s %s", request.method, request.url.path, exc_info=error)
        return show(request, "bug", 500)

    return {
        LoginNeededError: login_needed,
        FormExpiredError: form_expired,
        HelpError: known,
        HTTPException: refused,
        Exception: bug,
    }
