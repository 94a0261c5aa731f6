"""The chip that says where a parcel or a ticket stands: icon, word and tint."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from helppanel.contract.parcel_state import ParcelState
from helppanel.contract.ticket import TicketStatus
from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme

Standing = ParcelState | TicketStatus

_LOOKS: dict[Standing, tuple[str, str, str]] = {
    ParcelState.QUEUED: ("neutralText", "neutralTint", "clock"),
    ParcelState.RETRYING: ("neutralText", "neutralTint", "clock"),
    ParcelState.SENDING: ("accentText", "accentTint", "loader"),
    ParcelState.REFUSED: ("errText", "errTint", "err"),
    ParcelState.DELIVERED: ("accentText", "accentTint", "send"),
    TicketStatus.NEW: ("accentText", "accentTint", "send"),
    TicketStatus.ACKNOWLEDGED: ("tealText", "tealTint", "user-check"),
    TicketStatus.IN_PROGRESS: ("violetText", "violetTint", "loader"),
    TicketStatus.PENDING: ("warnText", "warnTint", "reply"),
    TicketStatus.SOLVED: ("okText", "okTint", "check"),
    TicketStatus.CLOSED: ("neutralText", "neutralTint", "checkc"),
    TicketStatus.MERGED: ("neutralText", "neutralTint", "copy"),
}
_PADDING, _ICON, _GAP = 6, 12, 4


def standing(state: ParcelState, status: TicketStatus | None) -> Standing:
    """What one chip says of a report: its ticket's status, else where its parcel stands."""
    return status if status is not None else state


def look(of: Standing) -> tuple[str, str, str]:
    """Tokens of text and tint, and the icon."""
    return _LOOKS[of]


def words(of: Standing, texts: Texts) -> str:
    """What the chip says."""
    return texts.t(f"status.{of}")


def chip_size(theme: Theme, text: str, metrics_width: int) -> QSize:
    """The size of a chip whose text is `metrics_width` wide."""
    width = _PADDING + _ICON + (_GAP + metrics_width if text else 0) + _PADDING + 2
    return QSize(width, theme.px("control.statusChip"))


def paint_chip(painter: QPainter, rect: QRect, of: Standing, texts: Texts, theme: Theme) -> None:
    """Draw the chip into `rect`, for delegates."""
    ink, tint, icon = _LOOKS[of]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tint))
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    top = rect.top() + (rect.height() - _ICON) // 2
    painter.drawPixmap(rect.left() + _PADDING, top, icons.pixmap(icon, theme.color(ink), _ICON))
    painter.setPen(theme.color(ink))
    painter.setFont(theme.font("caption"))
    at = rect.adjusted(_PADDING + _ICON + _GAP, 0, 0, 0)
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words(of, texts))
    painter.restore()


class StatusChip(QWidget):
    """The chip as a widget."""

    def __init__(self, theme: Theme, texts: Texts, of: Standing) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self.setFont(theme.font("caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_standing(of)

    def set_standing(self, of: Standing) -> None:
        """Show another state."""
        self._of = of
        self.setAccessibleName(words(of, self._texts))
        self.updateGeometry()
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        """As wide as the word."""
        text = words(self._of, self._texts)
        return chip_size(self._theme, text, self.fontMetrics().horizontalAdvance(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self._of, self._texts, self._theme)
        painter.end()
