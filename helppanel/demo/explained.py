"""Which article explains which part of the editor: what a host does for context help."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

# by object name, of actions and of widgets; a widget's article is that of all in it
ARTICLES = {
    "file_new": "create-open",
    "file_open": "create-open",
    "file_save": "save-documents",
    "file_save_as": "save-documents",
    "file_preview": "print-preview",
    "file_print": "print-document",
    "file_pdf": "export-pdf",
    "edit_undo": "undo-redo",
    "edit_redo": "undo-redo",
    "edit_find": "find-replace",
    "edit_replace": "find-replace",
    "menu_format": "format-text",
    "format_left": "align-paragraphs",
    "format_center": "align-paragraphs",
    "format_right": "align-paragraphs",
    "format_justify": "align-paragraphs",
    "menu_view": "zoom-word-count",
    "ribbon": "format-text",
    "find_bar": "find-replace",
    "status": "zoom-word-count",
}


def explain(window: QMainWindow) -> None:
    """Gives each its property `helpArticle`. Call it once all are made."""
    for thing in window.findChildren(QObject):
        article = ARTICLES.get(thing.objectName())
        if article is not None:
            thing.setProperty("helpArticle", article)
