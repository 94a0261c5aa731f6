"""Words are written where they will stand: a field over the picture, in the colour and size of the mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit, QToolTip

from helppanel.ui.annotator import inks
from helppanel.ui.annotator.handles import moved
from helppanel.ui.annotator.lettering import ACROSS, DOWN, font, lettering
from helppanel.ui.announce import announce

if TYPE_CHECKING:
    from helppanel.report.marks import Text
    from helppanel.ui.annotator.areas import Size
    from helppanel.ui.annotator.view import View

MOST = 500  # letters; more take longer than a frame to draw
_SLACK = 1.2  # letters of free width, so that a line does not break while it is written
_READABLE = 13.0  # px of the screen: letters are written no smaller, however small the picture is shown
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)  # input methods do this


class TextEdit(QPlainTextEdit):
    """Enter ends it, Shift+Enter begins a line. `ended(Text)` brings the mark with what was written, once.

    `name` is what it is called, `full` what is said once it takes no more than `MOST` letters.
    """

    ended = Signal(object)

    def __init__(self, canvas: QAbstractScrollArea, mark: Text, size: Size, name: str, full: str) -> None:
        super().__init__(canvas.viewport())
        self._canvas, self._full = canvas, full
        self.setObjectName("annotator_text")
        self.setAccessibleName(name)
        self._mark, self._size, self._is_over = mark, size, False
        self._view: View | None = None
        self._composing = ""
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setPlainText(mark.text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._fit)

    def place(self, view: View) -> None:
        """Lie over the mark's place; called again as the picture moves."""
        self._view = view
        self._fit()

    def _fit(self) -> None:
        """As large as the words, with those an input method is still composing."""
        view = self._view
        if self._is_too_long():
            return
        if view is None:
            return
        words = self._now()
        mark = _inside(replace(words, text=words.text + self._composing), self._size)
        scale = max(view.scale, _READABLE / max(mark.size, 1.0))
        self._dress(mark, mark.size * scale)
        laid = lettering(mark, self._size)
        wide, high = round((laid.width + _SLACK * mark.size) * scale), round(laid.height * scale)
        room = self._canvas.viewport().rect()
        wide = min(wide, room.width())  # where lines break sooner than on the picture
        self.resize(wide, high)
        lines = self.document().size().height()  # which counts in lines
        edges = 2 * round(DOWN * mark.size * scale) + 1  # with less Qt scrolls
        high = max(high, round(lines * self.fontMetrics().lineSpacing()) + edges)
        at = QPointF(*view.to_widget(*mark.at)).toPoint()
        if room.contains(at):  # else it was panned away
            at.setX(max(0, min(at.x(), room.width() - wide)))
            at.setY(max(0, min(at.y(), room.height() - high)))
        self.setGeometry(QRect(at, QSize(wide, high)))

    def _is_too_long(self) -> bool:
        """Whether more was written than there is room for; that is taken back, and said."""
        units = self.toPlainText().encode("utf-16-le")  # what Qt counts in
        excess = len(units.decode("utf-16-le")) - MOST
        if excess <= 0:
            return False
        cursor = self.textCursor()
        written = units[: 2 * cursor.position()].decode("utf-16-le")[-excess:]
        length = len(written.encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - length, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()  # which comes here again
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), self._full, self)
        announce(self, self._full)
        return True

    def _dress(self, mark: Text, letter: float) -> None:
        across, down = round(ACROSS * letter), round(DOWN * letter)
        words, paper = inks.words(mark.color).name(), inks.paper(mark.color).name()
        sheet = (
            f"QPlainTextEdit#annotator_text, QPlainTextEdit#annotator_text:focus {{ color: {words};"
            f" background: {paper}; border: 1px solid {QColor(mark.color).name()};"
            f" border-radius: {round(letter / 4)}px; padding: {max(0, down - 1)}px {max(0, across - 1)}px;"
            f" font-size: {max(1, round(letter))}px; font-weight: 600; }}"
        )
        if sheet != self.styleSheet():
            self.setFont(font(letter))
            self.setStyleSheet(sheet)

    def end(self) -> None:
        """What is written is the mark's, with what an input method is still composing."""
        if not self._is_over:
            QGuiApplication.inputMethod().commit()
            if self._composing:
                self.insertPlainText(self._composing)  # as it is seen; nobody wants to write it again
            self._is_over = True
            self.ended.emit(self._now())

    def _now(self) -> Text:
        """Where it can be seen: words near an edge move in."""
        return _inside(replace(self._mark, text=self.toPlainText().rstrip()), self._size)

    # Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Make room for what is being composed."""
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc keep what is written; Ctrl+Enter is for the window."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (is_enter and not event.modifiers() & _BREAKS):
            self.end()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.end()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere is done."""
        super().focusOutEvent(event)
        by_click = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() not in _STAYS and not (by_click and self._canvas.hasFocus()):
            self.end()  # of a click beside the words the canvas is told next


def _inside(mark: Text, size: Size) -> Text:
    found = moved(mark, 0, 0, size)
    assert isinstance(found, type(mark))
    return found


_BREAKS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
