"""Takes pictures for the form: grabs here, encodes and keeps them on a worker."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import DraftFile
from helppanel.ui.capture import pixels, screen, windows

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

log = logging.getLogger("helppanel")
SETTLE = 250  # milliseconds a window manager may need until the concealed panel is off the screen


class Camera(QObject):
    """One picture at a time.

    Signals:
        taken(file, replaced): a picture is kept in the draft; `replaced` is the one it stands for, or None.
        failed(error): there is none.
        busy(on): begins, or ends.
    """

    taken = Signal(object, object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._work, self._page = ctx, work, page
        self._replaced: DraftFile | None = None
        self._underway = False
        self._queue: list[tuple[QImage, str, bool]] = []
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE)
        self._settled.timeout.connect(self._grab_screen)

    def take(self, source: str, replaced: DraftFile | None = None) -> None:
        """Take a picture of the `window` or the `screen`; ignored while one is being taken."""
        if self._underway:
            return
        self._replaced = replaced
        self._begin()
        if source == "screen":
            self._ctx.conceal(True)
            self._settled.start()
            return
        try:
            image = windows.grab_windows(exclude=windows.panel_of(self._page))
        except HelpError as error:
            self._fail(error)
        else:
            self._keep(image, "window")

    def take_by_itself(self) -> None:
        """Take a picture of the windows nobody asked for: where there is none, nothing is said."""
        try:
            image = windows.grab_windows(exclude=windows.panel_of(self._page))
        except HelpError as error:
            log.info("no picture of the host: %s", error)
        else:
            self.keep(image, "window", automatic=True)

    def keep(self, image: QImage, source: str, *, automatic: bool) -> None:
        """Keep a picture that was taken before the panel opened; several are kept in order."""
        self._queue.append((image, source, automatic))
        self._next()

    @property
    def pending(self) -> int:
        """How many pictures are on their way."""
        return len(self._queue) + self._underway

    def _grab_screen(self) -> None:
        self._work.run(screen.grab_screen, self._screen_grabbed, self._screen_refused)

    def _screen_grabbed(self, image: QImage) -> None:
        self._ctx.conceal(False)
        self._keep(image, "screen")

    def _screen_refused(self, error: HelpError) -> None:
        self._ctx.conceal(False)
        self._fail(error)

    def _keep(self, image: QImage, source: str, automatic: bool = False) -> None:
        name = self._ctx.texts.t(f"pictures.source_{source}") + ".png"
        keep_picture = self._ctx.service.keep_picture
        replaced, self._replaced = self._replaced, None

        def encode_and_keep() -> DraftFile:
            if pixels.is_blank(image):
                raise HelpError(Problem.CAPTURE_BLANK)
            file = keep_picture(pixels.encode(image), name=name, source=source)
            return msgspec.structs.replace(file, automatic=automatic)

        def kept(file: DraftFile) -> None:
            self.taken.emit(file, replaced)
            self._end()

        self._work.run(encode_and_keep, kept, self._fail)

    def _fail(self, error: HelpError) -> None:
        self._replaced = None
        self.failed.emit(error)
        self._end()

    def _begin(self) -> None:
        self._underway = True
        self.busy.emit(True)

    def _end(self) -> None:
        self._underway = False
        self.busy.emit(False)
        self._next()

    def _next(self) -> None:
        if self._queue and not self._underway:
            self._begin()
            self._keep(*self._queue.pop(0))
