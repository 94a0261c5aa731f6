"""`helppanel send` and `helppanel status`: the outbox and the courier without a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import msgspec

from helppanel.commands.console import texts
from helppanel.config import HelpConfig, system_locale
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AttachmentRole, ReportKind
from helppanel.contract.server_url import check_server_url
from helppanel.report.draft import Draft, DraftFile
from helppanel.service import Conversation, HelpService
from helppanel.version import __version__

STORED = 3


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `send` and `status`."""
    send = subparsers.add_parser(
        "send",
        help="store a report and deliver it",
        description="Store a report durably. Without --wait it returns at once (exit 3) and the next "
        "`send --wait` or `status --wait` on the same folder delivers it.",
    )
    _common(send)
    send.add_argument("--kind", choices=("problem", "suggestion", "question"), default="problem")
    send.add_argument("--text", required=True, help="what to say; - reads standard input")
    send.add_argument(
        "--attach", metavar="FILE", type=Path, action="append", default=[], help="may be repeated"
    )
    send.set_defaults(run=run_send)
    status = subparsers.add_parser(
        "status",
        help="show where each report stands",
        description="List the reports of a folder with state, ticket number and the ticket's status.",
    )
    _common(status)
    status.set_defaults(run=run_status)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--server", metavar="URL", required=True, help="https://… (http only to this machine)"
    )
    parser.add_argument("--data", metavar="DIR", type=Path, required=True, help="the client's data folder")
    parser.add_argument(
        "--wait",
        metavar="S",
        type=_seconds,
        default=0.0,
        help="deliver what is waiting, for at most S seconds",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 86_400:
        raise ValueError(text)
    return value


def run_send(args: argparse.Namespace) -> int:
    """Exit 0 delivered, 1 refused, 3 stored."""
    text = sys.stdin.read() if args.text == "-" else args.text
    with _service(args) as service:
        files = tuple(_file(path) for path in args.attach)
        parcel = service.prepare(
            Draft(kind=ReportKind(args.kind), text=text, files=files), (), system_locale()
        )
        service.submit(parcel)
        if args.wait:
            service.start()
            service.wait_settled(args.wait)
        conversation = service.conversation(parcel.uuid)
        if args.json:
            print(msgspec.json.encode(_row(conversation)).decode())
        else:
            print(_line(conversation))
        return _exit_code([conversation])


def run_status(args: argparse.Namespace) -> int:
    """Exit 0 everything delivered, 1 something refused, 3 something still waits."""
    with _service(args) as service:
        if args.wait:
            service.start()
            service.wait_settled(args.wait)
        conversations = service.conversations()
        if args.json:
            rows = [_row(conversation) for conversation in conversations]
            print(msgspec.json.encode({"reports": rows, "unread": service.unread()}).decode())
        else:
            for conversation in conversations:
                print(_line(conversation))
            if not conversations:
                print(texts().t("cli.no_reports"))
        return _exit_code(conversations)


def _file(path: Path) -> DraftFile:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise HelpError(Problem.FILE_UNREADABLE, str(error), name=path.name) from error
    return DraftFile(
        path=path, name=path.name, media_type="", size=size, role=AttachmentRole.FILE, source="file"
    )


@contextmanager
def _service(args: argparse.Namespace) -> Iterator[HelpService]:
    config = HelpConfig(
        app_name="helppanel",
        app_version=__version__,
        server=check_server_url(args.server),
        data_dir=args.data,
        locale=system_locale(),
    )
    service = HelpService(config)
    try:
        yield service
    finally:
        service.close()


def _states(conversation: Conversation) -> Iterator[tuple[UUID, ParcelState, Problem | None]]:
    """The report and the user's replies."""
    for entry in conversation.entries:
        if entry.state is not None:
            yield entry.uuid, entry.state, entry.problem


def _exit_code(conversations: tuple[Conversation, ...] | list[Conversation]) -> int:
    states = [found for conversation in conversations for found in _states(conversation)]
    refused = [problem for _, state, problem in states if state is ParcelState.REFUSED]
    if refused:
        raise HelpError(refused[0] or Problem.BUG)
    return STORED if any(state is not ParcelState.DELIVERED for _, state, _ in states) else 0


def _row(conversation: Conversation) -> dict[str, object]:
    return {
        "uuid": conversation.uuid,
        "kind": conversation.kind,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "state": conversation.state,
        "problem": conversation.problem,
        "next_try": conversation.next_try,
        "number": conversation.number,
        "status": conversation.status,
        "unread": conversation.unread,
        "messages": [
            {
                "uuid": entry.uuid,
                "author": entry.author,
                "author_name": entry.author_name,
                "text": entry.text,
                "at": entry.at,
                "state": entry.state,
            }
            for entry in conversation.entries
        ],
    }


def _line(conversation: Conversation) -> str:
    said = texts()
    state = conversation.status if conversation.status is not None else conversation.state
    parts = [conversation.number or str(conversation.uuid), said.t(f"cli.state_{state}"), conversation.title]
    if conversation.problem is not None:
        parts.append(said.problem(conversation.problem))
    return "  ".join(parts)
