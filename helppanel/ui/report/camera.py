"""Takes pictures for the form: grabs here, covers, encodes and keeps them on a worker."""

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
from helppanel.ui.capture.taken import Picture, Taken, given
from helppanel.ui.capture.windows import panel_of, take_windows
from helppanel.ui.report import darkroom

if TYPE_CHECKING:
    from helppanel.ui.capture.delay import Countdown
    from helppanel.ui.capture.screen_camera import ScreenCamera
    from helppanel.ui.ports import PageContext
    from helppanel.ui.report.work import Work

log = logging.getLogger("helppanel")
SETTLE = 250  # milliseconds a window manager may need until the concealed panel is off the screen


class _Waiting(NamedTuple):
    picture: Picture
    batch: int  # of pictures nobody asked for, taken together; 0 for one that was


class Camera(QObject):
    """One picture at a time.

    Signals:
        taken(file, replaced, batch): a picture is kept in the draft; `replaced` is the one it stands for, or
            None; `batch` numbers those that were taken together and that nobody asked for, else it is 0.
        failed(error): there is none.
        instead(error): the screen could not be taken; the app's windows follow.
        busy(on): begins, or ends.
    """

    taken = Signal(object, object, int)
    failed = Signal(object)
    instead = Signal(object)
    busy = Signal(bool)

    def __init__(self, ctx: PageContext, work: Work, page: QWidget) -> None:
        super().__init__(page)
        self._ctx, self._work, self._page = ctx, work, page
        self._replaced: DraftFile | None = None
        self._source = "window"
        self._underway = False
        self._is_automatic = False
        self._asked: Callable[[], None] | None = None
        self._concealed = False
        self._batches = 0
        self._queue: list[_Waiting] = []
        self._settled = QTimer(self, singleShot=True, interval=SETTLE)
        self._settled.timeout.connect(self._shoot)
        self._screens: ScreenCamera | None = None
        self._countdown: Countdown | None = None

    def take(self, source: str, delay: int = 0, replaced: DraftFile | None = None) -> None:
        """Take a picture of the `window`, the `screen`, `all` screens or a `region`, after `delay` seconds.

        One that nobody asked for is waited for; else it is ignored while one is being taken.
        """
        if self._underway:
            if self._is_automatic:
                self._asked = partial(self.take, source, delay, replaced)
            return
        self._source, self._replaced = source, replaced
        self._begin()
        if delay:
            self._conceal(True)
            self._count_down(delay)
        elif source == "window":
            self._shoot()
        else:
            self._conceal(True)
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
        self._queue += [_Waiting(picture, batch) for picture in pictures]
        self._next()

    def mark(self, file: DraftFile, marks: tuple[Mark, ...]) -> None:
        """Put other marks on a picture; it takes its own place."""
        self._begin()
        again = partial(darkroom.develop_again, self._ctx.service, file, marks)
        self._work.run(again, partial(self._kept, file, 0), self._fail)

    @property
    def pending(self) -> int:
        """How many pictures are on their way."""
        return len(self._queue) + self._underway

    def _windows(self) -> list[Picture]:
        shots = take_windows(panel_of(self._page), self._ctx.config.private)
        return [shot.read for shot in shots]

    def _shoot(self) -> None:
        if self._source == "window":
            self._shoot_windows()
        else:
            self._shoot_screens()

    def _count_down(self, delay: int) -> None:
        if self._countdown is None:
            from helppanel.ui.capture.delay import Countdown  # few ever need it

            self._countdown = Countdown(self._ctx.texts, self._ctx.theme, self)
            self._countdown.due.connect(self._shoot)
        self._countdown.start(delay, self._page.window())

    def _shoot_screens(self) -> None:
        if self._screens is None:
            from helppanel.ui.capture.screen_camera import ScreenCamera  # it loads mss and D-Bus

            ctx = self._ctx
            self._screens = ScreenCamera(self._work, ctx.texts, ctx.theme, ctx.config.private, self)
            self._screens.picked.connect(self._picked)
            self._screens.failed.connect(self._screen_failed)
            self._screens.cancelled.connect(self._end)
        self._screens.take(self._source, near=self._page)

    def _shoot_windows(self) -> None:
        try:
            first, *others = self._windows()
        except HelpError as error:
            self._fail(error)
            return
        self._conceal(False)
        self._queue[:0] = [_Waiting(other, 0) for other in others]
        self._develop(first, 0, self._replaced)

    def _picked(self, taken: Taken) -> None:
        self._conceal(False)
        self._develop(given(taken), 0, self._replaced)

    def _screen_failed(self, error: HelpError) -> None:
        self._conceal(False)
        if error.code is Problem.CAPTURE_CANCELLED:
            self._fail(error)
            return
        self.instead.emit(error)
        self._shoot_windows()

    def _develop(self, picture: Picture, batch: int, replaced: DraftFile | None) -> None:
        service, texts = self._ctx.service, self._ctx.texts
        self._is_automatic = batch > 0

        def develop() -> DraftFile:
            taken = picture()
            name = texts.t(f"pictures.source_{taken.source}") + ".png"
            return structs.replace(darkroom.develop(service, taken, name), automatic=batch > 0)

        self._work.run(develop, partial(self._kept, replaced, batch), self._fail)

    def _kept(self, replaced: DraftFile | None, batch: int, file: DraftFile) -> None:
        self.taken.emit(file, replaced, batch)
        self._end()

    def _fail(self, error: HelpError) -> None:
        self.failed.emit(error)
        self._end()

    def _conceal(self, away: bool) -> None:
        if away != self._concealed:
            self._concealed = away
            self._ctx.conceal(away)

    def _begin(self) -> None:
        self._underway = True
        self.busy.emit(True)

    def _end(self) -> None:
        self._conceal(False)
        self._replaced = None
        self._underway = self._is_automatic = False
        self.busy.emit(False)
        self._next()

    def _next(self) -> None:
        if self._underway:
            return
        asked, self._asked = self._asked, None
        if asked is not None:
            asked()
        elif self._queue:
            self._begin()
            waiting = self._queue.pop(0)
            self._develop(waiting.picture, waiting.batch, None)
