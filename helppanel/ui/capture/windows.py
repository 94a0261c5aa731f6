"""A picture of the host's own windows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
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
