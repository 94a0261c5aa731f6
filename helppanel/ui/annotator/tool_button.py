"""One tool: its icon over its name, or the icon alone where there is no room for names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from helppanel.ui import icons
from helppanel.ui.widgets.focus_ring import Ringed

if TYPE_CHECKING:
    from helppanel.ui.annotator.tools import Offer
    from helppanel.ui.texts import Texts
    from helppanel.ui.theme import Theme

_LABELLED = QSize(52, 48)
_ICON_TOP, _LABEL_TOP, _LABEL_HEIGHT = 4, 26, 18
_PADDING = 3


class ToolButton(Ringed, QAbstractButton):
    """A checkable cell of the bar."""

    def __init__(self, theme: Theme, texts: Texts, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self._theme, self._texts = theme, texts
        self._side: int | None = None  # of a button without a label
        self.setObjectName(f"tool_{offer.name}")
        self.setText(texts.t(f"annotator.tool_{offer.name}"))
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard to the picture
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        tip = texts.t(f"annotator.tip_{offer.name}")
        self.setToolTip(texts.t("annotator.tool_tip", tool=self.text(), letter=offer.letter, tip=tip))
        self.toggled.connect(self._name)
        self._name(False)

    def set_side(self, side: int | None) -> None:
        """Show the icon alone, `side` px square, or with its label (None)."""
        self._side = side
        self.updateGeometry()
        self.update()

    def _name(self, on: bool) -> None:
        name = "annotator.tool_name_on" if on else "annotator.tool_name"
        self.setAccessibleName(self._texts.t(name, tool=self.text(), letter=self.offer.letter))

    # Qt

    def sizeHint(self) -> QSize:
        """52×48, wider for a long name; a square without one."""
        if self._side is not None:
            return QSize(self._side, self._side)
        words = QFontMetrics(self._theme.font("captionStrong")).horizontalAdvance(self.text())
        return _LABELLED.expandedTo(QSize(words + 2 * _PADDING, 0))

    def minimumSizeHint(self) -> QSize:
        """As the hint."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else None
        if self.isChecked():
            ground = "selected"
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            radius = theme.px("radius.control")
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        tone = theme.color("accentText" if self.isChecked() else "text2")
        size = theme.px("icon.default")
        top = _ICON_TOP if self._side is None else (self.height() - size) // 2
        picture = icons.pixmap(self.offer.icon, tone, size, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - size) // 2, top, picture)
        if self._side is None:
            painter.setPen(tone)
            painter.setFont(theme.font("captionStrong" if self.isChecked() else "caption"))
            words = QRect(0, _LABEL_TOP, self.width(), _LABEL_HEIGHT)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
