"""Pictures of windows and screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QDialog, QDockWidget, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture import pixels, screen, windows

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="X displays are Linux's")
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


@pytest.mark.parametrize("color", ["black", "white", "transparent", "#123456"])
def test_a_flat_picture_is_blank(color: str) -> None:
    """One colour from corner to corner is blank; a single other pixel is not."""
    image = QImage(501, 333, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    assert pixels.is_blank(image)
    image.setPixelColor(500, 332, RED)
    assert not pixels.is_blank(image)
    assert pixels.is_blank(QImage())


def test_a_picture_comes_back_from_png() -> None:
    """Encoding keeps every pixel, and nothing but a picture is encoded."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(GREEN)
    image.setPixelColor(39, 29, BLUE)
    assert QImage.fromData(pixels.encode(image)).convertToFormat(image.format()) == image
    with pytest.raises(HelpError) as caught:
        pixels.encode(QImage())
    assert caught.value.code is Problem.CAPTURE_FAILED


@pytest.fixture(scope="module")
def x_display() -> Iterator[str]:
    """A virtual X screen of 640×480."""
    program = shutil.which("Xvfb")
    assert program, "Xvfb is missing; on Debian: apt-get install xvfb"
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()  # comes once the display answers
        yield f":{number}"
        server.terminate()


SCREEN = """
import sys
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from helppanel.contract.problems import HelpError
from helppanel.ui.capture import pixels, screen, windows
app = QApplication([])
window = QWidget()
window.setStyleSheet("background: #ff0000")
window.setGeometry(100, 100, 200, 100)
if sys.argv[1] == "window":
    window.show()
    red = QColor("#ff0000")
    while not window.windowHandle().isExposed() or screen.grab_screen().pixelColor(200, 150) != red:
        app.processEvents()
try:
    image = screen.grab_screen()
    print(image.width(), image.height(), image.pixelColor(200, 150).name(), image.pixelColor(5, 5).name())
except HelpError as problem:
    print(problem.code)
"""


def on_screen(display: str, what: str) -> str:
    """Take the picture in a process that sees `display`."""
    env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    env.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, "-c", SCREEN, what], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@on_linux
def test_the_screen_is_taken(x_display: str) -> None:
    """A picture of an X screen has its size, the window where it is, and the ground elsewhere."""
    assert on_screen(x_display, "window") == "640 480 #ff0000 #000000"


@on_linux
def test_an_empty_screen_is_blank(x_display: str) -> None:
    """A screen of one colour is CAPTURE_BLANK, not a black attachment."""
    assert on_screen(x_display, "nothing") == "capture_blank"


@on_linux
def test_no_screen_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a display, with one that is gone, and under Wayland, the answer is CAPTURE_FAILED."""
    for display, wayland in (("", ""), (":987", ""), (":987", "wayland-0")):
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
        with pytest.raises(HelpError) as caught:
            screen.grab_screen()
        assert caught.value.code is Problem.CAPTURE_FAILED
