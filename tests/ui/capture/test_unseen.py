"""Parts that a picture of a window cannot show are recognised and named."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRasterWindow, QSurface, QWindow
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.covering import STAGE, STROKE
from helppanel.ui.capture.private import COVER
from helppanel.ui.capture.unseen import surfaces
from tests.ui.capture.own_windows import BLUE, RED, at, paint, show, taken

PLACE = QRect(20, 30, 200, 150)


class QVideoWidget(QWidget):
    """Has the name of Qt's own, which is what counts: multimedia is not loaded to look at a window."""


class QWebEngineView(QWidget):
    """The same for a browser's view, which does paint."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, 60, 60), BLUE)
        painter.end()


class EmptyView(QWebEngineView):
    """A browser's view of which nothing comes, one class further down."""

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return show(qtbot, paint(QWidget(), RED), 40, 30, 400, 300)


def put(window: QWidget, part: QWidget) -> QWidget:
    """Place a part in the window."""
    part.setParent(window)
    part.setGeometry(PLACE)
    part.show()
    return part


def is_marked(window: QWidget) -> bool:
    """Whether the part's place is drawn as left out, and nothing else is."""
    image = taken().image
    inside = {at(image, x, PLACE.center().y()).name() for x in range(PLACE.left() + 2, PLACE.right() - 2)}
    assert at(image, PLACE.left() - 2, PLACE.top()) == RED
    return inside == {STAGE.name(), STROKE.name()}


@pytest.mark.parametrize("surface", [QSurface.SurfaceType.RasterSurface, QSurface.SurfaceType.OpenGLSurface])
def test_a_window_inside_a_window_is_named(window: QWidget, surface: QSurface.SurfaceType) -> None:
    """What `createWindowContainer` holds is not in a grab: its place is hatched, its kind told."""
    inner = QWindow()
    inner.setSurfaceType(surface)
    put(window, QWidget.createWindowContainer(inner, window))
    is_raster = surface is QSurface.SurfaceType.RasterSurface
    assert taken().unseen == (("native",) if is_raster else ("opengl",))
    assert is_marked(window)


def test_video_is_named(window: QWidget) -> None:
    """A video's picture goes past Qt."""
    put(window, QVideoWidget())
    assert taken().unseen == ("video",)
    assert is_marked(window)


def test_a_window_that_is_video_is_named(qtbot: QtBot, window: QWidget) -> None:
    """A player that fills a window of its own is no part of one, and leaves it as blank."""
    player = show(qtbot, QVideoWidget(), 460, 30, 200, 200)
    picture = taken()
    assert picture.unseen == ("video",)
    assert {at(picture.image, x, 100).name() for x in range(425, 600)} == {STAGE.name(), STROKE.name()}
    player.hide()
    assert taken().unseen == ()


def test_a_container_in_a_scroll_area_tells_its_kind(qtbot: QtBot, window: QWidget) -> None:
    """There the window inside is no child of the container's window."""
    inner = QWindow()
    inner.setSurfaceType(QSurface.SurfaceType.OpenGLSurface)
    area = QScrollArea()
    container = QWidget.createWindowContainer(inner, window)
    container.resize(300, 300)
    area.setWidget(container)
    put(window, area)
    qtbot.waitUntil(lambda: taken().unseen == ("opengl",))


def test_a_window_without_widgets_is_named(qtbot: QtBot, window: QWidget) -> None:
    """A window of the app that a grab knows nothing of is left out and said to be."""
    other = QRasterWindow()
    other.setGeometry(460, 30, 200, 200)
    other.show()
    qtbot.waitExposed(other)
    assert taken().unseen == ("window",)
    other.hide()
    assert taken().unseen == ()


def test_a_widget_that_paints_on_the_screen_is_named(window: QWidget) -> None:
    """The attribute says that Qt does not see what is painted."""
    put(window, QWidget()).setAttribute(Qt.WidgetAttribute.WA_PaintOnScreen)
    assert taken().unseen == ("native",)


def test_a_view_that_painted_is_not_named(window: QWidget) -> None:
    """A browser or 3D view whose content did come is left as it is; one that stayed flat is named."""
    view = put(window, QWebEngineView())
    picture = taken()
    assert picture.unseen == ()
    assert at(picture.image, PLACE.left() + 10, PLACE.top() + 10) == BLUE
    view.deleteLater()
    view.hide()
    put(window, EmptyView())
    assert taken().unseen == ("web",)
    assert is_marked(window)


def test_a_window_lent_to_another_program_is_named(window: QWidget) -> None:
    """A part with a window of its own in which Qt painted nothing may be a player's; a label is none."""
    lent = put(window, QWidget())
    label = QLabel("text", window)
    label.setGeometry(QRect(PLACE.bottomLeft() + QPoint(0, 5), PLACE.size() / 2))
    label.show()
    assert taken().unseen == ()
    for part in (lent, label):
        part.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
    assert [found.is_certain for found in surfaces(window)] == [False, False]
    assert taken().unseen == ("native",)
    assert is_marked(window)


def test_what_is_private_covers_what_is_unseen(window: QWidget) -> None:
    """A hidden part is no longer named, and a private field over one stays covered."""
    part = put(window, QVideoWidget())
    field = QLineEdit(part)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setGeometry(10, 10, 80, 30)
    field.show()
    image = taken().image
    assert at(image, PLACE.left() + 50, PLACE.top() + 20) == COVER
    part.hide()
    assert taken().unseen == ()
