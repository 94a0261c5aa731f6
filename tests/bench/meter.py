"""Counts the bytes of a connection: a relay between a client and its server."""

from __future__ import annotations

import socket
import threading
from typing import Self


class Meter:
    """Listens at `url`, and passes on to `port` what comes. Use it as a context manager."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._counted = 0
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def taken(self) -> int:
        """The bytes that passed in either direction since it was last asked, headers included."""
        with self._lock:
            counted, self._counted = self._counted, 0
        return counted

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for end in (*self._ends, self._listener):
            end.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return  # closed
            far = socket.create_connection(("127.0.0.1", self._port))
            self._ends += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while piece := one.recv(65536):
                with self._lock:  # before it goes on: who has the answer finds it counted
                    self._counted += len(piece)
                other.sendall(piece)
        except OSError:
            return  # closed
