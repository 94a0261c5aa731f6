"""The text of an article: as high as it is, with discs before the steps."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from helppanel.ui.article import document
from helppanel.ui.theme import Theme

_SCROLLING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class ArticleBody(QTextBrowser):
    """Does not scroll itself: it lies in a scrolled column.

    Signals:
        followed(str): a link was clicked, or Enter pressed on it.
        reached(int): the keyboard moved to a link at this height.
    """

    followed = Signal(str)
    reached = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._tops: list[int] = []
        self.setObjectName("article_text")
        self.setAccessibleName(name)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    def show_text(self, html: str) -> None:
        """Show the result of `rich_html`."""
        filled = document.build(html, self._theme)
        filled.setParent(self)  # the next setDocument deletes it
        self.setDocument(filled)
        self._fit()

    @property
    def tops(self) -> list[int]:
        """Where the headings begin, in pixels from the top, in their order."""
        return self._tops

    def _fit(self) -> None:
        filled = self.document()
        filled.setTextWidth(self.viewport().width())
        self.setFixedHeight(max(1, round(filled.size().height())))
        layout = filled.documentLayout()
        self._tops = [round(layout.blockBoundingRect(block).top()) for block in document.headings(filled)]

    def _paint_mark(self, painter: QPainter, block: QTextBlock, number: int) -> None:
        """The disc of a step, or for 0 a bullet."""
        theme, layout = self._theme, block.layout()
        line = layout.lineAt(0)
        middle = layout.position().y() + line.naturalTextRect().center().y()
        left = layout.position().x() + line.x()
        painter.setPen(Qt.PenStyle.NoPen)
        if not number:
            painter.setBrush(theme.color("text2"))
            painter.drawEllipse(QPointF(left - 11, middle), 2.5, 2.5)
            return
        size = document.STEP_DISC
        disc = QRectF(left - document.STEP_MARGIN, middle - size / 2, size, size)
        painter.setBrush(theme.color("accentTint"))
        painter.drawEllipse(disc)
        painter.setPen(theme.color("accentText"))
        painter.setFont(theme.font("captionStrong"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing beyond what the document holds: no file, no network."""
        return self.document().resource(kind, QUrl(name)) if QUrl(name).scheme() == "icon" else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the marks of the lists in the part that is painted."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout = self.document().documentLayout()
        start = layout.hitTest(QPointF(0, event.rect().top()), Qt.HitTestAccuracy.FuzzyHit)
        block = self.document().findBlock(max(0, start)).previous()
        block = block if block.isValid() else self.document().begin()
        while block.isValid() and layout.blockBoundingRect(block).top() <= event.rect().bottom():
            number = document.step_number(block)
            if number is not None and block.layout().lineCount():
                self._paint_mark(painter, block, number)
            block = block.next()
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the text."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll are for the column this lies in."""
        if event.key() in _SCROLLING and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link."""
        moved = super().focusNextPrevChild(forward)
        if moved and self.hasFocus():
            self.reached.emit(self.cursorRect().top())
        return moved
