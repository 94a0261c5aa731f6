"""A disk that loses power: what was not synced may be gone, in part or as a whole, in any order.

As POSIX promises, and no more: a file's bytes are durable after its `fsync`, a name after its folder's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.power.record import Act

_SECTOR = 512  # bytes: what a disk writes as a whole


@dataclass
class _File:
    """`content` is durable; each of `later` is a write or a cut that is not yet."""

    content: bytearray = field(default_factory=bytearray)
    later: list[tuple[int, bytes | None]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How long it looks to who has it open."""
        size = len(self.content)
        for offset, data in self.later:
            size = offset if data is None else max(size, offset + len(data))
        return size

    def sync(self) -> None:
        _apply(self.content, self.later)
        self.later.clear()


@dataclass
class _Folder:
    """`names` are durable; `later` are names given (or with None taken away) that are not yet."""

    names: dict[str, _File | _Folder] = field(default_factory=dict)
    later: list[tuple[str, _File | _Folder | None]] = field(default_factory=list)

    def now(self) -> dict[str, _File | _Folder]:
        """The names as they look to who is running."""
        return _named(self.names, self.later)

    def sync(self) -> None:
        self.names = self.now()
        self.later.clear()


class Disk:
    """What lies below `root`, which is itself durable."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._top = _Folder()

    def do(self, act: Act) -> None:
        """Let something happen."""
        if act.what == "mark" or act.path.endswith("-shm"):
            return  # SQLite makes its -shm anew
        if act.what in ("make", "folder", "remove", "rename", "link"):
            self._name(act)
            return
        node = self._at(act.path)
        if act.what == "sync":
            node.sync()
        elif isinstance(node, _File):
            offset = node.size if act.offset < 0 else act.offset
            node.later.append((offset, None if act.what == "cut" else act.data))

    def after_power_loss(self, rng: Random, into: Path) -> None:
        """Write to `into` one of the states the disk may be in after power is lost now."""
        # Sometimes nothing more has reached the disk, sometimes nearly all, mostly something.
        keep = rng.choice((0.0, 0.1, 0.5, 0.5, 0.9))
        _write(self._top, into, lambda: rng.random() < keep, rng)

    def _name(self, act: Act) -> None:
        folder, name = self._folder(act.path)
        here = folder.now()
        if act.what == "make" and name not in here:
            folder.later.append((name, _File()))
        elif act.what == "folder":
            folder.later.append((name, _Folder()))
        elif act.what == "remove":
            folder.later.append((name, None))
        elif act.what in ("rename", "link"):
            target, new = self._folder(act.to)
            target.later.append((new, here[name]))
            if act.what == "rename":
                folder.later.append((name, None))

    def _at(self, path: str) -> _File | _Folder:
        node: _File | _Folder = self._top
        for name in Path(path).relative_to(self._root).parts:
            assert isinstance(node, _Folder), path
            node = node.now()[name]
        return node

    def _folder(self, path: str) -> tuple[_Folder, str]:
        parent = self._at(str(Path(path).parent))
        assert isinstance(parent, _Folder), path
        return parent, Path(path).name


def _apply(content: bytearray, changes: list[tuple[int, bytes | None]]) -> None:
    for offset, data in changes:
        end = offset if data is None else offset + len(data)
        if len(content) < end:
            content.extend(bytes(end - len(content)))
        if data is None:
            del content[offset:]
        else:
            content[offset:end] = data


def _named(
    names: dict[str, _File | _Folder], changes: list[tuple[str, _File | _Folder | None]]
) -> dict[str, _File | _Folder]:
    found = dict(names)
    for name, node in changes:
        if node is None:
            found.pop(name, None)
        else:
            found[name] = node
    return found


def _write(folder: _Folder, into: Path, is_kept: Callable[[], bool], rng: Random) -> None:
    into.mkdir()
    kept = [change for change in folder.later if is_kept()]
    for name, node in _named(folder.names, kept).items():
        if isinstance(node, _Folder):
            _write(node, into / name, is_kept, rng)
        else:
            content = bytearray(node.content)
            _apply(content, [_torn(change, rng) for change in node.later if is_kept()])
            (into / name).write_bytes(content)


def _torn(change: tuple[int, bytes | None], rng: Random) -> tuple[int, bytes | None]:
    """Now and then only the first or the last sectors of a write."""
    offset, data = change
    if data is None or len(data) <= _SECTOR or rng.random() < 0.8:
        return change
    at = rng.randrange(len(data) // _SECTOR) * _SECTOR
    return (offset, data[:at]) if rng.random() < 0.5 else (offset + at, data[at:])
