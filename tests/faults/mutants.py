"""Faults planted into the code under test, each of which the suite must see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import msgspec

from helppanel.contract.limits import Limits
from helppanel.contract.report import Receipt
from helppanel.contract.ticket import Installation, SyncAnswer
from helppanel.delivery import blobs, outbox
from helppanel.delivery.client import Client
from helppanel.delivery.courier import Out
from helppanel.delivery.database import put_meta
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Claim, Outbox
from helppanel.server import intake
from helppanel.server.api import reports
from helppanel.server.database import Transaction
from helppanel.server.doubles import Taken


def _no_key() -> None:
    """Each try goes out under a UUID of its own."""
    put_report = Client.put_report

    def put(client: Client, uuid: UUID, manifest: bytes) -> Receipt:
        fresh = uuid4()
        receipt = put_report(client, fresh, manifest.replace(str(uuid).encode(), str(fresh).encode()))
        return msgspec.structs.replace(receipt, uuid=uuid)

    _replace(Client, "put_report", put)


def _dedup_in_memory() -> None:
    """The server knows what it has taken in only as long as it lives."""
    accept = intake.accept_report
    seen: dict[UUID, UUID] = {}

    def remember(
        transaction: Transaction, installation_id: str, uuid: UUID, body: bytes, limits: Limits
    ) -> Taken:
        inside = seen.setdefault(uuid, uuid4())
        body = body.replace(str(uuid).encode(), str(inside).encode())
        taken = accept(transaction, installation_id, inside, body, limits)
        return msgspec.structs.replace(taken, receipt=msgspec.structs.replace(taken.receipt, uuid=uuid))

    _replace(reports, "accept_report", remember)


def _sent_before_post() -> None:
    """A parcel is marked as delivered before its bytes leave."""
    deliver = Out._deliver

    def mark(out: Out, claim: Claim) -> None:
        with out._outbox._database.transaction() as connection:
            connection.execute("UPDATE parcels SET state = 'delivered' WHERE uuid = ?", (str(claim.uuid),))
        deliver(out, claim)

    _replace(Out, "_deliver", mark)


def _cursor_before_data() -> None:
    """The cursor is committed before the messages it stands for."""
    keep = Inbox.keep

    def ahead(inbox: Inbox, answer: SyncAnswer, of: Installation) -> None:
        with inbox._database.transaction() as connection:
            put_meta(connection, inbox._place, answer.cursor)
        keep(inbox, answer, of)

    _replace(Inbox, "keep", ahead)


def _no_fsync_of_blob() -> None:
    """A file counts as kept while it is still in the system's memory."""
    _replace(blobs, "sync_file", lambda _descriptor: None)


def _no_expiry() -> None:
    """Who holds a parcel holds it for ever, also after a kill."""
    _replace(outbox, "_DUE", "state IN ('queued', 'retrying') AND next_try <= :now AND :jump AND :me != ''")
    _replace(Outbox, "_free_dead_leases", lambda _outbox, _connection: None)


_CLIENTS: dict[str, Callable[[], None]] = {
    "no key": _no_key,
    "sent marked before the POST": _sent_before_post,
    "cursor saved before its data": _cursor_before_data,
    "no fsync of the blob": _no_fsync_of_blob,
    "lease without expiry": _no_expiry,
}
_SERVERS: dict[str, Callable[[], None]] = {"dedup in memory only": _dedup_in_memory}

MUTANTS = (*_CLIENTS, *_SERVERS)


def apply_to_client(name: str) -> None:
    """Plant the client's fault `name`, if it is one."""
    if name in _CLIENTS:
        _CLIENTS[name]()


def apply_to_server(name: str) -> None:
    """Plant the server's fault `name`, if it is one."""
    if name in _SERVERS:
        _SERVERS[name]()


def _replace(owner: Any, name: str, value: object) -> None:
    setattr(owner, name, value)
