"""What cannot be undone, asked in the page: a button that gives way to a box with the question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button, plain_button
from helppanel.ui.widgets.labels import label


class DangerQuestion(QWidget):
    """`room`: its texts are `ROOM.erase`, `ROOM.erase_question`, `…_confirm` and `…_keep`, as are its names.

    Signals:
        asked(): the question is there, and must be seen whole.
        confirmed(): the user wants it. The question stays until `settle`.
    """

    asked = Signal()
    confirmed = Signal()

    def __init__(self, theme: Theme, texts: Texts, room: str, points: Sequence[str] = ()) -> None:
        """`points`: sentences below the question that say what will happen."""
        super().__init__()
        self._theme, self._texts, self._room = theme, texts, room
        self._erase = self._danger("erase", "trash")
        self._erase.clicked.connect(lambda: self._ask(True))
        self._confirm = self._danger("erase_confirm", None)
        self._confirm.clicked.connect(self.confirmed)
        self._keep = plain_button(theme, texts.t(f"{room}.erase_keep"))
        self._keep.setObjectName(f"{room}_erase_keep")
        self._keep.clicked.connect(self.settle)
        self._question = self._build(points)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._erase, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._question)
        self._question.hide()

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [self._erase, self._confirm, self._keep]

    def settle(self) -> None:
        """The question is answered."""
        self._ask(False)

    def set_possible(self, possible: bool) -> None:
        """Whether it may be asked at all."""
        self._erase.setEnabled(possible)
        if not possible:
            self._question.hide()
            self._erase.show()

    def _build(self, points: Sequence[str]) -> QFrame:
        box = QFrame()
        box.setProperty("class", "banner")
        box.setProperty("level", "err")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        words = self._texts.t(f"{self._room}.erase_question")
        column.addWidget(label(words, "bodyStrong" if points else "body", wrap=True))
        for point in points:
            column.addWidget(label(f"• {point}", "body", wrap=True))
        box.setAccessibleName(" ".join([words, *points]))
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._confirm)
        row.addWidget(self._keep)
        row.addStretch(1)
        column.addLayout(row)
        return box

    def _danger(self, name: str, icon: str | None) -> Button:
        button = plain_button(self._theme, self._texts.t(f"{self._room}.{name}"), icon)
        button.setObjectName(f"{self._room}_{name}")
        button.setStyleSheet(
            f"QPushButton:enabled {{ color: {self._theme.css('errText')};"
            f" border-color: {self._theme.css('errBorder')} }}"
        )
        return button

    def _ask(self, on: bool) -> None:
        self._question.setVisible(on)
        self._erase.setVisible(not on)
        (self._keep if on else self._erase).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if on:
            self.asked.emit()
