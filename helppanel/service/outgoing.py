"""One step of the *out* loop: the courier over one data folder and one server."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from helppanel.contract.problems import Kind
from helppanel.contract.ticket import Installation, InstallationRequest
from helppanel.delivery.courier import Out, Outcome
from helppanel.delivery.members import AccountSender, read_safely
from helppanel.delivery.sender import SendError
from helppanel.policy import Policy
from helppanel.report import allowed
from helppanel.service.line import Line
from helppanel.service.progress import ProgressBook
from helppanel.service.rooms import Rooms

log = logging.getLogger("helppanel")
_HOUR = 3600.0


class Newcomer(Protocol):
    """The call; raises SendError."""

    token: str | None

    def register(self, request: InstallationRequest) -> Installation: ...


class Outgoing:
    """Made without touching disk or network; for one thread, but `progress`."""

    def __init__(
        self,
        line: Line,
        introduction: InstallationRequest,
        policy: Policy,
        on_change: Callable[[str], None],
        on_heard: Callable[[], None],
        stopping: Callable[[], bool],
        account_token: Callable[[], str],
    ) -> None:
        """`on_change` hears `parcels`, `service` and `progress`; `on_heard` hears that the server answered,
        also in the middle of a long upload; `stopping` cuts such a one short.

        `account_token` says who the user is before a report leaves.
        """
        self._account_token = account_token
        self._line = line
        self._introduction = introduction
        self._policy = policy
        self._on_change = on_change
        self._on_heard = on_heard
        self._stopping = stopping
        self._out: Out | None = None
        self._join_at = 0.0  # by the steady clock
        self.progress = ProgressBook(lambda: on_change("progress"))

    def step(self, rooms: Rooms) -> Outcome:
        """Deliver what is due longest; opens the line when there is something to deliver."""
        if self._out is None:
            if rooms.outbox.next_due() is None:
                return Outcome(worked=False)
            self._out = Out(
                rooms.outbox,
                rooms.inbox,
                self._line.client(),
                self._introduction,
                self._changed,
                judge=lambda kind, manifest: allowed.check(kind, manifest, self._policy),
                on_progress=self.progress.told,
                stopping=self._stopping,
                introduce=lambda sender, me: self.introduce(rooms, sender, me),
                on_heard=self._on_heard,
            )
        outcome = self._out.step()
        if outcome.error is not None and outcome.error.code.kind is Kind.REFUSED:
            log.warning("a parcel was refused: %s", outcome.error)  # a vote has no row to say so
        return outcome

    def join(self, rooms: Rooms, sender: Newcomer) -> None:
        """Let the server know a member who has sent nothing yet, for the badge and the hotline.

        Only where the host says who the user is, and not after all was erased. May be called from any thread;
        nothing that goes wrong is raised, and it is tried again after an hour at the earliest.
        """
        erasing = rooms.outbox.erasing
        known = rooms.inbox.installation() is not None
        if known or time.monotonic() < self._join_at or erasing.asked() or erasing.confirmed():
            return
        if not read_safely(self._account_token):
            return
        try:
            sender.token = None
            rooms.inbox.keep_installation(sender.register(self._introduction))
        except SendError as error:
            log.warning("a member stays unknown to the server: %s", error)
            self._join_at = time.monotonic() + max(_HOUR, error.retry_after or 0.0)

    def introduce(self, rooms: Rooms, sender: AccountSender, me: Installation) -> None:
        """Tell the server who the user is, where that is new. May be called from any thread."""
        if rooms.members.tell(sender, me, self._account_token):
            self._on_change("service")

    def _changed(self, uuid: UUID) -> None:
        # The courier says so at the beginning and at the end: nothing is under way in between two steps.
        self.progress.ended(uuid)
        self._on_change("parcels")
