"""The panel's place while a picture is taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.place import Place
from helppanel.ui.theme import Theme

Make = Callable[[bool], Place]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    """A host with the panel on screen, docked or not."""
    host = QMainWindow()
    qtbot.addWidget(host)
    host.show()

    def made(docked: bool) -> Place:
        place = Place(host, [], docked=docked, theme=Theme("light"))
        place.put(QWidget())
        place.show(focus=False)
        assert place.visible
        return place

    return made


@pytest.mark.parametrize("docked", [True, False])
def test_what_is_closed_while_concealed_stays_closed(make: Make, docked: bool) -> None:
    """Closed while a picture is waited for, the panel says so once and does not come back with it."""
    place = make(docked)
    told: list[bool] = []
    place.on_screen.connect(told.append)
    place.conceal(True)
    place.hide()
    place.conceal(False)
    assert place.holder is not None
    assert not place.holder.isVisible()
    assert (place.visible, told) == (False, [False])


@pytest.mark.parametrize("docked", [True, False])
def test_what_is_opened_while_concealed_stays_open(make: Make, docked: bool) -> None:
    """Opened by the user meanwhile it is there, and there it stays."""
    place = make(docked)
    place.conceal(True)
    place.show(focus=True)
    assert place.holder is not None
    assert place.holder.isVisible()
    place.conceal(False)
    assert place.holder.isVisible()
    assert place.visible


class Noting(QLabel):
    """Notes when Qt works out its style."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("x", parent)
        self.styled = 0

    def event(self, event: QEvent) -> bool:
        """Count."""
        if event.type() == QEvent.Type.StyleChange:
            self.styled += 1
        return super().event(event)


def test_going_elsewhere_styles_nothing_anew(make: Make) -> None:
    """From the dock to a window and back, what is in the frame keeps its style."""
    place = make(True)
    frame = QWidget(place.inside)
    label = Noting(frame)
    frame.setStyleSheet("QLabel { color: #123456 }")
    place.put(frame)
    before = label.styled
    for docked in (False, True):
        place.toggle()
        assert place.docked is docked
        assert label.isVisible()
        assert place.holder is not None
        assert place.holder.isAncestorOf(label)
    assert label.styled == before
