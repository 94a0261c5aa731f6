"""Hands for an annotator on the screen. Places are pixels of the picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from helppanel.report.marks import Mark, Private, Rectangle
from helppanel.ui.annotator.dialog import Annotator

PICTURE = QSize(800, 400)
RED = "#D92D20"
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
PHONE = Private(box=(100, 100, 120, 20), kind="phone", covered=False)
MAIL = Private(box=(100, 200, 160, 20), kind="email", covered=False)
BOX = Rectangle(box=(400, 100, 200, 100), color=RED, width=4)


def picture(size: QSize = PICTURE) -> QImage:
    """A plain one."""
    result = QImage(size, QImage.Format.Format_RGB32)
    result.fill(QColor("#FFFFFF"))
    return result


class Hands:
    """Drives one dialog."""

    def __init__(self, dialog: Annotator) -> None:
        self.dialog, self.canvas, self.board = dialog, dialog.canvas, dialog.board
        self.results: list[tuple[Mark, ...]] = []
        self.given_up: list[bool] = []
        dialog.marked.connect(self.results.append)
        dialog.rejected.connect(lambda: self.given_up.append(True))

    def marks(self) -> tuple[Mark, ...]:
        """What is on the picture."""
        return self.board.marks

    def selected(self) -> int | None:
        """The index of the selected mark."""
        return self.board.selected

    def tool(self) -> str:
        """The tool in use."""
        return self.board.tool

    def style(self) -> tuple[str, float]:
        """The colour and width the bar shows."""
        return self.board.shown_style

    def writes(self) -> bool:
        """Whether a field for words is open."""
        return self.canvas.writing.is_on

    def at(self, x: float, y: float) -> QPoint:
        """The place in the canvas."""
        return QPointF(*self.canvas.view.to_widget(x, y)).toPoint()

    def click(self, x: float, y: float) -> None:
        """On the picture."""
        QTest.mouseClick(self.canvas.viewport(), LEFT, NONE, self.at(x, y))

    def double_click(self, x: float, y: float) -> None:
        """On the picture."""
        self.click(x, y)
        QTest.mouseDClick(self.canvas.viewport(), LEFT, NONE, self.at(x, y))
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, self.at(x, y))

    def drag(self, *places: tuple[float, float], held: Qt.KeyboardModifier = NONE) -> None:
        """From the first place to the last over all others, with the left button."""
        port = self.canvas.viewport()
        QTest.mousePress(port, LEFT, held, self.at(*places[0]))
        for place in places[1:]:
            move(port, self.at(*place), held)
        QTest.mouseRelease(port, LEFT, held, self.at(*places[-1]))

    def drag_on(self, place: tuple[float, float]) -> None:
        """The held pointer moves."""
        move(self.canvas.viewport(), self.at(*place), NONE)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """To what has the keyboard."""
        QTest.keyClick(self.dialog.focusWidget() or self.dialog, key, held)

    def push(self, name: str) -> None:
        """A button, by its name."""
        QTest.mouseClick(self.see(name), LEFT)

    def see(self, name: str) -> QWidget:
        """A visible widget, by its name."""
        [found] = [widget for widget in self.dialog.findChildren(QWidget, name) if widget.isVisible()]
        return found


def move(port: QWidget, to: QPoint, held: Qt.KeyboardModifier) -> None:
    """The pointer with the left button held: QTest has no such thing with a modifier."""
    there = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        there,
        QPointF(port.mapToGlobal(to)),
        Qt.MouseButton.NoButton,
        LEFT,
        held,
    )
    QCoreApplication.sendEvent(port, event)
