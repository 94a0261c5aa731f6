"""`helppanel desk import` and `answers`: parcels that came as a file, and the file that goes back."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from helppanel.commands.console import texts
from helppanel.commands.extras import needing
from helppanel.contract import answers
from helppanel.contract.bundle import open_bundle
from helppanel.contract.problems import HelpError, Problem
from helppanel.report.disk import disk_errors, replacing

if TYPE_CHECKING:
    from helppanel.server.database import Database
    from helppanel.server.hand_in import Handed


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the two commands of `desk`."""
    take = commands.add_parser(
        "import",
        help="import what was handed in as a file",
        description="Imports a file made by `helppanel bundle export`, or saved from the panel. What is here "
        "already stays one ticket. The server may be running. Exit code 1 if a part was refused.",
    )
    take.add_argument("--json", action="store_true", help="print JSON")
    take.set_defaults(run=_import)

    give = commands.add_parser(
        "answers",
        help="make the file of answers to what was handed in",
        description="Writes receipts and answers to the parcels of FILE, for `helppanel bundle import`.",
    )
    give.set_defaults(run=_answers)
    for command in (take, give):
        command.add_argument("file", type=Path, metavar="FILE", help="the file that was handed in")
        command.add_argument(
            "--data", type=Path, required=True, metavar="DIR", help="the data folder of `helppanel serve`"
        )
    give.add_argument("answers", type=Path, metavar="ANSWERS", help="the file to write")


def _import(args: argparse.Namespace) -> int:
    with needing("server"):
        from helppanel.server.blobs import BlobFolder
        from helppanel.server.hand_in import HandIn
        from helppanel.server.service_file import open_service
    with _opened(args.data) as database, _reading(args.file) as stream:
        database.setup = open_service(args.data).setup
        limits = database.setup.info.limits
        # The server may be receiving other blobs meanwhile.
        handed = HandIn(database, BlobFolder(args.data / "blobs", alone=False), limits).take(stream)
    if args.json:
        print(msgspec.json.encode({"parcels": handed}).decode())
    else:
        print("\n".join(_line(one) for one in handed))
    return 0 if all(one.problem is None for one in handed) else 1


def _answers(args: argparse.Namespace) -> int:
    with needing("server"):
        from helppanel.server.answers import answers_to
        from helppanel.server.hand_in import proven
        from helppanel.server.service_file import open_service
    with _opened(args.data) as database, _reading(args.file) as stream:
        info = open_service(args.data).info
        bundle = open_bundle(stream, info.limits)
        with database.reading() as connection:
            found = answers_to(connection, proven(connection, bundle.parcels), info.reopen_days)
    with disk_errors(), replacing(args.answers) as target:
        answers.write(found, target)
    return 0


@contextmanager
def _opened(folder: Path) -> Iterator[Database]:
    from helppanel.server.database import has_database, open_database

    if not has_database(folder):  # opening would make one
        raise HelpError(Problem.BAD_SETTING, f"--data {folder}: there is no database in it")
    with closing(open_database(folder)) as database:
        yield database


@contextmanager
def _reading(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, f"{file}: {error}", name=file.name) from error


def _line(one: Handed) -> str:
    said = texts()
    if one.number is None:
        parts = [str(one.uuid), said.t("cli.handed_refused")]
    else:
        state = "cli.handed_new" if one.is_new else "cli.handed_known"
        parts = [one.number or str(one.uuid), said.t(state)]
    parts.append(one.title)
    if one.problem is not None:
        parts.append(said.problem(one.problem))
    if one.missing:
        parts.append(said.t("cli.handed_missing", count=one.missing))
    return "  ".join(parts)
