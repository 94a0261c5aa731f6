"""A ticket's files: attachments as downloads, screenshots as pictures, the manifest as it came."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from litestar import Response, get
from litestar.response import File

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.desk.pictures import picture_type
from helppanel.server.desk.session import Visit
from helppanel.server.desk.wording import plain
from helppanel.server.desk_ticket import desk_ticket, manifest_bytes
from helppanel.server.store import Store

# What users sent is never a page of ours: no script, no style, no plugin, an origin of its own.
_FOREIGN = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox"}
_BYTES = "application/octet-stream"


@get("/tickets/{number:str}/files/{sha256:str}")
async def download(store: Store, visit: Visit, number: str, sha256: str) -> File:
    """An attachment, always as a download and never as the type its sender claims."""
    path, name = await store.read(lambda connection: _find(connection, store, number, sha256))
    return File(path, media_type=_BYTES, headers=download_headers(name))


@get("/tickets/{number:str}/pictures/{sha256:str}")
async def picture(store: Store, visit: Visit, number: str, sha256: str) -> File:
    """An attachment that is a picture, to be looked at."""

    def find(connection: sa.Connection) -> tuple[Path, str | None]:
        path, _ = _find(connection, store, number, sha256)
        return path, picture_type(path)

    path, media_type = await store.read(find)
    if media_type is None:
        raise HelpError(Problem.NOT_FOUND, f"{sha256} is no picture")
    return File(path, media_type=media_type, headers=dict(_FOREIGN), content_disposition_type="inline")


@get("/tickets/{number:str}/manifest")
async def manifest(store: Store, visit: Visit, number: str) -> Response[bytes]:
    """The report's manifest, byte for byte as it was received."""
    body = await store.read(lambda connection: manifest_bytes(connection, number))
    return Response(body, media_type=_BYTES, headers=download_headers(f"{number}.json"))


def _find(connection: sa.Connection, store: Store, number: str, sha256: str) -> tuple[Path, str]:
    for file in desk_ticket(connection, number).attachments:
        if file.sha256 == sha256 and file.arrived:
            return store.blobs.path(sha256), file.name
    raise HelpError(Problem.NOT_FOUND, f"ticket {number} has no file {sha256}")


def download_headers(name: str) -> dict[str, str]:
    """Those of a file that is saved under `name`."""
    # No Litestar `filename=`: it derives Content-Encoding from a name such as log.txt.gz.
    safe = plain(name).replace("/", "_").replace("\\", "_") or "file"
    return _FOREIGN | {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(safe, safe='')}"}


ROUTES = (download, picture, manifest)
