"""The tour's camera sees windows as they lie over each other."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from helppanel.demo.tour.camera import Camera
from helppanel.ui import activation


def _filled(window: QWidget, color: str) -> None:
    palette = QPalette(window.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(color))
    window.setPalette(palette)
    window.setAutoFillBackground(True)
    window.setGeometry(100, 100, 200, 150)


@pytest.mark.parametrize("modal_first", [True, False])
def test_what_came_last_lies_on_top(qtbot: QtBot, modal_first: bool) -> None:
    """A modal dialog hides one opened before it, in whatever order they were made; a menu hides both."""
    activation.watch()
    window = QWidget()
    qtbot.addWidget(window)
    _filled(window, "#111111")
    window.show()
    made = [QDialog(window), QDialog(window)]
    modal, tool = made if modal_first else made[::-1]
    _filled(tool, "#222222")
    _filled(modal, "#333333")
    tool.show()
    qtbot.waitExposed(tool)
    modal.open()
    qtbot.waitExposed(modal)
    assert Camera().take(window).pixelColor(100, 75).name() == "#333333"
    menu = QMenu(tool)
    menu.addAction("a")
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert Camera().take(window).pixelColor(110, 80).name() != "#333333"
    menu.close()
    modal.close()
    assert Camera().take(window).pixelColor(100, 75).name() == "#222222"
