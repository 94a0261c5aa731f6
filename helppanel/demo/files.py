"""Reads and writes documents as .html, .md and .txt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile
from PySide6.QtGui import QTextDocument

HTML_SUFFIXES = (".html", ".htm")
PLAIN_SUFFIX = ".txt"


def read_into(document: QTextDocument, path: Path) -> None:
    """Replaces the content of `document` with the file's. Raises OSError."""
    text = decode(path.read_bytes())
    suffix = path.suffix.lower()
    if suffix in HTML_SUFFIXES:
        document.setHtml(text)
    elif suffix == ".md":
        document.setMarkdown(text)
    else:
        document.setPlainText(text)


def write_from(document: QTextDocument, path: Path) -> None:
    """Writes the content in the format its suffix names. Raises OSError; the old file then stays whole."""
    suffix = path.suffix.lower()
    if suffix in HTML_SUFFIXES:
        text = document.toHtml()
    elif suffix == ".md":
        text = document.toMarkdown()
    else:
        text = document.toPlainText()
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    file.write(text.encode("utf-8"))
    if not file.commit():
        raise OSError(file.errorString())


def decode(data: bytes) -> str:
    """UTF-8 with or without a mark; otherwise GB18030, which older Chinese text files are written in."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def loses_format(document: QTextDocument, path: Path) -> bool:
    """Whether saving to `path` would drop fonts, alignment or tables the document has."""
    if path.suffix.lower() != PLAIN_SUFFIX:
        return False
    plain = QTextDocument(document.toPlainText())
    plain.setDefaultFont(document.defaultFont())
    return document.toHtml() != plain.toHtml()
