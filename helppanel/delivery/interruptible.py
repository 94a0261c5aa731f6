"""The connections of one session: they can be ended from another thread, and say whether bytes left.

Closing a `requests` session leaves a call that waits for its answer waiting. Shutting its socket down ends it
at once on every system, so that leaving a page or the app never waits for a long poll.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import weakref
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection


class Interrupter:
    """Follows the sockets of one session, which trusts what `context` trusts.

    `left`: bytes of a request may have left since it was last set to False.
    """

    def __init__(self, session: requests.Session, context: ssl.SSLContext) -> None:
        self._lock = threading.Lock()
        self._connections: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        self.left = False
        adapter = _Adapter(self, context)
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
    def __init__(self, interrupter: Interrupter, context: ssl.SSLContext) -> None:
        self._pools = _pools(interrupter)
        self._context = context
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        if not proxy.lower().startswith("socks"):
            kwargs["proxy_ssl_context"] = self._context
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        if isinstance(manager, ProxyManager):
            manager.pool_classes_by_scheme = self._pools
        return manager


def _pools(interrupter: Interrupter) -> dict[str, Any]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            interrupter.follow(self)

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is None:
                self.connect()
            interrupter.left = True
            super().request(*args, **kwargs)

    class Tls(Plain, HTTPSConnection):  # `super()` of the former is then the latter
        def connect(self) -> None:
            if self.ca_certs == DEFAULT_CA_BUNDLE_PATH:
                self.ca_certs = None  # else the bundle of `requests` would be trusted beside the system's
            super().connect()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls

    return {"http": PlainPool, "https": TlsPool}
