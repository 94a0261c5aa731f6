"""A mail server (SMTP, RFC 5321) on this machine that keeps what it is given."""

from __future__ import annotations

import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer

HOST = "127.0.0.1"
OK = "250 OK"


class MailCatcher:
    """Listens from the start. `mails` are those it took, in order; `close` ends it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mails: list[EmailMessage] = []
        catcher = self

        class Handler(StreamRequestHandler):
            def handle(self) -> None:
                _Dialogue(self, catcher).lead()

        self._server = _Server((HOST, 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, name="tour: mail", daemon=True).start()

    @property
    def mails(self) -> list[EmailMessage]:
        with self._lock:
            return list(self._mails)

    def take(self, data: bytes) -> None:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._lock:
            self._mails.append(message)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingTCPServer):
    daemon_threads = True


class _Dialogue:
    """One caller, from its greeting to its farewell."""

    def __init__(self, handler: StreamRequestHandler, catcher: MailCatcher) -> None:
        self._in, self._out, self._catcher = handler.rfile, handler.wfile, catcher

    def lead(self) -> None:
        self._say("220 localhost")
        while line := self._in.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                return self._say("221 Bye")
            if verb == b"DATA":
                self._say("354 End with a dot")
                self._catcher.take(self._data())
            self._say(OK)
        return None

    def _data(self) -> bytes:
        """The lines up to the dot; one more dot stands before those that begin with one."""
        lines = []
        while (line := self._in.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, words: str) -> None:
        self._out.write(f"{words}\r\n".encode())
        self._out.flush()


def text_of(mail: EmailMessage) -> str:
    """Its plain text, with this machine's line ends."""
    body = mail.get_body(("plain",))
    return "" if body is None else str(body.get_content()).replace("\r\n", "\n")
