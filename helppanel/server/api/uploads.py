"""`POST /uploads`, `HEAD`, `PATCH` and `DELETE /uploads/{upload}`: blobs in pieces, after tus 1.0.

https://tus.io/protocols/resumable-upload 1.0.0: core, creation, checksum, expiration, termination.
"""

from __future__ import annotations

from email.utils import format_datetime

from litestar import Response, delete, head, patch, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from helppanel.contract.problems import HelpError, Problem
from helppanel.server import arrivals, blob_rights
from helppanel.server.api.description import PIECE, Answer, Description, Security, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, Parts, installation
from helppanel.server.api.tus_headers import (
    BASE64,
    VERSION,
    check_version,
    checksum_of,
    named_blob,
    number_of,
)
from helppanel.server.store import Store
from helppanel.server.uploads import Upload, drop_expired, extended, find_upload, open_upload

_VERSION = {"Tus-Resumable": f"^{VERSION}$".replace(".", "[.]")}
_LENGTH = "^[0-9]{1,15}$"
_GONE = {"Cache-Control": "no-store"}


@post(
    "/uploads",
    opt=described(
        Description(
            summary="Begin, or go on with, the upload of a blob that a manifest you sent names",
            security=Security.INSTALLATION,
            headers={
                **_VERSION,
                "Upload-Length": _LENGTH,
                "Upload-Metadata": f"^sha256 {BASE64}$",
            },
            answers={
                201: Answer(
                    text="The upload's address, and how much of it is here already",
                    headers=("Location", "Upload-Offset", "Upload-Expires", "Tus-Resumable"),
                )
            },
            problems=(
                *(Problem.BAD_REQUEST, Problem.BLOB_UNKNOWN, Problem.BLOB_MISMATCH),
                *(Problem.TOO_LARGE, Problem.RATE_LIMITED),
            ),
        )
    ),
)
async def create_upload(request: AnyRequest, parts: NeedsParts) -> Response[None]:
    caller = installation(request, parts)
    check_version(request)
    length, (sha256, stated) = number_of(request, "Upload-Length"), named_blob(request)
    if length > parts.service.info.limits.file:
        raise HelpError(Problem.TOO_LARGE, f"more than {parts.service.info.limits.file} bytes")
    sizes = await parts.store.read(lambda connection: blob_rights.named_sizes(connection, caller.id, sha256))
    if not sizes:
        raise HelpError(Problem.BLOB_UNKNOWN, f"no manifest of this installation names {sha256}")
    if length not in sizes:
        raise HelpError(Problem.BLOB_MISMATCH, f"no manifest gives {sha256} {length} bytes")
    expired, upload = await parts.store.write(
        lambda transaction: (
            drop_expired(transaction),
            open_upload(transaction, caller.id, sha256, length, stated),
        )
    )
    parts.store.partials.remove(expired)
    async with parts.store.partials.turn(upload.id):
        offset = await _brought(parts.store, upload)
    headers = {"Location": f"uploads/{upload.id}", "Upload-Offset": str(offset), **_expiry(upload)}
    return Response(None, status_code=201, headers=headers)


@head(
    "/uploads/{upload:str}",
    opt=described(
        Description(
            summary="How much of an upload is here",
            security=Security.INSTALLATION,
            headers=_VERSION,
            answers={
                200: Answer(
                    text="The byte to go on with",
                    headers=(
                        *("Upload-Offset", "Upload-Length", "Upload-Metadata", "Upload-Expires"),
                        *("Tus-Resumable", "Cache-Control"),
                    ),
                )
            },
            problems=(Problem.NOT_FOUND, Problem.BLOB_MISMATCH),
        )
    ),
)
async def look_at_upload(request: AnyRequest, upload: FromPath[str], parts: NeedsParts) -> Response[None]:
    await _find(request, upload, parts)
    async with parts.store.partials.turn(upload):
        found = await _find(request, upload, parts)
        offset = await _brought(parts.store, found)
    headers = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(found.size),
        "Upload-Metadata": found.stated,
        **_expiry(found),
        **_GONE,
    }
    return Response(None, status_code=200, headers=headers)


@patch(
    "/uploads/{upload:str}",
    opt=described(
        Description(
            summary="Send the next bytes of an upload; what came of a broken call is kept",
            security=Security.INSTALLATION,
            headers={**_VERSION, "Upload-Offset": _LENGTH},
            optional={"Upload-Checksum": f"^(sha1|sha256) {BASE64}$"},
            body=PIECE,
            answers={
                204: Answer(
                    text="Kept, durably; with the last byte the blob is",
                    headers=("Upload-Offset", "Upload-Expires", "Tus-Resumable"),
                )
            },
            problems=(
                *(Problem.BAD_REQUEST, Problem.NOT_FOUND, Problem.UPLOAD_MOVED, Problem.BLOB_MISMATCH),
                *(Problem.PIECE_MISMATCH, Problem.TIMEOUT),
            ),
        )
    ),
)
async def patch_upload(request: AnyRequest, upload: FromPath[str], parts: NeedsParts) -> Response[None]:
    await _find(request, upload, parts)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != PIECE:
        raise HTTPException(status_code=415, detail=f"a piece is {PIECE}")
    begin, checksum = number_of(request, "Upload-Offset"), checksum_of(request)
    store = parts.store
    async with store.partials.turn(upload) as turn:
        found = await _find(request, upload, parts)
        offset = await arrivals.offset_of(store, found)
        if begin != offset:
            raise HelpError(Problem.UPLOAD_MOVED, f"the upload is at {offset}, not {begin}")
        room = found.size - offset
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > room:
            raise HelpError(Problem.TOO_LARGE, f"more than the {room} bytes that are missing")
        if room:
            offset = await store.partials.receive(turn, upload, request.stream(), room, checksum)
        await _brought(store, found, offset)
    found = await store.write(lambda transaction: extended(transaction, found))
    return Response(None, status_code=204, headers={"Upload-Offset": str(offset), **_expiry(found)})


@delete(
    "/uploads/{upload:str}",
    opt=described(
        Description(
            summary="Give an upload up",
            security=Security.INSTALLATION,
            headers=_VERSION,
            answers={204: Answer(text="What had arrived is gone", headers=("Tus-Resumable",))},
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def delete_upload(request: AnyRequest, upload: FromPath[str], parts: NeedsParts) -> Response[None]:
    await _find(request, upload, parts)
    async with parts.store.partials.turn(upload):
        await arrivals.remove(parts.store, await _find(request, upload, parts))
    return Response(None, status_code=204)


async def _find(request: AnyRequest, upload_id: str, parts: Parts) -> Upload:
    """Raises HelpError: UNAUTHORIZED, NOT_FOUND; HTTPException(412)."""
    caller = installation(request, parts)
    check_version(request)
    return await parts.store.read(lambda connection: find_upload(connection, caller.id, upload_id))


async def _brought(store: Store, upload: Upload, offset: int | None = None) -> int:
    """The offset; if that is the end, the upload is made the blob it is. In the upload's turn."""
    if offset is None:
        offset = await arrivals.offset_of(store, upload)
    if offset == upload.size and not await store.read(
        lambda connection: blob_rights.has_arrived(connection, upload.installation_id, upload.sha256)
    ):
        await arrivals.finish(store, upload)
    return offset


def _expiry(upload: Upload) -> dict[str, str]:
    return {"Upload-Expires": format_datetime(upload.expires_at, usegmt=True)}


HANDLERS = (create_upload, look_at_upload, patch_upload, delete_upload)
