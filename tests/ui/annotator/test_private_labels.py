"""The names of private places on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication

from helppanel.report.marks import Private
from tests.ui.annotator.conftest import Open

CELLS = tuple(Private(box=(300, 100 + 24 * row, 160, 24), kind="phone") for row in range(6))


class Painted(QObject):
    """Where something was painted anew."""

    def __init__(self) -> None:
        super().__init__()
        self.region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_a_name_that_comes_or_goes_is_painted(annotate: Open, qapp: QApplication) -> None:
    """A cell in a column is named while it is selected: the name's place is painted then, and afterwards."""
    hands = annotate(CELLS)
    spot = hands.at(*CELLS[3].box[:2]) + QPoint(20, -14)  # on the label, out of reach of the handles
    for index in (3, None):
        qapp.processEvents()
        painted = Painted()
        hands.canvas.viewport().installEventFilter(painted)
        hands.board.select(index)
        qapp.processEvents()
        hands.canvas.viewport().removeEventFilter(painted)
        assert painted.region.contains(spot)
        assert painted.region.boundingRect().height() < hands.canvas.viewport().height() / 2
