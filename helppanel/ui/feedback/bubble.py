"""The bubble of a message: its words, its pictures, its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from helppanel.contract.report import Attachment
from helppanel.ui.feedback.attached_file import AttachedFile
from helppanel.ui.feedback.message_text import MessageText
from helppanel.ui.feedback.pictures import is_picture
from helppanel.ui.feedback.thumbnail import SIZE, Thumbnail
from helppanel.ui.feedback.timeline import Said

if TYPE_CHECKING:
    from helppanel.service import Entry
    from helppanel.ui.ports import PageContext

_SHARE = 0.785  # of the thread's width
_MAX = 420
_PADDING = 12
_GAP = 8


class Bubble(QWidget):
    """Shows one message; `fit` gives it its width. A click on a picture calls `open_picture`."""

    def __init__(
        self, ctx: PageContext, said: Said, open_picture: Callable[[Entry, Attachment], None]
    ) -> None:
        super().__init__()
        self._theme = ctx.theme
        self._mine = said.mine
        self._text: MessageText | None = None
        self._pictures: list[Thumbnail] = []
        self._files: list[AttachedFile] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_PADDING, _PADDING - 3, _PADDING, _PADDING - 3)
        layout.setSpacing(_GAP)
        entry = said.entry
        if entry.text:
            self._text = MessageText(entry.text, ctx.theme, "bubbleMeText" if said.mine else "text")
            layout.addWidget(self._text)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP)
        layout.addLayout(self._grid)
        for attachment in entry.attachments:
            if is_picture(attachment):
                picture = Thumbnail(ctx, entry, attachment)
                picture.clicked.connect(lambda checked=False, one=attachment: open_picture(entry, one))
                self._pictures.append(picture)
            else:
                file = AttachedFile(ctx, attachment, can_be_had=said.entry.state is None)
                self._files.append(file)
                layout.addWidget(file)

    def fit(self, room: int, thread: int) -> None:
        """Take the width the content needs: at most `room` and its share of the thread, in pixels."""
        inner = min(room, _MAX, round(thread * _SHARE)) - 2 * _PADDING
        needed = 0
        if self._text is not None:
            self._text.fit(inner)
            needed = self._text.width()
        columns = max(1, (inner + _GAP) // (SIZE.width() + _GAP))
        for at, picture in enumerate(self._pictures):
            self._grid.addWidget(picture, at // columns, at % columns)
        for column in range(self._grid.columnCount() + 1):
            self._grid.setColumnStretch(column, int(column == columns))
        if self._pictures:
            across = min(columns, len(self._pictures))
            needed = max(needed, across * (SIZE.width() + _GAP) - _GAP)
        for file in self._files:
            file.fit(inner)
            needed = max(needed, file.width())
        self.setFixedWidth(needed + 2 * _PADDING)

    def give_up(self) -> None:
        """Want the pictures no longer; call before the widget goes."""
        for picture in self._pictures:
            picture.give_up()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bubble."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color
        painter.setPen(Qt.PenStyle.NoPen if self._mine else QPen(color("border"), 1))
        painter.setBrush(color("bubbleMe" if self._mine else "bubbleOther"))
        radius = self._theme.px("radius.bubble")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.end()
