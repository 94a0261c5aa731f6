"""Where files are dropped, or chosen by a click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from helppanel.ui import icons
from helppanel.ui.report.painted import PaintedButton
from helppanel.ui.texts import Texts
from helppanel.ui.theme import Theme


class DropZone(PaintedButton):
    """Signals:
    dropped(paths): files were dropped; `clicked` asks for the file dialog.
    """

    dropped = Signal(list)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts.t("report.files_drop_name"))
        self._drop, self._choose = texts.t("report.files_drop"), texts.t("report.files_choose")
        self.setAcceptDrops(True)
        self.setFixedHeight(theme.px("control.row"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # Qt

    def sizeHint(self) -> QSize:
        """Room for icon and words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._drop + self._choose) + 64, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        size, metrics = self.theme.px("icon.small"), self.fontMetrics()
        painter = self.begin()
        self.dash(painter)
        wide = size + 8 + metrics.horizontalAdvance(self._drop + self._choose)
        left = (self.width() - wide) // 2
        top = (self.height() - size) // 2
        painter.drawPixmap(left, top, icons.pixmap("clip", self.ink("text2"), size))
        room = self.rect().adjusted(left + size + 8, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(self.ink("text2"))
        painter.drawText(room, middle, self._drop)
        room.setLeft(room.left() + metrics.horizontalAdvance(self._drop))
        painter.setPen(self.ink("accentText"))
        painter.drawText(room, middle, self._choose)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self.setDown(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.setDown(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them on."""
        self.setDown(False)
        event.acceptProposedAction()
        self.dropped.emit(files_in(event.mimeData()))


def files_in(data: QMimeData) -> list[Path]:
    """The local files that are dragged, or lie on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
