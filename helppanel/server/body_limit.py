"""Limits the body of a call to what is allowed now; the framework's own limit is fixed when it starts."""

from __future__ import annotations

from collections.abc import Callable

from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send
from litestar.types.asgi_types import WebSocketReceiveMessage


def limited(most: Callable[[], int]) -> Callable[[ASGIApp], ASGIApp]:
    """A middleware: 413 for a body of more than `most()` bytes, before it is read if it says so itself."""

    def around(app: ASGIApp) -> ASGIApp:
        async def call(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != ScopeType.HTTP:
                await app(scope, receive, send)
                return
            limit, came = most(), 0
            length = Headers.from_scope(scope).get("content-length", "")
            if length.isdecimal() and int(length) > limit:
                raise RequestEntityTooLarge

            async def counted() -> HTTPReceiveMessage | WebSocketReceiveMessage:
                nonlocal came
                message = await receive()
                if message["type"] == "http.request":
                    came += len(message["body"])
                    if came > limit:
                        raise RequestEntityTooLarge
                return message

            await app(scope, counted, send)

        return call

    return around
