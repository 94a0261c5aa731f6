"""`GET /sync`: everything new in one answer, at once or as soon as there is something."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Annotated

import msgspec
from litestar import Response, get

from helppanel.contract.ticket import SyncAnswer
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, has_etag, installation, read_query
from helppanel.server.sync import cursor_of, heard_of_more, news


class SyncQuery(msgspec.Struct, frozen=True):
    """`wait` is in seconds; no call is held longer than the published schedule says.

    `heard` is the greatest `change` of the receipts since the cursor.
    """

    cursor: Annotated[str, msgspec.Meta(max_length=100)] = ""
    heard: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0
    wait: Annotated[float, msgspec.Meta(ge=0, le=25)] = 0.0


@get(
    "/sync",
    opt=described(
        Description(
            summary="Everything new since the cursor; `wait` holds the call until there is something",
            security=Security.INSTALLATION,
            query=SyncQuery,
            conditional=True,
            answers={
                200: Answer(text="What is new", content=SyncAnswer, headers=("ETag",)),
                304: Answer(text="Nothing is newer than If-None-Match", headers=("ETag",)),
            },
        )
    ),
)
async def sync(request: AnyRequest, parts: NeedsParts) -> Response[SyncAnswer | None]:
    query, caller = read_query(request, SyncQuery), installation(request, parts)
    if query.wait:
        with parts.store.notifier.watching(caller.id) as changed:
            caller = installation(request, parts)  # again: what came before the watch does not set it
            current = cursor_of(caller.changed, parts.service.now)
            quiet = current == query.cursor or has_etag(request, current)
            if quiet and not heard_of_more(caller.changed, query.cursor, query.heard):
                with suppress(TimeoutError):
                    longest = parts.service.info.schedule.wait
                    await asyncio.wait_for(changed.wait(), min(query.wait, longest))
                caller = installation(request, parts)
    current = cursor_of(caller.changed, parts.service.now)
    if has_etag(request, current) and not heard_of_more(caller.changed, query.cursor, query.heard):
        return Response(None, status_code=304, headers=_headers(current))
    service = parts.service.now
    answer = await parts.store.read(
        lambda connection: news(connection, caller.id, query.cursor, service, query.heard)
    )
    if query.wait:
        # Whoever holds the call is looking at a conversation: the next may follow at once.
        answer = msgspec.structs.replace(answer, poll_after=0.0)
    return Response(answer, headers=_headers(answer.cursor))


def _headers(cursor: str) -> dict[str, str]:
    return {"ETag": f'"{cursor}"', "Cache-Control": "no-cache, private"}


HANDLERS = (sync,)
