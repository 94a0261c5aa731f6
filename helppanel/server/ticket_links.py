"""The secret links to tickets' pages, for users without the app and in mail.

A secret is 256 bits made from a key in the data folder and the ticket's UUID, so that later mails can carry
the same link; the database keeps only its hash. Without the key, what is in the database opens no ticket.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.durable import sync_file, sync_folder
from helppanel.server.agents import token_hash
from helppanel.server.data_folder import private_opener
from helppanel.server.database import Transaction
from helppanel.server.schema import tickets

FILE = "links.key"
_BYTES = 32
PATH = "/support/t/"


class TicketLinks:
    """Over one key. Its uses are kept apart: what signs forms opens no ticket."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def secret(self, uuid: UUID) -> str:
        """The ticket's secret: 43 characters that an address may hold."""
        return _text(hmac.digest(self._key, b"ticket\0" + uuid.bytes, "sha256"))

    def sign(self, words: str) -> str:
        """What proves that this server made `words`."""
        return _text(hmac.digest(self._key, b"form\0" + words.encode(), "sha256"))

    def give(self, transaction: Transaction, ticket_id: int, uuid: UUID) -> str:
        """The ticket's secret, which opens it from now on."""
        secret = self.secret(uuid)
        hashed = token_hash(secret)
        transaction.connection.execute(
            tickets.update()
            .where(tickets.c.id == ticket_id, tickets.c.secret_hash.is_distinct_from(hashed))
            .values(secret_hash=hashed)
        )
        return secret


def open_links(folder: Path) -> TicketLinks:
    """Over the key in `folder`, made when need be, durably.

    Raises HelpError: DATA_UNWRITABLE, DATA_DAMAGED.
    """
    file = folder / FILE
    try:
        if not file.exists():
            _make(file)
        key = file.read_bytes()
    except OSError as error:
        raise HelpError(Problem.DATA_UNWRITABLE, str(error), folder=str(folder)) from error
    if len(key) != _BYTES:
        raise HelpError(Problem.DATA_DAMAGED, f"{file}: {len(key)} bytes", folder=str(folder))
    return TicketLinks(key)


def secret_ticket(connection: sa.Connection, secret: str) -> sa.Row[Any]:
    """The row of the ticket that `secret` opens. Raises HelpError(NOT_FOUND)."""
    row = connection.execute(sa.select(tickets).where(tickets.c.secret_hash == token_hash(secret))).first()
    if row is None:
        raise HelpError(Problem.NOT_FOUND, "no ticket has this link")
    return row


def _make(file: Path) -> None:
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with open(part, "xb", opener=private_opener) as stream:
        stream.write(secrets.token_bytes(_BYTES))
        stream.flush()
        sync_file(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
