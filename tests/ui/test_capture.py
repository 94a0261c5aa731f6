"""Pictures of windows and screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import windows

RED, GREEN, BLUE = QColor("#ff0000"), QColor("#00ff00"), QColor("#0000ff")


def paint(widget: QWidget, color: QColor) -> QWidget:
    """Give a widget one colour."""
    widget.setAutoFillBackground(True)
    palette = widget.palette()
    palette.setColor(widget.backgroundRole(), color)
    widget.setPalette(palette)
    return widget


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    """A red window of 300×200 at (50, 40)."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(paint(QWidget(), RED))
    window.setGeometry(50, 40, 300, 200)
    window.show()
    qtbot.waitExposed(window)
    return window


def at(image: QImage, x: int, y: int) -> QColor:
    """The colour at a point in device-independent pixels."""
    ratio = image.devicePixelRatio()
    return image.pixelColor(int(x * ratio), int(y * ratio))


def test_the_window_is_in_the_picture(host: QMainWindow) -> None:
    """The picture of a single window has its size and its content."""
    image = windows.grab_windows()
    assert image.deviceIndependentSize().toSize() == host.size()
    assert at(image, 10, 10) == RED
    assert at(image, 290, 190) == RED


def test_a_dialog_lies_over_its_window(qtbot: QtBot, host: QMainWindow) -> None:
    """A dialog is drawn over its parent at its place, and the picture grows to hold both."""
    dialog = QDialog(host)
    qtbot.addWidget(dialog)
    paint(dialog, GREEN)
    dialog.setGeometry(150, 140, 400, 300)
    dialog.show()
    qtbot.waitExposed(dialog)
    image = windows.grab_windows()
    assert (image.deviceIndependentSize().toSize().width(), image.height()) == (500, 400)
    assert at(image, 10, 10) == RED
    assert at(image, 105, 105) == GREEN
    assert at(image, 490, 390) == GREEN
    assert at(image, 490, 10) == windows.COVER


def test_the_panels_window_and_its_dialogs_are_left_out(qtbot: QtBot, host: QMainWindow) -> None:
    """A panel in a window of its own is not in the picture, nor what it opened."""
    panel = paint(QWidget(host, Qt.WindowType.Window), BLUE)
    dialog = QDialog(panel)
    for window in (panel, dialog):
        qtbot.addWidget(window)
        window.setGeometry(60, 50, 900, 700)
        window.show()
        qtbot.waitExposed(window)
    image = windows.grab_windows(exclude=panel)
    assert image.deviceIndependentSize().toSize() == host.size()
    assert at(image, 150, 100) == RED


def test_a_docked_panel_is_covered(qtbot: QtBot, host: QMainWindow) -> None:
    """Where the panel is docked in the host's window, its place is flat and no pixel of it shows."""
    dock = QDockWidget(host)
    dock.setWidget(paint(QWidget(), BLUE))
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    qtbot.waitUntil(lambda: dock.x() > 100)
    seen = windows.grab_windows()
    inside = dock.widget().mapTo(host, QPoint(5, 5))
    assert at(seen, inside.x(), inside.y()) == BLUE
    covered = windows.grab_windows(exclude=dock)
    assert at(covered, inside.x(), inside.y()) == windows.COVER
    assert at(covered, 10, 10) == RED
    assert windows.panel_of(dock.widget()) is dock


def test_hidden_and_minimised_windows_are_not_taken(qtbot: QtBot, host: QMainWindow) -> None:
    """Without a visible window there is no picture but CAPTURE_FAILED."""
    host.showMinimized()
    hidden = QWidget()
    qtbot.addWidget(hidden)
    with pytest.raises(HelpError) as caught:
        windows.grab_windows()
    assert caught.value.code is Problem.CAPTURE_FAILED
