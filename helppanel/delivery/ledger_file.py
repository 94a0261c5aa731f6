"""The ledger as one file: a ZIP archive that people can read, with every byte that left.

ledger.json                     when, to which server, what was masked, the receipt; to be read
parcels/<uuid>/manifest.json    the manifest, byte for byte as it left
blobs/<sha256>                  each file, named by the SHA-256 of what is in it
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from helppanel.contract.report import Parcel
from helppanel.delivery.ledger import LedgerRow

FORMAT = 1


def write(pairs: Sequence[tuple[LedgerRow, Parcel]], at: datetime, stream: IO[bytes]) -> None:
    """Write all of it. A file that is gone is said to be so. Raises OSError."""
    blobs: dict[str, Path] = {}
    for _, parcel in pairs:
        blobs |= {sha256: path for sha256, path in parcel.blobs.items() if path.exists()}
    about = {
        "format": FORMAT,
        "exported_at": at,
        "parcels": [_about(row, parcel, blobs) for row, parcel in pairs],
    }
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("ledger.json", msgspec.json.format(msgspec.json.encode(about), indent=2))
        for row, parcel in pairs:
            archive.writestr(_manifest(row), parcel.manifest)
        for sha256, path in sorted(blobs.items()):
            with path.open("rb") as source, archive.open(f"blobs/{sha256}", "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1024 * 1024)


def _about(row: LedgerRow, parcel: Parcel, blobs: dict[str, Path]) -> dict[str, Any]:
    return {
        "uuid": row.uuid,
        "kind": row.kind,
        "title": row.title,
        "left_at": row.left_at,
        "server": row.server or None,
        "handed_over_as_a_file_at": row.handed_at,
        "state": row.state,
        "refused_because": row.problem,
        "taken_back_at": row.taken_back_at,
        "receipt": None
        if row.received_at is None
        else {"number": row.number, "received_at": row.received_at},
        "masked_in_the_text": row.masked,
        "covered_in_pictures": row.covered,
        "bytes": row.size,
        "manifest": _manifest(row),
        "manifest_sha256": hashlib.sha256(parcel.manifest).hexdigest(),
        "files": [
            {
                "name": file.name,
                "bytes": file.size,
                "sha256": file.sha256,
                "content": f"blobs/{file.sha256}" if file.sha256 in blobs else None,
            }
            for file in row.files
        ],
    }


def _manifest(row: LedgerRow) -> str:
    return f"parcels/{row.uuid}/manifest.json"
