"""Around the calls under `/uploads`: what tus 1.0 wants of every answer, of OPTIONS and of the method.

It goes around the framework, because errors of routing pass no router's own handlers.
"""

from __future__ import annotations

from collections.abc import Callable

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import HttpMethod, ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from helppanel.server.api.description import PREFIX
from helppanel.server.api.tus_headers import ALGORITHMS, VERSION

_EXTENSIONS = "creation,checksum,expiration,termination"
_PATH = f"{PREFIX}/uploads"
_OVERRIDE = b"x-http-method-override"


def is_upload(path: str) -> bool:
    """Whether tus speaks there."""
    return path == _PATH or path.startswith(f"{_PATH}/")


class TusAnswers:
    """An ASGI application around `app`; `most` tells the largest upload of now, in bytes."""

    def __init__(self, app: ASGIApp, most: Callable[[], int]) -> None:
        self._app = app
        self._always = {"Tus-Resumable": VERSION, "Tus-Version": VERSION}
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not is_upload(scope["path"]):
            await self._app(scope, receive, send)
            return
        # For clients whose way to the server lets no PATCH or HEAD through.
        meant = dict(scope["headers"]).get(_OVERRIDE, b"").decode("latin-1").strip().upper()
        if meant in HttpMethod.__members__:
            scope = {**scope, "method": HttpMethod[meant]}
        own = {**self._always, **(self._options() if scope["method"] == "OPTIONS" else {})}

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableScopeHeaders(message).update(own)
            await send(message)

        await self._app(scope, receive, answered)

    def _options(self) -> dict[str, str]:
        return {
            "Tus-Extension": _EXTENSIONS,
            "Tus-Max-Size": str(self._most()),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        }
