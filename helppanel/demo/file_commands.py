"""What the File menu does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from helppanel.demo import files, printing
from helppanel.demo.dialogs import Dialogs, Unsaved
from helppanel.demo.document import Document
from helppanel.demo.documents import Documents
from helppanel.ui.texts import Texts


class FileCommands(QObject):
    """New, open, save, close, print and export for `documents`, with the questions asked by `dialogs`.

    Signals:
        done(str): a sentence for the status line.
    """

    done = Signal(str)

    def __init__(self, documents: Documents, dialogs: Dialogs, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._documents = documents
        self._dialogs = dialogs
        self._texts = texts
        self._window = window

    def new(self) -> None:
        self._documents.add()

    def open(self) -> None:
        path = self._dialogs.open_path()
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Shows the file in a tab of its own, or the tab that shows it already."""
        for index, document in enumerate(self._documents.all()):
            if document.path == path:
                self._documents.bar.setCurrentIndex(index)
                return
        document = self._documents.add(path.stem)
        try:
            document.load(path)
        except OSError as error:
            self._documents.remove(document)
            self._dialogs.failed(self._texts.t("demo.failed_open", name=path.name), str(error))
            return
        self._documents.refresh()

    def save(self) -> bool:
        document = self._documents.current()
        return self.save_as() if document.path is None else self._write(document, document.path)

    def save_as(self) -> bool:
        """False where the user gave up or the file could not be written."""
        document = self._documents.current()
        path = self._dialogs.save_path(document.title)
        return path is not None and self._write(document, path)

    def close_current(self) -> None:
        self.close_index(self._documents.currentIndex())

    def close_index(self, index: int) -> bool:
        """Closes the tab unless the user wants to keep its unsaved changes."""
        document = self._documents.all()[index]
        if not self._may_close(document):
            return False
        self._documents.remove(document)
        return True

    def may_quit(self) -> bool:
        """Asks for each changed document; False as soon as one shall be kept."""
        return all(self._may_close(document) for document in self._documents.all())

    def preview(self) -> None:
        document = self._documents.current()
        printing.preview(self._window, document.text(), document.title)

    def print_(self) -> None:
        document = self._documents.current()
        if printing.print_(self._window, document.text(), document.title):
            self.done.emit(self._texts.t("demo.printed"))

    def export_pdf(self) -> None:
        document = self._documents.current()
        path = self._dialogs.pdf_path(document.title)
        if path is None:
            return
        try:
            printing.export_pdf(document.text(), path, document.title)
        except OSError as error:
            self._dialogs.failed(self._texts.t("demo.failed_pdf", name=path.name), str(error))
            return
        self.done.emit(self._texts.t("demo.exported", name=path.name))

    def _may_close(self, document: Document) -> bool:
        if not document.is_modified():
            return True
        self._documents.bar.setCurrentIndex(self._documents.indexOf(document))
        answer = self._dialogs.unsaved(document.title)
        if answer is Unsaved.SAVE:
            return self.save()
        return answer is Unsaved.DISCARD

    def _write(self, document: Document, path: Path) -> bool:
        if files.loses_format(document.text(), path) and not self._dialogs.keep_plain(path.name):
            return False
        try:
            document.save(path)
        except OSError as error:
            self._dialogs.failed(self._texts.t("demo.failed_save", name=path.name), str(error))
            return False
        self._documents.refresh()
        self.done.emit(self._texts.t("demo.saved_as", name=path.name))
        return True
