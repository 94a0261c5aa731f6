"""`helppanel scrub`: text without what is private in it, or where it is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from helppanel.commands.console import texts
from helppanel.contract.problems import HelpError, Problem
from helppanel.report.privacy.find import find_each
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import clean

_STDIN = Path("-")
_BLOCK = 1 << 20  # bytes
_TEXTS = 2000  # searched together
_KEY_LINES = 200  # no private key has more; a text that only speaks of one is not held back for ever


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `scrub`. Sets `run`: returns the exit code or raises HelpError."""
    parser = subparsers.add_parser(
        "scrub",
        help="take private things out of text",
        description="Prints FILE with every phone number, address, password and name replaced by a mark.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what to clean (standard input)")
    parser.add_argument(
        "--batch",
        type=Path,
        metavar="LINES",
        help='a file with one {"id": …, "text": …} a line; prints one {"id": …, "spans": [{"start", "end", '
        '"kind"}]} for each: code points, end exclusive, whatever machine this is',
    )
    parser.set_defaults(run=_run, usage_error=parser.error)


def _run(args: argparse.Namespace) -> int:
    if args.batch is not None and args.file is not None:
        args.usage_error("give either FILE or --batch LINES")
    if args.batch is not None:
        with _opened(args.batch) as stream:
            _batch(stream, args)
    else:
        with _opened(args.file or _STDIN) as stream:
            _clean(stream)
    return 0


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for `-`; reading them may fail here too."""
    try:
        if path == _STDIN:
            yield sys.stdin.buffer
        else:
            with path.open("rb") as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise HelpError(
            Problem.FILE_UNREADABLE, f"{path}: {error.strerror or error}", name=path.name
        ) from error


def _clean(stream: BinaryIO) -> None:
    said = texts()

    def label(kind: PrivateKind) -> str:
        return said.t(f"privacy.{kind}")

    for block in _blocks(stream):
        for text, encoding, errors in _decoded(block):
            sys.stdout.buffer.write(clean(text, label).text.encode(encoding, errors))
        sys.stdout.buffer.flush()


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Whole lines, as many as have arrived and up to a megabyte; those of a private key stay together."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # what is there, without waiting
    rest = b""
    while more := read(_BLOCK):
        whole = _whole(rest + more)
        if whole:
            yield (rest + more)[:whole]
        rest = (rest + more)[whole:]
    if rest:
        yield rest


def _whole(data: bytes) -> int:
    """How much of `data` can be cleaned before more arrives: no part of a line, nor of a private key."""
    end = data.rfind(b"\n") + 1
    begin = data.rfind(b"-----BEGIN ", 0, end)
    key = data[begin:end] if begin >= 0 else b""
    is_open = b"PRIVATE KEY" in key[:60] and b"-----END " not in key and key.count(b"\n") < _KEY_LINES
    return data.rfind(b"\n", 0, begin) + 1 if is_open else end


def _decoded(block: bytes) -> Iterator[tuple[str, str, str]]:
    """Its texts, and how to write each back with the same bytes: UTF-8, the Chinese encoding, or neither."""
    try:
        yield block.decode(), "utf-8", "strict"
    except UnicodeDecodeError:
        for (encoding, errors), lines in groupby(block.splitlines(keepends=True), _encoding):
            yield b"".join(lines).decode(encoding, errors), encoding, errors


def _encoding(line: bytes) -> tuple[str, str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding, "strict"
    return "utf-8", "surrogateescape"


def _batch(stream: BinaryIO, args: argparse.Namespace) -> None:
    asked: list[tuple[str, str]] = []
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                one = _asked(line, is_first=number == 1)
            except ValueError as error:
                _answer(asked)
                args.usage_error(f"{args.batch}:{number}: {error}")
            asked.append((json.dumps(one["id"], ensure_ascii=False), one["text"]))
            if len(asked) == _TEXTS:
                _answer(asked)
                asked = []
    _answer(asked)


def _answer(asked: list[tuple[str, str]]) -> None:
    """Prints the spans of each text. `asked`: ids as JSON, and texts."""
    lines = []
    for (name, _), spans in zip(asked, find_each([text for _, text in asked]), strict=True):
        found = ", ".join(f'{{"start": {s.start}, "end": {s.end}, "kind": "{s.kind.value}"}}' for s in spans)
        lines.append(f'{{"id": {name}, "spans": [{found}]}}\n')
    sys.stdout.write("".join(lines))
    sys.stdout.flush()


def _asked(line: bytes, is_first: bool) -> dict[str, Any]:
    """The object of one line. Raises ValueError, saying what is wrong with it."""
    asked = json.loads(line.decode("utf-8-sig" if is_first else "utf-8"))
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise ValueError('not an object with "id" and a string "text"')
    return asked
