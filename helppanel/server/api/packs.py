"""`GET /packs` and `GET /packs/{sha256}`: articles for panels that are already out there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import BinaryIO

from anyio import to_thread
from litestar import Response, get
from litestar.params import FromPath
from litestar.response import Stream

from helppanel.contract.packs import PackList
from helppanel.contract.problems import HelpError, Problem
from helppanel.server.api.description import BINARY, Answer, Description, described
from helppanel.server.api.requests import AnyRequest, NeedsParts, has_etag

_BLOCK = 256 * 1024  # bytes read and sent at a time


@get(
    "/packs",
    opt=described(
        Description(
            summary="The packs of articles to download",
            conditional=True,
            answers={
                200: Answer(text="As offered now", content=PackList, headers=("ETag",)),
                304: Answer(text="It is the one of If-None-Match", headers=("ETag",)),
            },
        )
    ),
)
async def list_packs(request: AnyRequest, parts: NeedsParts) -> Response[bytes | None]:
    published = await to_thread.run_sync(parts.packs.look)
    headers = {"ETag": f'"{published.etag}"', "Cache-Control": "no-cache"}
    if has_etag(request, published.etag):
        return Response(None, status_code=304, headers=headers)
    return Response(published.body, media_type="application/json", headers=headers)


@get(
    "/packs/{sha256:str}",
    opt=described(
        Description(
            summary="A pack, or with `Range: bytes=FIRST-LAST` a part of it",
            conditional=True,
            answers={
                200: Answer(text="The whole pack", media_type=BINARY, headers=("ETag",)),
                206: Answer(text="The part", media_type=BINARY, headers=("ETag", "Content-Range")),
                304: Answer(text="It is the one of If-None-Match", headers=("ETag",)),
            },
            problems=(Problem.NOT_FOUND,),
        )
    ),
)
async def get_pack(request: AnyRequest, sha256: FromPath[str], parts: NeedsParts) -> Response[None] | Stream:
    published = await to_thread.run_sync(parts.packs.look)
    # The address is the content's hash: what is under it never changes.
    headers = {"ETag": f'"{sha256}"', "Cache-Control": "public, max-age=31536000, immutable"}
    file = published.files.get(sha256)
    if file is None:
        raise HelpError(Problem.NOT_FOUND, f"no pack {sha256}")
    if has_etag(request, sha256):
        return Response(None, status_code=304, headers=headers)
    size = (await to_thread.run_sync(file.stat)).st_size
    first, last = _asked(request.headers.get("range", ""), size) or (0, size - 1)
    is_part = (first, last) != (0, size - 1)
    if is_part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers |= {"Accept-Ranges": "bytes", "Content-Length": str(last - first + 1)}
    stream = await to_thread.run_sync(lambda: file.open("rb"))
    return Stream(
        _read(stream, first, last - first + 1),
        status_code=206 if is_part else 200,
        media_type=BINARY,
        headers=headers,
    )


def _asked(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range asked for; None where the whole is to be sent (RFC 9110 §14.2)."""
    found = re.fullmatch(r"bytes=([0-9]{1,15})-([0-9]{0,15})", header.strip())
    if found is None:
        return None
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    return (first, last) if first <= last else None


async def _read(stream: BinaryIO, first: int, length: int) -> AsyncIterator[bytes]:
    with stream:
        await to_thread.run_sync(stream.seek, first)
        while length > 0 and (block := await to_thread.run_sync(stream.read, min(_BLOCK, length))):
            length -= len(block)
            yield block


HANDLERS = (list_packs, get_pack)
