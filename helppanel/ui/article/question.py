"""是否解决了您的问题: yes, or no and why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button, plain_button
from helppanel.ui.widgets.flow_layout import FlowLayout
from helppanel.ui.widgets.labels import label, restyle

REASONS = ("wrong_steps", "unclear", "other_problem")
_LONGEST = 500  # characters of the line


class Question(QFrame):
    """A card; narrow, a bar at the page's foot.

    Signals:
        answered(bool, str, str): whether it helped, the reason's code or "", the user's own words.
        unhelped(): after a no: the next step is to report.
    """

    answered = Signal(bool, str, str)
    unhelped = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._asking = True  # neither answered nor asking why
        self._asking_why = False
        self._narrow = False
        self.setProperty("class", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 16, 11)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._words = label(texts.t("article.helped"), "section", wrap=True)
        self._words.setObjectName("vote_words")
        row.addWidget(self._words, 1)
        self._pair: list[Button] = []
        for name, icon, does in (("yes", "tup", self._yes), ("no", "tdown", self._no)):
            button = plain_button(theme, texts.t(f"article.{name}"), icon)
            button.setObjectName(f"vote_{name}")
            button.clicked.connect(does)
            row.addWidget(button)
            self._pair.append(button)
        column.addLayout(row)
        self._why = QWidget()
        column.addWidget(self._why)
        self._build_why(theme)
        self.ask()

    def _build_why(self, theme: Theme) -> None:
        t = self._texts.t
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        chips = QWidget()
        flow = FlowLayout()
        chips.setLayout(flow)
        self._chips = QButtonGroup(self)
        for number, reason in enumerate(REASONS):
            chip = Button("chip", t(f"article.{reason}"))
            chip.setObjectName(f"vote_{reason}")
            chip.setCheckable(True)
            self._chips.addButton(chip, number)
            flow.addWidget(chip)
        column.addWidget(chips)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._line = QLineEdit()
        self._line.setObjectName("vote_line")
        self._line.setMaxLength(_LONGEST)
        self._line.setPlaceholderText(t("article.why_line"))
        self._line.setAccessibleName(t("article.why_line"))
        self._line.returnPressed.connect(partial(self._send, moved=True))
        send = plain_button(theme, t("article.why_send"))
        send.setObjectName("vote_send")
        send.clicked.connect(lambda: self._send(moved=True))
        row.addWidget(self._line, 1)
        row.addWidget(send)
        self._submit = send
        column.addLayout(row)

    def ask(self) -> None:
        """Ask anew, for another article. A no that was not explained counts as it is."""
        self.leave()
        self._asking = True
        self._say(self._asked, "section", "text")
        for button in self._pair:
            button.show()
        self._why.hide()
        self._chips.setExclusive(False)
        for chip in self._chips.buttons():
            chip.setChecked(False)
        self._chips.setExclusive(True)
        self._line.clear()

    def leave(self) -> None:
        """The user goes on without having said why not."""
        if self._asking_why:
            self._send(moved=False)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self._pair, *self._chips.buttons(), self._line, self._submit]

    def fail(self, words: str) -> None:
        """The answer could not be kept."""
        self._words.setText(words)
        self._words.setProperty("tone", "err")
        restyle(self._words)

    def set_narrow(self, narrow: bool) -> None:
        """A bar with the shorter question, or a card."""
        self._narrow = narrow
        self.setProperty("class", "footer" if narrow else "card")
        restyle(self)
        if self._asking:
            self._words.setText(self._texts.t(self._asked))

    @property
    def _asked(self) -> str:
        return "article.helped_short" if self._narrow else "article.helped"

    def _yes(self) -> None:
        self._thank()
        self.answered.emit(True, "", "")

    def _no(self) -> None:
        self._asking, self._asking_why = False, True
        self._say("article.why", "section", "text")
        for button in self._pair:
            button.hide()
        self._why.show()
        self._chips.button(0).setFocus(Qt.FocusReason.TabFocusReason)

    def _send(self, *, moved: bool) -> None:
        self._asking_why = False
        chosen = self._chips.checkedId()
        self._thank()
        self.answered.emit(False, REASONS[chosen] if chosen >= 0 else "", self._line.text().strip())
        if moved:
            self.unhelped.emit()

    def _thank(self) -> None:
        had_focus = self.isAncestorOf(self.focusWidget() or self) and self.focusWidget() is not None
        self._asking = False
        self._say("article.thanks", "body", "ok")
        for button in self._pair:
            button.hide()
        self._why.hide()
        QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))
        if had_focus:
            self._words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, key: str, ramp: str, tone: str) -> None:
        self._words.setText(self._texts.t(key))
        self._words.setProperty("ramp", ramp)
        self._words.setProperty("tone", tone)
        restyle(self._words)
