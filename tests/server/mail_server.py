"""A real mail server (SMTP) on this machine, which can refuse, ask for a login, and speak TLS."""

from __future__ import annotations

import socket
import ssl
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

SECONDS = 30


class Inbox:
    """What arrived. `verdicts` are what the next mails are told instead of being taken, first one first."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.verdicts: list[str] = []
        self.refused_recipients: set[str] = set()
        self.tried = 0
        self._changed = threading.Condition()

    def wait(self, count: int) -> list[EmailMessage]:
        """The mails, once there are `count`."""
        return self._wait(lambda: len(self.mails) >= count)

    def wait_for_tries(self, count: int) -> list[EmailMessage]:
        """The mails, once it was tried `count` times."""
        return self._wait(lambda: self.tried >= count)

    def wait_until(self, done: Callable[[list[EmailMessage]], bool]) -> list[EmailMessage]:
        """The mails, once `done` says so of them."""
        return self._wait(lambda: done(self.mails))

    def _wait(self, done: Callable[[], bool]) -> list[EmailMessage]:
        with self._changed:
            assert self._changed.wait_for(done, SECONDS), f"{len(self.mails)} mails after {self.tried} tries"
            return list(self.mails)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused_recipients:
            with self._changed:
                self.tried += 1
                self._changed.notify_all()
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        with self._changed:
            self.tried += 1
            verdict = self.verdicts.pop(0) if self.verdicts else "250 OK"
            if verdict.startswith("2"):
                message = message_from_bytes(envelope.content, policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.mails.append(message)
                self.recipients += envelope.rcpt_tos
            self._changed.notify_all()
        return verdict


class _Controller(Controller):
    """Hangs up on those who still talk when it stops."""

    def factory(self) -> SMTP:
        # Of a login without STARTTLS, which TLS from the first byte needs not.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            make: Callable[[], SMTP] = super().factory
            made = make()
        self.__dict__.setdefault("made", []).append(made)
        return made

    def hang_up(self) -> None:
        done = threading.Event()

        def abort() -> None:
            for smtp in self.__dict__.get("made", ()):
                if smtp.transport is not None:
                    smtp.transport.abort()
            self.loop.call_later(0.05, done.set)  # its turn to tell that the connection is lost

        self.loop.call_soon_threadsafe(abort)
        done.wait(SECONDS)


@contextmanager
def mail_server(
    inbox: Inbox,
    port: int,
    *,
    login: tuple[str, str] | None = None,
    tls: str = "",
    context: ssl.SSLContext | None = None,
) -> Iterator[None]:
    """Listens at `port`. `tls`: "" none, "starttls", or "tls" from the first byte."""  # fmt: skip

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        given = data.login.decode(), data.password.decode()
        return AuthResult(success=given == login)

    options: dict[str, Any] = {}
    if login is not None:
        options |= {
            "authenticator": check,
            "auth_required": True,
            "auth_require_tls": tls == "starttls",
        }
    if tls == "starttls":
        options |= {"tls_context": context, "require_starttls": True}
    controller = _Controller(
        inbox, hostname="127.0.0.1", port=port, ssl_context=context if tls == "tls" else None, **options
    )
    controller.start()
    try:
        yield
    finally:
        controller.hang_up()
        controller.stop()


def free_port() -> int:
    """A port nobody listens at just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
