"""Prints an article, black on white whatever the panel's theme."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from helppanel.service import Article
from helppanel.ui.article import document
from helppanel.ui.article.rich_html import rich_html
from helppanel.ui.theme import Theme


def ask(parent: QWidget, article: Article, theme: Theme, labels: dict[str, str], title: str) -> QPrintDialog:
    """Open the system's print dialog, called `title`; accepted, it prints."""
    dialog = QPrintDialog(parent)
    dialog.setWindowTitle(title)
    dialog.accepted.connect(lambda: print_article(article, dialog.printer(), theme, labels))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def print_article(article: Article, printer: QPrinter, theme: Theme, labels: dict[str, str]) -> None:
    """Send `article` with its title to `printer`."""
    paper = Theme("light", locale=theme.locale)
    heading = f"<h2>{escape(article.title)}</h2>"
    page: QTextDocument = document.build(heading + rich_html(article.html, paper.css, labels), paper)
    page.print_(printer)
