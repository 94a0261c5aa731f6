"""Keeps the draft safe while the user works on it."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from helppanel.contract.problems import HelpError
from helppanel.report.draft import Draft

if TYPE_CHECKING:
    from helppanel.ui.ports import PanelService
    from helppanel.ui.report.work import Work

DELAY = 800  # milliseconds of typing a crash may cost


class Keeper(QObject):
    """One save at a time, in order; `read` gives the draft as it is now, None while there is nothing to keep.

    Signals:
        saved(): what the form held is on disk.
        failed(error): it is not.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self, service: PanelService, work: Work, read: Callable[[], Draft | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._service, self._work, self._read = service, work, read
        self.kept: Draft | None = None  # on disk, as far as we know; without its time
        self._saving = self._held = False
        self._numbers = itertools.count(1)
        self._newest = 0  # the number of the newest save that a worker began
        self._order = threading.Lock()
        self._after: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """The form changed: save soon. Typing on does not put it off."""
        if not self._held and not self._timer.isActive():
            self._timer.start()

    def flush(self, then: Callable[[], None] | None = None) -> None:
        """Save now what is not saved yet; `then` is called when all is on disk, or failed."""
        self._timer.stop()
        if then is not None:
            self._after.append(then)
        if self._saving or self._held:
            return
        draft = self._read()
        if draft == self.kept:
            self._settle()
            return
        self._saving = True
        number = next(self._numbers)

        def store() -> None:
            self._store(number, draft)

        self._work.run(store, lambda _: self._stored(draft), self._refused)

    def hold(self) -> Callable[[], None]:
        """Save nothing until `release`: it is being sent, and a save after that would bring it back.

        The result, called on a worker, saves what the form holds now; no older save comes after it.
        """
        self._timer.stop()
        self._held = True
        draft = self._read()
        number = next(self._numbers)

        def save() -> None:
            with contextlib.suppress(HelpError):  # on a full disk it may still be sent from here
                self._store(number, draft)

        return save

    def release(self) -> None:
        """Go on, with what the form holds now."""
        if self._held:
            self._held = False
            self.flush()

    def forget(self, kept: Draft | None = None) -> None:
        """Another draft is on disk now, or none."""
        self._timer.stop()
        self.kept = kept

    def _store(self, number: int, draft: Draft | None) -> None:
        """On a worker; one that was overtaken does nothing."""
        with self._order:
            if number < self._newest:
                return
            self._newest = number
            if draft is None:
                self._service.discard_draft()
            else:
                self._service.save_draft(msgspec.structs.replace(draft, saved_at=datetime.now(UTC)))

    def _stored(self, draft: Draft | None) -> None:
        self._saving = False
        self.kept = draft
        if draft is not None:
            self.saved.emit()
        if self._read() == draft:
            self._settle()
        elif self._after:
            self.flush()  # what was typed meanwhile, before anybody relies on it
        else:
            self.touch()

    def _refused(self, error: HelpError) -> None:
        self._saving = False
        self.failed.emit(error)
        self._settle()

    def _settle(self) -> None:
        if self._held:
            return
        after, self._after = self._after, []
        for then in after:
            then()
