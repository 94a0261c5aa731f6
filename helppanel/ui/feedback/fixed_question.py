"""已解决吗？: asked once the app has the version with the fix; before that, which it will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import Conversation
    from helppanel.ui.ports import PageContext


class FixedQuestion(QFrame):
    """Signals: `answered(bool)`, whether it is fixed."""

    answered = Signal(bool)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self.setObjectName("fixed_question")
        t = ctx.texts.t
        self._title = label("", "bodyStrong", wrap=True)
        self._title.setObjectName("fixed_title")
        self._text = label("", "caption", "text2", wrap=True)
        self._yes = primary_button(ctx.theme, t("feedback.fixed_yes"), "check")
        self._yes.setObjectName("fixed_yes")
        self._yes.clicked.connect(lambda: self.answered.emit(True))
        self._no = plain_button(ctx.theme, t("feedback.fixed_no"), "refresh")
        self._no.setObjectName("fixed_no")
        self._no.clicked.connect(lambda: self.answered.emit(False))
        buttons = FlowLayout()
        buttons.addWidget(self._yes)
        buttons.addWidget(self._no)
        self._problem = label("", "caption", "err", wrap=True)
        self._problem.setObjectName("fixed_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._title, self._text):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._problem)
        self.reset()

    def reset(self) -> None:
        """Another conversation."""
        self._problem.hide()

    def show_conversation(self, conversation: Conversation) -> None:
        """Ask, or say in which version it is fixed."""
        asks, t = conversation.asks_fixed, self._ctx.texts.t
        names = {
            "version": one_line(conversation.fixed_in),
            "current": f"{self._ctx.config.app_name} {one_line(self._ctx.config.app_version)}",
        }
        self._title.setText(t("feedback.fixed_question" if asks else "feedback.fixed_later", **names))
        self._text.setText(t("feedback.fixed_text" if asks else "feedback.fixed_later_text", **names))
        for button in (self._yes, self._no):
            button.setVisible(asks)

    def set_busy(self, busy: bool) -> None:
        """While the answer is being stored."""
        for button in (self._yes, self._no):
            button.setEnabled(not busy)

    def show_problem(self, sentence: str) -> None:
        """What went wrong."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
