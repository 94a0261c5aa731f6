"""Covers on the widgets themselves, for a picture in which nobody knows where the windows are."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from helppanel.ui.capture.private import COVER, Declared, by_window


class Shades:
    """Lies over everything private in the app's windows, from `draw` to `lift`."""

    def __init__(self, declared: Declared | None) -> None:
        self._declared = declared
        self._shades: list[tuple[QWidget, QRect, QWidget]] = []  # window, place in it, what covers it

    def draw(self) -> int:
        """Cover what is private now; how many places."""
        for window, places in by_window(self._declared):
            for place in places:
                self._shades.append((window, place, _shade(window, place)))
        return len(self._shades)

    def hold(self) -> bool:
        """Whether everything private is still covered, where it was."""
        covered = [(window, place) for window, place, _ in self._shades]
        for window, places in by_window(self._declared):
            if any((window, place) not in covered for place in places):
                return False
        return all(_covers(window, place, shade) for window, place, shade in self._shades)

    def lift(self) -> None:
        """Uncover everything."""
        for _, _, shade in self._shades:
            if isValid(shade):
                shade.hide()
                shade.deleteLater()
        self._shades.clear()


def _shade(window: QWidget, place: QRect) -> QWidget:
    shade = QWidget(window)
    shade.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    shade.setAutoFillBackground(True)
    shade.setStyleSheet(f"background: {COVER.name()}")  # the host's style sheet would win over a palette
    shade.setGeometry(place)
    shade.show()
    shade.raise_()
    shade.repaint()
    return shade


def _covers(window: QWidget, place: QRect, shade: QWidget) -> bool:
    """Whether a shade is where it was put: some windows lay out whatever is put into them."""
    if not isValid(window) or not isValid(shade):
        return False
    return shade.isVisible() and QRect(shade.mapTo(window, shade.rect().topLeft()), shade.size()) == place
