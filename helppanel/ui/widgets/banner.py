"""A banner in the page: what is the case, and the one thing to do about it."""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import icon_button, text_button
from helppanel.ui.widgets.labels import label, restyle

_ICONS = {"info": "info", "warn": "warn", "err": "err", "ok": "checkc"}
_TONES = {"info": "accentText", "warn": "warn", "err": "err", "ok": "ok"}

SEVERAL = 480  # pixels; narrow, a detail that is longer has its action below it
ONE_LINE = 150  # pixels; a shorter detail (a time) is never broken, a longer one (a sentence) wraps


class Banner(QFrame):
    """`level`: `info`, `warn`, `err` or `ok`; `detail` follows the text in small; `dismiss` names the x.

    Signals:
        acted(): the action was clicked.
        dismissed(): the x was clicked; the banner hides itself.
    """

    acted = Signal()
    dismissed = Signal()

    def __init__(
        self,
        theme: Theme,
        level: str,
        text: str,
        *,
        detail: str = "",
        action: str = "",
        dismiss: str = "",
        icon: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("class", "banner")
        self.setProperty("level", level)
        self.setAccessibleName(f"{text} {detail}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon or _ICONS[level], theme.color(_TONES[level]), 18))
        mark.setFixedHeight(28)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._words = QHBoxLayout()
        self._words.setSpacing(12)
        self._said = text
        self._text = label("", wrap=True)
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._words.addWidget(self._text, 1)
        self._second = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._second.setSpacing(8)
        self._lines.addLayout(self._words)
        self._lines.addLayout(self._second)
        row.addLayout(self._lines, 1)
        self._detail = label(detail, "caption", "text2") if detail else None
        self._long = False
        if self._detail is not None:
            self._detail.setParent(self)
            wide = self._detail.sizeHint().width()
            self._long = wide > ONE_LINE
            self._detail.setWordWrap(self._long)
            if wide > SEVERAL:
                self._second.setDirection(QBoxLayout.Direction.TopToBottom)
        self._grey = theme.css("text2")
        self._action = text_button(theme, action) if action else None
        if self._action is not None:
            self._action.setObjectName("banner_action")
            self._action.clicked.connect(self.acted)
        self.stops = [self._action] if self._action is not None else []  # what Tab visits, in order
        if dismiss:
            close = icon_button(theme, "x", dismiss, size=16)
            close.setObjectName("banner_dismiss")
            close.clicked.connect(self._dismiss)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
            self.stops.append(close)
        self._narrow: bool | None = None
        self.set_narrow(False)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._said = text
        self.setAccessibleName(text)
        self._say()

    def set_narrow(self, narrow: bool) -> None:
        """Narrow: detail and action go on a second line."""
        if narrow is self._narrow:
            return
        self._narrow = narrow
        while self._second.count():
            self._second.takeAt(0)
        if self._detail is not None:
            self._detail.setVisible(narrow)
            if narrow:
                self._second.addWidget(self._detail, int(self._long))
        if self._action is not None:
            if narrow and self._second.direction() is QBoxLayout.Direction.TopToBottom:
                self._second.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                (self._second if narrow else self._words).addWidget(self._action)
            self._action.setProperty("grade", "small" if narrow else "")
            restyle(self._action)
        self._text.setMinimumHeight(22 if narrow else 28)
        if self._second.count() and not self._long:
            self._second.addStretch(1)
        self._say()

    def _say(self) -> None:
        """The text; where there is room, the detail behind it on the same line."""
        words = html.escape(self._said)
        if self._detail is not None and not self._narrow:
            detail = html.escape(self._detail.text())
            if not self._long:
                detail = detail.replace(" ", "&nbsp;")
            words += f' &nbsp; <span style="color: {self._grey}; font-size: 12px">{detail}</span>'
        self._text.setText(words)

    def announce(self) -> None:
        """Let screen readers speak it at once."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
