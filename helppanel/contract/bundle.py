"""Reads what `parcel_file` writes, from people nobody knows: one parcel or several, and their blobs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import IO, Annotated

import msgspec

from helppanel.contract.limits import Limits
from helppanel.contract.parcel_file import BLOBS, FORMAT, HEAD, MANIFEST, PARCELS, Head
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Attachment
from helppanel.contract.safe_zip import SafeZip

MOST = 100  # parcels in one file
_HEAD_BYTES = 64 * 1024


class Packed(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel as it lies in the file, its blobs apart."""

    head: Head
    manifest: bytes


class _Form(msgspec.Struct):
    format: int


class _Named(msgspec.Struct):
    attachments: Annotated[tuple[Attachment, ...], msgspec.Meta(max_length=50)] = ()


class Bundle:
    """An open file; at most `limits.bundle` bytes are ever unpacked from it."""

    def __init__(self, archive: SafeZip, limits: Limits) -> None:
        """Raises HelpError: BUNDLE_FOREIGN, BUNDLE_DAMAGED, BUNDLE_TOO_LARGE, WIRE_UNSUPPORTED; OSError."""
        self._archive = archive
        self._left = limits.bundle
        folders = [HEAD] if HEAD in archive.names else list(filter(_is_head, archive.names))
        if not folders:
            raise HelpError(Problem.BUNDLE_FOREIGN, f"no {HEAD}")
        if len(folders) > MOST:
            raise HelpError(Problem.BUNDLE_TOO_LARGE, f"more than {MOST} parcels")
        self.parcels = tuple(self._packed(name.removesuffix(HEAD), limits.manifest) for name in folders)
        if len({packed.head.uuid for packed in self.parcels}) != len(folders):
            raise HelpError(Problem.BUNDLE_FOREIGN, "two parcels have one UUID")

    def holds(self, sha256: str) -> bool:
        """Whether a blob of this name is in it."""
        return BLOBS + sha256 in self._archive.names

    def blob(self, sha256: str, size: int) -> Iterator[bytes]:
        """A blob of `size` bytes, piece by piece.

        Raises at the latest after the last piece HelpError BUNDLE_DAMAGED for other bytes than named, or as
        the constructor.
        """
        digest, found = hashlib.sha256(), 0
        for chunk in self._archive.chunks(BLOBS + sha256, min(size, self._left)):
            self._left -= len(chunk)
            digest.update(chunk)
            found += len(chunk)
            yield chunk
        if found != size or digest.hexdigest() != sha256:
            raise HelpError(Problem.BUNDLE_DAMAGED, f"{sha256} has other bytes")

    def _packed(self, folder: str, limit: int) -> Packed:
        raw = self._read(folder + HEAD, _HEAD_BYTES)
        try:
            form = msgspec.json.decode(raw, type=_Form).format
            if form != FORMAT:
                raise HelpError(Problem.WIRE_UNSUPPORTED, f"format {form}")
            head = msgspec.json.decode(raw, type=Head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise HelpError(Problem.BUNDLE_FOREIGN, f"{folder}{HEAD}: {error}") from error
        return Packed(head=head, manifest=self._read(folder + MANIFEST, limit))

    def _read(self, name: str, limit: int) -> bytes:
        found = self._archive.read(name, min(limit, self._left))
        self._left -= len(found)
        return found


def attachments_of(manifest: bytes) -> dict[str, int]:
    """The size of each blob that a manifest names; none of one that cannot be read."""
    try:
        named = msgspec.json.decode(manifest, type=_Named).attachments
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {file.sha256: file.size for file in named}


def open_bundle(stream: IO[bytes], limits: Limits) -> Bundle:
    """The parcels in `stream`, which stays the caller's to close. Raises as `Bundle` and `SafeZip`."""
    return Bundle(SafeZip(stream), limits)


def _is_head(name: str) -> bool:
    return name.startswith(PARCELS) and name.endswith(f"/{HEAD}") and name.count("/") == 2
