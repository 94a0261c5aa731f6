"""人工客服: is somebody there, when, and the way to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from helppanel.ui import icons
from helppanel.ui.home.state import HomeState
from helppanel.ui.hours import answer_words, return_words, week_words
from helppanel.ui.ports import PageContext
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import plain_button, primary_button
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.labels import label, restyle

_STEMS = {"open": "ok", "busy": "warn", "closed": "neutral"}
_DOTS = {"open": "ok", "busy": "warn", "closed": "controlBorder"}


class ServiceCard(Card):
    """Hidden until `show_state` finds hours. Both buttons lead to a message: there is no chat yet."""

    def __init__(self, ctx: PageContext, now: Callable[[], datetime]) -> None:
        super().__init__(padding=16)
        self._ctx, self._now = ctx, now
        t, theme = ctx.texts.t, ctx.theme
        self.setObjectName("home_service")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self.body.addLayout(self._row)
        left = QHBoxLayout()
        left.setSpacing(16)
        self._square = _Square(theme)
        left.addWidget(self._square)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        first = self._first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(label(t("home.human"), "section"))
        first.addSpacing(4)
        self._dot = _Dot(theme)
        first.addWidget(self._dot)
        self._state = label("", "caption")
        first.addWidget(self._state)
        first.addStretch(1)
        lines.addLayout(first)
        self._words = label("", "body", "text2", wrap=True)
        lines.addWidget(self._words)
        left.addLayout(lines, 1)
        self._row.addLayout(left, 1)
        self._contact = primary_button(theme, t("home.contact"))
        self._contact.setObjectName("home_contact")
        self._contact.clicked.connect(partial(ctx.open, "report:question"))
        self._leave = plain_button(theme, t("home.leave_message"), "mail")
        self._leave.setObjectName("home_leave_message")
        self._leave.clicked.connect(partial(ctx.open, "report:question"))
        self.buttons = (self._contact, self._leave)
        for button in self.buttons:
            button.setProperty("grade", "large")
            self._row.addWidget(button)
        self.hide()

    def show_state(self, state: HomeState) -> None:
        """Say whether it is open, when it is again, and how long an answer takes."""
        presence, now, texts = state.presence, self._now(), self._ctx.texts
        if presence is None or presence.open is None:
            self.hide()
            return
        t = texts.t
        mood = "closed" if not presence.open else "busy" if state.busy else "open"
        if presence.open:
            words = week_words(presence.hours, now, texts)
        else:
            opening = return_words(presence, now, texts)
            words = t("home.back_at", when=opening) if opening else t("home.back_unknown")
        answer = answer_words(state.answered_by, now, texts)
        if answer:
            words = t("home.with_answer", words=words, answer=answer)
        self._words.setText(words)
        self._state.setText(t(f"home.{mood}"))
        tone = {"open": "ok", "busy": "warn", "closed": "text2"}[mood]
        self._state.setProperty("tone", tone)
        restyle(self._state)
        for part in (self._square, self._dot):
            part.set_mood(mood)
        self._contact.setVisible(mood == "open")
        self._leave.setVisible(mood != "open")
        comma = "，" if self._ctx.locale == "zh-CN" else ", "
        self.setAccessibleName(comma.join((t("home.human"), t(f"home.{mood}"), words)))
        self.show()

    def roomy_width(self) -> int:
        """The least width that has the button beside the words."""
        button = max((one.sizeHint().width() for one in self.buttons if not one.isHidden()), default=0)
        edges, outer = self.body.contentsMargins(), self.contentsMargins()
        around = edges.left() + edges.right() + outer.left() + outer.right()
        return around + 48 + 16 + self._first.minimumSize().width() + 16 + button

    def set_narrow(self, narrow: bool) -> None:
        """The button below, over the whole width."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self._row.setSpacing(12 if narrow else 16)
        self._square.set_size(40 if narrow else 48)


class _Part(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._mood = theme, "closed"

    def set_mood(self, mood: str) -> None:
        """`open` is green, `busy` amber, `closed` grey."""
        self._mood = mood
        self.update()


class _Square(_Part):
    """The headset on a tint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.set_size(48)

    def set_size(self, size: int) -> None:
        """48, or 40 where it is narrow."""
        self.setFixedSize(QSize(size, size))

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{_STEMS[self._mood]}Tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = self._theme.color(f"{_STEMS[self._mood]}Text")
        at = (self.width() - 24) // 2
        painter.drawPixmap(at, at, icons.pixmap("headset", ink, 24))
        painter.end()


class _Dot(_Part):
    """8 px."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setFixedSize(8, 8)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(_DOTS[self._mood]))
        painter.drawEllipse(self.rect())
        painter.end()
