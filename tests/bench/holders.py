"""Thousands of held calls from one thread, each asked anew when it ends without news, as a panel does."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Sequence
from typing import Self
from urllib.parse import urlsplit

_AT_ONCE = 200  # connections that are opened together
_PROBES = 3  # calls answered after the last was sent: those before them have been read


class Holders:
    """One connection each for `calls`, whole requests. Use it as a context manager: inside, all are held."""

    def __init__(self, url: str, calls: Sequence[bytes]) -> None:
        self._address = urlsplit(url)
        self._calls = calls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._asking: list[asyncio.Task[None]] = []
        self._counted = threading.Condition()
        self.renewed = 0  # calls that ended without news, and were asked anew
        self.told = 0  # calls that were answered with news, and are not asked anew

    def __enter__(self) -> Self:
        _allow_files()
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._hold_all(), self._loop).result(120)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._let_go(), self._loop).result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def wait_told(self, seconds: float) -> bool:
        """Wait until all were told news; whether they were within `seconds`."""
        with self._counted:
            return self._counted.wait_for(lambda: self.told == len(self._calls), seconds)

    def wait_renewed(self, times: int, seconds: float) -> bool:
        """Wait until all were asked anew so many more times; whether they were within `seconds`."""
        with self._counted:
            wanted = self.renewed + times * len(self._calls)
            return self._counted.wait_for(lambda: self.renewed >= wanted, seconds)

    async def _hold_all(self) -> None:
        for start in range(0, len(self._calls), _AT_ONCE):
            some = self._calls[start : start + _AT_ONCE]
            streams = await asyncio.gather(*(self._open() for _ in some))
            for (reader, writer), call in zip(streams, some, strict=True):
                writer.write(call)
                self._asking.append(asyncio.create_task(self._keep_asking(reader, writer, call)))
        for _ in range(_PROBES):
            reader, writer = await self._open()
            writer.write(b"GET /probe HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
            await reader.read()
            writer.close()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self._address.hostname, self._address.port)

    async def _keep_asking(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, call: bytes
    ) -> None:
        try:
            while (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 304 "):
                writer.write(call)
                with self._counted:
                    self.renewed += 1
                    self._counted.notify_all()
            with self._counted:
                self.told += 1
                self._counted.notify_all()
        finally:
            writer.close()

    async def _let_go(self) -> None:
        for task in self._asking:
            task.cancel()
        ended = await asyncio.gather(*self._asking, return_exceptions=True)
        failed = [end for end in ended if isinstance(end, Exception)]
        assert not failed, failed[0]


def _allow_files() -> None:
    """As many open files as the system lets one process have; processes started later inherit it."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def get(path: str, token: str, etag: str) -> bytes:
    """A whole GET request with a bearer token and the ETag that the caller has."""
    lines = (
        f"GET {path} HTTP/1.1",
        "Host: bench",
        "User-Agent: helppanel/1",
        "Accept: application/json",
        f"Authorization: Bearer {token}",
        f'If-None-Match: "{etag}"',
    )
    return "\r\n".join((*lines, "", "")).encode()
