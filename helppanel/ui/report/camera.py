"""Takes pictures for the form or a reply: grabs here, covers, encodes and keeps them on a worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.report.draft import DraftFile
from helppanel.report.marks import Mark
from helppanel.ui.capture.guard import reported
from helppanel.ui.capture.taken import Picture, Taken, given
from helppanel.ui.capture.windows import panel_of, take_windows
from helppanel.ui.report import darkroom
from helppanel.ui.report.curtain import Curtain

if TYPE_CHECKING:
    from helppanel.ui.capture.delay import Countdown
    from helppanel.ui.capture.screen_camera import ScreenCamera
    from helppanel.ui.ports import Job, PageContext
    from helppanel.ui.report.work import Work

log = logging.getLogger("helppanel")
SETTLE = 250  # milliseconds a window manager may need until the concealed panel is off the screen

Files = tuple[DraftFile, ...]


class _Asked(NamedTuple):
    source: str
    replaced: Files
    most: int  # pictures that may come of it


class _Plate(NamedTuple):
    develop: Callable[[], DraftFile]
    replaced: Files
    batch: int  # of pictures nobody asked for, taken together; 0 for one that was


class Camera(QObject):
    """Takes one picture at a time, and develops one at a time while the next may be taken.

    Signals:
        taken(file, replaced, batch): a picture is kept in the draft; `replaced` are those it stands for, a
            tuple; `batch` numbers those that were taken together and that nobody asked for, else it is 0.
        failed(error): there is none.
        instead(error): the screen could not be taken; the app's windows follow.
        busy(on): something is on its way, or nothing any more.
    """

    taken = Signal(object, object, int)
    failed = Signal(object)
    instead = Signal(object)
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._work, self._page = ctx, work, page
        self.album: darkroom.Album = ctx.service  # where pictures asked for from now on are kept
        self._curtain = Curtain(ctx.conceal)
        self.destroyed.connect(partial(Curtain.lift, self._curtain))  # a page may go, the panel must not
        self._asked: _Asked | None = None
        self._developing: Job | None = None
        self._queue: list[_Plate] = []
        self._batches = 0
        self._is_busy = False
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._shoot)
        self._screens: ScreenCamera | None = None
        self._countdown: Countdown | None = None

    def take(self, source: str, delay: int = 0, replaced: Files = (), most: int = 1) -> None:
        """Take a picture of the `window`, the `screen`, `all` screens or a `region`, after `delay` seconds.

        Ignored while another is being taken. Where each window is a picture of its own there may be more
        than one, at most `most`.
        """
        if self._asked is not None:
            return
        self._asked = _Asked(source, replaced, most)
        self._tell()
        with reported(self._fail):
            if delay:
                self._curtain.draw()
                self._count_down(delay)
            elif source == "window":
                self._shoot()
            else:
                self._curtain.draw()
                self._settled.start()

    def take_by_itself(self) -> None:
        """Take a picture of the windows nobody asked for: where there is none, nothing is said."""
        try:
            pictures = self._windows()
        except HelpError as error:
            log.info("no picture of the host: %s", error)
        else:
            self.keep(pictures, automatic=True)

    def keep(self, pictures: list[Picture], *, automatic: bool) -> None:
        """Keep pictures that were taken already, in order."""
        self._batches += automatic
        batch = self._batches if automatic else 0
        self._add([self._plate(picture, batch=batch) for picture in pictures])

    def mark(self, file: DraftFile, marks: tuple[Mark, ...]) -> None:
        """Put other marks on a picture; it takes its own place."""
        again = partial(darkroom.develop_again, self.album, file, marks)
        self._add([_Plate(again, (file,), 0)])

    def forget(self) -> None:
        """Give up what is on its way: it was for another draft."""
        self._queue.clear()
        if self._developing is not None:
            self._developing.cancel()
            self._developing = None
        if self._asked is not None:
            self._settled.stop()
            if self._countdown is not None:
                self._countdown.stop()
            if self._screens is not None:
                self._screens.stop()
            self._end()
        self._tell()

    @property
    def pending(self) -> int:
        """How many pictures are on their way."""
        return len(self._queue) + (self._asked is not None) + (self._developing is not None)

    # taking

    def _windows(self) -> list[Picture]:
        shots = take_windows(panel_of(self._page), self._ctx.config.private)
        return [shot.read for shot in shots]

    def _count_down(self, delay: int) -> None:
        if self._countdown is None:
            from helppanel.ui.capture.delay import Countdown  # few ever need it

            self._countdown = Countdown(self._ctx.texts, self._ctx.theme, self)
            self._countdown.due.connect(self._shoot)
            self._countdown.cancelled.connect(self._given_up)
        self._countdown.start(delay, self._page.window())

    def _shoot(self) -> None:
        if self._asked is None:
            return
        with reported(self._fail):
            if self._asked.source == "window":
                self._shoot_windows()
            else:
                self._shoot_screens(self._asked.source)

    def _shoot_windows(self) -> None:
        pictures = self._windows()  # before the panel is back
        asked = self._end()
        if asked is not None:
            first, *others = pictures[: max(1, asked.most)]
            self._add([self._plate(first, asked.replaced), *map(self._plate, others)])

    def _shoot_screens(self, source: str) -> None:
        if self._screens is None:
            from helppanel.ui.capture.screen_camera import ScreenCamera  # it loads mss and D-Bus

            ctx = self._ctx
            self._screens = ScreenCamera(self._work, ctx.texts, ctx.theme, ctx.config.private, self)
            self._screens.picked.connect(self._picked)
            self._screens.failed.connect(self._screen_failed)
            self._screens.cancelled.connect(self._given_up)
        self._screens.take(source, near=self._page)

    def _picked(self, taken: Taken) -> None:
        asked = self._end()
        if asked is not None:
            self._add([self._plate(given(taken), asked.replaced)])

    def _screen_failed(self, error: HelpError) -> None:
        if error.code is Problem.CAPTURE_CANCELLED:
            self._fail(error)
            return
        self.instead.emit(error)
        with reported(self._fail):
            self._shoot_windows()

    def _given_up(self) -> None:
        self._end()
        self._tell()

    def _fail(self, error: HelpError) -> None:
        self._end()
        self.failed.emit(error)
        self._tell()

    def _end(self) -> _Asked | None:
        """The panel is back; what was asked for, None if that was given up meanwhile."""
        self._curtain.lift()
        asked, self._asked = self._asked, None
        return asked

    # developing

    def _plate(self, picture: Picture, replaced: Files = (), batch: int = 0) -> _Plate:
        album, texts = self.album, self._ctx.texts

        def develop() -> DraftFile:
            taken = picture()
            name = texts.t(f"pictures.source_{taken.source}") + ".png"
            return structs.replace(darkroom.develop(album, taken, name), automatic=batch > 0)

        return _Plate(develop, replaced, batch)

    def _add(self, plates: list[_Plate]) -> None:
        self._queue += plates
        self._next()

    def _next(self) -> None:
        if self._developing is None and self._queue:
            plate = self._queue.pop(0)
            developed, spoilt = partial(self._developed, plate), self._spoilt
            self._developing = self._work.run(plate.develop, developed, spoilt)
        self._tell()

    def _developed(self, plate: _Plate, file: DraftFile) -> None:
        self._developing = None
        self.taken.emit(file, plate.replaced, plate.batch)
        self._next()

    def _spoilt(self, error: HelpError) -> None:
        self._developing = None
        self.failed.emit(error)
        self._next()

    def _tell(self) -> None:
        is_busy = self.pending > 0
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy.emit(is_busy)
