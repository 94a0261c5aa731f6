"""A mail server (SMTP) that fails once, at one stage of a conversation, and otherwise takes everything."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from threading import Condition, Event, Thread

SECONDS = 30
_ANSWERS = {"DATA": "354 go on", "QUIT": "221 bye", "GREETING": "220 here", "MIDDLE": ""}
HANG_UP = "hang up"


class Stages:
    """`fails_at`: "GREETING", a command, the "MIDDLE" of the message or its "END".

    There it answers `says`, or hangs up where that is `HANG_UP`.

    `taken` are the messages that came whole and were not refused, told or not.
    """

    def __init__(self, fails_at: str, says: str) -> None:
        self._fails_at, self._says = fails_at, says
        self.taken: list[bytes] = []
        self._changed = Condition()

    def wait(self, count: int) -> list[bytes]:
        """The messages, once there are `count`."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.taken) >= count, SECONDS), self.taken
            return list(self.taken)

    def talk(self, connection: socket.socket) -> None:
        """One conversation."""
        with connection, connection.makefile("rb") as lines:
            self._answer(connection, "GREETING")
            while line := lines.readline():
                verb = line[:4].decode("ascii").upper()
                answered = self._answer(connection, verb)
                if answered.startswith("354"):
                    self._message(connection, lines)

    def _message(self, connection: socket.socket, lines: BufferedReader) -> None:
        message = lines.readline()
        self._answer(connection, "MIDDLE")
        while (line := lines.readline()) not in (b".\r\n", b""):
            message += line
        if self._fails_at != "END" or self._says == HANG_UP:
            with self._changed:
                self.taken.append(message)
                self._changed.notify_all()
        self._answer(connection, "END")

    def _answer(self, connection: socket.socket, stage: str) -> str:
        words = _ANSWERS.get(stage, "250 OK")
        if stage == self._fails_at:
            words, self._fails_at = self._says, ""
        if words == HANG_UP:
            raise ConnectionAbortedError
        if words:
            connection.sendall(f"{words}\r\n".encode())
        return words


@contextmanager
def failing_mail_server(stages: Stages, port: int) -> Iterator[None]:
    """Listens at `port`, one conversation after the other."""
    done = Event()
    with socket.create_server(("127.0.0.1", port)) as listener:
        listener.settimeout(0.1)

        def listen() -> None:
            while not done.is_set():
                with suppress(OSError):
                    connection, _ = listener.accept()
                    stages.talk(connection)

        thread = Thread(target=listen)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join(SECONDS)
