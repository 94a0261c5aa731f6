"""The search field: lens, placeholder, a way to clear it, and a hint at its shortcut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.labels import label, restyle


class SearchField(QLineEdit):
    """44 px high, 40 where it is narrow.

    Signals (besides QLineEdit's):
        cleared(): the x was clicked.
        asked_changed(): `asked` has changed.
    """

    cleared = Signal()
    asked_changed = Signal()

    def __init__(self, theme: Theme, placeholder: str, name: str, clear: str, shortcut: str = "") -> None:
        super().__init__()
        self.setProperty("class", "search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self._lens = QLabel(self)
        self._lens.setPixmap(icons.pixmap("search", theme.color("text2"), theme.px("icon.default")))
        self._clear = QToolButton(self)
        self._clear.setIcon(icons.icon("x", theme.color("text2"), theme.px("icon.small")))
        self._clear.setStyleSheet("border: none; background: transparent")
        self._clear.setFixedSize(28, 28)
        self._clear.setToolTip(clear)
        self._clear.setAccessibleName(clear)
        self._clear.clicked.connect(self._empty)
        self._composed = ""
        self._key: QLabel | None = None
        if shortcut:
            words = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            self._key = label(words.replace("+", " "), "caption", "text3")
            self._key.setProperty("class", "key")
            self._key.setParent(self)
        self.textChanged.connect(self._show_ends)
        self.textChanged.connect(self.asked_changed)
        self.set_narrow(False)
        self._show_ends()

    @property
    def asked(self) -> str:
        """The text, with what an input method still composes: half-typed pinyin finds articles too."""
        at, text = self.cursorPosition(), self.text()
        return f"{text[:at]}{self._composed}{text[at:]}".strip()

    def set_narrow(self, narrow: bool) -> None:
        """40 px instead of 44, and no hint."""
        self._narrow = narrow
        self.setProperty("narrow", narrow)
        restyle(self)
        self.setTextMargins(34, 0, 34 if narrow or self._key is None else 64, 0)
        self._show_ends()

    def _empty(self) -> None:
        self.clear()
        self.setFocus()
        self.cleared.emit()

    def _show_ends(self) -> None:
        self._clear.setVisible(bool(self.text()))
        if self._key is not None:
            self._key.setVisible(not self.text() and not self._narrow)

    # Qt

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note what is being composed."""
        before = self._composed
        # input methods part the syllables by an apostrophe or a thin space that nobody typed
        self._composed = event.preeditString().replace("'", "").replace("\u2006", "")
        super().inputMethodEvent(event)
        if self._composed != before:
            self.asked_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lens, x and hint at the ends."""
        super().resizeEvent(event)
        middle = self.height() // 2
        self._lens.adjustSize()
        self._lens.move(QPoint(15, middle - self._lens.height() // 2))
        self._clear.move(QPoint(self.width() - 36, middle - 14))
        if self._key is not None:
            self._key.adjustSize()
            self._key.setFixedHeight(20)
            self._key.move(QPoint(self.width() - self._key.width() - 9, middle - 10))
