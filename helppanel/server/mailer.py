"""Sends queued mail in the background, in a thread of its own, and tries again where that may help.

Each mail is settled as soon as the mail server has taken it. A kill in between, of us or of the mail server,
sends this one again under the same Message-ID: SMTP has no way to ask. Nothing else is lost or doubled.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import msgspec

from helppanel.server import mail_queue
from helppanel.server.database import Database
from helppanel.server.mail import (
    MailLaterError,
    MailRefusedError,
    MailServerError,
    Postbox,
    build_message,
    open_postbox,
)
from helppanel.server.mail_queue import Waiting
from helppanel.server.setup import MailSetup, Setup
from helppanel.server.ticket_links import PATH, TicketLinks

_log = logging.getLogger("helppanel.server")
_JITTER = random.SystemRandom()
_GRACE = 5.0  # seconds for the mail under way when the server goes down


class Pace(msgspec.Struct, frozen=True):
    """In seconds, the first and the longest wait of a mail that was put off (`later`, `most`) and of a mail
    server that is away (`away`, `most_away`), and how often the queue is looked at unasked (`look`).

    After `tries`, or `tries_away`, a mail is given up: some four days. `held` is how long it waits while no
    mail server is set up.
    """

    later: float = 60.0
    away: float = 5.0
    most: float = 7200.0
    most_away: float = 900.0
    look: float = 60.0
    tries: int = 50
    tries_away: int = 400
    held: float = 4 * 86_400.0


class Mailer:
    """Over one database; `setup` gives the setup of now."""

    def __init__(
        self, database: Database, links: TicketLinks, setup: Callable[[], Setup], pace: Pace | None = None
    ) -> None:
        self._database = database
        self._links = links
        self._setup = setup
        self._pace = pace or Pace()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._troubles = 0
        # What the mail server took but the database could not note, on a full disk say: never sent again.
        self._taken: set[int] = set()
        # A daemon: a mail server that does not answer must not hold up the end.
        self._thread = threading.Thread(target=self._run, name="mail", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """There is mail."""
        self._wake.set()

    def close(self) -> None:
        """End; what is under way gets a few seconds."""
        self._stop.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(_GRACE)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.clear()
            try:
                wait = self._send_due()
            except Exception:
                _log.exception("mail waits")
                wait = self._away()
            if self._troubles:
                self._stop.wait(wait)  # new mail does not bring the mail server back
            else:
                self._wake.wait(wait)

    def _send_due(self) -> float:
        """Send what is due; how long to wait then, in seconds."""
        setup = self._setup()
        if setup.mail is None:
            self._hold()
            return self._pace.look
        with ExitStack() as stack:
            postbox: Postbox | None = None
            while not self._stop.is_set():
                with self._database.reading() as connection:
                    mail = mail_queue.due(connection, datetime.now(UTC))
                    upcoming = mail_queue.next_due(connection)
                if mail is None:
                    wait = self._pace.look
                    if upcoming is not None:
                        wait = min(wait, max(0.0, (upcoming - datetime.now(UTC)).total_seconds()))
                    return wait
                try:
                    if postbox is None:
                        postbox = stack.enter_context(open_postbox(setup.mail))
                    self._send(mail, setup, setup.mail, postbox)
                    self._troubles = 0
                except MailServerError as error:
                    wait = self._away()
                    _log.error("the mail server %s: %s", setup.mail.host, error)
                    self._put_off(mail, wait, str(error), self._pace.tries_away)
                    return wait
        return 0.0

    def _send(self, mail: Waiting, setup: Setup, sender: MailSetup, postbox: Postbox) -> None:
        if mail.id not in self._taken:
            try:
                postbox.send(build_message(mail, sender, self._link(mail, setup)))
            except MailRefusedError as error:
                with self._database.writing() as transaction:
                    mail_queue.settle_failed(transaction, mail.id, str(error))
                return
            except MailLaterError as error:
                wait = min(self._pace.most, self._pace.later * 2.0 ** min(mail.attempts, 20))
                self._put_off(mail, wait, str(error), self._pace.tries)
                return
            self._taken.add(mail.id)
        with self._database.writing() as transaction:
            mail_queue.settle_sent(transaction, mail.id)
        self._taken.discard(mail.id)

    def _link(self, mail: Waiting, setup: Setup) -> str:
        if not setup.public_url or not setup.web_form:
            return ""
        with self._database.writing() as transaction:
            secret = self._links.give(transaction, mail.ticket_id, mail.ticket_uuid)
        return f"{setup.public_url.rstrip('/')}{PATH}{secret}"

    def _put_off(self, mail: Waiting, seconds: float, problem: str, tries: int) -> None:
        with self._database.writing() as transaction:
            if mail.attempts + 1 >= tries:
                mail_queue.settle_failed(transaction, mail.id, problem)
            else:
                mail_queue.postpone(transaction, mail.id, seconds * _JITTER.uniform(0.75, 1.25), problem)

    def _away(self) -> float:
        wait = min(self._pace.most_away, self._pace.away * 2.0 ** min(self._troubles, 20))
        self._troubles += 1
        return wait * _JITTER.uniform(0.75, 1.25)

    def _hold(self) -> None:
        """No mail server is set up: a moment's mistake in the file must cost no mail, so it waits."""
        with self._database.reading() as connection:
            waiting = mail_queue.next_due(connection)
        old = datetime.now(UTC) - timedelta(seconds=self._pace.held)
        if waiting is not None and waiting < old:
            with self._database.writing() as transaction:
                mail_queue.give_up_before(transaction, old)
