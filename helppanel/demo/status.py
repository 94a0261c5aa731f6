"""The line at the foot: how many words, which language, how large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from helppanel.ui.texts import Texts


class Status(QStatusBar):
    """`zoom` shows the scale; pressing it returns to the actual size."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setObjectName("status")
        self.setSizeGripEnabled(False)
        self._words = QLabel()
        self._words.setObjectName("word_count")
        self._language = QLabel(texts.t("demo.language"))
        self.zoom = QToolButton()
        self.zoom.setObjectName("zoom")
        self.zoom.setAutoRaise(True)
        self.zoom.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part in (self._words, self._language):
            part.setContentsMargins(8, 0, 8, 0)
            self.addWidget(part)
        self.addPermanentWidget(self.zoom)
        self.zoom.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, words: int) -> None:
        self._words.setText(self._texts.t("demo.words", count=f"{words:,}"))

    def show_zoom(self, zoom: float) -> None:
        percent = round(zoom * 100)
        self.zoom.setText(self._texts.t("demo.percent", percent=percent))
        self.zoom.setAccessibleName(self._texts.t("demo.scale", percent=percent))
        self.zoom.setToolTip(self.zoom.accessibleName())
