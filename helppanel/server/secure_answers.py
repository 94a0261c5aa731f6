"""Puts the headers on every answer that tell browsers what not to do, and lets HEAD ask for what GET gives.

It goes around the framework, because errors of routing (a wrong method, say) pass no router's own handlers.
"""

from __future__ import annotations

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.status_codes import HTTP_304_NOT_MODIFIED
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from helppanel.server.problem_documents import MEDIA_TYPE
from helppanel.server.tus_answers import is_upload

ELSEWHERE = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DESK = {
    **ELSEWHERE,
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        "form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
WEB = {  # for everybody, and without scripts
    **DESK,
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
_PROBLEM = {**ELSEWHERE, "Cache-Control": "no-store"}


class SecureAnswers:
    """An ASGI application around `app`. A header that an answer sets itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        own = DESK if f"{path}/".startswith("/desk/") else None
        own = WEB if f"{path}/".startswith("/support/") else own

        async def secured(message: Message) -> None:
            # 304 leaves the headers of the answer it confirms as they were.
            if message["type"] == "http.response.start" and message["status"] != HTTP_304_NOT_MODIFIED:
                headers = MutableScopeHeaders(message)
                is_problem = headers.get("content-type", "").startswith(MEDIA_TYPE)
                for name, value in (own or (_PROBLEM if is_problem else ELSEWHERE)).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(_as_get(scope), receive, secured)


def _as_get(scope: HTTPScope) -> HTTPScope:
    """HEAD as GET; the web server, which still knows, sends no body. An upload knows HEAD and no GET."""
    is_head = scope["method"] == "HEAD" and not is_upload(scope["path"])
    return {**scope, "method": "GET"} if is_head else scope
