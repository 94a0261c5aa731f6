"""The sheet of paper one edits on: as high as its text, and true to the printed page at every zoom."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

PAPER = QColor("#FFFFFF")
INK = QColor("#1B1F27")
DPI = 96
PAGE = QSize(794, 1123)  # A4 at 96 dpi
MARGIN = 83  # 22 mm
FONTS = ["Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", "Noto Sans"]


class PageEdit(QTextEdit):
    """Rich text on white paper. Zoom scales fonts, tables and pictures alike.

    Signals:
        caret_moved: the caret may have left the visible part of the desk.
    """

    caret_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._device = QImage(1, 1, QImage.Format.Format_RGB32)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(False)
        paper = self.palette()
        paper.setColor(QPalette.ColorRole.Base, PAPER)
        paper.setColor(QPalette.ColorRole.Text, INK)
        self.setPalette(paper)
        font = self.font()
        font.setFamilies(FONTS)
        font.setPointSizeF(11)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(MARGIN)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.cursorPositionChanged.connect(self.caret_moved)
        self.set_zoom(1.0)
        self.document().clearUndoRedoStacks()
        self.document().setModified(False)

    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """1.0 shows the page at its real size on a 96 dpi screen."""
        self._zoom = zoom
        # The layout measures against a device of its own: at twice the dots per inch everything is twice
        # as large. That is how printing scales too, so the screen shows what the paper will.
        dots_per_metre = round(DPI * zoom / 0.0254)
        self._device.setDotsPerMeterX(dots_per_metre)
        self._device.setDotsPerMeterY(dots_per_metre)
        self.document().documentLayout().setPaintDevice(self._device)
        self.setFixedWidth(round(PAGE.width() * zoom))
        self.document().markContentsDirty(0, self.document().characterCount())
        self._grow()

    def _grow(self) -> None:
        height = max(PAGE.height() * self._zoom, self.document().size().height())
        self.setFixedHeight(round(height))
