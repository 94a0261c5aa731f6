"""`PUT` and `GET /blobs/{sha256}`: the attachments of one's own tickets."""

from __future__ import annotations

from litestar import Response, get, put
from litestar.params import FromPath
from litestar.response import File

from helppanel.contract.problems import HelpError, Problem
from helppanel.server import arrivals, blob_rights
from helppanel.server.api.description import BINARY, Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, check_length, installation
from helppanel.server.store import Store

GET_ANSWERS = {
    200: Answer(
        text="The bytes, as a download",
        media_type=BINARY,
        headers=("Content-Disposition", "X-Content-Type-Options"),
    )
}


@put(
    "/blobs/{sha256:str}",
    opt=described(
        Description(
            summary="Send a blob that a manifest you sent names",
            security=Security.INSTALLATION,
            body=BINARY,
            answers={
                201: Answer(text="Kept, durably"),
                200: Answer(text="It was here already"),
            },
            problems=(Problem.BLOB_UNKNOWN, Problem.BLOB_MISMATCH),
        )
    ),
)
async def put_blob(request: AnyRequest, sha256: FromPath[str], parts: NeedsParts) -> Response[None]:
    caller = installation(request, parts)
    check_length(request, parts.service.info.limits.file)
    sizes = await parts.store.read(lambda connection: blob_rights.named_sizes(connection, caller.id, sha256))
    if not sizes:
        raise HelpError(Problem.BLOB_UNKNOWN, f"no manifest of this installation names {sha256}")
    size = await parts.store.blobs.receive(request.stream(), sha256, sizes)
    is_new = await arrivals.record(parts.store, caller.id, sha256, size)
    return Response(None, status_code=201 if is_new else 200)


@get(
    "/blobs/{sha256:str}",
    opt=described(
        Description(
            summary="An attachment of a ticket of yours",
            security=Security.INSTALLATION,
            answers=GET_ANSWERS,
            problems=(Problem.BLOB_UNKNOWN,),
        )
    ),
)
async def get_blob(request: AnyRequest, sha256: FromPath[str], parts: NeedsParts) -> File:
    caller = installation(request, parts)
    if not await parts.store.read(lambda connection: blob_rights.has_arrived(connection, caller.id, sha256)):
        raise HelpError(Problem.BLOB_UNKNOWN, f"no blob {sha256}")
    return blob_file(parts.store, sha256)


def blob_file(store: Store, sha256: str) -> File:
    """The blob as a download that no browser will open or guess at."""
    return File(
        store.blobs.path(sha256),
        filename=sha256,
        media_type=BINARY,
        content_disposition_type="attachment",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private"},
    )


HANDLERS = (put_blob, get_blob)
