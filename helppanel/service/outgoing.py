"""One step of the *out* loop: the courier over one data folder and one server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from helppanel.contract.problems import Kind
from helppanel.contract.ticket import Installation, InstallationRequest
from helppanel.delivery.courier import Out, Outcome
from helppanel.delivery.members import AccountSender
from helppanel.policy import Policy
from helppanel.report import allowed
from helppanel.service.line import Line
from helppanel.service.progress import ProgressBook
from helppanel.service.rooms import Rooms

log = logging.getLogger("helppanel")


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

    def introduce(self, rooms: Rooms, sender: AccountSender, me: Installation) -> None:
        """Tell the server who the user is, where that is new. May be called from any thread."""
        if rooms.members.tell(sender, me, self._account_token):
            self._on_change("service")

    def _changed(self, uuid: UUID) -> None:
        # The courier says so at the beginning and at the end: nothing is under way in between two steps.
        self.progress.ended(uuid)
        self._on_change("parcels")
