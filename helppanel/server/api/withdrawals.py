"""`PUT …/withdrawn/{sha256}`: a file the user stopped sending after its message had left."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, put
from litestar.params import FromPath

from helppanel.contract.problems import Problem
from helppanel.server import arrivals
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, installation
from helppanel.server.installations import Caller
from helppanel.server.store import Store
from helppanel.server.uploads import open_uploads
from helppanel.server.withdrawals import withdraw

_ANSWERS = {204: Answer(text="Nobody waits for it any more; one that has come stays")}


@put(
    "/reports/{uuid:uuid}/withdrawn/{sha256:str}",
    status_code=204,
    opt=described(
        Description(
            summary="Say that a file of a report will not come; repeat it as often as you like",
            security=Security.INSTALLATION,
            answers=_ANSWERS,
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def withdraw_from_report(
    request: AnyRequest, uuid: FromPath[UUID], sha256: FromPath[str], parts: NeedsParts
) -> Response[None]:
    return await _withdraw(installation(request, parts), parts.store, uuid, sha256)


@put(
    "/tickets/{number:str}/messages/{uuid:uuid}/withdrawn/{sha256:str}",
    status_code=204,
    opt=described(
        Description(
            summary="Say that a file of a reply will not come; repeat it as often as you like",
            security=Security.INSTALLATION,
            answers=_ANSWERS,
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def withdraw_from_reply(
    request: AnyRequest, number: FromPath[str], uuid: FromPath[UUID], sha256: FromPath[str], parts: NeedsParts
) -> Response[None]:
    return await _withdraw(installation(request, parts), parts.store, uuid, sha256, number)


async def _withdraw(
    caller: Caller, store: Store, uuid: UUID, sha256: str, number: str | None = None
) -> Response[None]:
    await store.write(lambda transaction: withdraw(transaction, caller.id, uuid, sha256, number))
    # What came of it so far is not wanted here any more.
    for upload in await store.read(lambda connection: open_uploads(connection, caller.id, sha256)):
        async with store.partials.turn(upload.id):
            await arrivals.remove(store, upload)
    return Response(None, status_code=204)


HANDLERS = (withdraw_from_report, withdraw_from_reply)
