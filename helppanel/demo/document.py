"""One open document: its page on the grey desk, its file, its title."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from helppanel.demo import files
from helppanel.demo.page import PageEdit
from helppanel.demo.words import count

ZOOMS = (0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
GAP = 24  # grey above and below the page, px


class Document(QScrollArea):
    """A page that can be scrolled. `title` is the file's stem, or the name given to a new one."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.title = title
        self.seal: tuple[bytes, bytes] | None = None  # salt and hash of the password that protects it
        self.page = PageEdit()
        self.page.setObjectName("page")
        self._desk = QWidget()
        self._desk.setObjectName("desk")
        column = QVBoxLayout(self._desk)
        column.setContentsMargins(GAP, GAP, GAP, GAP)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._desk)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusProxy(self.page)
        # The page is as high as the layout makes it, which is known only after the text's change has settled.
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self.show_caret)
        self.page.caret_moved.connect(self._settle.start)

    def text(self) -> QTextDocument:
        return self.page.document()

    def is_modified(self) -> bool:
        return self.text().isModified()

    def word_count(self) -> int:
        return count(self.text().toPlainText())

    def load(self, path: Path) -> None:
        """Shows the file. Raises OSError; the document is then unchanged."""
        files.read_into(self.text(), path)
        self.path, self.title = path, path.stem
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.page.set_zoom(self.page.zoom())  # a new text starts with the layout's default device
        self.text().setModified(False)

    def save(self, path: Path) -> None:
        """Writes to `path`, from now on the document's file. Raises OSError; it then stays modified."""
        files.write_from(self.text(), path)
        self.path, self.title = path, path.stem
        self.text().setModified(False)

    def step_zoom(self, direction: int) -> None:
        """To the next larger (+1) or smaller (-1) step; 0 is the actual size."""
        zoom = self.page.zoom()
        if direction == 0:
            self.page.set_zoom(1.0)
        elif direction > 0:
            self.page.set_zoom(min((z for z in ZOOMS if z > zoom), default=ZOOMS[-1]))
        else:
            self.page.set_zoom(max((z for z in ZOOMS if z < zoom), default=ZOOMS[0]))

    def show_caret(self) -> None:
        """Scrolls so that the caret is in sight."""
        caret = self.page.cursorRect()
        spot = QRect(self.page.mapTo(self._desk, caret.topLeft()), caret.size()).center()
        self.ensureVisible(spot.x(), spot.y(), GAP, 2 * GAP)
