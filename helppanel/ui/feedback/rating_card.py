"""本次服务满意吗？: five stars and a line to write; afterwards what was given, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helppanel.contract.limits import Limits
from helppanel.contract.parcel_state import ParcelState
from helppanel.ui.feedback.foreign import one_line
from helppanel.ui.feedback.stars import Stars
from helppanel.ui.widgets.buttons import primary_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label

if TYPE_CHECKING:
    from helppanel.service import GivenRating
    from helppanel.ui.ports import PageContext


class RatingCard(QWidget):
    """Signals: `rated(stars, text)`."""

    rated = Signal(int, str)

    def __init__(self, ctx: PageContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._given: GivenRating | None = None
        t = ctx.texts.t
        self._title = label(t("feedback.rate_title"), "bodyStrong")
        self.stars = Stars(ctx)
        self._words = label("", "caption", "text2")
        self._words.setObjectName("stars_words")
        self.stars.valueChanged.connect(self._changed)
        head = FlowLayout()
        for words in (self._title, self._words):
            words.setMinimumHeight(self.stars.sizeHint().height())  # on one line with the stars
        for part in (self._title, self.stars, self._words):
            head.addWidget(part)
        self._field = QLineEdit()
        self._field.setObjectName("rate_text")
        self._field.setMaxLength(Limits().text)
        self._field.setPlaceholderText(t("feedback.rate_hint"))
        self._field.setAccessibleName(t("feedback.rate_hint"))
        self._field.returnPressed.connect(self._send)
        self._button = primary_button(ctx.theme, t("feedback.rate_send"))
        self._button.setObjectName("rate_send")
        self._button.clicked.connect(self._send)
        self._writing = QWidget()
        row = QHBoxLayout(self._writing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._field, 1)
        row.addWidget(self._button)
        self._said = label("", "body", "text2", wrap=True)
        self._said.setObjectName("rate_said")
        self._state = label("", "caption", "text2", wrap=True)
        self._state.setObjectName("rate_state")
        self._problem = label("", "caption", "err", wrap=True)
        self._problem.setObjectName("rate_problem")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for widget in (self._writing, self._said, self._state, self._problem):
            column.addWidget(widget)
        self.reset()

    def reset(self) -> None:
        """Another conversation: nothing is chosen or written."""
        self._given = None
        self._field.clear()
        self.stars.show_rating(0, fixed=False)
        self.show_problem("")
        self._show()

    def show_given(self, given: GivenRating | None) -> None:
        """What the user gave, and how far it is; what is being written stays."""
        if given == self._given:
            return
        self._given = given
        if given is not None:
            refused = given.state is ParcelState.REFUSED
            self.stars.show_rating(given.stars, fixed=not refused)
            if refused and not self._field.text():
                self._field.setText(given.text)
        self._show()

    def set_busy(self, busy: bool) -> None:
        """While it is being stored nothing can be sent twice."""
        self._button.setEnabled(not busy)
        self._field.setReadOnly(busy)

    def show_problem(self, sentence: str) -> None:
        """What went wrong, "" for nothing."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _show(self) -> None:
        t, given = self._ctx.texts.t, self._given
        over = given is not None and given.state is not ParcelState.REFUSED
        self._title.setText(t("feedback.rate_done" if over else "feedback.rate_title"))
        self._writing.setVisible(not over)
        said = one_line(given.text) if given is not None and over else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        sent = given is None or given.state in (None, ParcelState.DELIVERED)
        self._state.setText(t("feedback.rate_thanks" if sent else "feedback.rate_queued"))
        self._state.setVisible(over)
        if given is not None and given.state is ParcelState.REFUSED and given.problem is not None:
            why = self._ctx.texts.problem(given.problem)
            self.show_problem(t("feedback.rate_refused", problem=why))
        self._changed()

    def _changed(self) -> None:
        self._words.setText(self.stars.words if self.stars.value() else "")
        if self.stars.value() and self._given is None:
            self.show_problem("")

    def _send(self) -> None:
        if not self.stars.value():
            self.show_problem(self._ctx.texts.t("feedback.rate_choose"))
            self.stars.setFocus()
        elif self._button.isEnabled():
            self.rated.emit(self.stars.value(), self._field.text())
