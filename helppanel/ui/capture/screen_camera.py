"""Takes pictures of screens and regions: by the system itself, or by the portal under Wayland."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import screen, screens, shots
from helppanel.ui.capture.guard import reported
from helppanel.ui.capture.mapping import Rect, Seen, around
from helppanel.ui.capture.portal_camera import PortalCamera
from helppanel.ui.capture.private import COVER, Declared, private_places
from helppanel.ui.capture.region import RegionPicker
from helppanel.ui.capture.shots import Desktop
from helppanel.ui.capture.taken import Taken

if TYPE_CHECKING:
    from helppanel.ui.capture.workers import Workers
    from helppanel.ui.ports import Job
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

FRAME = 8  # milliseconds between two looks at what is private, while a worker grabs
LAG = 60  # milliseconds the screen may be behind the widgets, some frames of a compositor
EDGE = 1  # logical pixels that a cover is larger on each side: places are rounded to whole ones
SYSTEMS = ("xcb", "windows", "cocoa")  # Qt's names of those whose screens `mss` can read

Private: TypeAlias = list[tuple[int, Rect]]  # of one moment: each logical, by a screen's number


class ScreenCamera(QObject):
    """One picture at a time; for each `take` exactly one signal follows, never within the call.

    Signals:
        picked(taken): a `Taken`; what the host `declared` private is not in it any more.
        failed(error): a `HelpError`: there is none.
        cancelled(): the user did not want one.
    """

    picked = Signal(Taken)
    failed = Signal(HelpError)
    cancelled = Signal()

    def __init__(
        self, workers: Workers, texts: Texts, theme: Theme, declared: Declared | None, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workers, self._texts, self._theme, self._declared = workers, texts, theme, declared
        self._source, self._number = "screen", 0
        self._job: Job | None = None
        self._picker: RegionPicker | None = None
        self._portal = PortalCamera(workers, declared, self)
        self._portal.picked.connect(self._pick)
        self._portal.failed.connect(self._fail)
        self._moments: list[Private] = []
        self._lag = QTimer(self, singleShot=True, interval=LAG)
        self._watch = QTimer(self, interval=FRAME)
        self._watch.timeout.connect(self._look)
        self.busy = False

    def take(self, what: str, near: QWidget | None = None) -> None:
        """Take the `screen` that `near` is on, `all` screens, or a `region` the user drags.

        Ignored while one is being taken.
        """
        if self.busy:
            return
        self.busy = True
        self._source = "region" if what == "region" else "screen"
        with reported(self._fail_soon):
            self._begin(what, near)

    def stop(self) -> None:
        """Give up; no signal follows."""
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _begin(self, what: str, near: QWidget | None) -> None:
        primary = QGuiApplication.primaryScreen()
        self._number = screens.number_of(primary if near is None else screens.host_of(near).screen())
        only = self._number if what == "screen" else None
        system = QGuiApplication.platformName()
        if screens.is_wayland():
            self._portal.take(self._source, only)
        elif system in SYSTEMS:
            self._grab(screens.see(), only)
        else:
            self._fail_soon(HelpError(Problem.CAPTURE_NO_DISPLAY, f"nothing to see on {system!r}"))

    def _grab(self, seen: Sequence[Seen], only: int | None) -> None:
        self._moments = [self._private()]
        grab = partial(self._grab_now, seen, only)
        if self._moments[0]:
            self._lag.timeout.connect(grab, Qt.ConnectionType.SingleShotConnection)
            self._lag.start()
            self._watch.start()
        else:
            grab()

    def _look(self) -> None:
        with reported(self._fail):
            self._moments.append(self._private())

    def _grab_now(self, seen: Sequence[Seen], only: int | None) -> None:
        def grabbed(desktop: Desktop) -> None:
            with reported(self._fail):
                if screens.see() != seen:
                    raise HelpError(Problem.CAPTURE_FAILED, "the screens changed")
                # widgets move while a worker grabs: what is private is covered where it was and where it is
                self._watch.stop()
                self._cover(desktop, [*self._moments, self._private()])

        self._job = self._workers.run(partial(screen.grab, seen, only), grabbed, self._fail)

    def _private(self) -> Private:
        found = []
        for place in private_places(self._declared):
            rect = place.rect.adjusted(-EDGE, -EDGE, EDGE, EDGE)
            found.append((screens.number_of(place.screen), screens.rect_of(rect)))
        return found

    def _cover(self, desktop: Desktop, moments: Sequence[Private]) -> None:
        natives = [
            [desktop.places[number].to_native(logical) for number, logical in moment] for moment in moments
        ]

        if len({len(moment) for moment in natives}) > 1:
            raise HelpError(Problem.CAPTURE_FAILED, "what is private came or went")

        def cover() -> Desktop:
            everywhere = [around(way) for way in zip(*natives, strict=True)]  # and all the way in between
            return Desktop(desktop.places, shots.cover(desktop.shots, everywhere, COVER))

        done = self._choose if self._source == "region" else self._take_all
        self._job = self._workers.run(cover, partial(done, natives=natives), self._fail)

    def _take_all(self, desktop: Desktop, natives: list[list[Rect]]) -> None:
        self._put_together(desktop, natives, around([shot.screen.native for shot in desktop.shots]))

    def _choose(self, desktop: Desktop, natives: list[list[Rect]]) -> None:
        with reported(self._fail):  # the screens may have changed
            self._picker = RegionPicker(self._texts, self._theme, desktop, self)
            self._picker.chosen.connect(partial(self._put_together, desktop, natives))
            self._picker.cancelled.connect(self._give_up)
            self._picker.show(self._number)

    def _put_together(self, desktop: Desktop, natives: list[list[Rect]], native: Rect) -> None:
        with reported(self._fail):
            covered = max(shots.count(desktop.shots, moment, native) for moment in natives)
            put = partial(shots.put_together, desktop.shots, native, self._source, covered=covered)
            self._job = self._workers.run(put, self._pick, self._fail)

    def _pick(self, taken: Taken) -> None:
        self._end()
        self.picked.emit(taken)

    def _fail_soon(self, error: HelpError) -> None:
        QTimer.singleShot(0, self, partial(self._fail, error))

    def _fail(self, error: HelpError) -> None:
        if not self.busy:
            return
        self._end()
        self.failed.emit(error)

    def _give_up(self) -> None:
        self._end()
        self.cancelled.emit()

    def _end(self) -> None:
        self.busy, self._job = False, None
        self._watch.stop()
        if self._lag.isActive():
            self._lag.stop()
            self._lag.timeout.disconnect()
        self._portal.stop()
        if self._picker is not None:
            self._picker.close()
            self._picker.deleteLater()
            self._picker = None
