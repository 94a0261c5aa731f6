"""Records what a process does to the files below a folder, by `strace`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,unlink,"
    "unlinkat,rmdir,mkdir,mkdirat,ftruncate,truncate,link,linkat,symlink,symlinkat,sendfile,copy_file_range,"
    "splice,fallocate,lseek"
)
_LINE = re.compile(r"^(\d+) +(?:<\.\.\. \w+ resumed>)?(.*)$")
_CALL = re.compile(r"^(\w+)\((.*)\) += (-?\d+)")
_WORD = re.compile(r'"((?:\\x[0-9a-f]{2})*)"|(\w+)<((?:\\x[0-9a-f]{2})*)>(\(deleted\))?|([^,\s][^,]*)')
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True)
class Act:
    """One thing that happened.

    `what`: `make`, `folder`, `write`, `cut` (to `offset` bytes), `sync`, `rename`, `link` or `remove` a path;
    or `mark`: the process said `data`. `offset` -1: at the end.
    """

    what: str
    path: str = ""
    to: str = ""
    offset: int = 0
    data: bytes = b""


def can_record() -> bool:
    """Whether `strace` is here and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True).returncode == 0


def record(module: str, arguments: list[str], root: Path, marks: Path, into: Path) -> list[Act]:
    """Run the module and return its acts below `root`, with what it appended to `marks` in between.

    Raises CalledProcessError, and ValueError for a call that is not understood.
    """
    command = ["strace", "-f", "-qq", "-y", "-xx", "-s", str(2**26), "-e", f"trace={_CALLS}", "-o", str(into)]
    subprocess.run([*command, sys.executable, "-m", module, *arguments], check=True)
    with into.open(encoding="ascii") as lines:
        return list(_Acts(str(root), str(marks)).read(lines))


@dataclass(frozen=True)
class _Word:
    """An argument of a call: text or bytes in quotes, an open file, or what stands there plainly."""

    quoted: bytes = b""
    descriptor: str = ""
    path: str = ""
    plain: str = ""

    @property
    def number(self) -> int:
        return int(self.plain, 0)


class _Acts:
    def __init__(self, root: str, marks: str) -> None:
        self._root = root
        self._marks = marks
        self._places: dict[str, int] = {}  # by descriptor: where a plain write goes; -1: to the end

    def read(self, lines: Iterable[str]) -> Iterator[Act]:
        for line in _whole(lines):
            call = _CALL.match(line)
            if call is not None and not call[3].startswith("-"):
                for act in self._acts(call[1], _words(call[2]), int(call[3])):
                    if act.what == "mark" or self._is_below(act.path) or self._is_below(act.to):
                        yield act

    def _is_below(self, path: str) -> bool:
        return path == self._root or path.startswith(self._root + "/")

    def _acts(self, name: str, words: list[_Word], result: int) -> Iterator[Act]:
        first = words[0]
        if name == "openat":
            path, flags = _path(words[0], words[1]), words[2].plain
            self._places[str(result)] = -1 if "O_APPEND" in flags else 0
            if "O_CREAT" in flags:
                yield Act("make", path)
            if "O_TRUNC" in flags:
                yield Act("cut", path)
        elif name == "lseek":
            self._places[first.descriptor] = result
        elif name == "write":
            place, data = self._places.get(first.descriptor, 0), words[1].quoted[:result]
            if first.path == self._marks:
                yield Act("mark", data=data)
            else:
                yield Act("write", first.path, offset=place, data=data)
            if place >= 0:
                self._places[first.descriptor] = place + result
        elif name == "pwrite64":
            yield Act("write", first.path, offset=words[3].number, data=words[1].quoted[:result])
        elif name in ("fsync", "fdatasync"):
            yield Act("sync", first.path)
        elif name == "ftruncate":
            yield Act("cut", first.path, offset=words[1].number)
        elif name == "rename":
            yield Act("rename", _text(first), to=_text(words[1]))
        elif name in ("renameat", "renameat2"):
            yield Act("rename", _path(*words[:2]), to=_path(*words[2:4]))
        elif name == "link":
            yield Act("link", _text(first), to=_text(words[1]))
        elif name == "linkat":
            yield Act("link", _path(*words[:2]), to=_path(*words[2:4]))
        elif name in ("unlink", "rmdir"):
            yield Act("remove", _text(first))
        elif name == "unlinkat":
            yield Act("remove", _path(*words[:2]))
        elif name == "mkdir":
            yield Act("folder", _text(first))
        elif name == "mkdirat":
            yield Act("folder", _path(*words[:2]))
        elif any(self._is_below(word.path) or self._is_below(_text(word)) for word in words):
            raise ValueError(f"{name} is not understood: {words}")


def _whole(lines: Iterable[str]) -> Iterator[str]:
    """Calls as they ended; one that another thread's came between is put together again."""
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line.rstrip("\n"))
        if found is None:
            continue
        process, rest = found[1], begun.pop(found[1], "") + found[2]
        if rest.endswith(_UNFINISHED):
            begun[process] = rest.removesuffix(_UNFINISHED)
        else:
            yield rest


def _words(arguments: str) -> list[_Word]:
    found = []
    for quoted, descriptor, path, gone, plain in _WORD.findall(arguments):
        if descriptor:
            found.append(_Word(descriptor=descriptor, path="" if gone else _bytes(path).decode()))
        else:
            found.append(_Word(quoted=_bytes(quoted), plain=plain))
    return found


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(word: _Word) -> str:
    return os.fsdecode(word.quoted)


def _path(folder: _Word, name: _Word) -> str:
    return os.path.normpath(os.path.join(folder.path, _text(name)))  # noqa: PTH118  a path of another process
