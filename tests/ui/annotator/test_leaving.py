"""Nothing is lost without a question, and nothing of the picture is left behind."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helppanel.ui.annotator.closing import Question
from helppanel.ui.annotator.dialog import Annotator
from helppanel.ui.ports import PageContext
from tests.ui.annotator.conftest import Open
from tests.ui.annotator.hands import BOX, MAIL, PHONE, Hands, picture


def questions(hands: Hands) -> list[str]:
    """The names of those that are open."""
    return [box.objectName() for box in hands.dialog.findChildren(Question) if box.isVisible()]


def test_closing_while_words_are_written_asks(annotate: Open) -> None:
    """The window's own button does not throw away words that are not a mark yet."""
    hands = annotate()
    hands.key(Qt.Key.Key_T)
    hands.click(100, 100)
    QTest.keyClicks(hands.see("annotator_text"), "keep me")
    hands.dialog.close()
    assert questions(hands) == ["annotator_leave"]
    assert len(hands.marks()) == 1


def test_leaving_with_a_frame_that_was_drawn_asks(annotate: Open) -> None:
    """A frame of a crop is a change too; one that is as it was is none."""
    hands = annotate()
    hands.key(Qt.Key.Key_C)
    hands.drag((100, 100), (300, 200))
    hands.push("annotator_cancel")
    assert questions(hands) == ["annotator_leave"]
    other = annotate()
    other.key(Qt.Key.Key_C)
    other.push("annotator_cancel")
    assert other.given_up == [True]


def test_one_question_at_a_time(annotate: Open) -> None:
    """Closing again, or being done, while it asks changes nothing."""
    hands = annotate((BOX, PHONE))
    hands.board.select(0)
    hands.key(Qt.Key.Key_Right)
    hands.dialog.close()
    hands.dialog.close()
    hands.dialog.finish()
    assert questions(hands) == ["annotator_leave"]


def test_what_was_shown_after_the_question_is_asked_about(annotate: Open) -> None:
    """Put off, 完成 goes through for the places it asked about; one that is shown since is asked about."""
    hands = annotate((PHONE, MAIL))
    hands.board.select(1)
    hands.board.toggle()
    hands.push("annotator_done")
    QTest.keyClick(hands.see("annotator_bare"), Qt.Key.Key_Escape)
    hands.board.select(1)
    hands.board.toggle()
    hands.push("annotator_done")
    assert questions(hands) == ["annotator_bare"]


@pytest.mark.parametrize("way", ["reject", "close the host"])
def test_the_picture_does_not_outlive_the_window(qtbot: QtBot, ctx: PageContext, way: str) -> None:
    """After the window has gone, neither it nor the picture, which shows what is hidden, is in memory."""
    host = QWidget()
    host.show()
    dialog = Annotator(ctx, host, picture(), (PHONE, BOX))
    dialog.open()
    qtbot.waitExposed(dialog)
    layers = dialog.canvas._layers
    assert layers is not None
    held: list[weakref.ref[object]]
    held = [weakref.ref(dialog), weakref.ref(dialog.canvas), weakref.ref(dialog.board), weakref.ref(layers)]
    del layers
    if way == "reject":
        dialog.reject()
        qtbot.waitUntil(lambda: held[3]() is None)  # at once, or as a worker that scales it ends
    del dialog
    host.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()

    def is_gone() -> bool:
        gc.collect()
        return all(reference() is None for reference in held)

    qtbot.waitUntil(is_gone)
