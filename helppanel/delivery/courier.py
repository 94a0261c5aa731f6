"""The courier: a background step without a thread of its own. *Out* delivers, *in* fetches news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from helppanel.contract.erasure import Erasure
from helppanel.contract.problems import HelpError, Kind, Problem
from helppanel.contract.report import ParcelKind, Receipt
from helppanel.contract.ticket import Installation, InstallationRequest, SyncAnswer
from helppanel.delivery.files_out import FilesOut
from helppanel.delivery.inbox import Inbox
from helppanel.delivery.outbox import Claim, Outbox
from helppanel.delivery.retry import delay
from helppanel.delivery.sender import Sender as Sender
from helppanel.delivery.sender import SendError as SendError


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a step did: nothing was due (not `worked`), delivered (no `error`), or failed.

    `more`: a parcel was left for a more urgent one and wants the next step. `progressed`: the server took
    something of its files.
    """

    worked: bool
    more: bool = False
    error: SendError | None = None
    progressed: bool = False


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
        on_progress: Callable[[UUID, int, int], None] = lambda _uuid, _done, _total: None,
        stopping: Callable[[], bool] = lambda: False,
        introduce: Callable[[Sender, Installation], object] = lambda _sender, _me: None,
        on_heard: Callable[[], None] = lambda: None,
    ) -> None:
        """`judge` raises HelpError for a manifest that must not leave, which is then refused.

        `on_progress` hears the parcel, how many bytes of its files have left, and of how many; `stopping` is
        asked between the pieces of a file; `introduce` is called before a report's words leave; `on_heard`
        hears within a step that the server answered well.
        """
        self._judge = judge
        self._introduce = introduce
        self._on_heard = on_heard
        self._outbox = outbox
        self._inbox = inbox
        self._sender = sender
        self._introduction = introduction
        self._on_change = on_change
        self._rng = rng or Random()  # noqa: S311  jitter, not a secret
        self._files = FilesOut(outbox, sender, on_progress, on_heard, stopping)

    def step(self) -> Outcome:
        """Deliver what is due longest; words first, files when nobody's words wait."""
        claim = self._outbox.claim()
        if claim is None:
            return self._erase()
        self._on_change(claim.uuid)
        self._files.progressed = False  # the words may fail before any file is looked at
        try:
            self._judged(claim)
            done = self._deliver(claim)
        except SendError as error:
            self._fail(claim, error)
            return Outcome(worked=True, error=error, progressed=self._files.progressed)
        finally:
            self._on_change(claim.uuid)
        return Outcome(worked=True, more=not done)

    def _judged(self, claim: Claim) -> None:
        """Raise SendError for what must not leave."""
        try:
            self._judge(claim.kind, claim.manifest)
        except HelpError as error:
            # An earlier try may have got through: what is forbidden here says nothing of the server.
            raise SendError(error.code, error.detail, reached=claim.left_before) from error

    def _deliver(self, claim: Claim) -> bool:
        """Whether all of it has been delivered."""
        installation = self._inbox.installation() or self._register()
        self._sender.token = installation.token
        if claim.kind is ParcelKind.REPORT and claim.number is None:
            self._introduce(self._sender, installation)
        unsent = claim.unsent if claim.number is not None else self._words(claim)
        try:
            done = self._files.bring(claim, unsent)
        except SendError as error:
            if error.code is not Problem.BLOB_UNKNOWN or claim.number is None:
                raise
            # The words left under a former installation; who sends them again may bring their files.
            done = self._files.bring(claim, self._words(claim))
        if done:
            self._outbox.settle(claim.uuid)
        return done

    def _words(self, claim: Claim) -> tuple[str, ...]:
        """Send the manifest; the files that the server wants then."""
        receipt = self._put(claim)
        if receipt.uuid != claim.uuid:
            raise SendError(Problem.FOREIGN_ANSWER, f"a receipt for {receipt.uuid}")
        self._outbox.keep_receipt(claim.uuid, receipt)
        self._on_heard()
        self._on_change(claim.uuid)
        return receipt.missing

    def _put(self, claim: Claim) -> Receipt:
        if not claim.left_before:
            self._outbox.leaves(claim.uuid)
        if claim.ticket is not None:
            if claim.kind is ParcelKind.RATING:
                return self._sender.put_rating(claim.ticket, claim.manifest)
            if claim.kind is ParcelKind.REOPENING:
                return self._sender.put_reopening(claim.ticket, claim.uuid, claim.manifest)
            return self._sender.put_reply(claim.ticket, claim.uuid, claim.manifest)
        if claim.kind is ParcelKind.ARTICLE_VOTE:
            return self._sender.put_vote(claim.uuid, claim.manifest)
        return self._sender.put_report(claim.uuid, claim.manifest)

    def _register(self) -> Installation:
        self._sender.token = None
        return self._inbox.keep_installation(self._sender.register(self._introduction))

    def _erase(self) -> Outcome:
        """Have the server erase what was sent, if that is asked and due, and then do it here."""
        erasing = self._outbox.erasing
        if erasing.due_in() != 0.0:
            return Outcome(worked=False)
        installation = self._inbox.installation()
        wish = erasing.begin(installation.token if installation is not None else None)
        if wish is None:
            return Outcome(worked=False)
        try:
            if self._outbox.others_send():
                raise SendError(Problem.UNAVAILABLE, "another instance is sending", reached=False)
            erasing.finish(self._erased_there(wish.tokens))
        except SendError as error:
            erasing.fail(error.code, delay(wish.attempts, self._rng, error.retry_after))
            return Outcome(worked=True, error=error)
        finally:
            self._on_change(wish.uuid)
        return Outcome(worked=True, more=True)

    def _erased_there(self, tokens: tuple[str, ...]) -> Erasure | None:
        """What the server confirms for the last of the tokens it knows; None where it knows none."""
        erased = None
        for token in tokens:
            self._sender.token = token
            try:
                erased = self._sender.erase_me()
            except SendError as error:
                if error.code is not Problem.UNAUTHORIZED:
                    raise
        return erased

    def _fail(self, claim: Claim, error: SendError) -> None:
        if not error.left and not claim.left_before:
            self._outbox.stayed(claim.uuid)
        if error.code is Problem.UNAUTHORIZED and self._sender.token is not None:
            self._inbox.drop_installation(self._sender.token)
        if error.code.kind is Kind.TEMPORARY:
            # A way that let something through is not one that failed again and again.
            attempts = 1 if self._files.progressed else claim.attempts
            after = delay(attempts, self._rng, error.retry_after)
            asked = error.retry_after or 0.0
            self._outbox.retry(claim.uuid, error.code, after=after, asked=asked, reached=error.reached)
        else:
            self._outbox.refuse(claim.uuid, error.code, absent=not error.reached)


class In:
    """Fetches what is new."""

    def __init__(
        self,
        inbox: Inbox,
        sender: Sender,
        introduce: Callable[[Sender, Installation], object] = lambda _sender, _me: None,
    ) -> None:
        """`introduce` is called before each `sync`."""
        self._introduce = introduce
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
        self._introduce(self._sender, installation)
        try:
            heard = self._inbox.heard()
            answer = self._sender.sync(self._inbox.cursor(), wait, heard)
        except SendError as error:
            if error.code is Problem.UNAUTHORIZED:
                self._inbox.drop_installation(installation.token)
            raise
        if answer is not None:
            self._inbox.keep(answer, installation, heard)
        return answer

    def fetch_service_info(self) -> bool:
        """Refresh the kept service info; whether it changed. Raises SendError."""
        found = self._sender.service_info(self._inbox.service_etag())
        if found is None:
            return False
        _, raw, etag = found
        self._inbox.keep_service_info(raw, etag)
        return True
