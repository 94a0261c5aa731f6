"""The colours and widths a mark can have: exclusive buttons, in the bar or in the pop-up of a narrow one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from helppanel.ui.annotator.tabbing import stop_at_checked
from helppanel.ui.widgets.focus_ring import Ringed
from helppanel.ui.widgets.labels import line

if TYPE_CHECKING:
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

SIDE = 28
_DISC = 20
_BAR = 14  # px, how long the sample of a width is
_RULE = 28


class StylePicker(QWidget):
    """Signals: `color_chosen(str)` in `#RRGGBB` and `width_chosen(int)`, by the user."""

    color_chosen = Signal(str)
    width_chosen = Signal(int)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("annotator_style")
        self._colors = QButtonGroup(self)
        self._widths = QButtonGroup(self)
        self._swatches: dict[str, _Cell] = {}
        self._strokes: dict[int, _Cell] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, color in enumerate(theme.swatches()):
            cell = _Swatch(theme, color, texts.t(f"annotator.color_{at}"))
            cell.setObjectName(f"color_{color[1:]}")
            cell.clicked.connect(partial(self.color_chosen.emit, color))
            self._colors.addButton(cell)
            self._swatches[color] = cell
            row.addWidget(cell)
        row.addSpacing(6)
        rule = line(vertical=True)
        rule.setFixedHeight(_RULE)
        row.addWidget(rule)
        row.addSpacing(8)
        for width in theme.strokes():
            stroke = _Stroke(theme, width, texts.t("annotator.width", width=width))
            stroke.setObjectName(f"width_{width}")
            stroke.clicked.connect(partial(self.width_chosen.emit, width))
            self._widths.addButton(stroke)
            self._strokes[width] = stroke
            row.addWidget(stroke)

        for group in (self._colors, self._widths):
            stop_at_checked(group)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order; of the colours and of the widths at the one in use."""
        return [*self._swatches.values(), *self._strokes.values()]

    def show_style(self, color: str, width: float) -> None:
        """Mark what is in use; of the widths the nearest one."""
        for value, swatch in self._swatches.items():
            if value.lower() == color.lower():
                swatch.setChecked(True)
        nearest = min(self._strokes, key=lambda stroke: abs(stroke - width))
        self._strokes[nearest].setChecked(True)


class _Cell(Ringed, QAbstractButton):
    """28 px square, checkable, spoken with its state."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(SIDE, SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)


class _Swatch(_Cell):
    """A colour; the one in use has a ring."""

    def __init__(self, theme: Theme, color: str, name: str) -> None:
        super().__init__(theme, name)
        self._color = QColor(color)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_disc(painter, self._theme, self._color, QRectF(self.rect()))
        ring = "focus" if self.isChecked() else "borderStrong" if self.underMouse() else None
        if ring is not None:
            painter.setPen(QPen(self._theme.color(ring), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


class _Stroke(_Cell):
    """A width; the one in use has a ground."""

    def __init__(self, theme: Theme, width: int, name: str) -> None:
        super().__init__(theme, name)
        self._width = width

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "selected" if self.isChecked() else "hover" if self.underMouse() else None
        if ground is not None:
            painter.setBrush(theme.color(ground))
            radius = theme.px("radius.control")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setBrush(theme.color("accentText" if self.isChecked() else "text2"))
        bar = QRectF((SIDE - _BAR) / 2, (SIDE - self._width) / 2, _BAR, self._width)
        painter.drawRoundedRect(bar, min(3.0, self._width / 2), min(3.0, self._width / 2))
        painter.end()


def paint_disc(painter: QPainter, theme: Theme, color: QColor, cell: QRectF) -> None:
    """A colour's disc in the middle of `cell`, with an edge that sets white off from white."""
    edge = QColor(theme.color("controlBorder"))
    edge.setAlphaF(0.9 if _is_pale(color, theme) else 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(color)
    half = _DISC / 2 - 0.5
    painter.drawEllipse(cell.center(), half, half)


def _is_pale(color: QColor, theme: Theme) -> bool:
    return abs(color.lightness() - theme.color("surface").lightness()) < 40
