"""The courier: a background step without a thread of its own. *Out* delivers, *in* fetches news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol
from uuid import UUID

from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.contract.report import ParcelKind, Receipt
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import Installation, InstallationRequest, SyncAnswer
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Claim, Outbox
from helppanel.delivery.retry import delay


class SendError(HelpError):
    """A call failed. `reached`: its bytes may have arrived. `retry_after` in seconds, as the server asked."""

    def __init__(
        self,
        code: Problem,
        detail: str = "",
        *,
        retry_after: float | None = None,
        reached: bool = True,
        **params: str | int | float,
    ) -> None:
        super().__init__(code, detail, **params)
        self.retry_after = retry_after
        self.reached = reached


class Sender(Protocol):
    """What the courier asks of the client; every call raises SendError."""

    token: str | None

    def register(self, request: InstallationRequest) -> Installation: ...
    def put_report(self, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_reply(self, ticket: str, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_vote(self, uuid: UUID, manifest: bytes) -> Receipt: ...
    def put_blob(self, sha256: str, path: Path) -> None: ...
    def sync(self, cursor: str, wait: int) -> SyncAnswer | None: ...
    def service_info(self, etag: str | None) -> tuple[ServiceInfo, bytes, str] | None: ...


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a step did: nothing was due (not `worked`), delivered (no `error`), or failed."""

    worked: bool
    error: SendError | None = None


class Out:
    """Carries one parcel at a time."""

    def __init__(
        self,
        outbox: Outbox,
        inbox: Inbox,
        sender: Sender,
        introduction: InstallationRequest,
        on_change: Callable[[UUID], None],
        rng: Random | None = None,
        judge: Callable[[ParcelKind, bytes], None] = lambda _kind, _manifest: None,
    ) -> None:
        """`judge` raises HelpError for a manifest that must not leave, which is then refused."""
        self._judge = judge
        self._outbox = outbox
        self._inbox = inbox
        self._sender = sender
        self._introduction = introduction
        self._on_change = on_change
        self._rng = rng or Random()  # noqa: S311  jitter, not a secret

    def step(self) -> Outcome:
        """Deliver what is due longest."""
        claim = self._outbox.claim()
        if claim is None:
            return Outcome(worked=False)
        self._on_change(claim.uuid)
        try:
            self._deliver(claim)
        except SendError as error:
            self._fail(claim, error)
            return Outcome(worked=True, error=error)
        finally:
            self._on_change(claim.uuid)
        return Outcome(worked=True)

    def _deliver(self, claim: Claim) -> None:
        try:
            self._judge(claim.kind, claim.manifest)
        except HelpError as error:
            raise SendError(error.code, error.detail, reached=False) from error
        installation = self._inbox.installation() or self._register()
        self._sender.token = installation.token
        unsent = claim.unsent
        if claim.number is None:
            receipt = self._put(claim)
            if receipt.uuid != claim.uuid:
                raise SendError(Problem.FOREIGN_ANSWER, f"a receipt for {receipt.uuid}")
            self._outbox.keep_receipt(claim.uuid, receipt)
            self._on_change(claim.uuid)
            unsent = receipt.missing
        for sha256 in unsent:
            if not self._outbox.renew(claim.uuid):
                return  # it took too long: another instance of the app carries it now
            self._sender.put_blob(sha256, self._outbox.blobs.path(sha256))
            self._outbox.blob_sent(claim.uuid, sha256)
        self._outbox.settle(claim.uuid)

    def _put(self, claim: Claim) -> Receipt:
        if claim.ticket is not None:
            return self._sender.put_reply(claim.ticket, claim.uuid, claim.manifest)
        if claim.kind is ParcelKind.ARTICLE_VOTE:
            return self._sender.put_vote(claim.uuid, claim.manifest)
        return self._sender.put_report(claim.uuid, claim.manifest)

    def _register(self) -> Installation:
        self._sender.token = None
        return self._inbox.keep_installation(self._sender.register(self._introduction))

    def _fail(self, claim: Claim, error: SendError) -> None:
        if error.code is Problem.UNAUTHORIZED and self._sender.token is not None:
            self._inbox.drop_installation(self._sender.token)
        if error.code.kind is Kind.TEMPORARY:
            after = delay(claim.attempts, self._rng, error.retry_after)
            asked = error.retry_after or 0.0
            self._outbox.retry(claim.uuid, error.code, after=after, asked=asked, reached=error.reached)
        else:
            self._outbox.refuse(claim.uuid, error.code)


class In:
    """Fetches what is new."""

    def __init__(self, inbox: Inbox, sender: Sender) -> None:
        self._inbox = inbox
        self._sender = sender

    def step(self, wait: int) -> SyncAnswer | None:
        """One `sync`; the answer, already kept, or None when nothing is new or nobody knows us yet.

        Raises SendError.
        """
        installation = self._inbox.installation()
        if installation is None:
            return None
        self._sender.token = installation.token
        try:
            answer = self._sender.sync(self._inbox.cursor(), wait)
        except SendError as error:
            if error.code is Problem.UNAUTHORIZED:
                self._inbox.drop_installation(installation.token)
            raise
        if answer is not None:
            self._inbox.keep(answer, installation)
        return answer

    def fetch_service_info(self) -> bool:
        """Refresh the kept service info; whether it changed. Raises SendError."""
        found = self._sender.service_info(self._inbox.service_etag())
        if found is None:
            return False
        _, raw, etag = found
        self._inbox.keep_service_info(raw, etag)
        return True
