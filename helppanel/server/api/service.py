"""`GET /service`: who answers, when and how to reach them."""

from __future__ import annotations

from litestar import Response, get

from helppanel.contract.service_info import ServiceInfo
from helppanel.server.api.description import Answer, Description, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, has_etag


@get(
    "/service",
    opt=described(
        Description(
            summary="The service info",
            conditional=True,
            answers={
                200: Answer(text="As published now", content=ServiceInfo, headers=("ETag",)),
                304: Answer(text="It is the one of If-None-Match", headers=("ETag",)),
            },
        )
    ),
)
async def get_service(request: AnyRequest, parts: NeedsParts) -> Response[bytes | None]:
    service = parts.service.now
    headers = {"ETag": f'"{service.etag}"', "Cache-Control": "no-cache"}
    if has_etag(request, service.etag):
        return Response(None, status_code=304, headers=headers)
    return Response(service.body, media_type="application/json", headers=headers)


HANDLERS = (get_service,)
