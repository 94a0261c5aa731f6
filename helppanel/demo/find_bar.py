"""Find and replace, in a bar above the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from helppanel.demo.documents import Documents
from helppanel.demo.glyphs import glyph
from helppanel.ui.texts import Texts


class FindBar(QWidget):
    """Searches the document in front, round its end.

    Enter finds the next place, Shift+Enter the previous, Esc closes.

    Signals:
        closed: the bar went away; the focus belongs to the page again.
    """

    closed = Signal()

    def __init__(self, documents: Documents, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._texts = texts
        self.setObjectName("find_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._what = self._field("find_field")
        self._new = self._field("replace_field")
        self._case = QCheckBox(texts.t("demo.find_case"))
        self._note = QLabel()
        self._note.setObjectName("find_note")
        self._tools = {name: self._tool(name) for name in ("find_previous", "find_next", "find_close")}
        self._tools["find_previous"].clicked.connect(lambda: self.search(backward=True))
        self._tools["find_next"].clicked.connect(lambda: self.search())
        self._tools["find_close"].clicked.connect(self.close_bar)
        self._one = QPushButton(texts.t("demo.replace_one"))
        self._one.setObjectName("replace_one")
        self._one.clicked.connect(self.replace)
        self._all = QPushButton(texts.t("demo.replace_all"))
        self._all.setObjectName("replace_all")
        self._all.clicked.connect(self.replace_all)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setColumnStretch(5, 1)
        grid.addWidget(self._what, 0, 0)
        grid.addWidget(self._tools["find_previous"], 0, 1)
        grid.addWidget(self._tools["find_next"], 0, 2)
        grid.addWidget(self._case, 0, 3, 1, 2)
        grid.addWidget(self._note, 0, 5)
        grid.addWidget(self._tools["find_close"], 0, 6)
        grid.addWidget(self._new, 1, 0)
        grid.addWidget(self._one, 1, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._all, 1, 4)
        self.hide()

    def open_bar(self, *, replacing: bool) -> None:
        """Shows the bar with what is selected in the page."""
        chosen = self._documents.current().page.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self._what.setText(chosen)
        for part in (self._new, self._one, self._all):
            part.setVisible(replacing)
        self._note.clear()
        self.show()
        self._what.setFocus()
        self._what.selectAll()

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def search(self, *, backward: bool = False) -> bool:
        """Selects the next place, going on at the other end; False, and a note, where there is none."""
        what = self._what.text()
        page = self._documents.current().page
        if not what:
            return False
        flags = self._flags()
        if backward:
            flags |= QTextDocument.FindFlag.FindBackward
        found = page.document().find(what, page.textCursor(), flags)
        if found.isNull():
            start = QTextCursor(page.document())
            if backward:
                start.movePosition(QTextCursor.MoveOperation.End)
            found = page.document().find(what, start, flags)
        self._note.setText(self._texts.t("demo.find_none", what=what) if found.isNull() else "")
        if found.isNull():
            return False
        page.setTextCursor(found)
        return True

    def replace(self) -> None:
        """Replaces the place found, then goes to the next."""
        page = self._documents.current().page
        cursor = page.textCursor()
        if not page.isReadOnly() and self._same(cursor.selectedText(), self._what.text()):
            cursor.insertText(self._new.text())
        self.search()

    def replace_all(self) -> int:
        """Replaces every place in one undo step; returns how many there were."""
        what, count = self._what.text(), 0
        if self._documents.current().page.isReadOnly():
            return 0
        document = self._documents.current().text()
        whole = QTextCursor(document)
        whole.beginEditBlock()
        found = document.find(what, 0, self._flags()) if what else QTextCursor()
        while not found.isNull():
            found.insertText(self._new.text())
            count += 1
            found = document.find(what, found, self._flags())
        whole.endEditBlock()
        self._note.setText(self._texts.t("demo.replaced", count=count))
        return count

    def tint(self, color: str) -> None:
        """Icons in `color` (#RRGGBB)."""
        for name, icon in (("find_previous", "up"), ("find_next", "down"), ("find_close", "close")):
            self._tools[name].setIcon(glyph(icon, color))

    def _flags(self) -> QTextDocument.FindFlag:
        flags = QTextDocument.FindFlag(0)
        return flags | QTextDocument.FindFlag.FindCaseSensitively if self._case.isChecked() else flags

    def _same(self, left: str, right: str) -> bool:
        if not self._case.isChecked():
            left, right = left.lower(), right.lower()
        return bool(left) and left == right

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setPlaceholderText(self._texts.t(f"demo.{name}"))
        field.setAccessibleName(self._texts.t(f"demo.{name}"))
        field.setMinimumWidth(220)
        field.installEventFilter(self)
        return field

    def _tool(self, name: str) -> QToolButton:
        tool = QToolButton()
        tool.setObjectName(name)
        tool.setAutoRaise(True)
        tool.setIconSize(QSize(16, 16))
        tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tool.setAccessibleName(self._texts.t(f"demo.{name}"))
        tool.setToolTip(self._texts.t(f"demo.{name}"))
        return tool

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self.search(backward=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            return True
        return super().eventFilter(watched, event)
