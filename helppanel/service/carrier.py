"""Carries in the background: the *out* and the *in* loop over one data folder and one server."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from random import Random

from helppanel.contract.attention import Attention
from helppanel.contract.limits import Schedule
from helppanel.contract.problems import NO_WAY, HelpError, Kind, Problem
from helppanel.contract.ticket import InstallationRequest
from helppanel.delivery.courier import In, Outcome, SendError
from helppanel.delivery.inbox import SERVICE_AT, SYNCED_AT
from helppanel.delivery.retry import RETRY_AFTER_CAP, Backoff
from helppanel.delivery.schedule import due, wait_of
from helppanel.policy import Policy
from helppanel.service.line import Line
from helppanel.service.link_state import LinkState
from helppanel.service.outgoing import Outgoing
from helppanel.service.pack_rounds import PackRounds
from helppanel.service.progress import ProgressBook
from helppanel.service.rooms import Rooms
from helppanel.service.threads import Loop

log = logging.getLogger("helppanel")

_DAY = 86_400.0
_FIRST_AFTER = 0.5  # seconds; until then the first page has the interpreter to itself
_EMPTY_HOLD = 2.0  # seconds to rest when a server answers a long poll at once with nothing
_STAGGER = 3.0  # seconds at most after a change that many machines may see at once, before anything is asked


class Carrier:
    """Two loops that never block each other: an upload, and a held poll or a part of a pack.

    `on_change` gets what changed: `parcels`, `progress`, `news`, `service` or `link`, on a loop's thread.
    """

    def __init__(
        self,
        rooms: Callable[[], Rooms],
        server: str,
        introduction: InstallationRequest,
        packs: PackRounds,
        on_change: Callable[[str], None],
        policy: Policy,
        account_token: Callable[[], str] = str,
    ) -> None:
        """`policy` holds for what was stored before it, too; `account_token` is the host's.

        Raises HelpError INSECURE_URL or BAD_SETTING.
        """
        self._rooms = rooms
        self._packs = packs
        self._on_change = on_change
        self._out_line = Line(server)
        self._in_line = Line(server)
        self._rng = Random()  # noqa: S311  jitter, not a secret
        self._outgoing = Outgoing(
            self._out_line,
            introduction,
            policy,
            on_change,
            lambda: self._reached(None),
            lambda: self._stopping,
            account_token,
        )
        self._out_loop = Loop("out", self._step_out, _FIRST_AFTER)
        self._in_loop = Loop("in", self._step_in, _FIRST_AFTER, on_jump=self._clock_jumped)
        self._attention = Attention.HIDDEN
        self._stopping = False
        self._progress = threading.Condition()
        self._news_due = False
        self._syncing = False
        self._cut = False  # we ended the call that is held
        self._out_rest = Backoff(self._rng)
        self._in_rest = Backoff(self._rng)
        self._nudge_due = ""
        self._poll_after = 0.0
        self._share = self._rng.random()
        self._woke = time.monotonic()
        self.link = LinkState()

    @property
    def progress(self) -> ProgressBook:
        """How far the sending of files is."""
        return self._outgoing.progress

    def start(self) -> None:
        """Begin to carry."""
        self._woke = time.monotonic()
        self._out_loop.start()
        self._in_loop.start()

    def wake_out(self) -> None:
        """There is something to deliver, or somebody wants another try."""
        self._out_rest.hurry()
        self._out_loop.wake()

    def sync_now(self) -> None:
        """Ask for news at once."""
        self._in_rest.hurry()
        self._news_due = True
        self._in_loop.wake()

    def attend(self, attention: Attention) -> None:
        """The user looks at something else; a held call ends when nobody waits for it any more."""
        before, self._attention = self._attention, attention
        if attention is not Attention.HIDDEN:
            self._packs.begin()
        if before is attention:
            return
        if before is Attention.CONVERSATION:
            self._in_line.interrupt()
        self._in_rest.hurry()
        if attention is Attention.CONVERSATION:
            self.sync_now()
        else:
            self._in_loop.wake()

    def network_changed(self, *, reachable: bool, behind_portal: bool) -> None:
        """The system says that its network is another one. Neither waits nor touches the disk."""
        for line in (self._out_line, self._in_line):
            line.tell_portal(behind_portal)
        if not reachable:
            return  # the next call will say so, should anybody wait for one
        if self._syncing and self._attention is Attention.CONVERSATION:
            self._cut = True
            self._in_line.interrupt()  # it is held on a network that may be gone
        self._try_anew("network")

    def wait(self, done: Callable[[], bool], timeout: float) -> bool:
        """Wait until `done()`, asked again after every step; whether it came true in `timeout` seconds."""
        with self._progress:
            return self._progress.wait_for(done, timeout)

    @property
    def news_due(self) -> bool:
        """Whether a sync was asked for that has not been answered."""
        return self._news_due or self._syncing

    def close(self, timeout: float) -> bool:
        """End both loops and their calls; whether they ended within `timeout` seconds."""
        self._stopping = True
        until = time.monotonic() + timeout
        self._out_loop.stop()
        self._in_loop.stop()
        ended = _end(self._out_loop, self._out_line, until)
        return _end(self._in_loop, self._in_line, until) and ended

    def _step_out(self) -> float | None:
        rooms = self._rooms()
        if self._nudge_due:
            why, self._nudge_due = self._nudge_due, ""
            rooms.outbox.nudge(NO_WAY, anew=why == "clock")
        held = max(rooms.inbox.held(), self._out_rest.left())
        if held:
            return held
        outcome = self._outgoing.step(rooms)
        if outcome.worked:
            self._judge(outcome)
            self._obey(rooms, outcome.error)
            self._reached(outcome.error)
            if outcome.error is None or outcome.error.code is Problem.NOT_FOUND:
                self.sync_now()  # after a reply to a ticket the server lost, too
        self._made_progress()
        return 0.0 if outcome.more else rooms.outbox.next_due()

    def _step_in(self) -> float | None:
        rooms = self._rooms()
        remaining = self._due_in(rooms)
        if remaining > 0:
            # News first: a pack comes in parts between two of them.
            if self._packs.due_in() <= 0 and not rooms.inbox.held():
                self._obey(rooms, self._packs.step(self._in_line.client))
            return self._rest(rooms)
        asked, self._news_due, self._syncing, self._cut = self._news_due, False, True, False
        attention = self._attention
        try:
            self._sync(rooms, attention)
        except SendError as error:
            self._news_due = self._news_due or asked
            if self._stopping or self._cut or self._attention is not attention:
                return 0.0  # we ended that call ourselves
            if error.code is Problem.UNAUTHORIZED:
                self._out_loop.wake()  # what the server lost is shown to it again
            self._in_rest.failed(error.retry_after)
            self._obey(rooms, error)
            self._reached(error)
        finally:
            self._syncing = False
            self._share = self._rng.random()
        rooms.database.set_meta("last_sync", repr(time.time()))
        self._made_progress()
        return self._rest(rooms)

    def _rest(self, rooms: Rooms) -> float:
        """Seconds until there is something to ask for."""
        return max(rooms.inbox.held(), min(self._due_in(rooms), self._packs.due_in()))

    def _obey(self, rooms: Rooms, error: HelpError | None) -> None:
        """A Retry-After of the server's is meant for every call, not only for the one that got it."""
        if isinstance(error, SendError) and error.retry_after and error.reached:
            rooms.inbox.hold(min(error.retry_after, RETRY_AFTER_CAP))

    def _judge(self, outcome: Outcome) -> None:
        """Whether the next parcel may go at once: not where its way failed, or the server is busy."""
        error = outcome.error
        if error is not None and error.code.kind is Kind.TEMPORARY and not outcome.progressed:
            self._out_rest.failed(error.retry_after)
        else:
            self._out_rest.succeeded()

    def _try_anew(self, why: str) -> None:
        """What failed is tried again now, but for a little, so that not all machines do it at once."""
        pause = self._rng.uniform(0, _STAGGER)
        if self._in_rest.failures:
            self._news_due = True
        for rest in (self._out_rest, self._in_rest):
            rest.hurry()
            rest.pause(pause)
        self._nudge_due = why
        self._out_loop.wake()
        self._in_loop.wake()

    def _clock_jumped(self) -> None:
        log.info("the machine slept, or its clock was set")
        self._woke = time.monotonic()
        self._try_anew("clock")

    def _sync(self, rooms: Rooms, attention: Attention) -> None:
        began = time.monotonic()
        wait = wait_of(attention, self._schedule(rooms))
        fresh = self._fetch(rooms, wait)
        idle = wait and not fresh and time.monotonic() - began < _EMPTY_HOLD
        self._in_rest.succeeded()
        rooms.database.set_meta(SYNCED_AT, repr(time.time()))
        if idle:
            self._in_rest.pause(_EMPTY_HOLD)
        self._reached(None)

    def _fetch(self, rooms: Rooms, wait: int) -> bool:
        introduce = self._outgoing.introduce
        if self._attention is not Attention.HIDDEN:
            self._outgoing.join(rooms, self._in_line.client())
        incoming = In(rooms.inbox, self._in_line.client(), lambda sender, me: introduce(rooms, sender, me))
        answer = incoming.step(wait)
        if answer is not None:
            self._poll_after = min(max(answer.poll_after, 0.0), _DAY)
            self._changed("news")
            if answer.restored:
                self._out_loop.wake()
        elif wait:
            self._poll_after = 0.0  # a held call that ended quietly is followed by the next
        known = (rooms.inbox.service_etag() or "").strip('"')
        if (answer is None or answer.service != known) and self._wants_service_info(
            rooms, answer is not None
        ):
            changed = incoming.fetch_service_info()
            rooms.database.set_meta(SERVICE_AT, repr(time.time()))
            if changed:
                self._changed("service")
        return answer is not None

    def _wants_service_info(self, rooms: Rooms, announced: bool) -> bool:
        at = float(rooms.database.meta(SERVICE_AT) or 0)
        return announced or not 0 <= time.time() - at < _DAY

    def _due_in(self, rooms: Rooms) -> float:
        """Seconds until the next sync."""
        blocked = max(rooms.inbox.held(), self._in_rest.left())
        if self._news_due:
            return blocked
        rest = due(
            self._attention,
            self._schedule(rooms),
            self._share,
            open_ticket=rooms.inbox.has_open_ticket(),
            poll_after=self._poll_after,
            since_sync=time.time() - float(rooms.database.meta("last_sync") or 0),
            since_start=time.monotonic() - self._woke,
        )
        return max(blocked, rest)

    def _schedule(self, rooms: Rooms) -> Schedule:
        info = rooms.inbox.service_info()
        return info.schedule if info else Schedule()

    def _reached(self, error: SendError | None) -> None:
        was = self.link.online
        if not self.link.told(error):
            return
        self._changed("link")
        if self.link.online and was is False:
            # The way is free again: what waits for its next try need not.
            self._rooms().outbox.nudge(NO_WAY)
            self._out_rest.hurry()
            self._out_loop.wake()

    def _made_progress(self) -> None:
        with self._progress:
            self._progress.notify_all()

    def _changed(self, what: str) -> None:
        self._on_change(what)


def _end(loop: Loop, line: Line, until: float) -> bool:
    while True:
        # Again and again: the loop may have been about to connect.
        line.interrupt()
        if loop.join(0.05):
            line.close()
            return True
        if time.monotonic() >= until:
            return False
