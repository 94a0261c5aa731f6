"""Writing that is whole or not there, with the disk's errors as problem codes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from helppanel.contract.problems import HelpError, Problem

# EFBIG: a limit of the user's, or of the file system's, on one file; what helps is the same.
_FULL = {errno.ENOSPC, errno.EFBIG} | ({errno.EDQUOT} if hasattr(errno, "EDQUOT") else set())
_WINDOWS_FULL = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
_CHUNK = 1024 * 1024


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn OSError into HelpError DISK_FULL or DATA_UNWRITABLE."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_FULL
        raise HelpError(Problem.DISK_FULL if full else Problem.DATA_UNWRITABLE, str(error)) from error


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a reader sees all of it or what was there before. Raises OSError."""
    with replacing(path) as stream:
        stream.write(data)


def copy_file(source: Path, target: Path, name: str, limit: int) -> int:
    """Copy a regular file and return its bytes; `name` is how the problem calls it.

    Raises HelpError FILE_TOO_LARGE (checked before copying, and while: a file may grow), FILE_UNREADABLE,
    DISK_FULL or DATA_UNWRITABLE. Nothing is left behind then.
    """
    with _reading(source, name) as stream:
        if os.fstat(stream.fileno()).st_size > limit:
            raise _too_large(name, limit)
        size = 0
        with disk_errors(), replacing(target) as copy:
            while chunk := _read(stream, name):
                size += len(chunk)
                if size > limit:
                    raise _too_large(name, limit)
                copy.write(chunk)
    return size


def _too_large(name: str, limit: int) -> HelpError:
    return HelpError(Problem.FILE_TOO_LARGE, name=name, limit=limit // 1024**2)


@contextmanager
def _reading(path: Path, name: str) -> Iterator[BinaryIO]:
    try:
        # Looked at before opening: opening a pipe would wait for a writer that may never come.
        if not stat.S_ISREG(path.stat().st_mode):
            raise HelpError(Problem.FILE_UNREADABLE, "not a regular file", name=name)
        stream = path.open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=name) from error
    with stream:
        yield stream


def _read(stream: BinaryIO, name: str) -> bytes:
    try:
        return stream.read(_CHUNK)
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=name) from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """What is written into it is at `path` in one step, or not at all once anything is raised. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the new name is durable only once its folder is
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
