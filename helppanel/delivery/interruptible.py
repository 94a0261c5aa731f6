"""Ends a held HTTP call from another thread.

Closing a `requests` session leaves a call that waits for its answer waiting. Shutting its socket down ends it
at once on every system, so that leaving a page or the app never waits for a long poll.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import weakref
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class Interrupter:
    """Follows the sockets of one session."""

    def __init__(self, session: requests.Session) -> None:
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        adapter = _Adapter(self)
        session.mount("http://", adapter)
        session.mount("https://", adapter)

    def follow(self, connection: HTTPConnection) -> None:
        """Remember a connection that was just made."""
        with self._lock:
            self._connections.add(connection)

    def interrupt(self) -> None:
        """Shut every socket down; the calls on them fail at once."""
        with self._lock:
            connections = list(self._connections)
        for connection in connections:
            sock = connection.sock
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    def __init__(self, interrupter: Interrupter) -> None:
        self._interrupter = interrupter
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        interrupter = self._interrupter

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                interrupter.follow(self)

        class Tls(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                interrupter.follow(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class TlsPool(HTTPSConnectionPool):
            ConnectionCls = Tls

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": TlsPool}
