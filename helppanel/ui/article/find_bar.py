"""The bar that finds in the page: a field, how many, next and previous."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button
from helppanel.ui.widgets.labels import label, restyle

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """48 px under the header; hidden until it is opened.

    Signals:
        typed(str): look for this.
        stepped(int): 1 to the next place, -1 to the one before.
        closed(): Esc or the x.
    """

    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.setProperty("class", "pushheader")
        self.setFixedHeight(48)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 14, 0)
        row.setSpacing(4)
        self.field = QLineEdit()
        self.field.setObjectName("find_field")
        self.field.setMaximumWidth(320)
        self.field.setPlaceholderText(texts.t("article.find"))
        self.field.setAccessibleName(texts.t("article.find"))
        self.field.textChanged.connect(self.typed)
        self._count = label("", "caption", "text3")
        self._count.setObjectName("find_count")
        self._count.setMinimumWidth(56)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.field, 20)
        row.addWidget(self._count)
        self._steps = []
        for name, icon, step in (("previous", "up", -1), ("next", "down", 1)):
            button = icon_button(theme, icon, texts.t(f"article.find_{name}"))
            button.setObjectName(f"find_{name}")
            button.clicked.connect(lambda _on=False, step=step: self.stepped.emit(step))
            row.addWidget(button)
            self._steps.append(button)
        close = icon_button(theme, "x", texts.t("article.find_close"))
        close.setObjectName("find_close")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        row.addStretch(1)
        self.hide()

    def open(self, text: str) -> None:
        """Come on screen with the keyboard, and with `text` if there is any."""
        self.show()
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say(self, place: int, count: int) -> None:
        """At the `place`th of `count` places, from 1; 0 of 0: nothing found."""
        nothing = bool(self.field.text().strip()) and not count
        words = self._texts.t("article.find_none") if nothing else f"{place}/{count}" if count else ""
        self._count.setProperty("tone", "err" if nothing else "text3")
        restyle(self._count)
        if words != self._count.text():
            self._count.setText(words)
            spoken = self._texts.t("article.find_spoken", place=place, count=count) if count else words
            self._count.setAccessibleName(spoken)
            if words:
                QAccessible.updateAccessibility(QAccessibleEvent(self._count, QAccessible.Event.Alert))
        for button in self._steps:
            button.setEnabled(count > 0)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, with Shift back; Esc closes."""
        if event.key() in _ENTER and self.field.hasFocus():
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
