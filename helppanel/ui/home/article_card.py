"""大家都在看: popular articles in a card, two columns of three; narrow: one of four."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from helppanel.ui import icons
from helppanel.ui.theme import Theme
from helppanel.ui.widgets.card import Card
from helppanel.ui.widgets.cell_button import CellButton

if TYPE_CHECKING:
    from helppanel.service import Title

WIDE, NARROW = 6, 4  # how many are shown


class ArticleCard(Card):
    """Rows open their article; the arrow keys walk through them."""

    def __init__(self, theme: Theme, open_address: Callable[[str], None]) -> None:
        super().__init__(padding=1, spacing=0)
        self._theme, self._open = theme, open_address
        self._titles: Sequence[Title] = ()
        self._narrow = False
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self.body.addLayout(self._grid)
        self.rows: list[_Row] = []

    def show_titles(self, titles: Sequence[Title]) -> None:
        """Show these, as many as there is room for."""
        if titles == self._titles:
            return
        self._titles = titles
        self._fill()

    def set_narrow(self, narrow: bool) -> None:
        """One column."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._fill()

    def _fill(self) -> None:
        for row in self.rows:
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._titles[: NARROW if self._narrow else WIDE]
        self.rows = [_Row(self._theme, title, self._narrow, self._step) for title in shown]
        height = self._height()
        for number, (row, title) in enumerate(zip(self.rows, shown, strict=True)):
            line, column = number % height, number // height
            row.place(first=line == 0, left=column == 0)
            row.clicked.connect(partial(self._clicked, f"article:{title.id}"))
            self._grid.addWidget(row, line, column)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(not self._narrow))

    def _clicked(self, address: str, _checked: bool = False) -> None:
        self._open(address)

    def _step(self, row: _Row, down: int, right: int) -> None:
        height = self._height()
        line, column = self.rows.index(row) % height + down, self.rows.index(row) // height + right
        at = column * height + line
        if 0 <= line < height and 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _height(self) -> int:
        """The number of lines."""
        return len(self.rows) if self._narrow else -(-len(self.rows) // 2)


class _Row(CellButton):
    """44 px: icon, title, section. Narrow: 40 px, a chevron in place of the section."""

    def __init__(
        self, theme: Theme, title: Title, narrow: bool, step: Callable[[_Row, int, int], None]
    ) -> None:
        super().__init__()
        self.stepped.connect(self._walk)
        self._theme, self._title, self._narrow, self._step = theme, title, narrow, step
        self._first = self._left = True
        self._ring = False
        self.setObjectName(f"popular_{title.id}")
        comma = "，" if theme.locale == "zh-CN" else ", "
        self.setAccessibleName(comma.join(filter(None, (title.title, title.section))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def place(self, *, first: bool, left: bool) -> None:
        """In the first line? in the left column?"""
        self._first, self._left = first, left

    # Qt

    def sizeHint(self) -> QSize:
        """Shares the width."""
        return QSize(120, 40 if self._narrow else self._theme.px("control.row"))

    def _walk(self, lines: int, columns: int) -> None:
        self._step(self, lines, columns)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """An inset ring, for the keyboard."""
        self._ring = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        theme, width, height = self._theme, self.width(), self.height()
        painter = QPainter(self)
        if self.isDown() or self.underMouse():
            painter.fillRect(self.rect(), theme.color("pressed" if self.isDown() else "hover"))
        painter.setPen(QPen(theme.color("border"), 1))
        if not self._first:
            painter.drawLine(0, 0, width, 0)
        if not self._left:
            painter.drawLine(0, 8 if self._first else 0, 0, height)
        middle = height // 2
        painter.drawPixmap(14, middle - 8, icons.pixmap("doc", theme.color("text3"), 16))
        right = width - 13
        if self._narrow:
            painter.drawPixmap(right - 14, middle - 8, icons.pixmap("right", theme.color("text3"), 16))
            right -= 24
        else:
            painter.setFont(theme.font("caption"))
            painter.setPen(theme.color("text3"))
            room = painter.fontMetrics().horizontalAdvance(self._title.section)
            section = QRect(right - room, 0, room + 1, height)
            painter.drawText(section, Qt.AlignmentFlag.AlignVCenter, self._title.section)
            right -= room + 12
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        words = painter.fontMetrics().elidedText(self._title.title, Qt.TextElideMode.ElideRight, right - 40)
        painter.drawText(QRect(40, 0, right - 40, height), Qt.AlignmentFlag.AlignVCenter, words)
        if self._ring and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
        painter.end()
