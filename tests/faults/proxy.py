"""Stands between clients and server, one port a client, and does to their calls what it is told."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.diary import Diary
from tests.faults.wire import Head, answer, body_of, has_body, read_head

CERTIFICATES = Path(__file__).parent / "certificates"
LIMIT = 2**20  # bytes of a head
_TOO_LARGE = b'{"type":"about:blank","title":"too_large","status":413,"detail":"","code":"too_large"}'
_FILES = ("/api/v1/blobs", "/api/v1/uploads")
_PAGE = b"<!DOCTYPE html><title>Wi-Fi</title><h1>Please sign in</h1>"
_BROKEN = (OSError, asyncio.IncompleteReadError, ssl.SSLError)


class Fault(StrEnum):
    """What a proxy can do to a client's calls."""

    DOWN = "down"
    AFTER_COMMIT = "500 after commit"
    CUT = "answer cut"
    TOO_MANY = "429"
    RESET = "reset in mid-body"
    STALL = "stall"
    TOO_LARGE = "413"
    FILE_REFUSED = "413 of a file"
    PORTAL = "captive portal"
    REDIRECT = "redirect"
    CERTIFICATE = "wrong certificate"


_REFUSALS = (Fault.TOO_MANY, Fault.TOO_LARGE, Fault.FILE_REFUSED, Fault.REDIRECT)  # nothing gets through


OF_FILES = (Fault.FILE_REFUSED, Fault.PORTAL)  # met for sure only where there is a file to send


@dataclass
class Gate:
    """One client's way; `hits` counts the calls that met the present fault."""

    user: int
    tls: bool
    port: int = 0
    fault: Fault | None = None
    seconds: int = 0
    hits: int = 0
    files_only: bool = False  # of a portal: it is up just when the words have got through
    bound: socket.socket = field(default_factory=socket.socket)
    server: asyncio.Server | None = None
    released: asyncio.Event = field(default_factory=asyncio.Event)
    open: set[asyncio.StreamWriter] = field(default_factory=set)


def run(upstream: int, control: Connection, log: Path, seed: int) -> None:
    """Stand between until `control` says stop; then each order is a method of `Proxy` with its arguments."""
    asyncio.run(Proxy(upstream, Diary(log), seed).run(control))


class Proxy:
    """All gates, and the trap that no client may fall into."""

    def __init__(self, upstream: int, log: Diary, seed: int) -> None:
        self._upstream = upstream
        self._log = log
        self._rng = Random(f"proxy {seed}")
        self._gates: dict[int, Gate] = {}
        self._trap = 0
        self._turns = count()
        self._passed: set[str] = set()  # the paths of calls that may have reached the server

    async def run(self, control: Connection) -> None:
        """Take orders from `control` until it ends."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _loop, _context: None)  # broken connections are what it is for
        done = asyncio.Event()

        def obey() -> None:
            with contextlib.suppress(EOFError):
                while True:
                    verb, *arguments = control.recv()
                    order = getattr(self, verb)(*arguments)
                    try:
                        control.send(asyncio.run_coroutine_threadsafe(order, loop).result())
                    except OSError as error:
                        control.send(error)
            loop.call_soon_threadsafe(done.set)

        trap = await asyncio.start_server(self._catch, "127.0.0.1", 0)
        self._trap = trap.sockets[0].getsockname()[1]
        threading.Thread(target=obey, daemon=True).start()
        await done.wait()

    # orders

    async def open(self, user: int, tls: bool) -> str:
        """Make a client's gate; its URL."""
        gate = self._gates[user] = Gate(user, tls)
        _bind(gate)
        await self._listen(gate)
        return f"{'https' if tls else 'http'}://127.0.0.1:{gate.port}"

    async def begin(self, user: int, fault: Fault, seconds: int) -> None:
        """Let a client's calls meet `fault`; `seconds` is what a 429 asks for."""
        gate = self._gates[user]
        gate.fault, gate.seconds, gate.hits = fault, seconds, 0
        gate.files_only = fault is Fault.PORTAL and next(self._turns) % 2 == 0
        gate.released.clear()
        if fault in (Fault.DOWN, Fault.CERTIFICATE):
            self._close(gate)
        if fault is Fault.CERTIFICATE:
            await self._listen(gate, "foreign.pem")

    async def end(self, user: int) -> int:
        """Let them pass again; how many calls met the fault."""
        gate = self._gates[user]
        fault, gate.fault = gate.fault, None
        gate.released.set()
        if fault in (Fault.DOWN, Fault.CERTIFICATE):
            self._close(gate)
            await self._listen(gate)
        return gate.hits

    # gates

    async def _listen(self, gate: Gate, certificate: str = "ours.pem") -> None:
        context = self._context(gate, certificate) if gate.tls else None

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(gate, reader, writer)

        gate.server = await asyncio.start_server(serve, sock=gate.bound, ssl=context, limit=LIMIT)

    def _context(self, gate: Gate, certificate: str) -> ssl.SSLContext:
        def hello(*_: object) -> None:
            gate.hits += gate.fault is Fault.CERTIFICATE

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / certificate)
        context.sni_callback = hello
        return context

    def _close(self, gate: Gate) -> None:
        assert gate.server is not None
        gate.server.close()
        _bind(gate)
        for writer in tuple(gate.open):
            _break(writer)

    async def _catch(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await read_head(reader)
        self._log.say("trapped", token=head is not None and "authorization" in head.headers)
        writer.close()

    async def _serve(self, gate: Gate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gate.open.add(writer)
        try:
            while (head := await read_head(reader)) is not None:
                if not await self._call(gate, head, reader, writer):
                    break
        except _BROKEN:
            pass  # that side is told by its end
        finally:
            gate.open.discard(writer)
            _break(writer)

    async def _call(
        self, gate: Gate, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """One call; whether the connection may carry another."""
        began, fault = time.monotonic(), self._met(gate, head)
        gate.hits += fault is not None
        said = {"user": gate.user, "method": head.method, "path": head.path, "fault": fault, "began": began}
        body = body_of(head, reader)
        try:
            if fault is Fault.STALL:
                await gate.released.wait()
                return False
            before = fault is Fault.PORTAL and (gate.files_only or self._rng.random() < 0.5)
            if before or fault in _REFUSALS:
                assert fault is not None
                async for _ in body:
                    pass
                said |= {"status": await self._refuse(gate, fault, head, writer), "asked": gate.seconds}
                return True
            if fault is Fault.RESET:
                body = _first_part(body, int(head.headers.get("content-length", 0)), self._rng.random())
            raw, status = await self._forward(head, body, whole=fault is not Fault.RESET)
            said |= {"upstream": status}
            if fault is Fault.AFTER_COMMIT:
                raw = answer(500)
            if fault is Fault.PORTAL:  # it came up while the server was answering
                raw = _page(head)
            if fault is Fault.CUT:
                raw = raw[: self._rng.randrange(len(raw))]
            writer.write(raw)
            await writer.drain()
            return fault is not Fault.CUT
        finally:
            self._log.say("call", **said)

    def _met(self, gate: Gate, head: Head) -> Fault | None:
        """The present fault, as far as this call meets it: a portal comes and goes between two calls."""
        is_portal = gate.fault is Fault.PORTAL
        if gate.fault is Fault.FILE_REFUSED or (is_portal and gate.files_only):
            return gate.fault if head.path.startswith(_FILES) else None
        return None if is_portal and self._rng.random() < 0.5 else gate.fault

    async def _refuse(self, gate: Gate, fault: Fault, head: Head, writer: asyncio.StreamWriter) -> int:
        raw, status = {
            Fault.TOO_MANY: (answer(429, f"Retry-After: {gate.seconds}"), 429),
            Fault.REDIRECT: (answer(302, f"Location: http://127.0.0.1:{self._trap}/api/v1/steal"), 302),
            Fault.TOO_LARGE: (self._too_large(head), 413),
            Fault.FILE_REFUSED: (_final(_TOO_LARGE), 413),
            Fault.PORTAL: (_page(head), 200),
        }[fault]
        writer.write(raw)
        await writer.drain()
        return status

    def _too_large(self, head: Head) -> bytes:
        """Our server's refusal, which is final and says so of a manifest; or that of a server before it."""
        words = "/reports/" in head.path or "/messages/" in head.path
        # Our server knows what it has taken in before it judges it.
        if words and head.path not in self._passed and self._rng.random() < 0.5:
            return _final(_TOO_LARGE)
        return answer(413, "Content-Type: text/html", body=b"<h1>413</h1>")

    async def _forward(self, head: Head, body: AsyncIterator[bytes], *, whole: bool) -> tuple[bytes, int]:
        """The server's whole answer. Without `whole`: hang up on it in mid-body, and raise."""
        self._passed.add(head.path)
        reader, writer = await asyncio.open_connection("127.0.0.1", self._upstream, limit=LIMIT)
        try:
            writer.write(head.raw)
            async for block in body:
                writer.write(block)
                await writer.drain()
            if not whole:
                raise ConnectionResetError
            answered = await read_head(reader)
            if answered is None:
                raise ConnectionResetError
            rest = []
            if has_body(answered, to=head):
                rest = [block async for block in body_of(answered, reader)]
            return answered.raw + b"".join(rest), answered.status
        finally:
            _break(writer)


def _final(problem: bytes) -> bytes:
    return answer(413, "Content-Type: application/problem+json", body=problem)


def _page(head: Head) -> bytes:
    """What a network says to everything until somebody has signed in."""
    return answer(200, "Content-Type: text/html", body=b"" if head.method == "HEAD" else _PAGE)


async def _first_part(body: AsyncIterator[bytes], size: int, share: float) -> AsyncIterator[bytes]:
    left = int(size * share)
    async for block in body:
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return


def _bind(gate: Gate) -> None:
    """Hold the port, so that nobody else gets it; who calls is turned away until somebody listens."""
    gate.bound = socket.socket()
    gate.bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    gate.bound.bind(("127.0.0.1", gate.port))
    gate.port = gate.bound.getsockname()[1]


def _break(writer: asyncio.StreamWriter) -> None:
    """End a connection with a reset, as a dead peer would."""
    sock = writer.get_extra_info("socket")
    if sock is not None:
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    writer.transport.abort()


class Remote:
    """The proxy in another process, from any thread of this one."""

    def __init__(self, connection: Any) -> None:  # each system has its own class of connections
        self._connection = connection
        self._lock = threading.Lock()

    def order(self, verb: str, *arguments: Any) -> Any:
        """Call the method `verb` of the proxy."""
        with self._lock:
            self._connection.send((verb, *arguments))
            answered = self._connection.recv()
        if isinstance(answered, OSError):
            raise answered
        return answered
