"""The pack's file: a header, everything the catalogue points at, then the catalogue.

    magic (8 bytes) | format u32 | 0 u32 | place and length of the catalogue (u64 each)
    | SHA-256 of the catalogue | SHA-256 of all between header and catalogue (32 bytes each)
    pictures, articles and the parts of the indexes, each at a multiple of 8 | catalogue (msgpack)

Little-endian; the same content is always the same bytes. The file is mapped, not read: what no query asks for
never enters memory. A part of an index is an array of numbers, or texts as msgpack.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from helppanel.articles.pack_file import FORMAT, MAGIC, stamp
from helppanel.contract.problems import HelpError, Problem

# A pack up to this size is read whole when it is opened: its checksum takes some 20 ms. Whoever opens a
# larger one has it verified, too, but need not wait for that.
VERIFIED_AT_ONCE = 32 * 1024 * 1024

_HEADER = struct.Struct("<8sIIQQ32s32s")
_CHUNK = 1 << 20
_ALIGNED = 8

Place = tuple[int, int]  # offset in the file, length; in bytes
Array = NDArray[np.generic]


class Part(msgspec.Struct, frozen=True, array_like=True):
    """An array: its type as numpy writes it (`<u4`), its shape and its place."""

    type: str
    shape: tuple[int, ...]
    at: Place


class Shelf(msgspec.Struct, frozen=True, array_like=True):
    """One locale: its number of articles, sections, platforms, and the parts of its index by name."""

    locale: str
    pages: int
    sections: tuple[str, ...]
    platforms: tuple[str, ...]
    parts: dict[str, Part]


class Catalogue(msgspec.Struct, frozen=True, array_like=True):
    """All locales of a pack in order, and its pictures by name."""

    shelves: tuple[Shelf, ...]
    images: dict[str, Place]


class Writer:
    """Writes a pack beside its final path; `finish` puts it into place in one step. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        import tempfile  # not for readers, who start a quarter quicker without

        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        self._name = Path(name)
        self._file = os.fdopen(handle, "wb")
        self._file.write(bytes(_HEADER.size))
        self._at = _HEADER.size
        self._digest = hashlib.sha256()

    def put(self, data: bytes | memoryview) -> Place:
        """Adds `data` and returns where it lies."""
        place = self._at, len(data)
        self._write(data)
        self._write(bytes(-self._at % _ALIGNED))
        return place

    def put_array(self, array: Array) -> Part:
        """Adds an array of numbers."""
        little = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
        return Part(little.dtype.str, little.shape, self.put(little.reshape(-1).view(np.uint8).data))

    def finish(self, catalogue: Catalogue) -> int:
        """Puts the file into place and returns its size in bytes."""
        data = msgspec.msgpack.encode(catalogue)
        sums = hashlib.sha256(data).digest(), self._digest.digest()
        self._file.write(data)
        self._file.seek(0)
        self._file.write(_HEADER.pack(MAGIC, FORMAT, 0, self._at, len(data), *sums))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._name.chmod(0o644)
        self._name.replace(self._path)
        return self._at + len(data)

    def abandon(self) -> None:
        """Leaves nothing behind; does nothing after `finish`."""
        self._file.close()
        with suppress(OSError):
            self._name.unlink()

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._at += len(data)


class Mapped:
    """A pack file, mapped into memory. Safe to use from several threads.

    Another file may take its place at any time; who reads here reads on in the old one. Nobody should write
    into the file itself. Where somebody does, `is_touched` says so before anything is read; what remains is
    the moment in between: outside Windows, which forbids it, a system ends a process that reads where a file
    was just cut off.
    """

    def __init__(self, path: Path) -> None:
        """Raises HelpError: FILE_UNREADABLE, PACK_FOREIGN (not a pack, or another format), PACK_DAMAGED."""
        self._path = path
        try:
            self.stamp = stamp(path)
            with path.open("rb") as file:
                header = file.read(_HEADER.size)
                self._check(header)
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except OSError as error:
            raise HelpError(Problem.FILE_UNREADABLE, f"{path}: {error.strerror}") from error
        _, _, _, self._end, length, catalogue, self._sum = _HEADER.unpack(header)
        self.is_verified = False
        try:
            self.catalogue = self._read_catalogue(length, catalogue)
            if len(self._data) <= VERIFIED_AT_ONCE:
                self.verify()
        except HelpError:
            self.close()
            raise

    @property
    def version(self) -> str:
        """What tells this content from any other: 16 hexadecimal digits."""
        return bytes(self._sum).hex()[:16]

    def is_touched(self) -> bool:
        """Whether somebody has written into the file since it was opened: what is mapped is then no pack."""
        try:
            now = stamp(self._path)
        except OSError:  # gone from its folder, not from here
            return False
        return now != self.stamp and now[:2] == self.stamp[:2]

    def verify(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Reads the whole file, unless `cancelled` says that nobody cares. Raises HelpError PACK_DAMAGED."""
        digest = hashlib.sha256()
        for chunk in self._chunks():
            digest.update(chunk)
            if cancelled():
                return
        if digest.digest() != self._sum:
            raise self._damaged("wrong checksum")
        self.is_verified = True

    def _chunks(self) -> Iterator[bytes]:
        """Everything between header and catalogue."""
        starts = range(_HEADER.size, self._end, _CHUNK)
        if self._is_there():
            # Not by the map: that fills no memory of ours, and a file that was cut off is no danger.
            try:
                with self._path.open("rb") as file:
                    file.seek(_HEADER.size)
                    yield from (file.read(min(_CHUNK, self._end - start)) for start in starts)
            except OSError as error:
                raise self._damaged(str(error.strerror)) from error
        else:
            for start in starts:
                yield self._data[start : min(start + _CHUNK, self._end)]
                self.forget()

    def _is_there(self) -> bool:
        """Whether the file is still in its place. Raises HelpError PACK_DAMAGED for one written into."""
        if self.is_touched():
            raise self._damaged("written into while open")
        try:
            return stamp(self._path) == self.stamp
        except OSError:
            return False

    def read(self, place: Place) -> bytes:
        """The bytes at `place`."""
        return self._data[place[0] : place[0] + place[1]]

    def arrays(self, parts: Mapping[str, Part]) -> dict[str, Array]:
        """The arrays at `parts`, as they lie in the file. Raises HelpError PACK_DAMAGED."""
        try:
            return {name: self._array(part) for name, part in parts.items()}
        except (TypeError, ValueError) as error:
            raise self._damaged(str(error)) from error

    def forget(self) -> None:
        """Lets the system take back the memory that reading has filled; it is read again when asked for."""
        if sys.platform != "win32":
            self._data.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Lets go of the file; as soon as nobody reads in it, if somebody still does."""
        with suppress(BufferError):
            self._data.close()

    def _array(self, part: Part) -> Array:
        kind = np.dtype(part.type)
        count = int(np.prod(part.shape, dtype=np.int64))
        if count * kind.itemsize != part.at[1] or part.at[0] + part.at[1] > self._end:
            raise ValueError("an array with more numbers than bytes, or fewer")
        if not count:
            return np.zeros(part.shape, kind)
        return np.frombuffer(self._data, kind, count, part.at[0]).reshape(part.shape)

    def _check(self, header: bytes) -> None:
        if header[: len(MAGIC)] != MAGIC[: len(header)] or not header:
            raise HelpError(Problem.PACK_FOREIGN, f"{self._path}: not a pack")
        if len(header) < _HEADER.size:
            raise self._damaged("cut off in the header")
        _, version, reserved, *_ = _HEADER.unpack(header)
        if version != FORMAT:
            raise HelpError(Problem.PACK_FOREIGN, f"{self._path}: pack format {version}, not {FORMAT}")
        if reserved:
            raise self._damaged("bytes where there are none")

    def _read_catalogue(self, length: int, wanted: bytes) -> Catalogue:
        if self._end + length != len(self._data):
            raise self._damaged("cut off, or too long")
        data = self._data[self._end :]
        if hashlib.sha256(data).digest() != wanted:
            raise self._damaged("wrong checksum")
        try:
            return msgspec.msgpack.decode(data, type=Catalogue)
        except msgspec.MsgspecError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, how: str) -> HelpError:
        return HelpError(Problem.PACK_DAMAGED, f"{self._path}: {how}")
