"""What keeps HelpService going: its rooms, its threads and its server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from helppanel.config import HelpConfig, system_locale
from helppanel.contract import service_info
from helppanel.contract.attention import Attention
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.report import AppInfo
from helppanel.contract.service_info import ServiceInfo
from helppanel.contract.ticket import InstallationRequest
from helppanel.policy import Policy, read
from helppanel.service import rooms
from helppanel.service.articles_shelf import ArticlesShelf
from helppanel.service.carrier import Carrier
from helppanel.service.drafts import Drafts
from helppanel.service.line import Line
from helppanel.service.local_use import NAME, LocalUse
from helppanel.service.refuge import Refuge, places
from helppanel.service.rooms import Rooms
from helppanel.service.threads import Executor, Job

if TYPE_CHECKING:
    from helppanel.articles.pack import Pack

T = TypeVar("T")


class Engine:
    """Opens everything when it is first needed; making one reads the administrator's policy, no more.

    `policy` None: the system's. `policy` as an attribute says what is switched off.
    """

    def __init__(
        self,
        config: HelpConfig,
        post: Callable[[Callable[[], None]], None],
        on_change: Callable[[str], None] | None,
        policy: Policy | None,
    ) -> None:
        """Raises HelpError INSECURE_URL or BAD_SETTING for a server address that is not allowed."""
        self.policy = read(config.identity) if policy is None else policy
        config = self._config = copy(config)
        config.server = self.policy.server_for(config.server)
        self._folder = config.data_path()
        self._post = post
        self._on_change = on_change
        self._lock = threading.RLock()
        self._rooms: Rooms | None = None
        self._closed = False
        self._executor = Executor(post)
        self._refuge = Refuge(cache(partial(places, self._folder, config.identity)))  # asked with every save
        self._drafts = Drafts(self._draft_slot, self._refuge)
        self._use = LocalUse(self._folder / NAME)
        self._fetch_line = Line(config.server) if config.server is not None else None
        self._probe_line = Line(config.server) if config.server is not None else None
        self._shelf = ArticlesShelf(config, partial(self._changed, "articles"))
        self._carrier = self._new_carrier()

    def start(self) -> None:
        """Begin to carry in the background, if there is a server."""
        if self._carrier is not None:
            self._carrier.start()

    def close(self, timeout: float = 2.0) -> bool:
        """End all threads and close all files; whether that was done within `timeout` seconds."""
        if self._closed:
            return True
        self._closed = True
        until = time.monotonic() + timeout
        ended = self._executor.close(self._interrupt, timeout)
        if self._carrier is not None:
            ended = self._carrier.close(max(0.0, until - time.monotonic())) and ended
        for line in filter(None, (self._fetch_line, self._probe_line)):
            line.close()
        if ended:  # else somebody may be waiting within the lock, for a database that is held elsewhere
            with self._lock:
                if self._rooms is not None:
                    self._rooms.close()
        self._shelf.close()
        self._refuge.release()
        return ended

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> Job:
        """Run `op` on a worker thread; the handlers are called through `post`. After `close` nothing runs."""
        if self._closed:
            return Job()
        return self._executor.run(op, on_success, on_failure)

    def attend(self, attention: Attention) -> None:
        """Say what is on screen."""
        if self._carrier is not None:
            self._carrier.attend(attention)

    def network_changed(self, *, reachable: bool = True, behind_portal: bool = False) -> None:
        """The system's network is another one; whether it wants a sign-in in the browser first."""
        if self._carrier is not None:
            self._carrier.network_changed(reachable=reachable, behind_portal=behind_portal)

    def wait_settled(self, timeout: float) -> bool:
        """Wait until nothing is left to deliver and the news after that are here; whether that came true."""
        if self._carrier is None:
            return False
        carrier, outbox = self._carrier, self._opened().outbox
        outbox.nudge()
        carrier.wake_out()
        carrier.sync_now()
        return carrier.wait(lambda: outbox.next_due() is None and not carrier.news_due, timeout)

    @property
    def server(self) -> str | None:
        """Where reports go: where the administrator says, else the host; None: they are kept here."""
        return self._config.server

    @property
    def has_server(self) -> bool:
        """Whether there is a server to send to."""
        return self._carrier is not None

    @property
    def online(self) -> bool | None:
        """Whether the last call reached the server; None before the first."""
        return self._carrier.link.online if self._carrier is not None else None

    @property
    def last_failure(self) -> HelpError | None:
        """Why the last call failed; None when it did not."""
        return self._carrier.link.last_failure if self._carrier is not None else None

    def service_info(self) -> ServiceInfo | None:
        """What the server published last, else what the host shipped; None when there is neither."""
        found = self._opened().inbox.service_info()
        if found is None and self._config.service_info is not None:
            try:
                found = service_info.decode(self._config.service_info.read_bytes())
            except (OSError, ValueError) as error:
                raise HelpError(Problem.BAD_SETTING, f"{self._config.service_info}: {error}") from error
        return found

    def set_aside(self) -> Path | None:
        """Where a damaged database was put when this service opened it."""
        return self._opened().database.set_aside

    def erase(self) -> None:
        """Delete all local data; the service goes on, empty.

        Raises HelpError UNAVAILABLE while it sends, DATA_UNWRITABLE where a file cannot be deleted, and
        ERASE_WAITS: the server knows whose data it is to erase by nothing but what lies here.
        """
        self._must_not_wait_to_erase()
        if self._carrier is not None and not self._carrier.close(5.0):
            raise HelpError(Problem.UNAVAILABLE, "a delivery is still under way")
        with self._lock:
            with suppress(HelpError):  # one that cannot be opened is deleted as it is
                self._opened().database.empty()
            if self._rooms is not None:
                self._rooms.close()
            self._rooms = None
            self._shelf.let_go()
            rooms.remove(self._folder)
            self._refuge.empty()
            self._drafts = Drafts(self._draft_slot, self._refuge)
        self._carrier = self._new_carrier()
        self.start()
        self._changed("parcels")
        self._changed("news")

    def _must_not_wait_to_erase(self) -> None:
        asked = None
        with suppress(HelpError):  # a database that cannot be opened is deleted as it is
            asked = self._opened().outbox.erasing.asked()
        if asked is not None:
            raise HelpError(Problem.ERASE_WAITS)

    def _interrupt(self) -> None:
        for line in filter(None, (self._fetch_line, self._probe_line)):
            line.interrupt()

    def _app(self) -> AppInfo:
        config = self._config
        return AppInfo(id=config.identity, name=config.app_name, version=config.app_version)

    def _opened(self) -> Rooms:
        with self._lock:
            if self._rooms is None:
                self._rooms = Rooms.open(self._folder, self._config.server)
            return self._rooms

    def _draft_slot(self) -> Path:
        return self._opened().slots.take()

    def _articles(self) -> Pack:
        return self._shelf.pack()

    def _ask(self, question: Callable[[Pack], T]) -> T:
        """What the articles answer. Raises HelpError as the pack does."""
        return self._shelf.ask(question)

    def _articles_version(self) -> str:
        """The version of the pack that serves, "" where none does."""
        try:
            return self._articles().version
        except HelpError:
            return ""

    def _new_carrier(self) -> Carrier | None:
        if self._config.server is None:
            return None
        app = self._app()
        locale = self._config.locale or system_locale()
        introduction = InstallationRequest(app_id=app.id, app_version=app.version, locale=locale)
        rounds, server = self._shelf.rounds(), self._config.server
        return Carrier(
            self._opened, server, introduction, rounds, self._changed, self.policy, self._account_token
        )

    def _account_token(self) -> str:
        token = self._config.account_token
        return token if isinstance(token, str) else token()

    def _queued(self) -> None:
        self._changed("parcels")
        if self._carrier is not None:
            self._carrier.wake_out()

    def _changed(self, what: str) -> None:
        if self._on_change is not None and not self._closed:
            self._post(partial(self._on_change, what))
