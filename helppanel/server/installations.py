"""Installations: making one, and telling from a token who calls and whether there is news."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import UTC, datetime

import msgspec
import sqlalchemy as sa

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.ticket import Installation, InstallationRequest
from helppanel.server.agents import new_token, token_hash
from helppanel.server.database import Transaction
from helppanel.server.schema import installations


class Caller(msgspec.Struct, frozen=True):
    """An installation that calls; `changed` is the newest change it may see."""

    id: str
    changed: int


class Callers:
    """One indexed read tells who calls and how new their tickets are, so that a poll costs no more.

    Some 10 µs on a connection of its own: cheaper on the event loop than handing it to a thread.
    """

    _QUERY = "SELECT id, changed FROM installations WHERE token_hash = ?"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def look_up(self, token: str) -> Caller | None:
        """Who holds `token`. Call it on the event loop's thread only."""
        row = self._connection.execute(self._QUERY, (token_hash(token),)).fetchone()
        return None if row is None else Caller(*row)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def add_installation(transaction: Transaction, request: InstallationRequest) -> Installation:
    """A new installation; its token is told once and kept as a hash."""
    installation = Installation(id=secrets.token_hex(16), token=new_token())
    transaction.connection.execute(
        installations.insert().values(
            id=installation.id,
            token_hash=token_hash(installation.token),
            app_id=request.app_id,
            app_version=request.app_version,
            locale=request.locale,
            created_at=datetime.now(UTC),
            changed=0,
        )
    )
    return installation


def must_be_known(connection: sa.Connection, installation_id: str) -> None:
    """Raise HelpError(UNAUTHORIZED) for one that was erased while its call was on the way."""
    erased = sa.select(installations.c.id).where(
        installations.c.id == installation_id, installations.c.erased_at.is_not(None)
    )
    if connection.execute(erased).first() is not None:
        raise HelpError(Problem.UNAUTHORIZED, "the installation was erased")
