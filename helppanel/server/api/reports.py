"""`PUT /reports/{uuid}` and `PUT /tickets/{number}/messages/{uuid}`: manifests, answered with a receipt."""

from __future__ import annotations

from uuid import UUID

from litestar import Response, put
from litestar.params import FromPath

from helppanel.contract.limits import Limits
from helppanel.contract.problems import Problem
from helppanel.contract.report import Receipt, Reply, Report
from helppanel.server.api.description import Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, Parts, installation, read_body
from helppanel.server.doubles import Taken, length_of
from helppanel.server.intake import accept_reply, accept_report

_ANSWERS = {
    201: Answer(text="Taken in, durably", content=Receipt),
    200: Answer(text="These bytes were taken in before; what is still missing", content=Receipt),
}
_PROBLEMS = (Problem.WIRE_UNSUPPORTED, Problem.TEXT_EMPTY, Problem.TEXT_TOO_LONG, Problem.UUID_CONFLICT)


@put(
    "/reports/{uuid:uuid}",
    opt=described(
        Description(
            summary="Send a report's manifest; repeat it as often as you like",
            security=Security.INSTALLATION,
            body=Report,
            answers=_ANSWERS,
            problems=_PROBLEMS,
        )
    ),
)
async def put_report(request: AnyRequest, uuid: FromPath[UUID], parts: NeedsParts) -> Response[Receipt]:
    caller, limits = installation(request, parts), parts.service.info.limits
    body = await _manifest(request, parts, uuid, limits)
    return _answer(await parts.store.write(lambda write: accept_report(write, caller.id, uuid, body, limits)))


@put(
    "/tickets/{number:str}/messages/{uuid:uuid}",
    opt=described(
        Description(
            summary="Send a reply's manifest; repeat it as often as you like",
            security=Security.INSTALLATION,
            body=Reply,
            answers=_ANSWERS,
            problems=(*_PROBLEMS, Problem.NOT_FOUND),
        )
    ),
)
async def put_reply(
    request: AnyRequest, number: FromPath[str], uuid: FromPath[UUID], parts: NeedsParts
) -> Response[Receipt]:
    caller, limits = installation(request, parts), parts.service.info.limits
    body = await _manifest(request, parts, uuid, limits)
    return _answer(
        await parts.store.write(lambda write: accept_reply(write, caller.id, number, uuid, body, limits))
    )


async def _manifest(request: AnyRequest, parts: Parts, uuid: UUID, limits: Limits) -> bytes:
    """The body; what was taken in once may be repeated, whatever the limits are by now."""
    known = await parts.store.read(lambda connection: length_of(connection, uuid))
    return await read_body(request, max(limits.manifest, known))


def _answer(taken: Taken) -> Response[Receipt]:
    return Response(taken.receipt, status_code=201 if taken.is_new else 200)


HANDLERS = (put_report, put_reply)
