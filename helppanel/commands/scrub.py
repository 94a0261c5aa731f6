"""`helppanel scrub`: text without what is private in it, or where it is."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from helppanel.commands.console import texts
from helppanel.contract.problems import HelpError, Problem
from helppanel.report.privacy.find import find
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import clean

_STDIN = Path("-")
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

    for piece in _pieces(stream):
        text, encoding, errors = _decoded(piece)
        sys.stdout.buffer.write(clean(text, label).text.encode(encoding, errors))
        sys.stdout.buffer.flush()


def _pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Lines, except that those of a private key stay together."""
    held: list[bytes] = []
    for line in lines:
        held.append(line)
        is_open = b"-----BEGIN " in held[0] and b"PRIVATE KEY" in held[0]
        if not is_open or b"-----END " in line or len(held) == _KEY_LINES:
            yield b"".join(held)
            held = []
    if held:
        yield b"".join(held)


def _decoded(line: bytes) -> tuple[str, str, str]:
    """The text, and how to write it back with the same bytes: UTF-8, the Chinese encoding, or neither."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return line.decode(encoding), encoding, "strict"
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "surrogateescape"), "utf-8", "surrogateescape"


def _batch(stream: BinaryIO, args: argparse.Namespace) -> None:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                asked = _asked(line, is_first=number == 1)
            except ValueError as error:
                args.usage_error(f"{args.batch}:{number}: {error}")
            spans = [{"start": s.start, "end": s.end, "kind": s.kind.value} for s in find(asked["text"])]
            print(json.dumps({"id": asked["id"], "spans": spans}, ensure_ascii=False))


def _asked(line: bytes, is_first: bool) -> dict[str, Any]:
    """The object of one line. Raises ValueError, saying what is wrong with it."""
    asked = json.loads(line.decode("utf-8-sig" if is_first else "utf-8"))
    if not isinstance(asked, dict) or "id" not in asked or not isinstance(asked.get("text"), str):
        raise ValueError('not an object with "id" and a string "text"')
    return asked
