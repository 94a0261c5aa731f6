"""What follows an article: related ones, and the way on for whom it did not help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from helppanel.service import Title
from helppanel.ui import icons
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.buttons import Button, plain_button, primary_button
from helppanel.ui.widgets.labels import label, line
from helppanel.ui.widgets.tile import tile

RELATED = 3
_WORDS_ROOM = 16 + 36 + 16 + 170 + 12 + 16  # the tile, words of some length, and what is between


class Related(QWidget):
    """A heading and up to three articles; hidden without any.

    Signals:
        chosen(str): the id of the one that was clicked.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(texts.t("article.related"), "section"))
        self._card = QFrame()
        self._card.setProperty("class", "card")
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        column.addWidget(self._card)

    def show_titles(self, titles: Sequence[Title]) -> None:
        """Others."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for number, title in enumerate(titles[:RELATED]):
            if number:
                self._rows.addWidget(line())
            row = _Row(self._theme, title.title)
            row.setObjectName(f"related_{title.id}")
            row.clicked.connect(lambda _on=False, article_id=title.id: self.chosen.emit(article_id))
            self._rows.addWidget(row)
        self.setVisible(bool(titles))


class StillStuck(QFrame):
    """The card 仍未解决.

    Signals:
        contact(): 联系客服 was clicked.
        report(): 报告问题 was clicked.
    """

    contact = Signal()
    report = Signal()

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setProperty("class", "card")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(16, 16, 16, 16)
        self._box.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(texts.t("article.stuck"), "section"))
        words.addWidget(label(texts.t("article.stuck_text"), "caption", "text3", wrap=True))
        text = QHBoxLayout()
        text.setSpacing(16)
        text.addWidget(tile(theme, "report", "warn"), 0, Qt.AlignmentFlag.AlignVCenter)
        text.addLayout(words, 1)
        self._actions = QWidget()
        self._actions.setMinimumWidth(1)  # what they need in one line must not widen the card
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._actions)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(12)
        self._lead = QWidget()
        self._buttons.addWidget(self._lead, 1)
        contact = plain_button(theme, texts.t("help.contact"), "headset")
        contact.setObjectName("article_contact")
        contact.clicked.connect(self.contact)
        report = primary_button(theme, texts.t("help.report"))
        report.setObjectName("article_report")
        report.clicked.connect(self.report)
        self._pair = (contact, report)
        for button in self._pair:
            self._buttons.addWidget(button)
        self._box.addLayout(text, 1)
        self._box.addWidget(self._actions)

    def enter(self) -> None:
        """The keyboard goes to 报告问题."""
        self._pair[1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons go below the words where these get too little room, or over each other."""
        super().resizeEvent(event)
        across = sum(button.sizeHint().width() for button in self._pair) + self._buttons.spacing()
        beside = self.width() - across >= _WORDS_ROOM
        stacked = across > self.contentsRect().width() - 32
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self._buttons.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
        self._lead.setVisible(not beside and not stacked)


class _Row(Button):
    """40 px: a sheet, the title, an arrow."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__("row")
        self._theme, self._title = theme, title
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """40 px high."""
        return QSize(200, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row, filled while the mouse is on it."""
        theme, middle, painter = self._theme, self.height() / 2, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        ink = theme.color("text2")
        painter.drawPixmap(QPointF(12, middle - 8), icons.pixmap("doc", ink, 16))
        painter.drawPixmap(QPointF(self.width() - 28, middle - 8), icons.pixmap("right", ink, 16))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        room = QRectF(40, 0, self.width() - 80, self.height())
        text = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
