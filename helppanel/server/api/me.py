"""`GET /me/export` and `DELETE /me`: all that one installation sent, taken out and erased."""

from __future__ import annotations

from anyio import to_thread
from litestar import Response, delete, get
from litestar.response import Stream

from helppanel.contract.erasure import Erasure
from helppanel.server import erasing
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, bearer, installation
from helppanel.server.own_data import export

ZIP = "application/zip"


@get(
    "/me/export",
    opt=described(
        Description(
            summary="All that this installation sent and was answered, as a ZIP archive",
            security=Security.INSTALLATION,
            answers={
                200: Answer(
                    text="`export.json`, every manifest byte for byte, and every file by its SHA-256",
                    media_type=ZIP,
                    headers=("Content-Disposition",),
                )
            },
        )
    ),
)
async def export_me(request: AnyRequest, parts: NeedsParts) -> Stream:
    caller = installation(request, parts)
    pieces = export(parts.store.database, parts.store.blobs, caller.id, parts.service.info.reopen_days)
    headers = {
        "Content-Disposition": 'attachment; filename="export.zip"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return Stream(pieces, media_type=ZIP, headers=headers)


@delete(
    "/me",
    status_code=200,
    opt=described(
        Description(
            summary="Erase all that this installation sent, and its token; repeat it as often as you like",
            security=Security.INSTALLATION,
            answers={
                200: Answer(text="Erased, durably; the same answer to whoever asks again", content=Erasure)
            },
        )
    ),
)
async def erase_me(request: AnyRequest, parts: NeedsParts) -> Response[Erasure]:
    token, store = bearer(request), parts.store
    erased = await store.write(lambda transaction: erasing.erase(transaction, token))
    for upload in erased.uploads:
        async with store.partials.turn(upload):
            await to_thread.run_sync(store.partials.remove, [upload])
    await store.write(lambda transaction: erasing.remove_files(transaction, store.blobs))
    await to_thread.run_sync(store.database.forget)
    return Response(erased.erasure, headers={"Cache-Control": "no-store"})


HANDLERS = (export_me, erase_me)
