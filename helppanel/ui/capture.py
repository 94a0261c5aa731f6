"""Pictures of the host's windows and of the screen."""

from __future__ import annotations

import os
import platform

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from helppanel.contract.problems import HelpError, Problem

COVER = QColor("#DDE1E7")  # tokens.json `stage`: what stands where nothing, or the panel, was


def grab_windows(exclude: QWidget | None = None) -> QImage:
    """The app's visible windows side by side as they lie on the screen, without `exclude` and its dialogs.

    Call it on the UI thread. It needs no permission and shows nothing but the app. Where `exclude` is docked
    inside a window its place is covered. Raises HelpError CAPTURE_FAILED when no window is visible.
    """
    windows = [w for w in QApplication.topLevelWidgets() if _shows(w) and not _belongs(w, exclude)]
    if not windows:
        raise HelpError(Problem.CAPTURE_FAILED, "no visible window")
    windows.sort(key=_height)
    area = QRect()
    for window in windows:
        area = area.united(window.geometry())
    ratio = max(window.devicePixelRatioF() for window in windows)
    image = QImage(area.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(COVER)
    painter = QPainter(image)
    for window in windows:
        painter.drawPixmap(QRect(window.geometry().topLeft() - area.topLeft(), window.size()), window.grab())
        if exclude is not None and window.isAncestorOf(exclude) and exclude.isVisible():
            place = QRect(exclude.mapTo(window, QPoint(0, 0)), exclude.size())
            painter.fillRect(place.translated(window.geometry().topLeft() - area.topLeft()), COVER)
    painter.end()
    return image


def grab_screen() -> QImage:
    """All screens in physical pixels, from any thread; hide the panel before.

    Raises HelpError CAPTURE_FAILED where the system does not let us, CAPTURE_BLANK when the picture is one
    flat colour, which is what some systems hand out without permission.
    """
    if not screen_can_be_read():
        raise HelpError(Problem.CAPTURE_FAILED, "no X11 screen")
    import mss  # here: a host that never takes a screen picture never pays

    try:
        with mss.MSS() as screens:
            shot = screens.grab(screens.monitors[0])
            image = QImage(shot.bgra, shot.width, shot.height, shot.width * 4, QImage.Format.Format_RGB32)
            image = image.copy()  # its bytes are the shot's
    except Exception as error:  # each system's own, from refused permission to a display that went away
        raise HelpError(Problem.CAPTURE_FAILED, f"{type(error).__name__}: {error}") from error
    if is_blank(image):
        raise HelpError(Problem.CAPTURE_BLANK)
    return image


def screen_can_be_read() -> bool:
    """Whether a screen picture is worth trying: not without a display, and not under Wayland."""
    if platform.system() != "Linux":
        return True
    return bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")


def is_blank(image: QImage) -> bool:
    """Whether the picture is one flat colour, or none."""
    if image.isNull():
        return True
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    data = bytes(flat.constBits())
    return data == data[:4] * (len(data) // 4)


def encode(image: QImage) -> bytes:
    """The picture as PNG; takes a while: not on the UI thread. Raises HelpError CAPTURE_FAILED."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if image.isNull() or not QImageWriter(buffer, b"PNG").write(image):
        raise HelpError(Problem.CAPTURE_FAILED, "the picture could not be encoded")
    return bytes(buffer.data().data())


def panel_of(widget: QWidget) -> QWidget:
    """The dock or the window the panel with `widget` in it lives in: what a picture leaves out."""
    place: QWidget | None = widget
    while place is not None and not place.isWindow():
        if isinstance(place, QDockWidget):
            return place
        place = place.parentWidget()
    return widget.window()


def _shows(window: QWidget) -> bool:
    tip = window.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.Desktop)
    return window.isVisible() and not window.isMinimized() and not tip and not window.size().isEmpty()


def _belongs(window: QWidget | None, panel: QWidget | None) -> bool:
    """Whether `window` is the panel or a dialog of it; the dialogs of a docked panel have it as ancestor."""
    while window is not None and panel is not None:
        if window is panel:
            return True
        window = window.parentWidget()
    return False


def _height(window: QWidget) -> tuple[int, bool, bool]:
    """Sorts dialogs over their parents, and the window the user works in over its peers."""
    depth, parent = 0, window.parentWidget()
    while parent is not None:
        depth, parent = depth + 1, parent.parentWidget()
    return depth, window.isModal(), window.isActiveWindow()
