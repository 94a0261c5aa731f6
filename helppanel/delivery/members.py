"""Who the user is to the server, by the host's signed token; what it believes is kept here."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from helppanel.contract.problems import Kind
from helppanel.contract.service_info import Account
from helppanel.contract.ticket import Installation
from helppanel.delivery.database import Database
from helppanel.delivery.sender import SendError

log = logging.getLogger("helppanel")


class _Told(msgspec.Struct, frozen=True):
    """What the server was told by which installation, as a digest, and what it answered."""

    digest: str
    account: Account | None


class AccountSender(Protocol):
    """The call; raises SendError."""

    def put_account(self, token: str) -> Account: ...
    def delete_account(self) -> None: ...


def read_safely(read: Callable[[], str]) -> str | None:
    """The host's token, "" where nobody is signed in; None where asking the host fails."""
    try:
        return read()
    except Exception:  # the host's own code
        log.exception("the host's account token")
        return None


def account_name(server: str) -> str:
    """Where `meta` has what the server believes."""
    return f"account {server}"


class Members:
    """Over one database and for one server; may be called from any thread."""

    def __init__(self, database: Database, server: str) -> None:
        self._database = database
        self._name = account_name(server)

    def account(self) -> Account | None:
        """What the server believes, until the token ends."""
        told = self._told()
        if told is None or told.account is None or told.account.until <= datetime.now(UTC):
            return None
        return told.account

    def tell(self, sender: AccountSender, of: Installation, read: Callable[[], str]) -> bool:
        """Tell the server the token that `read` gives, unless it knows; whether what it believes changed.

        Nothing that goes wrong here is raised: a report is sent all the same.
        """
        token = read_safely(read)
        if token is None:
            return False
        told = self._told()
        if not token:
            return told is not None and self._sign_out(sender)
        digest = hashlib.sha256(f"{of.token} {token}".encode()).hexdigest()
        if told is not None and told.digest == digest:
            return False
        try:
            account: Account | None = sender.put_account(token)
        except SendError as error:
            if error.code.kind is Kind.TEMPORARY:
                return False  # it is told the next time
            log.warning("the server does not believe the account token: %s", error)
            account = None
        self._keep(_Told(digest, account))
        return True

    def _sign_out(self, sender: AccountSender) -> bool:
        try:
            sender.delete_account()
        except SendError as error:
            if error.code.kind is Kind.TEMPORARY:
                return False
        self._keep(None)
        return True

    def _told(self) -> _Told | None:
        raw = self._database.meta(self._name)
        return None if raw is None else msgspec.json.decode(raw, type=_Told)

    def _keep(self, told: _Told | None) -> None:
        value = None if told is None else msgspec.json.encode(told).decode()
        self._database.set_meta(self._name, value)
