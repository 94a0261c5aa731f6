"""`python -m tests.ui.capture.mixed`: what is private, on two screens of other scale, told as JSON.

Where a point of a widget is on a screen is asked of Qt itself, point by point: it judges the mapping.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from helppanel.ui.capture import private, screens, shots
from helppanel.ui.capture.mapping import Rect
from helppanel.ui.capture.matching import places
from helppanel.ui.capture.region import RegionPicker
from helppanel.ui.capture.shots import Desktop
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

WHITE = QColor("white")
MONITORS = (Rect(-1280, -100, 1280, 800), Rect(0, 0, 1600, 900))  # as tests.ui.capture.test_mixed has them


def window_at(x: int, y: int) -> QWidget:
    """A window with a password field."""
    window = QWidget()
    field = QLineEdit("secret", window)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setGeometry(11, 23, 131, 37)
    window.setGeometry(x, y, 200, 100)
    window.show()
    return window


def white_desktop() -> Desktop:
    """White pictures of both screens, as large as their monitors."""
    found = places(screens.see(), MONITORS)
    images = []
    for place in found:
        image = QImage(int(place.native.width), int(place.native.height), QImage.Format.Format_RGB32)
        image.fill(WHITE)
        images.append(shots.shot_of(place.native, image))
    return Desktop(found, tuple(images))


def pixels(desktop: Desktop, field: QWidget, points: Iterator[QPoint]) -> list[QColor]:
    """The pixel of each point of the field that is on a screen, where Qt says the point is."""
    found = []
    for point in points:
        place = field.mapToGlobal(QPointF(point) + QPointF(0.5, 0.5))
        screen = QGuiApplication.screenAt(place.toPoint())
        if screen is not None:
            number = QGuiApplication.screens().index(screen)
            point_there = (place - QPointF(screen.geometry().topLeft())) * screen.devicePixelRatio()
            x, y = math.floor(point_there.x()), math.floor(point_there.y())
            image = desktop.shots[number].image
            if image.rect().contains(x, y):
                found.append(image.pixelColor(x, y))
    return found


def within(rect: QRect, step: int = 4) -> Iterator[QPoint]:
    """Points all over the rectangle."""
    for x in range(rect.left(), rect.right(), step):
        for y in range(rect.top(), rect.bottom(), step):
            yield QPoint(x, y)


def around(rect: QRect) -> Iterator[QPoint]:
    """Points beside it, at a distance."""
    wide = rect.adjusted(-4, -4, 4, 4)
    return (point for point in within(wide, 2) if not rect.adjusted(-2, -2, 3, 3).contains(point))


def _values(rect: QRect) -> tuple[int, int, int, int]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def covered() -> dict[str, object]:
    """For each window: points of its field on a screen, how many of them show, how many beside it do not."""
    windows = [window_at(*corner) for corner in ((100, 50), (-1000, 50), (-29, 250), (700, 300))]
    QApplication.processEvents()
    desktop = white_desktop()
    natives = []
    for place in private.private_places():
        number = screens.number_of(place.screen)
        natives.append(desktop.places[number].to_native(screens.rect_of(place.rect)))
    desktop = Desktop(desktop.places, shots.cover(desktop.shots, natives, private.COVER))
    found = []
    for window in windows:
        field = window.findChild(QLineEdit)
        assert field is not None
        inner, outer = (pixels(desktop, field, points(field.rect())) for points in (within, around))
        shows, too_much = sum(c != private.COVER for c in inner), sum(c != WHITE for c in outer)
        found.append([len(inner), shows, too_much])
        window.close()
    return {"fields": found}


def chosen() -> dict[str, object]:
    """A region dragged from the coarse screen over its edge to the fine one: where and how large."""
    parent = QObject()
    desktop = white_desktop()
    picker = RegionPicker(Texts("en"), Theme("light"), desktop, parent)
    picker.show()
    geometries = [_values(overlay.geometry()) for overlay in picker.overlays]
    regions: list[Rect] = []
    picker.chosen.connect(regions.append)
    fine, coarse = picker.overlays
    QTest.mousePress(coarse, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1200, 300))
    coarse.moved.emit(QPointF(fine.place.to_native(Rect(50, 150, 0, 0)).x, 300))
    QTest.mouseRelease(coarse, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(1279, 400))
    QTest.keyClick(coarse, Qt.Key.Key_Return)
    taken = shots.put_together(desktop.shots, regions[0], "region")
    return {
        "overlays": geometries,
        "region": [*regions[0]],
        "size": [taken.image.width(), taken.image.height()],
    }


if __name__ == "__main__":
    app = QApplication([])
    print(json.dumps({**covered(), **chosen()}))
