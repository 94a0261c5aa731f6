"""`POST /installations`."""

from __future__ import annotations

from litestar import Response, post

from helppanel.contract.ticket import Installation, InstallationRequest
from helppanel.server.api.description import Answer, Description, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, read_json
from helppanel.server.installations import add_installation


@post(
    "/installations",
    opt=described(
        Description(
            summary="Become an installation",
            body=InstallationRequest,
            answers={201: Answer(text="A new installation; its token is told once", content=Installation)},
        )
    ),
)
async def create_installation(request: AnyRequest, parts: NeedsParts) -> Response[Installation]:
    asked = await read_json(request, InstallationRequest)
    made = await parts.store.write(lambda transaction: add_installation(transaction, asked))
    return Response(made, status_code=201, headers={"Cache-Control": "no-store"})


HANDLERS = (create_installation,)
