"""The pack that serves: what was fetched, else the host's own, else the shipped one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from helppanel import assets
from helppanel.articles.layout import FORMAT
from helppanel.articles.pack import Pack
from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError
from helppanel.contract.server_url import server_identity
from helppanel.delivery.pack_folder import FOLDER, PackFolder
from helppanel.delivery.packs import PackErrand
from helppanel.service.pack_rounds import PackRounds

log = logging.getLogger("helppanel")


class ArticlesShelf:
    """Opened when first needed, from any thread.

    A reader keeps the pack it began with, also while another takes its place: the file is let go of when
    nobody reads in it any more.
    """

    def __init__(self, config: HelpConfig) -> None:
        """Touches no disk."""
        self._own = config.pack
        self._app = config.identity
        # What is fetched serves one app of one server, in the format that this version reads.
        server = "" if config.server is None else server_identity(config.server)
        self._fetched = PackFolder(config.data_path() / FOLDER, f"{server} {self._app} {FORMAT}")
        self._pack: Pack | None = None
        self._path: Path | None = None
        self._lock = threading.Lock()

    def pack(self) -> Pack:
        """The pack that serves. Raises HelpError as `Pack.open` does where not even the last can be used."""
        with self._lock:
            if self._pack is None:
                self._pack, self._path = self._first_usable()
            return self._pack

    def rounds(self, on_swap: Callable[[], None]) -> PackRounds:
        """Fetches packs for this shelf; `on_swap` is called when another pack serves from then on."""
        errand = PackErrand(self._fetched, self._app, FORMAT, _check)
        return PackRounds(errand, self._fetched.sweep, lambda: on_swap() if self._swap() else None)

    def _swap(self) -> bool:
        """Take what this instance or another has fetched, or lost, meanwhile; whether that is news."""
        with self._lock:
            if self._pack is None or self._path == next(self._candidates()):
                return False
            before = self._path
            self._pack, self._path = self._first_usable()
            return self._path != before

    def let_go(self) -> None:
        """Forget the pack; the next reader opens one anew."""
        with self._lock:
            self._pack = self._path = None

    def close(self) -> None:
        """Let go of the file now; nobody reads any more."""
        with self._lock:
            if self._pack is not None:
                self._pack.close()
            self._pack = self._path = None

    def _candidates(self) -> Iterator[Path]:
        if (fetched := self._fetched.current()) is not None:
            yield fetched
        if self._own is not None:
            yield self._own
        yield assets.path("articles.pack")

    def _first_usable(self) -> tuple[Pack, Path]:
        problem: HelpError | None = None
        for path in self._candidates():
            try:
                return Pack.open(path), path
            except HelpError as error:
                log.warning("%s is not used: %s", path, error)
                problem = problem or error
                if path.parent == self._fetched.folder:
                    self._drop(path)
        assert problem is not None
        raise problem

    def _drop(self, path: Path) -> None:
        try:
            self._fetched.drop(path)
        except HelpError as error:
            log.warning("%s stays noted: %s", path, error)


def _check(path: Path) -> None:
    """Read the whole file. Raises HelpError PACK_FOREIGN, PACK_DAMAGED or FILE_UNREADABLE."""
    pack = Pack.open(path)
    try:
        pack.verify()
    finally:
        pack.close()
