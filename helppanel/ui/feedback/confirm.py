"""What cannot be undone, asked again in place: the button turns into a question with two answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui.widgets.buttons import Button, plain_button, text_button
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.ui.ports import PageContext


class Confirm(QWidget):
    """`name`: its four texts in `feedback.toml` begin so, and its widgets.

    `quiet`: the button looks like a link, and whoever made this puts it where it belongs.
    Signals: `asking(bool)` as the question comes and goes, `confirmed()`.
    """

    asking = Signal(bool)
    confirmed = Signal()

    def __init__(
        self, ctx: PageContext, name: str = "discard", icon: str = "trash", *, quiet: bool = False
    ) -> None:
        super().__init__()
        t = ctx.texts.t
        make = text_button if quiet else plain_button
        self._ask = make(ctx.theme, t(f"feedback.{name}"), icon)
        self._ask.setObjectName(name)
        self._ask.clicked.connect(lambda: self._show(True))
        self._question = QWidget()
        yes = plain_button(ctx.theme, t(f"feedback.{name}_yes"), icon)
        yes.setObjectName(f"{name}_yes")
        yes.clicked.connect(self._confirm)
        self._no = plain_button(ctx.theme, t(f"feedback.{name}_no"))
        self._no.setObjectName(f"{name}_no")
        self._no.clicked.connect(lambda: self._show(False))
        words = label(t(f"feedback.{name}_question"), "caption" if quiet else "body", "text", wrap=not quiet)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        answers = QHBoxLayout()
        answers.setSpacing(8)
        answers.addStretch(1)
        answers.addWidget(self._no)
        answers.addWidget(yes)
        answers.addStretch(1)
        asked = QVBoxLayout(self._question)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.addWidget(words)
        asked.addLayout(answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not quiet:
            column.addWidget(self._ask)
        column.addWidget(self._question)
        self._question.hide()

    @property
    def button(self) -> Button:
        """What asks."""
        return self._ask

    def reset(self) -> None:
        """Back to the button."""
        self._question.hide()
        self._ask.show()
        self.asking.emit(False)

    def _show(self, asking: bool) -> None:
        self._question.setVisible(asking)
        self._ask.setVisible(not asking)
        (self._no if asking else self._ask).setFocus(Qt.FocusReason.OtherFocusReason)
        self.asking.emit(asking)

    def _confirm(self) -> None:
        self.reset()
        self.confirmed.emit()
