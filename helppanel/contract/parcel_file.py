"""Parcels as one file, to be handed over where no network reaches: a ZIP archive that any tool can open.

    parcel.json         {"format": 1, "kind": "report", "ticket": null, "uuid": "…"}
    manifest.json       the manifest, byte for byte as it would be sent
    blobs/<sha256>      each blob, named by the SHA-256 of what is in it

Of several parcels the first two lie in `parcels/<uuid>/`, the blobs of all together. A reply's head also has
`report`: only who made a ticket's report can tell its SHA-256. Two files of the same parcels are the same: no
times, no names of the machine. `bundle` reads them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import msgspec

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ParcelKind, Sha256

FORMAT = 1
ENDING = ".zip"
HEAD, MANIFEST, PARCELS, BLOBS = "parcel.json", "manifest.json", "parcels/", "blobs/"
_CHUNK = 1024 * 1024
_PACKED = {b"\x89PNG", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"PK\x03\x04", b"\x1f\x8b\x08\x00"}

Tell = Callable[[int], None]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest does not say of a parcel; `report` is the SHA-256 of its ticket's manifest."""

    format: int = FORMAT
    uuid: UUID
    kind: ParcelKind
    ticket: str | None = None
    report: Sha256 | msgspec.UnsetType = msgspec.UNSET


def write(parcel: Parcel, stream: BinaryIO, tell: Tell = lambda _bytes: None) -> None:
    """`write_all` of one."""
    write_all([parcel], {}, stream, tell)


def write_all(
    parcels: Sequence[Parcel],
    reports: Mapping[str, str],
    stream: BinaryIO,
    tell: Tell = lambda _bytes: None,
) -> None:
    """Write `parcels` into `stream`; `reports` has the SHA-256 of each ticket's report by ticket number.

    `tell` hears of the bytes that are done, and may raise to stop it. Raises OSError of the stream, and
    HelpError FILE_UNREADABLE for a blob that is gone or another by now.
    """
    blobs: dict[str, Path] = {}
    with ZipFile(stream, "w") as archive:
        for parcel in parcels:
            folder = f"{PARCELS}{parcel.uuid}/" if len(parcels) > 1 else ""
            report = reports.get(parcel.ticket or "", msgspec.UNSET)
            head = Head(uuid=parcel.uuid, kind=parcel.kind, ticket=parcel.ticket, report=report)
            archive.writestr(_entry(folder + HEAD), msgspec.json.encode(head, order="deterministic"))
            archive.writestr(_entry(folder + MANIFEST), parcel.manifest)
            tell(len(parcel.manifest))
            blobs |= parcel.blobs
        for sha256, path in sorted(blobs.items()):
            _add(archive, sha256, path, tell)


def _add(archive: ZipFile, sha256: str, path: Path, tell: Tell) -> None:
    digest = hashlib.sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=path.name) from error
    with source:
        begin = source.read(4)
        source.seek(0)
        entry = _entry(BLOBS + sha256, packed=begin in _PACKED)
        entry.file_size = path.stat().st_size  # tells the archive in time whether it needs the large form
        with archive.open(entry, "w") as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                target.write(chunk)
                tell(len(chunk))
    if digest.hexdigest() != sha256:
        raise HelpError(Problem.FILE_UNREADABLE, f"{path} is not {sha256} any more", name=path.name)


def _entry(name: str, *, packed: bool = False) -> ZipInfo:
    entry = ZipInfo(name)  # of 1980: when it was written is nobody's business
    entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    return entry
