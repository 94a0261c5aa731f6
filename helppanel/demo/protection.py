"""Protects a document against changes by a password, as long as it is open."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from helppanel.demo.document import Document
from helppanel.ui.texts import Texts

WIDTH = 400  # px


class Protection(QDialog):
    """Sets the password of `document`, or asks for it to lift the protection; each has its own words."""

    def __init__(self, document: Document, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._texts = texts
        self._lifts = document.page.isReadOnly()
        self.setObjectName("protection")
        self.setWindowTitle(texts.t("demo.protection_title"))
        self.setMinimumWidth(WIDTH)
        self._password, self._again = self._field("password"), self._field("again")
        self._note = QLabel()
        self._note.setObjectName("protection_note")
        self._note.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(texts.t("demo.protection_password"), self._password)
        if not self._lifts:
            form.addRow(texts.t("demo.protection_again"), self._again)
        said = QLabel(texts.t("demo.protection_lift_hint" if self._lifts else "demo.protection_hint"))
        said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(said)
        column.addLayout(form)
        column.addWidget(self._note)
        column.addLayout(self._foot())

    def accept(self) -> None:
        """Closes only once the document is protected, or free."""
        words = self._password.text()
        if self._lifts:
            wrong = "" if lift(self._document, words) else "wrong"
        elif not words or words != self._again.text():
            wrong = "differs" if words else "empty"
        else:
            wrong = ""
            protect(self._document, words)
        if wrong:
            self._note.setText(self._texts.t(f"demo.protection_{wrong}"))
        else:
            super().accept()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(f"protection_{name}")
        field.setAccessibleName(self._texts.t(f"demo.protection_{name}"))
        field.setEchoMode(QLineEdit.EchoMode.Password)
        return field

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        for name, slot in (("ok", self.accept), ("cancel", self.reject)):
            button = QPushButton(self._texts.t(f"demo.protection_{name}"))
            button.setObjectName(f"protection_{name}")
            button.setDefault(name == "ok")
            button.clicked.connect(slot)
            foot.addWidget(button)
        return foot


def protect(document: Document, password: str) -> None:
    """From now on the page takes no changes."""
    salt = secrets.token_bytes(16)
    document.seal = (salt, _seal(salt, password))
    document.page.setReadOnly(True)


def lift(document: Document, password: str) -> bool:
    """Frees the document, if it is the password."""
    if document.seal is None or not hmac.compare_digest(_seal(document.seal[0], password), document.seal[1]):
        return False
    document.seal = None
    document.page.setReadOnly(False)
    return True


def _seal(salt: bytes, password: str) -> bytes:
    return hashlib.blake2b(password.encode("utf-8", "surrogatepass"), salt=salt).digest()
