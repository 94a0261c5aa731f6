"""`PUT /tickets/{number}/rating` and `PUT /tickets/{number}/reopen/{uuid}`: what follows a solution."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, put
from litestar.params import FromPath

from helppanel.contract.problems import Problem
from helppanel.contract.report import Rating, Receipt, Reopening
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import (
    CHARACTER,
    SMALL_BODY,
    AnyRequest,
    NeedsParts,
    installation,
    read_body,
)
from helppanel.server.ratings import accept_rating
from helppanel.server.reopenings import accept_reopening

_ANSWERS = {
    201: Answer(text="Taken in, durably", content=Receipt),
    200: Answer(text="These bytes were taken in before", content=Receipt),
}
_PROBLEMS = (Problem.WIRE_UNSUPPORTED, Problem.TEXT_TOO_LONG, Problem.UUID_CONFLICT, Problem.NOT_FOUND)


@put(
    "/tickets/{number:str}/rating",
    opt=described(
        Description(
            summary="Rate a ticket that is, or was, solved; the last rating counts. Repeat it as you like",
            security=Security.INSTALLATION,
            body=Rating,
            answers=_ANSWERS,
            problems=(*_PROBLEMS, Problem.NOT_SOLVED),
        )
    ),
)
async def put_rating(request: AnyRequest, number: FromPath[str], parts: NeedsParts) -> Response[Receipt]:
    caller, limits = installation(request, parts), parts.service.info.limits
    body = await read_body(request, SMALL_BODY + CHARACTER * limits.text)
    taken = await parts.store.write(lambda write: accept_rating(write, caller.id, number, body, limits))
    return Response(taken.receipt, status_code=201 if taken.is_new else 200)


@put(
    "/tickets/{number:str}/reopen/{uuid:uuid}",
    opt=described(
        Description(
            summary="Open a solved ticket again, and say why; repeat it as often as you like",
            security=Security.INSTALLATION,
            body=Reopening,
            answers=_ANSWERS,
            problems=(*_PROBLEMS, Problem.TEXT_EMPTY, Problem.REOPEN_OVER),
        )
    ),
)
async def put_reopening(
    request: AnyRequest, number: FromPath[str], uuid: FromPath[UUID], parts: NeedsParts
) -> Response[Receipt]:
    caller, limits = installation(request, parts), parts.service.info.limits
    body = await read_body(request, SMALL_BODY + CHARACTER * limits.text)
    taken = await parts.store.write(
        lambda write: accept_reopening(write, caller.id, number, uuid, body, limits)
    )
    return Response(taken.receipt, status_code=201 if taken.is_new else 200)


HANDLERS = (put_rating, put_reopening)
