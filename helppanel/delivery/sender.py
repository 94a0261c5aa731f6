"""What the courier asks of the client, and how a call fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from helppanel.contract.erasure import Erasure
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import Receipt
from helppanel.contract.service_info import Account, ServiceInfo
from helppanel.contract.ticket import Installation, InstallationRequest, SyncAnswer


class SendError(HelpError):
    """A call failed. `retry_after` in seconds, as the server asked.

    `reached`: it may have been taken in all the same. `left`: bytes of it left this machine.
    """

    def __init__(
        self,
        code: Problem,
        detail: str = "",
        *,
        retry_after: float | None = None,
        reached: bool = True,
        left: bool | None = None,
        **params: str | int | float,
    ) -> None:
        super().__init__(code, detail, **params)
        self.retry_after = retry_after
        self.reached = reached
        self.left = reached if left is None else left


class Uploading(Protocol):
    """The calls of a resumable upload; every call raises SendError."""

    def create_upload(self, sha256: str, size: int) -> tuple[str, int]:
        """The upload's URL, and how many bytes of it are there already."""
        ...

    def upload_offset(self, url: str) -> int | None:
        """How many bytes are there; None for an upload that is not, or no longer."""
        ...

    def upload_piece(self, url: str, offset: int, piece: bytes, tell: Callable[[int], None]) -> int:
        """Send the bytes from `offset` on; how many are there then. `tell` hears how many have left."""
        ...

    def put_blob(self, sha256: str, path: Path) -> None:
        """Send a blob in one plain request."""
        ...


class Sender(Uploading, Protocol):
    """What the courier asks of the client; every call raises SendError."""

    token: str | None

    def register(self, request: InstallationRequest) -> Installation: ...
    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_reply(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_rating(self, ticket: str, manifest: bytes) -> Receipt: ...
    def put_reopening(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_account(self, token: str) -> Account: ...
    def delete_account(self) -> None: ...
    def put_vote(self, uuid: UUID, manifest: bytes) -> Receipt: ...
    def withdraw_file(self, ticket: str | None, uuid: UUID, sha256: str) -> None: ...
    def erase_me(self) -> Erasure: ...
    def sync(self, cursor: str, wait: int, heard: int = 0) -> SyncAnswer | None: ...
    def service_info(self, etag: str | None) -> tuple[ServiceInfo, bytes, str] | None: ...
