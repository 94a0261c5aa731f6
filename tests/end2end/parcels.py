"""Parcels with real files, made by hand: larger than the form would take."""

from __future__ import annotations

import random
from pathlib import Path

from helppanel.contract.limits import MB
from helppanel.contract.report import Attachment, Parcel, encode, measure
from tests.server.callers import report


def parcel(text: str, *files: Path) -> Parcel:
    """A report with these files."""
    attachments, blobs = [], {}
    for file in files:
        sha256, size = measure(file)
        attachments.append(
            Attachment(sha256=sha256, name=file.name, media_type="application/octet-stream", size=size)
        )
        blobs[sha256] = file
    made = report(text, *attachments)
    return Parcel(uuid=made.uuid, manifest=encode(made), blobs=blobs)


def big_file(folder: Path, size: int) -> Path:
    """A file of `size` bytes that no compression makes smaller."""
    file, rng = folder / "recording.bin", random.Random(size)
    with file.open("wb") as writer:
        for start in range(0, size, MB):
            writer.write(rng.randbytes(min(MB, size - start)))
    return file
