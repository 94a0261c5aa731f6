"""A program on a port of its own, which says what it is told to whoever calls."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable

Talk = Callable[[socket.socket], None]


def heard(connection: socket.socket) -> bytes:
    """The head of a request, and what came with it."""
    got = b""
    while b"\r\n\r\n" not in got and (block := connection.recv(65536)):
        got += block
    return got


def says(answer: bytes) -> Talk:
    """Hear one request, say `answer`, hang up."""

    def talk(connection: socket.socket) -> None:
        heard(connection)
        connection.sendall(answer)

    return talk


class Listener:
    """Lets `talk` speak with each caller in turn, behind TLS where there is a `context`; `with` ends it."""

    def __init__(self, talk: Talk, context: ssl.SSLContext | None = None, port: int = 0) -> None:
        self._talk, self._context = talk, context
        self.callers = 0
        self.called = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # wakes the accept
        self._socket.close()
        self._thread.join(30)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.callers += 1
            self.called.set()
            # The caller may hang up at any time: that is its right, and often what is to be shown.
            with contextlib.suppress(OSError), connection:
                if self._context is None:
                    self._talk(connection)
                else:
                    with self._context.wrap_socket(connection, server_side=True) as wrapped:
                        self._talk(wrapped)


def tunnel(to: int) -> Talk:
    """A proxy that lets a caller through to the port `to`, whatever name it asks for."""

    def talk(connection: socket.socket) -> None:
        assert heard(connection).startswith(b"CONNECT ")
        with socket.create_connection(("127.0.0.1", to)) as there:
            connection.sendall(b"HTTP/1.1 200 Go ahead\r\n\r\n")
            back = threading.Thread(target=_pump, args=(there, connection))
            back.start()
            _pump(connection, there)
            back.join()

    return talk


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
