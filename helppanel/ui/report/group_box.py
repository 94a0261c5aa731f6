"""The check box of a group of facts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton

from helppanel.ui.widgets.buttons import CheckBox


class GroupBox(CheckBox):
    """Shortens its words to the room there is, as hosts name groups as they like; the tooltip has them."""

    def __init__(self, words: str) -> None:
        super().__init__("")
        self._words = words
        self.setProperty("ramp", "body")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self).width()
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setToolTip(self._words if shown != self._words else "")
        text = shown.replace("&", "&&")
        if text != self.text():
            self.setText(text)

    # Qt

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(40, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()
