"""Text in the type ramp: plain labels, labels that shorten, lines."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget


def label(text: str, ramp: str = "body", tone: str = "text", *, wrap: bool = False) -> QLabel:
    """Plain text, never markup. `tone`: `text`, `text2`, `text3`, `accent`, `ok`, `warn`, `err`."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("ramp", ramp)
    result.setProperty("tone", tone)
    result.setWordWrap(wrap)
    return result


def line(*, vertical: bool = False) -> QFrame:
    """A hairline in `border`."""
    result = QFrame()
    result.setProperty("class", "line")
    if vertical:
        result.setFixedWidth(1)
    else:
        result.setFixedHeight(1)
    return result


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it asks for has changed; it comes by itself at first."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit; then its tooltip says the whole."""

    def __init__(self, text: str = "", ramp: str = "body", tone: str = "text") -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("ramp", ramp)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    @property
    def whole(self) -> str:
        """The text, not shortened."""
        return self._whole

    def set_text(self, text: str) -> None:
        """Show `text`, shortened to the width there is."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    # Qt

    def sizeHint(self) -> QSize:
        """As wide as the whole text."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a few letters."""
        return QSize(min(self.sizeHint().width(), 40), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()
