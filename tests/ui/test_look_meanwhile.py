"""The look changes while something of the user's is under way in the panel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.config import HelpConfig
from helppanel.report.marks import Cover
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.frame import HelpFrame
from helppanel.ui.panel import install
from helppanel.ui.report.camera import Camera

COVER = Cover(box=(20, 20, 60, 30))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[QMainWindow]:
    """A host with the form open in the panel, that follows the app's palette; which is put back."""
    before = qapp.palette()
    window = QMainWindow()
    document = QPlainTextEdit("words of the host\n" * 40)
    window.setCentralWidget(document)
    window.resize(1200, 800)
    panel = install(
        window,
        HelpConfig(app_name="青简文字", app_version="12.4", data_dir=tmp_path, locale="zh-CN", server=None),
    )
    window.show()
    qtbot.waitExposed(window)
    with qtbot.waitSignal(panel.opened):
        panel.report(picture=window.grab().toImage())
    yield window
    qapp.setPalette(before)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def shown(window: QWidget, name: str) -> QWidget | None:
    """The visible widget of this name."""
    found = [one for one in window.findChildren(QWidget, name) if one.isVisible()]
    return found[0] if found else None


def look(window: QMainWindow) -> str:
    """The theme of the page on screen."""
    [frame] = [one for one in window.findChildren(HelpFrame) if one.isVisible()]
    return frame.page.ctx.theme.name if frame.page is not None else ""


def darken(qapp: QApplication) -> None:
    """As a system does at dusk; what follows from it is done when this returns."""
    qapp.setPalette(QPalette(QColor("#202020")))
    for _ in range(5):
        qapp.processEvents()


def annotate(window: QMainWindow, qtbot: QtBot) -> Annotator:
    """The annotator on the form's first picture."""
    qtbot.waitUntil(lambda: shown(window, "report_thumb_0_mark") is not None)
    pencil = shown(window, "report_thumb_0_mark")
    assert pencil is not None
    QTest.mouseClick(pencil, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(shown(window, "annotator"), Annotator))
    dialog = shown(window, "annotator")
    assert isinstance(dialog, Annotator)
    return dialog


def test_an_open_annotator_is_not_lost(qtbot: QtBot, qapp: QApplication, window: QMainWindow) -> None:
    """It stays with its marks and in its look; the panel turns dark once its picture is made, with them."""
    dialog = annotate(window, qtbot)
    dialog.board.add(COVER)
    darken(qapp)
    assert dialog.isVisible()
    assert dialog.board.marks == (COVER,)
    assert look(window) == "light"
    dialog.finish()
    qtbot.waitUntil(lambda: look(window) == "dark")
    assert annotate(window, qtbot).board.marks == (COVER,)


def test_a_picture_on_its_way_is_not_lost(qtbot: QtBot, qapp: QApplication, window: QMainWindow) -> None:
    """The panel turns dark once a picture that was being taken is in the form."""
    qtbot.waitUntil(lambda: shown(window, "report_thumb_0") is not None)
    [camera] = window.findChildren(Camera)
    camera.take("window")
    assert camera.pending
    darken(qapp)
    qtbot.waitUntil(lambda: look(window) == "dark")
    qtbot.waitUntil(lambda: shown(window, "report_thumb_1") is not None)
