"""The editor's window: header, tools, page, foot, joined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QMenuBar, QVBoxLayout, QWidget

from helppanel.demo.actions import ALIGNMENTS, make_actions, tint
from helppanel.demo.customers import Customers
from helppanel.demo.dialogs import DesktopDialogs, Dialogs
from helppanel.demo.documents import Documents
from helppanel.demo.explained import explain
from helppanel.demo.file_commands import FileCommands
from helppanel.demo.find_bar import FindBar
from helppanel.demo.format_commands import FormatCommands
from helppanel.demo.header import Header
from helppanel.demo.look import LIGHT, Look, stylesheet
from helppanel.demo.people import People, sample_people
from helppanel.demo.protection import Protection
from helppanel.demo.ribbon import Ribbon
from helppanel.demo.sample import sample_html
from helppanel.demo.status import Status
from helppanel.ui.texts import Texts

SIZE = (1440, 900)  # px
MESSAGE_MS = 4000
CHANGING = ("edit_paste", "edit_replace", "format_bold", "format_italic", "format_underline", *ALIGNMENTS)
COUNT_MS = 300


class EditorWindow(QMainWindow):
    """青简文字. Opens with the sample document; closing asks for each unsaved one."""

    def __init__(self, texts: Texts, dialogs: Dialogs | None = None, people: People | None = None) -> None:
        super().__init__()
        self._texts = texts
        self._people = people or sample_people(texts)
        self.setObjectName("editor")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt's would offer to hide the tools
        self.setWindowTitle(texts.t("demo.app_name"))
        self.resize(*SIZE)
        self._numbers = {"documents": 0, "words": 0, "zoom": 100}
        self._in_front = ""
        self.documents = Documents(texts)
        self._files = FileCommands(self.documents, dialogs or DesktopDialogs(self, texts), texts, self)
        self._format = FormatCommands(self.documents)
        self._find = FindBar(self.documents, texts)
        self._header = Header(self.documents.bar, texts)
        self.setMenuWidget(self._header)
        self.editor_actions = make_actions(self, self._header.menus, texts, self._slots())
        self._ribbon = Ribbon(self.editor_actions, texts)
        self.addToolBar(self._ribbon)
        self._status = Status(texts)
        self.setStatusBar(self._status)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._find)
        column.addWidget(self.documents, 1)
        self.setCentralWidget(middle)
        explain(self)
        self._join()
        self._open_sample()
        self.show_look(LIGHT)

    def menuBar(self) -> QMenuBar:
        """The menu bar, which here lives below the tabs and not directly in the window's frame."""
        return self._header.menus

    def facts(self) -> dict[str, Callable[[], object]]:
        """What the editor adds to a report, as last shown; safe to call from any thread."""
        return {
            self._texts.t("demo.fact_documents"): lambda: self._numbers["documents"],
            self._texts.t("demo.fact_words"): lambda: self._numbers["words"],
            self._texts.t("demo.fact_zoom"): lambda: self._texts.t(
                "demo.percent", percent=self._numbers["zoom"]
            ),
        }

    def document_name(self) -> str:
        """The title of the document in front, as last shown; safe to call from any thread."""
        return self._in_front

    def show_look(self, look: Look) -> None:
        """Wears another theme."""
        self.setStyleSheet(stylesheet(look))
        tint(self.editor_actions, look.text)
        self._header.tint(look)
        self._find.tint(look.text)
        self.documents.tint(look.muted)

    def _open_sample(self) -> None:
        document = self.documents.add(self._texts.t("demo.sample_file"))
        document.page.setHtml(sample_html(self._texts, self._people.owner))
        document.text().clearUndoRedoStacks()
        document.text().setModified(False)
        self._follow()

    def _slots(self) -> dict[str, Callable[..., object]]:
        files, form, find = self._files, self._format, self._find
        return {
            "file_new": files.new,
            "file_open": files.open,
            "file_save": files.save,
            "file_save_as": files.save_as,
            "file_preview": files.preview,
            "file_print": files.print_,
            "file_pdf": files.export_pdf,
            "file_close": files.close_current,
            "file_quit": self.close,
            "edit_undo": lambda: self.documents.current().page.undo(),
            "edit_redo": lambda: self.documents.current().page.redo(),
            "edit_cut": lambda: self.documents.current().page.cut(),
            "edit_copy": lambda: self.documents.current().page.copy(),
            "edit_paste": lambda: self.documents.current().page.paste(),
            "edit_select_all": lambda: self.documents.current().page.selectAll(),
            "edit_find": lambda: find.open_bar(replacing=False),
            "edit_replace": lambda: find.open_bar(replacing=True),
            "format_font": lambda: self._ribbon.take_focus(),
            "format_bold": form.bold,
            "format_italic": form.italic,
            "format_underline": form.underline,
            **{name: partial(self._align, name) for name in ALIGNMENTS},
            "view_zoom_in": partial(self._zoom, 1),
            "view_zoom_out": partial(self._zoom, -1),
            "view_zoom_reset": partial(self._zoom, 0),
            "tools_customers": self._open_customers,
            "tools_protect": self._protect,
        }

    def _join(self) -> None:
        self._files.done.connect(lambda sentence: self._status.showMessage(sentence, MESSAGE_MS))
        self._header.new_tab.clicked.connect(self._files.new)
        self._status.zoom.clicked.connect(partial(self._zoom, 0))
        self._ribbon.family_chosen.connect(self._format.family)
        self._ribbon.size_chosen.connect(self._format.size)
        self._find.closed.connect(lambda: self.documents.current().page.setFocus())
        self.documents.close_asked.connect(self._files.close_index)
        self.documents.switched.connect(self._follow)
        # Counting words reads the whole text: once a pause, not once a key.
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(COUNT_MS)
        self._counting.timeout.connect(self._show_count)
        self.documents.changed.connect(self._counting.start)
        self.documents.changed.connect(self._show_state)

    def _follow(self) -> None:
        """Listens to the document that came to the front."""
        page = self.documents.current().page
        for signal in (page.currentCharFormatChanged, page.cursorPositionChanged, page.selectionChanged):
            signal.connect(self._show_caret, Qt.ConnectionType.UniqueConnection)
        for signal in (page.undoAvailable, page.redoAvailable):
            signal.connect(self._show_state, Qt.ConnectionType.UniqueConnection)
        self._show_caret()
        self._show_state()
        self._show_count()
        self._show_zoom()

    @Slot()
    def _show_caret(self) -> None:
        self._format.show(self.editor_actions, self._ribbon)
        page = self.documents.current().page
        chosen = page.textCursor().hasSelection()
        self.editor_actions["edit_cut"].setEnabled(chosen and not page.isReadOnly())
        self.editor_actions["edit_copy"].setEnabled(chosen)

    @Slot()
    def _show_state(self) -> None:
        document = self.documents.current()
        is_free = not document.page.isReadOnly()
        for name in CHANGING:
            self.editor_actions[name].setEnabled(is_free)
        self._ribbon.enable_fonts(is_free)
        self.editor_actions["edit_undo"].setEnabled(is_free and document.text().isUndoAvailable())
        self.editor_actions["edit_redo"].setEnabled(is_free and document.text().isRedoAvailable())
        state = "unsaved" if document.is_modified() else "not_yet_saved" if document.path is None else "saved"
        self._header.show_saved(self._texts.t(f"demo.{state}"))
        self._in_front = document.title
        self.setWindowTitle(f"{document.title} - {self._texts.t('demo.app_name')}")

    def _show_count(self) -> None:
        words = self.documents.current().word_count()
        self._status.show_words(words)
        self._numbers.update(words=words, documents=self.documents.count())

    def _show_zoom(self) -> None:
        zoom = self.documents.current().page.zoom()
        self._status.show_zoom(zoom)
        self._numbers["zoom"] = round(zoom * 100)

    def _open_customers(self) -> None:
        there = self.findChild(Customers)
        if there is None:
            there = Customers(self._people.customers, self._texts, self)
            there.inserted.connect(self._insert)
        there.show()
        there.activateWindow()

    def _insert(self, text: str) -> None:
        page = self.documents.current().page
        if not page.isReadOnly():
            page.insertPlainText(text)

    def _protect(self) -> None:
        dialog = Protection(self.documents.current(), self._texts, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(True)
        dialog.finished.connect(self._show_state)
        dialog.show()

    def _align(self, name: str, *_checked: bool) -> None:
        self._format.align(name)

    def _zoom(self, direction: int, *_checked: bool) -> None:
        self.documents.current().step_zoom(direction)
        self._show_zoom()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._files.may_quit():
            event.accept()
        else:
            event.ignore()
