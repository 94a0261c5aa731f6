"""The pack that serves: what was fetched, else the host's own, else the shipped one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from helppanel import assets
from helppanel.articles.pack_file import FORMAT, Stamp, stamp
from helppanel.config import HelpConfig
from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.server_url import server_identity
from helppanel.delivery.pack_folder import FOLDER, PackFolder
from helppanel.delivery.packs import PackErrand
from helppanel.service.pack_check import PackCheck
from helppanel.service.pack_rounds import PackRounds

if TYPE_CHECKING:
    from helppanel.articles.pack import Pack

log = logging.getLogger("helppanel")

T = TypeVar("T")


class ArticlesShelf:
    """Opened when first needed, from any thread; what reads a pack is imported only then.

    A reader keeps the pack it began with, also while another takes its place: the file is let go of when
    nobody reads in it any more. A pack that turns out damaged, or is written into, gives way to the next.
    """

    def __init__(self, config: HelpConfig, on_change: Callable[[], None]) -> None:
        """Touches no disk. `on_change` is called, on any thread, when another pack serves from then on."""
        self._own = config.pack
        self._app = config.identity
        self._on_change = on_change
        # What is fetched serves one app of one server, in the format that this version reads.
        server = "" if config.server is None else server_identity(config.server)
        self._fetched = PackFolder(config.data_path() / FOLDER, f"{server} {self._app} {FORMAT}")
        self._pack: Pack | None = None
        self._path: Path | None = None
        self._refused: dict[Path, tuple[Stamp | None, HelpError]] = {}  # until the file is another
        self._check = PackCheck(lambda pack: self._pack is pack, self._failed)
        self._lock = threading.Lock()

    def ask(self, question: Callable[[Pack], T]) -> T:
        """What the pack that serves answers; if it is damaged, what the next one does.

        Raises HelpError as the pack does, and as `pack`.
        """
        while True:
            pack = self.pack()
            try:
                return question(pack)
            except HelpError as error:
                if error.code is not Problem.PACK_DAMAGED or not self._give_way(pack, error):
                    raise
            finally:
                self._check.begin(pack)  # only now, so that it does not compete with the first answer

    def pack(self) -> Pack:
        """The pack that serves. Raises HelpError as `Pack.open` does where not even the last can be used."""
        with self._lock:
            before = self._pack
            if before is not None and before.is_touched():
                log.warning("%s was written into", self._path)
                self._pack = self._path = None
            if self._forgive() or self._pack is None:
                self._pack, self._path = self._first_usable()
            now = self._pack
        self._tell(before, now)
        return now

    def rounds(self) -> PackRounds:
        """Fetches packs for this shelf."""
        errand = PackErrand(self._fetched, self._app, FORMAT, _check)
        return PackRounds(errand, self._fetched.sweep, self._look_again)

    def let_go(self) -> None:
        """Forget the pack; the next reader opens one anew."""
        with self._lock:
            self._pack = self._path = None

    def close(self) -> None:
        """Let go of the file now; nobody reads any more."""
        with self._lock:
            pack = self._pack
            self._pack = self._path = None
        self._check.end()
        if pack is not None:
            pack.close()

    def _look_again(self) -> None:
        """Take what this instance or another has fetched, or lost, meanwhile."""
        with self._lock:
            before = self._pack
            if before is None or self._path == next(self._candidates()):
                return
            self._pack, self._path = self._first_usable()
            now = self._pack
        self._tell(before, now)

    def _failed(self, pack: Pack, error: HelpError) -> None:
        """Its checksum is wrong: it must not serve, even if it is the last."""
        if not self._give_way(pack, error, is_last_kept=False):
            self._on_change()

    def _give_way(self, pack: Pack, error: HelpError, is_last_kept: bool = True) -> bool:
        """Refuse `pack`; whether another serves now. The last may stay: what is wrong may be one article."""
        with self._lock:
            if self._pack is not pack or self._path is None:
                return True
            path = self._path
            self._refuse(path, pack.stamp, error)
            try:
                self._pack, self._path = self._first_usable()
            except HelpError:
                if is_last_kept:
                    del self._refused[path]
                else:
                    self._pack = self._path = None
                return False
            now = self._pack
        self._tell(pack, now)
        return True

    def _tell(self, before: Pack | None, now: Pack) -> None:
        # Never under the lock: whoever is told may ask at once.
        if before is not None and before.version != now.version:
            self._on_change()

    def _candidates(self) -> Iterator[Path]:
        if (fetched := self._fetched.current()) is not None:
            yield fetched
        if self._own is not None:
            yield self._own
        yield assets.path("articles.pack")

    def _first_usable(self) -> tuple[Pack, Path]:
        problem: HelpError | None = None
        for path in self._candidates():
            if path in self._refused:
                problem = problem or self._refused[path][1]
                continue
            now = _stamp(path)
            try:
                return self._pack if path == self._path and self._pack is not None else _open(path), path
            except HelpError as error:
                self._refuse(path, now, error)
                problem = problem or error
        assert problem is not None
        raise problem

    def _forgive(self) -> bool:
        """Whether a file that was refused is another by now."""
        others = [path for path, (then, _) in self._refused.items() if _stamp(path) != then]
        for path in others:
            del self._refused[path]
        return bool(others)

    def _refuse(self, path: Path, then: Stamp | None, error: HelpError) -> None:
        log.warning("%s is not used: %s", path, error)
        self._refused[path] = then, error
        if path.parent == self._fetched.folder:
            try:
                self._fetched.drop(path, str(error.code))
            except HelpError as other:
                log.warning("%s stays noted: %s", path, other)


def _open(path: Path) -> Pack:
    from helppanel.articles.pack import Pack

    return Pack.open(path)


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp(path)
    except OSError:
        return None


def _check(path: Path) -> None:
    """Read the whole file. Raises HelpError PACK_FOREIGN, PACK_DAMAGED or FILE_UNREADABLE."""
    pack = _open(path)
    try:
        pack.verify()
    finally:
        pack.close()
