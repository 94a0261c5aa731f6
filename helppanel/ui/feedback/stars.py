"""Five stars to choose from, as a slider: for the mouse, the arrow keys, digits and screen readers."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider

from helppanel.ui.widgets.focus_ring import Ringed

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext

MOST = 5
_SIDE = 36  # px of a star with the room around it
_OUTER, _INNER = 10.5, 5.0  # px


class Stars(Ringed, QSlider):
    """`value()` from 1 to 5, 0 while nothing is chosen. Read-only it keeps its focus, and takes no change."""

    def __init__(self, ctx: PageContext) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._ctx = ctx
        self._fixed = False
        self._hovered = 0
        self.setObjectName("stars")
        self.setRange(0, MOST)
        self.setPageStep(1)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._name)
        self._name()

    @property
    def words(self) -> str:
        """What the chosen star means, or the one below the mouse."""
        return self._words_of(self._hovered or self.value())

    def show_rating(self, stars: int, *, fixed: bool) -> None:
        """Show so many; `fixed`: the user cannot change them."""
        self._fixed = fixed
        self._hovered = 0
        self.setMinimum(0)
        self.setValue(stars)
        self._name()
        self.update()

    def _words_of(self, stars: int) -> str:
        return self._ctx.texts.t(f"feedback.stars_{stars or 'none'}")

    def _name(self) -> None:
        said = self._ctx.texts.t(
            "feedback.rate_spoken", words=self._words_of(self.value()), stars=self.value(), most=MOST
        )
        self.setAccessibleName(said)

    def _choose(self, stars: int) -> None:
        if not self._fixed:
            self.setMinimum(1)  # what was chosen can be changed, not taken back
            self.setValue(stars)

    def _at(self, x: float) -> int:
        return min(MOST, max(1, int(x // _SIDE) + 1))

    # Qt

    def sizeHint(self) -> QSize:
        """Five stars, large enough for a finger."""
        return QSize(MOST * _SIDE, _SIDE)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the star that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It is chosen already."""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the star below the mouse would be."""
        if not self._fixed:
            self._hovered = self._at(event.position().x())
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show what is chosen."""
        self._hovered = 0
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must not rate."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End, and the digits 1 to 5."""
        digit = event.key() - Qt.Key.Key_0
        if self._fixed:
            event.ignore()
        elif 1 <= digit <= MOST:
            self._choose(digit)
        else:
            super().keyPressEvent(event)
            if self.value():
                self.setMinimum(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the stars, the chosen ones filled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._ctx.theme.color
        shown = self._hovered or self.value()
        for at in range(MOST):
            filled = at < shown
            painter.setPen(QPen(color("warn" if filled else "controlBorder"), 1.6))
            painter.setBrush(color("warn") if filled else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(_star(QPointF(_SIDE * (at + 0.5), _SIDE / 2)))
        painter.end()


def _star(centre: QPointF) -> QPolygonF:
    points = []
    for corner in range(10):
        reach, angle = (_INNER if corner % 2 else _OUTER), corner * pi / 5 - pi / 2
        points.append(centre + QPointF(reach * cos(angle), reach * sin(angle)))
    return QPolygonF(points)
