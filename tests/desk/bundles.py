"""Files as users hand them in."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from helppanel.contract.parcel_file import write_all
from helppanel.contract.report import Attachment, Parcel, ParcelKind, Reply, Report, encode


def bundle(
    folder: Path, *made: Report, blobs: tuple[bytes, ...] = (), replies: tuple[tuple[str, Reply], ...] = ()
) -> bytes:
    """Reports with those of their `blobs` that they name, and replies by ticket number without a proof."""
    paths = {}
    for content in blobs:
        sha256 = hashlib.sha256(content).hexdigest()
        paths[sha256] = folder / sha256
        paths[sha256].write_bytes(content)
    parcels = [
        Parcel(uuid=one.uuid, manifest=encode(one), blobs=_named(one.attachments, paths)) for one in made
    ]
    parcels += [
        Parcel(uuid=one.uuid, manifest=encode(one), blobs={}, kind=ParcelKind.REPLY, ticket=number)
        for number, one in replies
    ]
    stream = BytesIO()
    write_all(parcels, {}, stream)
    return stream.getvalue()


def _named(files: tuple[Attachment, ...], paths: dict[str, Path]) -> dict[str, Path]:
    return {file.sha256: paths[file.sha256] for file in files if file.sha256 in paths}
