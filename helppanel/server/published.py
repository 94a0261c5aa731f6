"""What the server publishes and goes by now: its file, read anew when it changes, and the database's part."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

import sqlalchemy as sa

from helppanel.contract.service_info import KnownIssue, ServiceInfo
from helppanel.server import known_issues, promises
from helppanel.server.service_file import PublishedService, good_setup, publish
from helppanel.server.setup import Setup
from helppanel.server.setup_flaws import sentence
from helppanel.server.setup_reading import Reading, read_setup
from helppanel.server.store import Store
from helppanel.support.service_info import hours_of

log = logging.getLogger("helppanel.server")

LOOK_SECONDS = 2.0  # between two looks at the file
SETTLE_SECONDS = 0.5  # a file that still changes is being written: its half might be a setup too
REFRESH_SECONDS = 60.0  # between two looks at what the database adds, unless it says that it changed
_MOST_SETTLING = 20  # looks; what changes all the time is read all the same
_STEP = 300  # seconds; a first response that differs by less is no news for everybody

# Times (of what it holds, of its rights or its place in the folder) and size of each file; None: it cannot be
# looked at.
Signature = tuple[tuple[int, int, int] | None, ...]


class LiveService:
    """The setup and the service info of now. Belongs to the event loop, in which `keep` runs.

    Raises HelpError as `good_setup`.
    """

    def __init__(self, folder: Path, store: Store, locale: str = "en") -> None:
        setup, self._reading = good_setup(folder, locale)
        self._file = self._reading.files[0]
        self._seen = _signature(self._reading)
        self._locale = locale
        self._store = store
        self._nudge = asyncio.Event()
        self._told_to_reload = False
        self._refreshed = monotonic()
        with store.database.reading() as connection:
            self._added = _added(connection, setup.info)
        self._now = publish(setup, *self._added)
        store.database.setup = setup
        store.on_announcement = self._nudge.set
        self._warn(self._reading)

    @property
    def now(self) -> PublishedService:
        """All of one moment: for who needs more than one of the following."""
        return self._now

    @property
    def info(self) -> ServiceInfo:
        """What panels are told."""
        return self._now.info

    @property
    def body(self) -> bytes:
        """`info` as JSON."""
        return self._now.body

    @property
    def etag(self) -> str:
        """Of `body`, without quotes."""
        return self._now.etag

    @property
    def setup(self) -> Setup:
        """What the company set, told to nobody else."""
        return self._now.setup

    def reload(self) -> None:
        """Read the file anew, whether it looks changed or not. On the event loop."""
        self._told_to_reload = True
        self._nudge.set()

    async def keep(self) -> None:
        """Keep up with the file and the database until cancelled."""
        while True:
            announced = await self._wait()
            try:
                await self._look(announced)
            except Exception:
                # A disk that fails for a while must not end the looking.
                log.exception("the setup could not be looked at")

    async def _wait(self) -> bool:
        """Until it is time to look; whether somebody said so."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._nudge.wait(), LOOK_SECONDS)
        announced = self._nudge.is_set()
        self._nudge.clear()
        return announced

    async def _look(self, announced: bool) -> None:
        setup = await self._read_anew()
        if setup is None and not announced and monotonic() - self._refreshed < REFRESH_SECONDS:
            return
        setup = setup or self.setup
        info = setup.info
        self._added = await self._store.read(lambda connection: _added(connection, info))
        self._refreshed = monotonic()
        before, self._now = self._now, publish(setup, *self._added)
        self._store.database.setup = setup
        if before.etag != self._now.etag:
            self._store.notifier.wake_all()

    async def _read_anew(self) -> Setup | None:
        """The setup of a file that has changed; None if it has not, or cannot be used."""
        told, self._told_to_reload = self._told_to_reload, False
        seen = await asyncio.to_thread(_signature, self._reading)
        if seen == self._seen and not told:
            return None
        for _ in range(_MOST_SETTLING):
            await asyncio.sleep(SETTLE_SECONDS)
            before, seen = seen, await asyncio.to_thread(_signature, self._reading)
            if seen == before:
                break
        self._seen = seen
        reading = await asyncio.to_thread(read_setup, self._file)
        self._reading = reading
        self._seen = (seen[0], *_signature(reading)[1:])
        if reading.setup is None:
            for flaw in reading.flaws:
                log.error("%s", sentence(flaw, self._locale))
            log.error("%s: the setup from before stays in force", self._file)
            return None
        self._warn(reading)
        log.warning("%s: read anew", self._file)
        return reading.setup

    def _warn(self, reading: Reading) -> None:
        for flaw in reading.warnings:
            log.warning("%s", sentence(flaw, self._locale))


def _signature(reading: Reading) -> Signature:
    def of(file: Path) -> tuple[int, int, int] | None:
        try:
            found = file.stat()
        except (OSError, ValueError):  # a name no system takes, too
            return None
        return found.st_mtime_ns, found.st_ctime_ns, found.st_size

    return tuple(of(file) for file in reading.files)


def _added(connection: sa.Connection, info: ServiceInfo) -> tuple[tuple[KnownIssue, ...], int | None]:
    """What the database adds: the known issues and the time to the first answer."""
    first = promises.first_response(connection, hours_of(info), datetime.now(UTC))
    stepped = None if first is None else max(_STEP, round(first / _STEP) * _STEP)
    return known_issues.published(connection), stepped
