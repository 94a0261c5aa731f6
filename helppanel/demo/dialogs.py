"""The questions the editor asks: which file, and what about unsaved changes."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from helppanel.ui.texts import Texts


class Unsaved(Enum):
    """What to do with a changed document that is being closed."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs(Protocol):
    """Every answer is None where the user gave up."""

    def open_path(self) -> Path | None: ...

    def save_path(self, suggested: str) -> Path | None: ...

    def pdf_path(self, suggested: str) -> Path | None: ...

    def unsaved(self, title: str) -> Unsaved: ...

    def keep_plain(self, name: str) -> bool: ...

    def failed(self, sentence: str, detail: str) -> None: ...


class DesktopDialogs:
    """The real ones, over `parent`."""

    def __init__(self, parent: QWidget, texts: Texts) -> None:
        self._parent = parent
        self._texts = texts

    def open_path(self) -> Path | None:
        t = self._texts.t
        name, _ = QFileDialog.getOpenFileName(self._parent, t("demo.open_title"), "", t("demo.filter_open"))
        return Path(name) if name else None

    def save_path(self, suggested: str) -> Path | None:
        t = self._texts.t
        kinds = {t("demo.filter_html"): ".html", t("demo.filter_md"): ".md", t("demo.filter_txt"): ".txt"}
        name, kind = QFileDialog.getSaveFileName(
            self._parent, t("demo.save_title"), suggested, ";;".join(kinds)
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(kinds.get(kind, ".html"))

    def pdf_path(self, suggested: str) -> Path | None:
        t = self._texts.t
        name, _ = QFileDialog.getSaveFileName(
            self._parent, t("demo.pdf_title"), f"{suggested}.pdf", t("demo.filter_pdf")
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".pdf")

    def unsaved(self, title: str) -> Unsaved:
        t = self._texts.t
        box = self._box(
            QMessageBox.Icon.Question, t("demo.unsaved_question", title=title), t("demo.unsaved_detail")
        )
        box.setObjectName("unsaved_question")
        save = box.addButton(t("demo.unsaved_save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(t("demo.unsaved_discard"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(t("demo.unsaved_cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        if clicked is save:
            return Unsaved.SAVE
        return Unsaved.DISCARD if clicked is discard else Unsaved.CANCEL

    def keep_plain(self, name: str) -> bool:
        t = self._texts.t
        box = self._box(QMessageBox.Icon.Warning, t("demo.plain_question", name=name), "")
        save = box.addButton(t("demo.unsaved_save"), QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(t("demo.unsaved_cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is save

    def failed(self, sentence: str, detail: str) -> None:
        self._box(QMessageBox.Icon.Warning, sentence, detail).exec()

    def _box(self, icon: QMessageBox.Icon, text: str, detail: str) -> QMessageBox:
        box = QMessageBox(self._parent)
        box.setWindowTitle(
            self._texts.t("demo.unsaved_title" if icon is QMessageBox.Icon.Question else "demo.failed_title")
        )
        box.setIcon(icon)
        box.setText(text)
        box.setInformativeText(detail)
        return box
