"""Pictures of the screen by the desktop portal: the way under Wayland."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import portal_file, screens
from helppanel.ui.capture.guard import reported
from helppanel.ui.capture.mapping import Seen
from helppanel.ui.capture.matching import layout
from helppanel.ui.capture.pixels import is_blank
from helppanel.ui.capture.portal import PortalRequest
from helppanel.ui.capture.shades import Shades
from helppanel.ui.capture.shots import grounded
from helppanel.ui.capture.taken import Taken

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

    from helppanel.ui.capture.private import Declared
    from helppanel.ui.capture.workers import Workers
    from helppanel.ui.ports import Job

SETTLE = 150  # milliseconds a compositor may need until it shows what was painted


class PortalCamera(QObject):
    """Asks the desktop for one picture at a time.

    No window knows where it is, so what is private is covered in the windows themselves while it is taken.
    A region is chosen in the desktop's own way.

    `bus` is the session's if not given.

    Signals:
        picked(taken): a `Taken`.
        failed(error): a `HelpError`.
    """

    picked = Signal(Taken)
    failed = Signal(HelpError)

    def __init__(
        self,
        workers: Workers,
        declared: Declared | None,
        parent: QObject,
        bus: QDBusConnection | None = None,
    ) -> None:
        super().__init__(parent)
        self._workers, self._shades, self._bus = workers, Shades(declared), bus
        self._source, self._only, self._covered = "screen", -1, 0
        self._request: PortalRequest | None = None
        self._job: Job | None = None
        self.destroyed.connect(partial(Shades.lift, self._shades))  # which outlives this object by that
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._ask)

    def take(self, source: str, only: int | None) -> None:
        """Take a `region`, or a `screen`: the one with the number `only`, or all of them."""
        self._source, self._only = source, -1 if only is None else only
        self._covered = self._shades.draw()
        self._settled.start()

    def stop(self) -> None:
        """Give up; no signal follows."""
        self._settled.stop()
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _ask(self) -> None:
        with reported(self._fail):
            self._request = PortalRequest(self, self._bus)
            self._request.answered.connect(self._answered)
            self._request.failed.connect(self._fail)
            self._request.ask(interactive=self._source == "region")

    def _answered(self, uri: str) -> None:
        with reported(self._fail):
            self._take_over(uri)

    def _take_over(self, uri: str) -> None:
        held = self._shades.hold()
        seen = screens.see()
        only = self._only if self._source == "screen" else -1

        def read() -> QImage:
            image = portal_file.take(uri)  # also when it is of no use: that deletes it
            if not held:
                raise HelpError(Problem.CAPTURE_FAILED, "something private moved while the picture was taken")
            if is_blank(image):
                raise HelpError(Problem.CAPTURE_BLANK)
            return grounded(image if only < 0 else cut(image, seen, only))

        self._job = self._workers.run(read, self._read, self._fail)

    def _read(self, image: QImage) -> None:
        taken = Taken(image=image, source=self._source, covered=self._covered)
        self._end()
        self.picked.emit(taken)

    def _fail(self, error: HelpError) -> None:
        self._end()
        self.failed.emit(error)

    def _end(self) -> None:
        self._job = None
        self._shades.lift()
        if self._request is not None:
            self._request.stop()
            self._request.deleteLater()
            self._request = None


def cut(image: QImage, seen: Sequence[Seen], only: int) -> QImage:
    """One screen out of a picture of all. Raises HelpError CAPTURE_FAILED where it cannot be told which."""
    if len(seen) == 1:
        return image
    found = layout(seen, image.width(), image.height())
    if found is None:
        raise HelpError(Problem.CAPTURE_FAILED, f"{image.width()}×{image.height()} is not all screens")
    return image.copy(QRect(*(int(value) for value in found[only])))
