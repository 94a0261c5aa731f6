"""The ring around what has the keyboard focus: 2 px, 2 px away, for keyboard focus only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # at run time the widget's own class: Qt's can be a base only once

REACH = 4  # how far the ring stands out: gap and width
_RINGS: WeakKeyDictionary[QWidget, FocusRing] = WeakKeyDictionary()
KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FocusRing(QWidget):
    """An overlay around one widget. Lives while that widget holds a focus it got by the keyboard."""

    def __init__(self, target: QWidget) -> None:
        self._host = _host(target)
        super().__init__(self._host)
        self._target = target
        self.setProperty("class", "focusring")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        moves: QWidget | None = target
        while moves is not None and moves is not self._host:  # it moves with what it is in, too
            moves.installEventFilter(self)
            moves = moves.parentWidget()
        self._follow()
        self.show()
        self.raise_()

    def _follow(self) -> None:
        origin = self._target.mapTo(self._host, QPoint(0, 0))
        self.setGeometry(QRect(origin, self._target.size()).adjusted(-REACH, -REACH, REACH, REACH))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target as it moves, or what it is in."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._follow()
        return False


class Ringed(_Widget):
    """Comes before Qt's class among the bases of a widget that shows the ring."""

    # Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        focus_in(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop the ring."""
        super().focusOutEvent(event)
        focus_out(self)


def focus_in(widget: QWidget, event: QFocusEvent) -> None:
    """Call from `focusInEvent`: shows the ring if the keyboard brought the focus."""
    focus_out(widget)
    if event.reason() in KEYBOARD:
        ring = _RINGS[widget] = FocusRing(widget)
        widget.destroyed.connect(ring.deleteLater)


def focus_out(widget: QWidget) -> None:
    """Call from `focusOutEvent`."""
    ring = _RINGS.pop(widget, None)
    if ring is not None:
        widget.removeEventFilter(ring)
        ring.hide()
        ring.deleteLater()


def _host(target: QWidget) -> QWidget:
    """The nearest ancestor that has room for the ring, but none outside of the scrolled area it is in."""
    host = target.parentWidget() or target
    while True:
        origin = target.mapTo(host, QPoint(0, 0))
        room = QRect(origin, target.size()).adjusted(-REACH, -REACH, REACH, REACH)
        parent = host.parentWidget()
        if parent is None or host.isWindow() or host.rect().contains(room):
            return host
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return host
        host = parent
