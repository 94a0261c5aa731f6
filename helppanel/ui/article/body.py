"""The text of an article: as high as it is, filled in slices, with discs before the steps."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from helppanel.ui.article import document, pictures
from helppanel.ui.article.link_focus import LinkFocus
from helppanel.ui.article.marks import Marks
from helppanel.ui.article.pictures import Drawing
from helppanel.ui.article.shelf import Shelf
from helppanel.ui.theme import Theme

_SCROLLING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
_TURN = 0.004  # seconds; with the slice that is begun then, and painting, well within a frame
_HISTORY = (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton)


class ArticleBody(QTextBrowser):
    """Does not scroll itself: it lies in a scrolled column.

    Signals:
        followed(str): a link was clicked, or Enter pressed on it.
        pointed(str): the mouse or the keyboard is on a link with this address, "" on none.
        reached(int): the keyboard moved to a link at this height.
        grown(): more of the text is here.
        zoomed(int): Ctrl and the wheel: 1 larger, -1 smaller.
    """

    followed = Signal(str)
    pointed = Signal(str)
    reached = Signal(int)
    grown = Signal()
    zoomed = Signal(int)

    def __init__(self, theme: Theme, name: str, shelf: Shelf) -> None:
        super().__init__()
        self._theme, self._shelf, self._scale = theme, shelf, 1.0
        self._tops: list[int] = []
        self._measured = 0  # the number of blocks whose headings are in `tops`
        self._waiting: list[str] = []
        self._drawing = Drawing(theme, shelf.pixmap, shelf.is_lost, self)
        self.marks = Marks(self, theme)
        self._link = LinkFocus(self, theme)
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        shelf.arrived.connect(self.viewport().update)
        self.setObjectName("article_text")
        self.setAccessibleName(name)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.highlighted.connect(lambda url: self.pointed.emit(url.toString()))

    def show_text(self, slices: Sequence[str], scale: float = 1.0) -> None:
        """Show the result of `slices`, `scale` times as large: the first at once, the others one a turn."""
        self._scale = self._drawing.scale = scale
        self.marks.clear()
        filled = document.build(slices[0] if slices else "", self._theme, scale)
        self._drawing.serve(filled)
        filled.setParent(self)  # the next setDocument deletes it
        self._filling.stop()
        self._waiting = list(reversed(slices[1:]))
        self.setDocument(filled)
        self._fit()
        if self._waiting:
            self._filling.start()

    @property
    def is_whole(self) -> bool:
        """Whether all of the text is here."""
        return not self._waiting

    @property
    def tops(self) -> list[int]:
        """Where the headings begin, in pixels from the top, in their order; of the text that is here."""
        return self._tops

    def _fill(self) -> None:
        """As many slices as a turn has time for: every turn paints once."""
        until = time.monotonic() + _TURN
        while True:
            document.append(self.document(), self._waiting.pop(), self._theme, self._scale)
            if not self._waiting or time.monotonic() >= until:
                break
        self._grow()
        if self._waiting:
            self._filling.start()
        self.grown.emit()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self._tops, self._measured = [], 0
        self._grow()

    def _grow(self) -> None:
        """Measure what was added."""
        filled = self.document()
        self.setFixedHeight(max(1, round(filled.size().height())))
        layout = filled.documentLayout()
        for block in document.blocks(filled, self._measured):
            if block.blockFormat().headingLevel():
                self._tops.append(round(layout.blockBoundingRect(block).top()))
        self._measured = filled.blockCount()

    # places in the text

    def top_of(self, position: int) -> int:
        """How far down the line with this character is, in pixels."""
        cursor = self.textCursor()
        cursor.setPosition(min(max(0, position), self.document().characterCount() - 1))
        return self.cursorRect(cursor).top()

    def at(self, y: int) -> int:
        """The first character of the line `y` pixels down."""
        layout = self.document().documentLayout()
        return max(0, layout.hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit))

    def has(self, position: int) -> bool:
        """Whether the text is here up to this character."""
        return self.is_whole or position < self.document().characterCount() - 1

    def focus_on(self, place: QTextCursor) -> None:
        """The keyboard comes back to where `place` was taken: to a link, if it was on one."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not place.isNull():  # as it is once another text is shown
            self.setTextCursor(place)
            if place.hasSelection():
                self._link.enter()

    def alt_of(self, name: str) -> str:
        """What the picture `name` shows, in words."""
        for style in self.document().allFormats():
            picture = pictures.of(style)
            if picture is not None and picture.name == name:
                return picture.alt
        return ""

    def _paint_mark(self, painter: QPainter, block: QTextBlock, number: int) -> None:
        """The disc of a step, or for 0 a bullet."""
        theme, layout, scale = self._theme, block.layout(), self._scale
        line = layout.lineAt(0)
        height = min(line.height(), document.LINE * scale)  # a picture makes a line higher
        middle = layout.position().y() + line.y() + (height / 2 if line.height() > height else 0)
        if line.height() <= height:
            middle = layout.position().y() + line.naturalTextRect().center().y()
        left = layout.position().x() + line.x()
        painter.setPen(Qt.PenStyle.NoPen)
        if not number:
            painter.setBrush(theme.color("text2"))
            painter.drawEllipse(QPointF(left - 11 * scale, middle), 2.5 * scale, 2.5 * scale)
            return
        size = document.STEP_DISC * scale
        disc = QRectF(left - document.STEP_MARGIN * scale, middle - size / 2, size, size)
        painter.setBrush(theme.color("accentTint"))
        painter.drawEllipse(disc)
        painter.setPen(theme.color("accentText"))
        font = theme.font("captionStrong")
        font.setPixelSize(round(font.pixelSize() * scale))
        painter.setFont(font)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))

    # Qt

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing beyond what the document holds: no file, no network. Pictures are drawn, not loaded."""
        return self.document().resource(kind, QUrl(name)) if QUrl(name).scheme() == "icon" else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then the marks of the lists in the part that is painted, then the ring of a link."""
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
        self._link.paint(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as high as the text."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()
            self.grown.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that scroll are for the column this lies in, those of the way back for the frame."""
        modifiers = event.modifiers()
        scrolls = event.key() in _SCROLLING and not modifiers & Qt.KeyboardModifier.ShiftModifier
        if scrolls or modifiers & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is for the column, with Ctrl it zooms."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoomed.emit(1 if turned > 0 else -1)
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse's buttons of the way back are for the frame."""
        self._link.leave()
        if event.button() in _HISTORY:
            event.ignore()
        else:
            super().mousePressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from link to link."""
        moved = super().focusNextPrevChild(forward)
        if moved and self.hasFocus():
            self._link.enter()
            self.pointed.emit(self._link.href)
            self.reached.emit(self.cursorRect().top())
        return moved

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave the link."""
        super().focusOutEvent(event)
        self._link.leave()
        self.pointed.emit("")
