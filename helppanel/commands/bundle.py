"""`helppanel bundle`: parcels and answers carried by hand, for machines that never see a network."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.commands.console import texts
from helppanel.commands.delivery import line, row
from helppanel.config import HelpConfig, system_locale
from helppanel.contract.bundle import attachments_of
from helppanel.contract.ticket import title_of
from helppanel.service import HelpService
from helppanel.version import __version__


class _Words(msgspec.Struct):
    text: str = ""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `bundle` with its two commands."""
    parser = subparsers.add_parser(
        "bundle",
        help="carry reports to the desk and answers back as files",
        description="For a machine without a network: `export` saves what waits as one file, which an agent "
        "imports at the desk; `import` keeps the file of answers that the desk gives in return.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    export = commands.add_parser(
        "export",
        help="save what waits as one file",
        description="Saves reports, replies and article ratings that were not delivered, with their files. "
        "They go on waiting until the desk's answers are imported, or the server is reached after all.",
    )
    export.add_argument("file", metavar="FILE", type=Path, help="the file to write")
    export.add_argument("uuids", metavar="UUID", nargs="*", type=UUID, help="only these, in whatever state")
    export.add_argument("--all", action="store_true", dest="everything", help="also what was delivered")
    export.set_defaults(run=_export)

    keep = commands.add_parser(
        "import",
        help="keep the desk's answers",
        description="Keeps receipts and answers from a file the desk made; twice is once.",
    )
    keep.add_argument("file", metavar="FILE", type=Path, help="the file of answers")
    keep.set_defaults(run=_import)

    for command in (export, keep):
        command.add_argument(
            "--data", metavar="DIR", type=Path, required=True, help="the client's data folder"
        )
        command.add_argument("--json", action="store_true", help="print JSON")


def _export(args: argparse.Namespace) -> int:
    """Prints a line a parcel, or with --json what is in the file."""
    said = texts()
    with _service(args) as service:
        parcels = service.export_parcels(args.file, args.uuids, everything=args.everything)
    if args.json:
        rows = [
            {"uuid": one.uuid, "kind": one.kind, "ticket": one.ticket, "files": sorted(one.blobs)}
            for one in parcels
        ]
        print(msgspec.json.encode({"file": str(args.file), "parcels": rows}).decode())
        return 0
    for one in parcels:
        words = title_of(msgspec.json.decode(one.manifest, type=_Words).text)
        files = len(attachments_of(one.manifest))
        parts = [str(one.uuid), said.t(f"cli.bundle_{one.kind}"), words]
        print("  ".join([*parts, said.t("cli.bundle_files", count=files)] if files else parts))
    print(said.t("cli.bundle_saved", path=args.file))
    return 0


def _import(args: argparse.Namespace) -> int:
    """Prints a line for each report that was answered, as `status` does."""
    said = texts()
    with _service(args) as service:
        kept = service.import_answers(args.file)
        found = [one for one in service.conversations() if one.uuid in kept.uuids]
        unread = service.unread()
    if args.json:
        answer = {
            "settled": kept.settled,
            "messages": kept.messages,
            "foreign": kept.foreign,
            "unread": unread,
            "reports": [row(one) for one in found],
        }
        print(msgspec.json.encode(answer).decode())
        return 0
    for one in found:
        print(line(one))
    print(said.t("cli.bundle_kept", settled=kept.settled, messages=kept.messages))
    if kept.foreign:
        print(said.t("cli.bundle_foreign", count=kept.foreign))
    return 0


@contextmanager
def _service(args: argparse.Namespace) -> Iterator[HelpService]:
    config = HelpConfig(
        app_name="helppanel", app_version=__version__, data_dir=args.data, locale=system_locale()
    )
    service = HelpService(config)
    try:
        yield service
    finally:
        service.close()
