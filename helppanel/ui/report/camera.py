"""Takes pictures for the form: grabs here, encodes and keeps them on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import DraftFile
from helppanel.ui import capture

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

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
        self._queue: list[tuple[QImage, str]] = []
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
            image = capture.grab_windows(exclude=capture.panel_of(self._page))
        except HelpError as error:
            self._fail(error)
        else:
            self._keep(image, "window")

    def keep(self, image: QImage, source: str) -> None:
        """Keep a picture that was taken before the panel opened; several are kept in order."""
        self._queue.append((image, source))
        self._next()

    def _grab_screen(self) -> None:
        self._work.run(capture.grab_screen, self._screen_grabbed, self._screen_refused)

    def _screen_grabbed(self, image: QImage) -> None:
        self._ctx.conceal(False)
        self._keep(image, "screen")

    def _screen_refused(self, error: HelpError) -> None:
        self._ctx.conceal(False)
        self._fail(error)

    def _keep(self, image: QImage, source: str) -> None:
        name = self._ctx.texts.t(f"report.source_{source}") + ".png"
        keep_picture = self._ctx.service.keep_picture
        replaced, self._replaced = self._replaced, None

        def encode_and_keep() -> DraftFile:
            if capture.is_blank(image):
                raise HelpError(Problem.CAPTURE_BLANK)
            return keep_picture(capture.encode(image), name=name, source=source)

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
