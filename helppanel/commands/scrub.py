"""`helppanel scrub`: text without what is private in it, or where it is."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TypeVar

from helppanel.commands.console import texts
from helppanel.contract.problems import HelpError, Problem
from helppanel.report.privacy.batch import Answer, answer, parts
from helppanel.report.privacy.blocks import FLOWING, blocks, cleaned
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.wide import Wide

Part = TypeVar("Part")
Made = TypeVar("Made")

_STDIN = Path("-")
_WORTH = 1 << 20  # bytes; less is done before another process has started


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
    labels = {kind: said.t(f"privacy.{kind}") for kind in PrivateKind}
    wide = Wide(stream)

    def write(block: bytes) -> None:
        sys.stdout.buffer.write(wide.widened(block))
        sys.stdout.buffer.flush()

    _work(stream, partial(cleaned, labels=labels), blocks(wide), len, write)


def _batch(stream: BinaryIO, args: argparse.Namespace) -> None:
    def write(answered: Answer) -> None:
        sys.stdout.write(answered.text)
        sys.stdout.flush()
        if answered.problem:
            args.usage_error(f"{args.batch}:{answered.bad}: {answered.problem}")

    _work(stream, answer, parts(stream), lambda part: len(part.data), write)


def _work(
    stream: BinaryIO,
    work: Callable[[Part], Made],
    things: Iterator[Part],
    size: Callable[[Part], int],
    write: Callable[[Made], None],
) -> None:
    """Writes what `work` makes of each of `things` from `stream`; other processes help where it is much."""
    whole = _size(stream)
    seen = 0
    for thing in things:
        if max(whole, seen) >= _WORTH:
            things = chain((thing,), things)
            break
        write(work(thing))
        if not whole:
            seen = seen + size(thing) if size(thing) >= FLOWING else 0
    else:
        return
    from helppanel.report.privacy.in_order import helpers, in_order  # slow to load, and seldom needed

    if (count := helpers()) > 0:
        in_order(work, things, write, count)
    else:
        for thing in things:
            write(work(thing))


def _size(stream: BinaryIO) -> int:
    """Bytes of a file; 0 where nobody knows."""
    try:
        found = os.fstat(stream.fileno())
    except OSError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0
