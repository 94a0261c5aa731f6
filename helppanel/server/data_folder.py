"""The data folder: made for nobody else to read, and held by one server at a time."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import make_folder as make_durably

LOCK = "server.lock"
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}


def make_folder(folder: Path) -> None:
    """Make `folder` unless it is there, and see that files can be made in it.

    Raises HelpError(DATA_UNWRITABLE).
    """
    try:
        make_durably(folder, mode=0o700)  # what users wrote is nobody else's
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error


def private_opener(path: str, flags: int) -> int:
    """For `open(…, opener=…)`: a file that is made is its owner's alone, whatever the folder allows."""
    return os.open(path, flags, 0o600)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the data in `folder`, which is made when need be, against other servers.

    The system frees it when the process ends, however it ends.
    Raises HelpError: DATA_IN_USE, DATA_UNWRITABLE.
    """
    make_folder(folder)
    try:
        file = open(folder / LOCK, "ab", opener=private_opener)  # noqa: SIM115  held until the end
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error
    with file:
        try:
            _lock(file.fileno())
        except OSError as error:
            code = Problem.DATA_IN_USE if error.errno in _TAKEN else Problem.DATA_UNWRITABLE
            raise HelpError(code, f"{folder}: {error}", folder=str(folder)) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
