"""Covers on the widgets themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.capture.private import COVER
from helppanel.ui.capture.shades import Shades


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window with a host's style sheet, and a password field in a group."""
    window = QWidget()
    window.setStyleSheet("QWidget { background: #00ff00 }")
    group = QWidget(window)
    group.setGeometry(20, 30, 200, 100)
    field = QLineEdit("secret", group)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setGeometry(10, 10, 150, 30)
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def shades() -> Iterator[Shades]:
    """Lifted in the end, whatever happens."""
    found = Shades(None)
    yield found
    found.lift()


def field_of(window: QWidget) -> QLineEdit:
    """Its password field."""
    found = window.findChild(QLineEdit)
    assert found is not None
    return found


def hidden(window: QWidget) -> bool:
    """Whether each pixel of its password field has the cover's colour."""
    field = field_of(window)
    origin = field.mapTo(window, field.rect().topLeft())
    image = window.grab().toImage()
    ratio = image.devicePixelRatio()
    points = [(x, y) for x in range(0, field.width(), 3) for y in range(0, field.height(), 3)]
    return all(
        image.pixelColor(int((x + origin.x()) * ratio), int((y + origin.y()) * ratio)) == COVER
        for x, y in points
    )


def test_what_is_private_is_hidden_until_it_is_lifted(host: QWidget, shades: Shades) -> None:
    """Drawn, no pixel of the field shows; lifted, the window is as it was."""
    before = host.grab().toImage()
    assert not hidden(host)
    assert shades.draw() == 1
    assert hidden(host)
    assert shades.hold()
    shades.lift()
    assert host.grab().toImage() == before


def test_what_moves_or_appears_under_the_covers_is_noticed(
    qtbot: QtBot, host: QWidget, shades: Shades
) -> None:
    """A field that moved, one that came later, and one in a window that came later, break the hold."""
    shades.draw()
    field_of(host).move(20, 40)
    assert not shades.hold()
    field_of(host).move(10, 10)
    assert shades.hold()
    later = QLineEdit(host)
    later.setEchoMode(QLineEdit.EchoMode.Password)
    later.show()
    assert not shades.hold()


def test_a_field_that_went_away_breaks_nothing(qtbot: QtBot, host: QWidget, shades: Shades) -> None:
    """With fewer private places than covered, what is there is still covered."""
    shades.draw()
    field_of(host).hide()
    assert shades.hold()


def test_a_window_that_lays_covers_out_is_noticed(qtbot: QtBot, shades: Shades) -> None:
    """A window that takes every widget put into it for a pane of its own does not hold."""
    window = QSplitter()
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    window.addWidget(field)
    qtbot.addWidget(window)
    window.resize(300, 100)
    window.show()
    qtbot.waitExposed(window)
    assert shades.draw() == 1
    qtbot.waitUntil(lambda: not shades.hold())  # once it has laid out
