"""`helppanel send` and `helppanel status`: the outbox and the courier without a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from helppanel import policy
from helppanel.commands.console import texts
from helppanel.config import HelpConfig, system_locale
from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Parcel, ReportKind
from helppanel.contract.server_url import check_server_url
from helppanel.report.draft import Draft
from helppanel.report.draft_store import DraftStore
from helppanel.service import Conversation, HelpService
from helppanel.ui.texts import private_label
from helppanel.version import __version__

STORED = 3
FORBIDDEN = {Problem.FORM_OFF, Problem.SCREENSHOTS_OFF, Problem.FILES_OFF, Problem.EMAIL_OFF}
MOST_WAIT = 86_400  # seconds


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
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST_WAIT:
        raise argparse.ArgumentTypeError(f"not a number of seconds from 0 to {MOST_WAIT}: {text}")
    return value


def run_send(args: argparse.Namespace) -> int:
    """Exit 0 delivered, 1 refused, 3 stored."""
    text = sys.stdin.read() if args.text == "-" else args.text
    # What is attached may still be written to: a copy is hashed and sent.
    with _service(args) as service, TemporaryDirectory() as folder:
        store = DraftStore(Path(folder))
        files = tuple(store.keep_file(path) for path in args.attach)
        draft = Draft(kind=ReportKind(args.kind), text=text, files=files)
        parcel = service.prepare(draft, (), system_locale())
        _submit(service, parcel)
        _carry(service, args.wait)
        conversation = service.conversation(parcel.uuid)
        if args.json:
            print(msgspec.json.encode(row(conversation)).decode())
        else:
            print(line(conversation))
        return _exit_code([conversation])


def _submit(service: HelpService, parcel: Parcel) -> None:
    try:
        service.submit(parcel)
    except HelpError as error:
        if "kept" in error.params:
            print(texts().t("cli.kept", path=error.params["kept"]), file=sys.stderr)
        raise


def run_status(args: argparse.Namespace) -> int:
    """Exit 0 everything delivered and, with --wait, asked for news; 1 not; 3 something still waits."""
    with _service(args) as service:
        failure = _carry(service, args.wait)
        conversations = service.conversations()
        if args.json:
            rows = [row(conversation) for conversation in conversations]
            print(msgspec.json.encode({"reports": rows, "unread": service.unread()}).decode())
        else:
            for conversation in conversations:
                print(line(conversation))
            if not conversations:
                print(texts().t("cli.no_reports"))
        code = _exit_code(conversations)
        if code == 0 and failure is not None:
            raise failure
        return code


def _carry(service: HelpService, wait: float) -> HelpError | None:
    """Run the courier for at most `wait` seconds; why it could not finish."""
    if not wait:
        return None
    service.start()
    if service.wait_settled(wait):
        return None
    return service.last_failure or HelpError(Problem.TIMEOUT)


@contextmanager
def _service(args: argparse.Namespace) -> Iterator[HelpService]:
    config = HelpConfig(
        app_name="helppanel",
        app_version=__version__,
        server=check_server_url(args.server),
        data_dir=args.data,
        locale=system_locale(),
    )
    service = HelpService(config, private_label=private_label)
    try:
        _tell_policy(service, args.server)
        _tell_set_aside(service)
        yield service
    except HelpError as error:
        if error.code in FORBIDDEN:
            _tell_who_forbids(service.policy)
        raise
    finally:
        service.close()


def _tell_set_aside(service: HelpService) -> None:
    with suppress(HelpError):  # whoever needs the folder says so, and `send` keeps its text elsewhere
        if (aside := service.set_aside()) is not None:
            print(texts().t("cli.set_aside", path=aside), file=sys.stderr)


def _tell_policy(service: HelpService, wanted: str) -> None:
    if service.policy.problem:
        print(texts().t("cli.policy_unread", path=policy.system_file()), file=sys.stderr)
    elif service.policy.server is not None and service.server != wanted:
        print(texts().t("cli.policy_server", url=service.server), file=sys.stderr)


def _tell_who_forbids(said: policy.Policy) -> None:
    lines = [texts().t("cli.policy_by", by=said.by)] if said.by else []
    if said.contact:
        lines.append(texts().t("policy.ask", contact=said.contact))
    lines.append(texts().t("cli.policy_place", path=policy.system_file()))
    print("\n".join(lines), file=sys.stderr)


def _exit_code(conversations: tuple[Conversation, ...] | list[Conversation]) -> int:
    """A report whose words arrived is delivered, even where a file of it was refused: its line says so."""
    entries = [entry for one in conversations for entry in one.entries if entry.state is not None]
    arrived = {one.uuid for one in conversations if one.number is not None}
    open_ones = [entry for entry in entries if entry.state is not ParcelState.DELIVERED]
    for entry in open_ones:
        if entry.state is ParcelState.REFUSED and entry.uuid not in arrived:
            raise HelpError(entry.problem or Problem.BUG)
    return STORED if any(entry.state is not ParcelState.REFUSED for entry in open_ones) else 0


def row(conversation: Conversation) -> dict[str, object]:
    """A report as `--json` prints it."""
    return {
        "uuid": conversation.uuid,
        "kind": conversation.kind,
        "title": conversation.title,
        "created_at": conversation.created_at,
        "state": conversation.state,
        "problem": conversation.problem,
        "next_try": conversation.next_try,
        "handed_at": conversation.handed_at,
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


def line(conversation: Conversation) -> str:
    """A report as people read it."""
    said = texts()
    state = conversation.status if conversation.status is not None else conversation.state
    parts = [conversation.number or str(conversation.uuid), said.t(f"cli.state_{state}"), conversation.title]
    if conversation.problem is not None:
        parts += filter(None, (said.problem(conversation.problem), said.next_step(conversation.problem)))
    if conversation.handed_at is not None and conversation.number is None:
        parts.append(said.t("cli.handed"))
    return "  ".join(parts)
