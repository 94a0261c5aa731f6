"""The network between panel and server, which can be cut, slow, or lead to a server that is busy."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

BLOCK = 16 * 1024
QUIET_S = 0.5  # a caller that is silent so long has said all
HOST = "127.0.0.1"


class Link:
    """Begins cut: connections to `url` are refused, as where nothing listens.

    `up` joins it to a server, `busy` has whoever asks told to come again later; `down` cuts it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._rate: float | None = None
        self._later: int | None = None
        self._target = 0
        self._door = self._reserve(0)  # bound, but not listening
        self.url = f"http://{HOST}:{self._door.getsockname()[1]}"

    def up(self, url: str, rate: float | None = None) -> None:
        """Pass everything on to the server at `url`, from the panel at most `rate` bytes a second."""
        self._target, self._later, self._rate = int(url.rsplit(":", 1)[1].strip("/")), None, rate
        self._listen()

    def busy(self, seconds: int) -> None:
        """Answer every request with 503 and Retry-After, as a gateway before a busy server does."""
        self._later = seconds
        self._listen()

    def down(self) -> None:
        """Cut it."""
        port = self._door.getsockname()[1]
        self._shut()
        self._door = self._reserve(port)

    def close(self) -> None:
        """End everything."""
        self._shut()

    def _shut(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)  # wakes who waits at it
        self._door.close()
        self._cut()

    def _reserve(self, port: int) -> socket.socket:
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        return door

    def _listen(self) -> None:
        self._cut()
        if not self._door.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            self._door.listen()
            threading.Thread(target=self._welcome, args=(self._door,), daemon=True).start()

    def _cut(self) -> None:
        with self._lock:
            ends = list(self._open)
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _welcome(self, door: socket.socket) -> None:
        while True:
            try:
                caller, _ = door.accept()
            except OSError:
                return
            self._remember(caller)
            if self._later is not None:
                threading.Thread(target=self._put_off, args=(caller, self._later), daemon=True).start()
                continue
            try:
                server = socket.create_connection((HOST, self._target))
            except OSError:
                self._forget(caller)
                continue
            self._remember(server)
            for source, sink, rate in ((caller, server, self._rate), (server, caller, None)):
                threading.Thread(target=self._pass, args=(source, sink, rate), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, rate: float | None) -> None:
        pause = threading.Event()
        with suppress(OSError):
            while block := source.recv(BLOCK):
                if rate is not None:
                    pause.wait(len(block) / rate)
                sink.sendall(block)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)
        self._forget(source)

    def _put_off(self, caller: socket.socket, seconds: int) -> None:
        caller.settimeout(QUIET_S)
        with suppress(OSError):
            while caller.recv(BLOCK):  # a caller that still speaks would miss the answer
                pass
        with suppress(OSError):
            head = f"HTTP/1.1 503 Service Unavailable\r\nRetry-After: {seconds}\r\n"
            caller.sendall(f"{head}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
            caller.shutdown(socket.SHUT_WR)
        self._forget(caller)

    def _remember(self, end: socket.socket) -> None:
        with self._lock:
            self._open.add(end)

    def _forget(self, end: socket.socket) -> None:
        with self._lock:
            self._open.discard(end)
        end.close()
