"""Reads a ZIP archive of which nothing is known: bounded in memory and time, whatever it says of itself."""

from __future__ import annotations

import errno
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from helppanel.contract.problems import HelpError, Problem

_CHUNK = 1024 * 1024
_DIRECTORY = 2 * 1024 * 1024  # bytes; the list of entries, which is held in memory
_END, _LARGE, _END_SIZE, _LARGE_SIZE = b"PK\x05\x06", b"PK\x06\x07", 22, 20
_BAD = (BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, struct.error, OverflowError, KeyError)


class SafeZip:
    """Entries are found by their exact names, which never become paths. For use as a context manager."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Raises HelpError: BUNDLE_FOREIGN for what is no archive of ours, BUNDLE_DAMAGED; OSError."""
        _check_directory(stream)
        with _reading():
            self._archive = ZipFile(stream)
        entries = self._archive.infolist()
        self.names = dict.fromkeys(entry.filename for entry in entries)  # in their order
        if len(self.names) != len(entries):  # two tools would see two contents
            raise HelpError(Problem.BUNDLE_FOREIGN, "two entries have one name")

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str, limit: int) -> bytes:
        """A whole entry. Raises HelpError: BUNDLE_DAMAGED, BUNDLE_TOO_LARGE beyond `limit` bytes; OSError."""
        return b"".join(self.chunks(name, limit))

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """An entry piece by piece. Raises as `read`."""
        if name not in self.names:
            raise HelpError(Problem.BUNDLE_DAMAGED, f"{name} is missing")
        entry = self._archive.getinfo(name)
        # The other methods unpack without a bound, and nobody has the key of an encrypted entry.
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or entry.flag_bits & 1:
            raise HelpError(Problem.BUNDLE_FOREIGN, f"{name} is packed in another way")
        size = 0
        with _reading(), self._archive.open(entry) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise HelpError(Problem.BUNDLE_TOO_LARGE, f"{name} has more than {limit} bytes")
                yield chunk


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except _BAD as error:
        raise HelpError(Problem.BUNDLE_DAMAGED, f"{type(error).__name__}: {error}") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the beginning, as the archive says
            raise
        raise HelpError(Problem.BUNDLE_DAMAGED, str(error)) from error


def _check_directory(stream: IO[bytes]) -> None:
    """See how long the list of entries is before anything is made of it."""
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        raise HelpError(Problem.BUNDLE_FOREIGN, "no ZIP archive, or an empty one")
    end = stream.seek(0, 2)
    start = max(0, end - _END_SIZE - _LARGE_SIZE)
    stream.seek(start)
    tail = stream.read()
    at = len(tail) - _END_SIZE
    if at < 0 or tail[at : at + 4] != _END or tail[-2:] != b"\0\0":
        # Or there is a comment, which ours never has.
        raise HelpError(Problem.BUNDLE_DAMAGED, "the end is missing")
    if tail[at - _LARGE_SIZE : at].startswith(_LARGE):
        raise HelpError(Problem.BUNDLE_TOO_LARGE, "an archive in the large form")
    if struct.unpack_from("<L", tail, at + 12)[0] > _DIRECTORY:
        raise HelpError(Problem.BUNDLE_TOO_LARGE, "too many entries")
    stream.seek(0)
