"""The open documents and their tab bar."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTabBar, QToolButton, QWidget

from helppanel.demo.document import Document
from helppanel.demo.glyphs import glyph
from helppanel.ui.texts import Texts


class Documents(QStackedWidget):
    """A stack of documents with `bar`, their tabs; there is always at least one.

    Signals:
        switched: another document came to the front.
        changed: the document in front, its title or its modified mark changed.
        close_asked(int): the cross of the tab at this index was pressed.
    """

    switched = Signal()
    changed = Signal()
    close_asked = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._untitled = 0
        self._cross_color = "#000000"
        self.bar = QTabBar()
        self.bar.setObjectName("tabs")
        self.bar.setAccessibleName(texts.t("demo.tabs"))
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.currentChanged.connect(self._show)

    def current(self) -> Document:
        document = self.currentWidget()
        assert isinstance(document, Document)
        return document

    def all(self) -> list[Document]:
        return [
            document for document in map(self.widget, range(self.count())) if isinstance(document, Document)
        ]

    def add(self, title: str = "") -> Document:
        """A new empty document in front, called `title` or 未命名文档 1, 2, …"""
        if not title:
            self._untitled += 1
            title = self._texts.t("demo.untitled", number=self._untitled)
        document = Document(title)
        document.text().modificationChanged.connect(self.refresh)
        document.text().contentsChanged.connect(self.changed)
        self.addWidget(document)
        index = self.bar.addTab(title)
        self.bar.setTabButton(index, QTabBar.ButtonPosition.RightSide, self._cross(document))
        self.bar.setCurrentIndex(index)
        self._show(index)
        self.refresh()
        return document

    def remove(self, document: Document) -> None:
        """Closes without asking; the last one leaves an empty document behind."""
        if self.count() == 1:
            self.add()
        self.bar.removeTab(self.indexOf(document))
        self.removeWidget(document)
        document.deleteLater()
        self._show(self.bar.currentIndex())

    def refresh(self) -> None:
        """Writes every title anew; a modified document bears a mark."""
        for index, document in enumerate(self.all()):
            title = document.title
            shown = self._texts.t("demo.modified_mark", title=title) if document.is_modified() else title
            self.bar.setTabText(index, shown.replace("&", "&&"))
            self.bar.setTabToolTip(index, str(document.path or title))
            document.page.setAccessibleName(self._texts.t("demo.page", title=title))
            cross = self.bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
            cross.setAccessibleName(self._texts.t("demo.close_tab", title=title))
            cross.setToolTip(cross.accessibleName())
        self.changed.emit()

    def tint(self, color: str) -> None:
        """Crosses in `color` (#RRGGBB)."""
        self._cross_color = color
        for index in range(self.count()):
            cross = self.bar.tabButton(index, QTabBar.ButtonPosition.RightSide)
            assert isinstance(cross, QToolButton)
            cross.setIcon(glyph("close", color))

    def _cross(self, document: Document) -> QToolButton:
        cross = QToolButton()
        cross.setAutoRaise(True)
        cross.setIcon(glyph("close", self._cross_color))
        cross.setIconSize(QSize(14, 14))
        cross.clicked.connect(lambda: self.close_asked.emit(self.indexOf(document)))
        return cross

    def _show(self, index: int) -> None:
        if 0 <= index < self.count() and self.bar.count() == self.count():
            self.setCurrentIndex(index)
            if not self.bar.hasFocus():  # the arrow keys go on along the tabs
                self.current().page.setFocus()
            self.switched.emit()
            self.changed.emit()
