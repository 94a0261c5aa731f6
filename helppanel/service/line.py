"""The line to the server, opened when there is something to say: `requests` takes a while to import."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from helppanel.contract.server_url import check_server_url
from helppanel.report.gauge import Tell

if TYPE_CHECKING:
    from helppanel.delivery.client import Client

_TURN = 0.1  # seconds between two looks whether one who waits still wants it


class Line:
    """One client of one thread at a time; `interrupt` may come from any."""

    def __init__(self, server: str) -> None:
        """Raises HelpError INSECURE_URL or BAD_SETTING."""
        self._server = check_server_url(server)
        self._client: Client | None = None
        self._behind_portal = False
        self._fetching = threading.Lock()

    def client(self) -> Client:
        """The client, made now if need be."""
        if self._client is None:
            from helppanel.delivery.client import Client

            self._client = Client(self._server)
            self._client.behind_portal = self._behind_portal
        return self._client

    def tell_portal(self, there: bool) -> None:
        """The system says whether the network wants a sign-in first."""
        self._behind_portal = there
        if self._client is not None:
            self._client.behind_portal = there

    def fetch_blob(self, sha256: str, token: str, tell: Tell) -> bytes:
        """A blob; workers that want one at the same time take turns. Raises SendError, and as `tell`."""
        while not self._fetching.acquire(timeout=_TURN):
            tell(0)
        try:
            client = self.client()
            client.token = token
            return client.fetch_blob(sha256, tell)
        finally:
            self._fetching.release()

    def interrupt(self) -> None:
        """End a held call."""
        if self._client is not None:
            self._client.interrupt()

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()
