"""A link between client and server that is slow and breaks again and again."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType

_BLOCK = 64 * 1024


class BreakingLink:
    """Passes `rate` bytes a second on to the server on `port`; every `seconds` all its connections end.

    `passed` counts the bytes that came from clients, `breaks` how often a connection was cut.
    """

    def __init__(self, port: int, *, seconds: float, rate: float) -> None:
        self.passed = 0
        self.breaks = 0
        self._target = port
        self._seconds = seconds
        self._rate = rate
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._accept, self._break)]

    @property
    def url(self) -> str:
        """Where clients find the server behind it."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> BreakingLink:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._done.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._done.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                client.close()
                continue
            with self._lock:
                self._open |= {client, server}
            for source, sink, counts in ((client, server, True), (server, client, False)):
                thread = threading.Thread(target=self._pump, args=(source, sink, counts), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        with suppress(OSError):
            while block := source.recv(_BLOCK):
                if counts:
                    self.passed += len(block)
                    self._done.wait(len(block) / self._rate)
                sink.sendall(block)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open.discard(source)
        source.close()

    def _break(self) -> None:
        while not self._done.wait(self._seconds):
            self._cut()

    def _cut(self) -> None:
        with self._lock:
            ends = list(self._open)
        self.breaks += len(ends) // 2
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
