"""A layout that fills lines and wraps."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

_ANY = 16_777_215  # Qt's greatest height


class FlowLayout(QLayout):
    """Items keep their size hints, but none is wider than a line; hidden ones take no place.

    Lines begin at the left unless `centered`.
    """

    def __init__(self, spacing: int = 8, line_spacing: int | None = None, *, centered: bool = False) -> None:
        super().__init__()
        self._centered = centered
        self._items: list[QLayoutItem] = []
        self._line_spacing = spacing if line_spacing is None else line_spacing
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    # Qt

    def addItem(self, item: QLayoutItem) -> None:
        """Append."""
        self._items.append(item)

    def count(self) -> int:
        """How many."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at `index`."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove the item at `index`."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at `width`."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The largest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.top()
        for line in self._lines(rect.width()):
            width = sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)
            left = rect.left() + (max(0, rect.width() - width) // 2 if self._centered else 0)
            for item in line if move else ():
                item.setGeometry(QRect(QPoint(left, top), item.sizeHint().boundedTo(_line(rect))))
                left += item.sizeHint().width() + self.spacing()
            top += max(item.sizeHint().height() for item in line) + self._line_spacing
        return max(0, top - self._line_spacing - rect.top())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The items that can be seen, as many in a line as fit."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            needs = item.sizeHint().width()
            if not lines or left + needs > width:
                lines.append([])
                left = 0
            lines[-1].append(item)
            left += needs + self.spacing()
        return lines


def _line(rect: QRect) -> QSize:
    """As wide as `rect`, of any height."""
    return QSize(rect.width(), _ANY)
