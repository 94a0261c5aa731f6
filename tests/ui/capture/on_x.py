"""`python -m tests.ui.capture.on_x NAME`: one picture taken in a process of its own, told as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QWidget

from helppanel.contract.problems import HelpError
from helppanel.ui.capture import screen, screens
from helppanel.ui.capture.region_overlay import RegionOverlay
from helppanel.ui.capture.screen_camera import ScreenCamera
from helppanel.ui.capture.taken import Taken
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from tests.ui.fake_service import FakeJob, FakeService

T = TypeVar("T")
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def red_window(width: int = 200, height: int = 100) -> QMainWindow:
    """A red window at (100, 100) with a password field at (10, 20) of 120×30 in it."""
    window = QMainWindow()
    ground = QWidget()
    ground.setStyleSheet("background: #ff0000")
    window.setCentralWidget(ground)
    window.setGeometry(100, 100, width, height)
    field = QLineEdit("secret", ground)
    field.setObjectName("password")
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setGeometry(10, 20, 120, 30)
    window.show()
    return window


def shown(window: QWidget) -> None:
    """Wait until the window is on the screen as the system sees it."""
    until(lambda: window.windowHandle().isExposed() and _sees_red(window))


def until(done: Callable[[], bool]) -> None:
    """Let events happen until it is done."""
    loop = QEventLoop()
    while not done():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _sees_red(window: QWidget) -> bool:
    try:
        (shot,) = screen.grab(screens.see()).shots
    except HelpError:
        return False
    place = window.geometry().bottomRight() * window.devicePixelRatioF() - QPoint(5, 5)
    return shot.image.pixelColor(place) == QColor("#ff0000")


class Service(FakeService):
    """Between a worker's end and its outcome something may happen on the screen."""

    between: Callable[[], None] | None = None

    def run(
        self,
        op: Callable[[], T],
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[HelpError], None] | None = None,
    ) -> FakeJob:
        """As the service does."""

        def done(result: T) -> None:
            if self.between is not None:
                self.between()
            if on_success is not None:
                on_success(result)

        return super().run(op, done, on_failure)


class Studio:
    """A camera with a service of its own, and what came of its last picture."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        self.service = Service(folder)
        self.camera = ScreenCamera(self.service, Texts("en"), Theme("light"), None, app)
        self.came: Taken | HelpError | str | None = None
        self.camera.picked.connect(self.keep)
        self.camera.failed.connect(self.keep)
        self.camera.cancelled.connect(lambda: self.keep("cancelled"))

    def keep(self, came: Taken | HelpError | str) -> None:
        """It ended like this."""
        assert self.came is None, "two ends"
        self.came = came

    def take(self, what: str, near: QWidget) -> None:
        """Begin; it must not end within the call."""
        self.came = None
        self.camera.take(what, near)
        assert self.came is None

    def tell(self, *points: tuple[int, int]) -> dict[str, object]:
        """Wait for the end: size, colours at the points, how many places were covered."""
        until(lambda: self.came is not None)
        assert not self.camera.busy
        if isinstance(self.came, HelpError):
            return {"failed": str(self.came.code)}
        if not isinstance(self.came, Taken):
            return {"ended": self.came}
        image: QImage = self.came.image
        colors = [image.pixelColor(x, y).name() for x, y in points]
        return {
            "size": [image.width(), image.height()],
            "colors": colors,
            "covered": self.came.covered,
            "source": self.came.source,
        }

    def overlay(self) -> RegionOverlay:
        """The overlay, once it is on the screen."""
        found: list[RegionOverlay] = []

        def there() -> bool:
            found[:] = [w for w in QApplication.topLevelWidgets() if isinstance(w, RegionOverlay)]
            return bool(found) and found[0].isVisible() and found[0].isActiveWindow()

        until(there)
        return found[0]


def take_screen(studio: Studio) -> dict[str, object]:
    """The screen: ground, window, the middle of the password field, its edge, beside it."""
    window = red_window()
    shown(window)
    studio.take("screen", window)
    ratio = int(window.devicePixelRatio())
    points = ((5, 5), (105, 195), (150, 135), (111, 121), (106, 116))
    return studio.tell(*((x * ratio, y * ratio) for x, y in points))


def take_moved(studio: Studio) -> dict[str, object]:
    """The password field moves after the grab, before its picture is covered."""
    window = red_window()
    shown(window)
    field = window.findChild(QLineEdit)
    assert field is not None
    studio.service.between = lambda: field.move(60, 60)
    studio.take("screen", window)
    return studio.tell((115, 125), (225, 185))


def take_passing(studio: Studio) -> dict[str, object]:
    """Something private goes to and fro for as long as its picture takes: the pixels that show it."""
    window = red_window(400, 200)
    part = QWidget(window.centralWidget())
    part.setStyleSheet("background: #00ffff")
    part.setProperty("helppanel.private", True)
    part.setGeometry(0, 60, 80, 40)
    part.show()
    shown(window)
    steps = QTimer(window, interval=4)
    steps.timeout.connect(lambda: part.move((part.x() + 5) % 300, 60 + part.x() // 4))
    steps.start()
    studio.take("screen", window)
    studio.tell()
    assert isinstance(studio.came, Taken)
    image, shows = studio.came.image, QColor("#00ffff")
    return {"leaks": sum(image.pixelColor(x, y) == shows for x in range(600) for y in range(400))}


def take_blank(studio: Studio) -> dict[str, object]:
    """Nothing is on the screen."""
    hidden = QWidget()
    studio.take("all", hidden)
    return studio.tell()


def take_region(studio: Studio) -> dict[str, object]:
    """A region is dragged by mouse while a menu is open: it stays in the picture."""
    window = red_window(300, 200)
    shown(window)
    menu = QMenu(window)
    menu.setStyleSheet("QMenu { background: #00ff00; }")
    for number in range(4):
        menu.addAction(f"an entry that is long enough {number}")
    menu.popup(QPoint(220, 150))
    until(lambda: menu.windowHandle() is not None and menu.windowHandle().isExposed())
    until(lambda: screen.grab_screen().pixelColor(225, 155) == QColor("#00ff00"))
    studio.take("region", window)
    overlay = studio.overlay()
    gone = not menu.isVisible()
    QTest.mousePress(overlay, LEFT, NONE, QPoint(90, 90))
    for point in (QPoint(150, 120), QPoint(390, 190)):
        move = QMouseEvent(QEvent.Type.MouseMove, QPointF(point), QPointF(point), LEFT, LEFT, NONE)
        QApplication.sendEvent(overlay, move)
    QTest.mouseRelease(overlay, LEFT, NONE, QPoint(390, 190))
    QTest.keyClick(overlay, Qt.Key.Key_Return)
    found = studio.tell((5, 5), (12, 12), (40, 45), (135, 65))
    return {**found, "menu gone": gone}


def take_cancelled(studio: Studio) -> dict[str, object]:
    """Escape in the overlay."""
    window = red_window()
    shown(window)
    studio.take("region", window)
    QTest.keyClick(studio.overlay(), Qt.Key.Key_Escape)
    return studio.tell()


SCENES = {
    "screen": take_screen,
    "moved": take_moved,
    "passing": take_passing,
    "blank": take_blank,
    "region": take_region,
    "cancelled": take_cancelled,
}


def main() -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        studio = Studio(Path(folder), app)
        QTimer.singleShot(40_000, lambda: sys.exit("nothing came"))
        print(json.dumps(SCENES[sys.argv[1]](studio)))
        studio.service.close()
    app.quit()


if __name__ == "__main__":
    main()
