"""A disk that fails at one chosen write: of a file, of its name, or of the database."""

from __future__ import annotations

import errno
import io
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import pytest

from helppanel import durable
from helppanel.delivery import blobs as blobs_module
from helppanel.delivery.database import Database


class FailingDisk:
    """Counts what is written once it is `built_in`; the `at`-th time, and no other, the disk is full."""

    def __init__(self) -> None:
        self.at = 0
        self.count = 0

    def arm(self, at: int) -> None:
        """Begin to count anew."""
        self.at, self.count = at, 0

    @property
    def failed(self) -> bool:
        """Whether it came to the write that fails."""
        return 0 < self.at <= self.count

    def now(self) -> bool:
        """Count one write; whether it is the one."""
        self.count += 1
        return self.count == self.at

    def check(self) -> None:
        """Count one write of the file system."""
        if self.now():
            raise OSError(errno.ENOSPC, "no space left on device")

    def build_in(self, database: Database, patch: pytest.MonkeyPatch) -> None:
        """Let every write of blobs and of `database` go through here."""
        real_open, real_replace, real_mkdir = Path.open, Path.replace, Path.mkdir
        real_file, real_folder = durable.sync_file, durable.sync_folder

        def opened(path: Path, mode: str = "r", *args: Any, **more: Any) -> IO[Any]:
            if mode != "wb":
                return real_open(path, mode, *args, **more)
            self.check()
            return _Tight(self, path)

        def replace(path: Path, target: Path) -> Path:
            self.check()
            return real_replace(path, target)

        def mkdir(path: Path, *args: Any, **more: Any) -> None:
            self.check()
            real_mkdir(path, *args, **more)

        def sync_file(descriptor: int) -> None:
            self.check()
            real_file(descriptor)

        def sync_folder(folder: Path) -> None:
            self.check()
            real_folder(folder)

        patch.setattr(Path, "open", opened)
        patch.setattr(Path, "replace", replace)
        patch.setattr(Path, "mkdir", mkdir)
        patch.setattr(blobs_module, "sync_file", sync_file)
        patch.setattr(blobs_module, "sync_folder", sync_folder)
        patch.setattr(database, "_connection", _Connection(self, database._connection))


class _Tight(io.FileIO):
    """A file that takes a part of what is written before the disk is full, as real ones do."""

    def __init__(self, disk: FailingDisk, path: Path) -> None:
        super().__init__(path, "wb")
        self._disk = disk

    def write(self, data: Any, /) -> int:
        self._disk.check()
        return super().write(bytes(data)[: max(1, len(data) // 2)])


class _Connection:
    """A connection whose statements may find the disk full; what is not counted is passed on."""

    def __init__(self, disk: FailingDisk, real: sqlite3.Connection) -> None:
        self._disk = disk
        self._real = real

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sql != "ROLLBACK":
            self._check()
        return self._real.execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any]) -> sqlite3.Cursor:
        self._check()
        return self._real.executemany(sql, rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def _check(self) -> None:
        if self._disk.now():
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
