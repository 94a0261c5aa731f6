"""Pictures of the app's own windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDockWidget,
    QGraphicsScene,
    QMainWindow,
    QMenu,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui import activation
from helppanel.ui.capture import positions
from helppanel.ui.capture.covering import DARK_STAGE, STAGE
from helppanel.ui.capture.windows import panel_of, take_windows
from tests.ui.capture.own_windows import BLUE, GREEN, RED, at, paint, show, taken


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    """A red window of 300×200 at (50, 40)."""
    window = QMainWindow()
    window.setCentralWidget(paint(QWidget(), RED))
    return show(qtbot, window, 50, 40, 300, 200)


def test_the_window_is_in_the_picture(host: QMainWindow) -> None:
    """The picture of a single window has its size and its content, and nothing around it."""
    image = taken().image
    assert image.deviceIndependentSize().toSize() == host.size()
    assert {at(image, x, y).name() for x in (0, 299) for y in (0, 199)} == {RED.name()}


def test_a_dialog_lies_over_its_window(qtbot: QtBot, host: QMainWindow) -> None:
    """A dialog is drawn over its parent at its place, and the picture grows to hold both."""
    show(qtbot, paint(QDialog(host), GREEN), 150, 140, 400, 300)
    image = taken().image
    assert (image.deviceIndependentSize().toSize().width(), image.height()) == (500, 400)
    assert at(image, 10, 10) == RED
    assert at(image, 105, 105) == GREEN
    assert at(image, 490, 390) == GREEN
    assert at(image, 490, 10) == STAGE


def test_the_panels_window_and_its_dialogs_are_left_out(qtbot: QtBot, host: QMainWindow) -> None:
    """A panel in a window of its own is not in the picture, nor what it opened."""
    panel = paint(QWidget(host, Qt.WindowType.Window), BLUE)
    dialog = QDialog(panel)
    for window in (panel, dialog):
        show(qtbot, window, 60, 50, 900, 700)
    image = taken(exclude=panel).image
    assert image.deviceIndependentSize().toSize() == host.size()
    assert at(image, 150, 100) == RED


def test_a_docked_panel_is_covered(qtbot: QtBot, host: QMainWindow) -> None:
    """Where the panel is docked in the host's window, its place is flat and no pixel of it shows."""
    dock = QDockWidget(host)
    dock.setWidget(paint(QWidget(), BLUE))
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    qtbot.waitUntil(lambda: dock.x() > 100)
    inside = dock.widget().mapTo(host, QPoint(5, 5))
    assert at(taken().image, inside.x(), inside.y()) == BLUE
    covered = taken(exclude=dock).image
    assert at(covered, inside.x(), inside.y()) == STAGE
    assert at(covered, 10, 10) == RED
    blue = [(x, y) for x in range(300) for y in range(200) if at(covered, x, y) == BLUE]
    assert blue == []
    assert panel_of(dock.widget()) is dock


def test_in_a_dark_window_the_panels_place_is_dark(qtbot: QtBot, host: QMainWindow) -> None:
    """What is left out, and what lies between windows, does not glare out of a dark picture."""
    host.setPalette(QPalette(QColor("#23262B")))
    dock = QDockWidget(host)
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    qtbot.waitUntil(lambda: dock.x() > 100)
    show(qtbot, QDialog(host), 50 + 300, 40 + 200, 100, 100)
    image = taken(exclude=dock).image
    assert at(image, dock.geometry().center().x(), dock.geometry().center().y()) == DARK_STAGE
    assert at(image, 5, 290) == DARK_STAGE


def test_hidden_and_minimised_windows_are_not_taken(qtbot: QtBot, host: QMainWindow) -> None:
    """Without a visible window there is no picture but CAPTURE_FAILED."""
    host.showMinimized()
    hidden = QWidget()
    qtbot.addWidget(hidden)
    with pytest.raises(HelpError) as caught:
        take_windows()
    assert caught.value.code is Problem.CAPTURE_FAILED


def test_the_window_used_last_lies_on_top(qtbot: QtBot, host: QMainWindow) -> None:
    """Two windows of equal right overlap as they were used, whichever was made first."""
    other = show(qtbot, paint(QWidget(), GREEN), 100, 80, 300, 200)
    stamps = iter(range(10_000, 10_010))
    for front, color in ((other, GREEN), (host, RED), (other, GREEN)):
        front.windowHandle().setProperty(activation.USED, next(stamps))
        assert at(taken().image, 100, 100) == color


def test_activation_is_noted(qtbot: QtBot, host: QMainWindow) -> None:
    """From `watch` on, the window that got the keyboard last has the greatest number."""
    activation.watch()
    other = show(qtbot, QWidget(), 100, 80, 300, 200)
    for front, back in ((host, other), (other, host)):
        front.activateWindow()
        qtbot.waitUntil(front.isActiveWindow)
        assert activation.used(front.windowHandle()) > activation.used(back.windowHandle())
    assert activation.used(None) == 0


def test_menus_and_lists_of_choices_are_on_top(qtbot: QtBot, host: QMainWindow) -> None:
    """What pops up lies over every dialog, and is in the picture whole where it reaches out of the window."""
    show(qtbot, paint(QDialog(host), GREEN), 60, 50, 100, 100)
    menu = QMenu(host)
    menu.setStyleSheet("QMenu { background: #0000ff; border: none } QMenu::item { padding: 40px 120px }")
    menu.addAction("a")
    menu.popup(QPoint(70, 60))
    qtbot.addWidget(menu)
    qtbot.waitExposed(menu)
    image = taken().image
    assert at(image, 70 - 50 + 2, 60 - 40 + 2) == BLUE
    menu.close()
    assert at(taken().image, 70 - 50 + 2, 60 - 40 + 2) == GREEN


def test_tips_are_left_out(qtbot: QtBot, host: QMainWindow) -> None:
    """What the pointer happens to call up is not in the picture."""
    before = taken().image
    QToolTip.showText(QPoint(100, 100), "138 0000 0000", host)
    qtbot.waitUntil(QToolTip.isVisible)
    assert taken().image == before
    QToolTip.hideText()


def test_a_floating_part_is_in_the_picture(qtbot: QtBot, host: QMainWindow) -> None:
    """A dock torn off its window lies over it at its own place."""
    dock = QDockWidget(host)
    dock.setWidget(paint(QWidget(), BLUE))
    host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.setFloating(True)
    dock.show()
    dock.setGeometry(100, 80, 120, 100)
    qtbot.waitUntil(lambda: dock.isVisible() and dock.geometry() == QRect(100, 80, 120, 100))
    image = taken().image
    assert image.deviceIndependentSize().toSize() == host.size()
    assert at(image, 100 - 50 + 60, 80 - 40 + 60) == BLUE


def test_windows_far_apart_make_no_giant_picture(qtbot: QtBot, host: QMainWindow) -> None:
    """A window at the other end of a desktop, left of its origin, costs no picture of mostly nothing."""
    far = show(qtbot, paint(QWidget(), GREEN))
    far.setGeometry(-30_000, -20_000, 200, 100)
    image = taken().image
    assert image.width() <= 300 + 200 + 30
    assert image.height() <= 200 + 100 + 30
    assert at(image, 1, 1) == GREEN
    assert at(image, image.width() - 1, image.height() - 1) == RED


def test_where_places_are_unknown_each_window_is_a_picture(
    qtbot: QtBot, host: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under Wayland the dialog comes first and by itself, then its window; a popup goes with its window."""
    monkeypatch.setattr(positions, "positions_known", lambda: False)
    box = QComboBox(host.centralWidget())
    box.addItems(["a", "b"])
    box.setGeometry(10, 150, 100, 30)
    box.show()
    dialog = show(qtbot, paint(QDialog(host), GREEN), 60, 50, 100, 100)
    dialog.windowHandle().setProperty(activation.USED, 20_000)
    box.showPopup()
    qtbot.waitUntil(lambda: box.view().isVisible())
    pictures = [shot.taken.image for shot in take_windows()]
    assert [at(picture, 5, 5).name() for picture in pictures] == [GREEN.name(), RED.name()]
    popup = box.view().window().geometry()
    assert pictures[1].height() == popup.united(QRect(host.geometry())).height()
    box.hidePopup()


def test_what_lives_in_a_scene_is_no_window(qtbot: QtBot, host: QMainWindow) -> None:
    """A widget inside a graphics scene, which Qt lists as a window, is not put into the picture's corner."""
    scene = QGraphicsScene(host)
    inner = paint(QWidget(), GREEN)
    inner.resize(5000, 5000)
    scene.addWidget(inner)
    assert inner.isVisible()
    assert taken().image.deviceIndependentSize().toSize() == host.size()
    scene.clear()
