"""Runs the server: listens, says when it answers, and goes down cleanly when told to."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import FrameType

import uvicorn

from helppanel.contract.problems import HelpError, Problem
from helppanel.server.app import create_app
from helppanel.server.data_folder import held
from helppanel.server.notifier import Notifier
from helppanel.server.published import LiveService

_GRACE = 5  # seconds for what is under way when the server goes down


def run_server(
    folder: Path,
    host: str,
    port: int,
    on_ready: Callable[[str], None],
    packs: Path | None = None,
    locale: str = "en",
) -> None:
    """Serve the data in `folder` until SIGTERM or Ctrl+C. `on_ready` gets the URL once it answers.

    `packs` (which must exist) and `locale` as in `create_app`. SIGHUP, where there is one, reads the setup
    anew.
    Raises HelpError: DATA_IN_USE, PORT_IN_USE, BAD_SETTING (host, packs), and what `create_app` raises.
    """
    if packs is not None and not packs.is_dir():
        raise HelpError(Problem.BAD_SETTING, f"--packs {packs}: not a folder")
    with held(folder), closing(_listen(host, port)) as listener:
        app, store, service = create_app(folder, packs, locale)
        config = uvicorn.Config(
            app,
            http="httptools",
            loop="asyncio" if sys.platform == "win32" else "uvloop",
            lifespan="on",
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        url = _url(listener)
        _Server(config, store.notifier, service, lambda: on_ready(url)).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(
        self, config: uvicorn.Config, notifier: Notifier, service: LiveService, on_ready: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._notifier = notifier
        self._service = service
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            if sys.platform != "win32":
                asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._service.reload)
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._notifier.close()
        await super().shutdown(sockets=sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # Unlike uvicorn's own: being told to stop is no failure, so the signal is not raised again after.
        self.force_exit = self.should_exit
        self.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise HelpError(Problem.BAD_SETTING, f"--host {host}: {error}") from error
    try:
        if sys.platform == "win32":  # there, REUSEADDR would let a second server take the port over
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # Now: two may have bound the port, but only one may listen. Nothing is accepted before the start.
        listener.listen(2048)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise HelpError(Problem.PORT_IN_USE, f"{host}:{port}", port=port) from error
        raise HelpError(Problem.BAD_SETTING, f"{host}:{port}: {error}") from error
    return listener


def _url(listener: socket.socket) -> str:
    """Where a client on this machine reaches it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  every address, as told
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
